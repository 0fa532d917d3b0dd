"""Max pooling in place of the mean (bg section 8): f(x; w) = max_i σ(w·x[i]), and its risk for Gaussian inputs."""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial import chebyshev
from scipy.special import ndtr

from . import validate
from .objective import Objective, dot, norm
from .relu_kernel import angle


def _nodes(count: int, low, high):
    x, weight = np.polynomial.legendre.leggauss(count)
    low, high = np.asarray(low)[..., None], np.asarray(high)[..., None]
    return low + (high - low) * (x + 1) / 2, (high - low) * weight / 2


def below(s, t, theta):
    """P(u ≤ s, v ≤ t) for s, t ≥ 0 and standard normals u, v with correlation cos θ, from Φ(s)Φ(t) by Plackett's identity.

    ∂/∂ρ of it is the density, so with ρ = cos ψ it is Φ(s)Φ(t) + (1/2π) ∫_θ^{π/2} exp(−(s² + t² − 2st cos ψ)/(2 sin²ψ)) dψ.
    """
    psi, weight = _nodes(32, theta, np.pi / 2)
    s, t = s[..., None], t[..., None]
    power = (s - t) ** 2 / np.sin(psi) ** 2 + 2 * s * t / (1 + np.cos(psi))
    return ndtr(s[..., 0]) * ndtr(t[..., 0]) + (np.exp(-power / 2) * weight).sum(axis=-1) / (2 * np.pi)


def slope(theta, k: int):
    """M′(cos θ) = k ∫∫_{s,t>0} φ₂(s, t) P(u ≤ s, v ≤ t)^{k−1} ds dt: the probability that the same part is the largest and
    positive for both filters. (...,) -> (...,), in [0, 1 − 2^−k]."""
    theta = np.asarray(theta, dtype=float)
    beta, weight = _nodes(40, theta - np.pi / 2, np.pi / 2)
    r, height = _nodes(24, 0.0, 7.0)
    s = r * np.maximum(np.cos(beta), 0)[..., None]
    t = r * np.maximum(np.cos(beta - theta[..., None]), 0)[..., None]
    inner = below(s, t, np.broadcast_to(theta[..., None, None], s.shape)) ** (k - 1)
    return k * np.einsum("...br,...b,r->...", inner, weight, r * np.exp(-(r**2) / 2) * height) / (2 * np.pi)


@dataclass(frozen=True, eq=False)
class MaxPoolConvNet(Objective):
    """ℓ(w) = M(1)(‖w‖² + ‖w*‖²) − 2‖w‖‖w*‖ M(cos θ), θ = ∠(w, w*), M(ρ) = E max_i σ(u_i) max_i σ(v_i).

    The risk of max pooling over k parts of x ~ N(0, I); (u_i, v_i) are k independent pairs of standard normals with
    correlation ρ. M(−1) is E of the product for v = −u; M grows with ρ (`slope`), so θ decreases along descent.
    target: w*, shape (m,);  k: number of parts;  points w: (..., m)
    Not differentiable at w = 0, where `grad` is set to 0; `hvp` is not given, so that runs need certify=False.
    Raises ValueError for a target that is zero or no vector of finite numbers, or a k below 1.
    """

    target: np.ndarray
    k: int
    degree = 28

    def __post_init__(self):
        object.__setattr__(self, "target", validate.array("target", self.target, ndim=1))
        if not self.target.any():
            raise ValueError("target must not be zero")
        validate.count("k", self.k)
        # M and M′ as Chebyshev series in θ: d M(cos θ)/dθ = −sin θ M′(cos θ), and M(0) = (E max σ(u))² fixes the constant.
        to_theta = lambda z: np.pi * (z + 1) / 2
        first = chebyshev.chebinterpolate(lambda z: slope(to_theta(z), self.k), self.degree)
        fall = chebyshev.chebinterpolate(lambda z: -np.pi / 2 * np.sin(to_theta(z)) * slope(to_theta(z), self.k), self.degree)
        series = chebyshev.chebint(fall)
        s, weight = _nodes(80, 0.0, 9.0)
        mean = weight @ (1 - ndtr(s) ** self.k)  # E max_i σ(u_i) = ∫ P(max > s) ds
        series[0] += mean**2 - chebyshev.chebval(0.0, series)
        object.__setattr__(self, "_first", first)
        object.__setattr__(self, "_series", series)

    @property
    def dim(self) -> int:
        return len(self.target)

    def kernel(self, theta):
        """M(cos θ): (...,) -> (...,)"""
        return chebyshev.chebval(2 * np.asarray(theta) / np.pi - 1, self._series)

    def kernel_slope(self, theta):
        """M′(cos θ), the derivative in ρ: (...,) -> (...,)"""
        return chebyshev.chebval(2 * np.asarray(theta) / np.pi - 1, self._first)

    def value(self, w):
        length, star = norm(w), norm(self.target)
        return self.kernel(0.0) * (length**2 + star**2) - 2 * length * star * self.kernel(angle(w, self.target))

    def grad(self, w):
        length, star = norm(w)[..., None], norm(self.target)
        unit, theta = w / np.where(length == 0, 1.0, length), angle(w, self.target)[..., None]
        across = self.target / star - dot(unit, self.target / star)[..., None] * unit
        pull = star * (self.kernel(theta) * unit + self.kernel_slope(theta) * across)
        return 2 * self.kernel(0.0) * w - 2 * pull * (length > 0)


def output(windows, w):
    """f(x; w) = max_i σ(w·x[i]) for every input and every filter: windows (n, k, m), w (..., m) -> (..., n)."""
    units = np.einsum("nkm,...m->...nk", windows, w)
    return np.maximum(units.max(axis=-1), 0)


@dataclass(frozen=True, eq=False)
class SampledMaxPool(Objective):
    """L(w) = (1/n) Σ_i (max_l σ(w·x_i[l]) − y_i)²; its derivative takes the part that is largest, if it is positive.

    windows: (n, k, m), the parts of each input (they may overlap);  y: (n,);  points w: (..., m)
    Raises ValueError for arrays that are not finite or lengths that do not match.
    """

    windows: np.ndarray
    y: np.ndarray

    def __post_init__(self):
        object.__setattr__(self, "windows", validate.array("windows", self.windows, ndim=3))
        object.__setattr__(self, "y", validate.array("y", self.y, ndim=1))
        if len(self.y) != len(self.windows):
            raise ValueError(f"y must have one label for each of the {len(self.windows)} inputs, got shape {self.y.shape}")

    @property
    def dim(self) -> int:
        return self.windows.shape[-1]

    def value(self, w):
        residual = output(self.windows, w) - self.y
        return dot(residual, residual) / len(self.y)

    def chosen(self, w):
        """The derivative of each output: the largest part, or 0: (..., m) -> (..., n, m)"""
        units = np.einsum("nkm,...m->...nk", self.windows, w)
        best = units.argmax(axis=-1)
        return self.windows[np.arange(len(self.y)), best] * (units.max(axis=-1) > 0)[..., None]

    def grad(self, w):
        residual = output(self.windows, w) - self.y
        return 2 * np.einsum("...n,...nm->...m", residual, self.chosen(w)) / len(self.y)

    def hvp(self, w, v):
        part = self.chosen(w)
        return 2 * np.einsum("...nm,...n->...m", part, np.einsum("...nm,...m->...n", part, v)) / len(self.y)
