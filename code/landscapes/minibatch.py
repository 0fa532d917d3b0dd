"""The sampled no-overlap risk with a gradient estimated from a few examples at a time."""

from dataclasses import dataclass

import numpy as np

from . import validate
from .convnet import SampledConvNet
from .stochastic import StochasticObjective


@dataclass(frozen=True, eq=False)
class Minibatch(StochasticObjective):
    """L(w) = (1/n) Σ_i (f(x_i; w) − y_i)² (bg:eq-2); `sample` takes the mean over `batch` different examples.

    All points (..., m) of one call see the same examples: runs from different starts share their noise. n/batch steps
    are an epoch.
    f: the risk;  batch: the number of examples, at most n
    Raises ValueError for an f of another class, or a batch outside 1, …, n.
    """

    f: SampledConvNet
    batch: int

    def __post_init__(self):
        if not isinstance(self.f, SampledConvNet):
            raise ValueError(f"f must be a SampledConvNet, got {type(self.f).__name__}")
        if validate.count("batch", self.batch) > len(self.f.y):
            raise ValueError(f"batch must be at most n = {len(self.f.y)}, got {self.batch}")
        for verb in ("value", "grad", "hvp"):
            object.__setattr__(self, verb, getattr(self.f, verb))

    @property
    def dim(self) -> int:
        return self.f.dim

    @property
    def epoch(self) -> int:
        """Steps in which as many examples are seen as there are, rounded up."""
        return -(-len(self.f.y) // self.batch)

    def sample(self, x, rng):
        chosen = rng.choice(len(self.f.y), self.batch, replace=False)
        rows = self.f.rows.reshape(len(self.f.y), self.f.k, -1)[chosen].reshape(-1, self.dim)
        z = (x @ rows.T).reshape(*np.shape(x)[:-1], self.batch, self.f.k)
        residual = np.maximum(z, 0).mean(axis=-1) - self.f.y[chosen]
        back = (residual[..., None] * (z > 0)).reshape(*np.shape(x)[:-1], -1)
        return back @ rows * (2 / (self.batch * self.f.k))
