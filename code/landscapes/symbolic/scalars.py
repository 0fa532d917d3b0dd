"""From a scalar expression, derived for every dimension, to a polynomial that the provers take.

    x, z = vector("x z")
    h = hessian_form(frobenius2(z * z.T - x * x.T) / 2, x, z)
    polynomial(h)                         2⟨x,x⟩⟨z,z⟩ + 4⟨x,z⟩² − 2⟨z,z⟩², a sympy expression
    products("x z")                       the symbols ⟨x,x⟩, ⟨x,z⟩, ⟨z,z⟩ and when they are scalar products

So a Hessian form need not be typed again for the inequality that rests on it. Every unknown of the normal form becomes
a symbol; `conditions` on them (Cauchy–Schwarz and its like) have to be stated, and hold in every dimension.
"""

from __future__ import annotations

from itertools import combinations, combinations_with_replacement


def polynomial(expr, names=None):
    """The sympy polynomial of a scalar `Expr` in its scalar letters and scalar products of vector letters.

    names: {scalar Expr: sympy object} for what else occurs, such as {inner(x, M*x): mu} or {trace(M): 3}."""
    import sympy

    if not getattr(expr, "is_scalar", False):
        raise ValueError(f"expr: expected a scalar expression, got {expr!r}")
    table = _unknowns(expr) | {_component(e): sympy.sympify(s) for e, s in (names or {}).items()}
    total = sympy.Integer(0)
    for monomial, coefficient in expr.normal.terms.items():
        term = _rational(coefficient)
        for part, exponent in monomial:
            if part not in table:
                raise ValueError(f"names: no symbol for a part of {expr}; give it one, as in {{trace(M): t}}")
            term *= table[part] ** _rational(exponent)
        total += term
    return total


def products(names: str):
    """Scalar products of vectors as symbols, in every dimension: ({(a, b): symbol}, conditions).

    The conditions, all principal minors of the Gram matrix ≥ 0, say that the numbers are scalar products of some
    vectors; in a dimension below the number of vectors they are necessary only."""
    import sympy

    vectors = names.split()
    if not vectors:
        raise ValueError(f"names: expected names of vectors, got {names!r}")
    table = {}
    for a, b in combinations_with_replacement(vectors, 2):
        table[a, b] = table[b, a] = product_symbol(a, b)
    return table, semidefinite(sympy.Matrix([[table[a, b] for b in vectors] for a in vectors]))


def semidefinite(matrix) -> tuple:
    """All principal minors ≥ 0: the conditions for a symmetric matrix to be positive semidefinite."""
    import sympy

    n = matrix.rows
    sets = [c for k in range(1, n + 1) for c in combinations(range(n), k)]
    minors = [matrix.extract(c, c).det(method="berkowitz") for c in sets]
    return tuple(sympy.Ge(sympy.expand(m), 0) for m in minors)


def product_symbol(a: str, b: str):
    """The symbol ⟨a,b⟩, the names in alphabetical order."""
    import sympy

    return sympy.Symbol("⟨{},{}⟩".format(*sorted((a, b))))


def _unknowns(expr):
    """{component: symbol} for scalar letters and scalar products of vector letters."""
    import sympy

    from .functions import inner

    letters = {str(e): e for e in _letters(expr)}
    table = {_component(e): sympy.Symbol(n) for n, e in letters.items() if e.is_scalar}
    vectors = sorted(n for n, e in letters.items() if e.cols == 1 and not e.is_scalar)
    for a, b in combinations_with_replacement(vectors, 2):
        if letters[a].rows == letters[b].rows:
            table[_component(inner(letters[a], letters[b]))] = product_symbol(a, b)
    return table


def _letters(expr):
    """The letters of a formula, each an `Expr`."""
    if expr.op == "letter":
        yield expr
    for part in expr.formula.parts:
        yield from _letters(part)


def _component(expr):
    """The one unknown that a scalar expression consists of."""
    (monomial, coefficient), *rest = expr.normal.terms.items()
    if rest or coefficient != 1 or len(monomial) != 1 or monomial[0][1] != 1:
        raise ValueError(f"names: expected a single scalar such as inner(x, M*x), got {expr}")
    return monomial[0][0]


def _rational(number):
    import sympy

    return sympy.Rational(number.numerator, number.denominator)
