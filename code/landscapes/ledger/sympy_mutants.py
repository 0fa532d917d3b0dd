"""Planted errors in sympy expressions, matrices and relations."""
from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice

import sympy


def of_sympy(value) -> Iterator[tuple[str, object]]:
    if isinstance(value, sympy.MatrixBase):
        yield from of_matrix(value)
    elif isinstance(value, sympy.logic.boolalg.Boolean):
        from ..symbolic.mutate import mutants

        yield from mutants(value)
    elif isinstance(value, sympy.Expr):
        yield from of_expression(value)


def of_expression(value) -> Iterator:
    yield "sign", -value
    yield "factor 2", 2 * value
    yield "factor ½", value / 2
    terms = sympy.Add.make_args(value)
    if len(terms) > 1:
        for term in terms:
            yield "sign of a term", value - 2 * term
            yield "dropped term", value - term
            yield "factor in a term", value + term
    for power in sorted(value.atoms(sympy.Pow), key=str):
        if not power.exp.free_symbols:
            yield "exponent", value.xreplace({power: power.base ** (power.exp + 1)})
    symbols = sorted(value.free_symbols, key=str)
    for one, two in islice(combinations(symbols, 2), 6):
        yield "swapped symbols", value.subs({one: two, two: one}, simultaneous=True)
    if not symbols:
        yield "constant", value + 1


def of_matrix(value) -> Iterator:
    yield "sign", -value
    yield "factor 2", 2 * value
    if value.rows == value.cols:
        yield "transpose", value.T
    for i, j in {(0, 0), (value.rows - 1, value.cols - 1), (0, value.cols - 1)}:
        altered = sympy.Matrix(value)
        altered[i, j] += 1
        yield "one entry", altered
