"""Matrix completion: a low-rank symmetric matrix from some of its entries (ma section 4.2)."""

from dataclasses import dataclass

import numpy as np

from . import validate
from .krylov import converged_pair
from .objective import Objective, dot
from .observed import Observed
from .recovery import operator_norm


@dataclass(frozen=True, eq=False)
class MatrixCompletion(Objective):
    """f(U) = ½‖P_Ω(M − UUᵀ)‖²_F + (λ/2)‖U‖²_F for U ∈ R^{d×r} (ma:eq-4.5, where r = 1 and λ = 0).

    omega   Ω, symmetric
    values  (n,)  the entries of M on the pairs of Ω, in their order
    rank    r; a point is U row by row, so it has shape (..., d r)
    ridge   λ ≥ 0. With Ω.bipartite it is λ times the nuclear norm at its best factorization: ‖X‖_* = min ½(‖A‖² + ‖B‖²), X = ABᵀ

    With R = P_Ω(M − UUᵀ):
        grad  −2RU + λU
        hvp   −2RV + 2P_Ω(UVᵀ + VUᵀ)U + λV
    The value is summed from the residuals, so it keeps its digits near 0. Raises ValueError for bad input.
    """

    omega: Observed
    values: np.ndarray
    rank: int = 1
    ridge: float = 0.0

    def __post_init__(self):
        if not isinstance(self.omega, Observed):
            raise ValueError(f"omega must be an Observed, got {type(self.omega).__name__}; try Observed.from_pairs(d, i, j)")
        object.__setattr__(self, "values", validate.array("values", self.values, ndim=1))
        if len(self.values) != len(self.omega):
            raise ValueError(f"values must hold one entry for each of the {len(self.omega)} pairs, got shape {self.values.shape}")
        validate.count("rank", self.rank)
        if self.ridge != 0:
            validate.positive("ridge", self.ridge)

    @staticmethod
    def observe(Z, omega: Observed, rank: int | None = None, ridge: float = 0.0) -> "MatrixCompletion":
        """The problem for M = ZZᵀ seen on Ω; Z is (d,) or (d, r). The rank of the unknown is that of Z unless it is given."""
        Z = validate.array("Z", Z)
        Z = Z[:, None] if Z.ndim == 1 else Z
        if Z.ndim != 2 or len(Z) != omega.d:
            raise ValueError(f"Z must have shape ({omega.d}, r), got shape {Z.shape}")
        return MatrixCompletion(omega, omega.entries(Z), rank or Z.shape[1], ridge)

    @property
    def dim(self) -> int:
        return self.omega.d * self.rank

    def value(self, x):
        return self._value(x, self._residual(self._factor(x)))

    def grad(self, x):
        U = self._factor(x)
        return self._grad(x, U, self._residual(U))

    def value_grad(self, x):
        """(f(x), ∇f(x)) for the price of the gradient."""
        U = self._factor(x)
        residual = self._residual(U)
        return self._value(x, residual), self._grad(x, U, residual)

    def hvp(self, x, v):
        x, v = np.broadcast_arrays(x, v)
        U, V = self._factor(x), self._factor(v)
        cross = self.omega.entries(U, V) + self.omega.entries(V, U)
        product = self.omega.product(cross, U) - self.omega.product(self._residual(U), V)
        return self._point(2 * product, x) + self.ridge * v

    def spectral_start(self) -> np.ndarray:
        """√λ_k v_k of P_Ω(M)/p for the r largest eigenvalues, p = |Ω|/d² (deflated one by one): a point (d r,)."""
        d, found = self.omega.d, np.zeros((self.omega.d, self.rank))
        scaled = self.values * (d * d / self.omega.size)
        for k in range(self.rank):
            apply = lambda v: self.omega.product(scaled, v[:, None])[:, 0] - found @ (found.T @ v)  # noqa: E731
            pair = converged_pair(apply, np.random.default_rng(k).standard_normal(d), -1, 1e-2, 50)
            found[:, k] = np.sqrt(max(pair.value, 0.0)) * pair.vector
        return found.ravel()

    def residual_norm(self, x) -> float:
        """‖P_Ω(M − UUᵀ)‖₂ at one point. For Ω.bipartite this is the spectral norm of the rectangular residual: a stationary
        point with ridge λ at which it is at most λ/2 is a global minimum of the convex problem with the nuclear norm."""
        return operator_norm(self.omega, self._residual(self._factor(x)))

    def _factor(self, x):
        """(..., d r) -> (d, r) for one point, (d, b, r) for a batch of b."""
        x = np.asarray(x, dtype=float)
        U = x.reshape(-1, self.omega.d, self.rank)
        return U[0] if x.ndim == 1 else np.moveaxis(U, 0, 1)

    def _point(self, U, x):
        """The inverse, in the shape of x."""
        return (U if x.ndim == 1 else np.moveaxis(U, 1, 0)).reshape(x.shape)

    def _residual(self, U):
        values = self.values if U.ndim == 2 else self.values[:, None]
        return values - self.omega.entries(U)

    def _value(self, x, residual):
        return self.omega.total(residual**2).reshape(x.shape[:-1])[()] / 2 + self.ridge * dot(x, x) / 2

    def _grad(self, x, U, residual):
        return self._point(-2 * self.omega.product(residual, U), x) + self.ridge * x

