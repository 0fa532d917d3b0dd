"""A walk over the vertices of a linear program whose right-hand side moves, in rational numbers: the proof of
vzh:thm-1.10 as a program."""

from fractions import Fraction

import numpy as np


def vertex_path(A, cost, c0, c1) -> tuple[np.ndarray, int]:
    """Corners (k, S) of a path in {c ≥ 0} from c0 along which ⟨cost, c⟩ never rises while Ac is constant, and then
    follows h(t) = min {⟨cost, c⟩ : Ac = (1 − t)Ac0 + tAc1, c ≥ 0}; the second value counts the corners of the first
    part. Past c0's own support at most rank(A) + 1 entries are positive at a time.

    A: (d, S) outputs of units; cost: (S,) ≥ 0, positive where a column of A is not zero. First dependent columns are
    scaled against each other (Carathéodory), then simplex pivots at t = 0, then dual pivots as t grows. The pivots are
    done in rational numbers: training ends with units that are almost parallel, where no tolerance tells a rank.
    """
    scale = np.linalg.norm(A, axis=0)
    A = np.where(scale < 1e-14, 0.0, A)
    scale[scale < 1e-14] = 1.0
    columns, S = [rational(column) for column in (A / scale).T], A.shape[1]
    cost, c, c1 = (rational(part) for part in (cost / scale, c0 * scale, c1 * scale))
    start, end = ([inner(row, weights) for row in zip(*columns)] for weights in (c, c1))
    corners = [c]
    while True:
        used = [s for s in range(S) if c[s] > 0]
        table, pivots = echelon([columns[s] for s in used])
        if len(pivots) == len(used):
            break
        free = next(k for k in range(len(used)) if k not in pivots)
        v = {used[free]: Fraction(1)} | {used[k]: -row[free] for k, row in zip(pivots, table) if row[free]}
        slope = sum(cost[s] * e for s, e in v.items())
        if slope > 0 or (slope == 0 and min(v.values()) >= 0):
            v = {s: -e for s, e in v.items()}
        if min(v.values()) >= 0:
            raise ValueError("cost must be positive where a column of A is not zero")
        step = min(c[s] / -e for s, e in v.items() if e < 0)
        c = [c[s] + step * v.get(s, 0) for s in range(S)]
        corners.append(c)

    order = used + [s for s in range(S) if s not in used]
    table, pivots = echelon([columns[s] for s in order] + [start, end])
    basis, place = [order[k] for k in pivots], np.argsort(order).tolist() + [S, S + 1]
    table = [[row[k] for k in place] for row in table[: len(basis)]]
    reduced = lambda s: cost[s] - sum(cost[b] * row[s] for b, row in zip(basis, table))
    while (enter := next((s for s in range(S) if s not in basis and reduced(s) < 0), None)) is not None:
        pivot(table, basis, min((row[S] / row[enter], basis[i], i) for i, row in enumerate(table) if row[enter] > 0)[2],
              enter)
        corners.append(corner(basis, [row[S] for row in table], S))

    flat = len(corners)
    while falls := [(row[S] / (row[S] - row[S + 1]), basis[i], i) for i, row in enumerate(table) if row[S + 1] < 0]:
        t, _, i = min(falls)
        corners.append(corner(basis, [(1 - t) * row[S] + t * row[S + 1] for row in table], S))
        pivot(table, basis, i, min((reduced(s) / -table[i][s], s) for s in range(S) if table[i][s] < 0)[1])
    corners.append(corner(basis, [row[S + 1] for row in table], S))
    return np.array(corners, float) / scale, flat


def rational(numbers) -> list[Fraction]:
    """Floats as the rational numbers that they are."""
    return [Fraction(float(number)) for number in numbers]


def inner(a, b) -> Fraction:
    return sum((x * y for x, y in zip(a, b) if y), Fraction(0))


def echelon(columns) -> tuple[list[list[Fraction]], list[int]]:
    """The reduced row echelon form of the matrix with these columns, as rows, and its pivot columns."""
    rows, pivots = [list(row) for row in zip(*columns)], []
    for k in range(len(columns)):
        i = next((i for i in range(len(pivots), len(rows)) if rows[i][k]), None)
        if i is not None:
            rows[len(pivots)], rows[i] = rows[i], rows[len(pivots)]
            pivots.append(k)
            eliminate(rows, len(pivots) - 1, k)
    return rows, pivots


def eliminate(rows, i, k) -> None:
    """Row operations that make column k the i-th unit vector."""
    rows[i] = [entry / rows[i][k] for entry in rows[i]]
    for j, row in enumerate(rows):
        if j != i and row[k]:
            rows[j] = [entry - row[k] * p if p else entry for entry, p in zip(row, rows[i])]


def pivot(table, basis, i, enter) -> None:
    eliminate(table, i, enter)
    basis[i] = enter


def corner(basis, values, S) -> list[Fraction]:
    c = [Fraction(0)] * S
    for b, value in zip(basis, values):
        c[b] = value
    return c
