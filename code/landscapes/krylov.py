"""The Lanczos process with full reorthogonalisation: one loop behind leading eigenpairs, Hessian curvature and
the subproblems of the second-order solvers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.linalg import eigh_tridiagonal, solve_banded


def krylov(apply: Callable, start: np.ndarray, max_steps: int) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Grow an orthonormal basis of span{b, Ab, A²b, …} for a symmetric A given as `apply`, b = start ≠ 0, shape (d,).

    After step k it yields (Q, alpha, beta): Q (k, d) with orthonormal rows, and T = Q A Qᵀ tridiagonal with diagonal
    alpha (k,) and off-diagonal beta[:-1]; beta[-1] is the norm of what A q_k has outside the basis. It ends by itself
    after max_steps, or when that norm is rounding, that is when the rows of Q span an invariant subspace.
    """
    d = start.size
    steps = min(max_steps, d)
    Q, alpha, beta = np.empty((steps, d)), np.empty(steps), np.empty(steps)
    w, length, scale = start, np.linalg.norm(start), 0.0
    for k in range(steps):
        Q[k] = w / length
        w = apply(Q[k])
        alpha[k] = Q[k] @ w
        w = w - alpha[k] * Q[k] - (length * Q[k - 1] if k else 0.0)
        before, length = np.inf, np.linalg.norm(w)
        while length < 0.7 * before:  # against the whole basis, again as long as that still shortens w: twice is enough
            w = w - (Q[: k + 1] @ w) @ Q[: k + 1]
            before, length = length, np.linalg.norm(w)
            if length <= 4 * np.finfo(float).eps * scale:
                break
        beta[k] = length
        scale = max(scale, abs(alpha[k]) + length)
        yield Q[: k + 1], alpha[: k + 1], beta[: k + 1]
        if length <= 4 * np.finfo(float).eps * np.sqrt(d) * scale:
            return


def ritz(alpha: np.ndarray, beta: np.ndarray, which: int) -> tuple[float, np.ndarray, float]:
    """The eigenpair number `which` (0 smallest, −1 largest) of T: (θ, s, residual) with s (k,) of norm 1.

    Qᵀs is a unit vector with ‖A Qᵀs − θ Qᵀs‖ = beta[-1] |s_k|, so an eigenvalue of A lies within that of θ.
    """
    index = which % len(alpha)
    theta, s = eigh_tridiagonal(alpha, beta[:-1], select="i", select_range=(index, index))
    return float(theta[0]), s[:, 0], float(beta[-1] * abs(s[-1, 0]))


@dataclass(frozen=True, eq=False)
class RitzPair:
    """An approximate eigenpair out of a Krylov space: value θ, unit vector (d,), residual norm, and the space: Q, alpha,
    beta, with the coordinates (k,) of the vector in Q."""

    value: float
    vector: np.ndarray
    residual: float
    coordinates: np.ndarray
    Q: np.ndarray
    alpha: np.ndarray
    beta: np.ndarray

    def corrected(self, error: np.ndarray) -> np.ndarray:
        """The vector after one step of refinement inside the space, given its freshly computed residual (d,) Av − θv.

        It solves (T − θ) y = −Q·error, a little damped, and adds Qᵀy: this takes away the rounding that the basis has
        gathered, at the cost of two products with Q.
        """
        if not error.any():
            return self.vector
        s, shift = self.coordinates, self.value + 1e-8 * np.abs(self.alpha).max()
        c = self.Q @ error
        bands = np.array([np.append(0.0, self.beta[:-1]), self.alpha - shift, np.append(self.beta[:-1], 0.0)])
        y = solve_banded((1, 1), bands, (s @ c) * s - c)
        v = self.vector + (y - (s @ y) * s) @ self.Q
        return v / np.linalg.norm(v)


def converged_pair(apply: Callable, start: np.ndarray, which: int, tol: float, max_steps: int) -> RitzPair:
    """Run Lanczos until the residual of the extreme Ritz pair `which` (0 smallest, −1 largest) is at most tol × the largest
    |Ritz value|, or for max_steps: then the residual tells."""
    look, previous = 1, None
    for Q, alpha, beta in krylov(apply, start, max_steps):
        if len(alpha) < look:
            continue
        theta, s, residual = ritz(alpha, beta, which)
        goal = tol * max(abs(theta), np.abs(alpha).max())
        if residual <= goal:
            break
        look, previous = _next_look(len(alpha), np.log(residual / goal), previous)
    theta, s, residual = ritz(alpha, beta, which)
    return RitzPair(theta, s @ Q, residual, s, Q, alpha, beta)


def _next_look(k: int, missing: float, previous: tuple[int, float] | None) -> tuple[int, tuple[int, float]]:
    """When to compute the Ritz pair again: after 0.6 of the steps that the last rate of decrease asks for."""
    ahead = max(1, k // 4)
    if previous is not None and previous[1] > missing:
        rate = (previous[1] - missing) / (k - previous[0])
        ahead = min(ahead, max(1, int(0.6 * missing / rate)))
    return k + ahead, (k, missing)
