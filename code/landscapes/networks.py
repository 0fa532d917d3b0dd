"""Two-layer networks, their risk, their derivatives and their tangent kernel (ma section 6)."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls
from scipy.special import expit

from . import validate
from .objective import Objective, dot, join, split

#: name -> (σ, σ′, σ″); at a kink σ′ is the derivative from the left, and σ″ is 0
ACTIVATIONS = {
    "linear": (lambda z: z, np.ones_like, np.zeros_like),
    "quadratic": (np.square, lambda z: 2 * z, lambda z: np.full_like(z, 2.0)),
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(float), np.zeros_like),
    "softplus": (lambda z: np.logaddexp(z, 0), expit, lambda z: expit(z) * expit(-z)),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2, lambda z: -2 * np.tanh(z) * (1 - np.tanh(z) ** 2)),
}


@dataclass(frozen=True, eq=False)
class TwoLayer(Objective):
    """L(θ) = (1/2n) Σ_i (f_θ(x_i) − y_i)² + ½ decay ‖θ‖² for f_θ(x) = ⟨a, σ(Wx)⟩ (ma:fn-9, ma:nn-risk), W (k, d) and a (k,).

    With r_i = (f_θ(x_i) − y_i)/n and z_i = Wx_i:
        ∂L/∂W = Σ r_i (a ∘ σ′(z_i)) x_iᵀ + decay W,    ∂L/∂a = Σ r_i σ(z_i) + decay a
    X: (n, d), one example per row; y: (n,); σ: a name in ACTIVATIONS.
    output   a fixed a (k,): then θ = W; without it θ = (W, a) and both are trained
    """

    X: np.ndarray
    y: np.ndarray
    width: int
    activation: str = "relu"
    output: np.ndarray | None = None
    decay: float = 0.0

    def __post_init__(self):
        object.__setattr__(self, "X", validate.array("X", self.X, ndim=2))
        object.__setattr__(self, "y", validate.array("y", self.y, ndim=1))
        if len(self.y) != len(self.X):
            raise ValueError(f"y must have one label for each of the {len(self.X)} examples, got shape {self.y.shape}")
        validate.count("width", self.width)
        if self.activation not in ACTIVATIONS:
            raise ValueError(f"activation must be one of {', '.join(ACTIVATIONS)}, got {self.activation!r}")
        if self.output is not None:
            object.__setattr__(self, "output", validate.array("output", self.output, ndim=1))
            if len(self.output) != self.width:
                raise ValueError(f"output must have shape ({self.width},), got shape {self.output.shape}")
        if self.decay:
            validate.positive("decay", self.decay)

    @property
    def shapes(self) -> list[tuple]:
        hidden = [(self.width, self.X.shape[1])]
        return hidden if self.output is not None else [*hidden, (self.width,)]

    @property
    def dim(self) -> int:
        return sum(int(np.prod(shape)) for shape in self.shapes)

    def factors(self, x) -> tuple[np.ndarray, np.ndarray]:
        """(W, a): (..., dim) -> (..., k, d), (..., k)"""
        W, *rest = split(x, self.shapes)
        return (W, rest[0]) if rest else (W, np.broadcast_to(self.output, W.shape[:-1]))

    def predict(self, x, X=None) -> np.ndarray:
        """f_θ at the rows of X (n, d), by default the examples: (..., dim) -> (..., n)"""
        W, a = self.factors(x)
        return dot(ACTIVATIONS[self.activation][0]((self.X if X is None else X) @ W.swapaxes(-1, -2)), a[..., None, :])

    def features(self, x, X=None) -> np.ndarray:
        """∇_θ f_θ at the rows of X (n, d), the feature vectors of (6.1): (..., dim) -> (..., n, dim)"""
        X = self.X if X is None else X
        s, ds, _ = ACTIVATIONS[self.activation]
        W, a = self.factors(x)
        Z = X @ W.swapaxes(-1, -2)
        hidden = (a[..., None, :] * ds(Z))[..., None] * X[:, None, :]
        parts = [hidden] if self.output is not None else [hidden, s(Z)]
        return join(parts, self.shapes)

    def value(self, x):
        residual = self.predict(x) - self.y
        return dot(residual, residual) / (2 * len(self.y)) + self.decay / 2 * dot(x, x)

    def grad(self, x):
        s, ds, _ = ACTIVATIONS[self.activation]
        W, a = self.factors(x)
        Z = self.X @ W.swapaxes(-1, -2)
        S = s(Z)
        r = (dot(S, a[..., None, :]) - self.y)[..., None] / len(self.y)
        back = r * a[..., None, :] * ds(Z)
        parts = [back.swapaxes(-1, -2) @ self.X, (r * S).sum(axis=-2)]
        return join(parts[: len(self.shapes)], self.shapes) + self.decay * x

    def hvp(self, x, v):
        s, ds, dds = ACTIVATIONS[self.activation]
        W, a = self.factors(x)
        V, *rest = split(v, self.shapes)
        b = (rest[0] if rest else np.zeros(V.shape[:-1]))[..., None, :]
        a, n = a[..., None, :], len(self.y)
        Z, T = self.X @ W.swapaxes(-1, -2), self.X @ V.swapaxes(-1, -2)
        S, D = s(Z), ds(Z)
        r = (dot(S, a) - self.y)[..., None] / n
        df = (dot(D * T, a) + dot(S, b))[..., None] / n
        back = df * a * D + r * (b * D + a * dds(Z) * T)
        parts = [back.swapaxes(-1, -2) @ self.X, (df * S + r * D * T).sum(axis=-2)]
        return join(parts[: len(self.shapes)], self.shapes) + self.decay * v


def wide_relu_minimum(X, y, decay: float, directions: int = 720) -> float:
    """The least regularized risk of a ReLU network of any width on inputs X (n, 2), up to the grid of directions.

    (decay/2)(‖W‖² + ‖a‖²) is least, for given functions a_j σ(⟨w_j, ·⟩), where |a_j| = ‖w_j‖, and is then decay Σ|c_j| with
    c_j = a_j‖w_j‖. So the infinitely wide network is a Lasso over the directions of the circle (ma:sec-6-infinite-width).
    The Lasso is solved as nonnegative least squares over ±c: a row of small μ with the label −n decay/μ adds decay Σ|c_j|
    and μ²(Σ|c_j|)²/2n. Raises ArithmeticError if the duality gap is above 10⁻⁹ of the value.
    """
    X, y = validate.array("X", X, ndim=2), validate.array("y", y, ndim=1)
    if X.shape[1] != 2:
        raise ValueError(f"X must have shape (n, 2), got shape {X.shape}")
    decay, n, mu = validate.positive("decay", decay), len(y), 1e-4
    angle = 2 * np.pi * np.arange(validate.count("directions", directions)) / directions
    S = np.maximum(X @ np.array([np.cos(angle), np.sin(angle)]), 0)
    rows = np.vstack([np.hstack([S, -S]), np.full(2 * directions, mu)])
    c = nnls(rows, np.append(y, -n * decay / mu))[0]
    r = y - rows[:n] @ c
    value = float(r @ r / (2 * n) + decay * c.sum())
    u = r * min(1.0, n * decay / np.abs(S.T @ r).max())   # a point of the dual, which bounds every value from below
    if not value - (y @ y - (y - u) @ (y - u)) / (2 * n) <= 1e-9 * value:
        raise ArithmeticError("the minimum over all widths has no certificate: the duality gap did not close")
    return value
