"""Eigenvalues of the Hessian on the tangent space: dense in small dimension, Lanczos on exact Hessian products above."""

import numpy as np

from . import validate
from .krylov import converged_pair
from .objective import Objective, hessian

DENSE_DIM = 64          # up to this dimension a dense Hessian costs less than Lanczos
CHUNK = 2**21           # numbers in one batch of dense Hessians: 16 MB


def local_hessian(f: Objective, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(B, H): the rows of B (..., m, d) are an orthonormal basis of the tangent space at x (..., d), H = B ∇²f(x) Bᵀ
    (..., m, m). On R^d, B is the identity (d, d)."""
    x = np.asarray(x, dtype=float)
    H = hessian(f, x)
    if f.is_euclidean:
        return np.eye(f.dim), (H + np.swapaxes(H, -1, -2)) / 2
    projection = f.tangent(x[..., None, :], np.broadcast_to(np.eye(f.dim), (*x.shape, f.dim)))
    normal = round(f.dim - np.trace(projection.reshape(-1, f.dim, f.dim)[0]))
    B = np.swapaxes(np.linalg.eigh(projection)[1][..., normal:], -1, -2)
    H = B @ H @ np.swapaxes(B, -1, -2)
    return B, (H + np.swapaxes(H, -1, -2)) / 2


def tangent_spectrum(f: Objective, x: np.ndarray) -> np.ndarray:
    """All eigenvalues of ∇²f(x) on the tangent space, increasing: (..., d) -> (..., m). Dense: for small d."""
    return np.linalg.eigvalsh(local_hessian(f, validate.start(f, x, "x"))[1])


def extreme_eigenvalues(f: Objective, x: np.ndarray, tol: float = 1e-8, max_steps: int = 500,
                        rng: np.random.Generator | None = None) -> tuple[np.ndarray, np.ndarray]:
    """(smallest, largest) eigenvalue of ∇²f(x) on the tangent space: (..., d) -> (...,), (...,).

    Above dimension 64 by Lanczos on hvp, each with an eigenvalue of the Hessian within tol × its norm unless
    max_steps comes first. rng draws the start; without it a fixed start is used, so that equal points get equal answers.
    """
    x = validate.start(f, x, "x")
    points = x.reshape(-1, f.dim)
    if f.dim <= DENSE_DIM:
        size = max(1, CHUNK // f.dim**2)
        spectra = [tangent_spectrum(f, points[i : i + size])[:, [0, -1]] for i in range(0, len(points), size)]
        ends = np.concatenate(spectra)
    else:
        ends = np.array([[extreme_pair(f, p, end, tol, max_steps, rng)[0] for end in (0, -1)] for p in points])
    ends = ends.reshape(*x.shape[:-1], 2)
    return ends[..., 0][()], ends[..., 1][()]


def extreme_pair(f: Objective, x: np.ndarray, which: int, tol: float = 1e-8, max_steps: int = 500,
                 rng: np.random.Generator | None = None) -> tuple[float, np.ndarray]:
    """One end of the spectrum at one point x (d,): (λ, unit tangent eigenvector (d,)); which is 0 (smallest) or −1."""
    rng = rng or np.random.default_rng(0)
    start = f.tangent(x, rng.standard_normal(f.dim))
    pair = converged_pair(lambda v: f.hvp(x, v), start, which, tol, max_steps)
    return pair.value, pair.vector
