"""Fitting n labels with p ≥ n parameters by descent: the constants of oymak Assumptions 1 to 3, certified, and whole runs.

The loss is L(θ) = ½‖f(θ) − y‖² (oymak:def-quadratic), its gradient J(θ)ᵀ(f(θ) − y), for predictions f: R^p → R^n with the
Jacobian J (n, p). The constants of a network come from ball arithmetic: they hold for the exact numbers that the floats are.
"""

from dataclasses import dataclass

import numpy as np

from . import validate
from .networks import TwoLayer
from .objective import Objective, dot, norm

#: activation -> upper bounds of |σ′| and |σ″|; for tanh the second is 4/(3√3) rounded up
SLOPES = {"linear": (1.0, 0.0), "softplus": (1.0, 0.25), "tanh": (1.0, 0.76981)}


@dataclass(frozen=True)
class Constants:
    """What oymak Theorem 1 asks of a start θ₀, as bounds that hold rigorously.

    alpha      ≤ σ_min(J(θ₀))/2                                    (oymak:ass-1)
    beta       ≥ ‖J(θ)‖ for all θ                                  (oymak:ass-2)
    lipschitz  ‖J(θ) − J(θ₀)‖ ≤ lipschitz ‖θ − θ₀‖ for all θ       (gives oymak:ass-3)
    residual   ≥ r₀ = ‖y − f(θ₀)‖
    """

    alpha: float
    beta: float
    lipschitz: float
    residual: float

    @property
    def radius(self) -> float:
        """The R up to which the Jacobian moves by at most α/3."""
        return self.alpha / (3 * self.lipschitz) if self.lipschitz else np.inf

    def meets(self, factor: float = 5.0) -> bool:
        """Whether Assumption 3 holds with R = factor · r₀/α, and β ≥ 2α: factor 5 as printed, 2 as proved."""
        return self.radius >= factor * self.residual / self.alpha and self.beta >= 2 * self.alpha


def network_constants(f: TwoLayer, start) -> Constants:
    """The constants of a smooth network with trained hidden weights W, f_i = Σ_j a_j σ(⟨w_j, x_i⟩), at one start (dim,).

        beta = max|σ′| ‖a‖ ‖X‖,    lipschitz = max|σ″| max|a_j| max‖x_i‖ ‖X‖
    σ_min² is the least eigenvalue of the tangent kernel K = JJᵀ. K is enclosed in balls, and K − 4α²I is shown to be
    positive definite by the signs of its pivots; ‖X‖ is bounded in the same way. ValueError for other networks."""
    if f.output is None or f.decay or f.activation not in SLOPES:
        raise ValueError(f"f must have fixed output weights, no decay and an activation in {', '.join(SLOPES)}")
    start = validate.start(f, start, "start")
    if start.ndim != 1:
        raise ValueError(f"start must be one point of shape ({f.dim},), got shape {start.shape}")
    from .balls import gram_and_residual, spectral_bounds

    K, G, residual = gram_and_residual(f, start)
    smallest, _ = spectral_bounds(K)
    if smallest <= 0:
        raise ValueError("start must have a Jacobian of full row rank; its tangent kernel was not seen to be definite")
    first, second = SLOPES[f.activation]
    up = 1 + 1e-12  # the few roundings of the products below
    size = np.sqrt(spectral_bounds(G)[1]) * up
    longest = norm(f.X).max() * up
    return Constants(float(np.sqrt(smallest) / 2 / up), float(first * norm(f.output) * size * up),
                     float(second * np.abs(f.output).max() * longest * size * up), residual)


