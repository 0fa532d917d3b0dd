"""Derivative checks that return numbers, so that a test can assert them."""

from dataclasses import dataclass

import numpy as np

from . import validate
from .intervals import slope_interval
from .objective import Objective, dot, norm


@dataclass(frozen=True)
class TaylorSlopes:
    """Log-log slopes of the remainders against t. A right gradient gives `first` ≥ 2 and a right Hessian product
    `second` ≥ 3, generically with equality; a wrong one gives 1 and 2. A remainder that is only rounding has slope ∞."""

    first: float
    second: float


def taylor_slopes(f: Objective, x, v=None, *, rng: np.random.Generator | None = None, largest: float = 1e-2) -> TaylorSlopes:
    """At one point x (d,), along the tangent direction v (d,) (default: random, of norm 1), for t = largest · 2^(−j):

        first   |f(R_x(tv)) − f(x) − t⟨∇f, v⟩|
        second  |f(R_x(tv)) − f(x) − t⟨∇f, v⟩ − ½t²⟨v, ∇²f v⟩|

    Points where the remainder is below a thousand roundings of f are left out. On a manifold the second needs a
    retraction that is right to second order, as normalising on the sphere is.
    """
    x = validate.start(f, x, "x")
    v = validate.start(f, v, "v") if v is not None else validate.generator("rng", rng).standard_normal(f.dim)
    v = f.tangent(x, v)
    v = v / norm(v)
    t = validate.positive("largest", largest) * 2.0 ** -np.arange(12)
    y = f.retract(np.broadcast_to(x, (len(t), f.dim)), t[:, None] * v)
    value, slope, curvature = f.value(x), dot(f.grad(x), v), dot(f.hvp(x, v), v)
    first = f.value(y) - value - t * slope
    rounding = 1e3 * np.finfo(float).eps * max(abs(value), np.abs(f.value(y)).max())
    return TaylorSlopes(_slope(t, first, rounding), _slope(t, first - t**2 / 2 * curvature, rounding))


def _slope(t, remainder, rounding) -> float:
    seen = np.abs(remainder) > rounding
    if seen.sum() < 3:
        return np.inf
    return slope_interval(np.log(t[seen]), np.log(np.abs(remainder[seen]))).value


def gradient_error(f: Objective, x, *, rng: np.random.Generator, step: float = 1e-5) -> float:
    """‖finite difference − gradient‖, relative, in a random tangent direction u of norm 1: central differences of f against
    ⟨∇f, u⟩, at x (..., d), the worst of the batch. About 10⁻¹⁰ for a right gradient, of order 1 for a wrong one."""
    x, u = _random_direction(f, x, rng)
    difference = (f.value(f.retract(x, step * u)) - f.value(f.retract(x, -step * u))) / (2 * step)
    return _relative(difference - dot(f.grad(x), u), 1 + norm(f.grad(x)))


def hvp_error(f: Objective, x, *, rng: np.random.Generator, step: float = 1e-5) -> float:
    """The same for the Hessian product: central differences of the gradient, projected on the tangent space, against
    ∇²f(x) u. On a manifold, the projection of the differences is the covariant derivative."""
    x, u = _random_direction(f, x, rng)
    ahead, behind = f.grad(f.retract(x, step * u)), f.grad(f.retract(x, -step * u))
    product = f.hvp(x, u)
    return _relative(norm(f.tangent(x, ahead - behind) / (2 * step) - product), 1 + norm(product))


def hvp_symmetry(f: Objective, x, *, rng: np.random.Generator) -> float:
    """|⟨u, ∇²f v⟩ − ⟨v, ∇²f u⟩|, relative, for random tangent u, v of norm 1 at x (..., d); the worst of the batch."""
    x, u = _random_direction(f, x, rng)
    x, v = _random_direction(f, x, rng)
    Hu, Hv = f.hvp(x, u), f.hvp(x, v)
    return _relative(dot(u, Hv) - dot(v, Hu), 1 + norm(Hu) + norm(Hv))


def batch_equals_loop(f: Objective, x, *, rng: np.random.Generator) -> float:
    """The largest relative difference between the verbs on a batch x (n, d) and the same verbs point by point."""
    x, u = _random_direction(f, x, rng)
    x, u = x.reshape(-1, f.dim), u.reshape(-1, f.dim)
    verbs = (lambda x, u: f.value(x)), (lambda x, u: f.grad(x)), f.hvp, f.tangent, f.retract
    worst = 0.0
    for verb in verbs:
        batch, loop = verb(x, u), np.array([verb(a, b) for a, b in zip(x, u)])
        if batch.shape != loop.shape:
            return np.inf
        worst = max(worst, _relative(batch - loop, 1 + np.abs(loop)))
    return worst


def _random_direction(f, x, rng):
    x = validate.start(f, x, "x")
    u = f.tangent(x, validate.generator("rng", rng).standard_normal(x.shape))
    return x, u / norm(u)[..., None]


def _relative(error, scale) -> float:
    return float(np.max(np.abs(error) / scale))
