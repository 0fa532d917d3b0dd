"""The risks of the convolutional networks of part 4, against sampling, each other and their own derivatives."""

import numpy as np
import pytest

from landscapes.differences import gradient_error, hvp_error, taylor_slopes
from landscapes.kernels import angle as checked_angle
from landscapes.objective import hessian
from landscapes.relu import NoOverlapConvNet, OverlapConvNet
from landscapes.relu_kernel import angle, relu_kernel, relu_kernel_grad

NETS = [
    NoOverlapConvNet(np.array([1.0, -2.0, 0.5]), 4),
    NoOverlapConvNet(np.array([1.5]), 3),
    OverlapConvNet(np.array([-1.0, 1.0]), 4),
    OverlapConvNet(np.array([1.0, 0.3, -0.7, 2.0, 0.1]), 6, stride=2),
    OverlapConvNet(np.array([1.0, -2.0, 0.5]), 2, stride=3),
]


def sampled_risk(net, w, stride, rng, n=400_000):
    """E(f(x; w) − f(x; w*))² from samples of x, with its standard error."""
    x = rng.standard_normal((n, net.dim + (net.k - 1) * stride))
    parts = np.stack([x[:, i * stride : i * stride + net.dim] for i in range(net.k)], axis=1)
    error = (np.maximum(parts @ w, 0) - np.maximum(parts @ net.target, 0)).mean(axis=1) ** 2
    return error.mean(), error.std() / np.sqrt(n)


@pytest.mark.parametrize("net", NETS, ids=lambda net: f"{type(net).__name__}-{net.dim}-{net.k}")
def test_value_is_the_risk_of_sampled_inputs(net):
    rng = np.random.default_rng(0)
    w = rng.standard_normal(net.dim)
    mean, error = sampled_risk(net, w, getattr(net, "stride", net.dim), rng)
    assert abs(net.value(w) - mean) < 4 * error < 0.1 * mean


@pytest.mark.parametrize("net", NETS, ids=lambda net: f"{type(net).__name__}-{net.dim}-{net.k}")
def test_derivatives(net):
    rng = np.random.default_rng(1)
    x = rng.standard_normal((7, net.dim))
    assert gradient_error(net, x, rng=rng) < 1e-8
    assert hvp_error(net, x, rng=rng) < 1e-7
    slopes = taylor_slopes(net, x[0], rng=rng)
    assert slopes.first > 1.9 and slopes.second > 2.9


@pytest.mark.parametrize("net", NETS, ids=lambda net: f"{type(net).__name__}-{net.dim}-{net.k}")
def test_batch_equals_loop_and_target_is_a_minimum(net):
    rng = np.random.default_rng(2)
    x, v = rng.standard_normal((2, 4, 3, net.dim))
    assert np.allclose(net.value(x)[2, 1], net.value(x[2, 1]), rtol=1e-14)
    assert np.allclose(net.grad(x)[2, 1], net.grad(x[2, 1]), rtol=1e-13)
    assert np.allclose(net.hvp(x, v)[2, 1], net.hvp(x[2, 1], v[2, 1]), rtol=1e-13)
    assert abs(net.value(net.target)) < 1e-15 * net.target @ net.target
    assert np.abs(net.grad(net.target)).max() < 1e-15 * np.abs(net.target).max() * 10
    assert np.linalg.eigvalsh(hessian(net, net.target)).min() > 0


def test_no_overlap_is_overlap_with_a_stride_of_the_filter():
    rng = np.random.default_rng(3)
    star, w, v = rng.standard_normal((3, 4))
    one, two = NoOverlapConvNet(star, 5), OverlapConvNet(star, 5, stride=4)
    assert np.isclose(one.value(w), two.value(w), rtol=1e-13)
    assert np.allclose(one.grad(w), two.grad(w), rtol=1e-12)
    assert np.allclose(one.hvp(w, v), two.hvp(w, v), rtol=1e-12)


def test_plane_repeats_gradient_descent_in_two_numbers():
    rng = np.random.default_rng(4)
    net = NoOverlapConvNet(rng.standard_normal(30), 7)
    w = rng.standard_normal((50, 30))
    flat, y = net.plane(w)
    assert np.allclose(flat.value(y), net.value(w), rtol=1e-12)
    for _ in range(200):
        w, y = w - 0.5 * net.grad(w), y - 0.5 * flat.grad(y)
    assert np.allclose(net.plane(w)[1], np.abs(y) * np.sign([1, 1]) * np.sign(y), atol=1e-9)


def test_nothing_is_nan_on_the_line_of_the_target():
    net, wide = NoOverlapConvNet(np.array([1.0, 1.0]), 10), OverlapConvNet(np.array([-1.0, 1.0]), 4)
    for f in (net, wide):
        for t in (1.0, 2.0, -1.0, 1e-8, -1e-8, 1 + 1e-15):
            w = t * f.target
            assert np.isfinite([f.value(w), *f.grad(w), *f.hvp(w, np.array([1.0, 0.5]))]).all()


def test_angle_is_that_of_the_kernels():
    rng = np.random.default_rng(5)
    u = rng.standard_normal((200, 6))
    v = u * rng.choice([-1, 1], (200, 1)) + 10.0 ** rng.uniform(-16, 1, (200, 1)) * rng.standard_normal((200, 6))
    assert np.abs(angle(u, v) - checked_angle(u, v)).max() < 2e-15


def test_zero_vector():
    star = np.array([3.0, 4.0])
    assert relu_kernel(np.zeros(2), star) == 0
    assert np.allclose(relu_kernel_grad(np.zeros(2), star), star / 4)
    net = NoOverlapConvNet(star, 3)
    circle = 1e-9 * np.stack([np.cos(t := np.arange(360) * np.pi / 180), np.sin(t)], axis=-1)
    assert np.allclose(net.grad(np.zeros(2)), net.grad(circle).mean(axis=0), atol=1e-8)


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: NoOverlapConvNet(np.ones((2, 2)), 3), "target"),
        (lambda: NoOverlapConvNet(np.array([1.0, np.nan]), 3), "target"),
        (lambda: NoOverlapConvNet(np.ones(2), 0), "k"),
        (lambda: OverlapConvNet(np.ones(2), 2, stride=0), "stride"),
        (lambda: NoOverlapConvNet(np.zeros(2), 2).plane(np.ones(2)), "target"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
