"""Matrix problems. RankOnePCA: the best rank-one approximation of a symmetric matrix (ma section 4.1)."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from . import validate
from .objective import Objective, dot


@dataclass(frozen=True, eq=False)
class RankOnePCA(Objective):
    """g(x) = ½‖M − xxᵀ‖²_F on R^d (ma:eq-4.1).  M: (d, d) symmetric; x, v: (..., d).

    With M = Σ λ_k v_k v_kᵀ, λ_1 ≥ … ≥ λ_d, expanding the definition gives
        value  ½‖M‖²_F − xᵀMx + ½‖x‖⁴
        grad   2(‖x‖² x − Mx)
        hvp    2‖x‖² v + 4⟨x, v⟩ x − 2Mv
    The critical points are 0 and the ±√λ_k v_k with λ_k > 0 (ma:lem-4.2). The formula for the value loses the digits
    below ‖M‖²_F · 10⁻¹⁶.
    Raises ValueError unless M is a finite, nonempty, square, symmetric matrix.
    """

    M: np.ndarray

    def __post_init__(self):
        object.__setattr__(self, "M", validate.symmetric("M", self.M))

    @property
    def dim(self) -> int:
        return len(self.M)

    def value(self, x):
        return self._norm2_M / 2 - dot(x, x @ self.M) + dot(x, x) ** 2 / 2

    def grad(self, x):
        return 2 * (dot(x, x)[..., None] * x - x @ self.M)

    def hvp(self, x, v):
        return 2 * dot(x, x)[..., None] * v + 4 * dot(x, v)[..., None] * x - 2 * (v @ self.M)

    def distance_to_minima(self, x):
        """Euclidean distance to the set of global minima, √λ_1 × the unit sphere of the top eigenspace: (..., d) -> (...,).

        With y the part of x in that eigenspace: √((‖y‖ − √λ_1)² + ‖x − y‖²). For λ_1 ≤ 0 the only minimum is 0.
        """
        lam, V = self.eigen
        top = V[:, lam > lam[0] - 1e-10 * np.abs(lam).max()]
        y = x @ top
        along = np.sqrt(dot(y, y))
        rest = x - y @ top.T
        return np.sqrt((along - np.sqrt(max(lam[0], 0.0))) ** 2 + dot(rest, rest))

    def critical_points(self) -> np.ndarray:
        """All critical points (ma:lem-4.2), shape (2r + 1, d) for r positive eigenvalues: row 0 is the origin,
        rows 2k − 1 and 2k are +√λ_k v_k and −√λ_k v_k, k = 1, …, r.

        For distinct positive eigenvalues these are all, 2d + 1 of them. An eigenvalue λ_k ≤ 0 has none of its own
        (‖x‖² = λ_k only at the origin). To a positive eigenvalue of multiplicity m belongs a sphere S^{m−1} of critical
        points; the rows then hold the 2m points on the axes of an orthonormal basis of the eigenspace.
        """
        lam, V = self.eigen
        half = np.sqrt(lam[self._positive]) * V[:, self._positive]
        signed = np.stack([half.T, -half.T], axis=1).reshape(-1, self.dim)
        return np.vstack([np.zeros(self.dim), signed])

    def hessian_spectrum(self, k: int) -> np.ndarray:
        """Eigenvalues of ∇²g at ±√λ_k v_k, k = 1, …, r, or at the origin, k = 0, in increasing order: (d,).

        At ±√λ_k v_k:  4λ_k on v_k and 2(λ_k − λ_j) on v_j, j ≠ k.   At the origin:  −2λ_j on v_j.
        Raises ValueError if k is not between 0 and the number r of positive eigenvalues.
        """
        lam = self.eigen[0]
        r = int(self._positive.sum())
        if validate.count("k", k, least=0) > r:
            raise ValueError(f"k must be at most {r}, the number of positive eigenvalues, got {k}")
        if k == 0:
            return np.sort(-2 * lam)
        spectrum = 2 * (lam[k - 1] - lam)
        spectrum[k - 1] = 4 * lam[k - 1]
        return np.sort(spectrum)

    @cached_property
    def eigen(self) -> tuple[np.ndarray, np.ndarray]:
        """(λ, V) with λ_1 ≥ … ≥ λ_d and M = V diag(λ) Vᵀ; the largest entry of each column of V is positive."""
        lam, V = np.linalg.eigh(self.M)
        lam, V = lam[::-1], V[:, ::-1]
        largest = V[np.abs(V).argmax(axis=0), np.arange(self.dim)]
        return lam, V * np.sign(largest)

    @cached_property
    def _positive(self) -> np.ndarray:
        lam = self.eigen[0]
        return lam > 1e-13 * np.abs(lam).max()

    @cached_property
    def _norm2_M(self) -> float:
        return float(np.vdot(self.M, self.M))
