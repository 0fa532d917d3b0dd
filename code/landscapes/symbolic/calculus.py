"""Derivatives in every dimension, by the expansion of f(x + t v) in t.

The coefficient of t is D f(x)[v]: the sum over the places where x occurs, each replaced by v. It is
linear in v, so D f(x)[v] = ⟨G, v⟩ gives the gradient G by taking v out. Blocks of variables move
together: gradient(f, (U, V)), hessian_form(f, (U, V), (A, B)).
"""
from __future__ import annotations

from fractions import Fraction

from .expr import Expr, as_expr, show
from .terms.component import unfold
from .terms.contraction import COL, ROW
from .terms.insert import insert, multiplied
from .terms.letters import Letter, applied, delta, smooth_at, value_size
from .terms.normal import Normal, contracted, single

HALF = Fraction(1, 2)


def directional(f: Expr, x, v, order: int = 1) -> Expr:
    """D^order f(x)[v, …, v]: order! times the coefficient of t^order in f(x + t v)."""
    letters, moves = variables(x), directions(x, v)
    result = f.normal
    for _ in range(order):
        result = derivative(result, dict(zip(letters, map(placeholder, letters))))
    return derived(result).subs({as_letter(placeholder(l)): m for l, m in zip(letters, moves)})


def gradient(f: Expr, x):
    """∇f(x), or a tuple of gradients for a tuple of blocks."""
    if not f.is_scalar:
        raise ValueError(f"the gradient is of a scalar; the shape of f is {show(f)}")
    found = tuple(derived(_gradient(f.normal, l)) for l in variables(x))
    return found if isinstance(x, (tuple, list)) else found[0]


def hessian_form(f: Expr, x, v) -> Expr:
    """⟨v, ∇²f(x) v⟩ = D²f(x)[v, v]."""
    return directional(f, x, v, 2)


def hessian_vector(f: Expr, x, v):
    """∇²f(x) v: the gradient of D f(x)[v] for fixed v."""
    letters, moves = variables(x), directions(x, v)
    marks = [placeholder(l, "fixed") for l in letters]
    slope = derivative(f.normal, dict(zip(letters, marks)))
    back = {as_letter(m): move for m, move in zip(marks, moves)}
    found = tuple(derived(_gradient(slope, l)).subs(back) for l in letters)
    return found if isinstance(x, (tuple, list)) else found[0]


def hessian(f: Expr, x: Expr) -> Expr:
    """∇²f(x) as a matrix, for a vector x."""
    return jacobian(gradient(f, x), x)


def jacobian(f: Expr, x: Expr) -> Expr:
    """The matrix J with D f(x)[v] = J v, for vectors f and x."""
    letter, = variables(x)
    if f.cols != 1 or x.cols != 1:
        raise ValueError(f"the Jacobian is of a vector by a vector; the shapes are {show(f)} and {show(x)}")
    mark = placeholder(letter)
    slope = derivative(f.normal, {letter: mark})
    return derived(take_out(slope, mark, f.rows, x.rows, (COL,)))


def _gradient(f: Normal, letter: Letter) -> Normal:
    mark = placeholder(letter)
    result = take_out(derivative(f, {letter: mark}), mark, letter.rows, letter.cols,
                      tuple(i for i, n in ((ROW, letter.rows), (COL, letter.cols)) if n != 1))
    if letter.symmetric:                             # the part of it that symmetric directions see
        result = result.plus(result.transposed()).scaled(HALF)
    return result


def derivative(f: Normal, moves: dict) -> Normal:
    """One place at a time, each letter of `moves` replaced by its direction: the coefficient of t."""
    result = Normal(f.rows, f.cols)
    for monomial, c in f.terms.items():
        for part, e in monomial:
            others = {p: k for p, k in monomial if p is not part and not p.free}
            if e != 1:
                others[part] = e - 1
            still, _ = unfold((p for p, _ in monomial if p.free and p is not part), part.size)
            for n, (letter, _) in enumerate(part.factors):
                slope = change(letter, moves)
                if slope is not None:
                    for c2, powers, factors in insert(slope, [*part.factors, *still], n):
                        result.put(c * c2 * e, factors, multiplied(others, powers))
    return result


