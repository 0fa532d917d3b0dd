"""Second-order methods: the subproblems against their optimality conditions, then the methods."""

import numpy as np
import pytest

from landscapes import OnSphere, RankOnePCA, Stop, cubic_regularization, newton, random_unit, trust_region
from landscapes.registry import symmetric_matrix
from landscapes.subproblem import cubic_step, trust_region_step
from landscapes.toys import DoubleWells, Rayleigh, SquarePlusCube

SOLVERS = [trust_region, cubic_regularization]
each_solver = pytest.mark.parametrize("solver", SOLVERS, ids=lambda s: s.__name__)


def subproblems():
    """Random, convex, indefinite; then the hard cases: no gradient, none on the first eigenvectors, next to none."""
    rng = np.random.default_rng(1)
    for n in (1, 2, 5, 30):
        for shift in (-2.0, 0.0, 3.0):
            for scale in (1e-6, 1.0, 1e3):
                yield np.sort(rng.standard_normal(n)) + shift, scale * rng.standard_normal(n)
    for tiny in (0.0, 1e-300, 1e-17, 1e-9):
        yield np.array([-2.0, -1.0, 3.0]), np.array([tiny, 0.3, -0.2])
        yield np.array([-2.0, -2.0, 3.0]), np.array([tiny, -tiny, 0.1])
        yield np.array([-2.0, -1.0]), np.array([tiny, 0.0])
        yield np.array([0.0, 1.0]), np.array([tiny, 0.2])
        yield np.array([1.0, 2.0]), np.array([tiny, 0.0])


def multiplier_is_right(w, b, y, mu):
    """(w + μ) y = −b with w + μ ≥ 0: necessary and sufficient for a global minimum."""
    scale = np.abs(b).max() + np.abs(w).max() * np.abs(y).max() + 1e-140
    np.testing.assert_allclose((w + mu) * y, -b, atol=1e-9 * scale)
    assert mu >= -w[0] - 1e-9 * np.abs(w).max()


@pytest.mark.parametrize("radius", [1e-3, 1.0, 50.0])
def test_trust_region_step_is_the_global_minimum(radius):
    for w, b in subproblems():
        y, promised = trust_region_step(w, b, radius)
        assert np.linalg.norm(y) <= radius * (1 + 1e-9)
        assert promised == pytest.approx(-(b @ y + w @ y**2 / 2))
        largest = np.abs(y).argmax()
        mu = -b[largest] / y[largest] - w[largest] if y.any() else 0.0
        if w[0] > 0 and np.linalg.norm(b / w) <= radius:
            mu = 0.0
        else:
            assert np.linalg.norm(y) == pytest.approx(radius, rel=1e-9)
        assert mu >= -1e-9 * np.abs(w).max()
        multiplier_is_right(w, b, y, mu)


@pytest.mark.parametrize("sigma", [1e-4, 1.0, 1e4])
def test_cubic_step_is_the_global_minimum(sigma):
    for w, b in subproblems():
        y, promised = cubic_step(w, b, sigma)
        length = np.linalg.norm(y)
        assert promised == pytest.approx(-(b @ y + w @ y**2 / 2 + sigma / 3 * length**3))
        multiplier_is_right(w, b, y, sigma * length)


def test_at_a_saddle_the_steps_leave_along_the_first_eigenvector():
    w = np.array([-3.0, 1.0, 2.0])
    for y, promised in (trust_region_step(w, np.zeros(3), 0.5), cubic_step(w, np.zeros(3), 6.0)):
        np.testing.assert_allclose(np.abs(y), [0.5, 0, 0], atol=1e-12)
        assert promised > 0


def test_steps_beat_random_candidates():
    rng = np.random.default_rng(2)
    for w, b in subproblems():
        directions = rng.standard_normal((2000, len(w)))
        directions /= np.linalg.norm(directions, axis=1, keepdims=True)
        y = directions * rng.random((2000, 1))
        model = y @ b + (y**2) @ w / 2
        assert -trust_region_step(w, b, 1.0)[1] <= model.min() + 1e-12
        y = directions * np.abs(rng.standard_cauchy((2000, 1)))
        model = y @ b + (y**2) @ w / 2 + np.linalg.norm(y, axis=1) ** 3 / 3
        assert -cubic_step(w, b, 1.0)[1] <= model.min() + 1e-12


