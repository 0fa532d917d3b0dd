"""Second-order methods that leave every strict saddle, also when they start exactly on one.

The loop is one; a method is the subproblem that it solves and the rule for its size. Steihaug's truncated conjugate
gradients alone would stop at a saddle, where g = 0: here the subproblem is solved globally in a space that holds the
direction of negative curvature.
"""

from collections.abc import Callable

import numpy as np

from . import validate
from .batch import WILD
from .curvature import DENSE_DIM, extreme_pair, local_hessian
from .krylov import krylov
from .objective import Objective, norm
from .result import Result, Stop, certified
from .subproblem import cubic_step, trust_region_step


def trust_region(f: Objective, x0, *, radius: float = 1.0, max_radius: float = 1e6, tol: float = 1e-8,
                 tol_curvature: float | None = None, max_iter: int = 1000, record: int = 0) -> Result:
    """Minimize the quadratic model over a ball, from x0 (..., d); algorithm 4.1 of Nocedal and Wright (2006).

    The ball starts with the given radius, shrinks to a quarter of the step where the model gains less than a quarter of
    what it promised, and doubles where it gains three quarters on the boundary. It ends only where ‖∇f‖ ≤ tol and
    λ_min ≥ −tol_curvature (default √tol), at max_iter, or where f falls without bound. Raises ValueError for bad input.
    """
    radius, max_radius = validate.positive("radius", radius), validate.positive("max_radius", max_radius)

    def resize(size, ratio, length):
        if ratio < 0.25:
            return length / 4
        return min(2 * size, max_radius) if ratio > 0.75 and length > 0.99 * size else size

    return _runs(f, x0, trust_region_step, resize, radius, tol, tol_curvature, max_iter, record)


def cubic_regularization(f: Objective, x0, *, sigma: float = 1.0, tol: float = 1e-8, tol_curvature: float | None = None,
                         max_iter: int = 1000, record: int = 0) -> Result:
    """Minimize the quadratic model plus (σ/3)‖s‖³, from x0 (..., d); Nesterov and Polyak (2006).

    Their σ is half the Lipschitz constant of the Hessian. Here it starts with the given value, doubles where the model
    gains less than a tenth of what it promised, and halves where it gains nine tenths (Cartis, Gould and Toint 2011).
    It ends as trust_region does. Raises ValueError for bad input.
    """
    sigma = validate.positive("sigma", sigma)

    def resize(size, ratio, length):
        return size / 2 if ratio < 0.1 else min(2 * size, 1e12) if ratio > 0.9 else size

    def step(w, b, size):
        return cubic_step(w, b, 1 / size)

    return _runs(f, x0, step, resize, 1 / sigma, tol, tol_curvature, max_iter, record)


def _runs(f, x0, step, resize, size, tol, tol_curvature, max_iter, record) -> Result:
    x0, tol = validate.start(f, x0), validate.positive("tol", tol)
    tol_curvature = np.sqrt(tol) if tol_curvature is None else validate.positive("tol_curvature", tol_curvature)
    validate.count("max_iter", max_iter)
    validate.count("record", record, least=0)
    starts = x0.reshape(-1, f.dim)
    paths = [[x] for x in starts] if record else [None] * len(starts)
    runs = [_run(f, x, path, step, resize, size, tol, tol_curvature, max_iter) for x, path in zip(starts, paths)]
    x, iterations, stop = (list(column) for column in zip(*runs))
    lead = x0.shape[:-1]
    trace = _trace(paths, record).reshape(-1, *x0.shape) if record else None
    stop = np.array(stop, dtype=object).reshape(lead)
    return certified(f, np.array(x).reshape(x0.shape), np.array(iterations).reshape(lead), stop, tol_curvature, trace)


def _trace(paths, record) -> np.ndarray:
    """Every record-th iterate of all runs, and the last: (k, runs, d)."""
    longest = max(len(path) for path in paths)
    marks = [*range(0, longest - 1, record), longest - 1]
    return np.array([[path[min(t, len(path) - 1)] for path in paths] for t in marks])


def _run(f, x, path: list | None, step: Callable, resize: Callable, size, tol, tol_curvature, max_iter):
    """One run from x (d,): (the last point, steps tried, why it ended). A rejected step repeats the point in the path."""
    value, g = f.value(x), f.grad(x)
    limit = WILD * max(1.0, norm(g))
    for t in range(max_iter):
        y, promised, length, curvature = _model_step(f, x, g, step, size, tol)
        if norm(g) <= tol and curvature >= -tol_curvature:
            return x, t, Stop.FIRST_ORDER  # the certificate makes it a second-order point
        with np.errstate(over="ignore", invalid="ignore"):
            x_new = f.retract(x, y)
            value_new, g_new = f.value(x_new), f.grad(x_new)
        ratio = _ratio(value - value_new, promised, value, norm(g), norm(g_new))
        size = resize(size, ratio, length)
        if ratio > 0.1:
            x, value, g = x_new, value_new, g_new
        if path is not None:
            path.append(x)
        if not norm(g) <= limit:
            return x, t + 1, Stop.DIVERGED
    return x, max_iter, Stop.FIRST_ORDER if norm(g) <= tol else Stop.ITERATION_LIMIT


def _ratio(gain, promised, value, size, size_new) -> float:
    """gain / promised; where the values agree to rounding, a gradient that has halved counts as a promise kept."""
    if abs(gain) <= 1e-9 * (1 + abs(value)) and size_new <= size / 2:
        return 1.0
    return gain / promised if np.isfinite(gain) and promised > 0 else -np.inf


def _model_step(f, x, g, step, size, tol):
    """(step in R^d, promised decrease, its length, curvature) at x; the curvature is exact where ‖g‖ ≤ tol."""
    if f.dim <= DENSE_DIM:
        B, H = local_hessian(f, x)
        w, V = np.linalg.eigh(H)
        y, promised = step(w, V.T @ (B @ g), size)
        return (V @ y) @ B, promised, np.linalg.norm(y), w[0]
    if norm(g) <= tol:
        lam, v = extreme_pair(f, x, 0)
        y, promised = step(np.array([lam]), np.array([v @ g]), size)
        return y[0] * v, promised, abs(y[0]), lam
    return _krylov_step(f, x, g, step, size)


def _krylov_step(f, x, g, step, size, max_steps=300):
    """The model solved in the Krylov space of g, grown until its gradient is small: an inexact Newton method."""
    goal = min(0.1, np.sqrt(norm(g))) * norm(g)
    for Q, alpha, beta in krylov(lambda v: f.hvp(x, v), g, max_steps):
        if len(alpha) % 3 == 0 or len(alpha) == 1 or len(alpha) == len(x):
            T = np.diag(alpha) + np.diag(beta[:-1], 1) + np.diag(beta[:-1], -1)
            w, S = np.linalg.eigh(T)
            y, promised = step(w, S[0] * norm(g), size)
            if beta[-1] * abs(S[-1] @ y) <= goal:
                break
    return (S @ y) @ Q[: len(y)], promised, np.linalg.norm(y), w[0]
