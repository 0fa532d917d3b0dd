"""When the observed entries of zzᵀ determine z: incoherence, the deviation of Ω from its mean, the graph of Ω, and how far a
point is from the truth (ma section 4.2)."""

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from . import validate
from .krylov import converged_pair
from .observed import Observed


def incoherence(z) -> float:
    """The least μ with ‖z‖_∞ ≤ (μ/√d)‖z‖₂ (ma:assump-4.3), between 1 and √d; for Z (d, r) the same of its longest row."""
    Z = np.reshape(z, (len(z), -1))
    lengths = np.linalg.norm(Z, axis=1)
    return float(np.sqrt(len(Z)) * lengths.max() / np.linalg.norm(lengths))


def distance(x, Z):
    """min over rotations Q of ‖U − ZQ‖_F: what is left of U, as a point x (..., d r), when UUᵀ = (UQ)(UQ)ᵀ is taken into account.
    Z is (d,) or (d, r); for r = 1 it is the distance to the nearer of z and −z."""
    Z = np.reshape(Z, (len(Z), -1))
    U = np.reshape(x, (*np.shape(x)[:-1], *Z.shape))
    left, _, right = np.linalg.svd(Z.T @ U)
    return np.linalg.norm(U - Z @ (left @ right), axis=(-2, -1))


def operator_norm(omega: Observed, values: np.ndarray, mean: float = 0.0) -> float:
    """‖P_Ω(A) − mean · 11ᵀ‖₂ for a symmetric A with the given values (n,) on Ω, by Lanczos to six digits."""
    start = np.random.default_rng(0).standard_normal(omega.d)

    def apply(v):
        return omega.product(values, v[:, None])[:, 0] - mean * v.sum()

    return max(abs(converged_pair(apply, start, end, 1e-6, 300).value) for end in (0, -1))


def deviation(omega: Observed, p: float) -> float:
    """δ = ‖1_Ω/p − 11ᵀ‖₂; the ε of (ma:eq-4.9) is at most 4μ²δ/d."""
    validate.positive("p", p)
    return operator_norm(omega, np.full(len(omega), 1 / p), mean=1.0)


def row_deviation(omega: Observed, a: np.ndarray, p: float) -> float:
    """max_i |((1_Ω/p − 11ᵀ)a)_i| for a (d,)."""
    validate.positive("p", p)
    rows = omega.product(np.full(len(omega), 1 / p), np.asarray(a, dtype=float)[:, None])[:, 0]
    return float(np.abs(rows - np.sum(a)).max())


def determines(omega: Observed, z: np.ndarray) -> bool:
    """Whether zzᵀ on Ω determines z (d,) up to sign. So it does exactly if the graph Ω on the support of z is connected and holds
    a cycle of odd length (a diagonal entry is one), and every other i is seen with itself or with a point of the support."""
    support = np.asarray(z) != 0
    inside = support[omega.rows] & support[omega.columns]
    i, j = omega.rows[inside], omega.columns[inside]
    d, both = omega.d, np.append(support, support)
    cover = csr_array((np.ones(2 * len(i)), (np.append(i, i + d), np.append(j + d, j))), shape=(2 * d, 2 * d))
    one_piece = len(set(connected_components(cover, directed=False)[1][both])) <= 1     # connected and odd: so is its double cover
    loop = omega.rows == omega.columns
    seen = np.concatenate([omega.rows[support[omega.columns] | loop], omega.columns[support[omega.rows]]])
    return bool(one_piece and np.isin(np.flatnonzero(~support), seen).all())


def worst_deviation(omega: Observed, p: float, mu: float, rng: np.random.Generator, starts: int = 3) -> float:
    """A lower bound on the ε of (ma:eq-4.9): the largest |⟨P_Ω(uuᵀ), vvᵀ⟩/p − ⟨u, v⟩²| found over ‖u‖₂, ‖v‖₂ ≤ 1 and
    ‖u‖_∞, ‖v‖_∞ ≤ 2μ/√d.

    With w = u ∘ v it is |wᵀDw|, D = 1_Ω/p − 11ᵀ, and w ranges over K = {‖w‖₁ ≤ 1, ‖w‖_∞ ≤ 4μ²/d}. From the vertex of K that
    is best for the diagonal of D, and from random ones, the search moves to the vertex that is best for ±Dw + cw, with the
    least c among 0, ‖D‖/4, ‖D‖/2, ‖D‖ that improves. Raises ValueError for a μ that is not positive.
    """
    validate.positive("mu", mu)
    d, cap = omega.d, min(1.0, 4 * mu**2 / omega.d)
    values, shifts, best = np.full(len(omega), 1 / p), deviation(omega, p) * np.array([0, 1, 2, 4]) / 4, 0.0

    def form(w, sign):
        Dw = sign * (omega.product(values, w[:, None])[:, 0] - w.sum())
        return w @ Dw, w, Dw

    diagonal = np.full(d, -1.0)
    diagonal[omega.rows[omega.rows == omega.columns]] += 1 / p
    for sign in (1, -1):
        for first in [diagonal, *rng.standard_normal((starts, d))]:
            better = form(_vertex(first, cap), sign)
            while better:
                value, w, Dw = better
                moves = (form(_vertex(Dw + c * w, cap), sign) for c in shifts)
                better = next((move for move in moves if move[0] > value + 1e-9 * abs(value)), None)
            best = max(best, value)
    return float(best)


def _vertex(g: np.ndarray, cap: float) -> np.ndarray:
    """The w with ‖w‖₁ ≤ 1 and ‖w‖_∞ ≤ cap that maximizes ⟨w, g⟩."""
    w, full = np.zeros(len(g)), int(1 / cap)
    order = np.argsort(-np.abs(g))
    w[order[:full]] = cap
    if full < len(g):
        w[order[full]] = 1 - full * cap
    return np.copysign(w, g)
