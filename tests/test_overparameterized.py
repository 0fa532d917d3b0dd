"""Fits with certified constants: derivatives, bounds against samples, runs against Theorem 1."""

from dataclasses import replace

import numpy as np
import pytest
from landscapes.balls import ball_matrix, definite, spectral_bounds
from landscapes.differences import taylor_slopes
from landscapes.lazy import paired
from landscapes.overparameterized import Constants, RippledFit, nearest_fit, network_constants, trajectory


@pytest.fixture
def rng():
    return np.random.default_rng(8)


def rippled(rng, n=3, p=5, ripple=0.7):
    return RippledFit(rng.standard_normal((n, p)), rng.standard_normal(n), ripple)


def network(rng, activation="softplus", n=4, d=6, width=32):
    X = rng.standard_normal((n, d))
    return paired(rng, X, rng.choice([-1.0, 1.0], n), width, activation)


def test_the_derivatives_of_a_rippled_fit(rng):
    f = rippled(rng)
    slopes = taylor_slopes(f, rng.standard_normal(f.dim), rng=rng)
    assert slopes.first > 1.9 and slopes.second > 2.9
    x, h = rng.standard_normal(f.dim), 1e-6 * rng.standard_normal(f.dim)
    assert np.allclose((f.predict(x + h) - f.predict(x - h)) / 2, f.features(x) @ h, rtol=1e-6, atol=1e-14)
    assert np.allclose(f.grad(x), f.features(x).T @ (f.predict(x) - f.y))


def test_a_batch_of_points_equals_a_loop(rng):
    f = rippled(rng)
    X, V = rng.standard_normal((2, 4, 3, f.dim))
    assert np.allclose(f.value(X)[1, 2], f.value(X[1, 2])) and np.allclose(f.grad(X)[1, 2], f.grad(X[1, 2]))
    assert np.allclose(f.hvp(X, V)[3, 0], f.hvp(X[3, 0], V[3, 0]))
    assert np.allclose(f.features(X)[0, 1], f.features(X[0, 1]))


def test_a_rippled_fit_meets_the_assumptions_it_states(rng):
    f = rippled(rng)
    for x in 10 * rng.standard_normal((50, f.dim)):
        assert np.linalg.norm(f.features(x) - f.A, 2) <= f.ripple + 1e-12
        assert np.linalg.norm(f.features(x), 2) <= f.beta + 1e-12


@pytest.mark.parametrize("activation", ["linear", "softplus", "tanh"])
def test_the_constants_bound_what_sampling_finds(rng, activation):
    f, start = network(rng, activation)
    if activation == "linear":
        f = replace(f, X=rng.standard_normal((4, 6)))
    k, J = network_constants(f, start), f.features(start)
    assert 0.999 < 2 * k.alpha / np.linalg.svd(J, compute_uv=False)[-1] <= 1
    assert np.linalg.norm(f.predict(start) - f.y) <= k.residual * (1 + 1e-12) < 2.001
    for size in (0.01, 1.0, 30.0):
        move = size * rng.standard_normal(f.dim)
        there = f.features(start + move)
        assert np.linalg.norm(there, 2) <= k.beta
        assert np.linalg.norm(there - J, 2) <= k.lipschitz * np.linalg.norm(move) + 1e-12


def test_the_radius_and_the_two_conditions():
    k = Constants(alpha=1.0, beta=2.0, lipschitz=0.1, residual=1.0)
    assert np.isclose(k.radius, 10 / 3) and k.meets(2) and not k.meets(5)
    assert not replace(k, beta=1.9).meets(2) and replace(k, lipschitz=0.0).radius == np.inf


def test_theorem_1_along_a_run(rng):
    A = rng.standard_normal((3, 6))
    alpha = np.linalg.svd(A, compute_uv=False)[-1] / 2
    f = RippledFit(A, rng.standard_normal(3), alpha / 3)
    run, r0 = trajectory(f, np.zeros(6), f.beta**-2, 300), np.linalg.norm(f.y)
    assert (run.residual <= (1 - 7 / 6 * alpha**2 / f.beta**2) ** np.arange(301) * r0 + 1e-9).all()
    assert (alpha / 2 * run.length + run.residual <= r0 + 1e-9).all()
    assert (run.moved <= run.length + 1e-12).all() and np.allclose(run.end @ np.eye(6), run.end)
    assert np.isclose(np.linalg.norm(run.end), run.moved[-1])


def test_a_network_descends_on_half_the_squared_residual(rng):
    f, start = network(rng)
    run, J = trajectory(f, start, 1e-3, 1), f.features(start)
    assert np.allclose(run.end, start - 1e-3 * J.T @ (f.predict(start) - f.y))


def test_the_nearest_fit_for_any_rank(rng):
    X, y, starts = rng.standard_normal((3, 6)), rng.standard_normal(3), rng.standard_normal((4, 6))
    end = nearest_fit(X, y, starts)
    assert np.allclose(end @ X.T, y)
    assert np.allclose((end - starts) @ np.linalg.svd(X)[2][3:].T, 0)
    twice = nearest_fit(np.vstack([X, X]), np.append(y, y + 2), starts)
    assert np.allclose(twice, nearest_fit(X, y + 1, starts))


def test_eigenvalue_bounds_and_definiteness(rng):
    Q = np.linalg.qr(rng.standard_normal((4, 4)))[0]
    M = Q @ np.diag([1.0, 2, 3, 4]) @ Q.T
    low, high = spectral_bounds(ball_matrix((M + M.T) / 2))
    assert 0.999 < low < 1 < 4 < high < 4.001
    assert definite([[1, 0], [0, 1]]) and not definite([[1, 2], [2, 1]]) and not definite([[0, 0], [0, 1]])


def test_bad_input_is_refused(rng):
    f, start = network(rng)
    with pytest.raises(ValueError, match="n ≤ p"):
        RippledFit(np.ones((3, 2)), np.ones(3))
    with pytest.raises(ValueError, match="ripple"):
        RippledFit(np.ones((2, 3)), np.ones(2), -1.0)
    with pytest.raises(ValueError, match="activation"):
        network_constants(replace(f, activation="relu"), start)
    with pytest.raises(ValueError, match="one point"):
        network_constants(f, np.stack([start, start]))
    with pytest.raises(ValueError, match="full row rank"):
        network_constants(replace(f, X=np.ones((4, 6))), start)
    with pytest.raises(ValueError, match="X must have shape"):
        nearest_fit(np.ones((2, 3)), np.ones(2), np.ones(4))
    with pytest.raises(ValueError, match="step"):
        trajectory(f, start, 0.0, 5)
