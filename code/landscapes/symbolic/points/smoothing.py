"""Random smooth functions with all derivatives, as values for unknown functions."""
from __future__ import annotations

import numpy as np


def functions(nodes, sizes: dict, rng) -> dict:
    """A random function for every function name in the formulas."""
    found = {}
    for n in nodes:
        if n.op == "function" and n.data[0] not in found:
            found[n.data[0]] = entrywise(rng)
        elif n.op == "field" and n.data[0] not in found:
            found[n.data[0]] = of_array(rng, sizes.get(n.data[1], n.data[1]))
    return found


def entrywise(rng):
    """a + b sin(c t + d)."""
    a, b, c, d = rng.uniform(0.5, 1.5, size=4)
    return lambda t, order=0: (a if order == 0 else 0) + b * c ** order * np.sin(c * t + d + order * np.pi / 2)


def of_array(rng, values: int):
    """x ↦ Σ_j sin(⟨C_j, x⟩ + b_j) for every one of the values."""
    seed = int(rng.integers(2 ** 32))

    def f(x, order=0):
        fixed = np.random.default_rng([seed, *x.shape[-2:]])
        c, b = fixed.normal(size=(3, values, *x.shape[-2:])), fixed.normal(size=(3, values))
        waves = np.sin(np.einsum("jvpq,...pq->...jv", c, x) + b + order * np.pi / 2)
        if order == 2:
            return np.einsum("...jv,jvpq,jvrq->...pr", waves, c, c)
        return waves.sum(axis=-2) if order == 0 else np.einsum("...jv,jvpq->...vpq", waves, c)

    return f
