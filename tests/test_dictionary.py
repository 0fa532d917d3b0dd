"""Dictionary learning on the sphere: derivatives, batches, bad input, bounds of the surrogate, known minima."""

import numpy as np
import pytest
from landscapes import descent
from landscapes.dictionary import SparsestDirection, nearest_atom, orthogonal, sparse_codes
from landscapes.differences import batch_equals_loop, gradient_error, hvp_error, hvp_symmetry, taylor_slopes
from landscapes.landscape import Kind, classify
from landscapes.sphere import OnSphere, random_unit

rng = np.random.default_rng(32)
A = orthogonal(rng, 4)
f = SparsestDirection(sparse_codes(rng, 600, 4, 0.3) @ A.T, mu=0.2)


@pytest.mark.parametrize("g", [f, OnSphere(f)])
def test_derivatives(g):
    x = random_unit(rng, 3, 4)
    slopes = taylor_slopes(g, x[0], rng=rng)
    assert slopes.first > 1.9 and slopes.second > 2.9
    assert gradient_error(g, x, rng=rng) < 1e-7 and hvp_error(g, x, rng=rng) < 1e-7
    assert hvp_symmetry(g, x, rng=rng) < 1e-10 and batch_equals_loop(g, x, rng=rng) < 1e-12


def test_surrogate_lies_below_the_absolute_value():
    x = 5 * random_unit(rng, 50, 4)
    absolute = np.abs(x @ f.Y.T).mean(axis=-1)
    assert (f.value(x) <= absolute).all() and (f.value(x) >= absolute - 0.2 * np.log(2)).all()
    assert np.isfinite(f.value(1e6 * x)).all()


def test_identity_codes_have_the_axes_as_minima():
    g = OnSphere(SparsestDirection(np.eye(3), mu=0.1))
    for axis in np.eye(3):
        assert classify(g, axis) is Kind.LOCAL_MINIMUM
    assert classify(g, np.ones(3) / np.sqrt(3)) is Kind.LOCAL_MAXIMUM


def test_descent_finds_atoms():
    end = descent.gradient_descent(OnSphere(f), random_unit(rng, 40, 4), step=0.1, tol=1e-6)
    atom, sine = nearest_atom(end.x, A)
    assert end.success.all() and sine.max() < 0.15 and set(atom) == {0, 1, 2, 3}


def test_helpers():
    assert np.allclose(A @ A.T, np.eye(4))
    codes = sparse_codes(rng, 4000, 5, 0.25)
    assert abs((codes != 0).mean() - 0.25) < 0.02
    index, sine = nearest_atom(A.T, A)
    assert (index == np.arange(4)).all() and sine.max() < 1e-7


@pytest.mark.parametrize("make, word", [
    (lambda: SparsestDirection(np.ones(3)), "axes"), (lambda: SparsestDirection(np.ones((2, 3)), mu=0.0), "positive"),
    (lambda: SparsestDirection(np.full((2, 3), np.nan)), "finite"), (lambda: sparse_codes(rng, 3, 3, 0.0), "density"),
    (lambda: sparse_codes(rng, 0, 3, 0.5), "integer")])
def test_bad_input(make, word):
    with pytest.raises(ValueError, match=word):
        make()
