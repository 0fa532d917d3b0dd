"""Exact algebra of vectors and matrices of every size: `a == b` is a proof.

    from landscapes.symbolic import vector, matrix, norm2, frobenius2, gradient
    x = vector("x"); M = matrix("M", symmetric=True)
    gradient(frobenius2(M - x * x.T) / 2, x) == 2 * norm2(x) * x - 2 * M * x        # True, for every d

letters      vector, matrix, scalar, mask, function, smooth, identity, ones, zero, size
operations   +, -, *, /, **, .T, inner, norm2, norm, frobenius2, trace, had, diag, diagonal, total, norm4, inverse, root
derivatives  gradient, hessian_form, hessian_vector, hessian, jacobian, directional; sphere_gradient, sphere_hessian_form
averages     expectation, over letters made with random=True or mean=…
hypotheses   reduce(e, {M * v: lam * v}), on_sphere, e.subs({x: y}), without(e, M, "symmetric")
answers      a == b, decide(a, b), e.evaluate(values), random_values(e, rng=rng), e.mutants()
text         e.latex(), repr(e), e.expanded(), read(tex, names), names_of(e)

An expression keeps the formula as it was written, and its normal form: a sum of products of letters with indices, in which
summed indices have no names (`terms/contraction.py`). The formula is evaluated by numpy, without the normal form, so that
each can catch the other's errors (`points/`, `identities.py`). Equal normal forms prove equality. For letters without
properties different normal forms differ in some dimension; with inverses and hypotheses they may still be equal.

Inequalities, polynomial systems and transcendental functions have provers of their own: see `provers.py`.
"""
from importlib import import_module

#: name -> file; loaded when first asked for
_HOME = {name: home for home, names in {
    "functions": "vector matrix scalar mask identity ones zero inner norm2 frobenius2 trace had entrywise_power total "
                 "norm4 diag diagonal inverse root norm size function smooth expectation",
    "calculus": "directional gradient hessian_form hessian_vector hessian jacobian",
    "sphere": "on_sphere sphere_gradient sphere_hessian_form sphere_hessian",
    "hypotheses": "reduce",
    "substitution": "without",
    "points.sample": "random_values",
    "identities": "decide Identity Inconclusive",
    "text.reading": "read",
    "text.tokens": "Unreadable",
    "text.naming": "names_of",
    "expr": "Expr",
}.items() for name in names.split()}

__all__ = sorted(_HOME)


def __getattr__(name: str):
    if name in _HOME:
        return getattr(import_module(f".{_HOME[name]}", __name__), name)
    raise AttributeError(f"module {__name__} has no {name}")
