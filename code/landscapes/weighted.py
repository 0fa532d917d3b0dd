"""Rank-one approximation with weights on the entries: PCA for equal weights, completion for weights 0 and 1."""

from dataclasses import dataclass

import numpy as np

from . import validate
from .objective import Objective, dot


@dataclass(frozen=True, eq=False)
class WeightedRankOne(Objective):
    """f(x) = ½ Σ_ij w_ij (M_ij − x_i x_j)² on R^d.  M, weights: (d, d) symmetric, weights ≥ 0.

    With R = w ∘ (M − xxᵀ):
        grad  −2Rx
        hvp   −2Rv + 2(w ∘ (xvᵀ + vxᵀ))x
    Weights 1 give RankOnePCA (lec11:g-pca), the indicator of a symmetric Ω gives lec11:eq-11.1. A batch of k points costs
    k d² numbers. Raises ValueError for matrices that are not symmetric, of different shapes, or a negative weight.
    """

    M: np.ndarray
    weights: np.ndarray

    def __post_init__(self):
        object.__setattr__(self, "M", validate.symmetric("M", self.M))
        object.__setattr__(self, "weights", validate.symmetric("weights", self.weights))
        if self.weights.shape != self.M.shape:
            raise ValueError(f"weights must have the shape of M, {self.M.shape}, got shape {self.weights.shape}")
        if (self.weights < 0).any():
            raise ValueError(f"weights must be nonnegative, got {self.weights.min():g}")

    @property
    def dim(self) -> int:
        return len(self.M)

    def _residual(self, x):
        return self.weights * (self.M - x[..., :, None] * x[..., None, :])

    def value(self, x):
        return (self.weights * (self.M - x[..., :, None] * x[..., None, :]) ** 2).sum(axis=(-2, -1)) / 2

    def grad(self, x):
        return -2 * (self._residual(x) @ x[..., None])[..., 0]

    def hvp(self, x, v):
        wx2 = dot(self.weights, (x**2)[..., None, :])            # Σ_j w_ij x_j²
        wxv = dot(self.weights, (x * v)[..., None, :])           # Σ_j w_ij x_j v_j
        return -2 * (self._residual(x) @ v[..., None])[..., 0] + 2 * (wx2 * v + wxv * x)


@dataclass(frozen=True)
class Plateau(Objective):
    """f(x) = x²(4 + x²) / (4(1 + x²)²) on R: one local minimum, f(0) = 0, maxima 1/3 at ±√2, and f ↓ 1/4 beyond them.

        grad  x(2 − x²) / (1 + x²)³
        hvp   (2 − 13x² + 3x⁴) / (1 + x²)⁴ · v
    Every local minimum is global, and yet a descent that starts at |x| > √2 ends nowhere.
    """

    dim = 1

    def value(self, x):
        t = x[..., 0] ** 2
        return t * (4 + t) / (4 * (1 + t) ** 2)

    def grad(self, x):
        return x * (2 - x**2) / (1 + x**2) ** 3

    def hvp(self, x, v):
        return (2 - 13 * x**2 + 3 * x**4) / (1 + x**2) ** 4 * v
