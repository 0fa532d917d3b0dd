"""Boxes: exact ends, cells with rational corners, faces that a claim excludes."""

from __future__ import annotations

from fractions import Fraction

from .interval import Interval


class Frame:
    """A box given as {symbol: (lo, hi)} (closed) or {symbol: sympy.Interval} (possibly open or unbounded).

    A cell is a tuple of pairs of fractions in [0, 1]; `scale` maps [0, 1] onto the range, increasing and exactly."""

    def __init__(self, box):
        import sympy

        if not box:
            raise ValueError(f"box: expected {{symbol: (lo, hi)}}, got {box!r}")
        self.symbols = tuple(sorted(box, key=lambda s: s.name))
        self.ranges = []
        for s in self.symbols:
            r = box[s] if isinstance(box[s], sympy.Interval) else sympy.Interval(*box[s])
            if not isinstance(r, sympy.Interval) or r.free_symbols:
                raise ValueError(f"box: expected lo < hi for {s}, got {box[s]}")
            self.ranges.append(r)
        self.unit = ((Fraction(0), Fraction(1)),) * len(self.symbols)
        self._ends, self.ticks = {}, [{0, 1}] * len(self.symbols)
        self.excluded = {(i, side) for i, r in enumerate(self.ranges)
                         for side, is_open in ((0, r.left_open), (1, r.right_open)) if is_open}

    def scale(self, i, t):
        """The exact number at position t of range i."""
        import sympy

        r, t = self.ranges[i], sympy.Rational(t.numerator, t.denominator)
        if r.start.is_finite and r.end.is_finite:
            return r.start + (r.end - r.start) * t
        if t == 0 or t == 1:
            return r.end if t else r.start
        if r.start.is_finite:
            return r.start + t / (1 - t)
        return r.end - (1 - t) / t if r.end.is_finite else (2 * t - 1) / (t * (1 - t))

    def point(self, corner):
        """{symbol: exact number} for one position per symbol."""
        return {s: self.scale(i, t) for i, (s, t) in enumerate(zip(self.symbols, corner))}

    def intervals(self, cell):
        return [self.range_of(i, a, b) for i, (a, b) in enumerate(cell)]

    def range_of(self, i, a, b):
        lo = self._end(i, a)
        return lo if a == b else Interval(lo.lo, self._end(i, b).hi)

    def _end(self, i, t):
        """Position t of range i as an interval; the ends of the range are exact where they can be."""
        if (i, t) not in self._ends:
            r = self.ranges[i]
            if 0 < t < 1 and r.start.is_finite and r.end.is_finite:
                start, stop = self._end(i, Fraction(0)), self._end(i, Fraction(1))
                at = number(t)
                self._ends[i, t] = start + (stop - start) * at
            else:
                self._ends[i, t] = number(self.scale(i, t))
        return self._ends[i, t]

    def relations(self):
        """The box as sympy relations."""
        import sympy

        out = []
        for s, r in zip(self.symbols, self.ranges):
            low = s > r.start if r.left_open else s >= r.start
            high = s < r.end if r.right_open else s <= r.end
            out += ([low] if r.start.is_finite else []) + ([high] if r.end.is_finite else [])
        return tuple(out)

    def has_face(self, i, t) -> bool:
        """False where the range is unbounded, so that there is no face to stand on."""
        return bool(self.scale(i, t).is_finite)

    def cut_at(self, points):
        """Cells whose common corners include the points, where their positions are rational; noted in `ticks`."""
        import sympy

        cells = [self.unit]
        for i, (s, r) in enumerate(zip(self.symbols, self.ranges)):
            at = [sympy.simplify((p[s] - r.start) / (r.end - r.start)) for p in points if r.measure.is_finite]
            ticks = sorted({Fraction(int(t.p), int(t.q)) for t in at if t.is_Rational and 0 < t < 1})
            ticks = [Fraction(0), *ticks, Fraction(1)]
            self.ticks[i] = set(ticks)
            cells = [c[:i] + (part,) + c[i + 1:] for c in cells for part in zip(ticks, ticks[1:])]
        return cells

    def contains(self, cell, point) -> bool:
        """Whether a cell contains a point, exactly."""
        from .signs import sign

        for i, (s, (a, b)) in enumerate(zip(self.symbols, cell)):
            lo, hi = self.scale(i, a), self.scale(i, b)
            if (lo.is_finite and sign(point[s] - lo) < 0) or (hi.is_finite and sign(hi - point[s]) < 0):
                return False
        return True


def number(value):
    """An exact number as an interval, infinite ends included."""
    from .enclose import enclosure

    if isinstance(value, Fraction):
        from flint import arb, fmpq

        return Interval(arb(fmpq(value.numerator, value.denominator)))
    if value.is_infinite:
        return Interval("inf" if value > 0 else "-inf")
    return enclosure(value, ())(())


def width(cell, i):
    return cell[i][1] - cell[i][0]


def middle(cell):
    return tuple((a + b) / 2 for a, b in cell)


def halves(cell, i):
    a, b = cell[i]
    for part in ((a, (a + b) / 2), ((a + b) / 2, b)):
        yield cell[:i] + (part,) + cell[i + 1:]


def face(cell, i, side):
    return cell[:i] + ((cell[i][side],) * 2,) + cell[i + 1:]
