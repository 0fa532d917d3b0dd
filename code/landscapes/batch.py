"""The bookkeeping of a batch of runs: which are still active, where the others ended, what to record."""

from collections.abc import Iterator

import numpy as np

from .objective import Objective, norm
from .result import Result, Stop, certified

WILD = 1e12  # a run diverges when ‖∇f‖ is not finite, or exceeds this × max(1, ‖∇f(x0)‖)


class Batch:
    """Runs started from x0 (..., d). `x` (k, d) holds the active ones only; a run that has ended costs nothing more."""

    def __init__(self, f: Objective, x0: np.ndarray, max_iter: int, record: int):
        self.f, self.max_iter, self.record = f, max_iter, record
        self.shape = x0.shape
        self.x = x0.reshape(-1, f.dim)
        self.before = self.x
        self.index = np.arange(len(self.x))
        self.t = 0
        self.final = self.x.copy()
        self.stop = np.full(len(self.x), Stop.ITERATION_LIMIT, dtype=object)
        self.iterations = np.full(len(self.x), max_iter)
        self.snapshots = []

    def steps(self) -> Iterator[int]:
        """Yield t = 0, 1, …, max_iter while a run is active; at max_iter there is no step left to take."""
        for self.t in range(self.max_iter + 1):
            if self.record and self.t % self.record == 0:
                self.snapshots.append(self._all_points())
            yield self.t
            if not len(self.index):
                return

    def gradient(self) -> tuple[np.ndarray, np.ndarray]:
        """(∇f(x), ‖∇f(x)‖₂) of the active runs, after ending those that diverged."""
        with np.errstate(over="ignore", invalid="ignore"):
            g = self.f.grad(self.x)
            size = norm(g)
        if self.t == 0:
            self.limit = WILD * np.maximum(1.0, size)
        wild = ~(size <= self.limit[self.index])
        if wild.any():
            keep = self.end(wild, Stop.DIVERGED, self.before)
            g, size = g[keep], size[keep]
        return g, size

    def end(self, ended: np.ndarray, stop: Stop, points: np.ndarray | None = None) -> np.ndarray:
        """End the active runs in the mask `ended` at `points` (default: where they are); returns the mask that is left."""
        rows = self.index[ended]
        self.final[rows] = (self.x if points is None else points)[ended]
        self.stop[rows] = stop
        self.iterations[rows] = self.t
        keep = ~ended
        self.x, self.before, self.index = self.x[keep], self.before[keep], self.index[keep]
        return keep

    def move(self, x: np.ndarray) -> None:
        """The next points of the active runs."""
        self.before, self.x = self.x, x

    def result(self, tol_curvature: float, certify: bool) -> Result:
        """The certificate of all runs, in the shape of x0."""
        self.final[self.index] = self.x
        trace = None
        if self.record:
            if not np.array_equal(self.snapshots[-1], self.final):
                self.snapshots.append(self.final.copy())
            trace = np.array(self.snapshots).reshape(-1, *self.shape)
        lead = self.shape[:-1]
        return certified(self.f, self.final.reshape(self.shape), self.iterations.reshape(lead),
                         self.stop.reshape(lead), tol_curvature, trace, certify)

    def _all_points(self) -> np.ndarray:
        points = self.final.copy()
        points[self.index] = self.x
        return points
