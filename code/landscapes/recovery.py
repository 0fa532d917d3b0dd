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