@pytest.fixture
def f():
    return RankOnePCA(symmetric_matrix([5.0, 4.0, 3.0, 2.0, 1.0], np.random.default_rng(3)))


@each_solver
def test_every_critical_point_is_left_for_a_minimum(f, solver):
    result = solver(f, f.critical_points())
    assert result.success.all()
    assert f.distance_to_minima(result.x).max() < 1e-8
    assert (result.iterations[1:3] == 0).all() and (result.iterations[3:] > 0).all()


@each_solver
def test_hard_case_on_the_way(f, solver):
    """The gradient never has a part along v_1; only the curvature shows the way."""
    result = solver(f, 0.7 * f.critical_points()[3] + 0.2 * f.critical_points()[5])
    assert result.success and f.distance_to_minima(result.x) < 1e-8


def test_a_subproblem_without_negative_curvature_would_stay(f, monkeypatch):
    """The control: the step along −g alone, which is what Steihaug's method does at g = 0."""

    def cauchy_step(w, b, radius):
        return -b * min(1.0, radius), 1e-30

    monkeypatch.setattr(newton, "trust_region_step", cauchy_step)
    result = newton.trust_region(f, f.critical_points()[3], max_iter=50)
    assert result.stop is Stop.FIRST_ORDER and result.curvature == pytest.approx(-2)


@each_solver
def test_convergence_is_fast_at_the_end(f, solver):
    result = solver(f, np.random.default_rng(4).standard_normal(5), tol=1e-13, record=1)
    late = f.distance_to_minima(result.trace)
    late = late[(late < 0.1) & (late > 1e-7)]
    assert len(late) >= 1 and result.iterations < 40
    assert (late[1:] < 5 * late[:-1] ** 1.5).all()


@each_solver
@pytest.mark.parametrize("d", [100, 400])
def test_large_dimension_goes_through_krylov_spaces(solver, d):
    rng = np.random.default_rng(5)
    f = RankOnePCA(symmetric_matrix(np.append([5.0, 4.0], rng.random(d - 2)), rng))
    starts = np.vstack([f.critical_points()[[0, 3]], rng.standard_normal(d)])
    result = solver(f, starts)
    assert result.success.all()
    assert f.distance_to_minima(result.x).max() < 1e-7
    np.testing.assert_allclose(result.curvature, 2.0, atol=1e-6)


@each_solver
def test_on_the_sphere(solver):
    rng = np.random.default_rng(6)
    for d in (3, 80):
        f = OnSphere(Rayleigh(symmetric_matrix(np.linspace(-1, 3, d), rng)))
        saddle = np.linalg.eigh(f.f.M)[1][:, 0]
        result = solver(f, np.vstack([saddle, random_unit(rng, 3, d)]))
        assert result.success.all()
        np.testing.assert_allclose(result.value, -1.5, atol=1e-9)
        np.testing.assert_allclose(np.linalg.norm(result.x, axis=1), 1, atol=1e-14)


@each_solver
def test_far_starts_and_many_wells(solver):
    result = solver(DoubleWells(4), 30 * np.random.default_rng(7).standard_normal((10, 4)))
    np.testing.assert_allclose(np.abs(result.x), 1, atol=1e-8)


@each_solver
def test_a_function_without_a_minimum_is_reported(solver):
    assert solver(SquarePlusCube(), np.array([1.0, -1.0])).stop is Stop.DIVERGED


@each_solver
def test_shapes_traces_and_limits(f, solver):
    x0 = np.random.default_rng(8).standard_normal((2, 3, 5))
    result = solver(f, x0, record=2)
    assert result.x.shape == (2, 3, 5) and result.stop.shape == (2, 3)
    assert result.trace.shape[1:] == (2, 3, 5)
    np.testing.assert_array_equal(result.trace[0], x0)
    np.testing.assert_array_equal(result.trace[-1], result.x)
    assert (np.diff(f.value(result.trace), axis=0) <= 1e-8).all()
    assert (solver(f, x0, max_iter=1).stop == Stop.ITERATION_LIMIT).all()
