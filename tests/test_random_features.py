"""Random features and the training of hidden layers: against loops, finite differences and data with known answers."""

import numpy as np
import pytest

from landscapes.networks import TwoLayer
from landscapes.random_features import (
    alpha_squared, enough_units, features, fit_hidden, full_rank, jacobian_rank, random_run, sphere, truncation,
)

rng = np.random.default_rng(0)


def test_features_batch_equals_loop():
    W, X = rng.standard_normal((3, 5, 2)), rng.standard_normal((3, 4, 2))
    Phi = features(W, X)
    assert Phi.shape == (3, 5, 4)
    for r in range(3):
        assert np.allclose(Phi[r], [[max(w @ x, 0) for x in X[r]] for w in W[r]])


def test_alpha_squared_known_cases():
    assert np.isclose(alpha_squared([[1.0, 0.0]]), 0.5)
    assert np.isclose(alpha_squared([[1.0, 0.0], [-1.0, 0.0]]), 0.5)  # no unit sees both
    half = np.array([[1, 0], [0, 1], [0.6, 0.8]])
    assert alpha_squared(np.vstack([half, -half])) == 0
    assert alpha_squared([[1.0, 0.0], [2.0, 0.0]]) == 0


def test_alpha_squared_is_the_mean_of_the_features():
    X = sphere(np.random.default_rng(1), 4, 3)
    Phi = features(np.random.default_rng(2).standard_normal((400_000, 3)), X)
    assert abs(np.linalg.eigvalsh(Phi.T @ Phi / len(Phi))[0] - alpha_squared(X)) < 0.01


def test_truncation_and_units():
    for n, a in ((2, 0.5), (50, 0.04)):
        d = truncation(n, a)
        assert np.sqrt(3) * n * np.exp(-((d - 1) ** 2) / 4) <= a / 2
        failure = n * np.exp(-(1 - np.log(2)) / 4 * enough_units(n, a) * a / (d**2 * n))
        assert failure <= n**-100.0


def test_full_rank():
    assert full_rank(np.eye(3)).tolist() is True
    assert full_rank(np.array([np.eye(2), np.ones((2, 2))])).tolist() == [True, False]
    assert not full_rank(np.ones((1, 2)))  # k < n


def test_gram_is_that_of_the_jacobian():
    """One undamped step solves a linear network of one layer."""
    X, W = rng.standard_normal((6, 4, 5)), rng.standard_normal((6, 3, 5))
    end = fit_hidden(X, rng.standard_normal((6, 4)), [W], np.array([1.0, -2.0, 0.5]), "linear", steps=40, tol=1e-8)
    assert end.fits.all()


@pytest.mark.parametrize("activation", ["tanh", "softplus"])
def test_step_is_gauss_newton(activation):
    """The first step against the explicit Jacobian of TwoLayer."""
    X, y, W, v = rng.standard_normal((4, 3)), rng.standard_normal(4), rng.standard_normal((5, 3)), np.resize([1.0, -1], 5)
    J = TwoLayer(X, y, 5, activation, output=v).features(W.ravel())
    r = TwoLayer(X, y, 5, activation, output=v).predict(W.ravel()) - y
    K = J @ J.T
    new = W.ravel() - J.T @ np.linalg.solve(K + 1e-2 * np.trace(K) / 4 * np.eye(4), r)
    expected = TwoLayer(X, y, 5, activation, output=v).predict(new) - y
    end = fit_hidden(X, y, [W], v, activation, steps=1, tol=1e-12)
    accepted = (expected**2).sum() < 1.5 * (r**2).sum()
    assert np.allclose(end.residual, expected if accepted else r)


def test_deep_gradients():
    """Two hidden layers: K = JJᵀ from back-propagation equals that of differences."""
    from landscapes.random_features import _backward, _forward, _gram

    X, y, v, h = rng.standard_normal((3, 2)), np.zeros(3), np.array([1.0, -1.0]), 1e-6
    W = [rng.standard_normal((4, 2)), rng.standard_normal((2, 4))]
    z, _ = _forward(X, y, W, v, np.tanh)
    delta = _backward(W, v, z, lambda t: 1 - np.tanh(t) ** 2)
    K = sum(_gram(d) * _gram(a) for d, a in zip(delta, [X, np.tanh(z[0])]))
    columns = []
    for l in range(2):
        for place in np.ndindex(W[l].shape):
            shifted = [[w.copy() for w in W] for _ in range(2)]
            shifted[0][l][place] += h
            shifted[1][l][place] -= h
            a, b = (_forward(X, y, w, v, np.tanh)[1] for w in shifted)
            columns.append((a - b) / (2 * h))
    J = np.array(columns).T
    assert np.allclose(K, J @ J.T, atol=1e-7)


def test_batch_equals_loop():
    X, y = sphere(rng, 3, 4, 3), rng.choice([-1.0, 1.0], (3, 4))
    W, v = rng.standard_normal((3, 6, 3)), np.resize([0.3, -0.3], 6)
    together = fit_hidden(X, y, [W], v, "softplus", steps=15)
    for r in range(3):
        alone = fit_hidden(X[r], y[r], [W[r]], v, "softplus", steps=15)
        assert np.allclose(together.residual[r], alone.residual) and together.fits[r] == alone.fits


def test_degrees_of_freedom():
    fits = lambda n, activation: random_run(np.random.default_rng(3), n, (6,), 4, 6, activation, size=1.0).fits
    assert fits(14, "softplus").mean() > 0.8 and not fits(28, "softplus").any()
    assert fits(10, "quadratic").any() and not fits(11, "quadratic").any()
    X, W, v = sphere(rng, 20, 4), rng.standard_normal((6, 4)), np.resize([1.0, -1.0], 6)
    assert [jacobian_rank(X, W, v, name) for name in ("tanh", "quadratic", "linear")] == [20, 10, 4]


def test_bad_input():
    for call, words in (
        (lambda: features(np.ones((2, 3)), np.ones((2, 4))), "W must have rows as long"),
        (lambda: features(np.ones((2, 3)), np.ones((2, 3)), "sine"), "activation must be one of"),
        (lambda: full_rank(np.ones(3)), "Phi must have shape"),
        (lambda: enough_units(5, 0.0), "alpha2 must be a positive number"),
        (lambda: fit_hidden(np.ones((2, 3)), np.ones(3), [np.ones((4, 3))], np.ones(4)), "y must have one label"),
        (lambda: fit_hidden(np.ones((2, 3)), np.ones(2), [np.ones((4, 2))], np.ones(4)), "weights must map 3 inputs"),
    ):
        with pytest.raises(ValueError, match=words):
            call()
