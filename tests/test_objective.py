"""The verbs of the objectives agree with one another, and the checks that say so can fail."""

from dataclasses import dataclass

import numpy as np
import pytest

from landscapes import OnSphere, RankOnePCA, hessian, join, random_unit, split
from landscapes.differences import batch_equals_loop, gradient_error, hvp_error, hvp_symmetry, taylor_slopes
from landscapes.objective import dot, norm
from landscapes.registry import problems, symmetric_matrix
from landscapes.toys import SumOfFourthPowers

PROBLEMS = problems()
each_problem = pytest.mark.parametrize("problem", PROBLEMS, ids=str)


def random_points(f, n, rng):
    return rng.standard_normal((n, f.dim)) if f.is_euclidean else random_unit(rng, n, f.dim)


@each_problem
def test_taylor_remainders_are_of_second_and_third_order(problem):
    rng = np.random.default_rng(3)
    for x in random_points(problem.f, 5, rng):
        slopes = taylor_slopes(problem.f, x, rng=rng)
        assert 1.95 < slopes.first and 2.9 < slopes.second, slopes


@each_problem
def test_gradient_and_hessian_product_match_differences(problem):
    rng = np.random.default_rng(4)
    x = random_points(problem.f, 20, rng)
    assert gradient_error(problem.f, x, rng=rng) < 1e-8
    assert hvp_error(problem.f, x, rng=rng) < 1e-8
    assert hvp_symmetry(problem.f, x, rng=rng) < 1e-14


@each_problem
def test_a_batch_is_the_loop(problem):
    rng = np.random.default_rng(5)
    assert batch_equals_loop(problem.f, random_points(problem.f, 12, rng), rng=rng) < 1e-14
    x = random_points(problem.f, 12, rng).reshape(3, 4, -1)
    assert problem.f.value(x).shape == (3, 4)
    assert problem.f.hvp(x, x).shape == x.shape
    np.testing.assert_allclose(problem.f.grad(x)[1, 2], problem.f.grad(x[1, 2]), atol=1e-14)


class MisprintedGradient(RankOnePCA):
    """(4.2) as printed: half of the gradient of (4.1)."""

    def grad(self, x):
        return super().grad(x) / 2


class MisprintedHessian(RankOnePCA):
    """(4.3) as printed: half of the Hessian of (4.1)."""

    def hvp(self, x, v):
        return super().hvp(x, v) / 2


class DroppedTerm(RankOnePCA):
    def hvp(self, x, v):
        return super().hvp(x, v) - 4 * dot(x, v)[..., None] * x


class NotSymmetric(RankOnePCA):
    def hvp(self, x, v):
        return super().hvp(x, v) + x[..., :1] * v * np.arange(self.dim) + x * v[..., :1]


class MixesRuns(RankOnePCA):
    def value(self, x):
        return super().value(x) + np.mean(x)


@pytest.fixture
def M():
    return symmetric_matrix([4.0, 2.0, 1.0], np.random.default_rng(8))


def test_planted_errors_are_caught(M):
    rng = np.random.default_rng(9)
    x = rng.standard_normal((6, 3))
    right = taylor_slopes(RankOnePCA(M), x[0], rng=rng)
    assert right.first == pytest.approx(2, abs=0.02) and right.second == pytest.approx(3, abs=0.05)
    assert taylor_slopes(MisprintedGradient(M), x[0], rng=rng).first < 1.1
    for wrong in (MisprintedHessian, DroppedTerm):
        slopes = taylor_slopes(wrong(M), x[0], rng=rng)
        assert slopes.first > 1.95 and slopes.second < 2.2
        assert hvp_error(wrong(M), x, rng=rng) > 1e-2
    assert gradient_error(MisprintedGradient(M), x, rng=rng) > 1e-2
    assert hvp_symmetry(NotSymmetric(M), x, rng=rng) > 1e-3
    assert batch_equals_loop(MixesRuns(M), x, rng=rng) > 1e-3


def test_sphere_without_its_curvature_term_is_caught():
    @dataclass(frozen=True)
    class Flat(OnSphere):
        def hvp(self, x, v):
            return self.tangent(x, self.f.hvp(x, self.tangent(x, v)))

    rng = np.random.default_rng(10)
    f, x = SumOfFourthPowers(4), random_unit(rng, 4)
    assert taylor_slopes(OnSphere(f), x, rng=rng).second > 2.9
    assert taylor_slopes(Flat(f), x, rng=rng).second < 2.2
    assert hvp_error(Flat(f), x, rng=rng) > 1e-2


