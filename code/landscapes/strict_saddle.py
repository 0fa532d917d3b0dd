"""The constants of the strict-saddle property (ma:def-2.1): measured at points, and computed for rank-one PCA."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from . import validate
from .curvature import extreme_eigenvalues
from .matrix import RankOnePCA
from .objective import Objective, norm

CHUNK = 2**21      # numbers in one batch of vertices
FORBIDDEN = 1e200  # the cost of mass outside the top eigenspace where that is all of R^d


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
    program = _Program(mu, simple, beta, gamma)
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


@dataclass(frozen=True, eq=False)
class _Program:
    """The linear program in p: minimize Σ (s − μ_i)² p_i over p ≥ 0 with Σ p_i = s, p_1 ≤ P and, where s < μ_1 − β/2,
    p_1 ≥ K (1 + Σ_{i≥2} w_i p_i)."""

    mu: np.ndarray
    simple: bool
    beta: float
    gamma: float

    def bound(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """A lower bound of the minimum over s in [a, b], exact for a = b; ∞ if there is no such p: (n,), (n,) -> (n,).

        Over the interval, (s − μ_i)² is least at the nearest s, K and w_i are least and P is greatest at s = b; of the
        mass, p_1 must reach K and the total a.
        """
        size = max(1, CHUNK // len(self.mu) ** 2)
        if len(a) > size:
            return np.concatenate([self.bound(a[i : i + size], b[i : i + size]) for i in range(0, len(a), size)])
        cost = (np.clip(self.mu, a[:, None], b[:, None]) - self.mu) ** 2
        P, K, w = self._constraints(b)
        steep = K > 0
        total = np.where(steep, np.maximum(a, K), a)
        value = np.where(steep, _steep(cost, total, P, K, w), _flat(cost, total, P))
        possible = (P >= 0) & (total <= b) & ~(steep & ((w <= 0).any(axis=1) | (not self.simple)))
        return np.where(possible, value, np.inf)

    def masses(self, s: float) -> np.ndarray:
        """The p that attains the minimum at s: (m,)."""
        P, K, w = (part[0] for part in self._constraints(np.array([s])))
        limits = {"A_ub": [np.concatenate([[-1 / K], w])], "b_ub": [-1.0]} if K > 0 else {}
        bounds = [(0, P)] + [(0, None)] * len(w)
        return linprog((s - self.mu) ** 2, A_eq=np.ones((1, len(self.mu))), b_eq=[s], bounds=bounds, **limits).x

    def _constraints(self, s):
        """P (n,), K (n,), w (n, m − 1) at s (n,); P < 0: too near the minima whatever p; w_i ≤ 0: λ_min < −β whatever p."""
        mu = self.mu
        reach = s + mu[0] - self.gamma**2
        P = np.where(reach >= 0, reach**2 / (4 * mu[0]), -1.0)
        flat = 2 * s[:, None] + self.beta - 2 * mu[1:]
        return P, (2 * mu[0] - 2 * s - self.beta) / 4, 4 / np.where(flat > 0, flat, -np.inf)


def _flat(cost, total, P):
    """Without the constraint on the curvature: all on the cheapest other, or as much as may be on p_1."""
    top = np.minimum(P, total)
    other = cost[:, 1:].min(axis=1, initial=FORBIDDEN)
    return np.minimum(other * total, cost[:, 0] * top + other * (total - top))


def _steep(cost, total, P, K, w):
    """With it: the minimum over the vertices of the linear program, where at most p_1 and two others are not zero."""
    c1, c, T = cost[:, :1], cost[:, 1:], total[:, None]
    P, K = P[:, None], np.where(K > 0, K, 1.0)[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        alone = np.where((K <= T) & (T <= P), c1 * T, np.inf)
        p = (K + K * w * T) / (1 + K * w)
        one = np.where((p <= P) & (p <= T), c1 * p + c * (T - p), np.inf)
        W = (P / K - 1) / (T - P)  # at p_1 = P, the mean of w over the rest T − P may be up to W
        full = np.where((P < T) & (W >= w), c1 * P + c * (T - P), np.inf)
        share = (w[:, None, :] - W[:, :, None]) / (w[:, None, :] - w[:, :, None])
        two = c[:, :, None] * share + c[:, None, :] * (1 - share)
        two = c1[:, :, None] * P[:, :, None] + two * (T - P)[:, :, None]
        two = np.where((P < T)[:, :, None] & (w[:, :, None] < W[:, :, None]) & (W[:, :, None] < w[:, None, :]), two, np.inf)
    candidates = np.concatenate([alone, one, full, two.reshape(len(w), -1)], axis=1)
    return np.nanmin(np.where(np.isnan(candidates), np.inf, candidates), axis=1)


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
