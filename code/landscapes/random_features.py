"""What width fits n points: the random features of a wide layer and the training of hidden layers (oymak section IV).

With the examples as rows of X (n, d) and hidden weights W (k, d), the network f(x) = ⟨v, φ(Wx)⟩ (oymak:eq-3) fits labels y
- by its output layer alone, for all y, if and only if the features Φ = φ(WXᵀ) (k, n) have the rank n (oymak:def-Phi);
- by its hidden layer where descent on W finds a zero of the residual; here damped Gauss–Newton steps decide that.
"""

from dataclasses import dataclass

import numpy as np

from . import validate
from .kernels import arc_cosine
from .networks import ACTIVATIONS

RANK = 1e-10  # singular values below this share of the largest count as 0
DAMPING = 1e-8, 1e8  # relative to the mean eigenvalue of JJᵀ, it stays between these
RISE = 1.5  # a step may raise the loss by this factor: descent that never rises gets stuck at the kinks of ReLU


def features(W, X, activation: str = "relu") -> np.ndarray:
    """Φ = φ(WXᵀ) (oymak:def-Phi): W (..., k, d), X (..., n, d) -> (..., k, n)."""
    W, X = validate.array("W", W), validate.array("X", X)
    if W.ndim < 2 or X.ndim < 2 or W.shape[-1] != X.shape[-1]:
        raise ValueError(f"W must have rows as long as those of X, got shapes {W.shape} and {X.shape}")
    return _activation(activation)[0](W @ X.swapaxes(-1, -2))


def alpha_squared(X) -> float:
    """The largest α² of Assumption 4 for ReLU and the rows of X (n, d): the smallest eigenvalue of the arc-cosine kernel
    κ₁ = E φ(Xg)φ(Xg)ᵀ (oymak:ass-4). Values within rounding of 0 are 0, as for three antipodal pairs in the plane."""
    eigenvalues = np.linalg.eigvalsh(arc_cosine(1, X))
    return float(eigenvalues[0]) if eigenvalues[0] > 1e-13 * eigenvalues[-1] else 0.0


def truncation(n: int, alpha2: float) -> float:
    """δ = 1 + 2 √log(4n/α²), the truncation that keeps more than half of α² (oymak:cov-trunc)."""
    validate.count("n", n)
    return 1 + 2 * np.sqrt(np.log(4 * n / validate.positive("alpha2", alpha2)))


def enough_units(n: int, alpha2: float) -> float:
    """The number of units from which σ_min(Φ) ≥ (α/2)√k with probability at least 1 − n^(−100): 1317 δ² n log n / α²
    (oymak:thm-2 with its constants)."""
    return 1317 * truncation(n, alpha2) ** 2 * n * np.log(n) / alpha2


def full_rank(Phi) -> np.ndarray:
    """Whether Φ (..., k, n) has the rank n, so that output weights fit all labels: (...) booleans."""
    Phi = validate.array("Phi", Phi)
    if Phi.ndim < 2:
        raise ValueError(f"Phi must have shape (..., k, n), got shape {Phi.shape}")
    if Phi.shape[-2] < Phi.shape[-1]:
        return np.zeros(Phi.shape[:-2], bool)
    s = np.linalg.svd(Phi, compute_uv=False)
    return s[..., -1] > RANK * s[..., 0]


