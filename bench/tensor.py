"""All components of an orthogonal symmetric tensor of order four, against tensorly's symmetric power method.

Both get the dense tensor and the number of its components. tensorly runs with its own settings: ten random starts of forty
steps for each component, which is then deflated. At d = 1000 the tensor would have 10¹² entries and is given by its
products; there the yardstick is one eigendecomposition by numpy of the matrix T(u, u, ·, ·), which is given to it. The error
is the largest distance of a component to the nearest of those found, up to sign.
"""

from collections.abc import Iterator
from statistics import median

import numpy as np
import tensorly
from tensorly.decomposition import symmetric_parafac_power_iteration

from landscapes.objective import norm
from landscapes.sphere import random_unit
from landscapes.tensor import DenseTensor, OrthogonalTensor
from landscapes.tensor_power import components

from .table import Row, race

PACKAGES = ["numpy", "scipy", tensorly.__name__]
TARGET = 1 / 5000
ROUNDING = 1e-12
OFTEN = 20  # ours runs so many times for each run of the peer, which takes some thousand times longer


def orthonormal(n: int, d: int, rng: np.random.Generator) -> np.ndarray:
    """n orthonormal rows in R^d: (n, d)."""
    return np.ascontiguousarray(np.linalg.qr(rng.standard_normal((d, n)))[0].T)


def error(A: np.ndarray, found: np.ndarray) -> float:
    """The largest distance of a row of A to the nearest ± row of found."""
    nearest = found[np.abs(A @ found.T).argmax(axis=1)]
    return float(np.minimum(norm(A - nearest), norm(A + nearest)).max())


def dense(d: int, runs: int, rng: np.random.Generator) -> Row:
    np.random.seed(0)  # tensorly draws its starts from the global generator
    A = orthonormal(d, d, rng)
    T = np.einsum("ni,nj,nk,nl->ijkl", A, A, A, A, optimize=True)
    laps = []
    for _ in range(runs):
        peer_seconds, _, (_, factor), _ = race(lambda: symmetric_parafac_power_iteration(T, d), lambda: None, 1)
        ours_seconds, _, found, _ = race(lambda: components(DenseTensor(T), d, rng=rng), lambda: None, OFTEN)
        laps.append((ours_seconds, peer_seconds))
    ours, peer = map(median, zip(*laps))
    return Row("all components of a dense 4-tensor", f"d = {d}", "tensorly", ours, peer, error(A, found.x),
               error(A, factor.T), ROUNDING, runs, TARGET)


def implicit(d: int, runs: int, rng: np.random.Generator) -> Row:
    A = orthonormal(d, d, rng)
    f = OrthogonalTensor(A)
    H = f.contract(random_unit(rng, d))
    ours, peer, found, (_, V) = race(lambda: components(f, d, rng=rng), lambda: np.linalg.eigh(H), runs)
    return Row("all components, tensor never formed", f"d = {d}", "one numpy eigh", ours, peer, error(A, found.x),
               error(A, V.T), ROUNDING, runs)


def rows() -> Iterator[Row]:
    rng = np.random.default_rng(0)
    yield dense(30, 3, rng)
    yield implicit(1000, 5, rng)
