"""An objective that is not convex, has no isolated minimizer, and yet lets descent converge geometrically."""

from dataclasses import dataclass

import numpy as np

from . import validate
from .objective import Objective


@dataclass(frozen=True)
class RippledSquares(Objective):
    """f(x) = Σ φ((Ax)_i), φ(t) = t² + b sin²t, on R^d.  A: (m, d); b ≥ −1, so that f ≥ 0 = f(0).

    φ″ = 2 + 2b cos 2t lies between 2 − 2|b| and 2 + 2|b|: for |b| > 1 the function is not convex. The Polyak-Łojasiewicz
    inequality φ′² ≥ μφ gives ‖∇f‖² ≥ σ_min(A)² μ f where A has full row rank (ma:thm-2.4); for b = 3, μ = 1/3 will do.
        grad  Aᵀφ′(Ax)
        hvp   Aᵀ(φ″(Ax) ∘ Av)
    """

    A: np.ndarray
    b: float = 3.0

    def __post_init__(self):
        object.__setattr__(self, "A", validate.array("A", self.A, ndim=2))
        if not (isinstance(self.b, int | float) and -1 <= self.b < np.inf):
            raise ValueError(f"b must be a number ≥ −1, got {self.b!r}")

    @property
    def dim(self) -> int:
        return self.A.shape[1]

    @property
    def smoothness(self) -> float:
        """L = (2 + 2|b|) σ_max(A)², a Lipschitz constant of ∇f."""
        return float((2 + 2 * abs(self.b)) * np.linalg.norm(self.A, 2) ** 2)

    def value(self, x):
        t = x @ self.A.T
        return (t**2 + self.b * np.sin(t) ** 2).sum(axis=-1)

    def grad(self, x):
        t = x @ self.A.T
        return (2 * t + self.b * np.sin(2 * t)) @ self.A

    def hvp(self, x, v):
        t = x @ self.A.T
        return ((2 + 2 * self.b * np.cos(2 * t)) * (v @ self.A.T)) @ self.A
