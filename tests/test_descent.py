"""First-order methods: convergence at the rate of the theory, batches, saddles, divergence, traces."""

import numpy as np
import pytest

from landscapes import OnSphere, RankOnePCA, Stop, gradient_descent, perturbed_gradient_descent, random_unit
from landscapes.registry import symmetric_matrix
from landscapes.toys import DoubleWells, Rayleigh, SquarePlusCube

LAM = np.array([5.0, 4.0, 3.0, 2.0, 1.0])


@pytest.fixture
def f():
    return RankOnePCA(symmetric_matrix(LAM, np.random.default_rng(1)))


def test_descent_finds_the_minimum_and_certifies_it(f):
    result = gradient_descent(f, np.random.default_rng(2).standard_normal(5), 0.02, tol=1e-10)
    assert result.stop is Stop.SECOND_ORDER and result.success is True
    assert result.grad_norm <= 1e-10
    assert f.distance_to_minima(result.x) < 1e-10
    assert result.value == pytest.approx((LAM[1:] ** 2).sum() / 2, abs=1e-12)
    assert result.curvature == pytest.approx(2 * (LAM[0] - LAM[1]), abs=1e-8)


def test_the_rate_is_one_minus_step_times_curvature(f):
    step = 0.02
    result = gradient_descent(f, np.random.default_rng(2).standard_normal(5), step, tol=1e-9, record=1)
    late = f.distance_to_minima(result.trace)[-100:-20]
    assert late[1:] / late[:-1] == pytest.approx(1 - step * 2 * (LAM[0] - LAM[1]), rel=1e-4)


def test_descent_started_on_a_saddle_says_first_order_point_and_the_curvature(f):
    saddles = f.critical_points()[3:]
    result = gradient_descent(f, saddles, 0.02)
    assert (result.stop == Stop.FIRST_ORDER).all() and not result.success.any()
    np.testing.assert_array_equal(result.x, saddles)
    np.testing.assert_allclose(result.curvature, np.repeat(2 * (LAM[1:] - LAM[0]), 2), atol=1e-12)


def test_a_batch_runs_as_each_alone(f):
    x0 = np.random.default_rng(3).standard_normal((4, 3, 5))
    batch = gradient_descent(f, x0, 0.02)
    assert batch.x.shape == (4, 3, 5) and batch.stop.shape == batch.iterations.shape == batch.curvature.shape == (4, 3)
    for index in np.ndindex(4, 3):
        alone = gradient_descent(f, x0[index], 0.02)
        assert abs(alone.iterations - batch.iterations[index]) <= 1  # a last-bit difference may cross tol one step later
        np.testing.assert_allclose(alone.x, batch.x[index], atol=1e-8)


def test_the_start_is_not_overwritten(f):
    x0 = np.ones(5)
    gradient_descent(f, x0, 0.02)
    np.testing.assert_array_equal(x0, np.ones(5))


def test_divergence_stops_each_run_and_says_so(f):
    near, far = f.critical_points()[1], 1e3 * np.ones(5)
    result = gradient_descent(f, np.array([far, near + 0.01, far]), 0.02)
    assert result.stop.tolist() == [Stop.DIVERGED, Stop.SECOND_ORDER, Stop.DIVERGED]
    assert np.isfinite(result.x).all() and np.isnan(result.curvature[0])
    assert result.grad_norm[0] <= 1e12 * np.linalg.norm(f.grad(far))  # the point before the bound was broken
    assert result.iterations[0] < 10
    with pytest.raises(ValueError, match=r"step = 5 is too long: the run diverged after \d+ iterations"):
        gradient_descent(f, np.ones(5), 5.0)


def test_a_step_above_two_over_the_curvature_does_not_settle_at_the_minimum(f):
    """2/λ_max, λ_max = 4λ_1 = 20: stable below, unstable above."""
    start = f.critical_points()[1] + 1e-3
    assert gradient_descent(f, start, 1.9 / 20, max_iter=2000).success
    assert gradient_descent(f, start, 2.1 / 20, max_iter=2000).stop is Stop.ITERATION_LIMIT


