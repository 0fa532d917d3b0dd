"""The source's formula read by machine, so that what is checked is what is printed."""
from __future__ import annotations

import re

from .algebra import flat, is_expr, is_sympy, same, tex
from .record import CheckFailed

CONSTRAINT = re.compile(r"\\text\{\s*(?:s\.\s*t\.|subject to)\s*\}.*", re.S)   # it states no value of the objective
BREAK = re.compile(r"\\q?quad|\\\\|\\text\{\s*(?:for|where|if|and)|\\label\{[^}]*\}")


def sides(latex: str) -> list[str]:
    """The sides of the equations in a formula, split at `=` outside braces, without punctuation."""
    found = []
    for piece in BREAK.split(CONSTRAINT.sub("", latex).replace("&", "")):
        depth, side = 0, ""
        for sign in piece + "=":
            depth += (sign == "{") - (sign == "}")
            if sign == "=" and depth == 0:
                found.append(side.strip().rstrip(".,;").strip())
                side = ""
            else:
                side += sign
    return [side for side in found if side]


def left_side(latex: str) -> str:
    """What stands before the first `=`; empty if there is none."""
    first = sides(latex)
    return first[0].rstrip(":").strip() if len(first) > 1 else ""


def names(*objects) -> dict:
    """The letters of the objects under the names that a formula calls them by, and I where it has one size."""
    found: dict = {}
    for thing in [e for o in objects for e in flat(o)]:
        if is_expr(thing):
            found.update(letter_names(thing))
        elif is_sympy(thing):
            found.update({name: s for s in thing.free_symbols for name in (s.name, tex(s))})
    return found


def letter_names(expression) -> dict:
    """LaTeX name -> letter, as an expression."""
    from ..symbolic import Expr, identity
    from ..symbolic.text.names import symbol

    letters = [letter for letter in expression.formula.letters if letter.kind == "letter" and not letter.has("mask")]
    found = {letter.tex or symbol(letter.name, True): Expr("letter", (), letter.rows, letter.cols, data=letter)
             for letter in letters}
    sizes = {letter.rows for letter in letters if letter.rows != 1}
    return found | ({"I": identity(sizes.pop())} if len(sizes) == 1 and "I" not in found else {})


def readings(latex: str, letters: dict) -> list:
    """The sides that can be read with the letters, as objects."""
    from ..symbolic import read

    objects = []
    for side in sides(latex):
        try:
            objects.append(read(side, letters))
        except (ValueError, TypeError, AttributeError):   # outside of the subset, or its letters are other things here
            pass
    return objects


def confirm(id: str, latex: str, printed, letters: dict, read_as=None) -> bool:
    """Whether the quotation was read and equals the checked object; raises if it was read and differs.

    `read_as` makes the checked object out of the quoted one, a quadratic form out of a matrix for instance.
    A side of another shape than the checked object is not compared.
    """
    objects = readings(latex, letters) if latex else []
    if read_as is not None:
        objects = [read_as(one) for one in objects]
        if not objects:
            raise ValueError(f"{id}: read_as: no side of the quotation could be read by machine")
    objects = [one for one in objects if getattr(one, "shape", None) == getattr(printed, "shape", None)]
    if any(same(one, printed) for one in objects):
        return True
    if objects:
        raise CheckFailed(f"{id}: the source prints {tex(objects[-1])}, the check compares {tex(printed)}")
    return False


def confirm_relation(id: str, latex: str, claim, letters: dict) -> bool:
    """Like `confirm` for an inequality or an equation of sympy: a step of the quoted chain must be the claim."""
    import sympy

    from ..symbolic import read

    chain = [pair for piece in BREAK.split(latex) if piece.strip()
             for pair in read(piece.strip(" .,;"), letters, relations=True)]
    build = {"=": sympy.Eq, "<=": sympy.Le, "<": sympy.Lt, ">=": sympy.Ge, ">": sympy.Gt}
    quoted = [build[sign](left, right, evaluate=False) for (_, left), (sign, right) in zip(chain, chain[1:]) if sign]
    if any(alike(one, claim) for one in quoted):
        return True
    raise CheckFailed(f"{id}: the source prints {', '.join(map(tex, quoted)) or latex}, the check claims {tex(claim)}")


def alike(a, b) -> bool:
    """The same relation, written either way round."""
    import sympy

    if type(a) is not type(b) and type(a) is not type(b.reversed):
        return False
    gap = sympy.expand(a.lhs - a.rhs)
    forward, backward = sympy.expand(b.lhs - b.rhs), sympy.expand(b.rhs - b.lhs)
    straight, turned = (sympy.simplify(gap - other) == 0 for other in (forward, backward))
    return straight and type(a) is type(b) or turned and type(a) is type(b.reversed)
