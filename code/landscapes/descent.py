"""First-order methods. One array of starts (..., d) is one batch of runs."""

import numpy as np

from . import validate
from .batch import Batch
from .objective import Objective
from .result import Result, Stop


def gradient_descent(f: Objective, x0, step: float, *, tol: float = 1e-8, tol_curvature: float | None = None,
                     max_iter: int = 100_000, record: int = 0, certify: bool = True) -> Result:
    """x ← R_x(−η ∇f(x)), η = step, from x0 (..., d) until ‖∇f(x)‖₂ ≤ tol.

    tol_curvature  λ_min ≥ −tol_curvature makes a second-order point; default √tol, the √(ρε) of Nesterov and Polyak
                   with ρ = 1
    record         keep every record-th iterate in the trace; 0 keeps none
    certify        compute the curvature at the end; without it no run ends better than "first-order point"

    Started on a saddle, descent stays there and says "first-order point". In a batch, a run that diverges says so.
    Raises ValueError for bad input, and when a single run diverges: then the step is too long.
    """
    step, tol_curvature = _options(step, tol, tol_curvature)
    batch = _batch(f, x0, max_iter, record)
    for t in batch.steps():
        g, size = batch.gradient()
        calm = size <= tol
        if calm.any():
            g = g[batch.end(calm, Stop.FIRST_ORDER)]
        if t < max_iter:
            batch.move(f.retract(batch.x, -step * g))
    return _finish(batch, step, tol_curvature, certify)


def perturbed_gradient_descent(f: Objective, x0, step: float, *, rng: np.random.Generator, radius: float = 1e-3,
                               escape: float = 0.1, patience: int | None = None, tol: float = 1e-8,
                               tol_curvature: float | None = None, max_iter: int = 100_000, record: int = 0,
                               certify: bool = True) -> Result:
    """Descent that adds noise where the gradient vanishes, from x0 (..., d): Jin et al. (2017), algorithm 2.

    Where ‖∇f(x)‖ ≤ tol, remember x̃ = x and step to a uniform point of the tangent ball of the given radius. If after
    `patience` more steps f has not fallen below f(x̃) by `drop`, the run ends at x̃; else it goes on.

    escape         γ: saddles with λ_min ≤ −γ are left with high probability; γ is the √(ρε) of the theorem
    patience       default ⌈χ/(ηγ)⌉ with χ = log(10⁴ d): the theorem's time to grow noise along curvature −γ past the rest
    drop           ε^(3/2) with ε = tol, the theorem's √(ε³/ρ) with ρ = 1, and at least 10⁻¹² |f|, which is rounding

    The method sees gradients only; the curvature is computed once, for the certificate. The other arguments and the
    errors are those of gradient_descent.
    """
    step, tol_curvature = _options(step, tol, tol_curvature)
    validate.generator("rng", rng)
    radius, escape = validate.positive("radius", radius), validate.positive("escape", escape)
    if patience is None:
        patience = int(np.ceil(np.log(1e4 * f.dim) / (step * escape)))
    validate.count("patience", patience)
    batch = _batch(f, x0, max_iter, record)
    due, best, best_value = np.full(len(batch.x), -1), batch.x.copy(), np.zeros(len(batch.x))
    scale = np.abs(f.value(batch.x))
    for t in batch.steps():
        g, size = batch.gradient()
        now = np.flatnonzero(due[batch.index] == t)
        if len(now):
            g, size = _judge(batch, now, due, best, best_value, tol**1.5 + 1e-12 * scale, g, size)
        calm = np.flatnonzero((size <= tol) & (due[batch.index] < t))
        if len(calm):
            rows, x = batch.index[calm], batch.x[calm]
            due[rows], best[rows], best_value[rows] = t + patience, x, f.value(x)
            scale[rows] = np.maximum(scale[rows], np.abs(best_value[rows]))
            moved = batch.x.copy()
            moved[calm] = f.retract(x, f.tangent(x, _ball(rng, radius, x.shape)))
            batch.x = moved
            g[calm] = f.grad(moved[calm])
        if t < max_iter:
            batch.move(f.retract(batch.x, -step * g))
    return _finish(batch, step, tol_curvature, certify)


def _judge(batch, now, due, best, best_value, drop, g, size):
    """End the runs in `now` whose value has not dropped since their noise, at the point before it."""
    rows = batch.index[now]
    due[rows] = -1
    stuck = np.zeros(len(batch.index), dtype=bool)
    stuck[now] = batch.f.value(batch.x[now]) > best_value[rows] - drop[rows]
    keep = batch.end(stuck, Stop.FIRST_ORDER, best[batch.index])
    return g[keep], size[keep]


def _ball(rng, radius, shape):
    """Uniform points of the ball of that radius in R^d: shape = (k, d)."""
    u = rng.standard_normal(shape)
    lengths = radius * rng.random(shape[:-1]) ** (1 / shape[-1])
    return u * (lengths / np.linalg.norm(u, axis=-1))[..., None]


def _options(step, tol, tol_curvature):
    validate.positive("tol", tol)
    tol_curvature = np.sqrt(tol) if tol_curvature is None else validate.positive("tol_curvature", tol_curvature)
    return validate.positive("step", step), tol_curvature


def _batch(f, x0, max_iter, record):
    return Batch(f, validate.start(f, x0), validate.count("max_iter", max_iter), validate.count("record", record, least=0))


def _finish(batch, step, tol_curvature, certify):
    result = batch.result(tol_curvature, certify)
    if result.stop is Stop.DIVERGED:
        raise ValueError(f"step = {step:g} is too long: the run diverged after {result.iterations} iterations from "
                         f"‖∇f‖ = {result.grad_norm:.1e} (a batch x0[None] reports this as a Stop instead)")
    return result
