"""Planted errors: small alterations of what a check compares and of what it rests on.

`mutants(value)` lists pairs (kind, altered value). Expressions and relations of `landscapes.symbolic`
bring their own; numbers, arrays, tuples and sympy expressions are altered here. Functions are not
altered: a check that rests on one plants errors by hand.
"""
from __future__ import annotations

import os
from collections.abc import Iterator
from fractions import Fraction
from numbers import Number

import numpy as np

FEW = 6


def all_wanted() -> bool:
    """`make mutants` sets LANDSCAPES_MUTANTS=all; a chapter plants a few."""
    return os.environ.get("LANDSCAPES_MUTANTS") == "all"


def mutants(value) -> list[tuple[str, object]]:
    """All alterations of a value that differ from it, as (kind, altered value)."""
    if hasattr(value, "mutants"):
        return [(kind, altered) for kind, altered in value.mutants() if not unchanged(altered, value)]
    made = {bool: of_bool, np.bool_: of_bool}.get(type(value)) or next(
        (maker for kinds, maker in MAKERS if isinstance(value, kinds)), None)
    if made is None and type(value).__module__.split(".")[0] == "sympy":
        from .sympy_mutants import of_sympy as made
    return [(k, v) for k, v in made(value) if not unchanged(v, value)] if made else []


def unchanged(a, b) -> bool:
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        return np.array_equal(a, b)
    return type(a) is type(b) and bool(a == b)


def few(planted: list[tuple[str, object]]) -> list[tuple[str, object]]:
    """All of them under `make mutants`; otherwise the first of each kind, at most FEW."""
    if all_wanted():
        return planted
    first: dict[str, tuple[str, object]] = {}
    for kind, altered in planted:
        first.setdefault(kind, (kind, altered))
    return list(first.values())[:FEW]


def of_bool(value) -> Iterator:
    yield "negated", not value


def of_number(value) -> Iterator:
    yield "sign", -value
    yield "factor 2", 2 * value
    yield "factor ½", value / 2
    yield "plus 1", value + 1
    yield "minus 1", value - 1


def of_integer(value) -> Iterator:
    """An integer may be a size, so it stays an integer."""
    yield "plus 1", value + 1
    yield "minus 1", value - 1
    yield "factor 2", 2 * value
    if value % 2 == 0:
        yield "factor ½", value // 2
    yield "sign", -value


def of_array(value) -> Iterator:
    if value.size == 0 or not np.issubdtype(value.dtype, np.number):
        return
    yield "sign", -value
    yield "factor 2", 2 * value
    if value.ndim == 2:
        yield "transpose", value.T.copy()
    for place in spread(value.size):
        altered = value.copy()
        altered.flat[place] += 1
        yield "one entry", altered
    if value.shape[0] > 1:
        yield "index", np.roll(value, 1, axis=0)
        yield "dropped", value[:-1].copy()


def of_sequence(value) -> Iterator:
    make = type(value)
    for place, entry in enumerate(value):
        for kind, altered in mutants(entry):
            yield kind, make([*value[:place], altered, *value[place + 1:]])
    for place in range(len(value) - 1):
        yield "swapped", make([*value[:place], value[place + 1], value[place], *value[place + 2:]])
    if len(value) > 1:
        yield "dropped", make(value[:-1])


def of_mapping(value) -> Iterator:
    for key, entry in value.items():
        for kind, altered in mutants(entry):
            yield f"{kind} ({key})", {**value, key: altered}


def spread(size: int) -> list[int]:
    """First, middle and last position."""
    return sorted({0, size // 2, size - 1})


MAKERS = [((int, np.integer), of_integer), ((float, Fraction, Number), of_number),
          (np.ndarray, of_array), ((tuple, list), of_sequence), (dict, of_mapping)]
