"""Symmetric tensors of order four as objectives on the sphere (ma section 5): ⟨T, x⊗x⊗x⊗x⟩, with T never formed, or given.

Sign: `value` is f as in (5.2), to be maximized. The solvers of this package minimize, so they are given −f:

    f = OrthogonalTensor(A)
    gradient_descent(OnSphere(-f), x0, step=0.05)        local maxima of f are local minima of −f
    classify(OnSphere(f), x)                             the kind that x has for f itself

Each objective also has `contract(W)`, the matrix T(·, ·, W). Since f has degree four, T(x, x, x, ·) = ∇f(x)/4.
"""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product

import numpy as np

from . import validate
from .objective import Objective, dot, norm

ENTRIES = 2**24  # the most numbers that a list of stationary points may hold: 128 MB


@dataclass(frozen=True)
class OrthogonalTensor(Objective):
    """f(x) = Σ w_i ⟨a_i, x⟩⁴, that is ⟨T, x⊗x⊗x⊗x⟩ for T = Σ w_i a_i⊗a_i⊗a_i⊗a_i (ma:eq-5.1, ma:eq-5.2).

    A: (n, d), rows a_i; weights: (n,), all 1 if not given. With y = Ax,
        value  Σ w_i y_i⁴
        grad   4 Aᵀ(w∘y³)
        hvp    12 Aᵀ(w∘y²∘Av)
    A batch of k points costs 4knd multiplications and n(d + k) numbers; T would have d⁴. The rows are orthonormal: ⟨a_i, a_j⟩
    may be off by `slack`. A larger slack admits other tensors, for which the closed forms below do not hold.
    Raises ValueError unless A is a finite matrix with such rows, and weights are as many.
    """

    A: np.ndarray
    weights: np.ndarray | None = None
    slack: float = field(default=1e-8, kw_only=True)

    def __post_init__(self):
        A = validate.array("A", self.A, ndim=2)
        w = np.ones(len(A)) if self.weights is None else validate.array("weights", self.weights, ndim=1)
        if len(w) != len(A):
            raise ValueError(f"weights must be as many as the rows of A, {len(A)}, got {len(w)}")
        off = np.abs(A @ A.T - np.eye(len(A)))
        i, j = (int(k) for k in np.unravel_index(off.argmax(), off.shape))
        if not off[i, j] <= self.slack:
            raise ValueError(f"A must have orthonormal rows up to slack = {self.slack:g}, got ⟨a_{i}, a_{j}⟩ = {A[i] @ A[j]:g}")
        object.__setattr__(self, "A", A)
        object.__setattr__(self, "weights", w)

    @property
    def dim(self) -> int:
        return self.A.shape[1]

    def value(self, x):
        return (x @ self.A.T) ** 4 @ self.weights

    def grad(self, x):
        return (4 * self.weights * (x @ self.A.T) ** 3) @ self.A

    def hvp(self, x, v):
        return (12 * self.weights * (x @ self.A.T) ** 2 * (v @ self.A.T)) @ self.A

    def contract(self, W) -> np.ndarray:
        """T(·, ·, W) = Σ w_i ⟨a_i, W a_i⟩ a_i a_iᵀ for symmetric W (d, d): (d, d)."""
        return (self.A.T * (self.weights * dot(self.A @ W, self.A))) @ self.A

    def __neg__(self):
        return OrthogonalTensor(self.A, -self.weights, slack=self.slack)

    def distance(self, x) -> np.ndarray:
        """Distance to the nearest of ±a_1, …, ±a_n: (..., d) -> (...,)."""
        x = np.asarray(x, dtype=float)
        y = x @ self.A.T
        nearest = np.abs(y).argmax(axis=-1)
        sign = np.sign(np.take_along_axis(y, nearest[..., None], axis=-1))
        return norm(x - sign * self.A[nearest])

    def stationary_points(self) -> np.ndarray:
        """The stationary points with f ≠ 0 on the sphere, for unit weights (ma:stationary-list): (3ⁿ − 1, d).

        Σ ±a_i/√s over the sets of s components, s = 1, …, n, in this order. For n < d every unit vector orthogonal to all
        a_i is stationary too, with f = 0; these are not listed. Raises ValueError for other weights, or too many points.
        """
        n = len(self.A)
        if not (self.weights == 1).all():
            raise ValueError(f"weights must all be 1, got {self.weights[self.weights != 1][0]:g}")
        if 3**n * self.dim > ENTRIES:
            raise ValueError(f"A has {n} rows, so 3^{n} − 1 stationary points: too many to list")
        rows = []
        for s in range(1, n + 1):
            signs = np.array(list(product((1.0, -1.0), repeat=s))) / np.sqrt(s)
            rows += [signs @ self.A[list(chosen)] for chosen in combinations(range(n), s)]
        return np.concatenate(rows)

    def spectrum(self, s: int) -> np.ndarray:
        """The eigenvalues of Hess f on the tangent space at Σ ±a_i/√s, s components, unit weights: (d − 1,).

        −4/s on the d − s directions orthogonal to the s components, 8/s on the s − 1 others.
        """
        if validate.count("s", s) > len(self.A):
            raise ValueError(f"s must be at most {len(self.A)}, the number of components, got {s}")
        return np.repeat([-4 / s, 8 / s], [self.dim - s, s - 1])


