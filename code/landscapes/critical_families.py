"""The critical families of a two-layer linear network in closed form (vzh section 1.3.1).

    R = MomentRisk(Sxx, Syx, Syy, n1)      the risk (1.13)
    families(R)                            one family of critical points for each set J of at most n1 positive eigenvalues
    CriticalFamily(R, J)                   .point(C), .value, .index, .nullity, .escape(C)
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from . import validate
from .moment_risk import TOLERANCE, MomentRisk


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
        return s * s + ties + s * self.risk.kernel + self._idle * (n0 + n2 - 2 * (self.risk.rank - s))

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


def families(risk: MomentRisk, sizes=None) -> list[CriticalFamily]:
    """All families with |J| in `sizes` (every size ≤ n1 without it), J among the positive eigenvalues of Σ."""
    sizes = range(min(risk.n1, risk.rank) + 1) if sizes is None else sizes
    return [CriticalFamily(risk, J) for size in sizes for J in combinations(range(risk.rank), size)]
