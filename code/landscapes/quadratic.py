"""Models that are quadratic in their parameters: a linear model and matrix sensing (ma:survey-rest)."""

from dataclasses import dataclass

import numpy as np

from . import validate
from .objective import Objective, dot, join, split


@dataclass(frozen=True, eq=False)
class QuadraticLinear(Objective):
    """L(u, v) = (1/2n) ‖X(u∘u − v∘v) − y‖² over points (u, v) in R^{2d} (ma:survey-rest).

    A linear model w = u∘u − v∘v. With g = Xᵀ(Xw − y)/n:  ∂L/∂u = 2 g∘u,  ∂L/∂v = −2 g∘v.
    X: (n, d); y: (n,).
    """

    X: np.ndarray
    y: np.ndarray

    def __post_init__(self):
        object.__setattr__(self, "X", validate.array("X", self.X, ndim=2))
        object.__setattr__(self, "y", validate.array("y", self.y, ndim=1))
        if len(self.y) != len(self.X):
            raise ValueError(f"y must have shape ({len(self.X)},), got shape {self.y.shape}")

    @property
    def dim(self) -> int:
        return 2 * self.X.shape[1]

    def weights(self, x) -> np.ndarray:
        """w = u∘u − v∘v: (..., 2d) -> (..., d)"""
        u, v = np.split(x, 2, axis=-1)
        return u**2 - v**2

    def _slope(self, w):
        return (w @ self.X.T - self.y) @ self.X / len(self.y)

    def value(self, x):
        residual = self.weights(x) @ self.X.T - self.y
        return dot(residual, residual) / (2 * len(self.y))

    def grad(self, x):
        u, v = np.split(x, 2, axis=-1)
        g = self._slope(u**2 - v**2)
        return 2 * np.concatenate([g * u, -g * v], axis=-1)

    def hvp(self, x, v):
        (u, w), (s, t) = np.split(x, 2, axis=-1), np.split(v, 2, axis=-1)
        g = self._slope(u**2 - w**2)
        dg = 2 * (u * s - w * t) @ self.X.T @ self.X / len(self.y)
        return 2 * np.concatenate([g * s + dg * u, -g * t - dg * w], axis=-1)


@dataclass(frozen=True, eq=False)
class MatrixSensing(Objective):
    """L(U, V) = (1/2n) Σ_i (⟨A_i, UUᵀ − VVᵀ⟩ − y_i)² + ½ decay (‖U‖² + ‖V‖²)  (ma:survey-rest).

    U: (d, r), V: (d, q); with q = 0 the model is UUᵀ. With A_i = x_i x_iᵀ it is a network with quadratic activation, r output
    weights 1 and q output weights −1. With G = (1/n) Σ r_i A_i:  ∂L/∂U = 2GU,  ∂L/∂V = −2GV, plus the decay.
    A: (n, d, d), each symmetric; y: (n,).
    """

    A: np.ndarray
    y: np.ndarray
    r: int
    q: int = 0
    decay: float = 0.0

    def __post_init__(self):
        object.__setattr__(self, "A", validate.array("A", self.A, ndim=3))
        object.__setattr__(self, "y", validate.array("y", self.y, ndim=1))
        if self.A.shape[1] != self.A.shape[2] or not np.allclose(self.A, self.A.swapaxes(1, 2)):
            raise ValueError(f"A must hold symmetric matrices, got shape {self.A.shape}")
        if len(self.y) != len(self.A):
            raise ValueError(f"y must have shape ({len(self.A)},), got shape {self.y.shape}")
        validate.count("r", self.r)
        validate.count("q", self.q, least=0)
        if self.decay:
            validate.positive("decay", self.decay)

    @property
    def signs(self) -> np.ndarray:
        return np.repeat([1.0, -1.0], [self.r, self.q])

    @property
    def dim(self) -> int:
        return self.A.shape[1] * (self.r + self.q)

    def _columns(self, x):
        return split(x, [(self.A.shape[1], self.r + self.q)])[0]

    def matrix(self, x) -> np.ndarray:
        """M = UUᵀ − VVᵀ: (..., d(r + q)) -> (..., d, d)"""
        U = self._columns(x)
        return (U * self.signs) @ U.swapaxes(-1, -2)

    def _flat(self):
        return self.A.reshape(len(self.A), -1)

    def _measure(self, M):
        return M.reshape(*M.shape[:-2], -1) @ self._flat().T

    def _adjoint(self, r):
        return (r @ self._flat()).reshape(*r.shape[:-1], *self.A.shape[1:]) / len(self.y)

    def value(self, x):
        r = self._measure(self.matrix(x)) - self.y
        return dot(r, r) / (2 * len(self.y)) + self.decay / 2 * dot(x, x)

    def grad(self, x):
        G = self._adjoint(self._measure(self.matrix(x)) - self.y)
        return (2 * (G @ self._columns(x)) * self.signs).reshape(x.shape) + self.decay * x

    def hvp(self, x, v):
        U, V = self._columns(x), self._columns(v)
        G = self._adjoint(self._measure(self.matrix(x)) - self.y)
        cross = (U * self.signs) @ V.swapaxes(-1, -2)
        dG = self._adjoint(self._measure(cross + cross.swapaxes(-1, -2)))
        return join([2 * (G @ V + dG @ U) * self.signs], [U.shape[-2:]]) + self.decay * v
