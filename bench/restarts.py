"""Restarts of gradient descent on the no-overlap risk, against jax: the same 300 steps from 10,000 starts.

The peer writes the risk as it stands in the paper, with the arccosine of the cosine, and takes jit(vmap(grad)) inside one
compiled loop, in double precision; compilation is not counted. Its derivative of arccos is infinite on the ray of w*, where
every run ends, so its ends are NaN in almost every run; they count as the largest error. Ours keeps two numbers for each
start. The error is the largest distance of an end from the one of the plain iteration with the package's own gradient.
"""

import os
from collections.abc import Iterator

import numpy as np

from landscapes.gaussian_descent import descend_in_plane
from landscapes.objective import norm
from landscapes.relu import NoOverlapConvNet
from landscapes.sphere import random_unit

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402

from .table import Row, race  # noqa: E402

PACKAGES = ["numpy", "scipy", "jax"]
TARGET = 1 / 4
ROUNDING = 1e-13


def peer(f: NoOverlapConvNet, step: float, steps: int):
    """The compiled loop: (n, m) -> (n, m)."""
    jax.config.update("jax_enable_x64", True)
    star, k, beta, gamma = jnp.asarray(f.target), f.k, f.beta, f.gamma

    def risk(w):
        r, s = jnp.linalg.norm(w), jnp.linalg.norm(star)
        theta = jnp.arccos(w @ star / (r * s))
        g = r * s * (jnp.sin(theta) + (jnp.pi - theta) * jnp.cos(theta)) / (2 * jnp.pi)
        return (gamma * (r**2 + s**2) - 2 * k * g - 2 * beta * r * s) / k**2

    gradient = jax.vmap(jax.grad(risk))
    return jax.jit(lambda w: jax.lax.fori_loop(0, steps, lambda _, x: x - step * gradient(x), w))


def plain(f: NoOverlapConvNet, w: np.ndarray, step: float, steps: int) -> np.ndarray:
    for _ in range(steps):
        w = w - step * f.grad(w)
    return w


def restarts(n: int, m: int, k: int, runs: int, rng: np.random.Generator, step: float = 0.5, steps: int = 300) -> Row:
    f, starts = NoOverlapConvNet(random_unit(rng, m), k), random_unit(rng, n, m)
    run, there = peer(f, step, steps), jnp.asarray(starts)
    run(there).block_until_ready()
    ours, its, ends, theirs = race(lambda: descend_in_plane(f, starts, step, steps=steps),
                                   lambda: run(there).block_until_ready(), runs)
    known, theirs = plain(f, starts[:1000], step, steps), np.asarray(theirs)
    broken = np.isnan(theirs).any(axis=1).mean()
    error = np.inf if broken else float(norm(theirs[:1000] - known).max())
    if not np.isfinite(ends).all():
        raise FloatingPointError("an end of ours is not finite")
    return Row(f"{n} restarts, {steps} steps; NaN in {broken:.0%} of the peer's", f"m = {m}", "jax jit(vmap(grad))", ours, its,
               float(norm(ends[:1000] - known).max()), error, ROUNDING, runs, TARGET)


def rows() -> Iterator[Row]:
    rng = np.random.default_rng(0)
    yield restarts(10_000, 10, 3, 9, rng)
