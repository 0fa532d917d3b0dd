"""Max pooling: the population risk by quadrature, and the sampled risk."""

import numpy as np
import pytest

from landscapes.differences import batch_equals_loop, gradient_error
from landscapes.maxpool import MaxPoolConvNet, SampledMaxPool, output, slope
from landscapes.relu_kernel import relu_kernel


def test_one_part_is_a_relu_and_two_have_known_ends():
    theta = np.linspace(0, np.pi, 9)
    u = np.stack([np.cos(theta), np.sin(theta)], axis=-1)
    one, two = MaxPoolConvNet([1.0, 0.0], 1), MaxPoolConvNet([1.0, 0.0], 2)
    assert np.allclose(one.kernel(theta), relu_kernel(u, np.array([1.0, 0.0])), atol=1e-8)
    assert abs(two.kernel(0.0) - 0.75 - 1 / (2 * np.pi)) < 1e-7 and abs(two.kernel(np.pi) - 1 / np.pi) < 1e-7
    assert abs(slope(0.0, 3) - 7 / 8) < 1e-4 and abs(two.kernel_slope(np.pi)) < 1e-5


def test_risk_agrees_with_a_sample_and_its_gradient_with_differences():
    rng = np.random.default_rng(0)
    windows, star = rng.standard_normal((200_000, 3, 2)), np.array([0.6, -0.8])
    sampled, risk = SampledMaxPool(windows, output(windows, star)), MaxPoolConvNet(star, 3)
    w = rng.standard_normal((4, 2))
    assert np.allclose(risk.value(w), sampled.value(w), rtol=0.02)
    assert np.allclose(risk.grad(w), sampled.grad(w), atol=0.03)
    assert gradient_error(risk, w, rng=rng) < 1e-5 and abs(risk.value(star)) < 1e-8


def test_sampled_derivatives():
    rng = np.random.default_rng(1)
    windows, star = rng.standard_normal((40, 3, 4)), rng.standard_normal(4)
    f = SampledMaxPool(windows, output(windows, star))
    by_hand = [max(0.0, *(star @ part for part in x)) for x in windows]
    assert np.allclose(output(windows, star), by_hand) and f.value(star) == 0
    w = rng.standard_normal((5, 4))
    assert gradient_error(f, w, rng=rng, step=1e-7) < 1e-5 and batch_equals_loop(f, w, rng=rng) < 1e-12


def test_bad_input():
    with pytest.raises(ValueError, match="target"):
        MaxPoolConvNet([0.0, 0.0], 2)
    with pytest.raises(ValueError, match="y must"):
        SampledMaxPool(np.ones((3, 2, 2)), np.ones(2))
