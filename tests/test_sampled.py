"""The sampled objective for sets of single entries: derivatives, batches, known minima, bad input."""

import numpy as np
import pytest

from landscapes.completion import MatrixCompletion
from landscapes.differences import batch_equals_loop, hvp_symmetry, taylor_slopes
from landscapes.observed import Observed
from landscapes.sampled import SampledPCA, deviations


def problem(d=7, p=0.5, seed=0):
    rng = np.random.default_rng(seed)
    return SampledPCA.observe(rng.standard_normal(d) / np.sqrt(d), rng.random((d, d)) < p)


def test_derivatives_and_batches():
    f, rng = problem(), np.random.default_rng(1)
    x = rng.standard_normal(7)
    slopes = taylor_slopes(f, x, rng=rng)
    assert slopes.first > 1.9 and slopes.second > 2.9
    assert hvp_symmetry(f, x, rng=rng) < 1e-12
    assert batch_equals_loop(f, rng.standard_normal((3, 2, 7)), rng=rng) < 1e-12


def test_it_is_the_sparse_objective_where_the_set_is_symmetric():
    rng = np.random.default_rng(2)
    omega, z, x = Observed.sample(8, 0.5, rng), rng.standard_normal(8), rng.standard_normal((4, 8))
    dense, sparse = SampledPCA.observe(z, omega.dense() > 0), MatrixCompletion.observe(z, omega)
    np.testing.assert_allclose(dense.value(x), sparse.value(x))
    np.testing.assert_allclose(dense.grad(x), sparse.grad(x))


def test_the_definition_entry_by_entry_and_the_known_minima():
    rng = np.random.default_rng(3)
    z, seen, x = rng.standard_normal(5), rng.random((5, 5)) < 0.5, rng.standard_normal(5)
    f = SampledPCA.observe(z, seen)
    assert f.value(x) == pytest.approx(sum((z[i] * z[j] - x[i] * x[j]) ** 2 for i, j in np.argwhere(seen)) / 2)
    assert f.value(z) == 0 and f.value(-z) == 0 and np.abs(f.grad(z)).max() < 1e-14


def test_deviations_by_either_way():
    rng = np.random.default_rng(4)
    seen, z = rng.random((450, 450)) < 0.4, np.ones(450) / np.sqrt(450)
    norm, rows = deviations(seen, z, 0.4)
    D = seen / 0.4 - 1
    assert norm == pytest.approx(np.linalg.norm(D, 2), rel=1e-3)
    assert rows == pytest.approx(max(np.abs(D.mean(axis=1)).max(), np.abs(D.mean(axis=0)).max()))
    assert deviations(np.ones((9, 9), bool), np.ones(9) / 3, 1.0) == (0.0, pytest.approx(0.0))


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="seen must be a mask"):
        SampledPCA(np.eye(3), np.ones((3, 3)))
    with pytest.raises(ValueError, match="seen must be a mask"):
        SampledPCA.observe(np.ones(3), np.ones((2, 2), bool))
    with pytest.raises(ValueError, match="p must"):
        deviations(np.ones((2, 2), bool), np.ones(2), 0.0)
