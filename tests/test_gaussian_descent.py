"""Descent in the plane of w and w* is descent, and its closed forms are those of the risk."""

import numpy as np
import pytest

from landscapes import NoOverlapConvNet, gradient_descent
from landscapes.gaussian_descent import coefficients, descend_in_plane, norm_floor, pull, spectrum, trace_in_plane
from landscapes.objective import hessian, norm
from landscapes.sphere import random_unit


@pytest.mark.parametrize("step", [0.7, 1.95])
@pytest.mark.parametrize("m, k, length", [(1, 1, 1.0), (1, 4, 2.0), (2, 1, 0.5), (3, 7, 1.0), (10, 3, 3.0)])
def test_it_is_the_generic_iteration(m, k, length, step, rng=np.random.default_rng(1)):
    f = NoOverlapConvNet(length * random_unit(rng, m), k)
    starts = random_unit(rng, 5, 4, m)
    w = starts
    for _ in range(9):
        w = w - step * f.grad(w)
    np.testing.assert_allclose(descend_in_plane(f, starts, step, steps=9), w, rtol=1e-11, atol=1e-13)
    path = trace_in_plane(f, f.plane(starts)[1].reshape(-1, 2), step, steps=9)
    assert path.shape == (10, 20, 2)
    path = np.abs(path * [0, 1]) + path * [1, 0]  # the side of the line of w* is kept
    np.testing.assert_allclose(path[-1], f.plane(w)[1].reshape(-1, 2), rtol=1e-11, atol=1e-13)


def test_it_ends_where_the_solver_ends():
    f = NoOverlapConvNet(random_unit(np.random.default_rng(2), 6), 4)
    starts = random_unit(np.random.default_rng(3), 50, 6)
    run = gradient_descent(f, starts, 0.9, tol=1e-12, max_iter=2000)
    np.testing.assert_allclose(descend_in_plane(f, starts, 0.9, steps=2000), run.x, atol=1e-9)


def test_on_the_line_of_the_target_nothing_is_lost():
    f = NoOverlapConvNet(np.array([0.6, 0.8]), 5)
    starts = np.array([2 * f.target, -f.target, 0 * f.target])
    w = starts
    for _ in range(400):
        w = w - 0.5 * f.grad(w)
    ends = descend_in_plane(f, starts, 0.5, steps=400)
    np.testing.assert_allclose(ends, w, atol=1e-12)
    np.testing.assert_allclose(ends, np.array([[1], [-f.beta / f.gamma], [1]]) * f.target, atol=1e-12)


def test_more_starts_than_one_pass_holds(monkeypatch):
    from landscapes import gaussian_descent

    f, starts = NoOverlapConvNet(np.ones(3), 2), random_unit(np.random.default_rng(4), 100, 3)
    whole = descend_in_plane(f, starts, 0.5, steps=20)
    monkeypatch.setattr(gaussian_descent, "CHUNK", 7)
    np.testing.assert_array_equal(descend_in_plane(f, starts, 0.5, steps=20), whole)


def test_the_closed_forms():
    rng = np.random.default_rng(5)
    f = NoOverlapConvNet(1.7 * random_unit(rng, 5), 3)
    for w in rng.standard_normal((20, 5)):
        _, (p, q) = f.plane(w)
        r, theta = np.hypot(p, q), np.arctan2(q, p)
        c1, c2 = coefficients(f, r, theta)
        np.testing.assert_allclose(f.grad(w), -c1 * w - c2 * f.target, atol=1e-13)
        along, across, other = spectrum(f, r, theta)
        np.testing.assert_allclose(np.linalg.eigvalsh(hessian(f, w)), np.sort([along, across, other, other, other]), atol=1e-12)
    assert spectrum(f, np.ones(4), np.ones(4)).shape == (4, 3)
    np.testing.assert_allclose(pull(np.array([0, np.pi / 2, np.pi])), [np.pi, 1, 0], atol=1e-15)


def test_no_iterate_is_shorter_than_the_floor():
    for k in (1, 2, 9):
        f = NoOverlapConvNet(np.array([1.0, 0.0]), k)
        starts = f.plane(random_unit(np.random.default_rng(k), 500, 2))[1]
        path = trace_in_plane(f, starts, 0.95, steps=200)
        floor = norm_floor(f, norm(starts), np.arctan2(starts[:, 1], starts[:, 0]))
        assert (norm(path) >= floor * (1 - 1e-12)).all()


def test_bad_input():
    f = NoOverlapConvNet(np.ones(3), 2)
    with pytest.raises(ValueError, match="w0"):
        descend_in_plane(f, np.ones((4, 2)), 0.5, steps=3)
    with pytest.raises(ValueError, match="step"):
        descend_in_plane(f, np.ones((4, 3)), -0.5, steps=3)
    with pytest.raises(ValueError, match="steps"):
        descend_in_plane(f, np.ones((4, 3)), 0.5, steps=0)
    with pytest.raises(ValueError, match="target"):
        descend_in_plane(NoOverlapConvNet(np.zeros(3), 2), np.ones((4, 3)), 0.5, steps=3)
