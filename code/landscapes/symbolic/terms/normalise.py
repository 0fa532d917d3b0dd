"""From a formula to its normal form, one rule per operation."""
from __future__ import annotations

from fractions import Fraction
from functools import reduce

from .average import averaged
from .contraction import COL, ROW
from .letters import delta, one, smooth_at
from .normal import BOTH, Normal, applied_to, contracted, is_scalar, number, single
from .powers import matrix_power, scalar_power


def normalise(e) -> Normal:
    return RULES[e.op](e, *(p.normal for p in e.parts))


def _number(e):
    return number(e.data) if e.is_scalar else Normal(e.rows, e.cols)


def _sum(e, *parts):
    return reduce(Normal.plus, parts)


def _power(e, a):
    return scalar_power(a, e.data) if is_scalar(a) else matrix_power(a, e.data)


def identity(size) -> Normal:
    result = Normal(size, size)
    result.put(Fraction(1), [(delta(size), (ROW, COL))])
    return result


def _ones(e):
    result = Normal(e.rows, 1)
    result.put(Fraction(1), [(one(e.rows), (ROW,))])
    return result


def _diag(e, a):
    return a.renamed(a.rows, a.rows, {}, [(delta(a.rows), (ROW, COL))])


RULES = {
    "number": _number,
    "letter": lambda e: single(e.data),
    "normal": lambda e: e.data,
    "sum": _sum,
    "neg": lambda e, a: a.scaled(-1),
    "over": lambda e, a: a.scaled(1 / e.data),
    "product": lambda e, *parts: reduce(Normal.times, parts),
    "power": _power,
    "T": lambda e, a: a.transposed(),
    "trace": lambda e, a: a.traced(),
    "inner": lambda e, a, b: contracted(a, b),
    "norm2": lambda e, a: contracted(a, a),
    "frobenius2": lambda e, a: contracted(a, a),
    "had": lambda e, *parts: reduce(Normal.hadamard, parts),
    "total": lambda e, a: a.renamed(1, 1, BOTH),
    "diag": _diag,
    "diagonal": lambda e, a: a.renamed(a.rows, 1, {COL: ROW}),
    "mask": lambda e, omega, a: omega.hadamard(a),
    "identity": lambda e: identity(e.rows),
    "function": lambda e, a: applied_to(*e.data, a),
    "field": lambda e, a: single(smooth_at(e.data[0], e.data[1], e.data[2], a)),
    "expectation": lambda e, a: averaged(a),
    "ones": _ones,
}
