"""Expectations: linear, exact, over all letters declared random.

E[…] of a term keeps the constants outside by construction: only random factors get the index of the
expectation. A letter y with a conditional mean m, given all random letters whose own means do not depend on y, is
replaced by m where it occurs once and outside of functions: the tower rule E[y h(x)] = E[m(x) h(x)].
"""
from __future__ import annotations

from .component import unfold
from .insert import insert, multiplied
from .letters import EXPECTATION
from .normal import Normal


def averaged(a: Normal) -> Normal:
    result = Normal(a.rows, a.cols)
    for monomial, c in a.terms.items():
        constants, random = {}, []
        for part, e in monomial:
            if not any(is_free_random(f) for f in part.factors):
                constants[part] = e
            elif e.denominator == 1 and e > 0:
                random += [part] * int(e)
            else:
                raise ValueError(f"E of the power {e} of a random scalar is not supported")
        opened = [p for p in constants if p.free]
        factors, _ = unfold(random + opened)
        for c2, powers, more in with_means(c, {p: e for p, e in constants.items() if not p.free}, factors):
            result.put(c2, marked(more), powers)
    return result


def is_free_random(factor) -> bool:
    """A random factor that no expectation averages yet."""
    letter, indices = factor
    return letter.random and len(indices) == letter.rank


def with_means(c, powers: dict, factors: list):
    """The terms after all possible conditional means are put in."""
    for n, factor in enumerate(factors):
        letter = factor[0]
        if letter.mean is not None and is_free_random(factor) and occurrences(letter, factors) == 1:
            for c2, powers2, more in insert(letter.mean.normal, factors, n):
                random = [p for p in powers2 if any(is_free_random(f) for f in p.factors)]
                more = more + unfold([p for p in random for _ in range(int(powers2.pop(p)))], 1 + last(more))[0]
                yield from with_means(c * c2, multiplied(powers, powers2), more)
            return
    yield c, powers, factors


def occurrences(letter, factors) -> int:
    """How many factors are the letter or depend on it."""
    return sum(l == letter or letter in l.follows() for l, _ in factors)


def marked(factors: list) -> list:
    """The random factors with the index of a new expectation, if there are any."""
    index = 1 + last(factors)
    new = [(l, (*ix, index)) if is_free_random((l, ix)) else (l, ix) for l, ix in factors]
    return new + [(EXPECTATION, (index,))] if new != factors else factors


def last(factors) -> int:
    return max((i for _, indices in factors for i in indices if i >= 0), default=-1)
