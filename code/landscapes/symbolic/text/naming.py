"""The names under which a formula's letters appear in its LaTeX, for the reader."""
from __future__ import annotations

from .. import functions as F
from ..expr import Expr
from .names import one_token, symbol


def names_of(*formulas: Expr) -> dict:
    """LaTeX name -> what it stands for: letters, P_Ω, functions and their derivatives, sizes; I and the vector of
    ones where the formulas leave one size for them."""
    found, sizes, ones = {}, set(), set()
    for node in (n for f in formulas for n in nodes(f)):
        if node.op == "letter":
            found |= of_letter(node)
            sizes |= {node.rows} if node.rows == node.cols != 1 else set()
        elif node.op in ("function", "field"):
            found |= of_function(node)
        elif node.op == "identity":
            found.setdefault("I", node)
            if found["I"].shape != node.shape:
                found["I"] = None
        elif node.op == "ones":
            ones.add(node.rows)
    if len(sizes) == 1:
        found.setdefault("I", F.identity(*sizes))
    if len(ones) == 1:
        found[r"\mathbf{1}"] = F.ones(*ones)
    return {name: e for name, e in found.items() if e is not None}


def nodes(e: Expr):
    e = e.formula
    yield e
    for part in e.parts:
        yield from nodes(part)


def of_letter(e: Expr) -> dict:
    name = e.data.tex or symbol(e.data.name, True)
    if not e.data.has("mask"):
        return {name: e}
    index = name if one_token(name) else f"{{{name}}}"
    return {f"P_{index}": lambda a: F.masked(e, a), rf"\mathbf{{1}}_{index}": e}


def of_function(e: Expr) -> dict:
    name = symbol(e.data[0], True)
    if e.op == "function":
        return {name: F.function(e.data[0])}
    f = F.smooth(*e.data[:2])
    return {name: f, rf"\nabla {name}": lambda x: f(x, 1), rf"\nabla^2 {name}": lambda x: f(x, 2),
            f"D{name}": lambda x: f(x, 1)}
