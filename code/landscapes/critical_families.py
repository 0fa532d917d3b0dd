"""The two-layer linear network written with its moment matrices, and its critical families in closed form (vzh section 1.3.1).

    R = MomentRisk(Sxx, Syx, Syy, n1)      the risk (1.13)
    R.families()                           one family of critical points for each set J of at most n1 positive eigenvalues
    family.point(C), .value, .index, .nullity, .escape(C)
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

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

    def family(self, J):
        return CriticalFamily(self, tuple(J))

    def families(self, sizes=None):
        """All families with |J| in `sizes` (every size ≤ n1 without it), J among the positive eigenvalues."""
        sizes = range(min(self.n1, self.rank) + 1) if sizes is None else sizes
        return [self.family(J) for size in sizes for J in combinations(range(self.rank), size)]


@dataclass(frozen=True, eq=False)
class CriticalFamily:
    """U = [Q_J, 0] C, V = [Σxx⁺Σxy Q_J, 0] C^{−⊤}, C invertible: (1.24) with n1 − |J| idle hidden units (none in the source).

    J: increasing indices from 0 of positive eigenvalues of Σ, at most n1 of them.
    """

    risk: MomentRisk
    J: tuple[int, ...]

    def __post_init__(self):
        J = tuple(validate.count("J", j, least=0) for j in self.J)
        if list(J) != sorted(set(J)) or len(J) > self.risk.n1 or (J and J[-1] >= self.risk.rank):
            raise ValueError(f"J must be at most {self.risk.n1} increasing indices below {self.risk.rank}, got {self.J}")
        object.__setattr__(self, "J", J)

    def point(self, C=None) -> np.ndarray:
        """The member of the family for C: (n1, n1), the identity without it."""
        risk, J = self.risk, list(self.J)
        C = np.eye(risk.n1) if C is None else validate.array("C", C, ndim=2)
        if C.shape != (risk.n1, risk.n1) or np.linalg.matrix_rank(C) < risk.n1:
            raise ValueError(f"C must be invertible of shape {(risk.n1, risk.n1)}, got shape {C.shape}")
        U = np.zeros((len(risk.Syy), risk.n1))
        U[:, : len(J)] = risk.eigen[1][:, J]
        return risk.join(U @ C, risk.pseudoinverse @ risk.Syx.T @ U @ np.linalg.inv(C).T)

    @property
    def value(self) -> float:
        """tr Σyy − Σ_{j ∈ J} λ_j"""
        return float(np.trace(self.risk.Syy) - self.risk.eigen[0][list(self.J)].sum())

    @property
    def index(self) -> int:
        """Negative eigenvalues of the Hessian: #{(i, j): i ∉ J, j ∈ J, λ_i > λ_j} + (n1 − |J|)(rank Σ − |J|)."""
        above = self._gaps() > 0
        return int(above.sum()) + self._idle * (self.risk.rank - len(self.J))

    @property
    def nullity(self) -> int:
        """Zero eigenvalues: |J|² + #{(i, j): i ∉ J, j ∈ J, λ_i = λ_j} + |J| dim ker Σxx
        + (n1 − |J|)(n0 + n2 − 2 rank Σ + 2|J|)."""
        s, (n2, n0) = len(self.J), self.risk.Syx.shape
        ties = int((self._gaps() == 0).sum())
        kernel = n0 - np.linalg.matrix_rank(self.risk.pseudoinverse, tol=None, hermitian=True)
        return s * s + ties + s * kernel + self._idle * (n0 + n2 - 2 * (self.risk.rank - s))

    def escape(self, C=None):
        """A direction of negative curvature at point(C), as in the proof of Theorem 1.2; None at a global minimum.

        With i the first index outside J: against the last j of J if there is no idle unit, where the Hessian form is
        2(λ_j − λ_i); else through an idle unit, where it is −4 λ_i.
        """
        risk, J = self.risk, self.J
        i = next((i for i in range(risk.rank) if i not in J), None)
        if self.index == 0 or i is None:
            return None
        C = np.eye(risk.n1) if C is None else validate.array("C", C, ndim=2)
        unit = np.eye(risk.n1)[len(J) - 1 if not self._idle else len(J)]
        q = risk.eigen[1][:, i]
        return risk.join(np.outer(q, unit @ C),
                         np.outer(risk.pseudoinverse @ risk.Syx.T @ q, unit @ np.linalg.inv(C).T))

    @property
    def _idle(self) -> int:
        return self.risk.n1 - len(self.J)

    def _gaps(self):
        """λ_i − λ_j for i ∉ J, j ∈ J, ties exactly 0."""
        lam = self.risk.eigen[0]
        outside = np.delete(lam, list(self.J))
        gaps = np.subtract.outer(outside, lam[list(self.J)])
        return np.where(np.abs(gaps) > TOLERANCE * max(lam[0], 1e-300), gaps, 0.0)
