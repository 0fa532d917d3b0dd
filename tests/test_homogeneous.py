"""Parallel ReLU networks, Ω with its dual certificate, and paths that never rise."""

import numpy as np
import pytest

from landscapes.differences import taylor_slopes
from landscapes.gauge import gauge, least, patterns, polar
from landscapes.homogeneous import ParallelReLU, path_to_minimum, vertex_path

rng = np.random.default_rng(0)
X = rng.standard_normal((2, 5))


def test_derivatives_and_batches():
    f = ParallelReLU(X, rng.standard_normal((3, 5)), 4, 0.1)
    x = rng.standard_normal(f.dim)
    slopes = taylor_slopes(f, x, rng.standard_normal(f.dim))
    assert slopes.first > 1.9 and slopes.second > 2.9
    points, v = rng.standard_normal((2, 6, f.dim))
    for i in range(6):
        assert np.isclose(f.value(points)[i], f.value(points[i]))
        assert np.allclose(f.grad(points)[i], f.grad(points[i]))
        assert np.allclose(f.hvp(points, v)[i], f.hvp(points[i], v[i]))


def test_output_is_a_sum_over_units_and_homogeneous():
    f = ParallelReLU(X, np.zeros((2, 5)), 3, 0.1)
    w, a = rng.standard_normal((3, 2)), rng.standard_normal((3, 2))
    x = f.point(w, a)
    assert np.allclose(f.output(x), sum(np.outer(b, np.maximum(u @ X, 0)) for u, b in zip(w, a)))
    assert np.allclose(f.output(3 * x), 9 * f.output(x)) and np.isclose(f.regularizer(3 * x), 9 * f.regularizer(x))


def test_patterns_are_those_of_random_units():
    for n0, m, count in ((1, 4, 2), (2, 5, 10), (3, 6, 32)):
        data = rng.standard_normal((n0, m))
        seen = {tuple(s) for s in np.sign(rng.standard_normal((20000, n0)) @ data).astype(int)}
        found = {tuple(int(e) for e in s) for s in patterns(data)}
        assert seen <= found and len(found) == count


@pytest.mark.parametrize("norm", ["l1", "l2"])
def test_gauge_is_below_every_network_and_certified(norm):
    w, a = rng.standard_normal((4, 2)), rng.standard_normal(4)
    z = a @ np.maximum(w @ X, 0)
    found = gauge(X, z, norm)
    assert found.value <= (abs(a) * np.linalg.norm(w, axis=1, ord=int(norm[1]))).sum()
    assert abs(found.gap) < 1e-8 and np.allclose(found.output(X), z, atol=1e-7) and len(found.a) <= 5
    assert polar(X, found.g, norm) <= 1 + 1e-9
    assert np.isclose(gauge(X, 3 * z, norm).value, 3 * found.value)


def test_gauge_of_one_unit_where_it_is_known():
    one = np.array([[1.0, 2.0, -1.0]])  # n0 = 1: Ω(a·x₊ + b·x₋) = |a| + |b|
    assert np.isclose(gauge(one, np.array([2.0, 4.0, -3.0])).value, 2 + 3)
    assert gauge(one, np.array([1.0, 0.0, 0.0])).value == np.inf
    assert gauge(one, np.zeros(3)).value < 1e-9


@pytest.mark.parametrize("norm", ["l1", "l2"])
def test_least_is_certified_and_not_beaten(norm):
    y = rng.standard_normal(5)
    found = least(X, y, 0.2, norm)
    assert 0 <= found.gap + 1e-10 < 1e-8
    z = found.output(X)
    for step in 0.1 * rng.standard_normal((5, 5)):
        other = z + step
        assert found.value <= ((other - y) ** 2).sum() / 2 + 0.2 * gauge(X, other, norm).value + 1e-8


def test_paths_never_rise_and_are_continuous():
    y = rng.standard_normal((1, 5))
    f, best = ParallelReLU(X, y, 6, 0.1), least(X, y[0], 0.1)
    for x0 in rng.standard_normal((5, f.dim)):
        path = path_to_minimum(f, x0, best.w, best.a, samples=200)
        values = f.value(path.x)
        assert np.diff(values).max() < 1e-9 and np.isclose(values[-1], best.value, atol=1e-7)
        assert np.array_equal(path.x[0], x0) and np.abs(np.diff(path.x, axis=0)).max() < 0.5
        assert np.allclose(f.output(path.x[: path.flat]), f.output(x0), atol=1e-8)


@pytest.mark.parametrize("angle", [1e-4, 1e-8, 1e-12, 0.0])
def test_paths_from_units_that_are_almost_parallel(angle):
    y = np.random.default_rng(3).standard_normal((1, 5))
    f, best = ParallelReLU(X, y, 6, 0.1), least(X, y[0], 0.1)
    for seed in range(4):
        local = np.random.default_rng(seed)
        w, a = local.standard_normal((6, 2)), local.standard_normal(6)
        w[3:5], a[3:5] = w[:2] + angle * local.standard_normal((2, 2)), a[:2]
        values = f.value(path_to_minimum(f, f.point(w, a), best.w, best.a).x)
        assert np.diff(values).max() < 1e-9 and np.isclose(values[-1], best.value, atol=1e-7)


def test_vertex_path_uses_few_units():
    A, cost = rng.standard_normal((3, 9)), np.ones(9)
    c0, c1 = np.repeat([1.0, 0.0], [6, 3]), np.repeat([0.0, 1.0], [6, 3])
    corners, flat = vertex_path(A, cost, c0, c1)
    assert (corners >= 0).all() and ((corners[flat - 1 :] > 0).sum(axis=1) <= 3).all()
    assert np.allclose(A @ corners[-1], A @ c1) and np.allclose(A @ corners[flat - 1], A @ c0)
    assert corners[-1].sum() <= 3 + 1e-9


@pytest.mark.parametrize("call, message", [
    (lambda: ParallelReLU(X, np.ones((1, 4)), 2, 0.1), "as many columns"),
    (lambda: ParallelReLU(X, np.ones((1, 5)), 0, 0.1), "r must be"),
    (lambda: gauge(X, np.ones(4)), "y must have shape"),
    (lambda: gauge(X, np.ones(5), "l3"), "norm must be"),
    (lambda: least(X, np.ones(5), -1.0), "lam must be"),
    (lambda: patterns(np.ones((2, 3))), "rank"),
    (lambda: patterns(np.array([[1.0, 2, 0], [1, 2, 1]])), "general position"),
    (lambda: path_to_minimum(ParallelReLU(X, np.ones((1, 5)), 5, 1.0), np.zeros(15), np.ones((1, 2)), np.ones(1)),
     "r must be more"),
])
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_rational_gauge_is_the_linear_program():
    from landscapes.rational_gauge import rational_gauge

    for z in ((1, 2), (-1, 3), (2, -1)):
        value, units, g = rational_gauge([[1, -2], [3, 1]], z)
        assert value == g[0] * z[0] + g[1] * z[1] == sum(units.values()) and len(units) <= 2
        assert np.isclose(float(value), gauge(np.array([[1.0, -2], [3, 1]]), np.array(z, float), "l1").value)
    assert rational_gauge([[1, 0], [0, 0]], (1, 1)) is None
    with pytest.raises(ValueError, match="two rows"):
        rational_gauge([[1, 2, 3]], (1, 1))
