"""Parallel networks of positively homogeneous units, and non-increasing paths to their global minimizers (vzh,
section 1.4.2). The convex function Ω below their regularizer is in `gauge`."""

from dataclasses import dataclass

import numpy as np

from . import validate
from .objective import Objective, join, split
from .vertices import vertex_path


@dataclass(frozen=True)
class ParallelReLU(Objective):
    """½‖Φ_r(X, W) − Y‖² + λ Θ_r(W), Φ_r = W₂ ReLU(W₁ᵀX), Θ_r = ½(‖W₁‖² + ‖W₂‖²) (vzh:eq-1.50).

    X: (n0, m), Y: (n2, m), r units. A point (..., d) holds W₁: (n0, r) and W₂: (n2, r). At a kink grad
    takes ReLU′(0) = 0, so that a zero unit stays zero.
    """

    X: np.ndarray
    Y: np.ndarray
    r: int
    lam: float

    def __post_init__(self):
        X, Y = validate.array("X", self.X, ndim=2), validate.array("Y", self.Y, ndim=2)
        if X.shape[1] != Y.shape[1]:
            raise ValueError(f"X and Y must have as many columns, got shapes {X.shape} and {Y.shape}")
        object.__setattr__(self, "X", X)
        object.__setattr__(self, "Y", Y)
        object.__setattr__(self, "r", validate.count("r", self.r))
        object.__setattr__(self, "lam", validate.positive("lam", self.lam))

    @property
    def shapes(self):
        return (len(self.X), self.r), (len(self.Y), self.r)

    @property
    def dim(self) -> int:
        return (len(self.X) + len(self.Y)) * self.r

    def output(self, x):
        """Φ_r: (..., d) -> (..., n2, m)"""
        W1, W2 = split(np.asarray(x, float), self.shapes)
        return W2 @ np.maximum(np.swapaxes(W1, -1, -2) @ self.X, 0)

    def regularizer(self, x):
        """Θ_r: (..., d) -> (...,)"""
        return (np.asarray(x, float) ** 2).sum(axis=-1) / 2

    def value(self, x):
        return ((self.output(x) - self.Y) ** 2).sum(axis=(-2, -1)) / 2 + self.lam * self.regularizer(x)

    def grad(self, x):
        W1, W2 = split(np.asarray(x, float), self.shapes)
        hidden = np.swapaxes(W1, -1, -2) @ self.X
        R = W2 @ np.maximum(hidden, 0) - self.Y
        back = np.swapaxes(W2, -1, -2) @ R * (hidden > 0)
        parts = [np.einsum("im,...rm->...ir", self.X, back), R @ np.swapaxes(np.maximum(hidden, 0), -1, -2)]
        return join(parts, self.shapes) + self.lam * x

    def hvp(self, x, v):
        """The Hessian of the smooth piece around x, times v."""
        (W1, W2), (V1, V2) = split(np.asarray(x, float), self.shapes), split(np.asarray(v, float), self.shapes)
        swap = lambda A: np.swapaxes(A, -1, -2)
        hidden = swap(W1) @ self.X
        on, act, dact = hidden > 0, np.maximum(hidden, 0), (hidden > 0) * (swap(V1) @ self.X)
        R, dR = W2 @ act - self.Y, V2 @ act + W2 @ dact
        back = (swap(V2) @ R + swap(W2) @ dR) * on
        parts = [np.einsum("im,...rm->...ir", self.X, back), dR @ swap(act) + R @ swap(dact)]
        return join(parts, self.shapes) + self.lam * v

    def point(self, w, a):
        """The point of units w: (k, n0), a: (k,) or (k, n2), with zero units up to r."""
        w, a = validate.array("w", w, ndim=2), np.reshape(a, (len(w), -1))
        if len(w) > self.r:
            raise ValueError(f"w must hold at most r = {self.r} units, got {len(w)}")
        zeros = np.zeros((self.r - len(w), 1))
        return join([np.vstack([part, zeros * part[:1]]).T for part in (w, a)], self.shapes)


@dataclass(frozen=True)
class Path:
    """Points x: (k, d) on a continuous path. Between corners the squared weights of the units change linearly; the
    output is constant on the first `flat` points."""

    x: np.ndarray
    flat: int


def path_to_minimum(f: ParallelReLU, x0, w, a, samples: int = 8) -> Path:
    """From any x0: (d,) to the global minimum with the units w: (k, n0), a: (k, n2) and never up, if r > |φ| = n2·m:
    the proof of vzh:thm-1.10. A unit with the factor c is √c times its weights, by homogeneity of degree 2."""
    x0, size = validate.start(f, x0), f.Y.size
    if f.r <= size:
        raise ValueError(f"r must be more than |φ| = {size}, got {f.r}")
    target = np.hstack([validate.array("w", w, ndim=2), np.reshape(a, (len(w), -1))])
    units = np.vstack([np.hstack([part.T for part in split(x0, f.shapes)]), target])
    one = ParallelReLU(f.X, f.Y, 1, f.lam)
    c1 = np.repeat([0.0, 1.0], [f.r, len(w)])
    corners, flat = vertex_path(one.output(units).reshape(len(units), -1).T, one.regularizer(units), 1 - c1, c1)

    slots, points = {s: s for s in range(f.r)}, [x0]
    for before, after in zip(corners, corners[1:]):
        active = np.flatnonzero((before > 0) | (after > 0))
        slots = {s: slots[s] for s in active if s in slots}
        free = iter(sorted(set(range(f.r)) - set(slots.values())))
        slots.update({s: next(free) for s in active if s not in slots})
        for t in np.arange(1, samples + 1) / samples:
            weights = np.zeros((f.r, units.shape[1]))
            for s in active:
                weights[slots[s]] = np.sqrt((1 - t) * before[s] + t * after[s]) * units[s]
            points.append(f.point(weights[:, : len(f.X)], weights[:, len(f.X):]))
    return Path(np.array(points), 1 + samples * (flat - 1))
