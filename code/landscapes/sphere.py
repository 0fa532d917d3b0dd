"""The unit sphere S^{d−1} as a wrapper: a Euclidean objective in, the same five verbs on the sphere out."""

from dataclasses import dataclass

import numpy as np

from .objective import Objective, dot, norm


@dataclass(frozen=True)
class OnSphere(Objective):
    """f restricted to S^{d−1} = {x : ‖x‖₂ = 1}, with P_x = I − xxᵀ the projection on the tangent space (ma section 2.3).

    grad  P_x ∇f(x)
    hvp   P_x ∇²f(x) P_x v − ⟨x, ∇f(x)⟩ P_x v
    Points are unit vectors (..., d); `retract` returns to the sphere by normalising.
    """

    f: Objective

    def __post_init__(self):
        if not isinstance(self.f, Objective) or not self.f.is_euclidean:
            raise ValueError(f"f must be an objective on R^d, got {type(self.f).__name__}")

    @property
    def dim(self) -> int:
        return self.f.dim

    def value(self, x):
        return self.f.value(x)

    def grad(self, x):
        return self.tangent(x, self.f.grad(x))

    def hvp(self, x, v):
        v = self.tangent(x, v)
        return self.tangent(x, self.f.hvp(x, v)) - dot(x, self.f.grad(x))[..., None] * v

    def tangent(self, x, u):
        return u - dot(x, u)[..., None] * x

    def retract(self, x, u):
        y = x + u
        return y / norm(y)[..., None]


def random_unit(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Uniform points of S^{d−1}, one for each leading index: shape = (..., d)."""
    x = rng.standard_normal(shape)
    return x / norm(x)[..., None]
