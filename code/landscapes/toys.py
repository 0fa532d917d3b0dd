"""Small objectives whose landscape is known in closed form: examples, counterexamples, and test problems."""

from dataclasses import dataclass

import numpy as np

from . import validate
from .objective import Objective, dot


@dataclass(frozen=True)
class DoubleWells(Objective):
    """f(x) = ¼ Σ (x_i² − 1)² on R^d.  Minima {−1, 1}^d, a maximum at 0, and saddles at the other points of {−1, 0, 1}^d;
    the Hessian is diagonal with 3x_i² − 1, that is 2 where x_i = ±1 and −1 where x_i = 0."""

    dim: int

    def __post_init__(self):
        validate.count("dim", self.dim)

    def value(self, x):
        return ((x**2 - 1) ** 2).sum(axis=-1) / 4

    def grad(self, x):
        return x**3 - x

    def hvp(self, x, v):
        return (3 * x**2 - 1) * v

    def critical_points(self) -> np.ndarray:
        """{−1, 0, 1}^d: (3^d, d)."""
        return np.stack(np.meshgrid(*[[-1.0, 0.0, 1.0]] * self.dim, indexing="ij"), axis=-1).reshape(-1, self.dim)


@dataclass(frozen=True)
class SquarePlusCube(Objective):
    """f(x_1, x_2) = x_1² + x_2³ (ma section 2.1): ∇f(0) = 0 and ∇²f(0) = diag(2, 0) ⪰ 0, yet 0 is not a local minimum,
    and f is unbounded below."""

    dim = 2

    def value(self, x):
        return x[..., 0] ** 2 + x[..., 1] ** 3

    def grad(self, x):
        return np.stack([2 * x[..., 0], 3 * x[..., 1] ** 2], axis=-1)

    def hvp(self, x, v):
        return np.stack([2 * v[..., 0], 6 * x[..., 1] * v[..., 1]], axis=-1)


@dataclass(frozen=True, eq=False)
class Rayleigh(Objective):
    """f(x) = −½ xᵀMx on R^d, to be put on the sphere.  M: (d, d) symmetric.

    On the sphere the critical points are the unit eigenvectors ±v_k; the Riemannian Hessian at v_k has the eigenvalue
    λ_k − λ_j on v_j, j ≠ k. Raises ValueError unless M is a finite, nonempty, square, symmetric matrix.
    """

    M: np.ndarray

    def __post_init__(self):
        object.__setattr__(self, "M", validate.symmetric("M", self.M))

    @property
    def dim(self) -> int:
        return len(self.M)

    def value(self, x):
        return -dot(x, x @ self.M) / 2

    def grad(self, x):
        return -(x @ self.M)

    def hvp(self, x, v):
        return -(v @ self.M)


@dataclass(frozen=True)
class SumOfFourthPowers(Objective):
    """f(x) = Σ x_i⁴ on R^d, to be put on the sphere.

    On the sphere the critical points are the vectors with entries ±1/√m on m coordinates and 0 elsewhere, m = 1, …, d. The
    Riemannian Hessian there has the eigenvalue 8/m on the tangent vectors of the support (m − 1 times) and −4/m outside
    (d − m times): minima for m = d, maxima for m = 1.
    """

    dim: int

    def __post_init__(self):
        validate.count("dim", self.dim)

    def value(self, x):
        return (x**4).sum(axis=-1)

    def grad(self, x):
        return 4 * x**3

    def hvp(self, x, v):
        return 12 * x**2 * v

    def critical_points(self) -> np.ndarray:
        """On the sphere: (3^d − 1, d)."""
        signs = np.stack(np.meshgrid(*[[-1.0, 0.0, 1.0]] * self.dim, indexing="ij"), axis=-1).reshape(-1, self.dim)
        signs = signs[np.abs(signs).any(axis=1)]
        return signs / np.linalg.norm(signs, axis=1, keepdims=True)
