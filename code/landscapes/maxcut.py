"""The semidefinite program of max-cut, and its factorization by Burer and Monteiro (ma section 7)."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import numpy as np

from . import validate
from .objective import Objective, dot, norm


@dataclass(frozen=True)
class BurerMonteiro(Objective):
    """f(Y) = ⟨C, YYᵀ⟩ over the Y (n, r) with rows of length 1, as points x = Y.ravel() (..., nr) (ma:sec-7-burer-monteiro).

    X = YYᵀ runs through the feasible matrices of rank ≤ r of  min ⟨C, X⟩, X_ii = 1, X ⪰ 0.
    With λ_i = ⟨(CY)_i, y_i⟩ and S = C − diag(λ), and P the projection of each row v_i to v_i − ⟨v_i, y_i⟩y_i:
        value  Σ λ_i
        grad   2SY
        hvp    P(2SV)
    C: (n, n) symmetric; r ≥ 2.
    """

    C: np.ndarray
    r: int

    def __post_init__(self):
        object.__setattr__(self, "C", validate.symmetric("C", self.C))
        validate.count("r", self.r, least=2)

    @property
    def dim(self) -> int:
        return len(self.C) * self.r

    def rows(self, x) -> np.ndarray:
        """Y: (..., nr) -> (..., n, r)"""
        return x.reshape(*x.shape[:-1], len(self.C), self.r)

    def multipliers(self, x) -> np.ndarray:
        """λ: (..., nr) -> (..., n)"""
        Y = self.rows(x)
        return dot(self.C @ Y, Y)

    def value(self, x):
        return self.multipliers(x).sum(axis=-1)

    def grad(self, x):
        return 2 * self._slack_times(x, x)

    def hvp(self, x, v):
        return 2 * self.tangent(x, self._slack_times(x, self.tangent(x, v)))

    def _slack_times(self, x, v):
        V = self.rows(v)
        return (self.C @ V - self.multipliers(x)[..., None] * V).reshape(v.shape)

    def tangent(self, x, u):
        Y, U = self.rows(x), self.rows(u)
        return (U - dot(U, Y)[..., None] * Y).reshape(U.shape[:-2] + (self.dim,))

    def retract(self, x, u):
        Y = self.rows(x + u)
        return (Y / norm(Y)[..., None]).reshape(*Y.shape[:-2], self.dim)

    def random(self, rng: np.random.Generator, *shape: int) -> np.ndarray:
        """Points with uniformly random rows: shape -> (*shape, nr)"""
        return self.retract(0.0, validate.generator("rng", rng).standard_normal((*shape, self.dim)))

    def slack(self, x) -> np.ndarray:
        """S = C − diag(λ): (..., nr) -> (..., n, n)"""
        lam = self.multipliers(x)
        return self.C - lam[..., None] * np.eye(len(self.C))

    def gap(self, x) -> np.ndarray:
        """How far f(x) can be above the value of the semidefinite program: −n · min(0, λ_min(S)), up to rounding. (..., nr) -> (...,)

        For each feasible X, ⟨C, X⟩ = Σλ_i + ⟨S, X⟩ ≥ f(x) + n · min(0, λ_min(S)), because the trace of X is n.
        """
        return -len(self.C) * np.minimum(np.linalg.eigvalsh(self.slack(x))[..., 0], 0.0)


def lower_bound(C, lam, digits: int = 8) -> Fraction:
    """A number that no feasible X undercuts, proved in exact arithmetic: ⟨C, X⟩ ≥ Σμ_i, because C − diag(μ) ⪰ 0.

    μ is λ (n,), rounded to multiples of 10^−digits and lowered by the least power of ten from 10^−digits on for which
    C − diag(μ), with the entries of C (n, n) as they are, is positive semidefinite.
    """
    C = validate.symmetric("C", C)
    lam = validate.array("lam", lam, ndim=1)
    if len(lam) != len(C):
        raise ValueError(f"lam must have shape ({len(C)},), got shape {lam.shape}")
    unit = Fraction(1, 10 ** validate.count("digits", digits))
    mu = [Fraction(round(entry / unit)) * unit for entry in map(Fraction, lam)]
    exact = [[Fraction(entry) for entry in row] for row in C]
    for shift in [Fraction(0), *(unit * 10**k for k in range(digits + 6))]:
        S = [[entry - (mu[i] - shift) * (i == j) for j, entry in enumerate(row)] for i, row in enumerate(exact)]
        if is_positive_semidefinite(S):
            return sum(mu) - len(mu) * shift
    raise ValueError("lam is far from every dual feasible point")


def is_positive_semidefinite(S) -> bool:
    """Exactly, for a symmetric matrix of fractions: the roots of its characteristic polynomial are real, so none of them is
    negative if and only if the signs of its coefficients alternate."""
    from flint import fmpq, fmpq_mat

    entries = [fmpq(f.numerator, f.denominator) for row in S for f in map(Fraction, row)]
    p = fmpq_mat(len(S), len(S), entries).charpoly()
    return all(p[k] * (-1) ** (len(S) - k) >= 0 for k in range(len(S)))


def largest_cut(A) -> int:
    """The most edges between a set of vertices and the others, by trying all 2^(n−1) sets: for n ≤ 20 or so."""
    A = np.asarray(A)
    signs = np.array([(1, *rest) for rest in product((1, -1), repeat=len(A) - 1)])
    return int((A.sum() - dot(signs @ A, signs).min()) // 4)
