"""Phase retrieval: a real vector from the squares of its inner products, as a least-squares problem."""

from dataclasses import dataclass

import numpy as np

from . import validate
from .objective import Objective, norm


@dataclass(frozen=True, eq=False)
class PhaseRetrieval(Objective):
    """f(x) = (1/4m) Σ_i (⟨a_i, x⟩² − y_i)² on R^d.  A: (m, d), rows a_i; y: (m,), y_i = ⟨a_i, z⟩² ≥ 0 for a signal z.

    With t = Ax:
        grad  (1/m) Aᵀ((t² − y) ∘ t)
        hvp   (1/m) Aᵀ((3t² − y) ∘ Av)
    For Gaussian a_i the mean of f is ¼(3‖x‖⁴ − 2‖x‖²‖z‖² − 4⟨x, z⟩² + 3‖z‖⁴). The global minima are ±z once m is large
    enough (m ≥ 2d − 1 in general position); x and −x are not told apart. A batch of k points costs 2kmd multiplications.
    Raises ValueError unless A is a finite matrix and y a finite vector of as many nonnegative numbers.
    """

    A: np.ndarray
    y: np.ndarray

    def __post_init__(self):
        object.__setattr__(self, "A", validate.array("A", self.A, ndim=2))
        object.__setattr__(self, "y", validate.array("y", self.y, ndim=1))
        if len(self.y) != len(self.A):
            raise ValueError(f"y must be as many as the rows of A, {len(self.A)}, got {len(self.y)}")
        if (self.y < 0).any():
            raise ValueError(f"y must be nonnegative, got {self.y.min():g}")

    @staticmethod
    def observe(z, m: int, rng: np.random.Generator) -> "PhaseRetrieval":
        """m Gaussian measurements of the signal z (d,)."""
        z = validate.array("z", z, ndim=1)
        A = validate.generator("rng", rng).standard_normal((validate.count("m", m), len(z)))
        return PhaseRetrieval(A, (A @ z) ** 2)

    @property
    def dim(self) -> int:
        return self.A.shape[1]

    def value(self, x):
        return (((x @ self.A.T) ** 2 - self.y) ** 2).mean(axis=-1) / 4

    def grad(self, x):
        t = x @ self.A.T
        return ((t**2 - self.y) * t) @ self.A / len(self.A)

    def hvp(self, x, v):
        t = x @ self.A.T
        return ((3 * t**2 - self.y) * (v @ self.A.T)) @ self.A / len(self.A)


def distance_up_to_sign(x, z) -> np.ndarray:
    """min(‖x − z‖, ‖x + z‖): (..., d), (d,) -> (...,)"""
    x, z = np.asarray(x, dtype=float), validate.array("z", z, ndim=1)
    return np.minimum(norm(x - z), norm(x + z))
