"""Descent on noisy gradients. A stochastic objective has a sixth verb, `sample`: an unbiased estimate of the gradient."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import validate
from .batch import WILD
from .objective import Objective, norm
from .result import Result, Stop, certified


class StochasticObjective(Objective):
    """An objective whose gradient can be estimated: E sample(x, rng) = ∇f(x)."""

    def sample(self, x: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """An unbiased estimate of ∇f(x), independent for each point: (..., d) -> (..., d)"""
        raise NotImplementedError


@dataclass(frozen=True)
class Noisy(StochasticObjective):
    """f with Gaussian noise on its gradient: sample = ∇f(x) + σ P_x ξ, ξ ~ N(0, I), P_x the projection on the tangent space."""

    f: Objective
    sigma: float

    def __post_init__(self):
        if not isinstance(self.f, Objective):
            raise ValueError(f"f must be an objective, got {type(self.f).__name__}")
        object.__setattr__(self, "sigma", validate.positive("sigma", self.sigma))
        for verb in ("value", "grad", "hvp", "tangent", "retract"):
            object.__setattr__(self, verb, getattr(self.f, verb))

    @property
    def dim(self) -> int:
        return self.f.dim

    @property
    def is_euclidean(self) -> bool:
        return self.f.is_euclidean

    def sample(self, x, rng):
        return self.f.grad(x) + self.sigma * self.f.tangent(x, rng.standard_normal(x.shape))


@dataclass(frozen=True, eq=False)
class Mean(StochasticObjective):
    """f(x) = (1/n) Σ_i f_i(x) for a list of n objectives; sample draws `batch` of them, with replacement."""

    parts: tuple[Objective, ...]
    batch: int = 1

    def __post_init__(self):
        object.__setattr__(self, "parts", tuple(self.parts))
        if not self.parts or len({part.dim for part in self.parts}) > 1:
            raise ValueError(f"parts must be objectives of one dimension, got dimensions {[part.dim for part in self.parts]}")
        validate.count("batch", self.batch)

    @property
    def dim(self) -> int:
        return self.parts[0].dim

    def value(self, x):
        return sum(part.value(x) for part in self.parts) / len(self.parts)

    def grad(self, x):
        return sum(part.grad(x) for part in self.parts) / len(self.parts)

    def hvp(self, x, v):
        return sum(part.hvp(x, v) for part in self.parts) / len(self.parts)

    def sample(self, x, rng):
        chosen = rng.integers(len(self.parts), size=(*x.shape[:-1], self.batch))
        weights = np.stack([(chosen == i).mean(axis=-1) for i in range(len(self.parts))])
        return sum(w[..., None] * part.grad(x) for w, part in zip(weights, self.parts) if w.any())


def sgd(f: StochasticObjective, x0, step: float | Callable[[int], float], *, rng: np.random.Generator, steps: int = 1000,
        average: bool = False, tol: float = 1e-2, tol_curvature: float | None = None, record: int = 0,
        certify: bool = True) -> Result:
    """x ← R_x(−η_t sample(x)), η_t = step or step(t), from x0 (..., d): Robbins and Monro.

    The method cannot see where it is, so it takes all `steps`. The end is judged by the exact derivatives: ‖∇f‖ ≤ tol
    makes a first-order point, and λ_min ≥ −tol_curvature (default √tol) a second-order one.
    average        return the mean of the second half of the iterates (Polyak); on R^d only
    record         keep every record-th iterate in the trace; 0 keeps none
    Raises ValueError for bad input, and when a single run diverges.
    """
    rng = validate.generator("rng", rng)
    if not hasattr(f, "sample"):
        raise ValueError(f"f must have a method sample(x, rng), got {type(f).__name__}; Noisy(f, sigma) adds one")
    if average and not f.is_euclidean:
        raise ValueError("average must be False on a manifold: a mean of its points lies outside")
    rate = step if callable(step) else lambda t, eta=validate.positive("step", step): eta
    return _run(f, x0, lambda t, x: -rate(t) * f.sample(x, rng), steps, average, tol, tol_curvature, record, certify)


def adagrad(f: Objective, x0, step: float, *, rng: np.random.Generator | None = None, steps: int = 1000, delta: float = 1e-8,
            initial: float = 0.0, tol: float = 1e-2, tol_curvature: float | None = None, record: int = 0,
            certify: bool = True) -> Result:
    """x_i ← x_i − η g_i / (δ + √(a + Σ g_i²)), each sum over the steps so far: Duchi, Hazan and Singer (2011), on R^d.

    g is f.sample(x, rng), or ∇f(x) without rng. The first step has the length η in every coordinate with g_i ≠ 0, so
    that no constant of f has to be known, if a = `initial` is 0; some programs start their sums at a > 0. The end is judged,
    and the errors are, as those of sgd.
    """
    step, delta = validate.positive("step", step), validate.positive("delta", delta)
    if not f.is_euclidean:
        raise ValueError(f"f must be an objective on R^d, got {type(f).__name__}")
    gradient = f.grad if rng is None else lambda x, rng=validate.generator("rng", rng): f.sample(x, rng)
    total = float(initial)
    if not 0 <= total < np.inf:
        raise ValueError(f"initial must be a number ≥ 0, got {initial!r}")

    def move(t, x):
        nonlocal total
        g = gradient(x)
        total = total + g**2
        return -step * g / (delta + np.sqrt(total))

    return _run(f, x0, move, steps, False, tol, tol_curvature, record, certify)


def _run(f, x0, move, steps, average, tol, tol_curvature, record, certify) -> Result:
    x, tol = validate.start(f, x0), validate.positive("tol", tol)
    tol_curvature = np.sqrt(tol) if tol_curvature is None else validate.positive("tol_curvature", tol_curvature)
    validate.count("steps", steps)
    validate.count("record", record, least=0)
    limit = WILD * np.maximum(1.0, norm(x))
    alive, taken = np.ones(x.shape[:-1], dtype=bool), np.full(x.shape[:-1], steps)
    mean, trace = np.zeros_like(x), [x] if record else []
    for t in range(steps):
        with np.errstate(over="ignore", invalid="ignore"):
            new = f.retract(x, move(t, x))
            wild = alive & ~(norm(new) <= limit)
        taken[wild], alive = t, alive & ~wild
        x = np.where(alive[..., None], new, x)
        if 2 * t >= steps:
            mean += x / (steps - -(-steps // 2))
        if record and ((t + 1) % record == 0 or t + 1 == steps):
            trace.append(x)
    if not alive.ndim and not alive:
        raise ValueError(f"step is too long: the run diverged after {int(taken)} steps")
    end = np.where(alive[..., None], mean, x) if average else x
    calm = norm(f.grad(end)) <= tol
    stop = np.where(alive, np.where(calm, Stop.FIRST_ORDER, Stop.ITERATION_LIMIT), Stop.DIVERGED)
    return certified(f, end, taken, stop, tol_curvature, np.array(trace) if record else None, certify)
