"""All components of a symmetric tensor of order four at once: the power method from the eigenvectors of a Hessian.

Nothing is deflated: errors of one component don't reach the others, and the tensor is only read.
"""

from dataclasses import dataclass

import numpy as np

from . import validate
from .batch import Batch
from .objective import Objective, dot, norm
from .result import Result, Stop
from .sphere import OnSphere, random_unit


def power_iteration(f: Objective, x0, *, tol: float = 1e-10, tol_curvature: float | None = None, max_iter: int = 100,
                    record: int = 0, certify: bool = True) -> Result:
    """x ← T(x, x, x, ·)/‖T(x, x, x, ·)‖ from x0 (..., d) on the sphere until the Riemannian ‖grad f(x)‖ ≤ tol.

    f is a form of degree four, f(x) = ⟨T, x⊗x⊗x⊗x⟩, and the step is ascent with the step size 1/(4f(x)). For orthonormal
    components y_i = ⟨a_i, x⟩ becomes y_i³ up to a factor: the largest |y_i| wins, and errors are cubed in each step.
    The Result is that of minimizing −f on the sphere: value is −f(x), curvature the smallest eigenvalue of −Hess f(x), and
    a run is a second-order point at a local maximum of f. Where f(x) < 0 the iterates alternate between ±.
    tol_curvature, record and certify are those of gradient_descent. Raises ValueError for bad input.
    """
    tol = validate.positive("tol", tol)
    tol_curvature = np.sqrt(tol) if tol_curvature is None else validate.positive("tol_curvature", tol_curvature)
    sphere = OnSphere(-f)
    batch = Batch(sphere, validate.start(sphere, x0), validate.count("max_iter", max_iter),
                  validate.count("record", record, least=0))
    for t in batch.steps():
        g = f.grad(batch.x)
        calm = norm(_tangent(batch.x, g)) <= tol
        if calm.any():
            g = g[batch.end(calm, Stop.FIRST_ORDER)]
        if t < max_iter:
            batch.move(g / norm(g)[..., None])
    return batch.result(tol_curvature, certify)


@dataclass(frozen=True, eq=False)
class Components:
    """T ≈ Σ c_i x_i⊗x_i⊗x_i⊗x_i as `components` found it: m directions, different also up to sign, the heaviest first.

    x          (m, d)  unit vectors; of x_i and −x_i the one whose largest entry is positive
    weight     (m,)    c_i = f(x_i)
    residual           ‖T(·, ·, G) − Σ c_i ⟨x_i, Gx_i⟩ x_i x_iᵀ‖_F / ‖G‖_F for a random G, which sees all of T: rounding if T
                       is that sum, with probability 1
    starts             how many starts were used
    """

    x: np.ndarray
    weight: np.ndarray
    residual: float
    starts: int

    def __repr__(self) -> str:
        return f"Components({len(self.x)} of dimension {self.x.shape[1]}, residual {self.residual:.1e})"


