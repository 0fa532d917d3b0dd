"""Interval arithmetic with end points: what the box prover and exact signs evaluate with.

An `Interval` holds two exact arb numbers, either may be infinite. Each end point is computed by arb's ball
arithmetic (Arb, now part of FLINT, through python-flint) and rounded outward, so that the true value lies inside.
End points, rather than balls, keep monotone functions tight and half lines such as 1/√x on [0, 1] representable.
Where an argument leaves a function's domain, the part inside counts (`Work.clipped` records it); `Undefined` is
raised where nothing is left.
"""

from __future__ import annotations


class Undefined(ValueError):
    """Nowhere on this box is the expression a real number."""


class Unsupported(ValueError):
    """A function that has no enclosure here."""


class Work:
    """Records whether a domain had to be cut since it was last reset."""

    clipped = False


class Interval:
    """[lo, hi] with exact arb end points."""

    __slots__ = ("lo", "hi")

    def __init__(self, lo, hi=None):
        from flint import arb

        lo, hi = arb(lo).lower(), arb(lo if hi is None else hi).upper()
        self.lo = arb.neg_inf() if lo.is_nan() else lo
        self.hi = arb.pos_inf() if hi.is_nan() else hi

    def __add__(self, other):
        return Interval(self.lo + other.lo, self.hi + other.hi)

    def __neg__(self):
        return Interval(-self.hi, -self.lo)

    def __sub__(self, other):
        return self + -other

    def __mul__(self, other):
        ends = [_times(a, b) for a in (self.lo, self.hi) for b in (other.lo, other.hi)]
        return hull(ends)

    def inverse(self):
        from flint import arb

        if self.lo == 0 and self.hi == 0:
            raise Undefined("division by zero")
        if self.lo < 0 < self.hi:
            Work.clipped = True
            return Interval(arb.neg_inf(), arb.pos_inf())
        Work.clipped |= bool(self.lo == 0 or self.hi == 0)
        lo = 1 / self.hi if self.hi != 0 else arb.neg_inf()
        hi = 1 / self.lo if self.lo != 0 else arb.pos_inf()
        return Interval(lo, hi)

    def power(self, n: int):
        if n < 0:
            return self.power(-n).inverse()
        if n % 2 or self.lo >= 0:
            return Interval(_power(self.lo, n), _power(self.hi, n))
        top = max(_power(self.lo, n).upper(), _power(self.hi, n).upper())
        return Interval(0 if self.hi > 0 else _power(self.hi, n), top)

    def meet(self, other):
        """The intersection of two enclosures of the same value."""
        return Interval(max(self.lo, other.lo), min(self.hi, other.hi))

    def cut(self, lo=None, hi=None):
        """The part inside a function's domain [lo, hi]."""
        if (lo is not None and self.hi < lo) or (hi is not None and self.lo > hi):
            raise Undefined(f"argument in {self} outside the domain")
        low = lo is not None and self.lo < lo
        high = hi is not None and self.hi > hi
        Work.clipped |= bool(low or high)
        return Interval(lo if low else self.lo, hi if high else self.hi)

    def __repr__(self):
        return f"[{float(self.lo):.6g}, {float(self.hi):.6g}]"


def _times(a, b):
    """End points: 0 · ∞ is 0, since ∞ is a limit here."""
    from flint import arb

    return arb(0) if a == 0 or b == 0 else a * b


def _power(a, n):
    from flint import arb

    if a.is_finite() or n == 0:
        return a**n
    return arb.pos_inf() if a > 0 or n % 2 == 0 else arb.neg_inf()


def hull(values):
    """The smallest interval around some arb values."""
    out = Interval(min(v.lower() for v in values), max(v.upper() for v in values))
    return out if not any(v.is_nan() for v in values) else Interval("-inf", "inf")
