"""A normal form in the place of one factor of a contraction."""
from __future__ import annotations

from .component import unfold
from .contraction import COL, ROW
from .normal import Normal


def insert(new: Normal, factors: list, n: int):
    """(coefficient, powers, factors) of every term when `new` takes the place of factors[n].

    If the factor is averaged by an expectation, so are the random factors that come in its place.
    """
    letter, indices = factors[n]
    rest = factors[:n] + factors[n + 1:]
    if letter.has("diagonal"):
        new = new.renamed(new.rows, 1, {COL: ROW})
    places = [i for i, size in ((ROW, new.rows), (COL, new.cols)) if size != 1]
    free, group = dict(zip(places, indices)), indices[letter.rank:]
    start = 1 + max((i for _, ix in factors for i in ix if i >= 0), default=-1)
    for monomial, c in new.terms.items():
        inside, powers = [], {}
        for p, e in monomial:
            if not p.free and not (group and any(l.random for l in p.letters)):
                powers[p] = e
            elif e.denominator == 1 and e > 0:
                inside += [p] * int(e)
            else:
                raise ValueError(f"E of the power {e} of a random scalar is not supported")
        more, _ = unfold(inside, start, free)
        if group:
            more = [(l, ix + group) if l.random and len(ix) == l.rank else (l, ix) for l, ix in more]
        yield c, powers, rest + more


def multiplied(powers: dict, more: dict) -> dict:
    """Exponents added."""
    return {p: powers.get(p, 0) + more.get(p, 0) for p in powers | more}
