"""Problems whose landscape is known in closed form: tests run every solver and every search on each of them."""

from dataclasses import dataclass

import numpy as np

from .completion import MatrixCompletion
from .landscape import Kind
from .matrix import RankOnePCA
from .objective import Objective
from .observed import Observed
from .sphere import OnSphere
from .tensor import OrthogonalTensor
from .toys import DoubleWells, Rayleigh, SquarePlusCube, SumOfFourthPowers


@dataclass(frozen=True, eq=False)
class Known:
    """An objective with critical points (k, d), the Hessian spectrum at each on the tangent space (k, m) in increasing
    order, and the Kind of each. `complete`: there are no others; `step`: gradient descent converges with it from near."""

    name: str
    f: Objective
    points: np.ndarray
    spectra: np.ndarray
    kinds: list[Kind]
    step: float
    complete: bool = True
    bounded: bool = True

    def __repr__(self) -> str:
        return self.name

    @property
    def minimum(self) -> float:
        """The lowest value among the local minima."""
        return float(self.f.value(self.select(Kind.LOCAL_MINIMUM)).min())

    def select(self, kind: Kind) -> np.ndarray:
        """The critical points of one kind: (j, d)."""
        return self.points[[k is kind for k in self.kinds]]


def _kind(spectrum: np.ndarray) -> Kind:
    low, high = spectrum[0], spectrum[-1]
    if low > 0:
        return Kind.LOCAL_MINIMUM
    if high < 0:
        return Kind.LOCAL_MAXIMUM
    return Kind.STRICT_SADDLE if low < 0 < high else Kind.DEGENERATE


def _known(name, f, points, spectra, step, **more) -> Known:
    spectra = np.sort(np.asarray(spectra, dtype=float), axis=-1)
    return Known(name, f, points, spectra, [_kind(s) for s in spectra], step, **more)


def symmetric_matrix(lam, rng: np.random.Generator) -> np.ndarray:
    """Q diag(λ) Qᵀ with a uniformly random orthogonal Q: (d,) -> (d, d)."""
    Q, R = np.linalg.qr(rng.standard_normal((len(lam), len(lam))))
    M = (Q * np.sign(np.diag(R)) * lam) @ (Q * np.sign(np.diag(R))).T
    return (M + M.T) / 2


def _pca(name, lam, rng, **more) -> Known:
    f = RankOnePCA(symmetric_matrix(np.array(lam, dtype=float), rng))
    points = f.critical_points()
    spectra = [f.hessian_spectrum((row + 1) // 2) for row in range(len(points))]
    return _known(name, f, points, np.round(spectra, 12), 0.1 / max(lam), **more)


def _rayleigh(rng) -> Known:
    f = Rayleigh(symmetric_matrix(np.array([4.0, 2.5, 1.0, -1.0]), rng))
    lam, V = np.linalg.eigh(f.M)
    spectra = [np.delete(lam[k] - lam, k) for k in range(4)]
    return _known("Rayleigh quotient on the sphere", OnSphere(f), np.vstack([V.T, -V.T]), spectra + spectra, 0.2)


def _fourth_powers(d: int) -> Known:
    f = SumOfFourthPowers(d)
    points = f.critical_points()
    m = (points != 0).sum(axis=1)
    spectra = [[8 / k] * (k - 1) + [-4 / k] * (d - k) for k in m]
    return _known("Σxᵢ⁴ on the sphere", OnSphere(f), points, spectra, 0.1)


def _tensor(rng) -> Known:
    f = OrthogonalTensor(np.linalg.qr(rng.standard_normal((4, 4)))[0])
    points = f.stationary_points()
    spectra = [-f.spectrum(s) for s in np.round(1 / f.value(points)).astype(int)]
    return _known("orthogonal tensor, n = d = 4", OnSphere(-f), points, spectra, 0.1)


def _diagonal_seen(z) -> Known:
    """f(x) = ½Σ(z_i² − x_i²)²: of zzᵀ only the diagonal is seen, so every sign pattern is a global minimum."""
    f = MatrixCompletion.observe(z, Observed.from_pairs(len(z), np.arange(len(z)), np.arange(len(z))))
    points = z * np.stack(np.meshgrid(*[[-1.0, 0.0, 1.0]] * len(z)), axis=-1).reshape(-1, len(z))
    return _known("completion, the diagonal seen", f, points, 6 * points**2 - 2 * z**2, 0.05)


def problems() -> list[Known]:
    """All known problems, the same ones at every call."""
    rng = np.random.default_rng(41)
    wells, cube = DoubleWells(1), SquarePlusCube()
    wells3 = DoubleWells(3)
    return [
        _pca("PCA, distinct eigenvalues", [5, 4, 3, 2, 1], rng),
        _pca("PCA, repeated top eigenvalue", [3, 3, 1], rng, complete=False),
        _pca("PCA, indefinite M", [2, 1, -1, -3], rng),
        _pca("PCA, rank one", [1, 0, 0], rng),
        _pca("PCA, d = 1", [2], rng),
        _known("double well", wells, wells.critical_points(), 3 * wells.critical_points() ** 2 - 1, 0.2),
        _known("double wells, d = 3", wells3, wells3.critical_points(), 3 * wells3.critical_points() ** 2 - 1, 0.2),
        _known("x₁² + x₂³", cube, np.zeros((1, 2)), [[0, 2]], 0.1, bounded=False),
        _rayleigh(rng),
        _fourth_powers(3),
        _diagonal_seen(np.array([1.0, 2.0])),
        _tensor(rng),
    ]
