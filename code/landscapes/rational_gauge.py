"""Ω of a ReLU network with two inputs and two examples in rational numbers (vzh:eq-1.47, θ = ½(‖w‖₁² + a²))."""

from fractions import Fraction
from itertools import combinations


def rational_atoms(X) -> list[tuple[Fraction, Fraction]]:
    """±ReLU(wᵀX) at the rays between which it and ‖w‖₁ are linear, ‖w‖₁ = 1. X: two rows of two integers."""
    if len(X) != 2 or any(len(row) != 2 for row in X):
        raise ValueError(f"X must have two rows of two numbers, got {X!r}")
    lines = [(-X[1][i], X[0][i]) for i in range(2)] + [(1, 0), (0, 1)]
    found = set()
    for p, q in lines:
        size = abs(p) + abs(q)
        for sign in (1, -1):
            w = (Fraction(sign * p, size), Fraction(sign * q, size)) if size else (0, 0)
            h = tuple(max(w[0] * X[0][i] + w[1] * X[1][i], Fraction(0)) for i in range(2))
            found |= {h, (-h[0], -h[1])}
    return sorted(found - {(0, 0)})


def solve(a, b, z):
    """(s, t) with sa + tb = z, or None where a and b are parallel."""
    det = a[0] * b[1] - a[1] * b[0]
    return ((z[0] * b[1] - z[1] * b[0]) / det, (a[0] * z[1] - a[1] * z[0]) / det) if det else None


def rational_gauge(X, z):
    """(Ω(z), {atom: weight}, g): the least weight over pairs of atoms, and a vector g with |⟨g, atom⟩| ≤ 1 for all
    atoms and ⟨g, z⟩ = Ω(z), which proves it. None where the atoms do not span the plane."""
    atoms, z = rational_atoms(X), tuple(map(Fraction, z))
    inner = lambda g, a: g[0] * a[0] + g[1] * a[1]
    best, dual = None, None
    for a, b in combinations(atoms, 2):
        c = solve(a, b, z)
        if c is None:
            continue
        if min(c) >= 0 and (best is None or sum(c) < best[0]):
            best = (sum(c), {atom: weight for atom, weight in zip((a, b), c) if weight})
        g = solve((a[0], b[0]), (a[1], b[1]), (1, 1))
        if max(inner(g, e) for e in atoms) <= 1 and (dual is None or inner(g, z) > inner(dual, z)):
            dual = g
    return None if best is None else (*best, dual)
