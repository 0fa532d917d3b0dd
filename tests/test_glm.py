"""Generalized linear models: activations, the two risks, and the data of the chapter."""

import sys

import numpy as np
import pytest
from scipy.integrate import quad

from landscapes import gradient_descent, trust_region
from landscapes.data import breast_cancer
from landscapes.differences import batch_equals_loop, gradient_error, hvp_error, hvp_symmetry, taylor_slopes
from landscapes.glm import FlatInflection, Identity, Logistic, PopulationRisk, SquaredRisk

ACTIVATIONS = [Logistic(), Identity(), FlatInflection(3.0), FlatInflection(-1.5)]
each_activation = pytest.mark.parametrize("activation", ACTIVATIONS, ids=repr)


def population(activation=Logistic(), seed=0, m=9, d=3, **more):
    rng = np.random.default_rng(seed)
    weights = rng.random(m)
    return PopulationRisk(rng.standard_normal((m, d)), 0.5 * rng.standard_normal(d), activation, weights / weights.sum(), **more)


@each_activation
def test_derivatives_of_activations_match_differences(activation):
    t = np.linspace(-6, 6, 41)
    step = 1e-5
    for f, df in ((activation.value, activation.first), (activation.first, activation.second)):
        np.testing.assert_allclose((f(t + step) - f(t - step)) / (2 * step), df(t), atol=1e-9)


def test_the_logistic_function_does_not_overflow():
    far = np.array([-800.0, 800.0])
    assert (Logistic().value(far) == [0, 1]).all() and (Logistic().first(far) == 0).all() and (Logistic().second(far) == 0).all()


def test_the_flat_inflection_rises_from_zero_to_one_and_is_flat_at_a():
    sigma = FlatInflection(3.0)
    assert sigma.value(-40.0) == pytest.approx(0) and sigma.value(40.0) == pytest.approx(1)
    assert sigma.value(1.0) - sigma.value(-2.0) == pytest.approx(quad(sigma.first, -2, 1)[0], abs=1e-12)
    assert sigma.first(3.0) == 0 == sigma.second(3.0) and (sigma.first(np.linspace(-5, 2.9, 50)) > 0).all()


@each_activation
def test_derivatives_of_both_risks(activation):
    L = population(activation)
    for f in (L, L.sample(50, np.random.default_rng(1))):
        rng = np.random.default_rng(2)
        x = rng.standard_normal((12, f.dim))
        slopes = taylor_slopes(f, x[0], rng=rng)
        assert slopes.first > 1.95 and slopes.second > 2.9
        assert gradient_error(f, x, rng=rng) < 1e-8 and hvp_error(f, x, rng=rng) < 1e-8
        assert hvp_symmetry(f, x, rng=rng) < 1e-13 and batch_equals_loop(f, x, rng=rng) < 1e-13
        assert f.value(x.reshape(3, 4, -1)).shape == (3, 4)


def test_the_population_risk_is_the_average_over_all_values_of_x_and_y():
    L, w = population(noise=0.3), np.array([0.4, -1.0, 2.0])
    y = L.activation.value(L.X @ L.w_star)
    both = [SquaredRisk(L.X, y + e, L.activation, L.weights) for e in (0.3, -0.3)]
    assert L.value(w) == pytest.approx(np.mean([f.value(w) for f in both]), abs=1e-14)
    np.testing.assert_allclose(L.grad(w), np.mean([f.grad(w) for f in both], axis=0), atol=1e-14)


def test_the_true_coefficients_are_the_minimum_and_descent_finds_them():
    L = population(noise=0.2)
    assert L.value(L.w_star) == pytest.approx(0.02) and np.abs(L.grad(L.w_star)).max() < 1e-16
    end = trust_region(L, np.zeros(3), tol=1e-11)
    assert end.success and np.abs(end.x - L.w_star).max() < 1e-8


def test_linear_regression_is_the_case_of_the_identity():
    rng = np.random.default_rng(3)
    X, y = rng.standard_normal((30, 4)), rng.standard_normal(30)
    end = gradient_descent(SquaredRisk(X, y, Identity()), np.zeros(4), step=0.3, tol=1e-12)
    np.testing.assert_allclose(end.x, np.linalg.lstsq(X, y, rcond=None)[0], atol=1e-10)


def test_a_sample_is_weighted_by_counts_and_tends_to_the_population_risk():
    L, w = population(), np.array([1.0, 0.0, -1.0])
    f = L.sample(1000, np.random.default_rng(4))
    assert (np.round(f.weights * 1000, 9) % 1 == 0).all() and f.weights.sum() == pytest.approx(1)
    gaps = [np.abs(L.sample(n, np.random.default_rng(5)).grad(w) - L.grad(w)).max() for n in (10**2, 10**10)]
    assert gaps[1] < 1e-4 < gaps[0]
    assert L.sample(5, np.random.default_rng(6)).value(w) == L.sample(5, np.random.default_rng(6)).value(w)


def test_the_constants_of_the_assumption():
    L = PopulationRisk(np.array([[2.0, 0.0], [0.0, 1.0]]), np.ones(2), weights=np.array([0.25, 0.75]))
    assert L.B == 2.0 and L.lam == pytest.approx(0.75)
    w = np.array([[0.3, 0.1], [2.0, 2.0]])
    np.testing.assert_allclose(L.progress(w), (L.grad(w) * (w - 1)).sum(axis=1))
    assert (L.progress(w) > 0).all()


@pytest.mark.parametrize("make, message", [
    (lambda: SquaredRisk(np.ones(3), np.ones(3)), "X must have 2 axes"),
    (lambda: SquaredRisk(np.ones((3, 2)), np.ones(4)), "y must have 3 entries"),
    (lambda: SquaredRisk(np.full((3, 2), np.nan), np.ones(3)), "X must be finite"),
    (lambda: SquaredRisk(np.ones((2, 2)), np.ones(2), weights=np.array([0.5, 0.6])), "weights must be probabilities"),
    (lambda: SquaredRisk(np.ones((2, 2)), np.ones(2), weights=np.ones(3) / 3), "weights must have 2 entries"),
    (lambda: PopulationRisk(np.ones((2, 2)), np.ones(3)), "w_star must have 2 entries"),
    (lambda: PopulationRisk(np.ones((2, 2)), np.ones(2), noise=2.0), "noise must be at most 1"),
    (lambda: PopulationRisk(np.ones((2, 2)), np.ones(2), noise=-1.0), "noise must be a positive number"),
    (lambda: population().sample(0, np.random.default_rng(0)), "n must be an integer"),
    (lambda: population().sample(5, 7), "rng must be"),
    (lambda: FlatInflection(np.inf), "a must be finite"),
    (lambda: breast_cancer(31), "features must be an integer from 1 to 30"),
])
def test_bad_input_is_refused_with_the_offending_value(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_the_breast_cancer_data_are_standardized():
    data = breast_cancer(features=10)
    assert data.X.shape == (569, 11) and len(data.names) == 11 and data.names[:2] == ("constant", "mean radius")
    assert (data.X[:, 0] == 1).all() and set(data.y) == {0.0, 1.0} and data.y.sum() == 357
    assert np.abs(data.X[:, 1:].mean(axis=0)).max() < 1e-12 and np.abs(data.X[:, 1:].std(axis=0) - 1).max() < 1e-12
    assert breast_cancer().X.shape == (569, 31)


def test_without_scikit_learn_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    with pytest.raises(ImportError, match="breast_cancer.. needs scikit-learn: pip install scikit-learn"):
        breast_cancer()
