"""Planted errors: a formula as it was written, with one thing changed.

Only changes that fit in shape are kept, and only those whose normal form differs: a change that makes no
difference, such as transposing a symmetric letter, is recognised and left out.
"""
from __future__ import annotations

from fractions import Fraction
from functools import reduce
from operator import mul

from . import functions as F
from .expr import Expr, add, as_expr

#: in this order; a reader who plants only a few takes the first of each kind
KINDS = ("sign", "factor 2", "dropped term", "transpose", "exponent", "swapped symbols", "factor ½",
         "dropped factor", "order", "constant")

BUILD = {
    "sum": lambda e, *parts: reduce(add, parts),
    "product": lambda e, *parts: reduce(mul, parts),
    "neg": lambda e, a: -a,
    "over": lambda e, a: a / e.data,
    "power": lambda e, a: a ** e.data,
    "T": lambda e, a: a.T,
    "trace": lambda e, a: F.trace(a),
    "inner": lambda e, a, b: F.inner(a, b),
    "norm2": lambda e, a: F.norm2(a),
    "frobenius2": lambda e, a: F.frobenius2(a),
    "had": lambda e, *parts: F.had(*parts),
    "total": lambda e, a: F.total(a),
    "diag": lambda e, a: F.diag(a),
    "diagonal": lambda e, a: F.diagonal(a),
    "expectation": lambda e, a: F.expectation(a),
    "function": lambda e, a: F.function(e.data[0])(a, e.data[1]),
    "field": lambda e, a: F.field(*e.data[:2], a, e.data[2]),
    "mask": lambda e, omega, a: F.masked(omega, a),
}


def mutants(e: Expr):
    """(kind, altered expression), different from e, each text once, by kind."""
    e = e.formula
    letters = [Expr("letter", (), l.rows, l.cols, data=l) for l in e.letters if l.kind == "letter"]
    found: dict[str, list] = {kind: [] for kind in KINDS}
    seen = {repr(e)}
    for kind, altered in [*whole(e), *inside(e, letters)]:
        text = repr(altered)
        if text not in seen and altered.shape == e.shape:
            seen.add(text)
            found[kind].append(altered)
    for kind in KINDS:
        for altered in found[kind]:
            if differs(altered, e):
                yield kind, altered


def differs(altered: Expr, e: Expr) -> bool:
    try:
        return altered.normal != e.normal
    except (ValueError, ArithmeticError):             # no formula at all, such as a power of zero
        return False


def whole(e: Expr):
    yield "sign", -e
    yield "factor 2", times(e, Fraction(2))
    yield "factor ½", times(e, Fraction(1, 2))


def times(e: Expr, c: Fraction) -> Expr:
    """c e, merged with the number that e begins with."""
    if e.op == "neg":
        return -times(e.parts[0], c)
    if e.op == "number":
        return as_expr(c * e.data, e)
    if e.op == "over":
        return times(e.parts[0], c / e.data)
    if e.op == "product" and e.parts[0].op == "number":
        c, e = c * e.parts[0].data, reduce(mul, e.parts[1:])
    return e if c == 1 else e / c.denominator if c.numerator == 1 else as_expr(c) * e


def inside(e: Expr, letters: list):
    """Changes of this node, and of each part put back in its place."""
    e = e.formula
    yield from here(e, letters)
    for n, part in enumerate(e.parts):
        for kind, altered in inside(part, letters):
            try:
                yield kind, BUILD[e.op](e, *e.parts[:n], altered, *e.parts[n + 1:])
            except (ValueError, ArithmeticError):     # shapes do not fit
                continue


def here(e: Expr, letters: list):
    if e.op == "sum":
        for n, term in enumerate(e.parts):
            before, after = e.parts[:n], e.parts[n + 1:]
            yield "dropped term", reduce(add, before + after)
            for kind, altered in whole(term):
                yield kind, reduce(add, (*before, altered, *after))
    elif e.op == "letter" and not e.data.has("mask"):
        yield "transpose", e.T
        for other in letters:
            if other.data != e.data and other.shape == e.shape and not other.data.has("mask"):
                yield "swapped symbols", other
    elif e.op == "power":
        yield "exponent", Expr("power", e.parts, *e.shape, data=e.data + 1)
        yield "exponent", e.parts[0]
    elif e.op in ("norm2", "frobenius2"):
        yield "exponent", e ** 2
    elif e.op == "had":
        yield "exponent", F.had(*e.parts[1:])
        yield "exponent", F.had(*e.parts, e.parts[-1])
    elif e.op == "T":
        yield "transpose", e.parts[0]
    elif e.op == "function":
        yield "exponent", Expr("function", e.parts, *e.shape, data=(e.data[0], e.data[1] + 1))
    elif e.op == "number" and e.data:
        yield "constant", as_expr(e.data + 1)
    elif e.op == "over":
        yield "constant", e.parts[0]
    elif e.op == "product":
        yield from products(e)


def products(e: Expr):
    for n, part in enumerate(e.parts):
        if part.is_scalar and part.op != "number":
            yield "dropped factor", reduce(mul, e.parts[:n] + e.parts[n + 1:])
        if n and not part.is_scalar:
            order = (*e.parts[:n - 1], part, e.parts[n - 1], *e.parts[n + 1:])
            try:
                yield "order", reduce(mul, order)
            except ValueError:
                continue
