"""Short counterexamples: a search over small rational points, each candidate checked in exact arithmetic.

Floating point only proposes candidates (a vectorised evaluation over a grid of simple numbers, simplest first);
`signs.holds` decides. A linear equation among the assumptions eliminates one symbol. Finding nothing proves nothing.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

GRID = 40_000  # candidate points per search
TRIES = 100  # candidates that are checked exactly


@lru_cache(maxsize=None)
def simple_numbers() -> tuple:
    """0, ±1, ±2, ±1/2, … by height, then powers of ten and their inverses."""
    heights = [(max(p, q), p, q) for q in range(1, 13) for p in range(1, 13) if Fraction(p, q).denominator == q]
    values = [Fraction(p, q) for _, p, q in sorted(heights)]
    values += [Fraction(n) for n in (16, 20, 50, 100, 1000)] + [Fraction(1, n) for n in (16, 20, 32, 50, 100, 1000)]
    return (Fraction(0), *(sign * v for v in values for sign in (1, -1)))


def search(claim, given=(), symbols=None):
    """A point {symbol: Rational} where `given` holds and `claim` fails, or None when none was met."""
    from .relations import quantified, symbols_of

    if quantified(claim, *given):
        return None
    symbols = symbols or symbols_of(claim, given)
    solved, free = eliminate(given, symbols)
    for values in _candidates(claim, given, solved, free):
        point = complete(dict(zip(free, values)), solved)
        if point is not None and refutes(point, claim, given):
            return {s: point[s] for s in symbols}
    return None


def is_defined(claim, point) -> bool:
    """Whether a claim without quantifiers has a truth value at a point."""
    from .relations import quantified
    from .signs import holds

    try:
        return quantified(claim) or holds(claim, point) in (True, False)
    except ValueError:
        return False


def equality_points(claim, given, symbols) -> list:
    """Simple points where the two sides are equal, exactly: where an inequality may touch."""
    import sympy

    equal = sympy.Eq(claim.lhs, claim.rhs, evaluate=False)
    found = [complete(dict(zip(symbols, v)), {}) for v in _candidates(sympy.Not(equal), given, {}, symbols)[:8]]
    return [p for p in found if refutes(p, sympy.Ne(claim.lhs, claim.rhs), given)]


def refutes(point, claim, given=()) -> bool:
    """True when all of `given` hold and `claim` fails at the point, exactly."""
    from .signs import holds

    try:
        return all(holds(g, point) for g in given) and not holds(claim, point)
    except ValueError:  # undefined there, or a sign that cannot be found exactly
        return False


def eliminate(given, symbols):
    """Linear equations solved: ({symbol: expression in the free symbols}, free symbols)."""
    import sympy

    solved = {}
    for equation in given:
        if not isinstance(equation, sympy.Eq):
            continue
        difference = sympy.expand((equation.lhs - equation.rhs).subs(solved))
        for s in symbols:
            if s in solved or not difference.has(s) or not difference.is_polynomial(s):
                continue
            slope = difference.coeff(s, 1)
            rest = sympy.expand(difference - slope * s)
            if slope == 0 or rest.has(s):
                continue
            value = sympy.together(-rest / slope)
            solved = {k: v.subs(s, value) for k, v in solved.items()} | {s: value}
            break
    return solved, tuple(s for s in symbols if s not in solved)


def simplify(point, claim, given):
    """A rational point near a counterexample that is one as well, or the counterexample itself."""
    symbols = tuple(point)
    solved, free = eliminate(given, symbols)
    for bottom in (1, 2, 3, 4, 6, 10, 12, 60, 100, 1000, 10**6):
        near = {s: Fraction(round(point[s] * bottom), bottom) for s in free}
        candidate = complete(near, solved)
        if candidate is not None and refutes(candidate, claim, given):
            return {s: candidate[s] for s in symbols}
    return point


def complete(point, solved):
    """The point with its eliminated symbols, or None where they are undefined."""
    import sympy

    from .interval import Undefined
    from .signs import real_value

    point = {s: sympy.Rational(v.numerator, v.denominator) for s, v in point.items()}
    try:
        return point | {s: real_value(e, point) for s, e in solved.items()}
    except Undefined:
        return None


def _candidates(claim, given, solved, free):
    """Grid points where floating point sees the assumptions hold and the claim fails, simplest first."""
    import numpy as np
    import sympy

    if not free:
        return [()]
    if len(free) > 10:
        return []
    values, index, grid = _grid(len(free))
    found = np.ones(grid.shape[1], dtype=bool)
    with np.errstate(all="ignore"):
        for statement in (*given, sympy.Not(claim, evaluate=False)):
            try:
                test = _compiled(free, statement.subs(solved))
                found &= np.broadcast_to(np.asarray(test(*grid), dtype=bool), found.shape)
            except (TypeError, NameError, AttributeError):
                continue  # not a numpy expression: the exact check alone decides
    return [tuple(values[i] for i in index[:, j]) for j in np.flatnonzero(found)[:TRIES]]


@lru_cache(maxsize=16)
def _grid(dimension):
    """(numbers, their indices at each point, the points in floating point), simplest first."""
    import numpy as np

    values = simple_numbers()[: max(3, int(GRID ** (1 / dimension)))]
    index = np.indices((len(values),) * dimension).reshape(dimension, -1)
    index = index[:, np.argsort(index.sum(axis=0), kind="stable")]
    return values, index, np.array([float(v) for v in values])[index]


@lru_cache(maxsize=1024)
def _compiled(free, statement):
    """The statement as a function of numpy arrays; one hypothesis serves many claims."""
    import sympy

    return sympy.lambdify(free, _loosened(statement), "numpy")


def _loosened(statement):
    """Equations up to rounding, so that floating point does not lose them."""
    import sympy

    return statement.replace(
        lambda e: isinstance(e, (sympy.Eq, sympy.Ne)),
        lambda e: (sympy.Le if isinstance(e, sympy.Eq) else sympy.Gt)(sympy.Abs(e.lhs - e.rhs), 1e-9))
