"""Set splitting by k sets, and its reduction to learning a no-overlap network (bg section 4)."""

from fractions import Fraction
from itertools import combinations

import numpy as np

from . import validate


def _instance(d: int, subsets, k: int) -> list[frozenset]:
    validate.count("d", d)
    if validate.count("k", k) < 2:
        raise ValueError(f"k must be at least 2, got {k}")
    sets = [frozenset(subset) for subset in subsets]
    for subset in sets:
        if not subset <= set(range(d)):
            raise ValueError(f"subsets must hold numbers from 0 to {d - 1}, got {sorted(subset)}")
    return sets


def split(d: int, subsets, k: int = 2) -> list[set] | None:
    """Disjoint S_1, …, S_k with union {0, …, d − 1} that contain no given subset, or None (bg:def-1). Exact.

    Elements are assigned one by one; a branch ends where a subset would lie in one of the sets. Sets without an element are
    interchangeable, so only the first of them is tried. Exponential in d in the worst case, as bg:prop-4.1 leads one to expect.
    """
    sets = _instance(d, subsets, k)
    if not all(sets):
        return None  # the empty set lies in every S_l
    order = sorted(range(d), key=lambda i: -sum(i in subset for subset in sets))
    holding = [[subset for subset in sets if i in subset] for i in range(d)]
    home: dict[int, int] = {}

    def place(depth: int) -> bool:
        if depth == d:
            return True
        i = order[depth]
        for l in range(min(k, max(home.values(), default=-1) + 2)):  # noqa: E741
            home[i] = l
            if not any(all(home.get(j) == l for j in subset) for subset in holding[i]) and place(depth + 1):
                return True
        del home[i]
        return False

    return [{i for i in range(d) if home[i] == l} for l in range(k)] if place(0) else None  # noqa: E741


