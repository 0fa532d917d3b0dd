"""Tangent kernels of two-layer ReLU networks (lec11:def-11.13): of infinite width in closed form, of finite width as
products of features and activation patterns, n × n, without the Jacobian.

For w ~ N(0, I), the angle θ between x and z, and σ(t) = max(t, 0) with σ′(0) = 0 as in networks.py, the arc-cosine kernels are
    κ₀(x, z) = E σ′(⟨w,x⟩) σ′(⟨w,z⟩) = (π − θ)/2π
    κ₁(x, z) = E σ(⟨w,x⟩) σ(⟨w,z⟩) = (‖x‖‖z‖ sin θ + (π − θ)⟨x,z⟩)/2π
with the value 0 where x = 0 or z = 0. The angle is never taken from its cosine where that loses digits.
"""

import numpy as np

from . import validate
from .networks import ACTIVATIONS

LAYERS = ("hidden", "output", "both")
STEEP = 0.99  # |cos θ| up to which arccos multiplies an error of the cosine by 1/sin θ ≤ 8, and so a kernel's by 8/2π
BLOCK = 2**20  # numbers in a block of intermediate results


def angle(u, v) -> np.ndarray:
    """The angle between u and v: (..., d), (..., d) -> (...), in [0, π], to 1e-15 everywhere: for unit vectors
    2 atan2(‖u − v‖, ‖u + v‖). A zero vector has no angle: ValueError."""
    u, v = validate.array("u", u), validate.array("v", v)
    if u.ndim == 0 or v.ndim == 0 or u.shape[-1] != v.shape[-1]:
        raise ValueError(f"v must have vectors as long as those of u, got shapes {u.shape} and {v.shape}")
    for name, a in (("u", u), ("v", v)):
        if not a.any(axis=-1).all():
            raise ValueError(f"{name} must not hold a zero vector, which has no angle")
    return _angle(_unit(u)[0], _unit(v)[0])


def arc_cosine(degree: int, X, Z=None) -> np.ndarray:
    """The Gram matrix of κ₀ or κ₁ between the rows of X (n, d) and of Z (k, d), by default X: (n, k)."""
    if degree not in (0, 1):
        raise ValueError(f"degree must be 0 or 1, got {degree!r}")
    return _gram(X, Z, 0.5, 0.5, 1) if degree else _gram(X, Z, 0.5, 0.0, 0)


def tangent_kernel(X, Z=None, layers: str = "hidden") -> np.ndarray:
    """The tangent kernel in the limit of width m → ∞ of f(x) = m^(-1/2) Σ_j a_j σ(⟨w_j, x⟩), w_j ~ N(0, I), E a_j² = 1:
    ⟨x,z⟩ κ₀ for trained hidden weights, κ₁ for trained output weights, the sum for both.

    X: (n, d), Z: (k, d), by default X -> (n, k). On the diagonal ‖x‖²/2, ‖x‖²/2 and ‖x‖² to the last bit of ‖x‖²."""
    return _gram(X, Z, *{"hidden": (0.5, 0.0), "output": (0.5, 0.5), "both": (1.0, 0.5)}[_layers(layers)])


def finite_tangent_kernel(W, a, X, Z=None, layers: str = "hidden", scale: float = 1.0, activation: str = "relu") -> np.ndarray:
    """⟨∇f(x), ∇f(z)⟩ for the network f(x) = scale · ⟨a, σ(Wx)⟩ (lec11:eq-11.43), W (m, d), a (m,): (n, d), (k, d) -> (n, k).

        hidden    scale² ⟨x,z⟩ Σ_j a_j² σ′(⟨w_j,x⟩) σ′(⟨w_j,z⟩)
        output    scale² Σ_j σ(⟨w_j,x⟩) σ(⟨w_j,z⟩)
    Of the m(d + 1) entries of a gradient only σ and σ′ are computed, for as many units at a time as fit a block."""
    W, a, (X, Z) = validate.array("W", W, ndim=2), validate.array("a", a, ndim=1), _inputs(X, Z)
    if len(a) != len(W):
        raise ValueError(f"a must have shape ({len(W)},), one weight for each row of W, got shape {a.shape}")
    if W.shape[1] != X.shape[1]:
        raise ValueError(f"W must have shape (m, {X.shape[1]}), got shape {W.shape}")
    if activation not in ACTIVATIONS:
        raise ValueError(f"activation must be one of {', '.join(ACTIVATIONS)}, got {activation!r}")
    scale, layers = validate.positive("scale", scale), _layers(layers)
    signs = activation == "relu" and (np.abs(a) == abs(a[0])).all()  # then the sum counts units: exact in single precision
    patterns = features = 0.0
    for units in _blocks(len(W), len(X) + (0 if Z is None else len(Z))):
        x, z = X @ W[units].T, None if Z is None else Z @ W[units].T
        if layers != "output":
            patterns = patterns + (_count(x, z) if signs else _slopes(x, z, a[units], activation))
        if layers != "hidden":
            s = ACTIVATIONS[activation][0]
            features = features + _product(s(x), None if z is None else s(z))
    if layers != "output":
        features = features + _product(X, Z) * (patterns * a[0] ** 2 if signs else patterns)
    return scale**2 * features


