"""Positively homogeneous networks and the convex function Ω that lies below their regularizer (vzh, section 1.4.2).

One output, ReLU units φ(w, a) = a·ReLU(wᵀX) in R^m and θ(w, a) = ½(‖w‖² + a²), so |φ| = m and p = 2. At a given
output the regularizer of a unit is least at |a| = ‖w‖, where it is |a|‖w‖; hence Ω(z) is the gauge of the convex hull
of ±ReLU(wᵀX), ‖w‖ ≤ 1. Between two kinks ReLU(wᵀX) is linear in w, and one unit of each sign for every activation
pattern suffices:

    Ω(z) = min Σ_j ‖u_j‖ + ‖v_j‖   with  Σ_j D_j Xᵀ(u_j − v_j) = z,   u_j, v_j in the cone of the pattern j.

With the Euclidean norm this is a second-order cone program, with ‖w‖₁ a linear program. Either comes with a dual
vector g of polar(g) = max_{‖w‖≤1} |⟨g, ReLU(wᵀX)⟩| ≤ 1, which proves Ω(z) ≥ ⟨g, z⟩ without trust in a solver.
"""

from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from scipy import optimize, sparse

from . import validate


def rays(X, axes: bool = False):
    """Where n0 − 1 of the hyperplanes ⟨x_i, w⟩ = 0 meet (with `axes` also w_k = 0): unit vectors (k, n0), and which
    of the hyperplanes each was made from."""
    X = validate.array("X", X, ndim=2)
    planes = np.hstack([X, np.eye(len(X))]) if axes else X
    found, chosen = [], []
    for subset in combinations(range(planes.shape[1]), len(X) - 1):
        _, sigma, V = np.linalg.svd(planes[:, subset].T, full_matrices=True)
        if len(sigma) == 0 or sigma[-1] > 1e-9 * max(1, sigma[0]):
            found += [V[-1], -V[-1]]
            chosen += [subset, subset]
    return np.array(found), chosen


def patterns(X):
    """The activation patterns of a unit, as signs ±1: (k, m). X: (n0, m) in general position."""
    X = validate.array("X", X, ndim=2)
    n0, m = X.shape
    if np.linalg.matrix_rank(X) < n0:
        raise ValueError(f"X must have rank {n0}, got rank {np.linalg.matrix_rank(X)}")
    seen = set()
    for w, subset in zip(*rays(X)):
        h = w @ X
        away = np.setdiff1d(np.arange(m), subset)
        if np.any(np.abs(h[away]) <= 1e-9 * np.linalg.norm(X, axis=0)[away]):
            i = int(away[np.abs(h[away]).argmin()])
            raise ValueError(f"X must be in general position, got column {i} in the span of columns {tuple(subset)}")
        for signs in product((-1, 1), repeat=n0 - 1):
            s = np.sign(h)
            s[list(subset)] = signs
            seen.add(tuple(int(e) for e in s))
    return np.array(sorted(seen))


def polar(X, g, norm: str = "l2") -> float:
    """max |⟨g, ReLU(wᵀX)⟩| over ‖w‖ ≤ 1. For "l2" it is the largest norm of a projection of X D_j g on a cone (a
    nonnegative least-squares problem each); for "l1" the largest value at finitely many rays."""
    X, g = validate.array("X", X, ndim=2), validate.array("g", g, ndim=1)
    if norm == "l1":
        return float(np.abs(polyhedral_atoms(X)[1] @ g).max())
    best = 0.0
    for s in patterns(X):
        c = X @ (g * (s > 0))
        for sign in (1, -1):
            mu, _ = optimize.nnls(X * s, -sign * c)
            best = max(best, float(np.linalg.norm(sign * c + X * s @ mu)))
    return best


def polyhedral_atoms(X):
    """With ‖w‖₁ in place of ‖w‖₂, ReLU(wᵀX) and the norm are linear between finitely many rays: the rays, of
    ℓ₁-norm 1, (k, n0), and their outputs (k, m)."""
    w = rays(X, axes=True)[0]
    w = np.unique(np.round(w / np.abs(w).sum(axis=1, keepdims=True), 12), axis=0)
    return w, np.maximum(w @ X, 0)


@dataclass(frozen=True)
class Gauge:
    """Ω(z) = value with units (w: (k, n0), a: (k,)) that attain it, and a dual vector g: polar(g) ≤ 1 proves
    ⟨g, z⟩ = value − gap ≤ Ω(z)."""

    value: float
    w: np.ndarray
    a: np.ndarray
    g: np.ndarray
    gap: float

    def output(self, X):
        return self.a @ np.maximum(self.w @ X, 0)


def gauge(X, z, norm: str = "l2") -> Gauge:
    """Ω(z) for z: (m,), by a cone program ("l2") or a linear program ("l1"); inf where no network produces z.

    The units returned are balanced, |a| = ‖w‖, so that ½(‖w‖² + a²) adds up to Ω(z).
    """
    return least(X, z, None, norm)


