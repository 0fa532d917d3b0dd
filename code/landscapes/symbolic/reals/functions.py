"""Elementary functions of intervals, through arb at the end points."""

from __future__ import annotations

from .interval import Interval, hull

RISING = {"exp": (None, None), "log": (0, None), "asin": (-1, 1), "atan": (None, None), "sinh": (None, None),
          "tanh": (None, None), "erf": (None, None), "asinh": (None, None), "atanh": (-1, 1), "acosh": (1, None)}
FALLING = {"acos": (-1, 1), "erfc": (None, None)}


def rise(name, x):
    """A monotone function of an interval, on the part of it inside the domain."""
    x = x.cut(*(RISING.get(name) or FALLING[name]))
    a, b = _at(name, x.lo), _at(name, x.hi)
    return Interval(a, b) if name in RISING else Interval(b, a)


def _at(name, end):
    from flint import arb

    if name in ("log", "atanh") and end == (0 if name == "log" else -1):
        return arb.neg_inf()
    if name == "atanh" and end == 1 or name in ("asinh", "acosh", "log") and end == arb.pos_inf():
        return arb.pos_inf()
    if name == "asinh" and end == arb.neg_inf():
        return end
    return getattr(end, name)()


def root(x, power):
    from flint import arb, fmpq

    if power < 0:
        return root(x, -power).inverse()
    x = x.cut(0, None)
    ends = [arb.pos_inf() if not e.is_finite() else e if e == 0 else
            e.sqrt() if power.q == 2 and power.p == 1 else e ** arb(fmpq(int(power.p), int(power.q)))
            for e in (x.lo, x.hi)]
    return Interval(*ends)


def cosine(x, shift, name):
    """cos (shift 0) or sin (shift 1) of an interval: end points, and ±1 when a turning point may lie inside."""
    from flint import arb

    if not (x.lo.is_finite() and x.hi.is_finite()):
        return Interval(-1, 1)
    ends = [getattr(x.lo, name)(), getattr(x.hi, name)()]
    first, last = ((e / arb.pi() - arb(shift) / 2) for e in (x.lo, x.hi))
    turns = range(int(first.lower().ceil().unique_fmpz()), int(last.upper().floor().unique_fmpz()) + 1)
    if len(turns) >= 2:
        return Interval(-1, 1)
    return hull(ends + [arb(1 if n % 2 == 0 else -1) for n in turns]).meet(Interval(-1, 1))


def _tan(x):
    return cosine(x, 1, "sin") * cosine(x, 0, "cos").inverse()


def _cosh(x):
    return hull([x.lo.cosh(), x.hi.cosh()] + ([x.lo * 0 + 1] if x.lo <= 0 <= x.hi else []))


def _absolute(x):
    if x.lo >= 0:
        return x
    return -x if x.hi <= 0 else Interval(0, max(-x.lo, x.hi))


def jump(x, low, almost):
    """sign (low = -1) or Heaviside's step (low = 0); `almost`: a zero at an end of the interval does not count."""
    above = x.lo > 0 or (almost and x.lo == 0 and x.hi > 0)
    below = x.hi < 0 or (almost and x.hi == 0 and x.lo < 0)
    return Interval(1 if above else low, low if below else 1)


def extreme(pick, parts):
    return Interval(pick(p.lo for p in parts), pick(p.hi for p in parts))


SPECIAL = {"Abs": _absolute, "cosh": _cosh, "tan": _tan}
