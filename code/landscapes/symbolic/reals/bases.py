"""Monomial bases for the squares of an identity."""

from __future__ import annotations

from itertools import combinations


def monomials(gens, degree):
    """All monomials up to a degree, highest first, so that the constant comes last."""
    import sympy

    found = sympy.itermonomials(gens, degree) if degree >= 0 else ()
    polys = [sympy.Poly(m, *gens, domain="QQ") for m in found]
    return sorted(polys, key=lambda p: (-p.total_degree(), tuple(-e for e in p.monoms()[0])))


def blocks_of(target, bounds, equations, top, products, gens):
    """[(weight, basis)]: weight 1, the assumptions, and with `products` their products in pairs."""
    import sympy

    one = sympy.Poly(1, *gens, domain="QQ")
    if not bounds and not equations:
        return [(one, pruned(target, monomials(gens, top // 2)))]
    weights = [one, *bounds]
    if products:
        weights += [a * b for a, b in combinations(bounds, 2)]
    return [(w, monomials(gens, (top - w.total_degree()) // 2)) for w in weights if w.total_degree() <= top]


def unknowns(blocks, free) -> int:
    return sum(len(b) * (len(b) + 1) // 2 for _, b in blocks) + sum(len(m) for _, m in free)


def pruned(target, basis):
    """Without monomials whose square can't occur: 2m is not in the target and no product of two others."""
    support = set(target.monoms())
    exponents = [b.monoms()[0] for b in basis]
    while True:
        sums = {tuple(map(sum, zip(a, b))) for a, b in combinations(exponents, 2)}
        keep = [e for e in exponents if (twice := tuple(2 * k for k in e)) in support or twice in sums]
        if keep == exponents:
            return [b for b in basis if b.monoms()[0] in set(keep)]
        exponents = keep
