"""What the properties of letters mean: local simplifications of a contraction.

Each rule looks at one factor or at two factors that meet in one index, and makes the list shorter or
a power simpler, so that the loop ends. The order of the rules is fixed: the result is deterministic.
"""
from __future__ import annotations

from itertools import combinations

from .letters import delta, one, size_symbol


def simplify(factors) -> tuple[int, list]:
    """Applies the rules until none applies: an integer coefficient and the factors that remain."""
    factors, numbers = list(factors), [1]
    while True:
        touching: dict[int, list] = {}
        for n, (_, indices) in enumerate(factors):
            for place, i in enumerate(indices):
                touching.setdefault(i, []).append((n, place))
        changed = (_empty_average(factors, touching) or _identity(factors)
                   or _ones(factors, touching, numbers) or _mask(factors)
                   or _whole_powers(factors, touching) or _neighbours(factors, touching))
        if not changed:
            return numbers[0], factors


def _empty_average(factors: list, touching: dict) -> bool:
    """E[1] = 1."""
    for n, (letter, indices) in enumerate(factors):
        if letter.kind == "expectation" and len(touching[indices[0]]) == 1:
            del factors[n]
            return True
    return False


def _identity(factors: list) -> bool:
    """δ_ij renames j to i; δ_ii is a 1 that waits for its sum."""
    for n, (letter, indices) in enumerate(factors):
        if letter.kind != "delta":
            continue
        i, j = sorted(indices)                      # −2 (column) < −1 (row) < summed
        if i < 0 and j < 0 and i != j:
            # Both are free: the factor stays, and everything else at the column moves to the row.
            moved = [f if m == n else (f[0], _rename(f[1], i, j)) for m, f in enumerate(factors)]
            if moved != factors:
                factors[:] = moved
                return True
            continue
        rest = factors[:n] + factors[n + 1:]
        factors[:] = [(f[0], _rename(f[1], j, i)) for f in rest] + [(one(letter.rows), (i,))]
        return True
    return False


def _ones(factors: list, touching: dict, numbers: list) -> bool:
    """1_i multiplies by one wherever the index i occurs elsewhere; alone and summed it gives the size."""
    for n, (letter, indices) in enumerate(factors):
        if letter.kind == "ones":
            if len(touching[indices[0]]) > 1:
                del factors[n]
            elif indices[0] >= 0:
                factors[n:n + 1] = [] if isinstance(letter.rows, int) else [(size_symbol(letter.rows), ())]
                numbers[0] *= letter.rows if isinstance(letter.rows, int) else 1
            else:
                continue
            return True
    return False


def _mask(factors: list) -> bool:
    """A mask has entries 0 and 1, so its entrywise square is itself."""
    seen = set()
    for n, (letter, indices) in enumerate(factors):
        if letter.has("mask"):
            mark = (letter, tuple(sorted(indices)) if letter.symmetric else indices)
            if mark in seen:
                del factors[n]
                return True
            seen.add(mark)
    return False


def _whole_powers(factors: list, touching: dict) -> bool:
    """A² is written A A, so that other rules see each A."""
    for n, (letter, indices) in enumerate(factors):
        times = abs(letter.power)
        if times > 1 and times.denominator == 1:
            base = letter.to(letter.power / times)
            if letter.rank == 1:
                factors[n:n + 1] = [(base, indices)] * int(times)
            else:
                new = max(touching, default=0) + 1
                inner = [max(new, 1) + k for k in range(int(times) - 1)]
                ends = [indices[0], *inner, indices[1]]
                factors[n:n + 1] = [(base, pair) for pair in zip(ends, ends[1:])]
            return True
    return False


def _neighbours(factors: list, touching: dict) -> bool:
    """Two factors of one letter that meet in an index."""
    for k, ends in touching.items():
        for (m, p), (n, q) in combinations(ends, 2):
            (a, ai), (b, bi) = factors[m], factors[n]
            if m == n or a.to(1) != b.to(1) or a.rank != len(ai) or b.rank != len(bi):
                continue                             # different letters, or averaged ones
            if a.has("diagonal"):
                power = _joined(a, b)
                new = None if power is None else [(a.to(power) if power else one(a.rows), (k,))]
            else:                                    # a sum over k must join these two alone
                new = _meeting(a, ai, p, b, bi, q) if k >= 0 and len(ends) == 2 else None
            if new is not None:
                factors[:] = [f for l, f in enumerate(factors) if l not in (m, n)] + new
                return True
    return False


def _meeting(a, ai, p, b, bi, q):
    """Σ_k of two factors of one letter with k at places p and q; None where no rule applies."""
    if a.rank == 1:
        return [] if a.has("orthonormal") else None
    left, right = ai[1 - p], bi[1 - q]
    if a.has("orthonormal") and p == q and (p == 0 or a.has("orthogonal")):
        return [(delta(a.rows if p else a.cols), (left, right))]
    if p == q and not a.symmetric:                   # AᵀA or AAᵀ is no power of A
        return None
    if a.has("projection"):
        return [(a, (left, right))]
    power = _joined(a, b)
    if power is None:
        return None
    joined = a.to(power) if power else delta(a.rows)
    return [(joined, (left, right) if p == 1 else (right, left))]


def _joined(a, b):
    """The exponent of A^s A^t; None where the product stays as it is, as in A A."""
    s, t = a.power, b.power
    return None if s * t > 0 and s.denominator == t.denominator == 1 else s + t


def _rename(indices: tuple, old: int, new: int) -> tuple:
    return tuple(new if i == old else i for i in indices)
