"""The search behind `sums`: Gram matrices from a semidefinite program, made exact.

    p = Σ_k g_k · m_kᵀ G_k m_k + Σ_j h_j λ_j,      G_k ⪰ 0,   m_k a basis of polynomials.

Clarabel (an interior-point solver, floating point) proposes the G_k. Where every solution is singular, the kernel is
rounded to rational vectors and the basis restricted to its complement (facial reduction). Then the free entries are
rounded and the others solved for over the rationals. Nothing here needs to be trusted: `sums` verifies the identity.
"""

from __future__ import annotations

from fractions import Fraction

from .rounding import exact_grams, pairs, unpack


def gram_matrices(target, blocks, free):
    """Yields candidates, the simplest first: [(weight, basis, [(d, l)])] with G = Σ d·l·lᵀ, and coefficients of λ_j.

    `blocks` is [(weight, basis)], `free` is [(h, monomials)]; all are sympy Poly over QQ in the same generators."""
    for _ in range(6):
        rows, right = equations(target, blocks, free)
        answer = _solve(rows, right, blocks, free)
        if answer is None:
            return
        margin, values = answer
        if margin > 1e-7 or not any(len(basis) for _, basis in blocks):
            yield from exact_grams(rows, right, values, blocks)
            return
        smaller = [(w, restrict(basis, g)) for (w, basis), g in zip(blocks, unpack(values, blocks))]
        if all(len(a[1]) == len(b[1]) for a, b in zip(smaller, blocks)):
            return
        blocks = smaller


def equations(target, blocks, free):
    """Coefficient matching: ({monomial: {unknown: coefficient}}, {monomial: right-hand side})."""
    rows, unknown = {m: {} for m in target.as_dict()}, 0
    for weight, basis in blocks:
        weighted = [weight * b for b in basis]
        for i, j in pairs(len(basis)):
            _collect(rows, weighted[i] * basis[j] * (1 if i == j else 2), unknown)
            unknown += 1
    for h, monomials in free:
        for m in monomials:
            _collect(rows, h * m, unknown)
            unknown += 1
    return rows, {m: target.as_dict().get(m, 0) for m in rows}


def _collect(rows, poly, unknown):
    for m, c in poly.as_dict().items():
        if c:
            rows.setdefault(m, {})[unknown] = c


def _solve(rows, right, blocks, free):
    """(margin, unknowns): the largest t ≤ 1 with every G_k ⪰ t·I, or None when no Gram matrices exist."""
    import clarabel
    import numpy as np
    from scipy import sparse

    grams = [pairs(len(basis)) for _, basis in blocks]
    count = sum(map(len, grams)) + sum(len(m) for _, m in free)
    entries, side, cones = [], [], [clarabel.ZeroConeT(len(rows)), clarabel.NonnegativeConeT(1)]
    for r, (m, row) in enumerate(rows.items()):
        entries += [(r, u, float(c)) for u, c in row.items()]
        side.append(float(right[m]))
    entries.append((len(rows), count, 1.0))
    side.append(1.0)
    u, line = 0, len(rows) + 1
    for (_, basis), places in zip(blocks, grams):
        for i, j in places:
            entries.append((line, u, -1.0 if i == j else -(2**0.5)))
            entries += [(line, count, 1.0)] if i == j else []
            side.append(0.0)
            u, line = u + 1, line + 1
        if places:
            cones.append(clarabel.PSDTriangleConeT(len(basis)))
    r, c, v = zip(*entries)
    matrix = sparse.csc_matrix((v, (r, c)), shape=(line, count + 1))
    settings = clarabel.DefaultSettings()
    settings.verbose, settings.max_threads = False, 1
    quadratic = sparse.identity(count + 1, format="csc") * 1e-9
    goal = np.zeros(count + 1)
    goal[-1] = -1.0
    solution = clarabel.DefaultSolver(quadratic, goal, matrix, np.array(side), cones, settings).solve()
    x = np.array(solution.x)
    good = str(solution.status) in ("Solved", "AlmostSolved") and x[-1] > -1e-6
    return (x[-1], x[:-1]) if good else None


def restrict(basis, g):
    """A basis of the polynomials vᵀm with v orthogonal to the (rounded) kernel of the Gram matrix g."""
    import numpy as np
    import sympy

    if not len(basis):
        return basis
    size, vectors = np.linalg.eigh(g)
    kernel = vectors[:, size < 1e-4 * max(1.0, size[-1])].T
    if not len(kernel):
        return basis
    rounded = sympy.Matrix([[_simple(v) for v in row] for row in _echelon(kernel)])
    images = rounded.nullspace()
    return [sum((b * c for b, c in zip(basis, v)), basis[0] * 0) for v in images]


def _simple(value):
    import sympy

    return sympy.Rational(*Fraction(float(value)).limit_denominator(60).as_integer_ratio())


def _echelon(a):
    """Reduced row echelon form in floating point, with the largest pivots."""
    import numpy as np

    a, done = a.copy(), []
    for r in range(len(a)):
        i, j = max(((i, j) for i in range(r, len(a)) for j in range(a.shape[1]) if j not in done),
                   key=lambda p: round(abs(a[p]), 6))
        a[[r, i]] = a[[i, r]]
        a[r] /= a[r, j]
        for k in range(len(a)):
            if k != r:
                a[k] -= a[k, j] * a[r]
        done.append(j)
    return np.round(a, 9)
