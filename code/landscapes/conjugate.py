"""Nonlinear conjugate gradients, on R^d and on manifolds."""

from .linesearch import descend, newton_length
from .objective import Objective
from .result import Result
from .runs import one_by_one


def conjugate_gradient(f: Objective, x0, *, tol: float = 1e-8, tol_curvature: float | None = None, max_iter: int = 10_000,
                       record: int = 0, certify: bool = True) -> Result:
    """Conjugate gradients of Polak and Ribière with β ≥ 0, from x0 (..., d), one run after the other, until ‖∇f(x)‖₂ ≤ tol:
    section 5.2 of Nocedal and Wright (2006).

    d ← −∇f + β d,  β = max(0, ⟨∇f, ∇f − ∇f_before⟩ / ‖∇f_before‖²); on a manifold what comes from the last point is projected
    to the tangent space of the new one. The first length tried is Newton's along d, for one Hessian product.
    The arguments are those of gradient_descent, without its step. A run that rounding brings to a halt before ‖∇f‖ ≤ tol, as one
    of max_iter steps, ends at the "iteration limit". Raises ValueError for bad input.
    """

    def direction(before, x, g):
        d = -g
        if before is not None:
            _, old, last, _ = before
            d = d + max(0.0, g @ (g - f.tangent(x, old)) / (old @ old)) * f.tangent(x, last)
        return d, newton_length(f, x, g, d)

    def run(path):
        descend(f, path, tol, max_iter, 0.4, direction)

    return one_by_one(f, x0, run, tol, tol_curvature, max_iter, record, certify)
