"""Connected contractions in canonical form, and how several of them share one list of factors."""
from __future__ import annotations

from functools import lru_cache

from .letters import Letter


class Component:
    """A connected contraction in canonical form."""

    __slots__ = ("factors", "key", "free", "size", "letters", "_hash")

    def __init__(self, factors: tuple):
        self.factors = factors
        self.key = " ".join(f"{l.key}{','.join(map(str, ix))}" for l, ix in factors)
        self.free = any(i < 0 for _, ix in factors for i in ix)
        self.size = 1 + max((i for _, ix in factors for i in ix if i >= 0), default=-1)
        self.letters = frozenset(l for l, _ in factors)
        self._hash = hash(self.key)

    def __eq__(self, other):
        return self is other or isinstance(other, Component) and self.key == other.key

    def __hash__(self):
        return self._hash


component = lru_cache(maxsize=200_000)(Component)


def unfold(parts, start: int = 0, free=()) -> tuple[list, int]:
    """The factors of several components with distinct summed indices from `start`; `free` renames free ones."""
    free, factors = dict(free), []
    for part in parts:
        factors += [(l, tuple(free.get(i, i) if i < 0 else i + start for i in ix)) for l, ix in part.factors]
        start += part.size
    return factors, start


def letters_of(parts) -> set[Letter]:
    """The letters of components, with those inside of their functions and inverses."""
    found = set().union(*(part.letters for part in parts))
    for letter in list(found):
        if letter.argument is not None:
            found |= letter.argument.letters
    return found
