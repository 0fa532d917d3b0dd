"""A function on a box with enclosures of itself and of its derivatives."""

from __future__ import annotations

from functools import cached_property

from .interval import Interval, Undefined, Work


class Field:
    """Enclosures of a sympy expression in real symbols; derivatives are made when they are asked for."""

    def __init__(self, expr, symbols):
        import sympy

        self.symbols = symbols
        self.real = {s: sympy.Dummy(s.name, real=True) for s in symbols}
        self.expr = sympy.sympify(expr).xreplace(self.real)
        self._derivatives, self.derived = {}, False

    @cached_property
    def _enclose(self):
        from .enclose import enclosure

        return enclosure(self.expr, tuple(self.real.values()), self.derived)

    def over(self, ranges):
        """(enclosure, whether all of the box lies in the domain); Undefined when none of it does."""
        Work.clipped = False
        value = self._enclose(ranges)
        return value, not Work.clipped

    def derivative(self, i):
        """∂/∂x_i as a Field."""
        if i not in self._derivatives:
            made = Field.__new__(Field)
            made.symbols, made.real, made._derivatives, made.derived = self.symbols, self.real, {}, True
            made.expr = self.expr.diff(list(self.real.values())[i])
            self._derivatives[i] = made
        return self._derivatives[i]

    def slope(self, i, ranges):
        """An enclosure of ∂/∂x_i, the whole line where nothing is known."""
        try:
            return self.derivative(i).over(ranges)[0]
        except (Undefined, ValueError):
            return Interval("-inf", "inf")

    def at(self, point):
        """The exact value at an exact point."""
        from .signs import real_value

        return real_value(self.expr, {self.real[s]: v for s, v in point.items() if s in self.real})

    def negative(self):
        made = Field(-self.expr.xreplace({v: k for k, v in self.real.items()}), self.symbols)
        made.derived = self.derived
        return made

    def hessian_is_positive(self, ranges) -> bool:
        """Whether all leading minors of the Hessian are positive all over the box."""
        n = len(self.symbols)
        try:
            h = [[self.derivative(min(i, j)).derivative(max(i, j)).over(ranges)[0] for j in range(n)] for i in range(n)]
        except (Undefined, ValueError):
            return False
        return all(_determinant([row[:k] for row in h[:k]]).lo > 0 for k in range(1, n + 1))


def _determinant(m):
    if len(m) == 1:
        return m[0][0]
    total = Interval(0)
    for j, entry in enumerate(m[0]):
        minor = entry * _determinant([row[:j] + row[j + 1:] for row in m[1:]])
        total = total - minor if j % 2 else total + minor
    return total
