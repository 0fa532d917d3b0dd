"""Letters replaced by normal forms, inside a normal form."""
from __future__ import annotations

from fractions import Fraction

from .insert import insert, multiplied
from .letters import Letter, smooth_at, value_size
from .normal import Normal, applied_to, is_scalar, number, single
from .powers import matrix_power, scalar_power


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
    if letter.mean is not None and any(l in table for l in letter.follows()):
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
