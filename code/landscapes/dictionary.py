"""Complete dictionary learning, one atom at a time: the sparsest direction of the data, on the sphere."""

from dataclasses import dataclass

import numpy as np

from . import validate
from .objective import Objective


@dataclass(frozen=True, eq=False)
class SparsestDirection(Objective):
    """f(q) = (1/n) Σ_k h(⟨y_k, q⟩), h(t) = μ log cosh(t/μ), on R^d, to be put on the sphere.  Y: (n, d), rows y_k.

    h is a smooth form of |t|: |t| − μ log 2 ≤ h(t) ≤ |t|. With s = Yq/μ:
        grad  (1/n) Yᵀ tanh(s)
        hvp   (1/nμ) Yᵀ(sech²(s) ∘ Yv)
    For y_k = A x_k with A orthogonal and x_k sparse, the local minima on the sphere are near ± the columns of A (Sun, Qu and
    Wright 2017); any complete dictionary is brought to this form by whitening the data. A batch of k points costs 2knd
    multiplications. Raises ValueError unless Y is a finite matrix and μ > 0.
    """

    Y: np.ndarray
    mu: float = 0.1

    def __post_init__(self):
        object.__setattr__(self, "Y", validate.array("Y", self.Y, ndim=2))
        object.__setattr__(self, "mu", validate.positive("mu", self.mu))

    @property
    def dim(self) -> int:
        return self.Y.shape[1]

    def value(self, x):
        t = np.abs(x @ self.Y.T)
        return (t + self.mu * (np.log1p(np.exp(-2 * t / self.mu)) - np.log(2))).mean(axis=-1)

    def grad(self, x):
        return np.tanh(x @ self.Y.T / self.mu) @ self.Y / len(self.Y)

    def hvp(self, x, v):
        bend = (1 - np.tanh(x @ self.Y.T / self.mu) ** 2) / self.mu
        return (bend * (v @ self.Y.T)) @ self.Y / len(self.Y)


def sparse_codes(rng: np.random.Generator, n: int, d: int, density: float) -> np.ndarray:
    """Bernoulli–Gaussian codes (n, d): each entry is standard Gaussian with probability `density`, else 0."""
    validate.generator("rng", rng)
    if not 0 < density <= 1:
        raise ValueError(f"density must be in (0, 1], got {density!r}")
    shape = validate.count("n", n), validate.count("d", d)
    return rng.standard_normal(shape) * (rng.random(shape) < density)


def orthogonal(rng: np.random.Generator, d: int) -> np.ndarray:
    """A uniformly random orthogonal matrix (d, d); its columns are the atoms."""
    Q, R = np.linalg.qr(validate.generator("rng", rng).standard_normal((validate.count("d", d),) * 2))
    return Q * np.sign(np.diag(R))


def nearest_atom(x, atoms) -> tuple[np.ndarray, np.ndarray]:
    """For unit x (..., d) and atoms (d, n), one per column: the index of the atom with the largest |⟨a, x⟩|, and the sine of
    the angle to it."""
    cosine = np.abs(np.asarray(x, dtype=float) @ validate.array("atoms", atoms, ndim=2))
    return cosine.argmax(axis=-1), np.sqrt(np.maximum(1 - cosine.max(axis=-1) ** 2, 0.0))