def least(X, y, lam, norm: str = "l2") -> Gauge:
    """min_z ½‖z − y‖² + λΩ(z) (vzh:eq-1.48), or Ω(y) itself where lam is None. The value and the gap are those of
    the problem; g = (y − z)/λ scaled to polar 1 proves it."""
    X, y = validate.array("X", X, ndim=2), validate.array("y", y, ndim=1)
    if y.shape != X.shape[1:]:
        raise ValueError(f"y must have shape {X.shape[1:]}, got shape {y.shape}")
    if norm not in ("l1", "l2"):
        raise ValueError(f"norm must be 'l1' or 'l2', got {norm!r}")
    if lam is not None:
        validate.positive("lam", lam)
    u, dual = (cones if norm == "l2" else program)(X, y, lam)
    if u is None:
        empty = np.empty((0, len(X)))
        return Gauge(np.inf, empty, np.empty(0), dual, np.inf)
    signs = np.repeat([1.0, -1.0], len(u) // 2)
    size = np.linalg.norm(u, axis=1, ord=2 if norm == "l2" else 1)
    keep = size > 1e-7 * max(1.0, size.max())
    if keep.any():
        u, signs, keep = fewest(X, u[keep], signs[keep], size[keep])
        size = np.linalg.norm(u, axis=1, ord=2 if norm == "l2" else 1)
    a = np.sqrt(size[keep])
    w, a = u[keep] / a[:, None], a * signs[keep]
    z = a @ np.maximum(w @ X, 0)
    g = dual / max(polar(X, dual, norm), 1e-300) if lam is None else (y - z) / max(lam, polar(X, y - z, norm))
    value = size.sum() if lam is None else ((z - y) ** 2).sum() / 2 + lam * size.sum()
    bound = g @ y if lam is None else lam * g @ y - lam**2 * (g @ g) / 2
    return Gauge(float(value), w, a, g, float(value - bound))


def fewest(X, u, signs, size):
    """The same output at no higher price with at most m of the units (Carathéodory, as a vertex of a linear program);
    a cone solver returns a unit on a kink several times."""
    outputs = (signs / size)[:, None] * np.maximum(u @ X, 0)
    found = optimize.linprog(np.ones(len(u)), A_eq=outputs.T, b_eq=size @ outputs,
                             options={"primal_feasibility_tolerance": 1e-10})
    c = found.x if found.status == 0 else size
    used = c > 1e-9 * c.max()
    return (c[used] / size[used])[:, None] * u[used], signs[used], np.ones(used.sum(), bool)


def cones(X, y, lam):
    """The cone program over the patterns: (u: (2k, n0) or None, dual vector (m,))."""
    import clarabel

    S = patterns(X)
    S = S[(S > 0).any(axis=1)]
    n0, m = X.shape
    signs, S = np.repeat([1.0, -1.0], len(S)), np.vstack([S, S])
    k, free = len(S), m * (lam is not None)
    outputs = np.hstack([sign * (X * (s > 0)).T for sign, s in zip(signs, S)])
    equality = sparse.csr_matrix(np.hstack([outputs, np.zeros((m, k)), -np.eye(m)[:, :free]]))
    inside = sparse.hstack([sparse.block_diag([-(X * s).T for s in S]), sparse.csr_matrix((k * m, k + free))])
    norms = sparse.lil_matrix((k * (n0 + 1), k * n0 + k + free))
    for j in range(k):
        norms[j * (n0 + 1), k * n0 + j] = -1
        for i in range(n0):
            norms[j * (n0 + 1) + 1 + i, j * n0 + i] = -1
    q = np.concatenate([np.zeros(k * n0), np.full(k, 1.0 if lam is None else lam), -y[:free]])
    P = sparse.diags(np.concatenate([np.zeros(k * n0 + k), np.ones(free)]), format="csc")
    A = sparse.vstack([equality, inside, norms], format="csc")
    b = np.concatenate([np.zeros(m) if free else y, np.zeros(A.shape[0] - m)])
    shapes = [clarabel.ZeroConeT(m), clarabel.NonnegativeConeT(k * m)] + [clarabel.SecondOrderConeT(n0 + 1)] * k
    settings = clarabel.DefaultSettings()
    settings.verbose, settings.tol_gap_abs, settings.tol_gap_rel, settings.tol_feas = False, 1e-11, 1e-11, 1e-11
    found = clarabel.DefaultSolver(P, q, A, b, shapes, settings).solve()
    dual = -np.array(found.z[:m])
    if "Solved" not in str(found.status):
        return None, dual
    return np.array(found.x[: k * n0]).reshape(k, n0), dual


def program(X, y, lam):
    """The same with the l1 norm: a linear program over the rays (with `lam` nonnegative least squares)."""
    w, outputs = polyhedral_atoms(X)
    w, A = np.vstack([w, w]), np.vstack([outputs, -outputs]).T
    if lam is None:
        found = optimize.linprog(np.ones(A.shape[1]), A_eq=A, b_eq=y)
        if found.status != 0:
            return None, np.zeros(len(y))
        return found.x[:, None] * w, found.eqlin.marginals
    # ½‖Ac − y‖² + λ Σc over c ≥ 0: with one more row √ε(Σc + λ/ε) up to a constant, and ε → 0 by the residual's scale
    eps = 1e-8
    rows = np.vstack([A, np.full(A.shape[1], np.sqrt(eps))])
    c, _ = optimize.nnls(rows, np.append(y, -lam / np.sqrt(eps)))
    return c[:, None] * w, np.zeros(len(y))
