"""Every solver on every known problem: started on each critical point, and from random starts."""

import numpy as np
import pytest

from landscapes import (Kind, Stop, classify, cubic_regularization, gradient_descent, perturbed_gradient_descent,
                        random_unit, trust_region)
from landscapes.registry import problems

PROBLEMS = problems()


def plain(problem, x0):
    return gradient_descent(problem.f, x0, problem.step)


def perturbed(problem, x0):
    return perturbed_gradient_descent(problem.f, x0, problem.step, rng=np.random.default_rng(1))


def trust(problem, x0):
    return trust_region(problem.f, x0)


def cubic(problem, x0):
    return cubic_regularization(problem.f, x0)


each_problem = pytest.mark.parametrize("problem", PROBLEMS, ids=str)
each_solver = pytest.mark.parametrize("solver", [plain, perturbed, trust, cubic], ids=lambda s: s.__name__)
escapable = pytest.mark.parametrize("problem", [p for p in PROBLEMS if (p.spectra[:, 0] < -1e-9).any()], ids=str)
bounded = pytest.mark.parametrize("problem", [p for p in PROBLEMS if p.bounded], ids=str)
each_escaping_solver = pytest.mark.parametrize("solver", [perturbed, trust, cubic], ids=lambda s: s.__name__)


@escapable
@each_escaping_solver
def test_no_strict_saddle_and_no_maximum_holds_it(problem, solver):
    negative = problem.points[problem.spectra[:, 0] < -1e-9]
    result = solver(problem, negative)
    assert (result.stop == Stop.SECOND_ORDER).all()
    assert (result.value < problem.f.value(negative) - 1e-3).all()
    np.testing.assert_allclose(result.value, lowest(problem), atol=1e-9)


@each_problem
def test_plain_descent_stays_and_never_calls_it_success(problem):
    result = plain(problem, problem.points)
    np.testing.assert_array_equal(result.success, problem.spectra[:, 0] >= -1e-9)
    np.testing.assert_allclose(result.curvature, problem.spectra[:, 0], atol=1e-9)
    np.testing.assert_array_equal(result.stop[~result.success], Stop.FIRST_ORDER)


@bounded
@each_solver
def test_random_starts_end_at_a_lowest_point_with_a_true_certificate(problem, solver):
    rng = np.random.default_rng(2)
    d = problem.f.dim
    starts = 0.7 * rng.standard_normal((25, d)) if problem.f.is_euclidean else random_unit(rng, 25, d)
    result = solver(problem, starts)
    assert result.success.all(), result
    np.testing.assert_allclose(result.value, lowest(problem), atol=1e-9)
    np.testing.assert_array_equal(result.value, problem.f.value(result.x))
    assert (result.grad_norm <= 1e-8).all() and (result.curvature >= -1e-4).all()
    kinds = classify(problem.f, result.x)
    assert np.isin(kinds.astype(str), ["local minimum", "degenerate"]).all()


def lowest(problem):
    """These landscapes have no spurious minimum: all critical points without negative curvature have one value."""
    return problem.f.value(problem.points[problem.spectra[:, 0] >= -1e-9]).min()


def test_the_registry_is_the_same_at_every_call():
    for a, b in zip(problems(), PROBLEMS):
        assert a.name == b.name
        np.testing.assert_array_equal(a.points, b.points)


def test_select():
    wells = next(p for p in PROBLEMS if p.name == "double well")
    np.testing.assert_array_equal(wells.select(Kind.LOCAL_MINIMUM), [[-1], [1]])
    assert wells.minimum == 0
