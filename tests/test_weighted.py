"""Weighted rank-one approximation and the plateau: derivatives, batches, special weights, bad input, known minima."""

import numpy as np
import pytest
from landscapes.differences import batch_equals_loop, hvp_symmetry, taylor_slopes
from landscapes.landscape import Kind, classify
from landscapes.matrix import RankOnePCA
from landscapes.objective import hessian
from landscapes.weighted import Plateau, WeightedRankOne

rng = np.random.default_rng(111)
B, W = rng.standard_normal((2, 5, 5))
OBJECTIVES = [WeightedRankOne(B + B.T, (W + W.T) ** 2), Plateau()]


@pytest.mark.parametrize("f", OBJECTIVES)
def test_derivatives(f):
    slopes = taylor_slopes(f, 0.7 * rng.standard_normal(f.dim), rng=rng)
    assert slopes.first > 1.9 and slopes.second > 2.9
    assert hvp_symmetry(f, rng.standard_normal(f.dim), rng=rng) < 1e-10
    assert batch_equals_loop(f, rng.standard_normal((2, 3, f.dim)), rng=rng) < 1e-12


def test_equal_weights_are_pca():
    f, g = WeightedRankOne(B + B.T, np.ones((5, 5))), RankOnePCA(B + B.T)
    x = rng.standard_normal((4, 5))
    assert np.allclose(f.value(x), g.value(x)) and np.allclose(f.grad(x), g.grad(x))
    assert np.allclose(hessian(f, x), hessian(g, x))


@pytest.mark.parametrize("w, kind", [(0.1, Kind.LOCAL_MINIMUM), (0.3, Kind.LOCAL_MINIMUM), (0.5, Kind.STRICT_SADDLE)])
def test_spurious_point_of_two_entries(w, kind):
    f = WeightedRankOne(np.ones((2, 2)), np.array([[1, w], [w, 1]]))
    c = np.sqrt((1 - w) / (1 + w))
    assert classify(f, [c, -c]) is kind and classify(f, [1.0, 1.0]) is Kind.LOCAL_MINIMUM


def test_plateau():
    f = Plateau()
    assert f.value(np.zeros(1)) == 0 and f.value(np.sqrt([2.0])) == pytest.approx(1 / 3)
    assert classify(f, [0.0]) is Kind.LOCAL_MINIMUM and classify(f, np.sqrt([2.0])) is Kind.LOCAL_MAXIMUM
    assert 0.25 < f.value(np.array([1e3])) < 0.26


@pytest.mark.parametrize("M, weights, word", [
    (np.ones((2, 2)), np.ones((3, 3)), "shape of M"), (np.ones((2, 2)), -np.ones((2, 2)), "nonnegative"),
    (np.array([[1, 2], [0, 1.0]]), np.ones((2, 2)), "symmetric"), (np.ones((2, 2)), np.full((2, 2), np.nan), "finite")])
def test_bad_input(M, weights, word):
    with pytest.raises(ValueError, match=word):
        WeightedRankOne(M, weights)
