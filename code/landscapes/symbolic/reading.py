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

TOKEN = re.compile(r"\\[A-Za-z]+|\\[^A-Za-z]|\d+(?:\.\d+)?|\S")
#: layout and fonts, which have no meaning
SILENT = {r"\left", r"\right", r"\big", r"\Big", r"\bigg", r"\Bigg", r"\bigl", r"\bigr", r"\,", r"\;", r"\!", r"\:",
          r"\ ", r"\quad", r"\qquad", "&", r"\\", r"\displaystyle", r"\nonumber", r"\limits"}
FONTS = {r"\mathbf", r"\boldsymbol", r"\bm", r"\mathit", r"\mathrm", r"\text", r"\operatorname", r"\textrm", r"\mathsf"}
EQUALS = {"=", r"\doteq", r"\triangleq", r"\equiv", ":="}
ORDERS = {r"\le": "<=", r"\leq": "<=", "<": "<", r"\ge": ">=", r"\geq": ">=", ">": ">"}
DOTS = {r"\cdot", r"\times", "*"}
TRANSPOSES = {r"\top", r"\intercal", "T", r"\prime", "⊤"}
TRACES = {r"\tr", r"\trace", "tr", "trace", "Tr"}
CLOSING = {"(": ")", "[": "]", r"\{": r"\}"}


class Unreadable(ValueError):
    """The formula is outside of the subset, or names something unknown."""


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


def tokens(tex: str) -> list[str]:
    """Tokens without layout, fonts, and the full stop at the end."""
    tex = re.sub(r"\\tag\{[^}]*\}|\\label\{[^}]*\}|\\begin\{(aligned|split)\}|\\end\{(aligned|split)\}", " ", tex)
    tex = tex.replace(":=", r"\doteq ").replace(r"\operatorname*", r"\operatorname")
    tex = re.sub(r"\\(?:text|operatorname|mathrm|textrm|mathsf)\s*\{(\w\w+)\}", r"\\\1 ", tex)
    found = [t for t in TOKEN.findall(tex) if t not in SILENT]
    found = unbraced(["\\|" if t in (r"\Vert", r"\lVert", r"\rVert") else t for t in found])
    while found and found[-1] in (".", ",", ";"):
        found.pop()
    return found


def unbraced(found: list[str]) -> list[str]:
    """Fonts dropped with the braces they bring, and braces around a single token."""
    out: list[str] = []
    n = 0
    while n < len(found):
        if found[n] in FONTS:
            if n + 1 < len(found) and found[n + 1] == "{":
                end = closing(found, n + 1)
                found = found[:n] + found[n + 2:end] + found[end + 1:]
            else:
                found = found[:n] + found[n + 1:]
        else:
            out.append(found[n])
            n += 1
    n = 0
    while n + 2 < len(out):                           # x_{1} is x_1
        if out[n] == "{" and out[n + 2] == "}" and out[n - 1:n] != [r"\frac"]:
            out[n:n + 3] = [out[n + 1]]
        n += 1
    return out


def closing(found: list[str], n: int) -> int:
    depth = 0
    for k in range(n, len(found)):
        depth += (found[k] == "{") - (found[k] == "}")
        if not depth:
            return k
    raise Unreadable("a brace is not closed")


class Reader:
    """Recursive descent: sum, product, power, atom."""

    def __init__(self, found: list[str], names: dict, domain):
        self.tokens, self.at, self.names, self.do = found, 0, names, domain
        self.longest = max(map(len, names), default=0)

    @property
    def now(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def next(self) -> str:
        token = self.now
        if token is None:
            raise Unreadable("the formula ends too early")
        self.at += 1
        return token

    def take(self, *wanted: str) -> bool:
        if self.now in wanted:
            self.at += 1
            return True
        return False

    def expect(self, token: str) -> None:
        if not self.take(token):
            raise Unreadable(f"expected {token!r}, found {self.now!r} in {' '.join(self.tokens)}")

    def sum(self):
        value = self.do.neg(self.product()) if self.take("-") else self.product() if self.take("+") or True else None
        while self.now in ("+", "-"):
            minus = self.next() == "-"
            term = self.product()
            value = self.do.add(value, self.do.neg(term) if minus else term)
        return value

    def product(self):
        value = self.power()
        while True:
            if self.take("/"):
                value = self.do.divide(value, self.power())
            elif self.take(*DOTS) or self.starts():
                value = self.do.multiply(value, self.power())
            else:
                return value

    def starts(self) -> bool:
        """Whether a further factor begins here."""
        t = self.now
        if t is None or t in EQUALS or t in ORDERS or t in "+-/,;}" or t in (")", "]", r"\rangle", r"\}"):
            return False
        return t != r"\|" or not self.inside_norm

    inside_norm = 0

    def power(self):
        value = self.atom()
        while self.take("^"):
            value = self.raised(value, self.exponent())
        return value

    def raised(self, value, e):
        return {"T": lambda: self.do.transpose(value),
                "-T": lambda: self.do.transpose(self.do.power(value, Fraction(-1)))}.get(
            e, lambda: self.do.power(value, e))()

    def exponent(self):
        """A rational number, "T" or "-T"."""
        if self.take(*TRANSPOSES):
            return "T"
        if re.fullmatch(r"\d+", self.now or ""):
            return Fraction(self.next())
        if self.take("{"):
            start = self.at
            if self.take("-") and self.take(*TRANSPOSES) and self.take("}"):
                return "-T"
            self.at = start
            value = Reader(self.tokens, {}, domain_of(())).at_position(self)
            self.expect("}")
            if isinstance(value, (int, Fraction)):
                return Fraction(value)
        raise Unreadable(f"cannot read an exponent at {self.now!r}")

    def at_position(self, other: Reader):
        """A number read by a reader without names, at the place of another one."""
        self.at = other.at
        value = self.sum()
        other.at = self.at
        return value

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
        if t == r"\langle":
            a = self.bracketed(",")
            return self.subscript_free(self.do.inner(a, self.bracketed(r"\rangle")))
        if t in TRACES:
            return self.do.trace(self.argument())
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

    def argument(self):
        """{…}, (…), or a single atom: a digit of \\frac12, a letter."""
        if self.take("{"):
            return self.bracketed("}")
        if re.fullmatch(r"\d\d+", self.now or ""):    # \frac12 takes one digit at a time
            digits = self.tokens[self.at]
            self.tokens[self.at] = digits[1:]
            return self.do.number(Fraction(digits[0]))
        return self.power() if self.now in CLOSING else self.atom()

    def bracketed(self, end: str):
        outer, self.inside_norm = self.inside_norm, 0
        value = self.sum()
        self.inside_norm = outer
        self.expect(end)
        return value

    def norm(self):
        r"""\| … \| with an index and an exponent."""
        outer, self.inside_norm = self.inside_norm, 1
        value = self.sum()
        self.inside_norm = outer
        self.expect(r"\|")
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

    def skip(self) -> None:
        """An index of the expectation, which names what is averaged."""
        if self.next() == "{":
            self.at = closing(self.tokens, self.at - 1) + 1
