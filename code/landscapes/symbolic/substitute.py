"""Letters replaced by expressions, in formulas as written and in normal forms."""
from __future__ import annotations

from fractions import Fraction

from .expr import Expr, as_expr, show
from .insert import insert, multiplied
from .letters import IMPLIES, Letter, smooth_at, value_size
from .normal import Normal, applied_to, is_scalar, number, single
from .powers import matrix_power, scalar_power


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
                product = product.times(scalar_power(done[part], Fraction(e)))
        term = Normal(f.rows, f.cols, product.terms)
        for piece in opened:
            term = term.combined(piece, f.rows, f.cols)
        result = result.plus(term)
    return result


def of_component(part, table: dict) -> Normal:
    """The component with its letters replaced; its free indices stay."""
    news = {l: replacement(l, table) for l in sorted(part.letters)}
    # Letters to be replaced are set apart first, since x may be replaced by x + t v.
    apart = {l: l.changed(kind="replaced") for l, new in news.items() if new is not None}
    partial = [(Fraction(1), {}, [(apart.get(l, l), ix) for l, ix in part.factors])]
    for old, letter in apart.items():
        todo, partial = partial, []
        while todo:
            c, powers, factors = todo.pop()
            n = next((n for n, f in enumerate(factors) if f[0] == letter), None)
            if n is None:
                partial.append((c, powers, factors))
                continue
            for c2, more, factors2 in insert(news[old], factors, n):
                todo.append((c * c2, multiplied(powers, more), factors2))
    result = Normal(1, 1)
    for c, powers, factors in partial:
        result.put(c, factors, powers)
    return result


def replacement(letter: Letter, table: dict) -> Normal | None:
    """What takes the place of a factor: None to keep it."""
    if letter in table:
        return table[letter]
    if letter.argument is not None and any(l.to(1) in table for l in letter.argument.letters):
        return at_argument(letter, in_normal(letter.argument, table))
    if letter.mean is not None and any(l in table for l in letter.mean.normal.letters):
        raise ValueError(f"the mean of {letter.name} depends on what is replaced; average first")
    base = letter.to(1)
    return matrix_power(table[base], letter.power) if base in table else None


def at_argument(letter: Letter, inside: Normal) -> Normal:
    """The function or power that a letter stands for, at another argument."""
    if letter.kind == "function":
        return applied_to(letter.name, letter.order, inside)
    if letter.kind == "field":
        return single(smooth_at(letter.name, value_size(letter), letter.order, inside))
    return scalar_power(inside, letter.power) if is_scalar(inside) else matrix_power(inside, letter.power)


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
