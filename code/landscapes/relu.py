"""Convolutional networks with one filter, ReLU and Gaussian inputs: their population risk in closed form (bg)."""

from dataclasses import dataclass

import numpy as np

from . import validate
from .objective import Objective, dot, norm
from .relu_kernel import norm_hvp, relu_kernel, relu_kernel_grad, relu_kernel_hvp, relu_kernel_mixed


@dataclass(frozen=True, eq=False)
class NoOverlapConvNet(Objective):
    """ℓ(w) = (1/k²)[γ(‖w‖² + ‖w*‖²) − 2k g(w, w*) − 2β‖w‖‖w*‖], β = (k² − k)/2π, γ = β + k/2 (bg:eq-3, bg:eq-8).

    The risk E(f(x; w) − f(x; w*))² of k filters on disjoint parts of x ~ N(0, I). bg:eq-8 leaves out the term γ‖w*‖²,
    which does not depend on w; with it ℓ(w*) = 0.
    target: w*, shape (m,);  k: number of parts, so that x has km entries;  points w: (..., m)
    Not differentiable at w = 0; there `grad` is the mean of its limits (see relu_kernel_grad), `hvp` is not defined (NaN).
    Raises ValueError for a target that is no vector of finite numbers, or a k below 1.
    """

    target: np.ndarray
    k: int

    def __post_init__(self):
        object.__setattr__(self, "target", validate.array("target", self.target, ndim=1))
        validate.count("k", self.k)

    @property
    def dim(self) -> int:
        return len(self.target)

    @property
    def beta(self) -> float:
        """β = (k² − k)/2π (bg:def-beta-gamma)"""
        return (self.k**2 - self.k) / (2 * np.pi)

    @property
    def gamma(self) -> float:
        """γ = β + k/2 (bg:def-beta-gamma)"""
        return self.beta + self.k / 2

    def value(self, w):
        length, star = norm(w), norm(self.target)
        overlap = 2 * self.k * relu_kernel(w, self.target) + 2 * self.beta * length * star
        return (self.gamma * (length**2 + star**2) - overlap) / self.k**2

    def grad(self, w):
        length = norm(w)[..., None]
        unit = w / np.where(length == 0, 1.0, length)
        pull = 2 * self.k * relu_kernel_grad(w, self.target) + 2 * self.beta * norm(self.target) * unit
        return (2 * self.gamma * w - pull) / self.k**2

    def hvp(self, w, v):
        bend = 2 * self.k * relu_kernel_hvp(w, self.target, v) + 2 * self.beta * norm(self.target) * norm_hvp(w, v)
        return (2 * self.gamma * v - bend) / self.k**2

    def plane(self, w) -> tuple["NoOverlapConvNet", np.ndarray]:
        """The same risk on span(w, w*), in which gradient descent from w stays (bg:eq-14): two numbers for each start.

        Returns the risk with target (‖w*‖, 0) and the points (⟨w, w*⟩/‖w*‖, ‖w − its projection on w*‖): (..., m) -> (..., 2).
        """
        star = norm(self.target)
        if star == 0:
            raise ValueError("target must not be zero: w and w* then span no plane")
        along = dot(w, self.target / star)
        across = norm(w - along[..., None] * self.target / star)
        return NoOverlapConvNet(np.array([star, 0.0]), self.k), np.stack([along, across], axis=-1)


@dataclass(frozen=True, eq=False)
class OverlapConvNet(Objective):
    """ℓ(w) = (1/k²) Σ_{i,j} [g(w_i, w_j) − 2g(w_i, w*_j) + g(w*_i, w*_j)], w_i = (0, …, w, …, 0) moved by (i−1)·stride (bg:eq-7).

    A term depends on the lag i − j alone, and once the filters no longer meet it is (‖w‖ − ‖w*‖)²/2π. So the k² terms are
    at most 2⌈m/stride⌉ classes. With stride ≥ m this is NoOverlapConvNet.
    target: w*, shape (m,);  k: number of filters;  stride: from a filter to the next;  points w: (..., m)
    Not differentiable at w = 0; there `grad` takes σ′(0) = ½, and `hvp` is not defined (NaN).
    Raises ValueError for a target that is no vector of finite numbers, or a k or stride below 1.
    """

    target: np.ndarray
    k: int
    stride: int = 1

    def __post_init__(self):
        object.__setattr__(self, "target", validate.array("target", self.target, ndim=1))
        validate.count("k", self.k)
        validate.count("stride", self.stride)

    @property
    def dim(self) -> int:
        return len(self.target)

    @property
    def lags(self) -> list[int]:
        """The lags i − j, of either sign, at which filters i and j share an input; there are k − |lag| pairs of each."""
        reach = min(self.k - 1, (self.dim - 1) // self.stride)
        return list(range(-reach, reach + 1))

    @property
    def apart(self) -> int:
        """The number of pairs (i, j) that share no input."""
        return self.k**2 - sum(self.k - abs(lag) for lag in self.lags)

    def place(self, w, lag: int):
        """Filter i as a vector on the inputs of i and j together, lag = i − j: (..., m) -> (..., m + |lag|·stride)"""
        zeros = np.zeros((*np.shape(w)[:-1], abs(lag) * self.stride))
        return np.concatenate([zeros, w] if lag > 0 else [w, zeros], axis=-1)

    def take(self, z, lag: int):
        """The transpose of `place`: (..., m + |lag|·stride) -> (..., m)"""
        start = max(lag, 0) * self.stride
        return z[..., start : start + self.dim]

    def value(self, w):
        star = self.target
        total = self.apart * (norm(w) - norm(star)) ** 2 / (2 * np.pi)
        for lag in self.lags:
            wi, wj, si, sj = self.place(w, lag), self.place(w, -lag), self.place(star, lag), self.place(star, -lag)
            terms = relu_kernel(wi, wj) - 2 * relu_kernel(wi, sj) + relu_kernel(si, sj)
            total = total + (self.k - abs(lag)) * terms
        return total / self.k**2

    def grad(self, w):
        length = norm(w)[..., None]
        unit = w / np.where(length == 0, 1.0, length)
        total = self.apart * (length - norm(self.target)) * unit / np.pi
        for lag in self.lags:
            wi, wj, sj = self.place(w, lag), self.place(w, -lag), self.place(self.target, -lag)
            terms = relu_kernel_grad(wi, wj) - relu_kernel_grad(wi, sj)
            total = total + 2 * (self.k - abs(lag)) * self.take(terms, lag)
        return total / self.k**2

    def hvp(self, w, v):
        total = self.apart * (v - norm(self.target) * norm_hvp(w, v)) / np.pi
        for lag in self.lags:
            wi, wj, sj = self.place(w, lag), self.place(w, -lag), self.place(self.target, -lag)
            vi, vj = self.place(v, lag), self.place(v, -lag)
            terms = relu_kernel_hvp(wi, wj, vi) + relu_kernel_mixed(wi, wj, vj) - relu_kernel_hvp(wi, sj, vi)
            total = total + 2 * (self.k - abs(lag)) * self.take(terms, lag)
        return total / self.k**2
