"""Letters replaced by expressions, in formulas as written and in normal forms."""
from __future__ import annotations

from fractions import Fraction

from .contraction import COL, ROW
from .expr import Expr, as_expr, show
from .letters import Letter
from .normal import START, Normal, number, unfold


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
        return table.get(e.data, e)
    if e.op == "normal":
        if not any(l.to(1) in table for l in e.data.letters):
            return e
        return Expr("normal", (), *e.shape, data=in_normal(e.data, {l: n.normal for l, n in table.items()}))
    parts = tuple(in_formula(p, table) for p in e.parts)
    if all(a is b for a, b in zip(parts, e.parts)):
        return e
    return Expr(e.op, parts, *e.shape, data=e.data)


def in_normal(f: Normal, table: dict) -> Normal:
    """Component by component: closed ones are scalars that multiply, open ones keep their free indices."""
    done: dict = {}
    result = Normal(f.rows, f.cols)
    for monomial, c in f.terms.items():
        product, opened = number(c), []
        for part, e in monomial:
            if part not in done:
                done[part] = of_component(part, table)
            if part.free:
                opened.append(done[part])
            else:
                product = product.times(done[part].power(Fraction(e)))
        term = Normal(f.rows, f.cols, product.terms)
        for piece in opened:
            term = term.combined(piece, f.rows, f.cols)
        result = result.plus(term)
    return result


def of_component(part, table: dict) -> Normal:
    """The component with its letters replaced; its shape is read from the terms it is multiplied with."""
    partial = [(Fraction(1), {}, [], START + part.size)]
    for letter, indices in part.factors:
        new = replacement(letter, table)
        if new is None:
            partial = [(c, x, f + [(letter, indices)], n) for c, x, f, n in partial]
            continue
        places = [i for i, size in ((ROW, new.rows), (COL, new.cols)) if size != 1]
        free = dict(zip(places, indices))
        grown = []
        for c, exponents, factors, n in partial:
            for monomial, b in new.terms.items():
                powers = dict(exponents)
                for p, e in monomial:
                    if not p.free:
                        powers[p] = powers.get(p, 0) + e
                more, m = unfold((p for p, _ in monomial if p.free), n, free)
                grown.append((c * b, powers, factors + more, m))
        partial = grown
    result = Normal(1, 1)
    for c, exponents, factors, _ in partial:
        result.put(c, factors, exponents)
    return result


def replacement(letter: Letter, table: dict) -> Normal | None:
    """What takes the place of a factor: None to keep it."""
    if letter in table:
        new = table[letter]
        return new.renamed(new.rows, 1, {COL: ROW}) if letter.has("diagonal") else new
    base = letter.to(1)
    if base in table:
        from .opaque import powered
        return powered(table[base], letter.power)
    return None


def require_properties(letter: Letter, new: Expr) -> None:
    """A replacement must have the properties on which the normal form has relied."""
    checks = {
        "symmetric": lambda a: a == a.T,
        "orthonormal": lambda a: (a.T * a - unit(a.cols)) == 0,
        "orthogonal": lambda a: (a * a.T - unit(a.rows)) == 0,
        "projection": lambda a: a * a == a,
    }
    for name, holds in checks.items():
        if letter.has(name) and not holds(new):
            raise ValueError(f"{letter.name} is {name}; its replacement is not: {new!r}")


def unit(size):
    from .functions import identity
    return identity(size)
