"""LaTeX in tokens: layout and fonts dropped, braces kept where they group."""
from __future__ import annotations

import re

TOKEN = re.compile(r"\\[A-Za-z]+|\\[^A-Za-z]|\d+(?:\.\d+)?|\S")
#: no meaning
SILENT = {r"\left", r"\right", r"\big", r"\Big", r"\bigg", r"\Bigg", r"\bigl", r"\bigr", r"\,", r"\;", r"\!", r"\:",
          r"\ ", r"\quad", r"\qquad", "&", r"\\", r"\displaystyle", r"\nonumber", r"\limits"}
FONTS = {r"\mathbf", r"\boldsymbol", r"\bm", r"\mathit", r"\mathrm", r"\text", r"\operatorname", r"\textrm", r"\mathsf"}
NORMS = {r"\Vert", r"\lVert", r"\rVert"}
#: \operatorname{tr} is \tr; a text of several words is no formula
WORD = re.compile(r"\\(?:text|operatorname|mathrm|textrm|mathsf)\s*\{\s*(\w\w+)\s*\}")
WORDS = re.compile(r"\\(?:text|textrm|mbox)\s*\{[^}]*\s[^}]*\}")
#: the vector of ones is no number
ONES = re.compile(r"\\math(?:bf|bb)\s*(?:\{\s*1\s*\}|1)")
LABELS = re.compile(r"\\tag\{[^}]*\}|\\label\{[^}]*\}|\\(?:begin|end)\{(?:aligned|split)\}")


class Unreadable(ValueError):
    """The formula is outside of the subset, or names something unknown."""


def tokens(tex: str) -> list[str]:
    """Tokens without layout, fonts, and the punctuation at the end."""
    tex = LABELS.sub(" ", tex).replace(":=", r"\doteq ").replace(r"\operatorname*", r"\operatorname")
    tex = ONES.sub(r"\\ones ", tex)
    tex = WORDS.sub(r" \\words ", WORD.sub(r"\\\1 ", tex))
    found = unbraced([r"\|" if t in NORMS else t for t in TOKEN.findall(tex) if t not in SILENT])
    while found and found[-1] in (".", ",", ";"):
        found.pop()
    return found


def unbraced(found: list[str]) -> list[str]:
    """Fonts dropped with the braces that they bring; {x} is x, but {12} stays, since \\frac12 is one half."""
    out: list[str] = []
    while found:
        token, found = found[0], found[1:]
        if token not in FONTS:
            out.append(token)
        elif found[:1] == ["{"]:
            end = closing(found, 0)
            found = found[1:end] + found[end + 1:]
    n = 0
    while n + 2 < len(out):
        if out[n] == "{" and out[n + 2] == "}" and not re.fullmatch(r"\d\d.*", out[n + 1]):
            out[n:n + 3] = [out[n + 1]]
        n += 1
    return out


def closing(found: list[str], n: int) -> int:
    """Where the brace that opens at n closes."""
    depth = 0
    for k in range(n, len(found)):
        depth += (found[k] == "{") - (found[k] == "}")
        if not depth:
            return k
    raise Unreadable("a brace is not closed")


class Cursor:
    """A place in a list of tokens."""

    def __init__(self, found: list[str]):
        self.tokens, self.at = found, 0

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

    def skip(self) -> None:
        """An index of the expectation, which names what is averaged."""
        if self.next() == "{":
            self.at = closing(self.tokens, self.at - 1) + 1
