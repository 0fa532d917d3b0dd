r"""Reads formulas in LaTeX: a quoted formula is evaluated over whatever its names stand for.

    read(r"2\|x\|_2^2 x - 2Mx", {"x": x, "M": M})            # expressions, numpy arrays or sympy objects
    read(r"\nabla g(x) = \|x\|^2 x - Mx", {…, r"\nabla g(x)": G})     # [G, …]: the sides of a chain

Names are LaTeX too and the longest one wins, so v_1, \hat{x} and \mathbf{W}^{[1]} are possible. A name may
stand for a function, which is called where parentheses follow; primes ask for its derivatives. Outside of
the subset `Unreadable` is raised: nothing is guessed.
"""
from __future__ import annotations

import re
from fractions import Fraction

from .domains import domain_of
from .tokens import Cursor, Unreadable, tokens

EQUALS = {"=", r"\doteq", r"\triangleq", r"\equiv", ":="}
ORDERS = {r"\le": "<=", r"\leq": "<=", "<": "<", r"\ge": ">=", r"\geq": ">=", ">": ">"}
DOTS = {r"\cdot", r"\times", "*"}
ELEMENTARY = {"\\" + f for f in ("sin", "cos", "tan", "arcsin", "arccos", "arctan", "exp", "log", "sinh", "cosh", "tanh")}
TRANSPOSES = {r"\top", r"\intercal", "T", r"\prime", "⊤"}
TRACES = {r"\tr", r"\trace", "tr", "trace", "Tr"}
ENDS = {"+", "-", "/", ",", ";", "}", ")", "]", r"\rangle", r"\}", r"\circ", r"\odot"}
CLOSING = {"(": ")", "[": "]", r"\{": r"\}"}


def read(tex: str, names: dict, domain=None, relations: bool = False):
    """The value of the formula; for a chain a = b = c the list of its sides; with `relations` always a list of
    (sign, side), where inequalities are allowed and the first sign is None."""
    reader = Reader(tokens(tex), {tuple(tokens(k)): v for k, v in names.items()}, domain or domain_of(names.values()))
    sides = [(None, reader.sum())]
    while reader.now is not None:
        sign = "=" if reader.now in EQUALS else ORDERS.get(reader.now) if relations else None
        if sign is None:
            raise Unreadable(f"cannot read {reader.now!r} in {tex!r}")
        reader.next()
        sides.append((sign, reader.sum()))
    if relations:
        return sides
    return sides[0][1] if len(sides) == 1 else [side for _, side in sides]


