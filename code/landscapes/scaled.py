"""The no-overlap risk for independent Gaussian inputs of unequal variances (bg:fn-2)."""

from dataclasses import dataclass

import numpy as np

from . import validate
from .objective import Objective, norm
from .relu_kernel import norm_hvp, relu_kernel, relu_kernel_grad, relu_kernel_hvp


@dataclass(frozen=True, eq=False)
class ScaledConvNet(Objective):
    """ℓ(w) = (1/k²) Σ_{i,j} [g(w_i, w_j) − 2g(w_i, w*_j) + g(w*_i, w*_j)], w_i the filter times the deviations of part i (bg:eq-7).

    Entry j of part i has standard deviation s_ij; then w·x[i] = (s_i∘w)·z[i] with z standard Gaussian. With D_i = diag(s_i):
        k²ℓ = ½Σ_i (‖D_i w‖² + ‖D_i w*‖²) − 2Σ_i g(D_i w, D_i w*) + [(N − N*)² − Σ_i (‖D_i w‖ − ‖D_i w*‖)²]/2π
    with N = Σ_i ‖D_i w‖. If all s_ij are 1, this is NoOverlapConvNet.
    target: w*, shape (m,);  scales: s, shape (k, m), positive;  points w: (..., m).  Not differentiable at w = 0.
    Raises ValueError for a target or scales that are not finite, scales that are not positive, or lengths that do not match.
    """

    target: np.ndarray
    scales: np.ndarray

    def __post_init__(self):
        object.__setattr__(self, "target", validate.array("target", self.target, ndim=1))
        object.__setattr__(self, "scales", validate.array("scales", self.scales, ndim=2))
        if self.scales.shape[1] != len(self.target):
            raise ValueError(f"scales must have {len(self.target)} columns, got shape {self.scales.shape}")
        if not (self.scales > 0).all():
            raise ValueError(f"scales must be positive, got {self.scales.min()}")

    @property
    def dim(self) -> int:
        return len(self.target)

    @property
    def k(self) -> int:
        return len(self.scales)

    def value(self, w):
        rows, star = w[..., None, :] * self.scales, self.target * self.scales
        gap, whole = norm(rows) - norm(star), (norm(rows) - norm(star)).sum(axis=-1)
        same = (norm(rows) ** 2 + norm(star) ** 2) / 2 - 2 * relu_kernel(rows, star) - gap**2 / (2 * np.pi)
        return (same.sum(axis=-1) + whole**2 / (2 * np.pi)) / self.k**2

    def grad(self, w):
        rows, star = w[..., None, :] * self.scales, self.target * self.scales
        gap, length = (norm(rows) - norm(star))[..., None], norm(rows)[..., None]
        unit = rows / np.where(length == 0, 1.0, length)
        others = (gap.sum(axis=-2, keepdims=True) - gap) * unit / np.pi
        return ((rows - 2 * relu_kernel_grad(rows, star) + others) * self.scales).sum(axis=-2) / self.k**2

    def hvp(self, w, v):
        rows, star, turn = w[..., None, :] * self.scales, self.target * self.scales, v[..., None, :] * self.scales
        gap, unit = (norm(rows) - norm(star))[..., None], rows / norm(rows)[..., None]
        speed = (unit * turn).sum(axis=-1, keepdims=True)
        others = (speed.sum(axis=-2, keepdims=True) - speed) * unit
        others = others + (gap.sum(axis=-2, keepdims=True) - gap) * norm_hvp(rows, turn)
        own = turn - 2 * relu_kernel_hvp(rows, np.broadcast_to(star, rows.shape), turn)
        return ((own + others / np.pi) * self.scales).sum(axis=-2) / self.k**2
