"""Curvature, kinds, critical points, basins, strict-saddle constants."""

import numpy as np
import pytest
from scipy.optimize import linprog

from landscapes import (Kind, OnSphere, RankOnePCA, basins, classify, extreme_eigenvalues, find_critical_points,
                        gradient_descent, random_unit, tangent_spectrum, trust_region)
from landscapes.cluster import distinct
from landscapes.landscape import strict_saddle_constants, strict_saddle_margin
from landscapes.objective import norm
from landscapes.registry import problems, symmetric_matrix
from landscapes.strict_saddle_program import MassProgram
from landscapes.toys import DoubleWells, Rayleigh, SquarePlusCube

PROBLEMS = problems()
each_problem = pytest.mark.parametrize("problem", PROBLEMS, ids=str)
ISOLATED = [p for p in PROBLEMS if p.complete and Kind.DEGENERATE not in p.kinds]
isolated = pytest.mark.parametrize("problem", ISOLATED, ids=str)


@each_problem
def test_closed_forms(problem):
    assert norm(problem.f.grad(problem.points)).max() < 1e-13
    np.testing.assert_allclose(tangent_spectrum(problem.f, problem.points), problem.spectra, atol=1e-12)
    low, high = extreme_eigenvalues(problem.f, problem.points)
    np.testing.assert_allclose(low, problem.spectra[:, 0], atol=1e-12)
    np.testing.assert_allclose(high, problem.spectra[:, -1], atol=1e-12)


@each_problem
def test_classification(problem):
    assert classify(problem.f, problem.points).tolist() == problem.kinds
    assert classify(problem.f, problem.points[0]) is problem.kinds[0]
    off = problem.f.retract(problem.points[0], problem.f.tangent(problem.points[0], 0.3 + np.arange(problem.f.dim)))
    assert classify(problem.f, off) is Kind.NOT_STATIONARY


def test_the_registry_has_every_kind():
    assert {kind for problem in PROBLEMS for kind in problem.kinds} == set(Kind) - {Kind.NOT_STATIONARY}


@pytest.mark.parametrize("d", [65, 300])
def test_lanczos_curvature_in_large_dimension(d):
    rng = np.random.default_rng(1)
    f = RankOnePCA(symmetric_matrix(np.linspace(1, 3, d), rng))
    for k in (0, 1, 2, d):
        x = f.critical_points()[max(2 * k - 1, 0)]
        low, high = extreme_eigenvalues(f, x)
        spectrum = f.hessian_spectrum(k)
        assert low == pytest.approx(spectrum[0], abs=1e-6) and high == pytest.approx(spectrum[-1], abs=1e-6)
    g = OnSphere(Rayleigh(f.M))
    v = np.linalg.eigh(f.M)[1]
    low, high = extreme_eigenvalues(g, v.T[[0, -1]])
    np.testing.assert_allclose(low, [-2, 2 / (d - 1)], atol=1e-6)
    np.testing.assert_allclose(high, [-2 / (d - 1), 2], atol=1e-6)


def test_the_normal_direction_is_not_curvature():
    """On the sphere the dense projected Hessian has an eigenvalue 0 that belongs to no tangent vector."""
    f = OnSphere(Rayleigh(np.diag([3.0, 1.0, 2.0])))
    assert extreme_eigenvalues(f, np.array([1.0, 0, 0]))[0] == pytest.approx(1)


@isolated
def test_search_finds_all_critical_points_and_no_others(problem):
    rng = np.random.default_rng(2)
    d = problem.f.dim
    starts = 1.5 * rng.standard_normal((600, d)) if problem.f.is_euclidean else random_unit(rng, 600, d)
    found = find_critical_points(problem.f, starts)
    assert found.hits.sum() + found.unresolved == 600
    assert len(found.points) == len(problem.points)
    gaps = norm(found.points[:, None] - problem.points)
    assert gaps.min(axis=1).max() < 1e-8 and len(set(gaps.argmin(axis=1))) == len(problem.points)
    assert (np.diff(problem.f.value(found.points)) >= -1e-12).all()


def test_search_up_to_sign():
    f = RankOnePCA(symmetric_matrix([5.0, 4.0, 3.0, 2.0, 1.0], np.random.default_rng(3)))
    starts = np.random.default_rng(4).standard_normal((400, 5))
    assert len(find_critical_points(f, starts, up_to_sign=True).points) == 6


def test_distinct_points():
    points = np.array([[0.0], [1e-9], [1.0], [-1.0], [1 + 1e-9]])
    first, label = distinct(points, 1e-6)
    assert first.tolist() == [0, 2, 3] and label.tolist() == [0, 0, 1, 2, 1]
    assert distinct(points, 1e-6, up_to_sign=True)[1].tolist() == [0, 0, 1, 1, 1]


