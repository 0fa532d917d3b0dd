"""The sampled objective of PCA on a set of entries that need not be symmetric (lec11 section 11.2), for dense d × d arrays.

`completion.MatrixCompletion` is the sparse one, for symmetric sets of any size."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse.linalg import svds

from . import validate
from .objective import Objective


@dataclass(frozen=True, eq=False)
class SampledPCA(Objective):
    """f(x) = ½ Σ_{(i,j) ∈ Ω} (M_ij − x_i x_j)² on R^d (lec11:eq-11.1).

    M     (d, d)  symmetric
    seen  (d, d)  booleans, the indicator of Ω; (i, j) and (j, i) are two entries

    With S = (1_Ω + 1_Ωᵀ)/2, which is all that f sees of Ω:
        value  ½⟨S, (M − xxᵀ)∘(M − xxᵀ)⟩, summed from the residuals
        grad   −2(S∘(M − xxᵀ))x
        hvp    −2(S∘(M − xxᵀ))v + 2(S∘(xvᵀ + vxᵀ))x
    Raises ValueError for bad input.
    """

    M: np.ndarray
    seen: np.ndarray

    def __post_init__(self):
        object.__setattr__(self, "M", validate.symmetric("M", self.M))
        seen = np.asarray(self.seen)
        if seen.dtype != bool or seen.shape != self.M.shape:
            raise ValueError(f"seen must be a mask {self.M.shape} of booleans, got {seen.dtype} of shape {seen.shape}")
        S = (seen + seen.T.astype(float)) / 2
        object.__setattr__(self, "_S", S)
        object.__setattr__(self, "_SM", S * self.M)

    @staticmethod
    def observe(z, seen) -> "SampledPCA":
        """The problem of zzᵀ for z (d,), seen on Ω."""
        z = validate.array("z", z, ndim=1)
        return SampledPCA(np.outer(z, z), seen)

    @property
    def dim(self) -> int:
        return len(self.M)

    def value(self, x):
        x = np.asarray(x, dtype=float)
        flat = x.reshape(-1, self.dim)
        values = [((self.M - np.outer(y, y)) ** 2 * self._S).sum() / 2 for y in flat]
        return np.reshape(values, x.shape[:-1])[()]

    def grad(self, x):
        return 2 * (x * (x**2 @ self._S) - x @ self._SM)

    def hvp(self, x, v):
        return 2 * (v * (x**2 @ self._S) + 2 * x * ((x * v) @ self._S) - v @ self._SM)


def deviations(seen, z, p: float) -> tuple[float, float]:
    """(‖D‖₂, the largest entry of |D(z∘z)| and |Dᵀ(z∘z)|) for D = 1_Ω/p − 11ᵀ: what the theorem on exact recovery asks of Ω.

    seen: (d, d) booleans; z: (d,). The norm is exact to rounding up to d = 400, else by Lanczos to eight digits."""
    validate.positive("p", p)
    D, a = np.asarray(seen) / p - 1, np.asarray(z) ** 2
    rows = float(max(np.abs(D @ a).max(), np.abs(a @ D).max()))
    if len(D) <= 400:
        return float(np.linalg.norm(D, 2)), rows
    return float(svds(D, k=1, v0=np.ones(len(D)), tol=1e-8, return_singular_vectors=False)[0]), rows
