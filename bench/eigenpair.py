"""The leading eigenpair of a dense symmetric matrix, against scipy's eigsh (ARPACK) with its own settings.

The matrices have a known eigenvector: M = H diag(λ) H with H a product of three random reflections, so the error of both
is ‖v − v_1‖₂ against the same truth. eigsh runs at its default tolerance, machine precision, and so do we.
"""

from collections.abc import Iterator

import numpy as np
from scipy.sparse.linalg import eigsh

from landscapes import leading_eigenpair

from .table import Row, race

PACKAGES = ["numpy", "scipy"]
TARGET = {5000: 0.6}


def spectra(d: int) -> Iterator[tuple[str, np.ndarray]]:
    """Three shapes of spectrum, from a wide gap to none."""
    yield "power law λ_k = 1/k", 1 / np.arange(1.0, d + 1)
    yield "spike 5% above a flat bulk", np.append(1.05, np.linspace(1, 0, d - 1))
    x = np.linspace(2, -2, 100_001)
    above = 0.5 - x * np.sqrt(4 - x**2) / (4 * np.pi) - np.arcsin(x / 2) / np.pi  # the share of eigenvalues above x
    yield "semicircle, as random", np.interp((np.arange(d) + 0.5) / d, above, x)


def planted(lam: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """(M, v_1): a dense symmetric matrix with eigenvalues lam (d,) up to rounding, and its first eigenvector."""
    M, reflections = np.diag(lam), []
    for _ in range(3):
        u = rng.standard_normal(len(lam))
        u /= np.linalg.norm(u)
        w = M @ u
        w -= (u @ w) * u
        M -= 2 * (np.outer(w, u) + np.outer(u, w))
        reflections.append(u)
    M = (M + M.T) / 2
    return M, _polished(M, lam, reflections)


def _polished(M, lam, reflections):
    """v_1 of the M that rounding made: Newton steps with the planted eigenbasis, residuals in extended precision."""

    def reflect(y, order):
        for u in order:
            y = y - 2 * (u @ y) * u
        return y

    v = reflect(np.eye(len(lam))[0], reflections).astype(np.longdouble)
    inverse = np.append(0.0, 1 / (lam[1:] - lam[0]))
    for _ in range(4):
        v /= np.sqrt(v @ v)
        Mv = np.concatenate([M[i : i + 500].astype(np.longdouble) @ v for i in range(0, len(M), 500)])
        residual = (Mv - (v @ Mv) * v).astype(float)
        v = v - reflect(inverse * reflect(residual, reflections[::-1]), reflections)
    return (v / np.sqrt(v @ v)).astype(float)


def rows(sizes: list[int] | None = None) -> Iterator[Row]:
    rng = np.random.default_rng(0)
    for d in sizes or [100, 1000, 5000]:
        for shape, lam in spectra(d):
            M, v = planted(lam, rng)
            rounding = 4 * np.finfo(float).eps * lam[0] / (lam[0] - lam[1])  # a residual of four roundings
            runs = 5 if d >= 5000 else 25
            ours, peer, pair, (_, vectors) = race(lambda: leading_eigenpair(M), lambda: eigsh(M, k=1, which="LA"), runs)
            errors = (float(min(np.linalg.norm(u - v), np.linalg.norm(u + v))) for u in (pair.vector, vectors[:, 0]))
            yield Row(f"leading eigenpair, {shape}", f"d = {d}", "scipy eigsh", ours, peer, *errors, rounding, runs, TARGET.get(d))