def test_basins_share_by_symmetry_with_intervals():
    f = DoubleWells(2)
    starts = np.random.default_rng(5).uniform(-2, 2, (400, 2))
    found = basins(f, starts, lambda f, x0: gradient_descent(f, x0, 0.1))
    assert found.minima.shape == (4, 2) and found.unresolved == 0 and found.n == 400
    assert all(0.25 in share for share in found.shares)
    assert found.share_within(1e-9).value == 1


def test_unresolved_runs_are_counted_as_such():
    f = SquarePlusCube()
    starts = np.array([[0.0, 0.0], [0.5, -1.0], [0.5, -2.0]])
    found = basins(f, starts, lambda f, x0: gradient_descent(f, x0, 0.1))
    assert found.unresolved == 2 and found.hits.tolist() == [1] and found.shares[0].value == pytest.approx(1 / 3)
    saddle = basins(DoubleWells(2), np.array([[0.0, 0.5]]), lambda f, x0: gradient_descent(f, x0, 0.1))
    assert saddle.unresolved == 1 and saddle.minima.shape == (0, 2) and saddle.shares == []


def test_basins_of_a_second_order_solver():
    f = RankOnePCA(symmetric_matrix([2.0, 1.0, 0.5], np.random.default_rng(6)))
    found = basins(f, np.random.default_rng(7).standard_normal((60, 3)), trust_region, up_to_sign=True)
    assert found.minima.shape == (1, 3) and found.hits.tolist() == [60]


CASES = [([5, 4, 3, 2, 1], 1, 0.1), ([5, 4, 3, 2, 1], 1, 1.5), ([5, 4, 3, 2, 1], 1.9, 1.0), ([3, 3, 1], 2, 0.3),
         ([2, 1, -1], 1, 0.3), ([2], 2, 0.3), ([1, 0, 0], 0.5, 0.3)]


@pytest.mark.parametrize("lam, beta, gamma", CASES)
def test_strict_saddle_constants(lam, beta, gamma):
    rng = np.random.default_rng(8)
    f = RankOnePCA(symmetric_matrix(np.array(lam, dtype=float), rng))
    found = strict_saddle_constants(f, beta, gamma)
    assert 0 < found.alpha <= found.upper <= found.alpha * 1.001
    slope, curvature, distance = strict_saddle_margin(f, found.witness, f.distance_to_minima)
    assert slope == pytest.approx(found.upper, rel=1e-6)
    assert curvature >= -beta - 1e-6 and distance >= gamma - 1e-6
    x = np.vstack([found.witness + 0.1 * rng.standard_normal((5000, f.dim)), 2 * rng.standard_normal((5000, f.dim))])
    slope, curvature, distance = strict_saddle_margin(f, x, f.distance_to_minima)
    left_over = (curvature > -beta) & (distance > gamma)
    assert left_over.sum() > 100 and slope[left_over].min() >= found.alpha


def test_strict_saddle_constant_near_the_minimum_is_curvature_times_distance():
    f = RankOnePCA(np.diag([5.0, 4, 3, 2, 1]))
    assert strict_saddle_constants(f, 0.5, 0.01).alpha == pytest.approx(2 * (5 - 4) * 0.01, rel=2e-3)


@pytest.mark.parametrize("mu", [[5.0, 4, 3, 2, 1], [5.0, 0.1, -1]])
def test_strict_saddle_program_agrees_with_a_linear_programming_solver(mu):
    mu = np.array(mu)
    program = MassProgram(mu, True, 1.0, 1.5)
    for s in np.linspace(0.1, 12, 60):
        value = program.bound(np.array([s]), np.array([s]))[0]
        steep, flat = 2 * mu[0] - 2 * s - 1.0, 2 * s + 1.0 - 2 * mu[1:]
        reach = (s + mu[0] - 1.5**2) / (2 * np.sqrt(mu[0]))
        if reach < 0 or steep > 0 and (flat <= 0).any():
            assert value == np.inf
            continue
        limits = {"A_ub": [np.append(-4 / steep, 4 / flat)], "b_ub": [-1]} if steep > 0 else {}
        bounds = [(0, reach**2)] + [(0, None)] * (len(mu) - 1)
        solved = linprog((s - mu) ** 2, A_eq=np.ones((1, len(mu))), b_eq=[s], bounds=bounds, **limits)
        assert (value == np.inf) if solved.status == 2 else value == pytest.approx(solved.fun, abs=1e-8)


def test_beta_beyond_the_gap_is_refused():
    f = RankOnePCA(np.diag([5.0, 4, 3]))
    with pytest.raises(ValueError, match="beta must lie strictly between 0 and 2, got 2"):
        strict_saddle_constants(f, 2, 0.1)