class Reader(Cursor):
    """Recursive descent: sum, entrywise product, product, power, atom."""

    def __init__(self, found: list[str], names: dict, domain):
        super().__init__(found)
        self.names, self.do = names, domain
        self.longest = max(map(len, names), default=0)

    def sum(self):
        minus = self.take("-")
        self.take("+")
        value = self.do.neg(self.entrywise()) if minus else self.entrywise()
        while self.now in ("+", "-"):
            minus = self.next() == "-"
            term = self.entrywise()
            value = self.do.add(value, self.do.neg(term) if minus else term)
        return value

    def entrywise(self):
        value = self.product()
        while self.take(r"\circ", r"\odot"):
            value = self.do.hadamard(value, self.product())
        return value

    def product(self):
        value = self.power()
        while True:
            if self.take("/"):
                value = self.do.divide(value, self.power())
            elif self.take(*DOTS):
                value = self.do.dot(value, self.power())
            elif self.starts():
                value = self.do.multiply(value, self.power())
            else:
                return value

    def starts(self) -> bool:
        """Whether a further factor begins here."""
        t = self.now
        if t is None or t in EQUALS or t in ORDERS or t in ENDS:
            return False
        return t != self.bar

    #: the bar that would close the norm or absolute value that is being read
    bar = None

    def power(self):
        value = self.atom()
        while self.take("^"):
            value = self.raised(value, self.exponent())
        return value

    def raised(self, value, e):
        if isinstance(e, tuple):                      # x^{\circ 3}
            result = value
            for _ in range(e[1] - 1):
                result = self.do.hadamard(result, value)
            return result
        if e in ("T", "-T"):
            return self.do.transpose(value if e == "T" else self.do.power(value, Fraction(-1)))
        return self.do.power(value, e)

    def exponent(self):
        """A rational number, "T", "-T", or (∘, k) for an entrywise power."""
        if self.take(*TRANSPOSES):
            return "T"
        if re.fullmatch(r"\d", self.now or ""):
            return Fraction(self.next())
        if self.take("{"):
            text = ""
            while not self.take("}"):
                text += self.next()
            if text[:1] == "-" and text[1:] in TRANSPOSES:
                return "-T"
            if re.fullmatch(r"\\circ\d+", text):
                return r"\circ", int(text[5:])
            text = re.sub(r"\\[td]?frac(\d)(\d)", r"\1/\2", text)
            if re.fullmatch(r"-?\d+(/[1-9]\d*)?", text):   # W^{[1]} and x^{(1)} are no powers
                return Fraction(text)
        raise Unreadable(f"cannot read an exponent before {self.now!r} in {' '.join(self.tokens)}")

    def atom(self):
        named = self.name()
        if named is not None:
            return self.called(*named)
        t = self.next()
        if re.fullmatch(r"\d+(\.\d+)?", t):
            return self.do.number(Fraction(t))
        if t in CLOSING:
            return self.bracketed(CLOSING[t])
        if t == "{":
            return self.bracketed("}")
        if t in (r"\frac", r"\tfrac", r"\dfrac"):
            above = self.argument()
            return self.do.divide(above, self.argument())
        if t == r"\sqrt":
            return self.do.power(self.argument(), Fraction(1, 2))
        if t == r"\|":
            return self.norm()
        if t == "|":
            return self.do.absolute(self.between(t))
        if t in ELEMENTARY:
            return self.elementary(t[1:])
        if t == r"\langle":
            a = self.bracketed(",")
            return self.subscript_free(self.do.inner(a, self.bracketed(r"\rangle")))
        if (t in TRACES or t == r"\diag") and self.now in CLOSING:
            do = self.do.trace if t in TRACES else self.do.diag
            return do(self.bracketed(CLOSING[self.next()]))
        if t == r"\mathbb" and self.take("E"):
            if self.take("_"):
                self.skip()
            self.expect("[")
            return self.do.expectation(self.bracketed("]"))
        raise Unreadable(f"no meaning for {t!r} in {' '.join(self.tokens)}")

    def name(self):
        """(value, primes) of the longest name that begins here."""
        for length in range(min(self.longest, len(self.tokens) - self.at), 0, -1):
            key = tuple(self.tokens[self.at:self.at + length])
            if key in self.names:
                after = self.tokens[self.at + length:self.at + length + 1]
                if after == ["_"]:                    # v is no reading of v_1
                    continue
                self.at += length
                primes = 0
                while self.take("'"):
                    primes += 1
                return self.names[key], primes
        return None

    def called(self, value, primes: int):
        if not callable(value):
            if primes:
                raise Unreadable("a prime after a name that is no function")
            return value
        for bracket, end in CLOSING.items():
            if self.take(bracket):
                a = self.bracketed(end)
                return value(a, primes) if primes else value(a)
        raise Unreadable("a function without its argument in parentheses")

    def elementary(self, name: str):
        """\\sin(…), or \\sin of the one factor that follows."""
        inside = self.bracketed(CLOSING[self.next()]) if self.now in CLOSING else self.atom()
        if self.tokens[self.at - 1] not in CLOSING.values() and self.starts() and self.now not in ELEMENTARY:
            raise Unreadable(f"where the argument of {name} ends is not clear: {' '.join(self.tokens)}")
        return self.do.elementary(name, inside)

    def argument(self):
        """{…}, or a single atom: a digit of \\frac12, a letter."""
        if self.take("{"):
            return self.bracketed("}")
        if re.fullmatch(r"\d\d+", self.now or ""):    # \frac12 takes one digit at a time
            digits = self.tokens[self.at]
            self.tokens[self.at] = digits[1:]
            return self.do.number(Fraction(digits[0]))
        return self.atom()

    def bracketed(self, end: str):
        outer, self.bar = self.bar, None
        value = self.sum()
        self.bar = outer
        self.expect(end)
        return value

    def between(self, bar: str):
        outer, self.bar = self.bar, bar
        value = self.sum()
        self.bar = outer
        self.expect(bar)
        return value

    def norm(self):
        r"""\| … \| with an index and an exponent."""
        value = self.between(r"\|")
        kind, power = "", Fraction(1)
        for _ in range(2):                            # \|x\|^2_2 is read too
            if self.take("_"):
                kind = self.next()
            elif self.take("^"):
                power = self.exponent()
        return self.do.norm(value, kind, power)

    def subscript_free(self, value):
        """⟨A, B⟩_F says the same as ⟨A, B⟩."""
        if self.take("_") and not self.take("F"):
            raise Unreadable(f"an inner product with index {self.now!r}")
        return value
