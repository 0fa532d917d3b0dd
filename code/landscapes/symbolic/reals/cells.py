"""The search behind `box`: cells of a box, each proved, refuted, reduced to a face, or halved."""

from __future__ import annotations

from collections import deque

from .frame import face, halves, middle, width
from .interval import Undefined, Unsupported
from .signs import sign
from .target import vanishes

DEEP = 40  # halvings of each side: a zero that was not named, no use to go on
TINY = 2.0**-60  # a value this small at 128 bits may be a zero: the exact sign decides


class Search:
    """Proves a target. `spent` counts cells; `met`: some cell may satisfy the assumptions; `partial`: on some cell
    the claim is nowhere defined."""

    def __init__(self, target, budget):
        self.target, self.frame, self.budget = target, target.frame, budget
        self.spent, self.met, self.partial = 0, False, False

    def run(self, order):
        """True, a counterexample {symbol: number}, or the cell at which the budget ran out."""
        start = self.frame.cut_at(self.target.touches)
        return self._cover(self.target.field, start, self.target.strict, order, self.budget, top=True)

    def _cover(self, field, start, strict, order, budget, top=False):
        """Whether field ≥ 0 (> 0 when strict) on some cells, their excluded faces apart."""
        queue, last = deque((cell, strict, 0) for cell in start), self.spent + budget
        while queue:
            if self.spent >= min(last, self.budget):
                return queue[0][0]
            self.spent += 1
            cell, strict_here, depth = queue.popleft()
            if depth > DEEP * len(cell):
                return cell
            found = self._step(field, cell, strict_here, order, depth, top)
            if isinstance(found, dict) or found is None:
                return found if found else cell
            queue.extend((c, s, d) for c, s, d in found)
        return True

    def _step(self, field, cell, strict, order, depth, top):
        """Cells that remain to be shown; a dict is a counterexample, None means that the cell can't be shown."""
        try:
            ranges = self.frame.intervals(cell)
            if top and self.target.outside(ranges):
                return []
            value, whole = field.over(ranges)
            self.met |= top
        except Undefined:
            self.partial |= top
            return []
        if value.lo > 0 or (value.lo >= 0 and not strict):
            return []
        if all(a == b for a, b in cell):
            return self._corner(field, cell, strict, top)
        bad = self._at_middle(field, cell, strict, top)
        if bad is not False:
            return bad
        slopes = [field.slope(i, ranges) if width(cell, i) else None for i in range(len(cell))]
        if self._by_mean_value(field, cell, ranges, slopes, strict, whole):
            return []
        if top and (self.target.by_minorant(ranges, strict) or self.target.touching(cell, ranges, strict, whole)):
            return []
        if whole and not (top and self.target.given):
            reduced = self._to_face(field, cell, slopes, strict, order, depth)
            if reduced:
                return [(*reduced, depth)]
        i = max((i for i in range(len(cell)) if width(cell, i)), key=lambda i: width(cell, i))
        return [(c, strict, depth + 1) for c in halves(cell, i)]

    def _corner(self, field, cell, strict, top):
        """The exact sign at a point."""
        point = self.frame.point([a for a, _ in cell])
        try:
            s = sign(field.at(point))
        except ValueError:
            return None
        if s > 0 or (s == 0 and not strict):
            return []
        return point if top and self.target.refutes(point) else None

    def _at_middle(self, field, cell, strict, top):
        """A counterexample at the middle of the cell, None when the cell can't be shown, else False.

        A zero there is proved to be one, and noted in `touches`."""
        centre = middle(cell)
        try:
            value, _ = field.over(self.frame.intervals([(t, t) for t in centre]))
        except Undefined:
            return False
        if value.hi < 0 and not top:
            return None
        point = self.frame.point(centre) if value.lo <= 0 and top else None
        if value.hi < 0:
            return point if self.target.refutes(point) else False
        known = self.target.touches
        if point and -TINY < value.lo <= 0 <= value.hi < TINY and point not in known and vanishes(field, point):
            known.append(point)
            return point if strict and self.target.refutes(point) else False
        return False

    def _by_mean_value(self, field, cell, ranges, slopes, strict, whole) -> bool:
        """f(middle) + Σ ∂ᵢf·(xᵢ − middleᵢ) is positive."""
        if not whole:
            return False
        centre = self.frame.intervals([(t, t) for t in middle(cell)])
        total, _ = field.over(centre)
        for x, c, slope in zip(ranges, centre, slopes):
            if slope is not None:
                total = total + slope * (x - c)
        return bool(total.lo > 0 or (total.lo >= 0 and not strict))

    def _to_face(self, field, cell, slopes, strict, order, depth):
        """(face, strict there) on which the function is least, when it is monotone in one coordinate."""
        for i, slope in enumerate(slopes):
            if slope is None:
                continue
            for side in (0, 1):
                t = cell[i][side]
                if not self.frame.has_face(i, t):
                    continue
                outer = t == side and (i, side) in self.frame.excluded
                rising = slope.lo > 0 if side == 0 else slope.hi < 0
                level = slope.lo >= 0 if side == 0 else slope.hi <= 0
                if not (rising or (level and not (strict and outer))):
                    if not self._by_derivative(field, cell, i, side, strict and outer, order, depth):
                        continue
                return face(cell, i, side), strict and not outer
        return None

    def _by_derivative(self, field, cell, i, side, strict, order, depth) -> bool:
        """The sign of ∂ᵢf on a cell at the border or at a known zero, shown by the same search one order higher."""
        if not order or cell[i][side] not in self.frame.ticks[i] or depth % 4:
            return False
        slope = field.derivative(i)
        try:
            return self._cover(slope if side == 0 else slope.negative(), [cell], strict, order - 1, 60) is True
        except Unsupported:
            return False
