"""Smallest and largest eigenvalue of the Hessian of a two-layer network with 10,000 parameters: against eigsh with the same exact
Hessian products, against eigsh with jax's, and against the dense Hessian.

eigsh looks for both ends in one run (which="BE"), to the same tolerance 1e-8. jax differentiates the gradient along a
direction, compiled, in double precision; compilation is not counted. Dense: the Hessian row by row from exact products, then
LAPACK's eigenvalues; it runs once. The error is the larger of the two distances from LAPACK's values, relative to ‖∇²L‖, and
1e-8 is asked for. Without jax its row is left out.
"""

import os
from collections.abc import Iterator
from importlib.util import find_spec

import numpy as np
from scipy.sparse.linalg import LinearOperator, eigsh

from landscapes.landscape import extreme_eigenvalues
from landscapes.networks import TwoLayer

from .table import Row, race

PACKAGES = ["numpy", "scipy", *(name for name in ("jax",) if find_spec(name))]
TOL = 1e-8
LIKE_EIGSH, LIKE_DENSE = 1.1, 1 / 1000
CHUNK = 50  # rows of the dense Hessian at once

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")


def network(n: int, d: int, k: int, rng: np.random.Generator) -> tuple[TwoLayer, np.ndarray]:
    """A tanh network with k units on n random inputs and labels, its output weights fixed, and a random point."""
    X, y = rng.standard_normal((n, d)) / np.sqrt(d), rng.standard_normal(n)
    f = TwoLayer(X, y, k, "tanh", output=rng.choice([-1.0, 1.0], k) / np.sqrt(k))
    return f, rng.standard_normal(f.dim)


def both_ends(product, dim: int) -> np.ndarray:
    A = LinearOperator((dim, dim), matvec=product, dtype=float)  # else it asks for the type with a vector of integers
    return np.sort(eigsh(A, 2, which="BE", tol=TOL, return_eigenvectors=False, v0=np.random.default_rng(1).standard_normal(dim)))


def dense(f: TwoLayer, x: np.ndarray) -> np.ndarray:
    H = np.empty((f.dim, f.dim))
    for first in range(0, f.dim, CHUNK):
        rows = np.zeros((min(CHUNK, f.dim - first), f.dim))
        rows[np.arange(len(rows)), first + np.arange(len(rows))] = 1
        H[first : first + len(rows)] = f.hvp(x, rows)
    return np.linalg.eigvalsh(H)[[0, -1]]


def jax_product(f: TwoLayer, x: np.ndarray):
    """v ↦ ∇²L(x)v, the derivative of jax's gradient along v, compiled."""
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    X, y, a = jnp.asarray(f.X), jnp.asarray(f.y), jnp.asarray(f.output)

    def risk(theta):
        r = jnp.tanh(X @ theta.reshape(f.width, -1).T) @ a - y
        return r @ r / (2 * len(y))

    at = jnp.asarray(x)
    product = jax.jit(lambda v: jax.jvp(jax.grad(risk), (at,), (v,))[1])
    product(at).block_until_ready()
    return lambda v: np.asarray(product(v))


def compare(n: int, d: int, k: int, runs: int, rng: np.random.Generator) -> Iterator[Row]:
    f, x = network(n, d, k, rng)
    ours = lambda: np.array(extreme_eigenvalues(f, x, tol=TOL))  # noqa: E731
    _, slow, _, known = race(lambda: None, lambda: dense(f, x), 1)
    seconds, _, found, _ = race(ours, lambda: None, runs)
    error = lambda ends: float(np.abs(ends - known).max() / np.abs(known).max())  # noqa: E731
    job, size = "extreme eigenvalues of a Hessian", f"{f.dim}"
    yield Row(job, size, "dense, LAPACK", seconds, slow, error(found), 0.0, TOL, 1, LIKE_DENSE)
    peers = {"eigsh, same products": lambda: both_ends(lambda v: f.hvp(x, v), f.dim)}
    if "jax" in PACKAGES:
        product = jax_product(f, x)
        peers["eigsh, jax products"] = lambda: both_ends(product, f.dim)
    for name, peer in peers.items():
        seconds, its, found, theirs = race(ours, peer, runs)
        yield Row(job, size, name, seconds, its, error(found), error(theirs), TOL, runs, LIKE_EIGSH)


def rows() -> Iterator[Row]:
    yield from compare(200, 20, 500, 5, np.random.default_rng(0))
    if "jax" not in PACKAGES:
        print("curvature: the row of jax is left out, it is not installed")
