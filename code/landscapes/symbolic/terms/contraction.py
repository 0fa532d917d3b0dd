"""Contractions: products of letters with indices, up to renaming the summed ones.

Every term of the algebra is a sum over indices of a product, Σ x_i M_ij x_j. A *factor* is a pair
(letter, indices); index −1 is the free row, −2 the free column, the others are summed. Written so, a
trace is the same up to cyclic shift and transposition, and entrywise products, diagonals and masks
need no rule of their own: an index simply occurs more than twice. Two terms are equal for general
letters exactly if their index graphs are isomorphic, so `canonical` names the summed indices in a
way that depends on the graph alone.
"""
from __future__ import annotations

from functools import lru_cache

ROW, COL = -1, -2


def components(factors) -> list[tuple]:
    """The factors in groups that share indices."""
    parent: dict[int, int] = {}

    def root(i):
        while parent.setdefault(i, i) != i:
            i = parent[i]
        return i

    for _, indices in factors:
        for i in indices[1:]:
            parent[root(i)] = root(indices[0])
    groups: dict = {}
    for n, factor in enumerate(factors):
        groups.setdefault(root(factor[1][0]) if factor[1] else ("scalar", n), []).append(factor)
    return [tuple(g) for g in groups.values()]


@lru_cache(maxsize=200_000)
def canonical(factors: tuple) -> tuple:
    """A connected component with its summed indices named 0, 1, … by structure."""
    if len(factors) == 1 and len(factors[0][1]) <= 1:
        letter, indices = factors[0]
        return ((letter, tuple(min(i, 0) for i in indices)),)
    names = {i for _, indices in factors for i in indices}
    # A component is a tree if its graph of factors and indices has one edge less than nodes.
    tree = sum(len(indices) for _, indices in factors) == len(factors) + len(names) - 1
    colors = {i: (i if i < 0 else 0) for i in names}
    return _search(factors, colors, tree)


def _search(factors: tuple, colors: dict, tree: bool) -> tuple:
    colors = _refine(factors, colors)
    classes: dict[int, list[int]] = {}
    for i, c in colors.items():
        classes.setdefault(c, []).append(i)
    tied = [c for c in sorted(classes) if len(classes[c]) > 1]
    if not tied:
        return _encode(factors, colors)
    # Indices that refinement cannot tell apart: single each of them out and keep the least result.
    # In a tree such indices are images of each other, so one of them is enough.
    choices = classes[tied[0]][:1] if tree else classes[tied[0]]
    # All colours move up by a half step, so that the chosen index comes first in its class.
    return min(_search(factors, {i: c if c < 0 else 2 * c + (i != chosen) for i, c in colors.items()}, tree)
               for chosen in choices)


def _refine(factors: tuple, colors: dict) -> dict:
    """Colour refinement: indices get different colours when their neighbourhoods differ."""
    count = len(set(colors.values()))
    while True:
        seen: dict[int, list] = {i: [] for i in colors}
        for letter, indices in factors:
            around = tuple(colors[j] for j in indices)
            if letter.symmetric:
                around = tuple(sorted(around[:2])) + around[2:]
            for place, i in enumerate(indices):
                where = 0 if letter.symmetric and place < 2 else place
                seen[i].append((letter.key, where, around))
        # The old colour leads the signature, so refinement only ever splits classes.
        signatures = {i: (colors[i], sorted(s)) for i, s in seen.items()}
        ranked = sorted(map(_frozen, signatures.values()))
        position = {s: n for n, s in enumerate(dict.fromkeys(ranked))}
        colors = {i: (colors[i] if i < 0 else position[_frozen(signatures[i])]) for i in colors}
        if len(position) == count:
            return colors
        count = len(position)


def _frozen(signature):
    return signature[0], tuple(signature[1])


def _encode(factors: tuple, colors: dict) -> tuple:
    order = sorted((i for i in colors if i >= 0), key=colors.get)
    name = {i: n for n, i in enumerate(order)} | {ROW: ROW, COL: COL}
    named = []
    for letter, indices in factors:
        new = tuple(name[i] for i in indices)
        if letter.symmetric:
            new = tuple(sorted(new[:2])) + new[2:]
        named.append((letter, new))
    return tuple(sorted(named, key=lambda f: (f[0].key, f[1])))
