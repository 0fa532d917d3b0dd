"""Exact algebra of vectors and matrices of every size: equality of normal forms is a proof.

    from landscapes.symbolic import vector, matrix, norm2, frobenius2, gradient
    x = vector("x"); M = matrix("M", symmetric=True)
    gradient(frobenius2(M - x * x.T) / 2, x) == 2 * norm2(x) * x - 2 * M * x        # True, for every d
"""
from importlib import import_module

#: name -> file; loaded when first asked for
_HOME = {name: home for home, names in {
    "functions": "vector matrix scalar mask identity ones inner norm2 frobenius2 trace had entrywise_power total "
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
