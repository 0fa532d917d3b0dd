"""What the operations of a formula mean for expressions, numpy arrays, and sympy objects or numbers."""
from __future__ import annotations

from fractions import Fraction

import numpy as np

from .. import functions as F
from ..expr import Expr, as_expr


def domain_of(values):
    """Expressions if there is one among the values, else arrays, else plain operators."""
    values = list(values)
    if any(isinstance(v, Expr) for v in values):
        return Expressions()
    return Arrays() if any(isinstance(v, np.ndarray) for v in values) else Operators()


class Operators:
    """Python's operators: numbers and sympy objects. A norm is that of a vector or of a matrix."""

    def number(self, c: Fraction):
        return int(c) if c.denominator == 1 else c

    def neg(self, a):
        return -a

    def add(self, a, b):
        return a + b

    def multiply(self, a, b):
        return a * b

    def dot(self, a, b):
        """a · b, which of two vectors is their inner product."""
        return self.inner(a, b) if self.is_vector(a) and self.is_vector(b) else self.multiply(a, b)

    def is_vector(self, a) -> bool:
        shape = getattr(a, "shape", (1, 1))
        return shape[1:] == (1,) and shape != (1, 1)

    def absolute(self, a):
        return abs(a)

    def elementary(self, name: str, a):
        import sympy
        return getattr(sympy, {"arcsin": "asin", "arccos": "acos", "arctan": "atan"}.get(name, name))(a)

    def divide(self, a, b):
        return Fraction(a, b) if isinstance(a, int) and isinstance(b, int) else a / b

    def power(self, a, e: Fraction):
        if e.denominator == 1:
            return a ** int(e)
        if type(a).__module__.startswith("sympy"):
            import sympy
            return a ** sympy.Rational(e.numerator, e.denominator)
        return a ** e

    def transpose(self, a):
        return getattr(a, "T", a)

    def inner(self, a, b):
        return self.trace(a.T * b)

    def trace(self, a):
        return a.trace()

    def expectation(self, a):
        self.refuse("an expectation of this kind of object")

    def hadamard(self, a, b):
        self.refuse("an entrywise product of this kind of object")

    def diag(self, a):
        self.refuse("diag of this kind of object")

    def norm(self, a, kind: str, e: Fraction):
        if kind in ("", "2", "F") and (kind == "F" or 1 in a.shape):
            return self.power(self.inner(a, a), e / 2)
        self.refuse(f"the norm with index {kind!r}")

    def refuse(self, what: str):
        from .tokens import Unreadable
        raise Unreadable(f"no meaning here for {what}")


class Expressions(Operators):
    """`Expr`: see functions.py."""

    def number(self, c: Fraction):
        return as_expr(c) if c else 0                 # 0 equals the zero of any shape

    def divide(self, a, b):
        return as_expr(a) / b

    def power(self, a, e: Fraction):
        return as_expr(a) ** e

    def inner(self, a, b):
        return F.inner(a, b)

    def absolute(self, a):
        self.refuse("an absolute value")

    def elementary(self, name: str, a):
        return F.function(name)(a)

    def trace(self, a):
        return F.trace(a)

    def expectation(self, a):
        return F.expectation(a)

    def hadamard(self, a, b):
        return F.had(a, b)

    def diag(self, a):
        return F.diag(a) if a.cols == 1 else F.diagonal(a)

    def norm(self, a, kind: str, e: Fraction):
        if kind == "F" or kind in ("", "2") and a.cols == 1:
            return (F.norm2(a) if a.cols == 1 else F.frobenius2(a)) ** (e / 2)
        if kind.isdigit() and a.cols == 1 and int(kind) % 2 == 0:
            return F.total(F.entrywise_power(a, int(kind))) ** (e / int(kind))
        self.refuse(f"the norm with index {kind!r}")


class Arrays(Operators):
    """numpy arrays, where (d,) is a column: x^⊤ becomes (1, d), and a product of shape (1, 1) a number."""

    def number(self, c: Fraction):
        return float(c)

    def divide(self, a, b):
        return a / b

    def multiply(self, a, b):
        if np.ndim(a) == 0 or np.ndim(b) == 0:
            return a * b
        a, b = self.matrix(a), self.matrix(b)
        c = a @ b
        return c.item() if c.shape == (1, 1) else c[:, 0] if c.shape[1] == 1 else c

    def is_vector(self, a) -> bool:
        return np.ndim(a) == 1

    def elementary(self, name: str, a):
        return getattr(np, name)(a)

    def matrix(self, a):
        return a[:, None] if np.ndim(a) == 1 else a

    def transpose(self, a):
        return a if np.ndim(a) == 0 else self.matrix(a).T

    def power(self, a, e: Fraction):
        if np.ndim(a) < 2:
            return a ** (int(e) if e.denominator == 1 else float(e))
        if e.denominator == 1:
            return np.linalg.matrix_power(a, int(e))
        values, vectors = np.linalg.eigh(a)
        return (vectors * values ** float(e)) @ vectors.T

    def inner(self, a, b):
        return float(np.sum(a * b))

    def hadamard(self, a, b):
        return a * b

    def diag(self, a):
        return np.diag(a)

    def trace(self, a):
        return float(np.trace(a))

    def norm(self, a, kind: str, e: Fraction):
        if kind == "F" or kind in ("", "2") and np.ndim(a) == 1:
            return float(np.sum(a * a)) ** float(e / 2)
        if kind.isdigit() and np.ndim(a) == 1:
            return float(np.sum(np.abs(a) ** int(kind))) ** float(e / int(kind))
        self.refuse(f"the norm with index {kind!r}")
