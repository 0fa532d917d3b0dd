"""Components in which every summed index joins two places: words between two ends, and cycles."""
from __future__ import annotations

from .contraction import COL, ROW


def path(part) -> list | None:
    """The component as a walk (letter, transposed), if every summed index joins exactly two places."""
    touching: dict[int, list] = {}
    for n, (l, ix) in enumerate(part.factors):
        if l.rank == 1 and l.has("diagonal") or len(ix) != l.rank:
            return None
        for place, i in enumerate(ix):
            touching.setdefault(i, []).append((n, place))
    if any(len(t) != (1 if i < 0 else 2) for i, t in touching.items()):
        return None
    # Start at the free row, else at the free column, else at a vector, else anywhere on the cycle.
    if ROW in touching:
        return walk_from(part, touching, *touching[ROW][0])
    if COL in touching:
        return reversed_walk(walk_from(part, touching, *touching[COL][0]))
    for n, (l, ix) in enumerate(part.factors):
        if l.rank == 1:
            other, = (t for t in touching[ix[0]] if t != (n, 0))
            return [(l, l.cols == 1)] + walk_from(part, touching, *other)
    return walk_from(part, touching, 0, 0)


def walk_from(part, touching, n: int, place: int) -> list:
    """Letters met on entering factor n at `place`, leaving each at its other end, to a vector, a free
    index or the start."""
    walk, start = [], n
    while True:
        l, ix = part.factors[n]
        if l.rank == 1:
            return walk + [(l, l.rows == 1)]
        walk.append((l, place == 1 and not l.symmetric))
        out = 1 - place
        if ix[out] < 0:
            return walk
        (n, place), = (t for t in touching[ix[out]] if t != (n, out))
        if n == start:
            return walk


def reversed_walk(walk) -> list:
    """The transpose of a word: letters in reverse order, each transposed."""
    return [(l, False if l.symmetric else not t) for l, t in reversed(walk)]
