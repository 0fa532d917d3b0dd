"""Independent component analysis through the fourth-order cumulant, a tensor with d⁴ entries that is never formed."""

from dataclasses import dataclass

import numpy as np

from . import validate
from .objective import Objective, dot

WHITE = 1e-6  # largest entry of mean and covariance − I that counts as rounding


@dataclass(frozen=True)
class FourthCumulant(Objective):
    """f(u) = (1/N) Σ_k ⟨u, z_k⟩⁴ − 3‖u‖⁴, the empirical fourth cumulant of ⟨u, z⟩.  Z: (N, d) whitened samples z_k.

    If z = Σ s_i a_i with independent sources s_i of variance 1 and orthonormal a_i, then f(u) → Σ κ_i ⟨a_i, u⟩⁴ for N → ∞,
    with κ_i = E s_i⁴ − 3 the excess kurtosis of a source: (5.2) with weights, which vanish for a Gaussian source.
        grad  4 [(1/N) Zᵀ(Zu)³ − 3‖u‖²u]
        hvp   12 [(1/N) Zᵀ((Zu)²∘Zv) − ‖u‖²v − 2⟨u, v⟩u]
    Raises ValueError unless the samples are finite with mean 0 and covariance I: see `whiten`.
    """

    Z: np.ndarray

    def __post_init__(self):
        Z = validate.array("Z", self.Z, ndim=2)
        mean, covariance = Z.mean(axis=0), Z.T @ Z / len(Z)
        off = max(np.abs(mean).max(), np.abs(covariance - np.eye(Z.shape[1])).max())
        if off > WHITE:
            raise ValueError(f"Z must have mean 0 and covariance I, got an entry off by {off:.2g}; see whiten")
        object.__setattr__(self, "Z", Z)

    @property
    def dim(self) -> int:
        return self.Z.shape[1]

    def value(self, u):
        return (self._project(u) ** 4).mean(axis=-1) - 3 * dot(u, u) ** 2

    def grad(self, u):
        return 4 * (self._average(self._project(u) ** 3) - 3 * dot(u, u)[..., None] * u)

    def hvp(self, u, v):
        third = self._average(self._project(u) ** 2 * self._project(v))
        return 12 * (third - dot(u, u)[..., None] * v - 2 * dot(u, v)[..., None] * u)

    def contract(self, W) -> np.ndarray:
        """T(·, ·, W) = (1/N) Σ_k ⟨z_k, W z_k⟩ z_k z_kᵀ − tr(W) I − 2W for symmetric W (d, d): (d, d)."""
        weights = dot(self.Z @ W, self.Z)
        return (self.Z.T * weights) @ self.Z / len(self.Z) - np.trace(W) * np.eye(self.dim) - 2 * W

    def __neg__(self):
        return _Negated(self)

    def _project(self, u):
        return u @ self.Z.T

    def _average(self, weights):
        return weights @ self.Z / len(self.Z)


@dataclass(frozen=True)
class _Negated(Objective):
    """−f, for the solvers, which minimize."""

    f: Objective

    @property
    def dim(self) -> int:
        return self.f.dim

    def value(self, u):
        return -self.f.value(u)

    def grad(self, u):
        return -self.f.grad(u)

    def hvp(self, u, v):
        return -self.f.hvp(u, v)

    def __neg__(self):
        return self.f


def whiten(X) -> tuple[np.ndarray, np.ndarray]:
    """(Z, W) with Z = (X − mean) Wᵀ of covariance I: X (N, d) -> Z (N, d), W (d, d) = C^(−½), C the covariance.

    Raises ValueError unless X is finite and C is well conditioned (1e-12).
    """
    X = validate.array("X", X, ndim=2)
    centred = X - X.mean(axis=0)
    lam, V = np.linalg.eigh(centred.T @ centred / len(X))
    if not lam[0] > 1e-12 * lam[-1]:
        raise ValueError(f"X must have a covariance of full rank, got eigenvalues from {lam[0]:.2g} to {lam[-1]:.2g}")
    W = (V / np.sqrt(lam)) @ V.T
    return centred @ W, W


def amari_error(P) -> float:
    """How far P (d, d) is from a scaled permutation, 0 for one, 1 at worst: the Amari index of unmixing times mixing.

    With |p_ij| divided by the largest of its row, (row sum − 1)/(d − 1) averaged over rows, and the same over columns; their
    mean. Raises ValueError unless P is square with d ≥ 2 and without a zero row or column.
    """
    P = np.abs(validate.array("P", P, ndim=2))
    d = len(P)
    if P.shape != (d, d) or d < 2:
        raise ValueError(f"P must be square with at least 2 rows, got shape {P.shape}")
    if not (P.max(axis=0).all() and P.max(axis=1).all()):
        raise ValueError("P must have no row and no column of zeros, got one")
    rows = (P / P.max(axis=1, keepdims=True)).sum(axis=1) - 1
    columns = (P / P.max(axis=0)).sum(axis=0) - 1
    return float((rows.mean() + columns.mean()) / (2 * (d - 1)))
