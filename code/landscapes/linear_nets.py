"""Linear networks of any depth (ma section 6)."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from . import validate
from .objective import Objective, join, split


@dataclass(frozen=True, eq=False)
class LinearNetwork(Objective):
    """L(W_1, …, W_H) = ½ Σ_ij weights_ij (W_1 W_2 ⋯ W_H X − Y)_ij²  (ma:linear-nets), W_1 the last layer, as in f_θ = W_1 W_2 W_3 x.

    With E = weights ∘ (W_1 ⋯ W_H X − Y):  ∂L/∂W_j = (W_1 ⋯ W_{j−1})ᵀ E (W_{j+1} ⋯ W_H X)ᵀ.
    X: (d, n), Y: (m, n), one example per column; widths: those of the hidden layers from the output to the input, H − 1 of
    them; weights: (m, n), nonnegative, 1 without it (the squared loss).
    """

    X: np.ndarray
    Y: np.ndarray
    widths: tuple[int, ...]
    weights: np.ndarray | float = 1.0

    def __post_init__(self):
        object.__setattr__(self, "X", validate.array("X", self.X, ndim=2))
        object.__setattr__(self, "Y", validate.array("Y", self.Y, ndim=2))
        if self.X.shape[1] != self.Y.shape[1]:
            raise ValueError(f"X and Y must have as many columns, got shapes {self.X.shape} and {self.Y.shape}")
        object.__setattr__(self, "widths", tuple(validate.count("widths", width) for width in self.widths))
        object.__setattr__(self, "weights", validate.array("weights", self.weights))
        if np.broadcast_shapes(self.weights.shape, self.Y.shape) != self.Y.shape or (self.weights < 0).any():
            raise ValueError(f"weights must be nonnegative, of shape {self.Y.shape}, got shape {self.weights.shape}")

    @property
    def shapes(self) -> list[tuple[int, int]]:
        return list(pairwise((len(self.Y), *self.widths, len(self.X))))

    @property
    def dim(self) -> int:
        return sum(rows * columns for rows, columns in self.shapes)

    def product(self, x) -> np.ndarray:
        """W_1 ⋯ W_H: (..., dim) -> (..., m, d)"""
        first, *rest = split(x, self.shapes)
        for W in rest:
            first = first @ W
        return first

    def value(self, x):
        return (self.weights * (self.product(x) @ self.X - self.Y) ** 2).sum(axis=(-2, -1)) / 2

    def grad(self, x):
        factors = split(x, self.shapes)
        inputs = self._inputs(factors)
        back, parts = self.weights * (inputs[0] - self.Y), []
        for W, R in zip(factors, inputs[1:]):
            parts.append(back @ R.swapaxes(-1, -2))
            back = W.swapaxes(-1, -2) @ back
        return join(parts, self.shapes)

    def hvp(self, x, v):
        factors, directions = split(x, self.shapes), split(v, self.shapes)
        inputs, changes = self._inputs(factors), [np.zeros_like(self.X)]
        for W, V, R in zip(factors[::-1], directions[::-1], inputs[:0:-1]):
            changes.insert(0, V @ R + W @ changes[0])
        back, change, parts = self.weights * (inputs[0] - self.Y), self.weights * changes[0], []
        for W, V, R, dR in zip(factors, directions, inputs[1:], changes[1:]):
            parts.append(change @ R.swapaxes(-1, -2) + back @ dR.swapaxes(-1, -2))
            back, change = W.swapaxes(-1, -2) @ back, V.swapaxes(-1, -2) @ back + W.swapaxes(-1, -2) @ change
        return join(parts, self.shapes)

    def _inputs(self, factors):
        """[W_1 ⋯ W_H X, W_2 ⋯ W_H X, …, X]"""
        inputs = [self.X]
        for W in factors[::-1]:
            inputs.insert(0, W @ inputs[0])
        return inputs

    def minimum(self) -> float:
        """The least squared loss: least squares under rank(W_1 ⋯ W_H) ≤ the least width, by Eckart and Young.

        Raises ValueError if the weights are not 1: then no formula is known."""
        if (self.weights != 1).any():
            raise ValueError("weights must be 1 for a closed form of the minimum")
        row_space = np.linalg.svd(self.X, full_matrices=False)
        Q = row_space[2][row_space[1] > 1e-12 * row_space[1].max()]
        fitted = np.linalg.svd(self.Y @ Q.T, compute_uv=False)
        rank = min([*self.widths, *fitted.shape])
        return float(((self.Y**2).sum() - (fitted[:rank] ** 2).sum()) / 2)
