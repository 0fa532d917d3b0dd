"""The search behind `box`: cells of a box, each proved, refuted, reduced to a face, or halved."""

from __future__ import annotations

from collections import deque

from .field import Field
from .frame import face, halves, middle, width
from .interval import Undefined, Unsupported
from .relations import gap
from .signs import holds, sign


DEEP = 40  # halvings of each side: a zero that was not named, no use to go on
TINY = 2.0**-60  # a value this small at 128 bits may be a zero: the exact sign decides


class Search:
    """Proves `claim` on a frame; `spent` counts cells, `met` says whether any cell may satisfy the assumptions."""

    def __init__(self, claim, frame, given, touches, lower, budget):
        self.claim, self.frame, self.given, self.budget = claim, frame, given, budget
        self.difference, self.strict = gap(claim)
        self.field = Field(self.difference, frame.symbols)
        self.bounds = [(Field(gap(g)[0], frame.symbols), gap(g)[1]) for g in given]
        self.touches = [p for i, p in enumerate(touches) if p not in touches[:i] and vanishes(self.field, p)]
        self.lower = [Field(g, frame.symbols) for g, _ in lower]
        self.spent, self.met, self._zeros = 0, False, {}

    def run(self, order):
        """True, a counterexample {symbol: number}, or the cell at which the budget ran out."""
        start = self.frame.cut_at(self.touches)
        return self._cover(self.field, start, self.strict, order, self.budget, top=True)

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
            if top and self._outside(ranges):
                return []
            self.met |= top
            value, whole = field.over(ranges)
        except Undefined:
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
        if top and (self._by_minorant(ranges, strict) or self._touching(field, cell, ranges, strict, whole)):
            return []
        if whole and not (top and self.given):
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
        return point if top and self._refutes(point) else None

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
            return point if self._refutes(point) else False
        if point and -TINY < value.lo <= 0 <= value.hi < TINY and point not in self.touches and vanishes(self.field, point):
            self.touches.append(point)
            return point if strict and self._refutes(point) else False
        return False

    def _refutes(self, point) -> bool:
        try:
            return all(holds(r, point) for r in (*self.frame.relations(), *self.given)) and not holds(self.claim, point)
        except ValueError:
            return False

    def _outside(self, ranges) -> bool:
        """Whether some assumption fails all over the cell."""
        for bound, strict in self.bounds:
            value, _ = bound.over(ranges)
            if value.hi < 0 or (strict and value.hi <= 0):
                return True
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

    def _by_minorant(self, ranges, strict) -> bool:
        values = [g.over(ranges)[0] for g in self.lower]
        return any(v.lo > 0 or (v.lo >= 0 and not strict) for v in values)

    def _touching(self, field, cell, ranges, strict, whole) -> bool:
        """Whether a known zero in this cell is a minimum over all of it: gradient zero, Hessian positive."""
        if strict or not whole:
            return False
        return any(self._stationary(i) and self.frame.contains(cell, p) and field.hessian_is_positive(ranges)
                   for i, p in enumerate(self.touches))

    def _stationary(self, i) -> bool:
        """Whether the gradient vanishes at a known zero; found once."""
        if i not in self._zeros:
            slopes = [self.field.derivative(k) for k in range(len(self.frame.symbols))]
            self._zeros[i] = all(vanishes(f, self.touches[i]) for f in slopes)
        return self._zeros[i]

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
        """The sign of ∂ᵢf on a cell at the border, shown by the same search one order higher."""
        if not order or cell[i][side] != side or depth % 4:
            return False
        slope = field.derivative(i)
        try:
            return self._cover(slope if side == 0 else slope.negative(), [cell], strict, order - 1, 60) is True
        except Unsupported:
            return False

    def near(self, cell) -> str:
        """The middle of a cell, in words."""
        import sympy

        point = self.frame.point(middle(cell))
        return ", ".join(f"{s} ≈ {sympy.N(v, 4)}" for s, v in point.items())

    def touching(self) -> str:
        from ..certificate import at

        return "; ".join(at(p) for p in self.touches)


def vanishes(field, point) -> bool:
    """Whether a function is exactly 0 at a point; False where that cannot be seen."""
    try:
        return sign(field.at(point)) == 0
    except ValueError:
        return False
