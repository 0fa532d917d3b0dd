"""Networks of section 6: derivatives, batches, bad input, known minima."""

import numpy as np
import pytest
from landscapes import descent
from landscapes.differences import batch_equals_loop, hvp_symmetry, taylor_slopes
from landscapes.linear_nets import LinearNetwork
from landscapes.networks import ACTIVATIONS, TwoLayer, wide_relu_minimum
from landscapes.quadratic import MatrixSensing, QuadraticLinear

rng = np.random.default_rng(66)
X, y = rng.standard_normal((7, 3)), rng.standard_normal(7)
A = rng.standard_normal((7, 4, 4))
OBJECTIVES = {
    **{f"two layers, {name}": TwoLayer(X, y, 4, name, decay=0.1) for name in ACTIVATIONS},
    "fixed output": TwoLayer(X, y, 4, "tanh", output=rng.standard_normal(4)),
    "quadratic linear": QuadraticLinear(X, y),
    "sensing": MatrixSensing(A + A.swapaxes(1, 2), y, 2),
    "sensing, both signs": MatrixSensing(A + A.swapaxes(1, 2), y, 2, 3, decay=0.2),
    "linear, one layer": LinearNetwork(X.T, rng.standard_normal((2, 7)), ()),
    "linear, three layers": LinearNetwork(X.T, rng.standard_normal((2, 7)), (4, 1)),
    "linear, weighted": LinearNetwork(X.T, rng.standard_normal((2, 7)), (2,), weights=rng.random((2, 7))),
}


@pytest.mark.parametrize("name", OBJECTIVES)
def test_derivatives(name):
    f = OBJECTIVES[name]
    slopes = taylor_slopes(f, rng.standard_normal(f.dim), rng=rng)
    assert slopes.first > 1.9 and slopes.second > 2.9
    assert hvp_symmetry(f, rng.standard_normal(f.dim), rng=rng) < 1e-10
    assert batch_equals_loop(f, rng.standard_normal((2, 3, f.dim)), rng=rng) < 1e-12


@pytest.mark.parametrize("f", [OBJECTIVES["two layers, softplus"], OBJECTIVES["fixed output"]])
def test_features_are_the_gradient_of_the_model(f):
    x, v = rng.standard_normal((2, f.dim))
    change = (f.predict(x + 1e-5 * v) - f.predict(x - 1e-5 * v)) / 2e-5
    assert np.allclose(f.features(x) @ v, change) and f.features(np.stack([x, v])).shape == (2, 7, f.dim)
    assert f.predict(x, X[:2]) == pytest.approx(f.predict(x)[:2])


def test_the_kink_takes_the_derivative_from_the_left():
    assert ACTIVATIONS["relu"][1](np.array([-1.0, 0.0, 1.0])).tolist() == [0, 0, 1]


@pytest.mark.parametrize("widths", [(), (2,), (1, 3), (5, 5)])
def test_descent_on_a_linear_network_finds_the_closed_form(widths):
    f = LinearNetwork(X.T, rng.standard_normal((3, 7)), widths)
    end = descent.gradient_descent(f, 0.5 * rng.standard_normal((4, f.dim)), step=0.005, tol=1e-6, certify=False)
    assert np.allclose(end.value, f.minimum(), atol=1e-6)


def test_the_minimum_does_not_need_independent_rows():
    thin = np.vstack([X.T, X.T[:1]])
    Y = rng.standard_normal((2, 7))
    assert LinearNetwork(thin, Y, (2,)).minimum() == pytest.approx(LinearNetwork(X.T, Y, (2,)).minimum())


def test_sensing_with_squares_is_the_network_with_quadratic_activation():
    net = TwoLayer(X, y, 3, "quadratic", output=[1.0, 1.0, -1.0])
    sensing = MatrixSensing(X[:, :, None] * X[:, None, :], y, 2, 1)
    W = rng.standard_normal((3, 3))
    assert sensing.value(W.T.ravel()) == pytest.approx(net.value(W.ravel()))


def test_no_network_is_below_the_infinitely_wide_one():
    inputs = rng.standard_normal((12, 2))
    labels = np.sin(2 * inputs[:, 0])
    f = TwoLayer(inputs, labels, 30, decay=0.05)
    end = descent.gradient_descent(f, rng.standard_normal((4, f.dim)), step=0.1, max_iter=3000, certify=False)
    least = wide_relu_minimum(inputs, labels, 0.05)
    assert (end.value > least - 1e-4).all() and end.value.min() < least + 2e-2


def test_the_least_risk_of_one_example_is_that_of_one_unit_along_it():
    r, label, decay = 2.0, 1.5, 0.3   # min over c of ½(rc − y)² + decay c, at c = (y − decay/r)/r
    assert wide_relu_minimum([[r, 0.0]], [label], decay) == pytest.approx(decay * label / r - decay**2 / (2 * r**2), rel=1e-7)
    assert wide_relu_minimum([[r, 0.0]], [0.1], decay) == pytest.approx(0.1**2 / 2)   # a small label is not worth a unit


@pytest.mark.parametrize("make, message", [
    (lambda: TwoLayer(X, y[:3], 2), "y must have one label"),
    (lambda: TwoLayer(X, y, 0), "width"),
    (lambda: TwoLayer(X, y, 2, "sine"), "activation must be one of"),
    (lambda: TwoLayer(X, y, 2, output=[1.0]), "output must have shape"),
    (lambda: TwoLayer(X, y, 2, decay=-1), "decay"),
    (lambda: QuadraticLinear(X, y[:2]), "y must have shape"),
    (lambda: MatrixSensing(A, y, 2), "A must hold symmetric"),
    (lambda: MatrixSensing(A + A.swapaxes(1, 2), y[:2], 2), "y must have shape"),
    (lambda: MatrixSensing(A + A.swapaxes(1, 2), y, 0), "r must be"),
    (lambda: LinearNetwork(X.T, np.ones((2, 3)), (1,)), "as many columns"),
    (lambda: LinearNetwork(X.T, np.ones((2, 7)), (0,)), "widths"),
    (lambda: LinearNetwork(X.T, np.ones((2, 7)), (1,), weights=-1.0), "weights must be nonnegative"),
    (lambda: LinearNetwork(X.T, np.ones((2, 7)), (1,), weights=2.0).minimum(), "weights must be 1"),
    (lambda: wide_relu_minimum(X, y, 0.1), r"X must have shape \(n, 2\)"),
])
def test_bad_input(make, message):
    with pytest.raises(ValueError, match=message):
        make()
