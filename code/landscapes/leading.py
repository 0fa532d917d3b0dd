"""The leading eigenpair of a symmetric matrix: the global minimum of the PCA landscape, found fast and certified.

Every iterate of gradient descent on g(x) = ½‖M − xxᵀ‖²_F from x_0 lies in the Krylov space span{x_0, Mx_0, M²x_0, …}. On an
orthonormal basis Q of that space g is again a PCA landscape, g(Qᵀy) = ½‖T − yyᵀ‖²_F + const with T = QMQᵀ tridiagonal, so
by Theorem 4.1 (ma:thm-4.1) it has no spurious minimum there either, and its best point is √θ Qᵀs for the leading
eigenpair (θ, s) of T. That is the method of Lanczos: descent that takes the best point of all that it has seen.
"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cholesky, eigh
from scipy.linalg.blas import dsymv

from . import validate
from .krylov import converged_pair

DENSE_DIM = 128


@dataclass(frozen=True, eq=False)
class Leading:
    """A leading eigenpair with its certificate.

    value     θ = vᵀMv, never above λ_1
    vector    v (d,), ‖v‖₂ = 1, its largest entry positive
    residual  ‖Mv − θv‖₂, computed afresh: an eigenvalue of M lies within this of θ
    products  how often M was multiplied by a vector
    """

    value: float
    vector: np.ndarray
    residual: float
    products: int

    def __repr__(self) -> str:
        return f"Leading(value {self.value:.9g}, residual {self.residual:.1e}, products {self.products})"

    @property
    def minimizer(self) -> np.ndarray:
        """√θ v, the global minimum of RankOnePCA(M), for θ ≥ 0: (d,)."""
        return np.sqrt(max(self.value, 0.0)) * self.vector


def leading_eigenpair(M, *, tol: float = 1e-15, max_steps: int = 2000, rng: np.random.Generator | None = None) -> Leading:
    """The largest eigenvalue of M (d, d) symmetric and its eigenvector, with residual ≤ tol × |θ| unless max_steps
    comes first or rounding, about 10⁻¹⁵ ‖M‖, forbids.

    Each product reads one triangle of M (symv), and each basis vector is kept, so that no product is repeated after a
    restart. Up to dimension 128, LAPACK is faster and is used. rng draws the start x_0; without it a fixed one is used.
    Raises ValueError for bad input.
    """
    tol, max_steps = validate.positive("tol", tol), validate.count("max_steps", max_steps)
    rng = np.random.default_rng(0) if rng is None else validate.generator("rng", rng)
    columns, start = _enter(M, rng)
    if len(columns) <= DENSE_DIM:
        v = eigh(columns, subset_by_index=(len(columns) - 1,) * 2, check_finite=False)[1][:, 0]
        return _certified(columns, v, 3)
    pair = converged_pair(lambda q: dsymv(1.0, columns, q), start, -1, tol, max_steps)
    v = pair.vector / np.linalg.norm(pair.vector)
    better = pair.corrected(dsymv(1.0, columns, v) - pair.value * v)
    return _certified(columns, better, len(pair.alpha) + 4)


def _certified(columns, v, products) -> Leading:
    v = v / np.copysign(np.linalg.norm(v), v[np.abs(v).argmax()])
    Mv = dsymv(1.0, columns, v)
    theta = float(v @ Mv)
    return Leading(theta, v, float(np.linalg.norm(Mv - theta * v)), products)


def _enter(M, rng) -> tuple[np.ndarray, np.ndarray]:
    """(M by columns, as symv reads it, and the start Mx of the Krylov space for a random x).

    Mx is computed from either triangle. An entry that is not finite shows in one of them, and an asymmetry in their
    difference, for almost every x and with |x_j| ≥ ½ even where it is small; then, and only then, all pairs are compared.
    """
    x = None
    if isinstance(M, np.ndarray) and M.dtype == float and M.ndim == 2 and 0 < len(M) == M.shape[1]:
        columns = M.T if M.flags.c_contiguous else np.asfortranarray(M)
        x = rng.uniform(0.5, 1.5, len(M)) * rng.choice([-1.0, 1.0], len(M))
        upper, lower = dsymv(1.0, columns, x), dsymv(1.0, columns, x, lower=1)
        with np.errstate(invalid="ignore"):
            if np.abs(upper - lower).max() <= 64 * np.finfo(float).eps * np.abs(upper).max():
                return columns, upper if upper.any() else x
    columns = np.asfortranarray(validate.symmetric("M", M))
    x = rng.standard_normal(len(columns)) if x is None else x
    start = dsymv(1.0, columns, x)
    return columns, start if start.any() else x


def is_leading(M, pair: Leading) -> bool:
    """True if a Cholesky factorization proves that no eigenvalue of M exceeds θ + 2 · residual + rounding: d³/3 operations.

    A residual tells that θ is near *an* eigenvalue; M ≺ (θ + slack) I tells that it is the largest.
    """
    M = validate.symmetric("M", M)
    slack = 2 * pair.residual + 4 * len(M) * np.finfo(float).eps * np.abs(M).sum(axis=0).max()
    try:
        cholesky((pair.value + slack) * np.eye(len(M)) - M, check_finite=False)
    except np.linalg.LinAlgError:
        return False
    return True
