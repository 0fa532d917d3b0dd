"""What checks need of the objects they compare: equality, difference, LaTeX, evaluation at random points.

Objects of `landscapes.symbolic` (equality by normal form, in every dimension), sympy expressions and
matrices (the difference simplifies to 0), numbers (exact equality), and tuples of these.
"""
from __future__ import annotations

import random
from fractions import Fraction
from numbers import Number

import numpy as np

from .record import CheckFailed


def is_expr(a) -> bool:
    """An expression of `landscapes.symbolic`."""
    return hasattr(a, "evaluate") and hasattr(a, "latex") and hasattr(a, "mutants")


def is_sympy(a) -> bool:
    return type(a).__module__.split(".")[0] == "sympy"


def same(a, b) -> bool:
    """Exact equality; a tuple is equal entry by entry."""
    if isinstance(a, (tuple, list)) or isinstance(b, (tuple, list)):
        return type(a) in (tuple, list) and type(b) in (tuple, list) and len(a) == len(b) and all(map(same, a, b))
    if is_expr(a) or is_expr(b):
        return bool(a == b)
    if is_sympy(a) or is_sympy(b):
        import sympy

        if getattr(a, "shape", None) != getattr(b, "shape", None):
            return False
        gap = a - b
        if differs(gap):
            return False
        gap = sympy.simplify(gap)
        return gap == 0 or bool(getattr(gap, "is_zero_matrix", False))
    return bool(a == b)


def differs(gap) -> bool:
    """Whether a sympy expression is clearly not 0 at one point: spares `simplify` where nothing is equal."""
    symbols = sorted(getattr(gap, "free_symbols", ()), key=str)
    if not hasattr(gap, "evalf") or hasattr(gap, "shape") or any(s.is_integer or s.is_positive is False for s in symbols):
        return False
    point = {s: Fraction(7 * i + 5, 11 * i + 16) for i, s in enumerate(symbols)}
    try:
        value = complex(gap.evalf(30, subs=point))
    except (TypeError, ValueError, ArithmeticError):
        return False
    return 1e-9 < abs(value) < float("inf")


def minus(a, b):
    """The difference a − b, simplified; entry by entry for tuples."""
    if isinstance(a, (tuple, list)):
        return tuple(map(minus, a, b))
    gap = a - b
    if is_sympy(gap):
        import sympy

        return sympy.simplify(gap)
    return gap.expanded() if is_expr(gap) else gap


def tex(a) -> str:
    """LaTeX, rendered from the object."""
    if isinstance(a, (tuple, list)):
        return r"\left(" + r",\ ".join(map(tex, a)) + r"\right)"
    if hasattr(a, "latex"):
        return a.latex()
    if isinstance(a, Fraction) and a.denominator != 1:
        return ("-" if a < 0 else "") + rf"\tfrac{{{abs(a.numerator)}}}{{{a.denominator}}}"
    if is_sympy(a):
        import sympy

        return sympy.latex(a)
    if isinstance(a, (bool, str)) or not isinstance(a, Number):
        return rf"\text{{{a}}}"
    return str(a)


def flat(a) -> list:
    return [e for entry in a for e in flat(entry)] if isinstance(a, (tuple, list)) else [a]


def numeric_pairs(a, b, draws: int = 3):
    """Both sides at the same random point (random sizes for letters): pairs of arrays, `draws` times."""
    parts = list(zip(flat(a), flat(b), strict=True))
    for seed in range(draws):
        for left, right in parts:
            if is_expr(left) or is_expr(right):
                yield expr_pair(left, right, seed)
            elif is_sympy(left) or is_sympy(right):
                yield sympy_pair(left, right, seed)
            else:
                yield np.asarray(float(left)), np.asarray(float(right))


def expr_values(expressions, seed: int) -> dict:
    """Random arrays of consistent random sizes for all letters of the expressions."""
    from landscapes.symbolic import random_values

    return random_values(*expressions, rng=np.random.default_rng(seed))


def expr_pair(a, b, seed: int):
    values = expr_values([e for e in (a, b) if is_expr(e)], seed)
    return tuple(np.asarray(e.evaluate(values) if is_expr(e) else float(e), dtype=float) for e in (a, b))


def sympy_pair(a, b, seed: int):
    import sympy

    a, b = sympy.sympify(a), sympy.sympify(b)
    draw = random.Random(seed)
    names = sorted(a.free_symbols | b.free_symbols, key=str)
    point = {s: sympy.Rational(draw.randint(20, 200), 100) for s in names}
    point = {s: sympy.Integer(2 + seed) if s.is_integer else v for s, v in point.items()}
    values = (e.subs(point).evalf(25) for e in (a, b))
    return tuple(np.asarray(v.tolist() if hasattr(v, "tolist") else v, dtype=complex) for v in values)


def close(a, b) -> bool:
    """Equal shapes, entries equal up to rounding."""
    a, b = np.asarray(a), np.asarray(b)
    return a.shape == b.shape and bool(np.all(np.abs(a - b) <= 1e-9 * (1 + np.abs(a) + np.abs(b))))


def cross_check(id: str, printed, derived, equal: bool) -> None:
    """Random evaluation must agree with the exact comparison, so that a slip of the algebra cannot hide."""
    agree = [close(*pair) for pair in numeric_pairs(printed, derived)]
    if equal and not all(agree):
        raise CheckFailed(f"{id}: equal by algebra, but different at a random point")
    if not equal and all(agree):
        raise CheckFailed(f"{id}: different by algebra, but equal at every random point tried")
