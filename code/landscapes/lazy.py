"""Descent on a network and on its linearization from one start, side by side (lec11:never-leaves)."""

from dataclasses import dataclass

import numpy as np

from . import validate
from .kernels import finite_tangent_kernel
from .networks import TwoLayer
from .objective import norm


@dataclass(frozen=True)
class LazyRun:
    """T steps of descent from θ⁰ on f_θ and on g_θ = f_θ⁰ + ⟨∇f_θ⁰, θ − θ⁰⟩.

    network, linear   (T + 1, n): predictions f_θ and g_θ on the examples
    moved             (T + 1,): ‖θ_t − θ⁰‖ of the network
    linear_moved      (T + 1,): the same for the linearization
    start             ‖θ⁰‖
    kernel            (n, n): the tangent kernel at θ⁰
    """

    network: np.ndarray
    linear: np.ndarray
    moved: np.ndarray
    linear_moved: np.ndarray
    start: float
    kernel: np.ndarray

    @property
    def gap(self) -> float:
        """The largest ‖f_t − g_t‖ / √n along the two runs."""
        return float(norm(self.network - self.linear).max() / np.sqrt(self.network.shape[1]))


def paired(rng: np.random.Generator, X, y, width: int, activation: str = "relu", power: float = 0.5) -> tuple[TwoLayer, np.ndarray]:
    """A network with trained hidden weights and a start θ⁰ with f_θ⁰ = 0 (lec11:zero-start): width/2 Gaussian units, each
    twice, with the output weights width^(−power) and −width^(−power)."""
    rng, width = validate.generator("rng", rng), validate.count("width", width, least=2)
    if width % 2:
        raise ValueError(f"width must be even, got {width}")
    f = TwoLayer(X, y, width, activation, output=np.repeat([1.0, -1.0], width // 2) * float(width) ** -power)
    half = rng.standard_normal((width // 2, f.X.shape[1]))
    return f, np.concatenate([half, half]).ravel()


def lazy_run(f: TwoLayer, start, step: float, steps: int) -> LazyRun:
    """`steps` steps θ ← θ − step ∇L from one start (dim,), for f and for its linearization, with fixed output weights.

    The linearization is run on its n predictions, r ← r − (step/n) K r for r = g − y, and its path is Δθ = Jᵀc with
    ‖Δθ‖² = cᵀKc: neither J nor its p columns are needed. Raises ValueError without fixed output weights."""
    start = validate.start(f, start, "start")
    if start.ndim != 1:
        raise ValueError(f"start must be one point of shape ({f.dim},), got shape {start.shape}")
    if f.output is None or f.decay:
        raise ValueError("f must have fixed output weights and no decay")
    step, steps, n = validate.positive("step", step), validate.count("steps", steps), len(f.y)
    K = finite_tangent_kernel(f.factors(start)[0], f.output, f.X, activation=f.activation)
    network, linear, moved, linear_moved = np.empty((steps + 1, n)), np.empty((steps + 1, n)), [0.0], [0.0]
    network[0] = linear[0] = f.predict(start)
    x, c = start, np.zeros(n)
    for t in range(1, steps + 1):
        x = x - step * f.grad(x)
        c = c - step / n * (linear[t - 1] - f.y)
        network[t], linear[t] = f.predict(x), linear[0] + K @ c
        moved.append(float(norm(x - start)))
        linear_moved.append(float(np.sqrt(max(c @ K @ c, 0.0))))
    return LazyRun(network, linear, np.array(moved), np.array(linear_moved), float(norm(start)), K)
