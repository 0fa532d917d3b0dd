import numpy as np
import pytest
from scipy.stats import multivariate_normal

from landscapes.halfspaces import HalfspacePair
from landscapes.sphere import random_unit


def risk(u, v):
    """P(f(x; u) ≠ f(x; v)) from three orthant probabilities."""
    normals = np.concatenate([u, v])
    orthant = lambda rows: multivariate_normal(cov=rows @ rows.T, allow_singular=True).cdf(np.zeros(len(rows)))
    return orthant(u) + orthant(v) - 2 * orthant(normals)


def test_gradient_is_that_of_the_orthant_probabilities():
    rng = np.random.default_rng(0)
    v, u = random_unit(rng, 2, 5), random_unit(rng, 2, 5)
    along = rng.standard_normal((2, 5))
    along -= (along * u).sum(axis=1, keepdims=True) * u
    on_spheres = lambda s: (u + s * along) / np.linalg.norm(u + s * along, axis=1, keepdims=True)
    slope = (risk(on_spheres(0.02), v) - risk(on_spheres(-0.02), v)) / 0.04
    assert np.isclose((HalfspacePair(v).grad(u) * along).sum(), slope, atol=2e-3)


def test_a_batch_is_a_loop_and_the_order_of_the_normals_is_free():
    rng = np.random.default_rng(1)
    f, u = HalfspacePair(random_unit(rng, 2, 3)), random_unit(rng, 14, 3).reshape(7, 2, 3)
    assert np.allclose(f.grad(u), [f.grad(one) for one in u])
    assert np.allclose(f.grad(u[:, ::-1]), f.grad(u)[:, ::-1])
    assert np.allclose(HalfspacePair(f.teacher[::-1]).grad(u), f.grad(u))
    assert f.distance(f.teacher[::-1]) == 0


def test_a_wide_wedge_is_learned():
    f = HalfspacePair(np.array([[1.0, 0, 0], [0.8, 0.6, 0]]))
    end = f.descend(random_unit(np.random.default_rng(2), 40, 3).reshape(20, 2, 3))
    assert (f.distance(end) < 0.05).mean() > 0.9


@pytest.mark.parametrize("teacher", [np.eye(3), np.eye(3)[[0, 0]], 2 * np.eye(3)[:2]])
def test_a_teacher_that_is_no_pair_of_normals_is_refused(teacher):
    with pytest.raises(ValueError, match="^teacher "):
        HalfspacePair(teacher)
