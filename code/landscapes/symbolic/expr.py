"""Expressions: what a reader writes, with shapes, operators and a normal form.

An `Expr` keeps the formula as it was written (for LaTeX, planted errors and an independent numerical
evaluation) and computes its normal form when equality is asked: `a == b` is a proof for every size.
"""
from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from numbers import Rational

from .terms.letters import Letter, Size, refuse_clashes


class Expr:
    """A node: an operation on parts, with a shape. Built by functions and operators, never by hand."""

    def __init__(self, op: str, parts: tuple, rows: Size = 1, cols: Size = 1, data=None):
        self.op, self.parts, self.rows, self.cols, self.data, self._written = op, parts, rows, cols, data, None

    @property
    def shape(self) -> tuple[Size, Size]:
        return self.rows, self.cols

    @property
    def is_scalar(self) -> bool:
        return self.shape == (1, 1)

    @cached_property
    def normal(self):
        from .hypotheses import cancelled
        from .terms.normalise import normalise
        result = cancelled(normalise(self))
        refuse_clashes(result.letters)
        return result

    @property
    def formula(self) -> Expr:
        """The formula as written; that of a derived expression comes from its normal form."""
        return self if self.op != "normal" else self.expanded()

    @property
    def letters(self) -> list[Letter]:
        """The letters that occur in the formula as written, by name."""
        e = self.formula
        found = {e.data} if e.op == "letter" else set()
        if e.op == "indexed":
            from .terms.component import letters_of
            found = {l.to(1) for l in letters_of([e.data]) if l.kind in ("letter", "size", "placeholder")}
        for part in e.parts:
            found.update(part.letters)
        return sorted(found)

    # Arithmetic -------------------------------------------------------------------------------
    def __add__(self, other):
        return add(self, other)

    __radd__ = __add__

    def __sub__(self, other):
        return add(self, -as_expr(other, self))

    def __rsub__(self, other):
        return add(as_expr(other, self), -self)

    def __neg__(self):
        if self.op == "number":
            return Expr("number", (), *self.shape, data=-self.data)
        return self.parts[0] if self.op == "neg" else Expr("neg", (self,), *self.shape)

    def __mul__(self, other):
        return multiply(self, as_expr(other))

    def __rmul__(self, other):
        return multiply(as_expr(other), self)

    __matmul__ = __mul__

    def __truediv__(self, other):
        other = as_expr(other)
        if not other.is_scalar:
            raise ValueError(f"cannot divide by a matrix of shape {show(other)}")
        if other.op == "number":
            if not other.data:
                raise ZeroDivisionError("division by zero")
            return Expr("over", (self,), *self.shape, data=other.data)
        return multiply(self, other ** -1)

    def __rtruediv__(self, other):
        return as_expr(other) * self ** -1

    def __pow__(self, exponent):
        exponent = rational(exponent)
        if self.rows != self.cols:
            raise ValueError(f"only square matrices have powers; the shape is {show(self)}")
        if exponent == 1:
            return self
        if not self.is_scalar and (exponent < 0 or exponent.denominator > 1):
            from .functions import matrix_power
            return matrix_power(self, exponent)
        return Expr("power", (self,), *self.shape, data=exponent)

    @property
    def T(self):
        if self.op == "T":
            return self.parts[0]
        return self if self.is_scalar else Expr("T", (self,), self.cols, self.rows)

    # Comparison -------------------------------------------------------------------------------
    def __eq__(self, other):
        """Equality of normal forms: a proof in every dimension."""
        if not isinstance(other, Expr):
            if not isinstance(other, Rational):
                return NotImplemented
            other = as_expr(other, self)
        if self.shape != other.shape:
            return False
        return not (self - other).normal.terms

    def __hash__(self):
        return hash(self.normal)

    # Rendering and evaluation -----------------------------------------------------------------
    def latex(self) -> str:
        """The formula as it was written; a derived one from its normal form."""
        from .text.tex import latex
        return latex(self)

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex()}$"

    def __repr__(self) -> str:
        from .text.tex import plain
        return plain(self)

    def expanded(self) -> Expr:
        """The same expression, written from its normal form."""
        if self._written is None:
            from .text.words import written
            self._written = written(self.normal)
        return self._written

    def evaluate(self, values: dict):
        """The number or array for given arrays by name; see `numeric.evaluate`."""
        from .points.numeric import evaluate
        return evaluate(self, values)

    def subs(self, replacements: dict) -> Expr:
        """Letters replaced by expressions of the same shape, all at once."""
        from .substitution import substitute
        return substitute(self, replacements)

    def mutants(self):
        """Pairs (kind, altered expression): small errors planted in the formula as written."""
        from .planted import mutants
        return mutants(self)


def show(e: Expr) -> str:
    return f"({e.rows}, {e.cols})"


def rational(value) -> Fraction:
    if isinstance(value, Rational):
        return Fraction(value)
    raise TypeError(f"coefficients and exponents are exact: write Fraction({str(value)!r}), not {value!r}")


def as_expr(value, like: Expr | None = None) -> Expr:
    """An expression from an expression or a number; 0 takes the shape of `like`."""
    if isinstance(value, Expr):
        return value
    value = rational(value)
    if like is not None and not value:
        return Expr("number", (), *like.shape, data=value)
    return Expr("number", (), data=value)


def add(a, b) -> Expr:
    a = as_expr(a, b if isinstance(b, Expr) else None)
    b = as_expr(b, a)
    if a.shape != b.shape:
        raise ValueError(f"cannot add shapes {show(a)} and {show(b)}")
    for one, other in ((a, b), (b, a)):
        if one.op == "number" and not one.data:
            return other
    flat = [p for e in (a, b) for p in (e.parts if e.op == "sum" else (e,))]
    return Expr("sum", tuple(flat), *a.shape)


def multiply(a: Expr, b: Expr) -> Expr:
    if not (a.is_scalar or b.is_scalar or a.cols == b.rows):
        raise ValueError(f"cannot multiply shapes {show(a)} and {show(b)}")
    for one, other in ((a, b), (b, a)):
        if one.op == "number" and one.data == 1 and one.is_scalar:
            return other
        if one.op == "neg" or one.op == "number" and one.data < 0:      # −2x and −(A)x, not (−2)x and (−A)x
            return -multiply(*(-p if p is one else p for p in (a, b)))
    rows, cols = b.shape if a.is_scalar else a.shape if b.is_scalar else (a.rows, b.cols)
    # A product of products stays flat unless a scalar xᵀy would then meet a matrix in between.
    flat = [p for e in (a, b) for p in (e.parts if e.op == "product" and not e.is_scalar else (e,))]
    if a.is_scalar and b.is_scalar:
        flat = [a, b]
    return Expr("product", tuple(flat), rows, cols)
