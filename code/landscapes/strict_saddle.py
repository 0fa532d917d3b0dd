"""The constants of the strict-saddle property (ma:def-2.1): measured at points, and computed for rank-one PCA."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import validate
from .curvature import extreme_eigenvalues
from .matrix import RankOnePCA
from .objective import Objective, norm
from .strict_saddle_program import MassProgram


def strict_saddle_margin(f: Objective, x, distance: Callable) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The three quantities of the definition at points (..., d): ‖∇f(x)‖, λ_min(∇²f(x)), and the distance to the nearest
    local minimum, which `distance` (..., d) -> (...,) knows."""
    x = validate.start(f, x, "x")
    return norm(f.grad(x)), extreme_eigenvalues(f, x)[0], distance(x)


@dataclass(frozen=True, eq=False)
class StrictSaddle:
    """f is (α, β, γ)-strict saddle, and not with any α above `upper`: the point `witness` (d,) has that gradient norm, while
    its λ_min ≥ −β and its distance to the minima ≥ γ."""

    alpha: float
    beta: float
    gamma: float
    upper: float
    witness: np.ndarray


def strict_saddle_constants(f: RankOnePCA, beta: float, gamma: float, rel: float = 1e-3) -> StrictSaddle:
    """The largest α, to the relative precision rel, for which g is (α, β, γ)-strict saddle:

        min ‖∇g(x)‖  over  λ_min(∇²g(x)) ≥ −β,  dist(x, minima) ≥ γ.

    In the eigenbasis, let s = ‖x‖² and p_i the part of s in the eigenspace of the i-th distinct eigenvalue μ_1 > μ_2 > ….
        ‖∇g‖² = 4 Σ (s − μ_i)² p_i,   dist² = s − 2√(p_1 μ_1) + μ_1
        4xxᵀ + diag(2s + β − 2λ_i) ⪰ 0  ⇔  s ≥ μ_1 − β/2,  or μ_1 is simple, s ≥ μ_2 − β/2 and
                                            4p_1/(2μ_1 − 2s − β) ≥ 1 + Σ_{i≥2} 4p_i/(2s + β − 2μ_i)
    For fixed s this is a linear program in p; over an interval of s a relaxation bounds it from below, and intervals whose
    bound is too low are bisected until none is left.

    Raises ValueError unless 0 < β < 2(λ_1 − max(λ_2, 0)), λ_2 the second distinct eigenvalue: beyond, a saddle itself
    satisfies none of the three conditions. And unless γ > 10⁻³ √λ_1: below, rounding takes over.
    """
    mu, simple = _levels(f)
    if not mu[0] > 0:
        raise ValueError(f"M must have a positive eigenvalue, got largest eigenvalue {mu[0]:g}")
    least = 2 * (mu[0] - max([0.0, *mu[1:2]]))
    beta, rel = validate.between("beta", beta, 0, least), validate.between("rel", rel, 0, 1)
    gamma = validate.between("gamma", gamma, 1e-3 * np.sqrt(mu[0]), np.inf)
    program = MassProgram(mu, simple, beta, gamma)
    edges = np.linspace(0, 2 * mu[0] + gamma**2, 101)
    best = program.bound(edges[1:], edges[1:]).min()
    edges = np.append(edges, mu[0] + max(np.sqrt(best / mu[0]), gamma, mu[0] + gamma**2))  # beyond, (s − μ_1)² s ≥ best
    a, b = edges[:-1], edges[1:]
    settled = best
    while len(a):
        middle = (a + b) / 2
        values = program.bound(middle, middle)
        if values.min() <= best:
            best, at = values.min(), middle[values.argmin()]
        a, b = np.concatenate([a, middle]), np.concatenate([middle, b])
        low = program.bound(a, b)
        open_ = low < (1 - rel) * best
        settled = min(settled, low[~open_].min(initial=np.inf))
        a, b = a[open_], b[open_]
    alpha = 2 * np.sqrt(min(settled, best)) * (1 - 1e-9)  # the last factor for rounding
    return StrictSaddle(float(alpha), beta, gamma, float(2 * np.sqrt(best)), _point(f, mu, program.masses(at)))


def _levels(f: RankOnePCA) -> tuple[np.ndarray, bool]:
    """The distinct eigenvalues in decreasing order, and if the largest one is simple."""
    lam = f.eigen[0]
    opens = np.concatenate([[True], -np.diff(lam) > 1e-10 * np.abs(lam).max()])
    return lam[opens], bool(opens[1:2].all())


def _point(f: RankOnePCA, mu: np.ndarray, p: np.ndarray) -> np.ndarray:
    """A point whose parts in the eigenspaces have the squared norms p."""
    lam, V = f.eigen
    first = [int(np.abs(lam - m).argmin()) for m in mu]
    return V[:, first] @ np.sqrt(np.maximum(p, 0))
