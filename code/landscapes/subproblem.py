"""The model problems of the second-order methods, solved globally although they are not convex.

Both are written in an eigenbasis of the Hessian: w (k,) its eigenvalues in increasing order, b (k,) the gradient.
Every global minimizer has the form y_i = −b_i / (w_i + μ) with μ ≥ max(0, −w_1) (Moré and Sorensen 1983; Nesterov and
Polyak 2006), and μ is found as s = w_1 + μ ≥ 0, so that nothing cancels near the hard case b_1 = 0.
"""

from collections.abc import Callable

import numpy as np

TINY = 1e-150  # below, squares underflow


def trust_region_step(w: np.ndarray, b: np.ndarray, radius: float) -> tuple[np.ndarray, float]:
    """argmin ⟨b, y⟩ + ½ Σ w_i y_i² over ‖y‖ ≤ radius, and the decrease that it promises (> 0 unless y = 0)."""
    b, gap = np.where(np.abs(b) < TINY, 0.0, b), w - w[0]
    if w[0] > 0 and np.linalg.norm(b / w) <= radius:
        y = -b / w
    else:
        left = np.max(np.abs(b) / radius - gap)
        y = _on_boundary(gap, b, max(0.0, w[0], left), lambda s: (radius, 0.0))
    return y, -(b @ y + w @ y**2 / 2)


def cubic_step(w: np.ndarray, b: np.ndarray, sigma: float) -> tuple[np.ndarray, float]:
    """argmin ⟨b, y⟩ + ½ Σ w_i y_i² + (σ/3) ‖y‖³, and the decrease that it promises. Here μ = σ‖y‖."""
    b, gap = np.where(np.abs(b) < TINY, 0.0, b), w - w[0]
    low = w[0] - gap
    root = np.sqrt(w**2 + 4 * sigma * np.abs(b))  # of (gap + s)(s − w_1) = σ|b_i|, without cancellation
    apart = np.where(low < 0, root - low, 1.0)
    left = np.max(np.where(low < 0, 2 * (gap * w[0] + sigma * np.abs(b)) / apart, (low + root) / 2))
    y = _on_boundary(gap, b, max(0.0, w[0], left), lambda s: ((s - w[0]) / sigma, 1 / sigma))
    return y, -(b @ y + w @ y**2 / 2 + sigma / 3 * np.linalg.norm(y) ** 3)


def _on_boundary(gap: np.ndarray, b: np.ndarray, s: float, radius: Callable) -> np.ndarray:
    """y(s) = −b / (gap + s) with ‖y(s)‖ = radius(s), by Newton's method on 1/‖y(s)‖ − 1/radius(s).

    That function is concave and increasing, so from s left of the root the iterates increase to it. If ‖y‖ is too
    short already at s = 0, this is the hard case: y gets the missing length along the first eigenvector.
    """
    y = _solve(b, gap + s)
    for _ in range(100):
        length, (r, slope_r) = np.linalg.norm(y), radius(s)
        if length <= r * (1 + 1e-12) or r <= 0:  # r ≤ 0: the radius is below rounding, and y is the Newton step
            break
        slope = (y @ -_solve(y, gap + s)) / length**3 + slope_r / r**2
        before, s = s, s + (1 / r - 1 / length) / slope
        if s <= before:
            break
        y = _solve(b, gap + s)
    missing = radius(s)[0] ** 2 - y @ y
    if s == 0 and missing > 0:
        y[0] += np.copysign(np.sqrt(missing), -b[0])
    return y


def _solve(b: np.ndarray, shifted: np.ndarray) -> np.ndarray:
    """−b / shifted, with 0/0 = 0."""
    return -np.divide(b, shifted, out=np.zeros_like(b), where=shifted > 0)
