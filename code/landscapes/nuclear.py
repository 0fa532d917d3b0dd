"""Regularized matrix factorization and the nuclear norm (vzh section 1.4.1): the objective (1.33) at a fixed width, singular
value thresholding, and Corollary 1.6 as a certificate."""

from dataclasses import dataclass

import numpy as np

from . import validate
from .objective import Objective, join, split


@dataclass(frozen=True, eq=False)
class NuclearFactorization(Objective):
    """F(U, V) = ½‖Y − UVᵀ‖²_F + (λ/2)(‖U‖²_F + ‖V‖²_F)  (vzh:eq-1.33), at a fixed width n_1.

    With R = Y − UVᵀ, and for the product along (A, B) with D = AVᵀ + UBᵀ:
        grad   −RV + λU,  −RᵀU + λV
        hvp    DV − RB + λA,  DᵀU − RᵀA + λB
    Y: (n_2, n_0); lam: λ > 0; width: n_1; a point is one array, U (n_2, n_1) and then V (n_0, n_1).
    Raises ValueError for bad input.
    """

    Y: np.ndarray
    lam: float
    width: int

    def __post_init__(self):
        object.__setattr__(self, "Y", validate.array("Y", self.Y, ndim=2))
        object.__setattr__(self, "lam", validate.positive("lam", self.lam))
        object.__setattr__(self, "width", validate.count("width", self.width))

    @property
    def shapes(self) -> list[tuple[int, int]]:
        return [(size, self.width) for size in self.Y.shape]

    @property
    def dim(self) -> int:
        return sum(self.Y.shape) * self.width

    def point(self, U, V) -> np.ndarray:
        """(..., n_2, n_1), (..., n_0, n_1) -> (..., dim)"""
        return join([np.asarray(U, dtype=float), np.asarray(V, dtype=float)], self.shapes)

    def factors(self, x) -> list[np.ndarray]:
        """The inverse of point: (..., dim) -> [U, V]"""
        return split(x, self.shapes)

    def value(self, x):
        U, V = self.factors(x)
        return ((self.Y - U @ _t(V)) ** 2).sum(axis=(-2, -1)) / 2 + self.lam / 2 * (x**2).sum(axis=-1)

    def grad(self, x):
        U, V = self.factors(x)
        R = self.Y - U @ _t(V)
        return self.lam * x - join([R @ V, _t(R) @ U], self.shapes)

    def hvp(self, x, v):
        (U, V), (A, B) = self.factors(x), self.factors(v)
        R, D = self.Y - U @ _t(V), A @ _t(V) + U @ _t(B)
        return self.lam * v + join([D @ V - R @ B, _t(D) @ U - _t(R) @ A], self.shapes)


def _t(A):
    return A.swapaxes(-1, -2)


def singular_value_threshold(Y, lam: float) -> tuple[np.ndarray, np.ndarray]:
    """(U, V) with UVᵀ = D_λ(Y) = U_Y (Σ_Y − λI)₊ V_Yᵀ, the minimizer of (vzh:eq-1.35):

        U = U_Y (Σ_Y − λI)₊^½,  V = V_Y (Σ_Y − λI)₊^½   (vzh:svt-factors),  with the columns of singular values > λ alone;
    if there are none, one column of zeros, as a width is at least 1. By LAPACK. Raises ValueError for bad input."""
    Y, lam = validate.array("Y", Y, ndim=2), validate.positive("lam", lam)
    left, sigma, right = np.linalg.svd(Y, full_matrices=False)
    kept = max(1, int((sigma > lam).sum()))
    roots = np.sqrt(np.maximum(sigma[:kept] - lam, 0))
    return left[:, :kept] * roots, right[:kept].T * roots


@dataclass(frozen=True)
class Optimality:
    """How far (U, V) can be from a global minimum of (vzh:eq-1.33), by Corollary 1.6.

    value    F(U, V)
    lam      λ
    sigma    σ_max(R) of the residual R = Y − UVᵀ, or an upper bound on it: condition (ii) is sigma ≤ λ
    balance  (λ/2)(‖U‖²_F + ‖V‖²_F) − ⟨R, UVᵀ⟩, 0 under condition (i)
    gap      F(U, V) is at most this above the minimum of (vzh:eq-1.35), hence above that of (1.33) at every width
    failure  the probability, over the solver's own randomness, that sigma is no upper bound; 0 by LAPACK
    """

    value: float
    lam: float
    sigma: float
    balance: float
    gap: float
    failure: float = 0.0

    def is_global(self, tol: float = 1e-9) -> bool:
        """True if the gap is at most tol × the value: both conditions hold, up to that."""
        return self.gap <= tol * max(self.value, np.finfo(float).tiny)


def duality_gap(lam: float, sigma: float, weights: float, overlap: float, residual: float) -> float:
    """The value of (1.33) minus that of a feasible dual point. For σ_max(W) ≤ λ the dual of (1.35) is ⟨W, Y⟩ − ½‖W‖²_F; at
    W = cR, c = min(1, λ/σ_max(R)), the difference is (λ/2)(‖U‖² + ‖V‖²) − c⟨R, UVᵀ⟩ + ½(1 − c)²‖R‖²_F: for c = 1 the
    defect of condition (i) alone.

    weights: ‖U‖² + ‖V‖²; overlap: ⟨R, UVᵀ⟩; residual: ‖R‖²_F.
    """
    c = min(1.0, lam / sigma) if sigma > 0 else 1.0
    return float(lam / 2 * weights - c * overlap + (1 - c) ** 2 / 2 * residual)


def optimality(Y, lam: float, U, V) -> Optimality:
    """The certificate of any (U, V), with σ_max by LAPACK: Y (n_2, n_0), U (n_2, n_1), V (n_0, n_1).

    Raises ValueError for bad input."""
    Y, lam = validate.array("Y", Y, ndim=2), validate.positive("lam", lam)
    U, V = validate.array("U", U, ndim=2), validate.array("V", V, ndim=2)
    if U.shape[1] != V.shape[1] or (len(U), len(V)) != Y.shape:
        raise ValueError(f"U and V must be factors of Y with shape {Y.shape}, got shapes {U.shape} and {V.shape}")
    Z = U @ V.T
    R = Y - Z
    weights, overlap, residual = float((U**2).sum() + (V**2).sum()), float(np.vdot(R, Z)), float(np.vdot(R, R))
    sigma = float(np.linalg.norm(R, 2))
    gap = duality_gap(lam, sigma, weights, overlap, residual)
    return Optimality(residual / 2 + lam / 2 * weights, lam, sigma, lam / 2 * weights - overlap, gap)
