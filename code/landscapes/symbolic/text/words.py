"""From a normal form back to a formula: words, inner products, traces, and networks of the rest."""
from __future__ import annotations

from .. import functions as F
from ..expr import Expr, as_expr
from ..terms.contraction import ROW
from ..terms.letters import Letter, value_size
from ..terms.normal import Normal
from ..terms.walks import path, reversed_walk


def written(f: Normal) -> Expr:
    """The formula of a normal form: terms with a plus first, then by falling degree, then by text."""
    from .tex import plain
    if not f.terms:
        return Expr("number", (), f.rows, f.cols, data=0)
    terms = [(c < 0, -degree(m), plain(e), e, c) for m, c in f.terms.items() for e in [term(m, f.rows, f.cols)]]
    formula = None
    for *_, e, c in sorted(terms, key=lambda t: t[:3]):
        e = scaled(e, abs(c))
        formula = (e if c > 0 else -e) if formula is None else formula + e if c > 0 else formula - e
    return formula


def scaled(e: Expr, c) -> Expr:
    """c e for a positive number c."""
    if e.op == "number":
        return as_expr(c * e.data)
    return e if c == 1 else e / c.denominator if c.numerator == 1 else as_expr(c) * e


def degree(monomial) -> int:
    """How many vectors and matrices a monomial multiplies."""
    return sum(e * sum(l.rank > 0 and l.kind not in ("delta", "expectation") for l, _ in p.factors)
               for p, e in monomial)


def term(monomial, rows, cols) -> Expr:
    """One monomial: numbers, symbols and scalars first, then the open part."""
    from .tex import plain
    closed = [closed_component(p) ** e for p, e in monomial if not p.free]
    closed.sort(key=lambda e: ((e.parts[0] if e.op == "power" else e).op != "letter", plain(e)))
    opened = [p for p, _ in monomial if p.free]
    opened.sort(key=lambda p: not any(ROW in ix for _, ix in p.factors))
    if len(opened) == 2:                              # x vᵀ: a column and a row
        closed += [open_component(opened[0], rows, 1) * open_component(opened[1], 1, cols)]
    elif opened:
        closed += [open_component(opened[0], rows, cols)]
    product = None
    for e in closed:
        product = e if product is None else product * e
    return as_expr(1) if product is None else product


def letter(l: Letter, transposed: bool = False) -> Expr:
    """The formula of one letter of a word."""
    if l.kind == "ones":
        e = F.ones(l.rows)
    elif l.kind == "delta":
        e = F.identity(l.rows)
    elif l.kind == "function":
        e = Expr("function", (written(l.argument),), l.rows, l.cols, data=(l.name, l.order))
    elif l.kind == "field":
        e = F.field(l.name, value_size(l), written(l.argument), l.order)
    else:
        base = written(l.argument) if l.argument is not None else None
        e = base or Expr("letter", (), l.rows, l.cols, data=l.to(1))
        e = e if l.power == 1 else Expr("power", (e,), l.rows, l.cols, data=l.power)
    return e.T if transposed else e


def closed_component(part) -> Expr:
    if len(part.factors) == 1 and part.factors[0][0].rank == 0:
        return letter(part.factors[0][0])
    if averaged(part):
        return average(part, 1, 1)
    walk = path(part)
    if walk is None:
        from .network import Network
        return Network(part).closed()
    return cycle(walk) if walk[0][0].rank == 2 else form(walk)


def open_component(part, rows, cols) -> Expr:
    if averaged(part):
        return average(part, rows, cols)
    walk = path(part)
    if walk is None:
        from .network import Network
        return Network(part).open(rows, cols)
    return word(walk)


def word(walk) -> Expr:
    """The product of the letters of a walk."""
    product = None
    for l, t in walk:
        product = letter(l, t) if product is None else product * letter(l, t)
    return product


def form(walk) -> Expr:
    """uᵀ A B v as ‖·‖² if it reads the same both ways, else as ⟨u, A B v⟩."""
    backwards = reversed_walk(walk)
    half, odd = divmod(len(walk), 2)
    if walk == backwards:
        if not odd:
            return F.norm2(word(walk[half:]))
        return F.inner(word(walk[half + 1:]), word(walk[half:]))
    best = min(walk, backwards, key=cost)
    return F.inner(word(reversed_walk(best[:1])), word(best[1:]))


def cycle(walk) -> Expr:
    """tr(A B C) from the best starting point; ‖A‖_F² and ⟨A, B⟩ where it is one."""
    turns = [w[k:] + w[:k] for w in (walk, reversed_walk(walk)) for k in range(len(walk))]
    half, odd = divmod(len(walk), 2)
    squares = [t[half:] for t in turns if not odd and t[:half] == reversed_walk(t[half:])]
    if squares:
        return F.frobenius2(word(min(squares, key=cost)))
    best = min(turns, key=cost)
    if len(best) == 2 and (best[1][1] or best[1][0].symmetric):
        return F.inner(letter(*best[0]), letter(*best[1]).T)
    return F.trace(word(best))


def cost(walk) -> tuple:
    """Few transposes, the first of them late, then the alphabet."""
    marks = [t for _, t in walk]
    return sum(marks), marks, [l.key for l, _ in walk]


def averaged(part) -> bool:
    return any(l.kind == "expectation" for l, _ in part.factors)


def average(part, rows, cols) -> Expr:
    """E[…] around everything that the expectation is connected with."""
    marks = [(l, ix[0]) for l, ix in part.factors if l.kind == "expectation"]
    if len(marks) > 1:
        return Expr("indexed", (), rows, cols, data=part)
    mark, index = marks[0]
    inside = Normal(rows, cols)
    inside.put(1, [(l, tuple(i for i in ix if i != index)) for l, ix in part.factors if l != mark])
    return Expr("expectation", (written(inside),), rows, cols)
