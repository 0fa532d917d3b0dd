"""Finding one contraction inside another."""
from __future__ import annotations

from collections import Counter

AVERAGE = "average"


def match(pattern: list, factors: list):
    """(positions, indices): which factors the pattern covers, and what its indices stand for; or None.

    A summed index of the pattern must be summed over the matched factors alone; a free one can stand
    for any index. Random factors may all carry the index of one expectation, named AVERAGE.
    """
    touched = Counter(i for _, ix in factors for i in ix)
    needed = Counter(i for _, ix in pattern for i in ix)

    def agree(i, j, names):
        if i in names:
            return names if names[i] == j else None
        if i >= 0 and (j < 0 or touched[j] != needed[i] or j in (v for k, v in names.items() if k != AVERAGE and k >= 0)):
            return None
        return names | {i: j}

    def search(k, used, names):
        if k == len(pattern):
            return used, names
        letter, ix = pattern[k]
        for n, (other, jx) in enumerate(factors):
            if n in used or other != letter or len(ix) > len(jx):
                continue
            start = names
            if letter.random and len(ix) == letter.rank:
                group = jx[len(ix):]
                if names.get(AVERAGE, group) != group:
                    continue
                start = names | {AVERAGE: group}
            for order in ((jx, (jx[1], jx[0], *jx[2:])) if letter.symmetric else (jx,)):
                found = start
                for i, j in zip(ix, order):
                    found = agree(i, j, found) if found is not None else None
                if found is not None:
                    result = search(k + 1, (*used, n), found)
                    if result is not None:
                        return result
        return None

    return search(0, (), {})


def connected_order(pattern: list) -> list:
    """The factors so that each shares an index with earlier ones where possible; matching fails early."""
    rest, ordered, known = list(pattern), [], set()
    while rest:
        best = max(rest, key=lambda f: (len(known & set(f[1])), len(f[1]), f[0].key))
        rest.remove(best)
        ordered.append(best)
        known |= set(best[1])
    return ordered
