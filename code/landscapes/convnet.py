"""The no-overlap network on given examples: its output and its empirical risk (bg section 1)."""

from dataclasses import dataclass

import numpy as np

from . import validate
from .objective import Objective, dot


def parts(x, k: int) -> np.ndarray:
    """The k disjoint parts x[1], …, x[k] of each input (bg:sec-1-patches): (..., km) -> (..., k, m).

    Raises ValueError if k does not divide the length of an input: m = d/k has to be integral.
    """
    x, k = np.asarray(x, dtype=float), validate.count("k", k)
    if x.shape[-1] % k:
        raise ValueError(f"k must divide the length of the inputs, got k = {k} for shape {x.shape}")
    return x.reshape(*x.shape[:-1], k, x.shape[-1] // k)


def output(x, w, k: int) -> np.ndarray:
    """f(x; w) = (1/k) Σ_i σ(w·x[i]) (bg:eq-1) for every input and every filter: (n, km), (..., m) -> (..., n)."""
    pieces = parts(x, k)
    if np.shape(w)[-1] != pieces.shape[-1]:
        raise ValueError(f"w must have {pieces.shape[-1]} entries on its last axis, got shape {np.shape(w)}")
    units = np.asarray(w) @ pieces.reshape(-1, pieces.shape[-1]).T
    return np.maximum(units.reshape(*np.shape(w)[:-1], len(pieces), k), 0).mean(axis=-1)


@dataclass(frozen=True, eq=False)
class SampledConvNet(Objective):
    """L(w) = (1/n) Σ_i (f(x_i; w) − y_i)² for f(x; w) = (1/k) Σ_l σ(w·x[l]) (bg:eq-1, bg:eq-2).

    With the share p_i = (1/k) Σ_l 1[w·x_i[l] > 0] x_i[l], the derivative of the output:
        grad  (2/n) Σ_i (f(x_i; w) − y_i) p_i,    hvp  (2/n) Σ_i p_i⟨p_i, v⟩
    the second wherever no w·x_i[l] is 0. At such a kink σ′ is 0.
    X: (n, km), one input per row;  y: (n,);  k: number of parts;  points w: (..., m)
    Raises ValueError for inputs that are not finite, lengths that do not match, or a k that does not divide km.
    """

    X: np.ndarray
    y: np.ndarray
    k: int

    def __post_init__(self):
        object.__setattr__(self, "X", validate.array("X", self.X, ndim=2))
        object.__setattr__(self, "y", validate.array("y", self.y, ndim=1))
        if len(self.y) != len(self.X):
            raise ValueError(f"y must have one label for each of the {len(self.X)} inputs, got shape {self.y.shape}")
        object.__setattr__(self, "rows", parts(self.X, self.k).reshape(-1, self.X.shape[1] // self.k))  # (nk, m)

    @property
    def dim(self) -> int:
        return self.rows.shape[1]

    def _units(self, w):
        """w·x_i[l]: (..., m) -> (..., n, k)"""
        return (w @ self.rows.T).reshape(*np.shape(w)[:-1], len(self.y), self.k)

    def predict(self, w):
        """f(x_i; w): (..., m) -> (..., n)"""
        return np.maximum(self._units(w), 0).mean(axis=-1)

    def value(self, w):
        residual = self.predict(w) - self.y
        return dot(residual, residual) / len(self.y)

    def grad(self, w):
        z = self._units(w)
        residual = np.maximum(z, 0).mean(axis=-1) - self.y
        back = (residual[..., None] * (z > 0)).reshape(*np.shape(w)[:-1], -1)
        return back @ self.rows * (2 / (len(self.y) * self.k))

    def hvp(self, w, v):
        active = self._units(w) > 0
        slope = (active * self._units(v)).sum(axis=-1)  # k⟨p_i, v⟩
        back = (slope[..., None] * active).reshape(*np.shape(w)[:-1], -1)
        return back @ self.rows * (2 / (len(self.y) * self.k**2))
