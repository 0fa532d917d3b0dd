"""Random points: arrays with the properties of their letters, at sizes drawn for each symbol."""
from __future__ import annotations

from itertools import product

import numpy as np

from ..expr import Expr
from ..terms.letters import Letter
from .numeric import Point, arranged, compute
from .smoothing import functions


SAMPLES = 6
TRIES = 200


def random_values(*formulas, rng: np.random.Generator) -> dict:
    """Values for all letters, functions and sizes of the formulas. Different size symbols get different
    sizes from 2 to 7; random letters get samples along a first axis."""
    nodes = [n for f in formulas if isinstance(f, Expr) for n in walk(f)]
    letters = sorted({l for n in nodes for l in n.letters if l.kind != "size"})
    for _ in range(TRIES):
        values = draw_sizes(nodes, letters, rng)
        values |= functions(nodes, values, rng)
        values |= {l.name: draw(l, values, rng) for l in letters if not l.has("random")}
        values |= draw_samples([l for l in letters if l.has("random")], values, rng)
        if all(has_power(n, values) for n in nodes if n.op == "power"):
            return values
    raise ValueError(f"no random point in {TRIES} tries at which all inverses and roots exist")


def has_power(e: Expr, values: dict) -> bool:
    """Whether a negative or fractional power exists at a point, and is far from where it does not."""
    base = e.parts[0]
    a = compute(base, Point(values, base))
    if not base.is_scalar:
        return e.data >= 0 or bool(np.all(np.linalg.cond(a) < 1e4))
    return (e.data >= 0 or bool(np.all(abs(a) > 1e-2))) and (e.data.denominator == 1 or bool(np.all(a >= 0)))


def walk(e: Expr):
    """All nodes of a formula, and of the conditional means of its letters."""
    e = e.formula
    yield e
    for part in e.parts:
        yield from walk(part)
    if e.op == "letter" and e.data.mean is not None:
        yield from walk(e.data.mean)


def draw_samples(letters: list[Letter], values: dict, rng) -> dict:
    """A finite distribution of equally likely samples. A letter with a conditional mean m is m ± noise, both signs
    with every value of the others, so that the mean given the others is exactly m; a random mask keeps each entry
    in two of three samples."""
    free = [l for l in letters if l.mean is None]
    centred = in_order([l for l in letters if l.mean is not None])
    slots = np.array(list(product(*(range(3 if l.has("mask") else 2) for l in centred))))
    drawn = {l.name: np.repeat([draw(l, values, rng) for _ in range(SAMPLES)], len(slots), axis=0) for l in free}
    for n, l in enumerate(centred):
        slot = np.tile(slots[:, n], SAMPLES)[:, None, None]
        if l.has("mask"):
            p, = (m for m in l.mean.letters if m.rows == 1)
            values[p.name] = 2 / 3
            dropped = np.repeat([draw(l, values, rng, choices=3) for _ in range(SAMPLES)], len(slots), axis=0)
            drawn[l.name] = (dropped != slot).astype(float)
        else:
            noise = np.repeat([draw(l, values, rng) for _ in range(SAMPLES)], len(slots), axis=0)
            drawn[l.name] = compute(l.mean, Point(values | drawn, l.mean)) + (2 * slot - 1) * arranged(l, noise)
    return drawn


def in_order(letters: list[Letter]) -> list[Letter]:
    """Letters after those on which their means depend."""
    if not letters:
        return []
    names = {l.name for l in letters}
    ready = [l for l in letters if not names & {m.name for m in l.mean.letters}]
    if not ready:
        raise ValueError(f"conditional means depend on each other: {', '.join(sorted(names))}")
    return ready + in_order([l for l in letters if l not in ready])


def draw_sizes(nodes, letters, rng) -> dict[str, int]:
    names = sorted({n for e in (*nodes, *letters) for n in (e.rows, e.cols) if isinstance(n, str)}
                   | {l.name for e in nodes for l in e.letters if l.kind == "size"})
    tall = [(l.rows, l.cols) for l in letters if l.has("orthonormal") and l.rows != l.cols and l.cols != 1]
    while True:
        drawn = [int(n) for n in rng.choice(np.arange(2, max(8, len(names) + 3)), len(names), replace=False)]
        sizes = dict(zip(names, drawn))
        if all(sizes.get(n, n) > sizes.get(k, k) for n, k in tall):
            return sizes


def draw(l: Letter, sizes: dict, rng, choices: int = 2):
    """One array: general entries are normal, then made to have the properties."""
    shape = tuple(sizes.get(n, n) for n in (l.rows, l.cols))
    a = rng.normal(size=shape)
    if l.has("mask"):
        a = rng.integers(choices, size=shape)
        return (np.triu(a) + np.triu(a, 1).T if l.symmetric else a).astype(float)
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