@dataclass(frozen=True, eq=False)
class RippledFit(Objective):
    """L(θ) = ½‖f(θ) − y‖² for f(θ) = Aθ + c (1 − cos θ)₁…ₙ, a fit with known constants. A: (n, p), n ≤ p, y: (n,).

    J(θ) = A + c diag(sin θ), so J(0) = A, ‖J(θ) − J(0)‖ ≤ c and ‖J(θ)‖ ≤ ‖A‖ + c for all θ: with c = σ_min(A)/6 all three
    assumptions of oymak Theorem 1 hold at θ₀ = 0 with α = σ_min(A)/2, β = ‖A‖ + c and every R."""

    A: np.ndarray
    y: np.ndarray
    ripple: float = 0.0

    def __post_init__(self):
        object.__setattr__(self, "A", validate.array("A", self.A, ndim=2))
        object.__setattr__(self, "y", validate.array("y", self.y, ndim=1))
        if not len(self.y) == len(self.A) <= self.A.shape[1]:
            raise ValueError(f"A must be (n, p) with n ≤ p and y (n,), got shapes {self.A.shape} and {self.y.shape}")
        if self.ripple:
            validate.positive("ripple", self.ripple)

    @property
    def dim(self) -> int:
        return self.A.shape[1]

    @property
    def beta(self) -> float:
        return float(np.linalg.norm(self.A, 2) + self.ripple)

    def predict(self, x):
        """(..., p) -> (..., n)"""
        return x @ self.A.T + self.ripple * (1 - np.cos(x[..., : len(self.y)]))

    def features(self, x):
        """The Jacobian (..., n, p)."""
        n = len(self.y)
        return self.A + self.ripple * np.eye(n, self.dim) * np.sin(x[..., :n])[..., None]

    def value(self, x):
        e = self.predict(x) - self.y
        return dot(e, e) / 2

    def grad(self, x):
        return self._pull(x, self.predict(x) - self.y)

    def _pull(self, x, e):
        n, g = len(self.y), e @ self.A
        g[..., :n] += self.ripple * np.sin(x[..., :n]) * e
        return g

    def hvp(self, x, v):
        n = len(self.y)
        s, c = self.ripple * np.sin(x[..., :n]), self.ripple * np.cos(x[..., :n])
        out = self._pull(x, v @ self.A.T + s * v[..., :n])
        out[..., :n] += c * (self.predict(x) - self.y) * v[..., :n]
        return out


@dataclass(frozen=True)
class Trajectory:
    """T steps of descent (oymak:eq-2): `residual` ‖y − f(θ_τ)‖, `moved` ‖θ_τ − θ₀‖ and `length` of the path, each (T + 1,)."""

    residual: np.ndarray
    moved: np.ndarray
    length: np.ndarray
    end: np.ndarray


def trajectory(f, start, step: float, steps: int) -> Trajectory:
    """Descent θ ← θ − step ∇L on L = ½‖f(θ) − y‖² for a RippledFit or a TwoLayer, whose own risk is L/n."""
    start = validate.start(f, start, "start")
    step, steps = validate.positive("step", step), validate.count("steps", steps)
    scale = len(f.y) if isinstance(f, TwoLayer) else 1
    x, rows = start, [(norm(f.predict(start) - f.y), 0.0, 0.0)]
    for _ in range(steps):
        move = step * scale * f.grad(x)
        x = x - move
        rows.append((norm(f.predict(x) - f.y), norm(x - start), rows[-1][2] + norm(move)))
    return Trajectory(*np.array(rows, dtype=float).T, x)


def nearest_fit(X, y, start) -> np.ndarray:
    """The point nearest to `start` (..., p) among the minimizers of ‖Xθ − y‖, the limit of descent (oymak:eq-thetainf):
    start + X⁺(y − X start), for X (n, p) of any rank."""
    X, y, start = validate.array("X", X, ndim=2), validate.array("y", y, ndim=1), validate.array("start", start)
    if X.shape != (len(y), start.shape[-1] if start.ndim else 0):
        raise ValueError(f"X must have shape ({len(y)}, {start.shape[-1] if start.ndim else 0}), got shape {X.shape}")
    return start + (y - start @ X.T) @ np.linalg.pinv(X).T
