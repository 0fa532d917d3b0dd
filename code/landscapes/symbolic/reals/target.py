"""What a box search has to show: a claim on a frame, with its assumptions, known zeros and minorants."""

from __future__ import annotations

from .field import Field
from .frame import middle
from .relations import gap
from .signs import holds, sign


class Target:
    """`field` ≥ 0, or > 0 when `strict`, on the cells where the assumptions may hold."""

    def __init__(self, claim, frame, given, touches, lower):
        self.claim, self.frame, self.given = claim, frame, given
        self.difference, self.strict = gap(claim)
        self.field = Field(self.difference, frame.symbols)
        self.bounds = [(Field(gap(g)[0], frame.symbols), gap(g)[1]) for g in given]
        self.touches = [p for i, p in enumerate(touches) if p not in touches[:i] and vanishes(self.field, p)]
        self.lower = [Field(g, frame.symbols) for g, _ in lower]
        self._stationary = {}

    def refutes(self, point) -> bool:
        try:
            return all(holds(r, point) for r in (*self.frame.relations(), *self.given)) and not holds(self.claim, point)
        except ValueError:
            return False

    def outside(self, ranges) -> bool:
        """Whether some assumption fails all over the cell."""
        for bound, strict in self.bounds:
            value, _ = bound.over(ranges)
            if value.hi < 0 or (strict and value.hi <= 0):
                return True
        return False

    def by_minorant(self, ranges, strict) -> bool:
        values = [g.over(ranges)[0] for g in self.lower]
        return any(v.lo > 0 or (v.lo >= 0 and not strict) for v in values)

    def touching(self, cell, ranges, strict, whole) -> bool:
        """Whether a known zero in this cell is a minimum over all of it: gradient zero, Hessian positive."""
        if strict or not whole:
            return False
        return any(self.stationary(i) and self.frame.contains(cell, p) and self.field.hessian_is_positive(ranges)
                   for i, p in enumerate(self.touches))

    def stationary(self, i) -> bool:
        """Whether the gradient vanishes at a known zero; found once."""
        if i not in self._stationary:
            slopes = [self.field.derivative(k) for k in range(len(self.frame.symbols))]
            self._stationary[i] = all(vanishes(f, self.touches[i]) for f in slopes)
        return self._stationary[i]

    def near(self, cell) -> str:
        """The middle of a cell, in words."""
        import sympy

        point = self.frame.point(middle(cell))
        return ", ".join(f"{s} ≈ {sympy.N(v, 4)}" for s, v in point.items())

    def equality(self) -> str:
        from ..certificate import at

        return "; ".join(at(p) for p in self.touches)


def vanishes(field, point) -> bool:
    """Whether a function is exactly 0 at a point; False where that cannot be seen."""
    try:
        return sign(field.at(point)) == 0
    except ValueError:
        return False
