"""The nuclear-norm problem (vzh:eq-1.35), certified, its rank not known beforehand: growing a factorization by blocks against a full
SVD by numpy, against scipy's svds, which is told the rank, and the algorithm of vzh section 1.4.1 as printed against the SVD.

Y has 20 singular values above a bulk of noise that ends at 2, and λ = 2.2 lies between. The error is ‖Z − D_λ(Y)‖_F, relative, with
D_λ(Y) by the full SVD, whose own error is put down as rounding; svds runs at its default tolerance, machine precision.
"""

from collections.abc import Iterator

import numpy as np
from scipy.sparse.linalg import svds

from landscapes.growing import grow, nuclear_factorization

from .table import Row, race

PACKAGES = ["numpy", "scipy"]
LAM = 2.2


def spectra() -> Iterator[tuple[str, np.ndarray]]:
    """Three sets of 20 singular values above the noise."""
    yield "σ = 3 … 10", np.linspace(3, 10, 20)
    yield "σ = 2.5 … 4", np.linspace(2.5, 4, 20)
    yield "σ = 100/k", 100 / np.arange(1.0, 21)


def data(n: int, sigma: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Y (n, n): the singular values sigma along random directions, plus noise with σ_max ≈ 2."""
    left, right = (np.linalg.qr(rng.standard_normal((n, len(sigma))))[0] for _ in range(2))
    return left * sigma @ right.T + rng.standard_normal((n, n)) / np.sqrt(n)


def by_svd(Y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    left, sigma, right = np.linalg.svd(Y, full_matrices=False)
    return _shrunk(left, sigma, right)


def by_svds(Y: np.ndarray, rank: int) -> tuple[np.ndarray, np.ndarray]:
    return _shrunk(*svds(Y, k=rank))


def _shrunk(left, sigma, right):
    kept = sigma > LAM
    return left[:, kept] * (sigma[kept] - LAM), right[kept].T


def distance(first, second) -> float:
    """‖AB' − CD'‖_F / ‖AB'‖_F of two factored matrices (A, B) and (C, D), never formed: by two small QR factorizations."""
    R = [np.linalg.qr(np.column_stack(pair), mode="r") for pair in zip(first, second)]
    sign = np.repeat([1.0, -1.0], [first[0].shape[1], second[0].shape[1]])
    return float(np.linalg.norm(R[0] * sign @ R[1].T) / np.linalg.norm(R[0][:, : first[0].shape[1]] @ R[1][:, : first[0].shape[1]].T))


def rows(sizes: list[int] | None = None) -> Iterator[Row]:
    rng = np.random.default_rng(0)
    for n in sizes or [1000, 3000]:
        many, few = (9, 1) if n >= 3000 else (15, 3)
        for shape, sigma in spectra():
            Y = data(n, sigma, rng)
            target = {"svd": 1 / 30, "svds": 1.2} if n >= 3000 else {}
            grown = nuclear_factorization(Y, LAM)
            assert grown.certificate.is_global(), grown
            full, seconds, _, truth = race(lambda: nuclear_factorization(Y, LAM), lambda: by_svd(Y), few)
            rounding = 200 * np.finfo(float).eps * sigma[0] / (sigma.min() - 2)
            job, size = f"nuclear norm, {shape}, by blocks", f"n = {n}"
            ours, peer, mine, its = race(lambda: nuclear_factorization(Y, LAM), lambda: by_svds(Y, len(sigma)), many)
            error, other = distance(truth, (mine.U, mine.V)), distance(truth, its)
            yield Row(job, size, "numpy svd", ours, seconds, error, rounding, rounding, few, target.get("svd"))
            yield Row(job, size, "scipy svds, k = 20", ours, peer, error, other, rounding, many, target.get("svds"))
            if shape == "σ = 3 … 10":
                printed, seconds, run, _ = race(lambda: grow(Y, LAM, rng=rng), lambda: by_svd(Y), few)
                assert run.certificate.is_global(1e-6), run
                yield Row("nuclear norm, as printed, column by column", size, "numpy svd", printed, seconds,
                          distance(truth, (run.U, run.V)), rounding, rounding, few)
