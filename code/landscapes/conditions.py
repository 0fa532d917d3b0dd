"""Three functions that tell the conditions of ma section 2.2 apart, and one with a single stationary point that descent
from afar does not find."""

from dataclasses import dataclass

import numpy as np

from . import validate
from .objective import Objective, dot


@dataclass(frozen=True)
class FlatBowl(Objective):
    """f(x) = Σ x_i⁴/(1 + x_i²) on R^d: convex, with a 5/2-Lipschitz gradient, and flat of order four at its minimum 0.

    Weakly quasi-convex (ma:eq-2.2) with τ = 2, but ‖∇f‖² ≥ μ f (ma:eq-2.1) for no μ > 0. With s = x²:
        grad  2x s(2 + s)/(1 + s)²
        hvp   2s(6 + 3s + s²)/(1 + s)³ v
    """

    dim: int = 1
    smoothness = 2.5

    def __post_init__(self):
        validate.count("dim", self.dim)

    def value(self, x):
        return (x**4 / (1 + x**2)).sum(axis=-1)

    def grad(self, x):
        s = x**2
        return 2 * x * s * (2 + s) / (1 + s) ** 2

    def hvp(self, x, v):
        s = x**2
        return 2 * s * (6 + 3 * s + s**2) / (1 + s) ** 3 * v


@dataclass(frozen=True)
class TwistedBowl(Objective):
    """f(x) = ½ xᵀMx on R², M = R(ω)ᵀ diag(1, 4) R(ω), where R(ω) turns by the angle ω = (b/2) log(1 + ‖x‖²).

    An elliptic bowl whose ellipses turn as they grow, so that the sets {f ≤ c} are spirals. The Polyak-Łojasiewicz
    condition holds (for b = 3 with μ = 1/6), weak quasi-convexity fails for b > 4/3. The only stationary point is 0.
    With J the turn by 90°, p = ⟨Jx, Mx⟩ and κ = b/(1 + ‖x‖²):
        grad  Mx + κ p x
        hvp   m + κ̇ p x + κ ṗ x + κ p v,  m = Mv + κ⟨x,v⟩(JᵀM + MJ)x,  ṗ = ⟨Jv, Mx⟩ + ⟨Jx, m⟩,  κ̇ = −2b⟨x,v⟩/(1 + ‖x‖²)²
    """

    b: float = 3.0
    dim = 2

    def __post_init__(self):
        object.__setattr__(self, "b", float(validate.array("b", self.b, ndim=0)))

    @property
    def smoothness(self) -> float:
        """A Lipschitz constant of ∇f, from the rows of ∇²f in the frame (x, Jx)/‖x‖; 57.25 for b = 3."""
        b = abs(self.b)
        return 5.5 + 8.25 * b + 3 * b**2

    def _turned(self, x, y):
        """M_x y."""
        angle = self.b / 2 * np.log1p(dot(x, x))
        c, s = np.cos(angle), np.sin(angle)
        first, second = c * y[..., 0] - s * y[..., 1], 4 * (s * y[..., 0] + c * y[..., 1])
        return np.stack([c * first + s * second, c * second - s * first], axis=-1)

    def value(self, x):
        return dot(x, self._turned(x, x)) / 2

    def grad(self, x):
        Mx = self._turned(x, x)
        return Mx + (self.b / (1 + dot(x, x)) * dot(_turn(x), Mx))[..., None] * x

    def hvp(self, x, v):
        Mx, Mv, r, along = self._turned(x, x), self._turned(x, v), 1 + dot(x, x), dot(x, v)
        kappa, p = self.b / r, dot(_turn(x), Mx)
        m = Mv + (kappa * along)[..., None] * (self._turned(x, _turn(x)) - _turn(Mx))
        dp = dot(_turn(v), Mx) + dot(_turn(x), m)
        radial = -2 * self.b * along / r**2 * p + kappa * dp
        return m + radial[..., None] * x + (kappa * p)[..., None] * v


@dataclass(frozen=True, eq=False)
class Needle(Objective):
    """f(x) = 1 − exp(−‖x − a‖²/(2s²)) on R^d.  a: (d,) the only stationary point, a global minimum; s: its width.

    At the distance r from a the gradient has the length (r/s²) exp(−r²/(2s²)).
        grad  e(x − a)/s²,  e = exp(−‖x − a‖²/(2s²))
        hvp   e(v/s² − ⟨x − a, v⟩(x − a)/s⁴)
    """

    a: np.ndarray
    s: float

    def __post_init__(self):
        object.__setattr__(self, "a", validate.array("a", self.a, ndim=1))
        object.__setattr__(self, "s", validate.positive("s", self.s))

    @property
    def dim(self) -> int:
        return len(self.a)

    def value(self, x):
        return -np.expm1(-dot(x - self.a, x - self.a) / (2 * self.s**2))

    def grad(self, x):
        y = (x - self.a) / self.s
        return np.exp(-dot(y, y) / 2)[..., None] * y / self.s

    def hvp(self, x, v):
        y = (x - self.a) / self.s
        return np.exp(-dot(y, y) / 2)[..., None] * (v - dot(y, v)[..., None] * y) / self.s**2


def _turn(x: np.ndarray) -> np.ndarray:
    """Jx = (−x_2, x_1)."""
    return np.stack([-x[..., 1], x[..., 0]], axis=-1)
