"""Growing a factorization until Corollary 1.6 certifies it (vzh:meta-algorithm): as printed, column by column, and by blocks."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse.linalg import svds

from . import validate
from .gram import SingularAbove
from .lbfgs import lbfgs
from .nuclear import NuclearFactorization, Optimality, duality_gap, optimality, singular_value_threshold

DENSE = 256


@dataclass(frozen=True, eq=False)
class Grown:
    """Factors U (n_2, n_1), V (n_0, n_1) with their certificate.

    widths, values, sigmas  of the printed algorithm, one per round: n_1, F and σ_max(Y − UVᵀ) at the end of step (i); of the
                            fast one: n_1 after each round that found something, and the F and the bound on σ_max at the end
    products                products with Y or Yᵀ, each with one vector; LAPACK's are not counted
    """

    U: np.ndarray
    V: np.ndarray
    certificate: Optimality
    widths: tuple[int, ...]
    values: tuple[float, ...]
    sigmas: tuple[float, ...]
    products: int

    def __repr__(self) -> str:
        c = self.certificate
        return f"Grown(width {self.U.shape[1]}, value {c.value:.9g}, gap {c.gap:.1e}, sigma {c.sigma:.6g} for lambda {c.lam:.6g})"


def polar_pair(R, rng: np.random.Generator) -> tuple[float, np.ndarray, np.ndarray]:
    """(σ, u, v): the largest singular value of R (n_2, n_0) and its unit vectors, which solve the polar problem
    (vzh:eq-1.42, vzh:fn-10). By LAPACK up to 128 rows or columns, else by ARPACK."""
    if min(R.shape) <= 128:
        left, sigma, right = np.linalg.svd(R, full_matrices=False)
        return float(sigma[0]), left[:, 0], right[0]
    u, sigma, v = svds(R, k=1, v0=rng.standard_normal(min(R.shape)))
    return float(sigma[0]), u[:, 0], v[0]


def grow(Y, lam: float, *, rng: np.random.Generator, step: float = 1.0, slack: float = 1e-9, tol: float = 1e-8,
         max_rounds: int = 1000, max_iter: int = 10_000) -> Grown:
    """The meta-algorithm as printed, from one column of zeros. Y (n_2, n_0).

        (i)   L-BFGS on (1.33) until ‖∇F‖ ≤ tol · ‖Y‖_F
        (ii)  (σ, u, v) of the residual; for σ ≤ (1 + slack) λ stop, else append √ε u and √ε v, ε = step · (σ − λ)

    step lies strictly between 0 and 2, the range in which the new column lowers F; 1 lowers it most, by ½(σ − λ)².
    Raises ValueError for bad input.
    """
    Y, lam, step = validate.array("Y", Y, ndim=2), validate.positive("lam", lam), validate.between("step", step, 0, 2)
    slack, tol, rng = validate.positive("slack", slack), validate.positive("tol", tol), validate.generator("rng", rng)
    validate.count("max_rounds", max_rounds), validate.count("max_iter", max_iter)
    U, V = np.zeros((len(Y), 1)), np.zeros((Y.shape[1], 1))
    widths, values, sigmas, scale, products = [], [], [], float(np.linalg.norm(Y)), 0
    for _ in range(max_rounds):
        f = NuclearFactorization(Y, lam, U.shape[1])
        run = lbfgs(f, f.point(U, V), tol=tol * max(scale, np.finfo(float).tiny), max_iter=max_iter, certify=False)
        U, V = f.factors(run.x)
        sigma, u, v = polar_pair(Y - U @ V.T, rng)
        widths, values, sigmas = [*widths, f.width], [*values, run.value], [*sigmas, sigma]
        products += 2 * f.width * (run.iterations + 1)
        if sigma <= (1 + slack) * lam:
            break
        root = np.sqrt(step * (sigma - lam))
        U, V = np.column_stack([U, root * u]), np.column_stack([V, root * v])
    return Grown(U, V, optimality(Y, lam, U, V), tuple(widths), tuple(values), tuple(sigmas), products)


def nuclear_factorization(Y, lam: float, *, rng: np.random.Generator | None = None, block: int = 8, failure: float = 1e-9,
                          max_steps: int = 60) -> Grown:
    """A global minimum of (vzh:eq-1.33) over all widths, with its certificate: the algorithm grown by blocks. Y (n_2, n_0).

    Each round draws a fresh random block and grows the Krylov space of RᵀR from it, R = Y − UVᵀ. On that space (1.33) is
    again a factorization problem, and its minimum is known: threshold. The singular pairs above λ are appended, all at once;
    a round that meets none bounds σ_max(R) from above, and a bound below λ certifies the width. It fails with at most the
    probability `failure` over the draw of the block. Up to 256 rows or columns LAPACK is used, and also where max_steps
    steps do not tell the singular values from λ: there the spectrum has no gap.
    rng draws the blocks; without it fixed ones are used. Raises ValueError for bad input.
    """
    rng = np.random.default_rng(0) if rng is None else validate.generator("rng", rng)
    Y, lam, block = validate.array("Y", Y, ndim=2), validate.positive("lam", lam), validate.count("block", block)
    failure, max_steps = validate.between("failure", failure, 0, 1), validate.count("max_steps", max_steps)
    if min(Y.shape) > DENSE:
        wide = Y.shape[0] < Y.shape[1]
        found = SingularAbove(np.ascontiguousarray(Y.T if wide else Y), lam, rng, block, failure, max_steps)
        grown = _thresholded(found, float(np.vdot(Y, Y)), wide)
        if grown.certificate.is_global():
            return grown
    U, V = singular_value_threshold(Y, lam)
    certificate = optimality(Y, lam, U, V)
    return Grown(U, V, certificate, (U.shape[1],), (certificate.value,), (certificate.sigma,), 0)


def _thresholded(found: SingularAbove, norm2_Y: float, wide: bool) -> Grown:
    """R maps the triples to min(σ, λ) times the left vectors, and what is left of Y to vectors that are orthogonal to these
    up to the error e: so σ_max(R)² ≤ max(λ, upper)² + λe."""
    (left, sigma, right), lam = found.triples, found.lam
    excess, kept = np.maximum(sigma - lam, 0), np.minimum(sigma, lam)
    U, V = (right, left) if wide else (left, right)
    weights, overlap = 2 * excess.sum(), (kept * excess).sum()
    residual = norm2_Y + (kept**2).sum() - (sigma**2).sum()
    top = max(kept.max(), found.upper) + found.error / 2
    value, balance = residual / 2 + lam / 2 * weights, lam / 2 * weights - overlap
    gap = duality_gap(lam, top, weights, overlap, residual)
    certificate = Optimality(float(value), lam, float(top), float(balance), gap, found.failure)
    return Grown(U * np.sqrt(excess), V * np.sqrt(excess), certificate, tuple(found.widths), (float(value),),
                 (float(top),), found.products)
