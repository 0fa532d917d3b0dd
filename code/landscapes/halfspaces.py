"""Intersections of two halfspaces with Gaussian inputs (bg section 8): the gradient of the population risk, in closed form."""

from dataclasses import dataclass

import numpy as np

from . import validate

TINY = 1e-12


def quadrant(rho):
    """P(s > 0, t > 0) for standard normals with correlation ρ."""
    return 0.25 + np.arcsin(np.clip(rho, -1, 1)) / (2 * np.pi)


def orthant_slope(R, i: int, j: int):
    """∂/∂ρ_ij of P(z_1, …, z_4 > 0) for z ~ N(0, R): the density of (z_i, z_j) at 0 times the chance that the other two are
    positive given z_i = z_j = 0 (Plackett). R (..., 4, 4) with ones on the diagonal."""
    k, l = (q for q in range(4) if q not in (i, j))  # noqa: E741
    rho = R[..., i, j]
    free = np.maximum(1 - rho**2, TINY)

    def given(a, b):
        both = R[..., a, i] * R[..., b, i] + R[..., a, j] * R[..., b, j]
        return R[..., a, b] - (both - rho * (R[..., a, i] * R[..., b, j] + R[..., a, j] * R[..., b, i])) / free

    scale = np.sqrt(np.maximum(given(k, k), TINY) * np.maximum(given(l, l), TINY))
    return quadrant(given(k, l) / scale) / (2 * np.pi * np.sqrt(free))


@dataclass(frozen=True, eq=False)
class HalfspacePair:
    """ℓ(u) = P(f(x; u) ≠ f(x; v)), the squared risk of f(x; u) = 1[u_1·x > 0] 1[u_2·x > 0] for x ~ N(0, I) in R^m.

    ℓ depends on the angles between the four normals only. `grad` is the gradient along the product of the two unit spheres.
    teacher: v, shape (2, m), two unit vectors that are not parallel;  points u: (..., 2, m), unit vectors
    Raises ValueError for a teacher of another kind.
    """

    teacher: np.ndarray

    def __post_init__(self):
        v = validate.array("teacher", self.teacher, ndim=2)
        if len(v) != 2 or not np.allclose(np.linalg.norm(v, axis=1), 1) or abs(v[0] @ v[1]) > 1 - 1e-9:
            raise ValueError(f"teacher must be two unit vectors that are not parallel, got {v.tolist()}")
        object.__setattr__(self, "teacher", v)

    def grad(self, u):
        normals = np.concatenate([u, np.broadcast_to(self.teacher, u.shape)], axis=-2)
        R = normals @ np.swapaxes(normals, -1, -2)
        weight = np.zeros((*u.shape[:-2], 2, 4))  # ∂ℓ/∂ρ between the normals of u and all four
        own = 1 / (2 * np.pi * np.sqrt(np.maximum(1 - R[..., 0, 1] ** 2, TINY)))
        weight[..., 0, 1] = weight[..., 1, 0] = own - 2 * orthant_slope(R, 0, 1)
        for i in (0, 1):
            for j in (2, 3):
                weight[..., i, j] = -2 * orthant_slope(R, i, j)
        flat = weight @ normals
        return flat - (flat * u).sum(axis=-1, keepdims=True) * u

    def descend(self, u, step: float = 0.3, steps: int = 600):
        """u ← (u − η_t ∇ℓ(u)) back on the spheres, η_t = η/(1 + t/50): ℓ has a kink at v, so steps must shrink."""
        for t in range(validate.count("steps", steps)):
            u = u - step / (1 + t / 50) * self.grad(u)
            u = u / np.linalg.norm(u, axis=-1, keepdims=True)
        return u

    def distance(self, u):
        """‖u − v‖, whichever way the two normals are numbered: (..., 2, m) -> (...,)"""
        one, two = (np.sqrt(((u - v) ** 2).sum(axis=(-2, -1))) for v in (self.teacher, self.teacher[::-1]))
        return np.minimum(one, two)
