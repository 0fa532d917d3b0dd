"""From a sympy expression to an enclosure of its values on a box (see `interval`)."""

from __future__ import annotations

from functools import lru_cache

from .interval import Interval, Undefined, Work, hull

RISING = {"exp": (None, None), "log": (0, None), "asin": (-1, 1), "atan": (None, None), "sinh": (None, None),
          "tanh": (None, None), "erf": (None, None), "asinh": (None, None), "atanh": (-1, 1), "acosh": (1, None)}
FALLING = {"acos": (-1, 1), "erfc": (None, None)}


def enclosure(expr, symbols):
    """A function from intervals, one per symbol, to an interval that contains all values of `expr`.

    Raises ValueError naming the function that has no enclosure here."""
    import sympy

    shared, (root,) = sympy.cse([expr], list=True)
    place = {s: i for i, s in enumerate(symbols)}
    steps = []
    for s, e in shared:
        steps.append(_compile(e, place))
        place[s] = len(place)
    last = _compile(root, place)

    def evaluate(values):
        values = list(values)
        for step in steps:
            values.append(step(values))
        return last(values)

    return evaluate


def _compile(e, place):
    import sympy

    if e in place:
        i = place[e]
        return lambda v: v[i]
    if e.is_Symbol:
        raise ValueError(f"box: no range for symbol {e}")
    if not e.args or isinstance(e, sympy.CRootOf):
        return _constant(e)
    parts = [_compile(a, place) for a in e.args if not (e.is_Pow and a is e.exp and a.is_Rational)]
    if e.is_Add:
        return lambda v: _fold(Interval.__add__, parts, v)
    if e.is_Mul:
        return lambda v: _fold(Interval.__mul__, parts, v)
    if e.is_Pow and e.exp.is_Integer:
        n = int(e.exp)
        return lambda v: parts[0](v).power(n)
    if e.is_Pow and e.exp.is_Rational:
        return lambda v: _root(parts[0](v), e.exp)
    if e.is_Pow:
        return lambda v: rise("exp", parts[1](v) * rise("log", parts[0](v)))
    return _function(e, parts)


def _fold(op, parts, v):
    out = parts[0](v)
    for p in parts[1:]:
        out = op(out, p(v))
    return out


def _function(e, parts):
    import sympy

    name = e.func.__name__
    if name in RISING or name in FALLING:
        return lambda v: rise(name, parts[0](v))
    if name in ("sin", "cos"):
        shift = 0 if name == "cos" else 1
        return lambda v: _cosine(parts[0](v), shift, name)
    if name in ("Max", "Min"):
        pick = max if name == "Max" else min
        return lambda v: _pick(pick, [p(v) for p in parts])
    special = {"Abs": _absolute, "sign": _sign, "Heaviside": _step, "cosh": _cosh, "tan": _tan}
    if name in special:
        return lambda v: special[name](parts[0](v))
    raise ValueError(f"claim: no enclosure is known for {name} in {sympy.sstr(e)}")


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


def _root(x, power):
    from flint import arb, fmpq

    if power < 0:
        return _root(x, -power).inverse()
    x = x.cut(0, None)
    ends = [arb.pos_inf() if not e.is_finite() else e if e == 0 else
            e.sqrt() if power.q == 2 and power.p == 1 else e ** arb(fmpq(int(power.p), int(power.q)))
            for e in (x.lo, x.hi)]
    return Interval(*ends)


def _cosine(x, shift, name):
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
    return _cosine(x, 1, "sin") * _cosine(x, 0, "cos").inverse()


def _cosh(x):
    return hull([x.lo.cosh(), x.hi.cosh()] + ([x.lo * 0 + 1] if x.lo <= 0 <= x.hi else []))


def _absolute(x):
    if x.lo >= 0:
        return x
    return -x if x.hi <= 0 else Interval(0, max(-x.lo, x.hi))


def _sign(x):
    return Interval(1 if x.lo > 0 else -1 if x.lo < 0 else 0, -1 if x.hi < 0 else 1 if x.hi > 0 else 0)


def _step(x):
    return Interval(1 if x.lo > 0 else 0, 0 if x.hi < 0 else 1)


def _pick(pick, parts):
    return Interval(pick(p.lo for p in parts), pick(p.hi for p in parts))


def _constant(e):
    """An exact number, enclosed afresh at the precision in force when it is used."""
    if e.is_Rational:
        from flint import arb, fmpq

        q = fmpq(int(e.p), int(e.q))
        return lambda v: Interval(arb(q))
    table = {"Pi": "pi", "Exp1": "const_e", "EulerGamma": "const_euler", "Catalan": "const_catalan"}
    if e.func.__name__ in table:
        from flint import arb

        make = getattr(arb, table[e.func.__name__])
        return lambda v: Interval(make())
    if e.func.__name__ == "ComplexRootOf":
        return lambda v: Interval(_real_root(e, _precision()))
    raise ValueError(f"claim: no enclosure is known for the number {e}")


def _precision():
    import flint

    return flint.ctx.prec


@lru_cache(maxsize=512)
def _real_root(root, precision):
    from flint import fmpz_poly

    poly = fmpz_poly([int(c) for c in reversed(root.poly.all_coeffs())])
    real = sorted((z.real for z, _ in poly.complex_roots() if z.imag == 0), key=lambda r: float(r.mid()))
    if root.index >= len(real):
        raise Undefined(f"{root} is not a real number")
    return real[root.index]
