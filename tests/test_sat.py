"""The reductions of bg:prop-4.1 against brute force."""

import numpy as np
import pytest

from landscapes.sat import as_splitting, cone, random_clauses, satisfiable
from landscapes.splitting import brute_force, split


def test_satisfiable_on_small_formulas():
    assert satisfiable(1, [(1,)]) and not satisfiable(1, [(1,), (-1,)])
    assert satisfiable(3, [(1, 2, 3), (-1, -2, -3)])


@pytest.mark.parametrize("count", [4, 12, 20])
def test_formulas_and_splittings_agree(count):
    rng = np.random.default_rng(count)
    for _ in range(30):
        clauses = random_clauses(4, count, rng)
        d, subsets = as_splitting(4, clauses)
        assert len(subsets) <= d and (split(d, subsets) is not None) == satisfiable(4, clauses)
        assert as_splitting(4, clauses, pad=False)[0] == 9


def test_cone_adds_one_set():
    rng = np.random.default_rng(1)
    for _ in range(60):
        subsets = [set(rng.choice(5, rng.integers(2, 4), replace=False).tolist()) for _ in range(rng.integers(3, 9))]
        for k in (2, 3):
            assert brute_force(*cone(5, subsets), k + 1) == brute_force(5, subsets, k)


def test_bad_input():
    with pytest.raises(ValueError, match="clauses must hold literals"):
        satisfiable(2, [(1, 3)])
    with pytest.raises(ValueError, match="n must be at least 3"):
        random_clauses(2, 1, np.random.default_rng(0))
