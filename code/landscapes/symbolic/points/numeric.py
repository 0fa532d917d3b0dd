"""Numbers: a formula evaluated as numpy would, independently of the normal form; and random points.

Values are arrays by name: (d,) for a vector, (n, k) for a matrix, a number for a scalar; a random letter
has its samples along a first axis. A function σ has as value a callable f(t, order) that returns its
derivative of that order.
"""
from __future__ import annotations

import numpy as np

from ..expr import Expr
from ..terms.contraction import COL, ROW
from ..terms.letters import Letter


def evaluate(e: Expr, values: dict):
    """A float for a scalar, (d,) for a column, (n, k) for a matrix."""
    result = compute(e, Point(values, e))
    if e.is_scalar:
        return result[..., 0, 0].item() if result.ndim == 2 else result[..., 0, 0]
    return result[..., 0] if e.cols == 1 else result


class Point:
    """Arrays of at least two axes for the letters, and the sizes that they imply."""

    def __init__(self, values: dict, *formulas: Expr):
        self.values, self.sizes, self.arrays = values, {}, {}
        for e in formulas:
            for l in e.letters:
                if l.kind == "size":
                    continue
                if l.name not in values:
                    raise ValueError(f"no value for {l.name}; given are {', '.join(sorted(values)) or 'none'}")
                self.arrays[l] = a = arranged(l, values[l.name])
                for size, length in zip((l.rows, l.cols), a.shape[-2:]):
                    if size != length and (isinstance(size, int) or self.sizes.setdefault(size, length) != length):
                        raise ValueError(f"{l.name} has shape {a.shape[-2:]}, but {size} = {self.sizes.get(size, size)}")

    def size(self, n) -> int:
        if isinstance(n, int):
            return n
        if n not in self.sizes:
            if n not in self.values:
                raise ValueError(f"no letter tells the size {n}; give it as a value")
            self.sizes[n] = int(self.values[n])
        return self.sizes[n]

    def letter(self, l: Letter) -> np.ndarray:
        return np.full((1, 1), float(self.size(l.name))) if l.kind == "size" else self.arrays[l]


def arranged(l: Letter, value) -> np.ndarray:
    """The array with the letter's two axes last."""
    a = np.asarray(value)
    axes = 1 if l.has("random") else 0
    if a.ndim == axes + 2:
        return a
    if l.cols == 1 and a.ndim == axes + (l.rows != 1):
        return a[..., None] if l.rows != 1 else a[..., None, None]
    if l.rows == 1 and a.ndim == axes + 1:
        return a[..., None, :]
    raise ValueError(f"{l.name} of shape ({l.rows}, {l.cols}) cannot have the value of shape {a.shape}")


def compute(e: Expr, at: Point) -> np.ndarray:
    e = e.formula
    return NUMPY[e.op](e, at, *(compute(p, at) for p in e.parts))


def total(a):
    return a.sum(axis=(-2, -1), keepdims=True)


def transposed(a):
    return np.swapaxes(a, -2, -1)


def _product(e, at, *parts):
    result, shape = parts[0], e.parts[0].shape
    for a, p in zip(parts[1:], e.parts[1:]):
        if shape == (1, 1) or p.is_scalar:
            result, shape = result * a, p.shape if shape == (1, 1) else shape
        else:
            result, shape = result @ a, (shape[0], p.cols)
    return result


def _power(e, at, a):
    if e.is_scalar:
        return a ** (int(e.data) if e.data.denominator == 1 else float(e.data))
    if e.data.denominator == 1:
        return np.linalg.matrix_power(a, int(e.data))
    values, vectors = np.linalg.eigh(a)
    return (vectors * np.maximum(values, 0) ** float(e.data)) @ vectors.T


def _had(e, at, *parts):
    result = parts[0]
    for a in parts[1:]:
        result = result * a
    return result


def _sum(e, at, *parts):
    return sum(parts[1:], parts[0])


def _diag(e, at, a):
    return a * np.eye(a.shape[-2])


def _diagonal(e, at, a):
    return np.diagonal(a, axis1=-2, axis2=-1)[..., None]


def _expectation(e, at, a):
    return a.mean(axis=0) if a.ndim == 3 else a


def _function(e, at, a):
    name, order = e.data
    return at.values[name](a, order)


def _field(e, at, a):
    return at.values[e.data[0]](a, e.data[2]).reshape(a.shape[:-2] + tuple(at.size(n) for n in e.shape))


def _indexed(e, at):
    """A component by einsum over its indices."""
    from ..text.words import letter
    arrays = []
    for l, ix in e.data.factors:
        if l.kind != "expectation":
            a = compute(letter(l), at)
            a = np.diagonal(a, axis1=-2, axis2=-1) if l.has("diagonal") else a.reshape(
                a.shape[:-2] + tuple(n for n, size in zip(a.shape[-2:], (l.rows, l.cols)) if size != 1))
            arrays.append((a, (*ix[l.rank:], *ix[:l.rank])))      # the samples are the first axis
    lengths = {i: n for a, ix in arrays for i, n in zip(ix, a.shape)}
    arrays += [(np.full(lengths[ix[0]], 1 / lengths[ix[0]]), ix)
               for l, ix in e.data.factors if l.kind == "expectation"]
    free = [i for i, size in ((ROW, e.rows), (COL, e.cols)) if size != 1]
    number = {i: n for n, i in enumerate({i for _, ix in arrays for i in ix})}
    operands = [piece for a, ix in arrays for piece in (a, [number[i] for i in ix])]
    return np.einsum(*operands, [number[i] for i in free]).reshape([at.size(n) for n in e.shape])


NUMPY = {
    "number": lambda e, at: np.full((at.size(e.rows), at.size(e.cols)), float(e.data)),
    "letter": lambda e, at: at.letter(e.data),
    "sum": _sum, "product": _product, "power": _power, "had": _had, "diag": _diag, "diagonal": _diagonal,
    "neg": lambda e, at, a: -a,
    "over": lambda e, at, a: a / float(e.data),
    "T": lambda e, at, a: transposed(a),
    "trace": lambda e, at, a: np.trace(a, axis1=-2, axis2=-1)[..., None, None],
    "inner": lambda e, at, a, b: total(a * b),
    "norm2": lambda e, at, a: total(a * a),
    "frobenius2": lambda e, at, a: total(a * a),
    "total": lambda e, at, a: total(a),
    "mask": lambda e, at, omega, a: omega * a,
    "identity": lambda e, at: np.eye(at.size(e.rows)),
    "ones": lambda e, at: np.ones((at.size(e.rows), 1)),
    "expectation": _expectation, "function": _function, "field": _field, "indexed": _indexed,
}