def change(letter: Letter, moves: dict) -> Normal | None:
    """The coefficient of t in what becomes of a letter; None if it does not move."""
    if letter in moves:
        return single(moves[letter])
    if letter.mean is not None and any(l in moves for l in letter.follows()):
        raise ValueError(f"the mean of {letter.name} depends on the variable; write {letter.name} out first")
    if letter.argument is not None:
        slope = derivative(letter.argument, moves)
        if not slope.terms:
            return None
        if letter.kind == "function":                # chain rule, entry by entry
            outer = applied(letter.name, letter.order + 1, letter.argument)
            return single(outer).hadamard(slope)
        if letter.kind == "field":
            return chain(letter, slope)
        if letter.power == 1:                        # a scalar that stands for a sum
            return slope
    elif letter.to(1) in moves:
        slope = single(moves[letter.to(1)])
    else:
        return None
    if letter.power != -1:
        raise ValueError(f"the derivative of a matrix to the power {letter.power} is not supported")
    outer = single(letter)
    return outer.times(slope).times(outer).scaled(-1)


def chain(letter: Letter, slope: Normal) -> Normal:
    """∇f moves by ∇²f · slope, f by ⟨∇f, slope⟩, and a vector of values by the Jacobian · slope."""
    values = value_size(letter)
    outer = single(smooth_at(letter.name, values, letter.order + 1, letter.argument))
    return contracted(outer, slope) if values == 1 and letter.order == 0 else outer.times(slope)


def take_out(f: Normal, mark: Letter, rows, cols, free: tuple) -> Normal:
    """G with f = ⟨G, mark⟩: every factor mark_ij becomes δ_i,free δ_j,free."""
    result = Normal(rows, cols)
    for monomial, c in f.terms.items():
        exponents = {p: e for p, e in monomial if mark not in p.letters and not p.free}
        factors, _ = unfold(p for p, _ in monomial if mark in p.letters or p.free)
        opened = []
        for letter, indices in factors:
            if letter == mark:
                opened += [(delta(n), (i, j)) for i, j, n in
                           zip(indices, free, [n for n in (mark.rows, mark.cols) if n != 1])]
            else:
                opened.append((letter, indices))
        result.put(c, opened, exponents)
    return result


def variables(x) -> list[Letter]:
    """The letters of a variable or of blocks; they must be free of constraints."""
    letters = []
    for e in x if isinstance(x, (tuple, list)) else (x,):
        if e.op != "letter":
            raise ValueError(f"derivatives are taken with respect to letters, not {e!r}")
        bound = sorted({"orthonormal", "projection", "diagonal", "mask", "random"} & e.data.properties)
        if bound:
            raise ValueError(f"{e.data.name} is {bound[0]}: its directions are not all matrices of its shape")
        letters.append(e.data)
    return letters


def directions(x, v) -> list[Expr]:
    xs, vs = (tuple(e) if isinstance(e, (tuple, list)) else (e,) for e in (x, v))
    if len(xs) != len(vs):
        raise ValueError(f"{len(xs)} blocks of variables, but {len(vs)} directions")
    moves = [as_expr(b, a) for a, b in zip(xs, vs)]
    for a, b in zip(xs, moves):
        if a.shape != b.shape:
            raise ValueError(f"the direction of {a.data.name} has shape {show(b)}, not {show(a)}")
    return moves


def placeholder(letter: Letter, role: str = "move") -> Letter:
    """A direction of its own, so that a direction that depends on x is not differentiated."""
    kept = {"symmetric"} if letter.symmetric else ()
    return Letter(f"{role} {letter.name}", letter.rows, letter.cols, kept, kind="placeholder")


def as_letter(letter: Letter) -> Expr:
    return Expr("letter", (), letter.rows, letter.cols, data=letter)


def derived(f: Normal) -> Expr:
    return Expr("normal", (), f.rows, f.cols, data=f)
