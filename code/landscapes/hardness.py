"""Hard problems as polynomials of degree four (ma section 7), at a size at which all can be decided exactly."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

import numpy as np

from . import validate
from .objective import Objective, dot


@dataclass(frozen=True)
class PartitionQuartic(Objective):
    """f(x) = Σ (x_i² − 1)² + ⟨a, x⟩² on R^n (ma:sec-7-hardness).  a: (n,) weights; x, v: (..., n).

    f ≥ 0, and f(x) = 0 exactly where x ∈ {−1, 1}^n splits the weights into two parts of equal sum.
        grad  4(x² − 1)x + 2⟨a, x⟩a
        hvp   (12x² − 4)v + 2⟨a, v⟩a
    """

    a: np.ndarray

    def __post_init__(self):
        object.__setattr__(self, "a", validate.array("a", self.a, ndim=1))

    @property
    def dim(self) -> int:
        return len(self.a)

    def value(self, x):
        return ((x**2 - 1) ** 2).sum(axis=-1) + (x @ self.a) ** 2

    def grad(self, x):
        return 4 * (x**2 - 1) * x + 2 * (x @ self.a)[..., None] * self.a

    def hvp(self, x, v):
        return (12 * x**2 - 4) * v + 2 * (v @ self.a)[..., None] * self.a

    def splits(self) -> np.ndarray:
        """All x ∈ {−1, 1}^n with ⟨a, x⟩ = 0, by trying the 2^n signs: (k, n)."""
        signs = np.array(list(product((-1.0, 1.0), repeat=self.dim)))
        return signs[signs @ self.a == 0]


@dataclass(frozen=True)
class SquaresForm(Objective):
    """q(y) = (y∘y)ᵀ M (y∘y) on R^n (ma:sec-7-hardness).  M: (n, n) symmetric; y, v: (..., n).

    A form of degree four: q(ty) = t⁴ q(y). So the origin is a local minimum if and only if q ≥ 0, that is, if xᵀMx ≥ 0 for
    all x ≥ 0 (M is copositive); on the sphere, q is xᵀMx on the simplex.
        grad  4 y∘M(y∘y)
        hvp   4 v∘M(y∘y) + 8 y∘M(y∘v)
    """

    M: np.ndarray

    def __post_init__(self):
        object.__setattr__(self, "M", validate.symmetric("M", self.M))

    @property
    def dim(self) -> int:
        return len(self.M)

    def value(self, y):
        return dot(y**2, y**2 @ self.M)

    def grad(self, y):
        return 4 * y * (y**2 @ self.M)

    def hvp(self, y, v):
        return 4 * v * (y**2 @ self.M) + 8 * y * ((y * v) @ self.M)


def simplex_minimum(M) -> tuple[Fraction, tuple[Fraction, ...]]:
    """(least value of xᵀMx over x ≥ 0, Σx_i = 1, a minimizer), exactly, for a symmetric M (n, n) of integers.

    A minimizer whose support S is smallest solves M_SS x_S = λ1, Σx_S = 1, which has no other solution, with λ the least
    value. So the least λ over all S for which the system has one solution, and that positive, is the answer: 2^n − 1 systems.
    """
    from flint import fmpq_mat

    M = integers(M)
    n, best = len(M), None
    for S in (S for size in range(1, n + 1) for S in combinations(range(n), size)):
        rows = [[*(M[i][j] for j in S), -1] for i in S] + [[1] * len(S) + [0]]
        try:
            x = fmpq_mat(len(rows), len(rows), sum(rows, [])).solve(fmpq_mat(len(rows), 1, [0] * len(S) + [1]))
        except ZeroDivisionError:
            continue
        value = x[len(S), 0]
        if (best is None or value < best[0]) and all(x[k, 0] > 0 for k in range(len(S))):
            best = value, {i: x[k, 0] for k, i in enumerate(S)}
    exact = lambda q: Fraction(int(q.p), int(q.q)) if q else Fraction(0)
    return exact(best[0]), tuple(exact(best[1].get(i, 0)) for i in range(n))


def integers(M) -> list[list[int]]:
    """A symmetric matrix of whole numbers, as lists of int."""
    M = validate.symmetric("M", M)
    if not np.array_equal(M, np.round(M)):
        raise ValueError(f"M must hold whole numbers, got {M[M != np.round(M)][0]:g}")
    return [[int(entry) for entry in row] for row in M]


def graph(n: int, edges) -> np.ndarray:
    """The adjacency matrix (n, n), of integers, of the graph with the vertices 0, …, n − 1 and these edges."""
    A = np.zeros((validate.count("n", n), n), dtype=int)
    for i, j in edges:
        if not (0 <= i < n and 0 <= j < n and i != j):
            raise ValueError(f"edges must join two of the vertices 0, …, {n - 1}, got {(i, j)}")
        A[i, j] = A[j, i] = 1
    return A


def cycle(n: int) -> np.ndarray:
    """The cycle with n ≥ 3 vertices."""
    return graph(validate.count("n", n, least=3), [(i, (i + 1) % n) for i in range(n)])


def petersen() -> np.ndarray:
    """Petersen's graph: an outer pentagon, an inner pentagram, five spokes. 10 vertices, 15 edges."""
    return graph(10, [pair for i in range(5) for pair in ((i, (i + 1) % 5), (i, i + 5), (i + 5, (i + 2) % 5 + 5))])


def independence_number(A) -> int:
    """The size of a largest set of vertices without an edge between them, by trying all sets: for n ≤ 20 or so."""
    A = np.asarray(A)
    sizes = range(len(A), 0, -1)
    return next(k for k in sizes if any(not A[np.ix_(S, S)].any() for S in map(list, combinations(range(len(A)), k))))
