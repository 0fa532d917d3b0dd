"""Letters replaced by expressions, with the properties that the normal form relies on; hypotheses dropped."""
from __future__ import annotations

from .expr import Expr, as_expr, show
from .functions import identity
from .terms.letters import IMPLIES, Letter
from .terms.replace import in_normal, replacement


def substitute(e: Expr, replacements: dict) -> Expr:
    """All letters at once; a replacement must have the shape and the properties of its letter."""
    table = {}
    for old, new in replacements.items():
        new = as_expr(new, old)
        if old.op != "letter":
            raise ValueError(f"subs replaces letters; {old!r} is none (for hypotheses use reduce)")
        if old.shape != new.shape:
            raise ValueError(f"{old.data.name} has shape {show(old)}, its replacement {show(new)}")
        require_properties(old.data, new)
        table[old.data] = new
    return in_formula(e, table)


def in_formula(e: Expr, table: dict) -> Expr:
    if e.op == "letter":
        if e.data not in table:
            replacement(e.data, table)                # refuses a letter whose mean would change
        return table.get(e.data, e)
    if e.op == "normal":
        if not any(l.to(1) in table for l in e.data.letters):
            return e
        return Expr("normal", (), *e.shape, data=in_normal(e.data, {l: n.normal for l, n in table.items()}))
    parts = tuple(in_formula(p, table) for p in e.parts)
    if all(a is b for a, b in zip(parts, e.parts)):
        return e
    return Expr(e.op, parts, *e.shape, data=e.data)


def without(e: Expr, letter: Expr, *properties: str) -> Expr:
    """e with a letter that lacks some of its properties: a dropped hypothesis."""
    def implies(p: str) -> bool:
        return p in properties or any(map(implies, IMPLIES[p]))

    kept = {p for p in letter.data.properties if not implies(p)}
    return in_formula(e, {letter.data: Expr("letter", (), *letter.shape, data=letter.data.changed(properties=kept))})


def require_properties(letter: Letter, new: Expr) -> None:
    """A replacement must have the properties on which the normal form has relied."""
    checks = {
        "symmetric": lambda a: a == a.T,
        "orthonormal": lambda a: (a.T * a - identity(a.cols)) == 0,
        "orthogonal": lambda a: (a * a.T - identity(a.rows)) == 0,
        "projection": lambda a: a * a == a,
    }
    for name, holds in checks.items():
        if letter.has(name) and not holds(new):
            raise ValueError(f"{letter.name} is {name}; its replacement is not: {new!r}")
