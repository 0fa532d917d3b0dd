"""Random points: arrays with the properties of their letters, at sizes drawn for each symbol."""
from __future__ import annotations

from itertools import product

import numpy as np

from .expr import Expr
from .letters import Letter
from .numeric import Point, arranged, compute


SAMPLES = 6
TRIES = 200


def random_values(*formulas, rng: np.random.Generator) -> dict:
    """Values for all letters, functions and sizes of the formulas. Different size symbols get different
    sizes from 2 to 7; random letters get samples along a first axis."""
    nodes = [n for f in formulas if isinstance(f, Expr) for n in walk(f)]
    letters = sorted({l for n in nodes for l in n.letters if l.kind != "size"})
    for _ in range(TRIES):
        values = draw_sizes(nodes, letters, rng)
        values |= {n.data[0]: smooth(rng) for n in nodes if n.op == "function" and n.data[0] not in values}
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


def smooth(rng):
    """A random smooth function a + b sin(c t + d), with its derivatives of any order."""
    a, b, c, d = rng.uniform(0.5, 1.5, size=4)
    return lambda t, order=0: (a if order == 0 else 0) + b * c ** order * np.sin(c * t + d + order * np.pi / 2)


def draw_samples(letters: list[Letter], values: dict, rng) -> dict:
    """A finite distribution. A letter with a conditional mean m is m ± noise, both signs with every value of
    all others, so that the mean given the others is exactly m."""
    free, centred = ([l for l in letters if (l.mean is not None) == so] for so in (False, True))
    signs = np.array(list(product((-1, 1), repeat=len(centred)))).reshape(2 ** len(centred), len(centred))
    drawn = {l.name: np.repeat([draw(l, values, rng) for _ in range(SAMPLES)], len(signs), axis=0) for l in free}
    while centred:
        ready = next((l for l in centred if not {m.name for m in l.mean.letters} & {m.name for m in centred}), None)
        if ready is None:
            raise ValueError(f"conditional means depend on each other: {', '.join(l.name for l in centred)}")
        n = len(signs[0]) - len(centred)
        noise = np.repeat([draw(ready, values, rng) for _ in range(SAMPLES)], len(signs), axis=0)
        middle = arranged(ready, noise) * np.tile(signs[:, n], SAMPLES)[:, None, None]
        drawn[ready.name] = compute(ready.mean, Point(values | drawn, ready.mean)) + middle
        centred.remove(ready)
    return drawn


def draw_sizes(nodes, letters, rng) -> dict[str, int]:
    names = sorted({n for e in (*nodes, *letters) for n in (e.rows, e.cols) if isinstance(n, str)}
                   | {l.name for e in nodes for l in e.letters if l.kind == "size"})
    tall = [(l.rows, l.cols) for l in letters if l.has("orthonormal") and l.rows != l.cols and l.cols != 1]
    while True:
        drawn = [int(n) for n in rng.choice(np.arange(2, max(8, len(names) + 3)), len(names), replace=False)]
        sizes = dict(zip(names, drawn))
        if all(sizes.get(n, n) > sizes.get(k, k) for n, k in tall):
            return sizes


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
