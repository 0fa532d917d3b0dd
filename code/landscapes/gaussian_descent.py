"""Gradient descent on the no-overlap risk in two numbers per start, and the closed forms of its gradient and Hessian (bg section 5)."""

import numpy as np

from . import validate
from .objective import dot, norm
from .relu import NoOverlapConvNet

CHUNK = 10_000  # starts per pass: its five arrays then stay in the cache


def pull(theta):
    """h(θ) = sin θ + (π − θ) cos θ, decreasing from π to 0 on [0, π] (bg:lemma-3.1)."""
    return np.sin(theta) + (np.pi - theta) * np.cos(theta)


def coefficients(f: NoOverlapConvNet, r, theta):
    """c₁, c₂ of ∇ℓ(w) = −c₁w − c₂w* (bg:eq-14) at the length r > 0 and the angle θ of w with w*."""
    star = norm(f.target)
    c1 = (-2 * f.gamma + (2 * f.beta + f.k / np.pi * np.sin(theta)) * star / r) / f.k**2
    return c1, (np.pi - theta) / (np.pi * f.k)


def spectrum(f: NoOverlapConvNet, r, theta):
    """The Hessian's eigenvalues at (r, θ), (..., 3): along w, across it in the plane of w*, and the m − 2 others."""
    star, bend = norm(f.target), f.k / np.pi * np.sin(theta)
    levels = [2 * f.gamma + 0 * bend, *(2 * f.gamma - (2 * f.beta + count * bend) * star / r for count in (2, 1))]
    return np.stack(np.broadcast_arrays(*levels), axis=-1) / f.k**2


def norm_floor(f: NoOverlapConvNet, r, theta):
    """M = min(r, (β + k h(θ)/2π)‖w*‖/γ): no iterate from (r, θ) with a step of at most 1 is shorter (bg:text-norm-bound)."""
    return np.minimum(r, (f.beta + f.k * pull(theta) / (2 * np.pi)) * norm(f.target) / f.gamma)


def descend_in_plane(f: NoOverlapConvNet, w0, step: float, *, steps: int) -> np.ndarray:
    """The iterates w_T of bg:eq-13 after T = steps from w0: (..., m) -> (..., m), as `gradient_descent` finds them.

    The iterates stay in span(w0, w*) (bg:eq-14), so a start costs two numbers a step, whatever m is. Raises ValueError for a zero target, starts of another length than f.dim, or NaN among them.
    """
    w0 = validate.array("w0", w0)
    if w0.shape[-1:] != (f.dim,):
        raise ValueError(f"w0: expected points (..., {f.dim}), got shape {w0.shape}")
    plane, start = f.plane(w0)
    ends = start.reshape(-1, 2).copy()
    step, steps = validate.positive("step", step), validate.count("steps", steps)
    for first in range(0, len(ends), CHUNK):
        ends[first : first + CHUNK] = _run(plane, ends[first : first + CHUNK], step, steps)
    ends = ends.reshape(start.shape)
    unit = f.target / norm(f.target)
    side = w0 - dot(w0, unit)[..., None] * unit
    across = start[..., 1:]
    return ends[..., :1] * unit + ends[..., 1:] / np.where(across == 0, 1.0, across) * side


def trace_in_plane(f: NoOverlapConvNet, start, step: float, *, steps: int) -> np.ndarray:
    """All iterates in the coordinates of `f.plane`: (n, 2) -> (steps + 1, n, 2)."""
    plane = NoOverlapConvNet(np.array([norm(f.target), 0.0]), f.k)
    path = np.empty((validate.count("steps", steps) + 1, *np.shape(start)))
    path[0] = start
    for t in range(steps):
        path[t + 1] = _run(plane, path[t], step, 1)
    return path


def _run(f, points, step, steps):
    """`steps` steps from points (n, 2) for the target (‖w*‖, 0), in arrays that are used again.

    In units of λ‖w*‖/πk, with n = −⟨w, w*⟩/‖w*‖ and φ = π − θ, a step is  (n, q) ← a(n, q) − (φ, 0)  with the factor
    a = 1 − 2λγ/k² + (k − 1 + sin θ)/r.  So φ is exact near the saddle, where θ = π.
    """
    k, unit = f.k, step * f.target[0] / (np.pi * f.k)
    shrink, inner = 1 - 2 * f.gamma * step / k**2, float(k - 1)
    n, q = -points[:, 0] / unit, points[:, 1] / unit
    inverse, phi, factor, size = (np.empty_like(n) for _ in range(4))
    for _ in range(steps):
        side = q if shrink >= 0 else np.abs(q, size)  # a long step may carry w across the line of w*
        np.multiply(n, n, inverse)
        np.multiply(q, q, factor)
        np.add(inverse, factor, inverse)
        np.sqrt(inverse, inverse)
        np.arctan2(side, n, phi)
        if not inverse.all():
            zero = inverse == 0  # there the gradient is the mean of its limits, as in relu_kernel_grad
            inverse[zero], phi[zero] = 1.0, np.pi / 2
        np.divide(1.0, inverse, inverse)
        np.multiply(side, inverse, factor)
        np.add(factor, inner, factor)
        np.multiply(factor, inverse, factor)
        np.add(factor, shrink, factor)
        np.multiply(q, factor, q)
        np.multiply(n, factor, n)
        np.subtract(n, phi, n)
    return np.stack([-n, q], axis=-1) * unit
