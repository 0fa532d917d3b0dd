"""Angles, arc-cosine kernels and tangent kernels against high precision, quadrature and the Jacobian itself."""

import numpy as np
import pytest
from mpmath import mp, mpf

from landscapes import kernels
from landscapes.kernels import angle, arc_cosine, finite_tangent_kernel, tangent_kernel
from landscapes.networks import TwoLayer


def exact_angle(u, v):
    """The angle with 60 digits, of the floats as they are."""
    with mp.workdps(60):
        u, v = [mpf(float(t)) for t in u], [mpf(float(t)) for t in v]
        inner = sum(a * b for a, b in zip(u, v))
        cross = sum((a * y - b * x) ** 2 for i, (a, x) in enumerate(zip(u, v)) for b, y in list(zip(u, v))[:i])
        return mp.atan2(mp.sqrt(cross), inner)


@pytest.mark.parametrize("gap", [0, 1e-300, 1e-20, 1e-15, 1e-9, 1e-8, 1e-4, 0.1, 0.7, 0.9, 1.3])
@pytest.mark.parametrize("d", [2, 3, 17])
def test_angle_is_exact_near_zero_and_pi(gap, d, rng=np.random.default_rng(0)):
    for _ in range(10):
        u, w = rng.standard_normal((2, d))
        v = (u + gap * w) * rng.uniform(0.1, 10)
        for sign in (1, -1):
            assert abs(float(angle(u, sign * v) - exact_angle(u, sign * v))) <= 1e-15


def test_angle_in_the_plane_keeps_relative_accuracy():
    assert angle([1, 0], [1, 1e-200]) == 1e-200
    assert angle([3e200, 0], [0, 1e-200]) == np.pi / 2
    assert angle([1e-310, 0], [-1e300, 0]) == np.pi


def test_angle_of_batches_and_bad_input(rng=np.random.default_rng(1)):
    u, v = rng.standard_normal((4, 3, 5)), rng.standard_normal((3, 5))
    assert angle(u, v).shape == (4, 3)
    assert angle(u, v)[2, 1] == angle(u[2, 1], v[1])
    with pytest.raises(ValueError, match="zero vector"):
        angle(u, 0 * v)
    with pytest.raises(ValueError, match="as long as"):
        angle([1.0, 2.0], [1.0])


def exact_kernel(x, z, layers):
    with mp.workdps(50):
        theta = exact_angle(x, z)
        x, z = [mpf(float(t)) for t in x], [mpf(float(t)) for t in z]
        inner = sum(a * b for a, b in zip(x, z))
        norms = mp.sqrt(sum(a * a for a in x) * sum(b * b for b in z))
        hidden = inner * (mp.pi - theta) / (2 * mp.pi)
        output = (norms * mp.sin(theta) + (mp.pi - theta) * inner) / (2 * mp.pi)
        return {"hidden": hidden, "output": output, "both": hidden + output}[layers]


@pytest.mark.parametrize("layers", kernels.LAYERS)
def test_analytic_kernel_to_the_last_digit(layers, rng=np.random.default_rng(2)):
    X = rng.standard_normal((14, 6))
    X[1], X[2], X[3], X[4] = X[0] + 1e-9 * X[5], -X[0], 1e-4 * X[6] - X[0], 0.3 * X[5] + X[0]
    X /= np.linalg.norm(X, axis=1)[:, None]
    exact = [[exact_kernel(x, z, layers) for z in X] for x in X]
    K = tangent_kernel(X, layers=layers)
    assert max(abs(float(K[i, j] - exact[i][j])) for i in range(14) for j in range(14)) <= 1e-15
    assert (K == K.T).all()
    assert np.abs(tangent_kernel(X, X.copy(), layers) - K).max() <= 1e-15
    assert np.abs(np.diag(K) - (X**2).sum(axis=1) * (1 if layers == "both" else 0.5)).max() <= 4.5e-16