def test_iteration_limit_and_certify(f):
    x0 = np.random.default_rng(4).standard_normal((6, 5))
    short = gradient_descent(f, x0, 0.02, max_iter=7)
    assert (short.stop == Stop.ITERATION_LIMIT).all() and (short.iterations == 7).all()
    bare = gradient_descent(f, x0, 0.02, certify=False)
    assert (bare.stop == Stop.FIRST_ORDER).all() and np.isnan(bare.curvature).all()


def test_the_trace_holds_the_iterates(f):
    x0 = np.random.default_rng(5).standard_normal((2, 5))
    result = gradient_descent(f, x0, 0.02, max_iter=25, record=10)
    assert result.trace.shape == (4, 2, 5)
    np.testing.assert_array_equal(result.trace[0], x0)
    np.testing.assert_array_equal(result.trace[-1], result.x)
    np.testing.assert_array_equal(gradient_descent(f, x0, 0.02, max_iter=10).x, result.trace[1])
    assert gradient_descent(f, x0, 0.02, max_iter=25).trace is None
    assert (np.diff(f.value(gradient_descent(f, x0, 0.02, record=1).trace), axis=0) <= 1e-12).all()


def test_descent_on_the_sphere_stays_there_and_finds_the_top_eigenvector():
    rng = np.random.default_rng(6)
    M = symmetric_matrix([3.0, 2.0, -1.0], rng)
    result = gradient_descent(OnSphere(Rayleigh(M)), random_unit(rng, 20, 3), 0.2, record=1)
    assert result.success.all()
    np.testing.assert_allclose(np.linalg.norm(result.trace, axis=-1), 1, atol=1e-14)
    np.testing.assert_allclose(result.value, -1.5, atol=1e-12)
    np.testing.assert_allclose(result.curvature, 1.0, atol=1e-7)


def test_perturbed_descent_leaves_every_saddle(f):
    result = perturbed_gradient_descent(f, f.critical_points(), 0.02, rng=np.random.default_rng(7))
    assert result.success.all()
    assert f.distance_to_minima(result.x).max() < 1e-8
    assert (result.iterations[3:] > result.iterations[1]).all()


def test_perturbed_descent_returns_the_point_before_the_noise(f):
    top = f.critical_points()[1]
    result = perturbed_gradient_descent(f, top, 0.02, rng=np.random.default_rng(8), patience=50, radius=0.1)
    np.testing.assert_array_equal(result.x, top)
    assert result.iterations == 50


def test_without_noise_worth_the_name_perturbed_descent_stays(f):
    """The control: with one step of patience the noise has no time to grow."""
    saddle = f.critical_points()[3]
    result = perturbed_gradient_descent(f, saddle, 0.02, rng=np.random.default_rng(9), patience=1, radius=1e-9)
    assert result.stop is Stop.FIRST_ORDER


def test_perturbed_descent_is_its_generator(f):
    runs = [perturbed_gradient_descent(f, f.critical_points(), 0.02, rng=np.random.default_rng(seed)) for seed in (1, 1, 2)]
    np.testing.assert_array_equal(runs[0].x, runs[1].x)
    assert np.abs(runs[0].x - runs[2].x).max() > 0


def test_perturbed_descent_leaves_a_degenerate_point_that_is_no_minimum():
    origin = np.zeros((1, 2))
    assert gradient_descent(SquarePlusCube(), origin, 0.1).iterations[0] == 0
    run = perturbed_gradient_descent(SquarePlusCube(), origin, 0.1, rng=np.random.default_rng(0), radius=0.1)
    assert run.stop[0] is Stop.DIVERGED and run.value[0] < -1e3


def test_starts_on_both_sides_of_the_double_well():
    x = gradient_descent(DoubleWells(1), np.array([[-2.0], [-0.1], [0.1], [2.0]]), 0.1).x
    np.testing.assert_allclose(x[:, 0], [-1, -1, 1, 1], atol=1e-8)
