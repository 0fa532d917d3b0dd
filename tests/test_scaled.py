"""The risk for inputs of unequal variances, against the standard one, sampling and its own derivatives."""

import numpy as np
import pytest

from landscapes.convnet import output
from landscapes.differences import gradient_error, hvp_error, taylor_slopes
from landscapes.objective import hessian
from landscapes.relu import NoOverlapConvNet
from landscapes.scaled import ScaledConvNet

SCALES = np.array([[1 / 3, 1.0], [1.0, 1 / 3]])
TWIST = ScaledConvNet(np.array([1.0, 1.0]) / np.sqrt(2), SCALES)
WIDE = ScaledConvNet(np.array([1.0, -2.0, 0.5]), np.random.default_rng(0).uniform(0.2, 2, (4, 3)))


def test_equal_scales_give_the_no_overlap_risk():
    w, v = np.random.default_rng(1).standard_normal((2, 7, 3))
    one, two = ScaledConvNet(WIDE.target, np.ones((5, 3))), NoOverlapConvNet(WIDE.target, 5)
    assert np.allclose(one.value(w), two.value(w)) and np.allclose(one.grad(w), two.grad(w))
    assert np.allclose(one.hvp(w, v), two.hvp(w, v))


def test_value_is_the_risk_of_sampled_inputs():
    rng = np.random.default_rng(2)
    x = rng.standard_normal((400_000, 12)) * WIDE.scales.ravel()
    w = rng.standard_normal(3)
    error = (output(x, w, 4) - output(x, WIDE.target, 4)) ** 2
    assert abs(error.mean() - WIDE.value(w)) < 4 * error.std() / np.sqrt(len(x)) < 0.1 * error.mean()


@pytest.mark.parametrize("f", [TWIST, WIDE], ids=["twist", "wide"])
def test_derivatives_and_batches(f):
    rng = np.random.default_rng(3)
    w, v = rng.standard_normal((2, 5, 2, f.dim))
    assert gradient_error(f, w, rng=rng) < 1e-8 and hvp_error(f, w, rng=rng) < 1e-7
    slopes = taylor_slopes(f, w[0, 0], rng=rng)
    assert slopes.first > 1.9 and slopes.second > 2.9
    assert np.allclose(f.value(w)[3, 1], f.value(w[3, 1])) and np.allclose(f.grad(w)[3, 1], f.grad(w[3, 1]))
    assert np.allclose(f.hvp(w, v)[3, 1], f.hvp(w[3, 1], v[3, 1]))
    assert abs(f.value(f.target)) < 1e-15 and np.abs(f.grad(f.target)).max() < 1e-15


def test_the_spurious_minimum():
    point = -TWIST.target / (np.pi + 1)
    assert np.abs(TWIST.grad(point)).max() < 1e-15 and TWIST.value(point) > 0.17
    assert np.allclose(np.linalg.eigvalsh(hessian(TWIST, point)), [0.121189, 0.366197], atol=1e-6)


def test_bad_input():
    with pytest.raises(ValueError, match="scales must have 2 columns"):
        ScaledConvNet(np.ones(2), np.ones((2, 3)))
    with pytest.raises(ValueError, match="scales must be positive"):
        ScaledConvNet(np.ones(2), np.array([[1.0, 0.0]]))
