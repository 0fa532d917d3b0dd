"""For solvers that run one start after the other behind the signature of the batched ones."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from . import validate
from .objective import Objective, norm
from .result import Result, Stop, certified

WILD = 1e12  # a run diverges when ‖∇f‖ is not finite, or exceeds this × max(1, ‖∇f(x0)‖)


@dataclass
class Path:
    """One run: where it is, how many steps it took, and every record-th iterate."""

    x: np.ndarray
    record: int
    steps: int = 0
    stop: Stop = Stop.ITERATION_LIMIT
    kept: list = field(default_factory=list)

    def __post_init__(self):
        if self.record:
            self.kept.append(self.x)

    def move(self, x: np.ndarray) -> None:
        """One step further."""
        self.x = x
        self.steps += 1
        if self.record and self.steps % self.record == 0:
            self.kept.append(x)

    def at(self, t: int) -> np.ndarray:
        """The t-th kept iterate; the end, from then on."""
        return self.kept[t] if t < len(self.kept) else self.x


def one_by_one(f: Objective, x0, run: Callable[[Path], None], tol: float, tol_curvature: float | None, max_iter: int,
               record: int, certify: bool) -> Result:
    """`run(path)` from every start of x0 (..., d); it moves the path and sets its stop. One Result, with certificates."""
    x0, tol = validate.start(f, x0), validate.positive("tol", tol)
    tol_curvature = np.sqrt(tol) if tol_curvature is None else validate.positive("tol_curvature", tol_curvature)
    validate.count("max_iter", max_iter)
    paths = [Path(x, validate.count("record", record, least=0)) for x in x0.reshape(-1, f.dim)]
    for path in paths:
        run(path)
    lead, trace = x0.shape[:-1], None
    if record:
        marks = max(len(path.kept) + (not np.array_equal(path.kept[-1], path.x)) for path in paths)
        trace = np.array([[path.at(t) for path in paths] for t in range(marks)]).reshape(-1, *x0.shape)
    x = np.array([path.x for path in paths]).reshape(x0.shape)
    iterations = np.array([path.steps for path in paths]).reshape(lead)
    stop = np.array([path.stop for path in paths], dtype=object).reshape(lead)
    return certified(f, x, iterations, stop, tol_curvature, trace, certify)


def value_grad(f: Objective) -> Callable:
    """x -> (f(x), ∇f(x), ‖∇f(x)‖₂) for one point. An objective may have a `value_grad` that costs no more than its gradient."""
    both = getattr(f, "value_grad", None) or (lambda x: (f.value(x), f.grad(x)))

    def evaluate(x):
        with np.errstate(over="ignore", invalid="ignore"):
            value, g = both(x)
            return value, g, norm(g)

    return evaluate


def ending(size: float, first: float, tol: float) -> Stop | None:
    """Why a run with ‖∇f‖ = size ends here, if it does; `first` is the norm at the start."""
    if size <= tol:
        return Stop.FIRST_ORDER
    return None if size <= WILD * max(1.0, first) else Stop.DIVERGED
