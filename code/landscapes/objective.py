"""An objective is a small frozen dataclass whose fields are the letters of the theorem and whose methods are the
lines of the proof. Five verbs: value, grad, hvp, tangent, retract. Leading axes are restarts: points x and
directions v have shape (..., d), values (...,)."""

import math

import numpy as np


class Objective:
    """A twice differentiable f on R^d, or on a manifold in R^d.

    A subclass has `dim` (the d of the last axis) and gives `value`, `grad`, `hvp`. On R^d the last two verbs stay as
    they are; a manifold overrides them, and then grad and hvp are the Riemannian ones.
    """

    dim: int

    def value(self, x: np.ndarray) -> np.ndarray:
        """f(x):  (..., d) -> (...,)"""
        raise NotImplementedError

    def grad(self, x: np.ndarray) -> np.ndarray:
        """∇f(x):  (..., d) -> (..., d)"""
        raise NotImplementedError

    def hvp(self, x: np.ndarray, v: np.ndarray) -> np.ndarray:
        """∇²f(x) v:  (..., d), (..., d) -> (..., d)"""
        raise NotImplementedError

    def tangent(self, x: np.ndarray, u: np.ndarray) -> np.ndarray:
        """The part of u that is tangent at x: (..., d) -> (..., d). On R^d all of it."""
        return u

    def retract(self, x: np.ndarray, u: np.ndarray) -> np.ndarray:
        """The point reached from x by the step u: (..., d) -> (..., d). On R^d it is x + u."""
        return x + u

    @property
    def is_euclidean(self) -> bool:
        """True if every direction is tangent, so that the Hessian has no normal part to set aside."""
        return type(self).tangent is Objective.tangent


def dot(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """⟨u, v⟩ over the last axis: (..., d), (..., d) -> (...,)"""
    return np.einsum("...i,...i->...", u, v)


def norm(u: np.ndarray) -> np.ndarray:
    """‖u‖₂ over the last axis: (..., d) -> (...,)"""
    return np.sqrt(dot(u, u))


def hessian(f: Objective, x: np.ndarray) -> np.ndarray:
    """The dense ∇²f(x), row by row from hvp: (..., d) -> (..., d, d). For small tests and figures."""
    x = np.asarray(x, dtype=float)
    eye = np.eye(f.dim).reshape((f.dim,) + (1,) * (x.ndim - 1) + (f.dim,))
    rows = f.hvp(np.broadcast_to(x, (f.dim, *x.shape)), np.broadcast_to(eye, (f.dim, *x.shape)))
    return np.moveaxis(rows, 0, -2)


def split(x: np.ndarray, shapes) -> list[np.ndarray]:
    """One array per factor out of one array per point: (..., d) -> [(..., *shape) for shape in shapes]."""
    sizes = [math.prod(shape) for shape in shapes]
    if x.shape[-1] != sum(sizes):
        raise ValueError(f"x must have {sum(sizes)} entries on its last axis for shapes {list(shapes)}, got shape {x.shape}")
    parts = np.split(x, np.cumsum(sizes)[:-1], axis=-1)
    return [part.reshape(x.shape[:-1] + tuple(shape)) for part, shape in zip(parts, shapes)]


def join(arrays, shapes) -> np.ndarray:
    """The inverse of split: [(..., *shape) for shape in shapes] -> (..., d)."""
    flat = [a.reshape(a.shape[: a.ndim - len(shape)] + (-1,)) for a, shape in zip(arrays, shapes)]
    return np.concatenate(flat, axis=-1)
