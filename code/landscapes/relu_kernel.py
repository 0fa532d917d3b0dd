"""g(u, v) = E σ(u·x)σ(v·x), the correlation of two ReLUs of one Gaussian vector, and its derivatives (bg section 3.1)."""

import numpy as np

from .objective import dot, norm


def angle(u, v):
    """∠(u, v) = 2 atan2(‖ ‖v‖u − ‖u‖v ‖, ‖ ‖v‖u + ‖u‖v ‖), exact also near 0 and π:  (..., d), (..., d) -> (...,).

    kernels.angle without its checks, for use inside loops; the angle with a zero vector is set to 0.
    """
    a, b = norm(v)[..., None] * u, norm(u)[..., None] * v
    return 2 * np.arctan2(norm(a - b), norm(a + b))


def relu_kernel(u, v):
    """g(u, v) = E σ(u·x)σ(v·x) = ‖u‖‖v‖ (sin θ + (π − θ) cos θ)/(2π) for x ~ N(0, I), θ = ∠(u, v) (bg:lemma-3.1).

    (..., d), (..., d) -> (...,);  g(0, v) = 0.
    """
    theta, lengths = angle(u, v), norm(u) * norm(v)
    return lengths * (np.sin(theta) + (np.pi - theta) * np.cos(theta)) / (2 * np.pi)


def relu_kernel_grad(u, v):
    """∂g/∂u = (‖v‖ sin θ u/‖u‖ + (π − θ) v)/(2π) (bg:lemma-3.2):  (..., d), (..., d) -> (..., d).

    At u = 0, where g(·, v) has no derivative unless v = 0, this is v/4: the mean of the gradient over all directions from
    which 0 is reached, and what σ′(0) = ½ gives.
    """
    u, v = np.broadcast_arrays(u, v)
    theta, zero = angle(u, v)[..., None], norm(u)[..., None] == 0
    theta = np.where(zero, np.pi / 2, theta)
    unit = u / np.where(zero, 1.0, norm(u)[..., None])
    return (norm(v)[..., None] * np.sin(theta) * unit + (np.pi - theta) * v) / (2 * np.pi)


def relu_kernel_hvp(u, v, a):
    """∂²g/∂u² a = (‖p‖ P a + ⟨p, a⟩ p/‖p‖)/(2π‖u‖) with P = I − ûûᵀ and p = Pv:  three (..., d) -> (..., d).

    g(·, v) is twice differentiable where u ≠ 0, also along v, where p = 0 and the second derivative is 0.
    """
    length = norm(u)[..., None]
    unit = u / length
    p, Pa = v - dot(unit, v)[..., None] * unit, a - dot(unit, a)[..., None] * unit
    height = norm(p)[..., None]
    along = dot(p, a)[..., None] * p / np.where(height == 0, 1.0, height)
    return (height * Pa + along) / (2 * np.pi * length)


def relu_kernel_mixed(u, v, b):
    """∂²g/∂v∂u b = (⟨n, b⟩û + (π − θ)b + ⟨m, b⟩v̂)/(2π):  three (..., d) -> (..., d).

    n is the unit vector of v − ⟨û, v⟩û and m that of u − ⟨v̂, u⟩v̂; on a common line both drop out of the sum.
    """
    u_hat, v_hat = u / norm(u)[..., None], v / norm(v)[..., None]
    p, q = v_hat - dot(u_hat, v_hat)[..., None] * u_hat, u_hat - dot(v_hat, u_hat)[..., None] * v_hat
    sine = np.sin(angle(u, v))[..., None]
    sine = np.where(sine < 1e-15, np.inf, sine)
    turn = (dot(p, b)[..., None] * u_hat + dot(q, b)[..., None] * v_hat) / sine
    return (turn + (np.pi - angle(u, v)[..., None]) * b) / (2 * np.pi)


def norm_hvp(u, a):
    """The second derivative of ‖u‖ in direction a: (a − û⟨û, a⟩)/‖u‖:  (..., d), (..., d) -> (..., d)."""
    length = norm(u)[..., None]
    unit = u / length
    return (a - dot(unit, a)[..., None] * unit) / length
