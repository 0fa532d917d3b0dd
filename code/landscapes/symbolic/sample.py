"""Random points: arrays with the properties of their letters, at sizes drawn for each symbol."""
from __future__ import annotations

import numpy as np

from .expr import Expr
from .letters import Letter


def random_values(*formulas, rng: np.random.Generator) -> dict:
    """Values for all letters of the formulas. Different size symbols get different sizes of 2 to 7."""
    letters = sorted({l for f in formulas if isinstance(f, Expr) for l in all_letters(f)})
    sizes = draw_sizes(formulas, letters, rng)
    return dict(sizes) | {l.name: draw(l, sizes, rng) for l in letters}


def all_letters(e: Expr) -> set[Letter]:
    e = e.formula
    return ({e.data} if e.op == "letter" else set()).union(*map(all_letters, e.parts))


def draw_sizes(formulas, letters, rng) -> dict[str, int]:
    names = sorted({n for l in letters for n in (l.rows, l.cols) if isinstance(n, str)}
                   | {n for f in formulas if isinstance(f, Expr) for n in size_names(f)})
    tall = [(l.rows, l.cols) for l in letters if l.has("orthonormal") and l.rows != l.cols and l.cols != 1]
    while True:
        drawn = [int(n) for n in rng.choice(np.arange(2, max(8, len(names) + 3)), len(names), replace=False)]
        sizes = dict(zip(names, drawn))
        if all(sizes.get(n, n) > sizes.get(k, k) for n, k in tall):
            return sizes


def size_names(e: Expr) -> set[str]:
    e = e.formula
    return {n for n in e.shape if isinstance(n, str)}.union(*map(size_names, e.parts))


def draw(l: Letter, sizes: dict, rng):
    """One array: general entries are normal, then made to have the properties."""
    shape = tuple(sizes.get(n, n) for n in (l.rows, l.cols))
    a = rng.normal(size=shape)
    if l.has("mask"):
        a = np.triu(rng.random(shape) < 0.6) if l.symmetric else rng.random(shape) < 0.6
        return (a | a.T if l.symmetric else a).astype(float)
    if l.has("diagonal"):
        a = np.diag(np.abs(np.diag(a)) + 0.3) if l.has("semidefinite") else np.diag(np.diag(a))
    elif l.has("orthonormal"):
        a = np.linalg.qr(a)[0]
    elif l.has("projection"):
        q = np.linalg.qr(a[:, :rng.integers(1, shape[0])])[0]
        a = q @ q.T
    elif l.has("semidefinite") and shape != (1, 1):
        a = a @ a.T / shape[0] + (0.3 * np.eye(shape[0]) if l.has("invertible") else 0)
    elif l.has("symmetric") and shape != (1, 1):
        a = (a + a.T) / 2
    elif l.has("invertible") and shape != (1, 1):
        a = a + 2 * np.eye(shape[0])
    if shape == (1, 1):
        return float(abs(a[0, 0]) + 0.3) if l.properties & {"positive", "nonzero"} else float(a[0, 0])
    return a[:, 0] if l.cols == 1 else a