def test_arc_cosine_kernels_are_expectations(rng=np.random.default_rng(3)):
    X = rng.standard_normal((5, 2))
    t = 2 * np.pi * (np.arange(200_000) + 0.5) / 200_000  # w = r(cos t, sin t), E r² = 2
    S = X @ np.array([np.cos(t), np.sin(t)])
    P, R = (S > 0).astype(float), np.maximum(S, 0)
    assert np.allclose(arc_cosine(0, X), P @ P.T / t.size, atol=2e-5)
    assert np.allclose(arc_cosine(1, X), 2 * R @ R.T / t.size, atol=1e-8)


def test_zero_inputs_have_zero_kernels(rng=np.random.default_rng(4)):
    X = rng.standard_normal((3, 4)) * [[1], [0], [1]]
    for K in (arc_cosine(0, X), arc_cosine(1, X), tangent_kernel(X, layers="both")):
        assert (K[1] == 0).all() and (K[:, 1] == 0).all() and np.isfinite(K).all()


@pytest.mark.parametrize("activation", ["relu", "tanh", "softplus"])
@pytest.mark.parametrize("signs", [True, False])
@pytest.mark.parametrize("block", [40, 2**20])
def test_finite_kernel_is_the_product_of_jacobians(activation, signs, block, monkeypatch):
    monkeypatch.setattr(kernels, "BLOCK", block)
    rng = np.random.default_rng(5)
    X, W = rng.standard_normal((6, 3)), rng.standard_normal((23, 3))
    a = rng.choice([-0.5, 0.5], 23) if signs else rng.standard_normal(23)
    f = TwoLayer(X, np.zeros(6), 23, activation)
    J = f.features(np.concatenate([W.ravel(), a]))
    parts = {"hidden": J[:, :69], "output": J[:, 69:], "both": J}
    for layers, part in parts.items():
        K = finite_tangent_kernel(W, a, X, layers=layers, scale=0.3, activation=activation)
        assert np.allclose(K, 0.09 * part @ part.T, rtol=1e-12, atol=1e-14)
        cross = finite_tangent_kernel(W, a, X[:2], X[2:], layers=layers, scale=0.3, activation=activation)
        assert np.allclose(cross, K[:2, 2:], rtol=1e-12, atol=1e-14)


def test_finite_kernel_approaches_the_analytic_one(rng=np.random.default_rng(6)):
    X, m = rng.standard_normal((8, 4)) / 2, 40_000
    W, a = rng.standard_normal((m, 4)), rng.choice([-1.0, 1.0], m)
    for layers in kernels.LAYERS:
        K = finite_tangent_kernel(W, a, X, layers=layers, scale=m**-0.5)
        assert np.abs(K - tangent_kernel(X, layers=layers)).max() < 0.05


def test_analytic_kernel_in_blocks(monkeypatch, rng=np.random.default_rng(7)):
    X = rng.standard_normal((9, 2))
    K = tangent_kernel(X, layers="both")
    monkeypatch.setattr(kernels, "BLOCK", 100)
    assert np.abs(tangent_kernel(X, layers="both") - K).max() <= 1e-14


def test_bad_input():
    X, W = np.ones((2, 3)), np.ones((4, 3))
    for call, words in (
        (lambda: arc_cosine(2, X), "degree must be 0 or 1, got 2"),
        (lambda: tangent_kernel(X, layers="first"), "layers must be one of"),
        (lambda: tangent_kernel(X, np.ones((2, 2))), r"Z must have shape \(k, 3\)"),
        (lambda: finite_tangent_kernel(W, np.ones(3), X), "one weight for each row"),
        (lambda: finite_tangent_kernel(W[:, :2], np.ones(4), X), r"W must have shape \(m, 3\)"),
        (lambda: finite_tangent_kernel(W, np.ones(4), X, activation="sine"), "activation must be one of"),
        (lambda: finite_tangent_kernel(W, np.ones(4), X, scale=0), "scale must be a positive number"),
        (lambda: tangent_kernel(X * np.nan), "X must be finite"),
    ):
        with pytest.raises(ValueError, match=words):
            call()