def sphere(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Independent uniform unit vectors, shape (..., d)."""
    x = validate.generator("rng", rng).standard_normal(shape)
    return x / np.linalg.norm(x, axis=-1, keepdims=True)


@dataclass(frozen=True)
class Fit:
    """The end of `fit_hidden`: hidden weights (W_1, …), the residuals f − y (..., n), and whether they are below `tol`."""

    weights: tuple
    residual: np.ndarray
    tol: float

    @property
    def fits(self) -> np.ndarray:
        """max |f(x_i) − y_i| ≤ tol: (...) booleans"""
        return np.abs(self.residual).max(axis=-1) <= self.tol


def fit_hidden(X, y, weights, v, activation: str = "relu", steps: int = 100, tol: float = 1e-3) -> Fit:
    """Train the hidden layers of f(x) = ⟨v, φ(W_L ⋯ φ(W_1 x))⟩ on labels y, with the output weights v (k,) fixed.

    X (..., n, d), y (..., n), weights a list of W_l (..., k_l, k_{l−1}): leading axes are independent runs. Each step is
    W ← W − Jᵀ(JJᵀ + μI)⁻¹(f − y), taken unless it raises the loss by more than RISE; μ falls after such a step and grows after any
    other, and a run that fits stays where it is. The n × n matrix JJᵀ = Σ_l (δ_l δ_lᵀ) ∘ (h_{l−1} h_{l−1}ᵀ) is formed from activations and back-propagated δ_l, without J."""
    X, y, v = validate.array("X", X), validate.array("y", y), validate.array("v", v, ndim=1)
    W = [validate.array("weights", w).copy() for w in weights]
    if X.ndim < 2 or y.shape != X.shape[:-1]:
        raise ValueError(f"y must have one label for each row of X, got shapes {y.shape} and {X.shape}")
    sizes = [X.shape[-1], *(w.shape[-2] for w in W)]
    if not W or [w.shape[-1] for w in W] != sizes[:-1] or len(v) != sizes[-1]:
        raise ValueError(f"weights must map {sizes[0]} inputs to the {len(v)} entries of v, got {[w.shape for w in W]}")
    tol, steps = validate.positive("tol", tol), validate.count("steps", steps)
    phi, slope, _ = _activation(activation)
    h, r = _forward(X, y, W, v, phi)
    mu = np.full(y.shape[:-1], 1e-2)
    for _ in range(steps):
        if (np.abs(r) <= tol).all():
            break
        delta = _backward(W, v, h, slope)
        inputs = [X, *(phi(z) for z in h[:-1])]
        K = sum(_gram(d) * _gram(a) for d, a in zip(delta, inputs))
        scale = np.trace(K, axis1=-2, axis2=-1)[..., None, None] / K.shape[-1]
        c = np.linalg.solve(K + (mu[..., None, None] * scale + 1e-300) * np.eye(K.shape[-1]), r[..., None])
        new = [w - (c * d).swapaxes(-1, -2) @ a for w, d, a in zip(W, delta, inputs)]
        h_new, r_new = _forward(X, y, new, v, phi)
        better = ((r_new**2).sum(axis=-1) < RISE * (r**2).sum(axis=-1)) & (np.abs(r).max(axis=-1) > tol)
        choose = lambda a, b: np.where(better.reshape(better.shape + (1,) * (a.ndim - better.ndim)), a, b)
        W, h, r = [choose(a, b) for a, b in zip(new, W)], [choose(a, b) for a, b in zip(h_new, h)], choose(r_new, r)
        mu = np.clip(np.where(better, mu / 4, mu * 5), *DAMPING)
    return Fit(tuple(W), r, tol)


def random_run(rng: np.random.Generator, n: int, widths, d: int, runs: int = 8, activation: str = "relu", size: float = 0.3, **options) -> Fit:
    """`fit_hidden` on n uniform unit vectors in R^d with labels ±1, from Gaussian weights of the hidden `widths` (k_1, …, k_L)
    (W_1 with entries N(0, 1), later ones N(0, 2/k_l)) and output weights ±size."""
    X, y = sphere(rng, runs, n, d), rng.choice([-1.0, 1.0], (runs, n))
    sizes = [d, *widths]
    W = [rng.standard_normal((runs, b, a)) * (np.sqrt(2 / a) if l else 1) for l, (a, b) in enumerate(zip(sizes, sizes[1:]))]
    return fit_hidden(X, y, W, np.resize([size, -size], sizes[-1]), activation, **options)


def jacobian_rank(X, W, v, activation: str = "relu") -> int:
    """The rank of the Jacobian (n, kd) of W ↦ (⟨v, φ(Wx_i)⟩)_i: at most n labels can be moved independently."""
    X, W, v = validate.array("X", X, ndim=2), validate.array("W", W, ndim=2), validate.array("v", v, ndim=1)
    D = v * _activation(activation)[1](X @ W.T)
    return int(np.linalg.matrix_rank((D[:, :, None] * X[:, None, :]).reshape(len(X), -1)))


def _activation(name: str):
    if name not in ACTIVATIONS:
        raise ValueError(f"activation must be one of {', '.join(ACTIVATIONS)}, got {name!r}")
    return ACTIVATIONS[name]


def _forward(X, y, W, v, phi):
    """Preactivations z_l (..., n, k_l) of all layers, and the residual."""
    h, a = [], X
    for w in W:
        h.append(a @ w.swapaxes(-1, -2))
        a = phi(h[-1])
    return h, a @ v - y


def _backward(W, v, h, slope):
    """δ_l = ∂f/∂z_l (..., n, k_l)"""
    delta = [v * slope(h[-1])]
    for w, z in zip(W[:0:-1], h[-2::-1]):
        delta.insert(0, (delta[0] @ w) * slope(z))
    return delta


def _gram(a):
    return a @ a.swapaxes(-1, -2)
