"""Generalized linear models (ma section 3): activations, the population risk over a finite distribution, and the
empirical risk, both with squared loss."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.special import expit, ndtr

from . import validate
from .objective import Objective, dot, norm


@dataclass(frozen=True)
class Logistic:
    """σ(t) = 1/(1 + e^(−t)): σ' = σ(1 − σ), at most 1/4, and σ'' = σ'(1 − 2σ), at most 1/(6√3). Arrays of any shape."""

    def value(self, t):
        return expit(t)

    def first(self, t):
        return expit(t) * expit(-t)

    def second(self, t):
        return self.first(t) * (expit(-t) - expit(t))


@dataclass(frozen=True)
class Identity:
    """σ(t) = t, which makes the risk that of linear regression. Arrays of any shape."""

    def value(self, t):
        return np.asarray(t, dtype=float)

    def first(self, t):
        return np.ones_like(t, dtype=float)

    def second(self, t):
        return np.zeros_like(t, dtype=float)


@dataclass(frozen=True)
class FlatInflection:
    """σ(t) = Φ(t) + (2a − t)φ(t)/(1 + a²), with φ and Φ the density and the distribution function of the normal law:
    σ'(t) = (t − a)²φ(t)/(1 + a²). It rises strictly from 0 to 1, and σ'(a) = σ''(a) = 0. Arrays of any shape."""

    a: float = 3.0

    def __post_init__(self):
        object.__setattr__(self, "a", float(validate.array("a", self.a, ndim=0)))

    def value(self, t):
        return ndtr(t) + (2 * self.a - t) * _density(t) / (1 + self.a**2)

    def first(self, t):
        return (t - self.a) ** 2 * _density(t) / (1 + self.a**2)

    def second(self, t):
        return (2 - t * (t - self.a)) * (t - self.a) * _density(t) / (1 + self.a**2)


def _density(t):
    return np.exp(-np.square(t) / 2) / np.sqrt(2 * np.pi)


def _weights(weights, n: int) -> np.ndarray:
    """Probabilities (n,); None stands for 1/n each."""
    if weights is None:
        return np.full(n, 1 / n)
    weights = validate.array("weights", weights, ndim=1)
    if len(weights) != n:
        raise ValueError(f"weights must have {n} entries, one for each row of X, got shape {weights.shape}")
    if weights.min() < 0 or abs(weights.sum() - 1) > 1e-9:
        raise ValueError(f"weights must be probabilities, got a least entry {weights.min():g} and a sum {weights.sum():g}")
    return weights


@dataclass(frozen=True, eq=False)
class SquaredRisk(Objective):
    """L̂(w) = ½ Σ p_i (y_i − σ(wᵀx_i))² (ma:glm-empirical-risk, with p_i = 1/n).  X: (n, d), y: (n,), w: (..., d).

        grad   Σ p_i (σ − y_i) σ' x_i
        hvp    Σ p_i (σ'² + (σ − y_i) σ'') ⟨x_i, v⟩ x_i       with σ, σ', σ'' at wᵀx_i
    weights  (n,) the probabilities p_i of the rows; None: 1/n each
    Raises ValueError unless X and y are finite, of matching length, and the weights probabilities.
    """

    X: np.ndarray
    y: np.ndarray
    activation: object = field(default_factory=Logistic)
    weights: np.ndarray | None = None

    def __post_init__(self):
        object.__setattr__(self, "X", validate.array("X", self.X, ndim=2))
        object.__setattr__(self, "y", validate.array("y", self.y, ndim=1))
        if len(self.y) != len(self.X):
            raise ValueError(f"y must have {len(self.X)} entries, one for each row of X, got shape {self.y.shape}")
        object.__setattr__(self, "weights", _weights(self.weights, len(self.X)))

    @property
    def dim(self) -> int:
        return self.X.shape[1]

    def value(self, w):
        return (self.activation.value(w @ self.X.T) - self.y) ** 2 @ self.weights / 2

    def grad(self, w):
        t = w @ self.X.T
        return (self.weights * (self.activation.value(t) - self.y) * self.activation.first(t)) @ self.X

    def hvp(self, w, v):
        t = w @ self.X.T
        bend = self.activation.first(t) ** 2 + (self.activation.value(t) - self.y) * self.activation.second(t)
        return (self.weights * bend * (v @ self.X.T)) @ self.X


@dataclass(frozen=True, eq=False)
class PopulationRisk(Objective):
    """L(w) = ½ E(y − σ(wᵀx))² (ma:glm-population-risk) where x takes the values x_k with probabilities p_k, and
    y = σ(w⋆ᵀx) + ε with noise ε = ±noise, each with probability ½.  X: (m, d), weights: (m,), w_star: (d,), w: (..., d).

    The expectation is a finite sum: L(w) = ½ noise² + ½ Σ p_k (σ(w⋆ᵀx_k) − σ(wᵀx_k))² (ma:eq-3.1).
    Raises ValueError for bad shapes, weights that are no probabilities, and noise outside [0, 1] (ma:assump-3.1).
    """

    X: np.ndarray
    w_star: np.ndarray
    activation: object = field(default_factory=Logistic)
    weights: np.ndarray | None = None
    noise: float = 0.5

    def __post_init__(self):
        object.__setattr__(self, "X", validate.array("X", self.X, ndim=2))
        object.__setattr__(self, "w_star", validate.array("w_star", self.w_star, ndim=1))
        if len(self.w_star) != self.dim:
            raise ValueError(f"w_star must have {self.dim} entries, as the rows of X, got shape {self.w_star.shape}")
        object.__setattr__(self, "weights", _weights(self.weights, len(self.X)))
        if self.noise != 0 and validate.positive("noise", self.noise) > 1:
            raise ValueError(f"noise must be at most 1, got {self.noise:g}")

    @property
    def dim(self) -> int:
        return self.X.shape[1]

    @cached_property
    def _clean(self) -> SquaredRisk:
        return SquaredRisk(self.X, self.activation.value(self.X @ self.w_star), self.activation, self.weights)

    def value(self, w):
        return self.noise**2 / 2 + self._clean.value(w)

    def grad(self, w):
        return self._clean.grad(w)

    def hvp(self, w, v):
        return self._clean.hvp(w, v)

    @property
    def B(self) -> float:
        """The largest ‖x_k‖ (ma:assump-3.1)."""
        return float(norm(self.X).max())

    @property
    def lam(self) -> float:
        """The smallest eigenvalue of E xxᵀ (ma:assump-3.1)."""
        return float(np.linalg.eigvalsh((self.weights[:, None] * self.X).T @ self.X)[0])

    def progress(self, w):
        """⟨∇L(w), w − w⋆⟩ (ma:glm-inner): (..., d) -> (...,)"""
        return dot(self.grad(w), w - self.w_star)

    def sample(self, n: int, rng: np.random.Generator, bias: float = 0.0) -> SquaredRisk:
        """L̂ of n independent draws of (x, y + bias), as a weighted sum over the 2m values that (x, y) can take: what it
        costs does not depend on n. With bias ≠ 0 the noise does not have mean zero."""
        counts = validate.generator("rng", rng).multinomial(validate.count("n", n), np.tile(self.weights / 2, 2))
        y = self.activation.value(self.X @ self.w_star) + bias
        return SquaredRisk(np.tile(self.X, (2, 1)), np.concatenate([y + self.noise, y - self.noise]), self.activation,
                           counts / n)
