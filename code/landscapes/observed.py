"""Which entries of a symmetric matrix are observed: the set Ω of matrix completion, without any d × d array."""

import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from . import validate

BLOCK = 2**14  # pairs worked on at a time, so that what is gathered stays in the cache


@dataclass(frozen=True, eq=False)
class Observed:
    """A symmetric Ω ⊂ [d] × [d] (ma:fn-6): with (i, j) it contains (j, i), and each pair is stored once, as i ≤ j.

    d        the size of the matrix
    starts   (d + 1,)  the pairs of row i are starts[i] … starts[i + 1] − 1
    columns  (n,)      the j of each pair, n pairs in all, in increasing order within a row
    Numbers on Ω have shape (n,), or (n, b) for b matrices at once. Memory grows with n + d, never with d².
    Build it by `from_pairs`, `sample` or `bipartite`.
    """

    d: int
    starts: np.ndarray
    columns: np.ndarray

    @staticmethod
    def from_pairs(d: int, i, j) -> "Observed":
        """The set of the given entries and their mirror images, in any order; an entry may be named twice.

        Raises ValueError unless i and j are integers in 0 … d − 1 of one length.
        """
        validate.count("d", d)
        i, j = (_indices(name, a, d) for name, a in (("i", i), ("j", j)))
        if len(i) != len(j):
            raise ValueError(f"i and j must have the same length, got {len(i)} and {len(j)}")
        code = np.unique(np.minimum(i, j) * d + np.maximum(i, j))
        return _compressed(d, code // d, code % d)

    @staticmethod
    def sample(d: int, p: float, rng: np.random.Generator) -> "Observed":
        """Each of the d(d + 1)/2 pairs with probability p, independently (ma:sampling-p, ma:fn-6).

        The gaps between observed pairs are geometric, so the work grows with their number and not with d².
        """
        validate.count("d", d)
        pairs = d * (d + 1) // 2
        at = _bernoulli(pairs, p, rng)
        first = np.arange(d, dtype=np.int64)
        first = first * d - first * (first - 1) // 2          # the place of (i, i) among all pairs
        starts = np.searchsorted(at, np.append(first, pairs))
        rows = np.repeat(np.arange(d), np.diff(starts))
        return Observed(d, starts, (at - first[rows] + rows).astype(np.int32))

    @staticmethod
    def bipartite(seen) -> "Observed":
        """Ω for an a × b matrix M seen where the mask (a, b) is true, as a part of the symmetric (a + b) × (a + b) matrix
        [[0, M], [Mᵀ, 0]]: a rectangular completion is a symmetric one that sees nothing of the two diagonal blocks."""
        seen = np.asarray(seen)
        if seen.ndim != 2 or seen.dtype != bool or not seen.size:
            raise ValueError(f"seen must be a nonempty mask (a, b) of booleans, got {seen.dtype} of shape {seen.shape}")
        i, j = np.nonzero(seen)
        return _compressed(sum(seen.shape), i, seen.shape[0] + j)

    def __len__(self) -> int:
        return len(self.columns)

    def __repr__(self) -> str:
        return f"Observed({self.size} of {self.d}² entries)"

    @property
    def size(self) -> int:
        """|Ω|: entries off the diagonal count twice."""
        return 2 * len(self) - int((self.rows == self.columns).sum())

    @cached_property
    def rows(self) -> np.ndarray:
        """The i of each pair, (n,)."""
        return np.repeat(np.arange(self.d, dtype=np.int32), np.diff(self.starts))

    @cached_property
    def weight(self) -> np.ndarray:
        """How often a pair occurs in a sum over Ω: 1 on the diagonal, else 2; (n,)."""
        return np.where(self.rows == self.columns, 1.0, 2.0)

    def entries(self, U: np.ndarray, V: np.ndarray | None = None) -> np.ndarray:
        """The entries of UVᵀ on the pairs, (n,) for U, V (d, r); for a batch (d, b, r) they are (n, b). V is U by default."""
        V = U if V is None else V
        out, ones = np.empty((len(self), *U.shape[1:-1])), np.ones(U.shape[-1])
        for at in (slice(k, k + BLOCK) for k in range(0, len(self), BLOCK)):
            pairs = U.take(self.rows[at], axis=0)
            pairs *= V.take(self.columns[at], axis=0)
            out[at] = pairs[..., 0] if len(ones) == 1 else pairs @ ones
        return out

    def product(self, values: np.ndarray, X: np.ndarray) -> np.ndarray:
        """P_Ω(A) X for a symmetric A with the given values (n,) and X (d, r); for a batch (n, b), (d, b, r) -> (d, b, r)."""
        half = values * self._half if values.ndim == 1 else values * self._half[:, None]
        if values.ndim == 1:
            upper = copy.copy(self._pattern)
            upper.data = half
            return upper @ X + upper.T @ X
        shape = (len(self), -1)
        by_row, by_column = self._incidence
        down = by_row @ (half[..., None] * X.take(self.columns, axis=0)).reshape(shape)
        return (down + by_column @ (half[..., None] * X.take(self.rows, axis=0)).reshape(shape)).reshape(X.shape)

    def total(self, values: np.ndarray) -> np.ndarray:
        """Σ over Ω of a symmetric matrix with these values: (n, …) -> (…)."""
        return self.weight @ values

    def dense(self, values=None) -> np.ndarray:
        """P_Ω(A) as a d × d array, by default the indicator 1_Ω. For small d."""
        full = np.zeros((self.d, self.d))
        full[self.rows, self.columns] = full[self.columns, self.rows] = 1.0 if values is None else values
        return full

    @cached_property
    def _half(self) -> np.ndarray:
        return self.weight / 2

    @cached_property
    def _pattern(self) -> csr_array:
        return csr_array((np.empty(len(self)), self.columns, self.starts.astype(np.int32)), shape=(self.d, self.d))

    @cached_property
    def _incidence(self) -> tuple[csr_array, csr_array]:
        shape, one, pair = (len(self), self.d), np.ones(len(self)), np.arange(len(self))
        return tuple(csr_array((one, (pair, index)), shape=shape).T.tocsr() for index in (self.rows, self.columns))


def _compressed(d: int, i: np.ndarray, j: np.ndarray) -> Observed:
    """From pairs i ≤ j in order, without repetition."""
    return Observed(d, np.searchsorted(i, np.arange(d + 1)), j.astype(np.int32))


def _bernoulli(n: int, p: float, rng: np.random.Generator) -> np.ndarray:
    """The numbers among 0 … n − 1 that come up, each with probability p, in order."""
    validate.generator("rng", rng)
    if validate.positive("p", p) > 1:
        raise ValueError(f"p must be at most 1, got {p}")
    at = np.empty(0, dtype=np.int64)
    while not len(at) or at[-1] < n:
        last = at[-1] if len(at) else -1
        more = rng.geometric(p, size=int(1.02 * (n - last) * p + 100))
        at = np.append(at, last + np.cumsum(more))
    return at[: np.searchsorted(at, n)]


def _indices(name: str, a, d: int) -> np.ndarray:
    a = np.asarray(a)
    if a.ndim != 1 or a.dtype.kind not in "iu" or not len(a):
        raise ValueError(f"{name} must be a nonempty list of integers, got {a.dtype} of shape {a.shape}")
    if a.min() < 0 or a.max() >= d:
        raise ValueError(f"{name} must lie in 0 … {d - 1}, got {a.min() if a.min() < 0 else a.max()}")
    return a.astype(np.int64)
