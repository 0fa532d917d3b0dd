"""Stochastic gradients, SGD and AdaGrad: unbiased samples, saddles, the noise floor, certificates, bad input."""

import numpy as np
import pytest
from landscapes import OnSphere, Stop, gradient_descent, random_unit
from landscapes.differences import batch_equals_loop, taylor_slopes
from landscapes.rippled import RippledSquares
from landscapes.stochastic import Mean, Noisy, adagrad, sgd
from landscapes.toys import DoubleWells, SumOfFourthPowers

MEAN = Mean([RippledSquares([[1.0, 0.0]], 0), RippledSquares([[0.0, 2.0]], 3), DoubleWells(2)], batch=2)


def test_the_mean_has_the_derivatives_of_an_objective():
    rng = np.random.default_rng(1)
    x = rng.standard_normal(2)
    slopes = taylor_slopes(MEAN, x, rng=rng)
    assert slopes.first > 1.9 and slopes.second > 2.9
    assert batch_equals_loop(MEAN, rng.standard_normal((2, 3, 2)), rng=rng) < 1e-12


@pytest.mark.parametrize("f", [MEAN, Noisy(DoubleWells(2), 0.5)])
def test_samples_are_unbiased_and_independent(f):
    x = np.broadcast_to([0.7, -0.4], (40_000, 2))
    g = f.sample(x, np.random.default_rng(2))
    spread = g.std(axis=0)
    assert (spread > 0).all() and (np.abs(g.mean(axis=0) - f.grad(x[0])) < 5 * spread / 200).all()
    assert abs(np.corrcoef(g[:-1, 0], g[1:, 0])[0, 1]) < 0.03


def test_noise_on_a_sphere_is_tangent():
    f = Noisy(OnSphere(SumOfFourthPowers(4)), 1.0)
    x = random_unit(np.random.default_rng(3), 5, 4)
    assert np.abs((f.sample(x, np.random.default_rng(4)) * x).sum(axis=-1)).max() < 1e-12
    end = sgd(f, x, 0.01, rng=np.random.default_rng(5), steps=50)
    np.testing.assert_allclose(np.linalg.norm(end.x, axis=-1), 1)


def test_sgd_leaves_a_saddle_where_descent_stays():
    f, saddle = DoubleWells(2), np.array([[0.0, 1.0], [0.0, 0.0]])
    assert not gradient_descent(f, saddle, 0.1).success.any()
    end = sgd(Noisy(f, 0.05), saddle, lambda t: 0.2 / (1 + t / 200), rng=np.random.default_rng(6), steps=4000, tol=0.05)
    assert end.success.all() and (np.abs(np.abs(end.x) - 1) < 0.05).all() and (end.iterations == 4000).all()


def test_the_floor_of_a_quadratic_is_the_stationary_variance():
    """x ← (1 − 2η)x − ησξ has the variance ησ²/(4 − 4η), and f = x²."""
    f, eta = Noisy(RippledSquares([[1.0]], 0), 1.0), 0.05
    end = sgd(f, np.zeros((4000, 1)), eta, rng=np.random.default_rng(7), steps=200, certify=False)
    assert end.value.mean() == pytest.approx(eta / (4 - 4 * eta), rel=0.1)
    mean = sgd(f, np.zeros((400, 1)), eta, rng=np.random.default_rng(7), steps=2000, average=True)
    assert mean.value.mean() < end.value.mean() / 5


def test_adagrad_needs_no_constant_of_the_function():
    for scale in (1.0, 1000.0):
        f = RippledSquares([[np.sqrt(scale)]], 0)
        end = adagrad(f, np.array([3.0]), 1.0, steps=2000, tol=1e-6)
        assert end.stop is Stop.SECOND_ORDER and abs(end.x[0]) < 1e-6
    noisy = adagrad(Noisy(DoubleWells(1), 0.1), np.zeros((20, 1)), 0.3, rng=np.random.default_rng(8), steps=4000, tol=0.2)
    assert noisy.success.all()


def test_adagrad_stays_on_a_saddle_without_noise():
    end = adagrad(DoubleWells(1), [0.0], 0.3, steps=10)
    assert end.stop is Stop.FIRST_ORDER and end.curvature == -1


def test_the_trace_holds_start_and_end():
    end = sgd(Noisy(DoubleWells(1), 0.1), [0.5], 0.1, rng=np.random.default_rng(9), steps=25, record=10)
    assert end.trace.shape == (4, 1) and end.trace[0] == 0.5 and end.trace[-1] == end.x


def test_divergence_is_said():
    f = Noisy(RippledSquares([[1.0]], 0), 0.1)
    with pytest.raises(ValueError, match="step is too long"):
        sgd(f, [1.0], 10.0, rng=np.random.default_rng(0), steps=100)
    end = sgd(f, [[1.0]], 10.0, rng=np.random.default_rng(0), steps=100)
    assert end.stop[0] is Stop.DIVERGED and np.isfinite(end.x).all()


@pytest.mark.parametrize("call, word", [
    (lambda rng: sgd(DoubleWells(1), [0.0], 0.1, rng=rng), "sample"),
    (lambda rng: sgd(Noisy(DoubleWells(1), 1.0), [0.0], -1.0, rng=rng), "step"),
    (lambda rng: sgd(Noisy(DoubleWells(1), 1.0), [0.0], 0.1, rng=1), "rng"),
    (lambda rng: sgd(Noisy(DoubleWells(1), 1.0), [0.0], 0.1, rng=rng, steps=0), "steps"),
    (lambda rng: sgd(Noisy(OnSphere(SumOfFourthPowers(2)), 1.0), [1.0, 0.0], 0.1, rng=rng, average=True), "average"),
    (lambda rng: adagrad(OnSphere(SumOfFourthPowers(2)), [1.0, 0.0], 0.1), "f must"),
    (lambda rng: Noisy(DoubleWells(1), 0), "sigma"),
    (lambda rng: Noisy(3, 1.0), "f must"),
    (lambda rng: Mean([]), "parts"),
    (lambda rng: Mean([DoubleWells(1), DoubleWells(2)]), "parts"),
])
def test_bad_input_is_named(call, word):
    with pytest.raises(ValueError, match=word):
        call(np.random.default_rng(0))
