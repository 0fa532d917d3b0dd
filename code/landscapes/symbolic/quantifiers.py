"""Quantifiers over real variables, as sympy statements: `Exists(m, And(m > 0, ForAll(x, 4*x**2 >= m*x**2)))`."""

from __future__ import annotations

from sympy import Basic, Tuple
from sympy.logic.boolalg import Boolean


class Quantified(Boolean):
    """A quantifier over `variables` in front of the statement `body`."""

    word = sign = ""
    is_Boolean, precedence = True, 1  # so that printers put brackets around it

    def __new__(cls, variables, body):
        variables = tuple(variables) if isinstance(variables, (tuple, list, Tuple)) else (variables,)
        if not variables or not all(getattr(v, "is_Symbol", False) for v in variables):
            raise ValueError(f"variables: expected symbols, got {variables}")
        if not isinstance(body, Boolean):
            raise ValueError(f"body: expected a sympy relation, got {body!r}")
        return Basic.__new__(cls, Tuple(*variables), body)

    @property
    def variables(self):
        return tuple(self.args[0])

    @property
    def body(self):
        return self.args[1]

    @property
    def free_symbols(self):
        return self.body.free_symbols - set(self.variables)

    def _latex(self, printer):
        names, body = ", ".join(printer._print(v) for v in self.variables), printer._print(self.body)
        bracketed = body if self.body.is_Relational or isinstance(self.body, Quantified) else rf"\left({body}\right)"
        return rf"{self.sign}\, {names}:\ {bracketed}"

    def _sympystr(self, printer):
        return f"{self.word} {', '.join(map(str, self.variables))}: {printer.parenthesize(self.body, 1)}"


class Exists(Quantified):
    """There are real `variables` with `body`."""

    word, sign = "exist", r"\exists"


class ForAll(Quantified):
    """For all real `variables`, `body`."""

    word, sign = "for all", r"\forall"
