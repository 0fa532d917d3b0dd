"""Statements at the door of a prover: sympy relations, their connectives, and quantifiers.

A claim is a relation (`x**2 >= 2*x - 1`), And/Or/Not/Implies of relations, or has `Exists`/`ForAll` (`quantifiers`).
All symbols are real numbers. An expression that is not defined everywhere (a quotient, a root, a logarithm)
is claimed where it is defined. Symbols must carry no assumptions of their own: sympy would use them
silently (`x > 0` becomes `True` when x is declared positive), while here each hypothesis is stated in `given`.
"""

from __future__ import annotations

from typing import Any


def read(claim: Any, name: str = "claim"):
    """The statement, or a ValueError that names the argument. What sympy has evaluated already (True, False) passes;
    a Python bool does not: it comes from == between expressions."""
    import sympy

    if isinstance(claim, bool):
        raise ValueError(f"{name}: expected a sympy relation, got {claim}; write Eq(a, b), not a == b")
    if not isinstance(claim, sympy.logic.boolalg.Boolean) or claim.is_Symbol:
        raise ValueError(f"{name}: expected a sympy relation such as x <= y, got {claim!r}")
    for s in claim.free_symbols:
        for word in ("positive", "negative", "nonnegative", "nonpositive", "integer", "rational", "nonzero"):
            if s.assumptions0.get(word):
                raise ValueError(f"{name}: symbol {s} is declared {word}; state that in given instead")
    if floats := sorted(claim.atoms(sympy.Float), key=str):
        value = sympy.nsimplify(floats[0], rational=True)
        exact = f"Rational({value.p}, {value.q})"
        raise ValueError(f"{name}: {float(floats[0])} is a float; write an exact number, such as {exact}")
    return claim


def read_given(given: Any) -> tuple:
    """Assumptions as a tuple of statements; one statement may stand alone."""
    import sympy

    if isinstance(given, sympy.logic.boolalg.Boolean):
        given = (given,)
    flat = []
    for g in given:
        g = read(g, "given")
        flat += list(g.args) if isinstance(g, sympy.And) else [g]
    return tuple(g for g in flat if g != sympy.true)


def quantified(*statements) -> bool:
    """True when a quantifier occurs anywhere."""
    from ..quantifiers import Quantified

    return any(s.has(Quantified) for s in statements)


def symbols_of(claim, given=()) -> tuple:
    """Free symbols in alphabetical order, so that every answer is reproducible."""
    free = set(claim.free_symbols).union(*(g.free_symbols for g in given))
    return tuple(sorted(free, key=lambda s: s.name))


def is_inequality(statement) -> bool:
    """One of ≤, <, ≥, >."""
    import sympy

    return isinstance(statement, (sympy.Ge, sympy.Gt, sympy.Le, sympy.Lt))


def gap(relation):
    """(expression, strict) with the meaning expression ≥ 0, or > 0 when strict; for an equation, expression = 0."""
    import sympy

    if isinstance(relation, (sympy.Ge, sympy.Gt, sympy.Eq)):
        return relation.lhs - relation.rhs, isinstance(relation, sympy.Gt)
    if isinstance(relation, (sympy.Le, sympy.Lt)):
        return relation.rhs - relation.lhs, isinstance(relation, sympy.Lt)
    raise ValueError(f"claim: expected one of <=, <, >=, >, ==, got {relation}")
