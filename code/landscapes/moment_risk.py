"""The risk of a two-layer linear network, written with its moment matrices (vzh section 1.3.1)."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from . import validate
from .objective import Objective, join, split

#: eigenvalues below this share of the largest count as 0, gaps below it as ties
TOLERANCE = 1e-9


@dataclass(frozen=True, eq=False)
class MomentRisk(Objective):
    """R(U, V) = tr(Σyy − 2 Σyx V Uᵀ + U Vᵀ Σxx V Uᵀ)  (vzh:eq-1.13), U: (n2, n1), V: (n0, n1), joined to one point (..., dim).

    Sxx: (n0, n0) positive semidefinite, perhaps singular; Syx: (n2, n0), with rows in the range of Sxx, as moments have;
    Syy: (n2, n2) symmetric. The Hessian form is 2‖(UΔ_Vᵀ + Δ_UVᵀ)Σxx^½‖² + 4⟨Δ_UΔ_Vᵀ, UVᵀΣxx − Σyx⟩, twice the printed
    (vzh:eq-1.26). Raises ValueError for shapes that do not fit, for an indefinite Sxx and for an Syx that is no moment.
    """

    Sxx: np.ndarray
    Syx: np.ndarray
    Syy: np.ndarray
    n1: int

    def __post_init__(self):
        object.__setattr__(self, "Sxx", validate.symmetric("Sxx", self.Sxx))
        object.__setattr__(self, "Syx", validate.array("Syx", self.Syx, ndim=2))
        object.__setattr__(self, "Syy", validate.symmetric("Syy", self.Syy))
        object.__setattr__(self, "n1", validate.count("n1", self.n1))
        if self.Syx.shape != (len(self.Syy), len(self.Sxx)):
            raise ValueError(f"Syx must have shape {(len(self.Syy), len(self.Sxx))}, got shape {self.Syx.shape}")
        lowest, top = np.linalg.eigvalsh(self.Sxx)[[0, -1]]
        if lowest < -TOLERANCE * max(top, 1e-300):
            raise ValueError(f"Sxx must be positive semidefinite, got an eigenvalue {lowest:g}")
        lost = np.abs(self.Syx - self.Syx @ self.pseudoinverse @ self.Sxx).max()
        if lost > 1e-7 * max(np.abs(self.Syx).max(), 1e-300):
            raise ValueError(f"Syx must have its rows in the range of Sxx, got a part of size {lost:.2g} outside")

    @classmethod
    def of_data(cls, X, Y, n1):
        """The empirical risk ‖Y − UVᵀX‖²/m (vzh:eq-1.14) of examples in the columns of X: (n0, m) and Y: (n2, m)."""
        X, Y = validate.array("X", X, ndim=2), validate.array("Y", Y, ndim=2)
        if X.shape[1] != Y.shape[1]:
            raise ValueError(f"X and Y must have as many columns, got shapes {X.shape} and {Y.shape}")
        m = X.shape[1]
        return cls(X @ X.T / m, Y @ X.T / m, Y @ Y.T / m, n1)

    @property
    def shapes(self):
        return [(len(self.Syy), self.n1), (len(self.Sxx), self.n1)]

    @property
    def dim(self) -> int:
        return self.n1 * sum(self.Syx.shape)

    def join(self, U, V) -> np.ndarray:
        return join([U, V], self.shapes)

    def split(self, x) -> list[np.ndarray]:
        return split(x, self.shapes)

    def value(self, x):
        U, V = self.split(x)
        Z = U @ V.swapaxes(-1, -2)
        return np.trace(self.Syy) + ((Z @ self.Sxx - 2 * self.Syx) * Z).sum(axis=(-2, -1))

    def residual(self, U, V):
        """UVᵀΣxx − Σyx, half the derivative in Z = UVᵀ."""
        return U @ (V.swapaxes(-1, -2) @ self.Sxx) - self.Syx

    def grad(self, x):
        U, V = self.split(x)
        G = self.residual(U, V)
        return self.join(2 * G @ V, 2 * G.swapaxes(-1, -2) @ U)

    def hvp(self, x, v):
        (U, V), (A, B) = self.split(x), self.split(v)
        G = self.residual(U, V)
        H = (A @ V.swapaxes(-1, -2) + U @ B.swapaxes(-1, -2)) @ self.Sxx
        return self.join(2 * (H @ V + G @ B), 2 * (H.swapaxes(-1, -2) @ U + G.swapaxes(-1, -2) @ A))

    @cached_property
    def pseudoinverse(self) -> np.ndarray:
        return np.linalg.pinv(self.Sxx, rcond=TOLERANCE, hermitian=True)

    @property
    def kernel(self) -> int:
        """The dimension of the kernel of Σxx."""
        return len(self.Sxx) - int(np.linalg.matrix_rank(self.pseudoinverse, hermitian=True))

    @cached_property
    def eigen(self):
        """Eigenvalues (n2,), largest first, with 0 for those below the tolerance, and eigenvectors of Σ = Σyx Σxx⁺ Σxy."""
        lam, Q = np.linalg.eigh(self.Syx @ self.pseudoinverse @ self.Syx.T)
        lam, Q = lam[::-1], Q[:, ::-1]
        return np.where(lam > TOLERANCE * max(lam[0], 1e-300), lam, 0.0), Q

    @property
    def rank(self) -> int:
        """The rank of Σ."""
        return int((self.eigen[0] > 0).sum())

    @property
    def minimum(self) -> float:
        """tr Σyy − λ_1 − … − λ_{n1}, the risk of reduced-rank regression."""
        return float(np.trace(self.Syy) - self.eigen[0][: self.n1].sum())
