"""Functions of one variable whose critical points are all known: made of monotone and of flat pieces."""

from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from . import validate
from .objective import Objective


@dataclass(frozen=True)
class CriticalSet:
    """All critical points at one height between two neighbors: a point (left = right) or a plateau [left, right]."""

    left: float
    right: float
    height: float
    kind: str


@dataclass(frozen=True)
class Profile(Objective):
    """A C¹ function on R through (knots_i, heights_i) with slope 0 there (vzh:fig-1.1).

    Between two knots f = h_i + (h_{i+1} − h_i)(3s² − 2s³), s = (x − k_i)/(k_{i+1} − k_i), so that
    f' = 6 (h_{i+1} − h_i) s(1 − s)/(k_{i+1} − k_i) has one sign: f is monotone, or flat where the heights agree.
    Outside f = h + (x − k)² with the nearest knot. Points: (..., 1). The second derivative jumps at the knots; `hvp`
    takes the value to the right.
    Raises ValueError unless the knots increase and there are as many heights, two at least.
    """

    knots: tuple
    heights: tuple
    dim = 1

    def __post_init__(self):
        k, h = validate.array("knots", self.knots, ndim=1), validate.array("heights", self.heights, ndim=1)
        if len(k) < 2 or k.shape != h.shape or not (np.diff(k) > 0).all():
            raise ValueError(f"knots must increase, two or more, one height for each, got {self.knots}, {self.heights}")

    def _at(self, x):
        """For each point its distance to the knot on its left, the length of its piece, and the rise over it."""
        k, h = np.asarray(self.knots, float), np.asarray(self.heights, float)
        i = np.clip(np.searchsorted(k, x, side="right") - 1, 0, len(k) - 2)
        return k, h, (x - k[i]) / (k[i + 1] - k[i]), k[i + 1] - k[i], h[i], h[i + 1] - h[i]

    def value(self, x):
        x = np.asarray(x)[..., 0]
        k, h, s, _, low, rise = self._at(x)
        inside = low + rise * s * s * (3 - 2 * s)
        return np.where(x < k[0], h[0] + (x - k[0]) ** 2, np.where(x > k[-1], h[-1] + (x - k[-1]) ** 2, inside))

    def grad(self, x):
        x = np.asarray(x)
        k, _, s, length, _, rise = self._at(x)
        return np.where(x < k[0], 2 * (x - k[0]), np.where(x > k[-1], 2 * (x - k[-1]), 6 * rise * s * (1 - s) / length))

    def hvp(self, x, v):
        x = np.asarray(x)
        k, _, s, length, _, rise = self._at(x)
        return np.where((x < k[0]) | (x >= k[-1]), 2.0, 6 * rise * (1 - 2 * s) / length**2) * v

    def critical_sets(self) -> list[CriticalSet]:
        """Every critical point, from left to right: equal neighbors among the heights make a plateau."""
        groups = [list(part) for _, part in groupby(zip(self.knots, self.heights), key=lambda pair: pair[1])]
        around = [float("inf"), *(part[0][1] for part in groups), float("inf")]
        return [CriticalSet(part[0][0], part[-1][0], height, self._kind(before > height, after > height, height, len(part)))
                for part, (before, height, after) in zip(groups, zip(around, around[1:], around[2:]))]

    def _kind(self, falls, rises, height, size) -> str:
        if falls and rises:
            return "global minimum" if height == min(self.heights) else "local minimum"
        if falls or rises:
            return "shelf" if size > 1 else "inflection"
        return "top" if size > 1 else "local maximum"

    def stuck(self) -> list[CriticalSet]:
        """The critical sets from which no path that never rises leads to a global minimum."""
        sets = self.critical_sets()
        free = [s.height == min(self.heights) for s in sets]
        for _ in sets:
            for a, b in [*pairwise(range(len(sets))), *((b, a) for a, b in pairwise(range(len(sets))))]:
                free[a] |= free[b] and sets[b].height <= sets[a].height
        return [s for s, ok in zip(sets, free) if not ok]
