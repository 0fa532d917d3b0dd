"""The reductions of bg:prop-4.1 against brute force."""

from fractions import Fraction

import numpy as np
import pytest

from landscapes.sat import as_splitting, cone, random_clauses, satisfiable
from landscapes.splitting import all_subsets, brute_force, fits, split, two_halfspaces


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


def test_a_filter_fits_if_and_only_if_sets_split():
    rng = np.random.default_rng(2)
    for _ in range(25):
        subsets = [set(rng.choice(4, rng.integers(1, 4), replace=False).tolist()) for _ in range(rng.integers(2, 7))]
        for k in (2, 3):
            assert fits(4, subsets, k, Fraction(1, 2 * k**2)) == brute_force(4, subsets, k)
        assert two_halfspaces(4, subsets) == brute_force(4, subsets, 2)


def test_where_a_filter_begins_to_fit():
    assert not fits(2, [{0}], 2, Fraction(1, 4)) and fits(2, [{0}], 2, Fraction(1, 4), strict=False)
    assert fits(3, all_subsets(3, 2), 2, Fraction(1, 2)) and not fits(3, all_subsets(3, 2), 2, Fraction(1, 6))
    assert fits(2, [set()], 2, Fraction(1, 10**9))  # the point of the empty set is 0, and so is its label
