"""The sampled no-overlap risk, and set splitting with its reduction."""

from itertools import product

import numpy as np
import pytest

from landscapes import splitting
from landscapes.convnet import SampledConvNet, output, parts
from landscapes.differences import gradient_error, hvp_error


def made(seed=0, n=30, k=3, m=4):
    rng = np.random.default_rng(seed)
    X, star = rng.standard_normal((n, k * m)), rng.standard_normal(m)
    return SampledConvNet(X, output(X, star, k), k), star, rng


def test_output_is_the_mean_of_the_units():
    f, star, rng = made()
    by_hand = [np.mean([max(0.0, star @ x[4 * i : 4 * i + 4]) for i in range(3)]) for x in f.X]
    assert np.allclose(f.predict(star), by_hand, rtol=1e-14)
    w = rng.standard_normal((5, 4))
    assert output(f.X, w, 3).shape == (5, 30) and np.allclose(output(f.X, w, 3), f.predict(w))


def test_risk_and_derivatives():
    f, star, rng = made()
    assert f.value(star) == 0 and not f.grad(star).any()
    w, v = rng.standard_normal((2, 6, 4))
    assert gradient_error(f, w, rng=rng, step=1e-7) < 1e-6 and hvp_error(f, w, rng=rng, step=1e-7) < 1e-6
    assert np.allclose(f.grad(w)[3], f.grad(w[3])) and np.allclose(f.hvp(w, v)[3], f.hvp(w[3], v[3]))


def test_risk_tends_to_the_population_risk():
    from landscapes.relu import NoOverlapConvNet

    rng = np.random.default_rng(1)
    X, star, w = rng.standard_normal((200_000, 6)), rng.standard_normal(2), rng.standard_normal(2)
    f, g = SampledConvNet(X, output(X, star, 3), 3), NoOverlapConvNet(star, 3)
    assert abs(f.value(w) / g.value(w) - 1) < 0.02
    assert np.abs(f.grad(w) - g.grad(w)).max() < 0.02


def test_search_agrees_with_brute_force():
    rng = np.random.default_rng(2)
    seen = set()
    for _ in range(150):
        d, k = rng.integers(3, 7), rng.integers(2, 4)
        subsets = [set(rng.choice(d, rng.integers(1, 4), replace=False).tolist()) for _ in range(rng.integers(1, 12))]
        found = splitting.split(d, subsets, k)
        seen.add((found is None, k))
        assert (found is not None) == splitting.brute_force(d, subsets, k)
        if found:
            assert set().union(*found) == set(range(d)) and sum(map(len, found)) == d
            assert not any(subset <= S for subset, S in product(subsets, found))
    assert len(seen) == 4
    assert splitting.split(3, [set()]) is None


def test_reduction_both_ways():
    rng = np.random.default_rng(3)
    subsets, hidden = splitting.planted(8, 12, 3, rng, k=2)
    assert len(subsets) == 12 and not any(subset <= S for subset, S in product(subsets, hidden))
    X, y = splitting.training_set(8, subsets, 2)
    assert X.shape == (20, 32) and y.tolist() == [0.5] * 8 + [0.0] * 12
    f = SampledConvNet(X, y, 2)
    w = splitting.weights(hidden, 8)
    assert f.value(w) == 0 and splitting.read_splitting(w, 8, 2) == hidden
    assert f.value(splitting.weights(hidden[::-1], 8)) == 0
    assert f.value(np.ones(16)) > 0
    assert splitting.split(4, splitting.all_subsets(4, 2), 3) is None and splitting.split(4, splitting.all_subsets(4, 2), 4)


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: parts(np.ones((2, 5)), 2), "k must divide"),
        (lambda: output(np.ones((2, 6)), np.ones(2), 2), "w must have 3"),
        (lambda: SampledConvNet(np.ones((2, 6)), np.ones(3), 2), "y must have"),
        (lambda: splitting.split(3, [{3}]), "subsets must hold"),
        (lambda: splitting.split(3, [{1}], k=1), "k must be at least 2"),
        (lambda: splitting.planted(3, 100, 2, np.random.default_rng(0)), "count must leave room"),
        (lambda: splitting.planted(3, 1, 4, np.random.default_rng(0)), "size must lie"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
