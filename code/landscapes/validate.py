"""Validation at the door: each function returns the value in the form that the package computes with, or raises
a one-line ValueError that names the argument and quotes the offending value or shape. Nothing is checked in loops."""

import numpy as np

ROUNDING = 1e-10  # asymmetry, relative to the largest entry, that is taken for rounding and averaged away


def array(name: str, a, ndim: int | None = None) -> np.ndarray:
    """A finite, nonempty array of floats, with `ndim` axes if that is given."""
    try:
        numbers = np.asarray(a)
    except ValueError:
        numbers = np.asarray(None)
    if numbers.dtype.kind not in "biuf":
        raise ValueError(f"{name} must be an array of real numbers, got {_quote(a)}")
    a = numbers.astype(float, copy=False)
    if ndim is not None and a.ndim != ndim:
        raise ValueError(f"{name} must have {ndim} axes, got shape {a.shape}")
    if a.size == 0:
        raise ValueError(f"{name} must not be empty, got shape {a.shape}")
    if not np.isfinite(a).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(a))[0])
        raise ValueError(f"{name} must be finite, got {a[where]} at index {where}")
    return a


def symmetric(name: str, M) -> np.ndarray:
    """A finite symmetric matrix (d, d), symmetric to the last bit."""
    if isinstance(M, np.ndarray) and M.dtype == float and M.ndim == 2 and _same_triangles(M):
        return M
    M = array(name, M, ndim=2)
    if M.shape[0] != M.shape[1]:
        raise ValueError(f"{name} must be square, got shape {M.shape}")
    gap = np.abs(M - M.T)
    i, j = (int(k) for k in np.unravel_index(gap.argmax(), M.shape))
    if gap[i, j] > ROUNDING * np.abs(M).max():
        raise ValueError(f"{name} must be symmetric, got {name}[{i}, {j}] = {M[i, j]:g} and {name}[{j}, {i}] = {M[j, i]:g}")
    return (M + M.T) / 2


def _same_triangles(M: np.ndarray, block: int = 512) -> bool:
    """True if M (d, d) is nonempty, finite and exactly symmetric: M − Mᵀ = 0 block by block, as large matrices like it.
    (NaN − NaN and ∞ − ∞ are not 0.)"""
    if not len(M) or M.shape[0] != M.shape[1]:
        return False
    starts = range(0, len(M), block)
    with np.errstate(invalid="ignore"):
        return not any(
            np.any(M[i : i + block, j : j + block] - M[j : j + block, i : i + block].T)
            for i in starts for j in starts if j <= i
        )


def start(f, x0, name: str = "x0") -> np.ndarray:
    """Starts (..., d) for the objective f; one start is (d,). A fresh array, on a manifold exactly there."""
    x0 = array(name, x0)
    if x0.ndim == 0 or x0.shape[-1] != f.dim:
        raise ValueError(f"{name} must have shape (..., {f.dim}), got shape {x0.shape}")
    if f.is_euclidean:
        return x0.copy()
    with np.errstate(invalid="ignore"):
        there = f.retract(x0, np.zeros_like(x0))
    gap = np.abs(there - x0).max()
    if not gap <= 1e-6:
        raise ValueError(f"{name} must lie on the manifold of {type(f).__name__}, got a point off by {gap:.2g}")
    return there


def positive(name: str, value) -> float:
    """A finite number > 0."""
    if not _is_number(value) or not 0 < value < np.inf:
        raise ValueError(f"{name} must be a positive number, got {_quote(value)}")
    return float(value)


def between(name: str, value, low: float, high: float) -> float:
    """A number strictly between low and high."""
    if not _is_number(value) or not low < value < high:
        raise ValueError(f"{name} must lie strictly between {low:g} and {high:g}, got {_quote(value)}")
    return float(value)


def count(name: str, value, least: int = 1) -> int:
    """An integer ≥ least."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | np.integer) or value < least:
        raise ValueError(f"{name} must be an integer ≥ {least}, got {_quote(value)}")
    return int(value)


def generator(name: str, rng) -> np.random.Generator:
    """A numpy Generator: randomness is always an argument."""
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"{name} must be a numpy.random.Generator, got {_quote(rng)}; try np.random.default_rng(0)")
    return rng


def _is_number(value) -> bool:
    return isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)


def _quote(value) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else text[:57] + "..."
