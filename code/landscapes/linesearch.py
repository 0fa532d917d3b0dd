"""A line search that also works where values agree to rounding, and the iteration that the line-search methods share."""

from collections.abc import Callable

import numpy as np

from .objective import Objective, norm
from .runs import Path, ending, value_grad

ENOUGH = 1e-4      # Armijo: a step must gain this share of what the slope at its start promises
ROUNDING = 1e-14   # values nearer than this, relative to the largest of the run, are taken for equal
PATIENCE = 100     # steps without any progress


def descend(f: Objective, path: Path, tol: float, max_iter: int, bend: float, direction: Callable) -> None:
    """Line searches along `direction(before, x, g) -> (d, first t to try)` until ‖∇f‖ ≤ tol.

    before   None at the start and after a restart, else (x, ∇f, d, t) of the last step, with x where it began
    bend     how far the slope has to come down in a step: to this share of the slope at its start (Wolfe)
    A direction that does not lead down, or along which no step lowers f, is replaced by −∇f: a restart. Where −∇f itself
    fails, or PATIENCE steps have lowered neither f by more than rounding nor ‖∇f‖, the run ends: rounding allows no more.
    """
    evaluate = value_grad(f)
    value, g, size = evaluate(path.x)
    first, scale, before = size, abs(value), None
    least, smallest, idle = value, size, 0
    while idle < PATIENCE and not ending(size, first, tol) and path.steps < max_iter:
        d, t = direction(before, path.x, g)
        slope = g @ d
        found = wolfe(f, evaluate, path.x, value, slope, d, t, bend, scale) if slope < -1e-10 * size * norm(d) else None
        if found is None:
            if before is None:
                return
            before = None
            continue
        x, value, new, size, t = found
        before, g, scale = (path.x, g, d, t), new, max(scale, abs(value))
        idle = 0 if value < least - ROUNDING * scale or size < smallest else idle + 1
        least, smallest = min(least, value), min(smallest, size)
        path.move(x)
    path.stop = ending(size, first, tol) or path.stop


def wolfe(f, evaluate, x, value, slope, d, t, bend, scale):
    """(R_x(t d), f, ∇f, ‖∇f‖, t) for a t that satisfies the weak Wolfe conditions, by doubling and bisection (Burke, Lewis and
    Overton); None if there is none. Where values agree to rounding, a slope that has come down is enough. Where f falls as far as
    50 doublings reach, the last point is returned: there the run has diverged."""
    low, high = 0.0, np.inf
    for _ in range(50):
        new = f.retract(x, t * d)
        after, g, size = evaluate(new)
        slope_new = g @ f.tangent(new, d)
        flat = abs(after - value) <= ROUNDING * scale and abs(slope_new) <= bend * abs(slope)
        if not (after <= value + ENOUGH * t * slope or flat):
            high = t
        elif slope_new < bend * slope:
            low = t
        else:
            return new, after, g, size, t
        t = 2 * t if np.isinf(high) else (low + high) / 2
    return (new, after, g, size, t) if np.isinf(high) else None


def newton_length(f: Objective, x, g, d) -> float:
    """Where the quadratic model along d is least: −⟨g, d⟩/⟨d, ∇²f d⟩. With no positive curvature, the length of 1/‖∇²f‖ along d."""
    curvature = d @ f.hvp(x, d)
    return float(-(g @ d) / abs(curvature)) if curvature else 1.0