def test_sphere_derivatives_are_those_along_geodesics(M):
    rng = np.random.default_rng(11)
    f = OnSphere(RankOnePCA(M))
    x = random_unit(rng, 3)
    v = f.tangent(x, rng.standard_normal(3))
    v /= norm(v)
    t = 1e-4
    along = [f.value(np.cos(s) * x + np.sin(s) * v) for s in (-t, 0, t)]
    assert (along[2] - along[0]) / (2 * t) == pytest.approx(dot(f.grad(x), v), abs=1e-6)
    assert (along[2] - 2 * along[1] + along[0]) / t**2 == pytest.approx(dot(v, f.hvp(x, v)), abs=1e-5)


def test_sphere_tangent_and_retraction():
    rng = np.random.default_rng(12)
    f = OnSphere(SumOfFourthPowers(5))
    x, u = random_unit(rng, 7, 5), rng.standard_normal((7, 5))
    assert np.abs(dot(x, f.tangent(x, u))).max() < 1e-15
    np.testing.assert_allclose(f.tangent(x, f.tangent(x, u)), f.tangent(x, u), atol=1e-15)
    np.testing.assert_allclose(norm(f.retract(x, u)), 1, atol=1e-15)
    np.testing.assert_array_equal(f.retract(x, 0 * u), x / norm(x)[:, None])


def test_value_is_the_definition(M):
    """(ma:eq-4.1) itself, not its expansion."""
    for x in np.random.default_rng(13).standard_normal((10, 3)):
        assert RankOnePCA(M).value(x) == pytest.approx(np.sum((M - np.outer(x, x)) ** 2) / 2, rel=1e-13)


def test_dense_hessian_is_the_formula(M):
    x = np.random.default_rng(14).standard_normal((2, 3))
    H = hessian(RankOnePCA(M), x)
    for a, H_a in zip(x, H):
        np.testing.assert_allclose(H_a, 4 * np.outer(a, a) + 2 * (a @ a) * np.eye(3) - 2 * M, atol=1e-14)


def test_pca_critical_points_and_minima_when_eigenvalues_vanish_or_repeat():
    rng = np.random.default_rng(15)
    f = RankOnePCA(symmetric_matrix([2.0, 2.0, 0.0, -1.0], rng))
    assert f.critical_points().shape == (5, 4)
    assert np.abs(f.grad(f.critical_points())).max() < 1e-14
    np.testing.assert_allclose(f.hessian_spectrum(1), [0, 4, 6, 8], atol=1e-14)
    np.testing.assert_allclose(f.hessian_spectrum(0), [-4, -4, 0, 2], atol=1e-14)
    angle = rng.uniform(0, 2 * np.pi, 50)
    circle = np.sqrt(2) * np.stack([np.cos(angle), np.sin(angle)], axis=1) @ f.eigen[1][:, :2].T
    assert f.distance_to_minima(circle).max() < 1e-14
    assert np.abs(f.grad(circle)).max() < 1e-14
    assert f.distance_to_minima(np.zeros(4)) == pytest.approx(np.sqrt(2))
    assert RankOnePCA(-np.eye(2)).critical_points().shape == (1, 2)
    assert RankOnePCA(-np.eye(2)).distance_to_minima(np.array([3.0, 4.0])) == pytest.approx(5)


def test_distance_to_minima_is_the_nearest_of_two(M):
    f = RankOnePCA(M)
    plus, minus = f.critical_points()[1:3]
    x = np.random.default_rng(16).standard_normal((100, 3))
    np.testing.assert_allclose(f.distance_to_minima(x), np.minimum(norm(x - plus), norm(x - minus)), atol=1e-13)


def test_split_and_join_are_inverse():
    x = np.arange(22.0).reshape(2, 11)
    U, b, s = split(x, [(2, 4), (2,), ()])
    assert U.shape == (2, 2, 4) and b.shape == (2, 2) and s.shape == (2,)
    np.testing.assert_array_equal(join([U, b, s], [(2, 4), (2,), ()]), x)
    with pytest.raises(ValueError, match=r"8 entries.*shape \(2, 11\)"):
        split(x, [(2, 4)])