def components(f: Objective, count: int, *, rng: np.random.Generator, tol: float = 1e-12, same: float = 0.1,
               max_iter: int = 100, rounds: int = 10) -> Components:
    """`count` components of f(x) = ⟨T, x⊗x⊗x⊗x⟩ all at once, for T near Σ c_i a_i⊗a_i⊗a_i⊗a_i with orthonormal a_i.

    The eigenvectors of T(·, ·, W) = Σ c_i ⟨a_i, Wa_i⟩ a_i a_iᵀ, for a W that keeps its eigenvalues apart, are the components
    of an exact T; a residual ≤ tol says so, and no more is done. Else they are starts of the power method, whose runs end
    where ‖grad f‖ ≤ tol ‖∇f‖. What two of them find is looked for again from random starts orthogonal to all that was found.
    Runs that don't end, or end where f = 0, give no component, and points nearer than `same` are one: there may be fewer
    than `count` in the end, never one that is not stationary. Raises ValueError for bad input.
    """
    if validate.count("count", count) > f.dim:
        raise ValueError(f"count must be at most the dimension {f.dim}, got {count}")
    rng, same, tol = validate.generator("rng", rng), validate.positive("same", same), validate.positive("tol", tol)
    validate.count("max_iter", max_iter)
    x, weight = _eigenvectors(f, count, rng)
    probe, used = rng.standard_normal((f.dim, f.dim)), count
    probe += probe.T
    residual = _residual(f, x, weight, probe)
    if residual > tol * np.abs(weight).max():
        starts, x, weight = x, x[:0], weight[:0]
        for _ in range(validate.count("rounds", rounds)):
            new_x, new_weight = _settle(f, starts, tol, max_iter)
            x, weight = np.concatenate([x, new_x]), np.concatenate([weight, new_weight])
            keep = _different(x, same)[:count]
            x, weight = x[keep], weight[keep]
            if len(x) == count:
                break
            fresh = random_unit(rng, count - len(x), f.dim)
            fresh -= (fresh @ x.T) @ x
            starts, used = fresh / norm(fresh)[:, None], used + len(fresh)
        residual = _residual(f, x, weight, probe)
    order = np.argsort(-np.abs(weight), kind="stable")
    order = order[np.abs(weight[order]) > tol * np.abs(weight).max(initial=0.0)]
    x, weight = x[order], weight[order]
    sign = np.sign(np.take_along_axis(x, np.abs(x).argmax(axis=1, keepdims=True), axis=1))
    return Components(x * sign, weight, float(residual), used)


def _eigenvectors(f, count, rng):
    """(x, c): eigenvectors of T(·, ·, uuᵀ) for a random u, whose eigenvalues c_i ⟨a_i, u⟩² may lie close together, make a W with
    the eigenvalues 1/count, 2/count, …, 1; those of T(·, ·, W), with eigenvalues c_i ⟨x_i, Wx_i⟩, are then accurate."""
    u = random_unit(rng, f.dim)
    lam, V = np.linalg.eigh(f.contract(np.outer(u, u)))
    V = V[:, np.argsort(-np.abs(lam))[:count]]
    W = (V * (1 - np.arange(count) / count)) @ V.T
    lam, V = np.linalg.eigh(f.contract(W))
    chosen = np.argsort(-np.abs(lam))[:count]
    x = V[:, chosen].T
    return x, lam[chosen] / dot(x @ W, x)


def _residual(f, x, weight, G):
    rest = f.contract(G) - (x.T * (weight * dot(x @ G, x))) @ x
    return np.sqrt(np.vdot(rest, rest) / np.vdot(G, G))


def _settle(f, x, tol, max_iter):
    """The ends x of the power method that are stationary with f ≠ 0, and f there."""
    for _ in range(max_iter):
        g = f.grad(x)
        size = norm(g)
        moving = norm(_tangent(x, g)) > tol * size
        if not moving.any():
            break
        x = np.where(moving[:, None], g / np.where(size > 0, size, 1.0)[:, None], x)
    good = ~moving & (size > tol)
    return x[good], dot(x, g)[good] / 4


def _different(x, same):
    """The rows of x (m, d), unit vectors, that are not within `same` of ± an earlier such row."""
    close = np.tril(np.abs(x @ x.T) > 1 - same**2 / 2, -1)
    if not close.any():
        return np.arange(len(x))
    keep = []
    for i in range(len(x)):
        if not close[i, keep].any():
            keep.append(i)
    return keep


def _tangent(x, g):
    return g - dot(x, g)[..., None] * x


def distance_bound(f: Objective, x) -> np.ndarray:
    """A bound on the distance of x to the nearest ±a_i, 0.3 ‖grad f(x)‖ / (2f(x) − 1) (ma:thm-5.1/certificate): (..., d) -> (...,).

    It needs nothing but f(x) > ½, the gradient on the sphere, and that f(x) = Σ⟨a_i, x⟩⁴ with orthonormal a_i, which need not
    be known. Where f(x) ≤ ½ it is ∞.
    """
    x = validate.start(OnSphere(f), x, "x")
    g = f.grad(x)
    value = dot(x, g) / 4
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(value > 0.5, 0.3 * norm(_tangent(x, g)) / (2 * value - 1), np.inf)
