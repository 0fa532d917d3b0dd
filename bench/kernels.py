"""Tangent-kernel Gram matrices of two-layer ReLU networks for n = 1000 handwritten digits: analytic against jax, of width
4096 against torch.func.

The analytic kernel of both layers is written in jax as it stands in textbooks, with the arccosine of a clipped cosine, in double
precision and compiled; compilation is not counted. Its diagonal is known, ‖x‖²; the error is the largest one there. The finite
kernel trains the hidden weights. torch.func takes the Jacobian, vmap(grad), and multiplies it with its transpose, in double
precision; the error is the largest distance of an entry in the first
100 rows from the one with the units counted in integers. A Jacobian has n × 262,144 entries (2.1 GB).
"""

import os
from collections.abc import Iterator

import numpy as np
from sklearn.datasets import load_digits

from landscapes.kernels import finite_tangent_kernel, tangent_kernel

from .table import Row, race

PACKAGES = ["numpy", "scipy"]
TARGET = 1 / 100
ROUNDING = 1e-15

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
try:
    import jax

    PACKAGES.append("jax")
except ImportError:
    jax = None
try:
    import torch

    PACKAGES.append("torch")
except ImportError:
    torch = None
if jax is None and torch is None:
    raise ImportError("neither jax nor torch", name="jax")


def inputs(n: int) -> np.ndarray:
    """The first n digits as unit vectors: (n, 64)."""
    X = load_digits().data[:n]
    return X / np.linalg.norm(X, axis=1, keepdims=True)


def analytic(n: int, runs: int) -> Row:
    jax.config.update("jax_enable_x64", True)
    jnp, X = jax.numpy, inputs(n)

    @jax.jit
    def kernel(X):
        norms = jnp.linalg.norm(X, axis=1)
        lengths, inner = norms[:, None] * norms, X @ X.T
        cos = jnp.clip(inner / lengths, -1, 1)
        theta = jnp.arccos(cos)
        hidden = inner * (jnp.pi - theta) / (2 * jnp.pi)
        return hidden + lengths * (jnp.sin(theta) + (jnp.pi - theta) * cos) / (2 * jnp.pi)

    peer_X = jnp.asarray(X)
    kernel(peer_X).block_until_ready()
    ours, peer, K, L = race(lambda: tangent_kernel(X, layers="both"), lambda: kernel(peer_X).block_until_ready(), runs)
    exact = (X.astype(np.longdouble) ** 2).sum(axis=1)
    worst = lambda K: float(np.abs(np.diag(np.asarray(K)) - exact).max())  # noqa: E731
    return Row("tangent kernel, analytic", f"n = {n}", "jax", ours, peer, worst(K), worst(L), ROUNDING, runs, 1.0)


def finite(n: int, width: int, runs: int, rng: np.random.Generator) -> Row:
    torch.set_num_threads(1)
    X = inputs(n)
    W, a = rng.standard_normal((width, X.shape[1])), rng.choice([-1.0, 1.0], width)
    inputs_, start, output = (torch.from_numpy(t) for t in (X, W, a / np.sqrt(width)))
    gradients = torch.func.vmap(torch.func.grad(lambda W, x: output @ torch.relu(W @ x)), in_dims=(None, 0))

    def peer():
        J = gradients(start, inputs_).flatten(1)
        return (J @ J.T).numpy()

    ours, seconds, K, L = race(lambda: finite_tangent_kernel(W, a, X, scale=width**-0.5), peer, runs)
    P = X @ W.T > 0
    exact = (X[:100] @ X.T) * ((P[:100].astype(int) @ P.T.astype(int)) / width)
    worst = lambda K: float(np.abs(K[:100] - exact).max())  # noqa: E731
    return Row("tangent kernel of finite width", f"n = {n}, m = {width}", "torch.func", ours, seconds, worst(K), worst(L),
               ROUNDING, runs, TARGET)


def rows() -> Iterator[Row]:
    if jax is not None:
        yield analytic(1000, 9)
    if torch is not None:
        yield finite(1000, 4096, 3, np.random.default_rng(0))
