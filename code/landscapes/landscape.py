"""The shape of a landscape: kinds of critical points, the critical points that a search finds, basins of attraction."""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from . import validate
from .basins import Basins, basins
from .cluster import distinct
from .curvature import extreme_eigenvalues, local_hessian, tangent_spectrum
from .objective import Objective, norm
from .strict_saddle import strict_saddle_constants, strict_saddle_margin

__all__ = ["Basins", "CriticalPoints", "Kind", "basins", "classify", "extreme_eigenvalues", "find_critical_points",
           "strict_saddle_constants", "strict_saddle_margin", "tangent_spectrum"]


class Kind(Enum):
    """What the first two derivatives say about a point."""

    LOCAL_MINIMUM = "local minimum"
    STRICT_SADDLE = "strict saddle"    # curvature of both signs: not a local minimum, and a direction leads down
    LOCAL_MAXIMUM = "local maximum"
    DEGENERATE = "degenerate"          # semidefinite with a zero eigenvalue: the second order does not decide
    NOT_STATIONARY = "not stationary"

    def __str__(self) -> str:
        return self.value

    __repr__ = __str__


def classify(f: Objective, x, tol: float = 1e-6, tol_curvature: float = 1e-6):
    """The Kind of x (d,), or an object array of Kinds for a batch (..., d).

    Stationary means ‖∇f(x)‖ ≤ tol; an eigenvalue of the Hessian on the tangent space counts as zero when its absolute
    value is at most tol_curvature.
    """
    x = validate.start(f, x, "x")
    validate.positive("tol", tol)
    zero = validate.positive("tol_curvature", tol_curvature)
    low, high = extreme_eigenvalues(f, x)
    kinds = np.full(np.shape(low), Kind.DEGENERATE, dtype=object)
    kinds[(low < -zero) & (high > zero)] = Kind.STRICT_SADDLE
    kinds[low > zero] = Kind.LOCAL_MINIMUM
    kinds[high < -zero] = Kind.LOCAL_MAXIMUM
    kinds[~(norm(f.grad(x)) <= tol)] = Kind.NOT_STATIONARY
    return kinds if kinds.ndim else kinds.item()


@dataclass(frozen=True, eq=False)
class CriticalPoints:
    """points (k, d) in order of increasing value; hits (k,), how many starts ended at each; unresolved starts."""

    points: np.ndarray
    hits: np.ndarray
    unresolved: int


def find_critical_points(f: Objective, starts, *, tol: float = 1e-10, same: float = 1e-6, up_to_sign: bool = False,
                         max_iter: int = 200) -> CriticalPoints:
    """Critical points of every kind, by Levenberg–Marquardt on ½‖∇f‖² from all starts (n, d) at once; for small d.

    The step is −H(H² + μ)⁻¹∇f: Newton's for μ = 0, to which μ falls while the gradient shrinks, so that saddles and maxima
    attract as minima do. A run that reaches ‖∇f‖ ≤ tol is resolved; points nearer than `same` are one point, with
    up_to_sign also x and −x. A search finds points; that it found all takes a proof (RankOnePCA.critical_points).
    """
    starts = validate.start(f, starts, "starts").reshape(-1, f.dim)
    tol, same = validate.positive("tol", tol), validate.positive("same", same)
    validate.count("max_iter", max_iter)
    x, size = _levenberg_marquardt(f, starts, tol, max_iter)
    found = x[size <= tol]
    found = found[np.argsort(f.value(found), kind="stable")]
    first, label = distinct(found, same, up_to_sign)
    return CriticalPoints(found[first], np.bincount(label, minlength=len(first)), int((~(size <= tol)).sum()))


def _levenberg_marquardt(f, x, tol, max_iter):
    x, g = x.copy(), f.grad(x)
    size, mu = norm(g), np.ones(len(x))
    for _ in range(max_iter):
        a = np.flatnonzero((size > tol) & (mu < 1e12))
        if not len(a):
            break
        B, H = local_hessian(f, x[a])
        w, V = np.linalg.eigh(H)
        b = np.einsum("...ji,...j->...i", V, np.einsum("...jd,...d->...j", B, g[a]))
        shift = mu[a] * np.minimum(size[a], 1.0) ** 2
        y = np.einsum("...ij,...j->...i", V, -w * b / (w**2 + shift[:, None] + 1e-300))
        with np.errstate(over="ignore", invalid="ignore"):
            new = f.retract(x[a], np.einsum("...j,...jd->...d", y, B))
            g_new = f.grad(new)
        better = norm(g_new) < size[a]
        x[a[better]], g[a[better]] = new[better], g_new[better]
        mu[a] = np.where(better, np.maximum(mu[a] / 10, 1e-12), mu[a] * 10)
        size[a] = norm(g[a])
    return x, size