def _layers(layers: str) -> str:
    if layers not in LAYERS:
        raise ValueError(f"layers must be one of {', '.join(LAYERS)}, got {layers!r}")
    return layers


def _inputs(X, Z):
    X = validate.array("X", X, ndim=2)
    if Z is None:
        return X, None
    Z = validate.array("Z", Z, ndim=2)
    if Z.shape[1] != X.shape[1]:
        raise ValueError(f"Z must have shape (k, {X.shape[1]}), got shape {Z.shape}")
    return X, Z


def _blocks(count: int, width: int):
    step = max(1, BLOCK // width)
    return [slice(i, i + step) for i in range(0, count, step)]


def _product(X, Z):
    return X @ X.T if Z is None else X @ Z.T  # numpy computes one triangle of X @ X.T


def _count(x, z) -> np.ndarray:
    return _product((x > 0).astype(np.float32), None if z is None else (z > 0).astype(np.float32)).astype(float)


def _slopes(x, z, a, activation) -> np.ndarray:
    ds = ACTIVATIONS[activation][1]
    return _product(a * ds(x), None if z is None else a * ds(z))


def _dot(u, v):
    return np.einsum("...i,...i->...", u, v)


def _unit(X) -> tuple[np.ndarray, np.ndarray]:
    """The rows scaled to length 1 (zero rows stay), and their lengths; by a power of two first, against overflow."""
    power = np.frexp(np.abs(X).max(axis=-1))[1]
    Y = np.ldexp(X, -power[..., None])
    length = np.sqrt(_dot(Y, Y))
    return Y / np.where(length > 0, length, 1)[..., None], np.ldexp(length, power)


def _angle(U, V) -> np.ndarray:
    """The angle of unit vectors. What rounding left of ⟨u − v, u + v⟩ = ‖u‖² − ‖v‖² is projected away."""
    s, t = U + V, U - V
    short = (_dot(s, s) < 1)[..., None]  # the shorter one is projected
    s, t = np.where(short, t, s), np.where(short, s, t)
    t = t - s * (_dot(s, t) / _dot(s, s))[..., None]
    half = np.arctan2(_unit(t)[1], np.sqrt(_dot(s, s)))
    return np.where(short[..., 0], np.pi - 2 * half, 2 * half)


def _gram(X, Z, flat: float, sin: float, degree: int = 1) -> np.ndarray:
    """(‖x‖‖z‖)^degree (flat (π − θ)/π cos(θ)^degree + sin · sin(θ)/π) for all pairs of rows, 0 where x or z is 0.

    In blocks of rows that stay in the cache, without temporaries; of a symmetric matrix one triangle is computed."""
    X, Z = _inputs(X, Z)
    U, x = _unit(X)
    V, z = (U, x) if Z is None else _unit(Z)
    if degree == 0:
        x, z = (x > 0).astype(float), (z > 0).astype(float)
    K = np.empty((len(U), len(V)))
    blocks = _blocks(len(U), 32 * len(V))
    room = np.empty((3, blocks[0].stop * len(V)))
    for rows in blocks:
        first = rows.start if Z is None else 0
        shape = len(U[rows]), len(V) - first
        C, S, T = room[:, : shape[0] * shape[1]].reshape(3, *shape)
        _angles(U[rows], V[first:], C, S if sin else None, T, Z is None)
        if degree:
            T *= C
        T *= flat
        if sin:
            S *= sin
            T += S
        T *= x[rows, None]
        T *= z[first:]
        K[rows, first:] = T
        if Z is None:
            K[first:, rows] = T.T
    return K


def _angles(U, V, cos, sin, flat, diagonal) -> None:
    """Fill cos θ, (sin θ)/π and (π − θ)/π for all pairs of unit vectors; where `diagonal`, the first of V are those of U."""
    np.clip(np.matmul(U, V.T, out=cos), -1, 1, out=cos)
    steep = np.abs(cos, out=flat) > STEEP
    if sin is not None:
        np.sqrt(np.subtract(1, np.multiply(cos, cos, out=sin), out=sin), out=sin)
    np.arccos(np.negative(cos, out=flat), out=flat)
    i, j = np.nonzero(steep)
    for pairs in _blocks(len(i), U.shape[1]):
        at = i[pairs], j[pairs]
        theta = _angle(U[at[0]], -V[at[1]])
        flat[at], cos[at] = theta, -np.cos(theta)
        if sin is not None:
            sin[at] = np.sin(theta)
    flat /= np.pi
    if sin is not None:
        sin /= np.pi
    if diagonal:
        k = np.arange(len(U))
        flat[k, k], cos[k, k] = 1.0, 1.0
        if sin is not None:
            sin[k, k] = 0.0
