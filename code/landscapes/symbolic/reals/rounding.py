"""From floating-point Gram matrices to rational ones that satisfy linear equations exactly."""

from __future__ import annotations

from fractions import Fraction

DENOMINATORS = (1, 2, 3, 4, 6, 8, 12, 24, 60, 120, 1000, 10**4, 10**6, 10**8)


def pairs(n):
    """Upper triangle of an n × n matrix by columns, the order that Clarabel uses."""
    return [(i, j) for j in range(n) for i in range(j + 1)]


def unpack(values, blocks):
    """Symmetric matrices from the stacked upper triangles."""
    import numpy as np

    out, u = [], 0
    for _, basis in blocks:
        g = np.zeros((len(basis), len(basis)), dtype=object if isinstance(values, list) else float)
        for i, j in pairs(len(basis)):
            g[i, j] = g[j, i] = values[u]
            u += 1
        out.append(g)
    return out


def exact_grams(rows, right, values, blocks):
    """Rational Gram matrices near the floating-point ones, as far as they are positive semidefinite."""
    reduced = _reduce(rows, right, len(values))
    for bottom in DENOMINATORS if reduced is not None else ():
        exact = _complete(reduced, values, bottom)
        grams = unpack(exact, blocks)
        squares = [ldl(g) for g in grams]
        if all(s is not None for s in squares):
            rest = exact[sum(len(b) * (len(b) + 1) // 2 for _, b in blocks):]
            yield [(w, basis, s) for (w, basis), s in zip(blocks, squares)], rest


def _reduce(rows, right, count):
    """Pivots of the exact linear system: {pivot: (right-hand side, {free unknown: coefficient})}."""
    from flint import fmpq, fmpq_mat

    table = fmpq_mat(len(rows), count + 1)
    for r, (m, row) in enumerate(rows.items()):
        for u, c in row.items():
            table[r, u] = fmpq(int(c.p), int(c.q))
        table[r, count] = fmpq(int(getattr(right[m], "p", 0)), int(getattr(right[m], "q", 1)))
    table, rank = table.rref()
    pivots = {}
    for r in range(rank):
        line = {u: Fraction(int(table[r, u].p), int(table[r, u].q)) for u in range(count + 1) if table[r, u] != 0}
        pivot = min(line)
        if pivot == count:
            return None
        pivots[pivot] = (line.pop(count, Fraction(0)), {u: c for u, c in line.items() if u != pivot})
    return pivots


def _complete(pivots, values, bottom):
    out = [Fraction(round(float(v) * bottom), bottom) for v in values]
    for pivot, (constant, others) in pivots.items():
        out[pivot] = constant - sum(c * out[u] for u, c in others.items())
    return out


def ldl(g):
    """[(d, l)] with g = Σ d·l·lᵀ, d > 0, in exact arithmetic; None when g is not positive semidefinite."""
    g, out = [[Fraction(v) for v in row] for row in g], []
    for i in range(len(g)):
        d = g[i][i]
        if d < 0 or (d == 0 and any(g[i])):
            return None
        if d == 0:
            continue
        line = [v / d for v in g[i]]
        for j in range(len(g)):
            for k in range(len(g)):
                g[j][k] -= d * line[j] * line[k]
        out.append((d, line))
    return out
