"""Exact signs of numbers, and the truth of a statement at one point.

`sign` rests on ball arithmetic when the number is not zero, and on its minimal polynomial over the rationals
(sympy) when it is zero, so that the answer is exact for every real algebraic number. For numbers with π, logarithms
or cosines a zero is recognised only when sympy simplifies it to 0; otherwise ValueError is raised, never a guess.
"""

from __future__ import annotations

from contextlib import contextmanager


@contextmanager
def precision(bits):
    """Arb's working precision inside a `with` block."""
    import flint

    before = flint.ctx.prec
    flint.ctx.prec = bits
    try:
        yield
    finally:
        flint.ctx.prec = before


def sign(number) -> int:
    """-1, 0 or 1, exactly, for a sympy number."""
    import sympy

    number = sympy.sympify(number)
    if number.free_symbols:
        raise ValueError(f"number: expected no free symbols, got {number}")
    if number.is_Rational:
        return (number.p > 0) - (number.p < 0)
    for bits in (64, 256, 1024):
        if s := _sign_by_balls(number, bits):
            return s
        if bits == 256 and is_zero(number):
            return 0
    raise ValueError(f"number: the sign of {number} could not be found at 1024 bits")


def _sign_by_balls(number, bits) -> int:
    from .enclose import enclosure

    with precision(bits):
        value = enclosure(number, ())(())
    return int(value.lo > 0) - int(value.hi < 0)


def rational_enclosure(number, bits=40):
    """((p, q), (r, s)) with p/q < number < r/s, about `bits` bits apart."""
    import math

    from .enclose import enclosure

    with precision(bits + 24):
        value = enclosure(number, ())(())
        scaled = (value.lo * 2**bits).floor(), (value.hi * 2**bits).ceil()
        lo, hi = (int(v.unique_fmpz()) for v in scaled)
    parts = []
    for top in (lo - 1, hi + 1):
        common = math.gcd(top, 2**bits)
        parts.append((top // common, 2**bits // common))
    return tuple(parts)


def is_zero(number) -> bool:
    """True when `number` is proved to be 0; False when it is not, or not seen to be."""
    import sympy

    if number.is_Rational:
        return number == 0
    if number.is_algebraic:
        x = sympy.Dummy("x")
        return sympy.minimal_polynomial(number, x) == x
    return sympy.simplify(number) == 0


def holds(statement, point) -> bool:
    """Truth of a statement without quantifiers at a point {symbol: exact number}; every sign is exact.

    Raises Undefined when an expression has no real value there."""
    import sympy

    kind = statement.func
    if isinstance(statement, sympy.logic.boolalg.BooleanAtom):
        return bool(statement)
    if kind is sympy.And:
        return all(holds(a, point) for a in statement.args)
    if kind is sympy.Or:
        return any(holds(a, point) for a in statement.args)
    if kind is sympy.Not:
        return not holds(statement.args[0], point)
    if kind is sympy.Implies:
        return not holds(statement.args[0], point) or holds(statement.args[1], point)
    return _compare(statement, point)


def _compare(relation, point) -> bool:
    import sympy

    difference = real_value(relation.lhs - relation.rhs, point)
    s = sign(difference)
    tests = {sympy.Ge: s >= 0, sympy.Gt: s > 0, sympy.Le: s <= 0, sympy.Lt: s < 0, sympy.Eq: s == 0, sympy.Ne: s != 0}
    for kind, truth in tests.items():
        if isinstance(relation, kind):
            return truth
    raise ValueError(f"statement: cannot evaluate {relation}")


def real_value(expr, point):
    """The exact value of an expression at a point; Undefined when it is not a real number there."""
    import sympy

    from .interval import Undefined

    value = sympy.sympify(expr).subs(point)
    if value.has(sympy.nan, sympy.zoo, sympy.oo, -sympy.oo, sympy.I):
        raise Undefined(f"{expr} is undefined at {point}")
    return value
