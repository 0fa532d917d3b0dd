"""What every solver returns: the point and its certificate."""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from .curvature import extreme_eigenvalues
from .objective import norm


class Stop(Enum):
    """Why a run ended."""

    SECOND_ORDER = "second-order point"  # ‖∇f‖ ≤ tol and λ_min(∇²f) ≥ −tol_curvature
    FIRST_ORDER = "first-order point"    # ‖∇f‖ ≤ tol, but the curvature is below −tol_curvature, or was not asked for
    ITERATION_LIMIT = "iteration limit"
    DIVERGED = "diverged"                # the gradient grew beyond all bounds; x is the last point before that

    def __str__(self) -> str:
        return self.value

    __repr__ = __str__


@dataclass(frozen=True, eq=False)
class Result:
    """The end of one run, or of a batch with leading axes (...).

    x           (..., d)   the last point
    value       (...,)     f(x)
    grad_norm   (...,)     ‖∇f(x)‖₂
    curvature   (...,)     smallest eigenvalue of ∇²f(x) on the tangent space; nan where it was not computed
    iterations  (...,)     steps taken
    stop        (...,)     a Stop, for a batch an object array of them: a strict saddle is never a second-order point
    trace       (k, ..., d) the recorded iterates, the start first and x last; None if none were asked for.
                f.value(trace) and f.grad(trace) give the curves; a run that has ended stays where it is.
    """

    x: np.ndarray
    value: np.ndarray
    grad_norm: np.ndarray
    curvature: np.ndarray
    iterations: np.ndarray
    stop: Stop | np.ndarray
    trace: np.ndarray | None = None

    @property
    def success(self):
        """True where the run ended at a second-order point: a bool, for a batch an array of them."""
        if isinstance(self.stop, Stop):
            return self.stop is Stop.SECOND_ORDER
        return np.equal(self.stop, Stop.SECOND_ORDER).astype(bool)

    def __repr__(self) -> str:
        if isinstance(self.stop, Stop):
            return (f"Result({self.stop}: value {self.value:.6g}, grad_norm {self.grad_norm:.1e}, "
                    f"curvature {self.curvature:.3g}, iterations {self.iterations})")
        tally = ", ".join(f"{stop} {n}" for stop in Stop if (n := int(np.sum(self.stop == stop))))
        return f"Result({self.stop.size} runs: {tally})"


def certified(f, x, iterations, stop, tol_curvature, trace=None, certify=True) -> Result:
    """The Result at the points x (..., d): value, gradient and curvature are computed afresh there.

    stop holds Stop.FIRST_ORDER wherever ‖∇f‖ ≤ tol; with certify, it is raised to Stop.SECOND_ORDER where
    λ_min ≥ −tol_curvature. Curvature is computed where the run did not diverge.
    """
    stop = np.asarray(stop, dtype=object)
    curvature = np.full(stop.shape, np.nan)
    with np.errstate(over="ignore", invalid="ignore"):
        value, grad_norm = f.value(x), norm(f.grad(x))
    judged = np.not_equal(stop, Stop.DIVERGED).astype(bool)
    if certify and judged.any():
        curvature[judged] = extreme_eigenvalues(f, x[judged])[0]
    second = np.equal(stop, Stop.FIRST_ORDER).astype(bool) & (curvature >= -tol_curvature)
    stop = np.where(second, Stop.SECOND_ORDER, stop)
    if stop.ndim == 0:
        value, grad_norm, curvature = float(value), float(grad_norm), float(curvature)
        iterations, stop = int(iterations), stop.item()
    return Result(x, value, grad_norm, curvature, iterations, stop, trace)
