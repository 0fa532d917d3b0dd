"""The linear program behind strict_saddle_constants: how cheaply can ‖x‖² = s be spread over the eigenspaces?"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

CHUNK = 2**21      # numbers in one batch of vertices
FORBIDDEN = 1e200  # the cost of mass outside the top eigenspace where that is all of R^d


@dataclass(frozen=True, eq=False)
class MassProgram:
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
