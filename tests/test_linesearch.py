"""Conjugate gradients and L-BFGS on every known problem, on manifolds, at rounding level, and without a minimum."""

import numpy as np
import pytest

from landscapes import Kind, OnSphere, RankOnePCA, Stop, classify, random_unit
from landscapes.completion import MatrixCompletion
from landscapes.conjugate import conjugate_gradient
from landscapes.lbfgs import lbfgs, two_loops
from landscapes.observed import Observed
from landscapes.objective import Objective, dot, norm
from landscapes.registry import problems, symmetric_matrix
from landscapes.toys import Rayleigh, SquarePlusCube

PROBLEMS = problems()
each_problem = pytest.mark.parametrize("problem", PROBLEMS, ids=str)
bounded = pytest.mark.parametrize("problem", [p for p in PROBLEMS if p.bounded], ids=str)
each_solver = pytest.mark.parametrize("solver", [conjugate_gradient, lbfgs], ids=lambda s: s.__name__)


def starts(problem, n=25):
    rng = np.random.default_rng(2)
    d = problem.f.dim
    return 0.7 * rng.standard_normal((n, d)) if problem.f.is_euclidean else random_unit(rng, n, d)


@bounded
@each_solver
def test_random_starts_end_at_a_lowest_point(problem, solver):
    result = solver(problem.f, starts(problem))
    assert result.success.all(), result
    lowest = problem.f.value(problem.points[problem.spectra[:, 0] >= -1e-9]).min()
    np.testing.assert_allclose(result.value, lowest, atol=1e-9)
    assert (result.grad_norm <= 1e-8).all()
    assert not np.isin(classify(problem.f, result.x), [Kind.STRICT_SADDLE, Kind.LOCAL_MAXIMUM]).any()


@each_problem
@each_solver
def test_started_on_a_saddle_they_stay_and_say_so(problem, solver):
    result = solver(problem.f, problem.points)
    np.testing.assert_array_equal(result.success, problem.spectra[:, 0] >= -1e-9)
    assert (result.iterations == 0).all()


@each_solver
def test_a_batch_is_a_loop_and_the_trace_ends_at_the_end(solver):
    problem = PROBLEMS[0]
    x0 = starts(problem, 4)
    batch = solver(problem.f, x0.reshape(2, 2, -1), record=3)
    assert batch.x.shape == (2, 2, 5) and batch.trace.shape[1:] == (2, 2, 5)
    np.testing.assert_array_equal(batch.trace[0], x0.reshape(2, 2, -1))
    np.testing.assert_array_equal(batch.trace[-1], batch.x)
    single = solver(problem.f, x0[3], record=1)
    np.testing.assert_array_equal(single.x, batch.x[1, 1])
    assert len(single.trace) == single.iterations + 1 and single.stop is Stop.SECOND_ORDER
    values = problem.f.value(single.trace)
    assert (np.diff(values) <= 1e-12).all()


@each_solver
def test_fewer_steps_than_descent_where_the_condition_is_bad(solver):
    f = RankOnePCA(symmetric_matrix(np.exp(-np.arange(100) / 10), np.random.default_rng(3)))
    result = solver(f, np.random.default_rng(4).standard_normal(100) / 10)
    assert result.success and result.iterations < 150


@each_solver
def test_a_function_without_a_minimum_diverges(solver):
    result = solver(SquarePlusCube(), np.array([[1.0, -0.5], [1.0, 1.0]]))
    assert list(result.stop) == [Stop.DIVERGED, Stop.SECOND_ORDER]


@each_solver
def test_rounding_brings_it_to_a_halt(solver):
    rng = np.random.default_rng(9)
    f = RankOnePCA(1e8 * symmetric_matrix(np.arange(30.0), rng))          # gradients round at about 1e-3
    result = solver(f, 1e4 * rng.standard_normal(30), tol=1e-8)
    assert result.stop is Stop.ITERATION_LIMIT and result.iterations < 1000
    assert f.distance_to_minima(result.x) < 1e-6 * norm(result.x)


@each_solver
def test_iteration_limit(solver):
    assert solver(PROBLEMS[0].f, starts(PROBLEMS[0], 1)[0], max_iter=2).stop is Stop.ITERATION_LIMIT


@each_solver
def test_sphere(solver):
    M = symmetric_matrix(np.arange(60.0), np.random.default_rng(5))
    result = solver(OnSphere(Rayleigh(M)), random_unit(np.random.default_rng(6), 3, 60))
    assert result.success.all()
    np.testing.assert_allclose(norm(result.x), 1, atol=1e-14)


@each_solver
def test_completion_of_ten_thousand_rows(solver):
    rng = np.random.default_rng(7)
    z = rng.standard_normal(10_000) / 100
    f = MatrixCompletion.observe(z, Observed.sample(10_000, 5e-3, rng))
    result = solver(f, f.spectral_start(), tol=1e-11, certify=False)
    assert result.stop is Stop.FIRST_ORDER and min(norm(result.x - z), norm(result.x + z)) < 1e-8


def test_two_loops_are_the_bfgs_formula():
    rng, d = np.random.default_rng(8), 6
    A = symmetric_matrix(np.arange(1.0, d + 1), rng)
    pairs = [(s, A @ s, 1 / (s @ A @ s)) for s in rng.standard_normal((3, d))]
    H = np.eye(d) / (pairs[-1][2] * (pairs[-1][1] @ pairs[-1][1]))
    for s, y, rho in pairs:
        V = np.eye(d) - rho * np.outer(y, s)
        H = V.T @ H @ V + rho * np.outer(s, s)
    g = rng.standard_normal(d)
    np.testing.assert_allclose(two_loops(pairs, g), H @ g, atol=1e-13)


class Cliff(Objective):
    """−log(1 − ‖x‖²) + ⟨x, c⟩ with c = (1, 0): not defined beyond the unit ball."""

    dim = 2

    def value(self, x):
        return -np.log(1 - dot(x, x)) + x[..., 0]

    def grad(self, x):
        return 2 * x / (1 - dot(x, x))[..., None] + np.array([1.0, 0.0])

    def hvp(self, x, v):
        gap = (1 - dot(x, x))[..., None]
        return 2 * v / gap + 4 * x * dot(x, v)[..., None] / gap**2


@each_solver
def test_a_step_out_of_the_domain_is_taken_back(solver):
    with np.errstate(invalid="ignore"):
        assert solver(Cliff(), np.array([0.9, 0.4])).success


@each_solver
@pytest.mark.parametrize("options, message", [
    ({"tol": 0}, "tol must be a positive number"),
    ({"max_iter": 0}, "max_iter must be an integer"),
    ({"record": -1}, "record must be an integer"),
    ({"tol_curvature": -1}, "tol_curvature must be a positive number"),
])
def test_bad_input(solver, options, message):
    with pytest.raises(ValueError, match=message):
        solver(PROBLEMS[0].f, np.ones(5), **options)
    with pytest.raises(ValueError, match="x0 must have shape"):
        solver(PROBLEMS[0].f, np.ones(4))


def test_memory_is_a_count():
    with pytest.raises(ValueError, match="memory must be an integer"):
        lbfgs(PROBLEMS[0].f, np.ones(5), memory=0)