def training_set(d: int, subsets, k: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """The inputs and labels of the reduction (bg section 4): X (d + |C|, k²d), y (d + |C|,).

    𝐝(v) repeats v ∈ R^d so that part l of it is v in the l-th block of kd entries: then w·𝐝(v)[l] = ⟨w_l, v⟩.
        𝐝(e_i) with label 1/k for each element,    𝐝(Σ_{i∈C_j} e_i) with label 0 for each subset
    """
    sets = _instance(d, subsets, k)
    V = np.concatenate([np.eye(d), np.array([[i in subset for i in range(d)] for subset in sets], float).reshape(-1, d)])
    X = np.zeros((len(V), k, k, d))
    X[:, range(k), range(k)] = V[:, None]
    return X.reshape(len(V), -1), np.concatenate([np.full(d, 1 / k), np.zeros(len(sets))])


def weights(splitting, d: int) -> np.ndarray:
    """The filter (a^{S_1}, …, a^{S_k}) of bg:eq-10: a_i = 1 for i ∈ S_l and −d otherwise; shape (kd,)."""
    return np.concatenate([[1.0 if i in S else -float(d) for i in range(d)] for S in splitting])


def read_splitting(w, d: int, k: int) -> list[set]:
    """The sets S_l = {i : w_{l,i} > 1/(2k)}, an element of several of them given to the first (bg:text-split)."""
    above = np.asarray(w, dtype=float).reshape(k, d) > 1 / (2 * k)
    first = np.cumsum(above, axis=0) == 1
    return [set(np.flatnonzero(row).tolist()) for row in above & first]


def fits(d: int, subsets, k: int, tolerance: Fraction, strict: bool = True) -> bool:
    """Whether some filter w ∈ R^{kd} is nearer than `tolerance` to all labels of the training set (bg:eq-12); with `strict=False`,
    as near. Decided by z3 in exact arithmetic over all real w: the outputs are linear between the kinks of the ReLUs.
    """
    sets, below = _instance(d, subsets, k), "<" if strict else "<="
    number = lambda value: "(/ {}.0 {}.0)".format(*Fraction(value).as_integer_ratio())  # noqa: E731
    lines = ["(define-fun relu ((z Real)) Real (ite (> z 0.0) z 0.0))"]
    lines += [f"(declare-const w{l}_{i} Real)" for l in range(k) for i in range(d)]  # noqa: E741
    for subset, label in [({i}, Fraction(1, k)) for i in range(d)] + [(subset, Fraction(0)) for subset in sets]:
        units = " ".join(f"(relu (+ 0.0 0.0 {' '.join(f'w{l}_{i}' for i in sorted(subset))}))" for l in range(k))  # noqa: E741
        error = f"(- (/ (+ {units}) {k}.0) {number(label)})"
        lines += [f"(assert ({below} {side} {number(tolerance)}))" for side in (error, f"(- {error})")]
    return _solvable(lines)


def two_halfspaces(d: int, subsets) -> bool:
    """Whether the intersection of two halfspaces a_l·x + b_l > 0 holds 0 and every Σ_{i∈C_j} e_i, and none of e_1, …, e_d:
    a network of two sign units and an "and", as in the reduction of set splitting by Blum and Rivest. Decided by z3, exactly.
    """
    sets = _instance(d, subsets, 2)
    lines = [f"(declare-const {name}{l} Real)" for l in (0, 1) for name in ("b", *(f"a{i}_" for i in range(d)))]  # noqa: E741
    inside = lambda l, subset: f"(> (+ 0.0 b{l} {' '.join(f'a{i}_{l}' for i in sorted(subset))}) 0.0)"  # noqa: E741, E731
    both = lambda subset: f"(and {inside(0, subset)} {inside(1, subset)})"  # noqa: E731
    lines += [f"(assert {both(subset)})" for subset in [frozenset(), *sets]]
    return _solvable(lines + [f"(assert (not {both({i})}))" for i in range(d)])


def _solvable(lines: list[str]) -> bool:
    import z3

    solver = z3.Solver()
    solver.from_string("\n".join(lines))
    answer = str(solver.check())
    if answer == "unknown":
        raise RuntimeError(f"z3 gave up: {solver.reason_unknown()}")
    return answer == "sat"


def planted(d: int, count: int, size: int, rng: np.random.Generator, k: int = 2) -> tuple[list[set], list[set]]:
    """A splitting of {0, …, d − 1} into k sets of (nearly) equal size, and `count` different subsets of `size` elements,
    drawn uniformly, none of which lies in one of the k sets. Returns (subsets, splitting)."""
    validate.generator("rng", rng)
    home = rng.permutation(np.arange(d) % validate.count("k", k))
    subsets: set[frozenset] = set()
    if not 2 <= validate.count("size", size) <= d:
        raise ValueError(f"size must lie between 2 and d = {d}, got {size}")
    for _ in range(1000 * validate.count("count", count)):
        if len(subsets) == count:
            break
        subset = rng.choice(d, size, replace=False)
        if len(set(home[subset])) > 1:
            subsets.add(frozenset(subset.tolist()))
    else:
        raise ValueError(f"count must leave room for different subsets, got {count}")
    return [set(s) for s in sorted(map(sorted, subsets))], [set(np.flatnonzero(home == l).tolist()) for l in range(k)]  # noqa: E741


def brute_force(d: int, subsets, k: int = 2) -> bool:
    """Whether a splitting exists, by trying all k^d assignments: a second opinion on `split` for small d."""
    sets = _instance(d, subsets, k)
    digits = np.arange(k**d)[:, None] // k ** np.arange(d) % k
    good = np.ones(len(digits), bool)
    for subset in sets:
        home = digits[:, sorted(subset)]
        good &= (home != home[:, :1]).any(axis=1) if subset else False
    return bool(good.any())


def all_subsets(d: int, size: int) -> list[set]:
    """All subsets of {0, …, d − 1} of the given size; with size 2 no two elements may share a set, so k ≥ d is needed."""
    return [set(subset) for subset in combinations(range(d), size)]
