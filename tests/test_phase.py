"""Phase retrieval: derivatives, batches, bad input, known minima, the mean over Gaussian measurements."""

import numpy as np
import pytest
from landscapes import descent
from landscapes.differences import batch_equals_loop, gradient_error, hvp_error, hvp_symmetry, taylor_slopes
from landscapes.landscape import Kind, classify
from landscapes.phase import PhaseRetrieval, distance_up_to_sign

rng = np.random.default_rng(31)
z = rng.standard_normal(5)
f = PhaseRetrieval.observe(z, 60, rng)


def test_derivatives():
    slopes = taylor_slopes(f, rng.standard_normal(5), rng=rng)
    assert slopes.first > 1.9 and slopes.second > 2.9
    x = rng.standard_normal((4, 5))
    assert gradient_error(f, x, rng=rng) < 1e-7 and hvp_error(f, x, rng=rng) < 1e-7
    assert hvp_symmetry(f, x, rng=rng) < 1e-10 and batch_equals_loop(f, x, rng=rng) < 1e-12


def test_signal_is_a_global_minimum():
    for s in (1, -1):
        assert f.value(s * z) == 0 and classify(f, s * z) is Kind.LOCAL_MINIMUM
    assert classify(f, np.zeros(5)) is Kind.LOCAL_MAXIMUM


def test_descent_finds_the_signal():
    end = descent.gradient_descent(f, rng.standard_normal((20, 5)), step=0.02, tol=1e-9)
    assert end.success.all() and distance_up_to_sign(end.x, z).max() < 1e-6


def test_mean_over_gaussian_measurements():
    x = rng.standard_normal(5)
    values = [PhaseRetrieval.observe(z, 1, rng).value(x) for _ in range(20000)]
    mean = (3 * (x @ x) ** 2 - 2 * (x @ x) * (z @ z) - 4 * (x @ z) ** 2 + 3 * (z @ z) ** 2) / 4
    assert abs(np.mean(values) - mean) < 5 * np.std(values) / np.sqrt(len(values))


@pytest.mark.parametrize("A, y, word", [
    (np.ones((3, 2)), np.ones(2), "rows of A"), (np.ones((3, 2)), -np.ones(3), "nonnegative"),
    (np.full((3, 2), np.inf), np.ones(3), "finite"), (np.ones(3), np.ones(3), "axes")])
def test_bad_input(A, y, word):
    with pytest.raises(ValueError, match=word):
        PhaseRetrieval(A, y)


def test_distance_does_not_see_the_sign():
    assert np.allclose(distance_up_to_sign(np.stack([z, -z, 2 * z]), z), [0, 0, np.linalg.norm(z)])
