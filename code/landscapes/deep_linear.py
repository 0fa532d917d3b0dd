"""Deep linear networks with the risk of vzh section 1.3.2, the rank that decides about their saddles, and the time to leave one.

    R = deep_risk(X, Y, widths)            (1.30) as a LinearNetwork: the value is the risk itself
    chain(L)                               (1.31) with unit moments, for L scalar layers: (1 − w_1 ⋯ w_L)²
    inner_rank(R, x), narrowest(R)         the two sides of the rank condition of Theorem 1.4
    sideways(R, x, size, rng)              another point with the same product: the moves in the proof of Theorem 1.4 (i)
    escape_steps(R, starts, step, level)   descent steps until the value falls below a level
"""

import numpy as np

from . import validate
from .linear_nets import LinearNetwork
from .objective import Objective, join, split


def deep_risk(X, Y, widths) -> LinearNetwork:
    """R(W) = (1/m)‖Y − W_1 ⋯ W_L X‖_F² (vzh:eq-1.30), W_1 the last layer. X: (n_0, m), Y: (n_L, m); widths from output to input.

    Without a ½: the data are scaled by √(2/m). Raises ValueError for bad data.
    """
    X = validate.array("X", X, ndim=2)
    scale = np.sqrt(2 / max(X.shape[1], 1))
    return LinearNetwork(scale * X, scale * validate.array("Y", Y, ndim=2), tuple(widths))


def chain(layers: int) -> LinearNetwork:
    """(1 − w_1 ⋯ w_L)² on R^L (vzh:eq-1.31 with σ_xx = σ_yx = σ_yy = 1): L = `layers` ≥ 1 scalar layers."""
    one = np.ones((1, 1))
    return deep_risk(one, one, (1,) * (validate.count("layers", layers) - 1))


def narrowest(f: LinearNetwork) -> int:
    """min_{1 ≤ l ≤ L−1} n_l. Raises ValueError without a hidden layer."""
    if not f.widths:
        raise ValueError(f"widths must name at least one hidden layer, got {f.widths}")
    return min(f.widths)


def inner_rank(f: LinearNetwork, x, tol: float = 1e-4) -> np.ndarray:
    """rank of the product of all layers but the first and the last (vzh:thm-1.4-iii): x (..., dim) -> (...); n_1 for L = 2.

    Singular values up to tol × max(1, the largest) count as zero.
    """
    validate.positive("tol", tol)
    narrowest(f)
    product, *rest = [*split(x, f.shapes)[1:-1], np.eye(f.widths[-1])]
    for W in rest:
        product = product @ W
    values = np.linalg.svd(product, compute_uv=False)
    rank = (values > tol * np.maximum(1, values[..., :1])).sum(axis=-1)
    return np.broadcast_to(rank, np.shape(x)[:-1]).copy() if np.ndim(x) > 1 else int(rank)


def sideways(f: LinearNetwork, x, size: float, rng: np.random.Generator, tol: float = 1e-4) -> np.ndarray:
    """A point with the product W_L ⋯ W_1 of x, so with its risk: the moves of steps 1 and 2 in the proof of vzh:thm-1.4-i. x: (dim,).

    At a critical point that is neither a global minimum nor meets the rank condition, the new point has a gradient for
    almost all draws. Singular values up to tol × max(1, the largest) count as zero, as in `inner_rank`.
    """
    size, tol = validate.positive("size", size), validate.positive("tol", tol)
    layers = split(validate.start(f, x, "x"), f.shapes)                       # the last layer first: those of the mirror image
    layers = _lift([W.T for W in layers], size, rng, tol)
    return join(_lift([W.T for W in layers[::-1]], size, rng, tol)[::-1], f.shapes)


def _lift(layers, size, rng, tol):
    """Step 1 of the proof, for layers from the first to the last: rank-one terms behind the first i of them, W_i ⋯ W_1 the longest that is onto."""
    products, last = [np.eye(layers[0].shape[1])], len(layers)
    for W in layers:
        products.append(W @ products[-1])
    bases = [np.linalg.svd(P)[:2] for P in products]
    onto = max(k for k, (U, s) in enumerate(bases) if (s > tol * max(1, s[0])).sum() == len(U))
    layers = [W.copy() for W in layers]
    for k in range(onto + 2, last + 1):                                       # layer k is layers[k − 1]
        head = bases[k][0][:, -1] if k < last else rng.standard_normal(len(layers[-1]))
        layers[k - 1] += size * np.outer(head, bases[k - 1][0][:, -1])
    return layers


def escape_steps(f: Objective, starts, step: float, level: float, *, max_iter: int = 100_000) -> np.ndarray:
    """The number of steps x ← x − step ∇f(x) until f(x) < level, from each of the starts (..., d); inf after max_iter."""
    starts, step = validate.start(f, starts), validate.positive("step", step)
    validate.count("max_iter", max_iter)
    x = starts.reshape(-1, f.dim)
    steps, active = np.full(len(x), np.inf), np.arange(len(x))
    for t in range(max_iter + 1):
        below = f.value(x) < level
        if below.any():
            steps[active[below]] = t
            active, x = active[~below], x[~below]
        if not len(active):
            break
        x = f.retract(x, -step * f.grad(x))
    return steps.reshape(starts.shape[:-1])
