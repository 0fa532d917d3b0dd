"""Limited-memory quasi-Newton, on R^d and on manifolds."""

from collections import deque

from . import validate
from .linesearch import descend, newton_length
from .objective import Objective
from .result import Result
from .runs import one_by_one


def lbfgs(f: Objective, x0, *, memory: int = 10, tol: float = 1e-8, tol_curvature: float | None = None,
          max_iter: int = 10_000, record: int = 0, certify: bool = True) -> Result:
    """L-BFGS from x0 (..., d), one run after the other, until ‖∇f(x)‖₂ ≤ tol: algorithm 7.5 of Nocedal and Wright (2006).

    memory   how many pairs (step s, change of the gradient y) are kept; on a manifold they are projected to the tangent space
             of the new point. A pair with ⟨s, y⟩ ≤ 0 is left out.
    The first step has Newton's length along −∇f, by one Hessian product; from then on the length 1 is tried first.
    The other arguments are those of gradient_descent, without its step. A run that rounding brings to a halt before
    ‖∇f‖ ≤ tol, as one of max_iter steps, ends at the "iteration limit". Raises ValueError for bad input.
    """
    validate.count("memory", memory)

    def run(path):
        pairs = deque(maxlen=memory)

        def direction(before, x, g):
            if before is None:
                pairs.clear()
                return -g, newton_length(f, x, g, -g)
            _, old, d, t = before
            s, y = f.tangent(x, t * d), g - f.tangent(x, old)
            if s @ y > 1e-12 * (s @ s) ** 0.5 * (y @ y) ** 0.5:
                pairs.append((s, y, 1 / (s @ y)))
            if not pairs:
                return -g, newton_length(f, x, g, -g)
            return -f.tangent(x, two_loops(pairs, g)), 1.0

        descend(f, path, tol, max_iter, 0.9, direction)

    return one_by_one(f, x0, run, tol, tol_curvature, max_iter, record, certify)


def two_loops(pairs, g):
    """H g for the inverse Hessian H that the pairs (s, y, 1/⟨s, y⟩) describe: algorithm 7.4 of Nocedal and Wright."""
    q, alphas = g.copy(), []
    for s, y, rho in reversed(pairs):
        alphas.append(rho * (s @ q))
        q -= alphas[-1] * y
    _, y, rho = pairs[-1]
    q /= rho * (y @ y)
    for (s, y, rho), alpha in zip(pairs, reversed(alphas)):
        q += (alpha - rho * (y @ q)) * s
    return q
