"""Where a solver goes from random starts: the share of each minimum, with an interval; what did not resolve is counted."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import validate
from .cluster import distinct
from .intervals import Estimate, proportion_interval
from .objective import Objective


@dataclass(frozen=True, eq=False)
class Basins:
    """minima (k, d) in order of increasing value, their values (k,), how many of the n starts ended at each (hits (k,)), and
    how many ended at no second-order point (unresolved): hits.sum() + unresolved = n."""

    minima: np.ndarray
    values: np.ndarray
    hits: np.ndarray
    unresolved: int
    level: float

    @property
    def n(self) -> int:
        return int(self.hits.sum()) + self.unresolved

    @property
    def shares(self) -> list[Estimate]:
        """The share of each minimum among all n starts, with a Clopper–Pearson interval."""
        return [proportion_interval(int(hits), self.n, self.level) for hits in self.hits]

    def share_within(self, gap: float) -> Estimate:
        """The share of starts that ended at a value within `gap` of the lowest one found."""
        low = self.values.min(initial=np.inf)
        return proportion_interval(int(self.hits[self.values <= low + gap].sum()), self.n, self.level)


def basins(f: Objective, starts, solver: Callable, *, same: float = 1e-4, up_to_sign: bool = False,
           level: float = 0.95) -> Basins:
    """Run `solver(f, starts) -> Result` from the starts (n, d) and count where the runs end.

    Only second-order points are minima found; points nearer than `same` are one (with up_to_sign also x and −x).
    >>> basins(f, starts, lambda f, x0: gradient_descent(f, x0, step=0.1))
    """
    starts = validate.start(f, starts, "starts").reshape(-1, f.dim)
    validate.positive("same", same)
    validate.between("level", level, 0, 1)
    result = solver(f, starts)
    x, value = result.x[result.success], result.value[result.success]
    order = np.argsort(value, kind="stable")
    first, label = distinct(x[order], same, up_to_sign)
    return Basins(x[order][first], value[order][first], np.bincount(label, minlength=len(first)),
                  int((~result.success).sum()), level)
