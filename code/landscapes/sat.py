"""3SAT, and the reductions that make set splitting by k sets NP-hard (bg:prop-4.1).

A literal is ±i for the variable i = 1, …, n, and a clause is a tuple of literals.
"""

from itertools import product

import numpy as np

from . import validate


def _clauses(n: int, clauses) -> list[tuple[int, ...]]:
    validate.count("n", n)
    clauses = [tuple(clause) for clause in clauses]
    for clause in clauses:
        if not clause or any(not 1 <= abs(literal) <= n for literal in clause):
            raise ValueError(f"clauses must hold literals ±1 … ±{n}, got {clause}")
    return clauses


def satisfiable(n: int, clauses) -> bool:
    """Whether some assignment makes a literal of every clause true, by trying all 2ⁿ."""
    clauses = _clauses(n, clauses)
    for values in product((False, True), repeat=n):
        if all(any(values[abs(literal) - 1] == (literal > 0) for literal in clause) for clause in clauses):
            return True
    return False


def as_splitting(n: int, clauses, pad: bool = True) -> tuple[int, list[set]]:
    """Subsets of {0, …, d − 1} that two sets split if and only if the clauses are satisfiable: (d, subsets).

    Element 0 stands for "false", 2i − 1 for the literal i and 2i for −i. Subsets are {i, −i} for each variable, and each clause
    together with 0. `pad` adds elements that lie in no subset until there are no more subsets than elements, as bg:def-1 asks for
    k = 2.
    """
    clauses = _clauses(n, clauses)
    element = lambda literal: 2 * literal - 1 if literal > 0 else -2 * literal  # noqa: E731
    subsets = [{2 * i - 1, 2 * i} for i in range(1, n + 1)]
    subsets += [{0, *map(element, clause)} for clause in clauses]
    d = 2 * n + 1
    return (max(d, len(subsets)) if pad else d), subsets


def cone(d: int, subsets) -> tuple[int, list[set]]:
    """One more element, d, and the pairs {s, d} with every other: split by k + 1 sets if and only if `subsets` are by k."""
    validate.count("d", d)
    return d + 1, [set(subset) for subset in subsets] + [{s, d} for s in range(d)]


def random_clauses(n: int, count: int, rng: np.random.Generator) -> list[tuple[int, ...]]:
    """`count` clauses of three different variables out of n ≥ 3, with random signs."""
    validate.generator("rng", rng)
    if validate.count("n", n) < 3:
        raise ValueError(f"n must be at least 3, got {n}")
    picked = [rng.choice(n, 3, replace=False) + 1 for _ in range(validate.count("count", count))]
    return [tuple(int(v) for v in variables * rng.choice([-1, 1], 3)) for variables in picked]