@dataclass(frozen=True)
class DenseTensor(Objective):
    """f(x) = ⟨T, x⊗x⊗x⊗x⟩ (ma:eq-5.2).  T: (d, d, d, d) symmetric, that is the same for every order of its indices.

        value  T(x, x, x, x)
        grad   4 T(x, x, x, ·)
        hvp    12 T(x, x, v, ·)
    A batch of k points costs k d⁴/4 multiplications: T is kept as a symmetric matrix over the pairs i ≤ j.
    Raises ValueError unless T is a finite symmetric array with four equal axes; symmetry is tested on random products.
    """

    T: np.ndarray

    def __post_init__(self):
        T = np.asarray(self.T)
        if T.ndim != 4 or not T.size or T.dtype != float:
            T = validate.array("T", T, ndim=4)
        if len(set(T.shape)) != 1:
            raise ValueError(f"T must have four equal axes, got shape {T.shape}")
        # A symmetric tensor is the same for every order of its axes: take the one in which it lies in memory.
        object.__setattr__(self, "T", np.ascontiguousarray(T.transpose(np.argsort(T.strides)[::-1])))
        self._test_symmetry()

    @property
    def dim(self) -> int:
        return len(self.T)

    def value(self, x):
        return dot(x, self.grad(x)) / 4

    def grad(self, x):
        return 4 * (self._square(x) @ x[..., None])[..., 0]

    def hvp(self, x, v):
        return 12 * (self._square(x) @ v[..., None])[..., 0]

    def contract(self, W) -> np.ndarray:
        """T(·, ·, W) = Σ_kl T_ijkl W_kl: (d, d) -> (d, d)."""
        return (self.T.reshape(self.dim**2, -1) @ np.ravel(W)).reshape(self.dim, -1)

    def __neg__(self):
        return DenseTensor(-self.T)

    def _square(self, x):
        """T(x, x, ·, ·): (..., d) -> (..., d, d)"""
        i, j, twice, place, S = self._pairs
        return ((x[..., i] * x[..., j] * twice) @ S)[..., place]

    @cached_property
    def _pairs(self):
        """The pairs i ≤ j, how often each occurs, where it stands in a matrix, and T as a matrix of pairs by pairs."""
        d = self.dim
        i, j = np.triu_indices(d)
        place = np.empty((d, d), dtype=int)
        place[i, j] = place[j, i] = np.arange(len(i))
        return i, j, 2.0 - (i == j), place, self.T.reshape(d * d, d * d)[i * d + j][:, i * d + j]

    def _test_symmetry(self):
        """On products with a random matrix G, which see every entry: each is a symmetric matrix exactly where T allows the
        exchange of the two indices that G leaves, and the exchanges (0 1), (0 3), (2 3) generate all orders."""
        d, T = self.dim, self.T
        G = np.random.default_rng(0).standard_normal(d * d)
        with np.errstate(invalid="ignore", over="ignore"):
            products = (T.reshape(d * d, -1) @ G).reshape(d, d), G @ T.reshape(d, d * d, d), (G @ T.reshape(d * d, -1)).reshape(d, d)
            gap = max(np.abs(B - B.T).max() for B in products)
        if not gap <= validate.ROUNDING * np.abs(products[0]).max():
            validate.array("T", T)
            raise ValueError(f"T must be symmetric, got products that differ by {gap:.2g} when two indices are exchanged")
