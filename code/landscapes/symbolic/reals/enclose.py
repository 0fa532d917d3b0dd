"""From a sympy expression to an enclosure of its values on a box (see `interval`)."""

from __future__ import annotations

from functools import lru_cache

from .functions import FALLING, RISING, SPECIAL, cosine, extreme, jump, rise, root
from .interval import Interval, Undefined, Unsupported

def enclosure(expr, symbols, almost=False):
    """A function from intervals, one per symbol, to an interval that contains all values of `expr`.

    almost: up to finitely many points on each line, which is enough for a derivative: sign is then 1 on [0, 1].
    Raises Unsupported naming the function that has no enclosure here."""
    import sympy

    shared, (last,) = sympy.cse([expr], list=True)
    place = {s: i for i, s in enumerate(symbols)}
    steps = []
    for s, e in shared:
        steps.append(_compile(e, place, almost))
        place[s] = len(place)
    last = _compile(last, place, almost)

    def evaluate(values):
        values = list(values)
        for step in steps:
            values.append(step(values))
        return last(values)

    return evaluate


def _compile(e, place, almost):
    import sympy

    if e in place:
        i = place[e]
        return lambda v: v[i]
    if e.is_Symbol:
        raise Unsupported(f"box: no range for symbol {e}")
    if not e.args or isinstance(e, sympy.CRootOf):
        return _constant(e)
    parts = [_compile(a, place, almost) for a in e.args if not (e.is_Pow and a is e.exp and a.is_Rational)]
    if e.is_Add:
        return lambda v: _fold(Interval.__add__, parts, v)
    if e.is_Mul:
        return lambda v: _fold(Interval.__mul__, parts, v)
    if e.is_Pow and e.exp.is_Integer:
        n = int(e.exp)
        return lambda v: parts[0](v).power(n)
    if e.is_Pow and e.exp.is_Rational:
        return lambda v: root(parts[0](v), e.exp)
    if e.is_Pow:
        return lambda v: rise("exp", parts[1](v) * rise("log", parts[0](v)))
    return _function(e, parts, almost)


def _fold(op, parts, v):
    out = parts[0](v)
    for p in parts[1:]:
        out = op(out, p(v))
    return out


def _function(e, parts, almost):
    import sympy

    name = e.func.__name__
    if name in RISING or name in FALLING:
        return lambda v: rise(name, parts[0](v))
    if name in ("sin", "cos"):
        shift = 0 if name == "cos" else 1
        return lambda v: cosine(parts[0](v), shift, name)
    if name in ("Max", "Min"):
        pick = max if name == "Max" else min
        return lambda v: extreme(pick, [p(v) for p in parts])
    if name in ("sign", "Heaviside"):
        return lambda v: jump(parts[0](v), -1 if name == "sign" else 0, almost)
    if name in SPECIAL:
        return lambda v: SPECIAL[name](parts[0](v))
    raise Unsupported(f"claim: no enclosure is known for {name} in {sympy.sstr(e)}")


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
    raise Unsupported(f"claim: no enclosure is known for the number {e}")


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
