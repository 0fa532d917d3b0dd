"""The linearized run against descent on the explicit linear model, and the paired start."""

import numpy as np
import pytest

from landscapes.lazy import lazy_run, paired
from landscapes.networks import TwoLayer

rng = np.random.default_rng(0)
X, y = rng.standard_normal((5, 3)), rng.standard_normal(5)


@pytest.mark.parametrize("activation", ["relu", "softplus"])
def test_both_runs_are_descent(activation):
    f, start = paired(np.random.default_rng(1), X, y, 12, activation)
    run, J = lazy_run(f, start, 0.3, 6), f.features(start)
    x, u = start, np.zeros(f.dim)
    for t in range(7):
        assert np.allclose(run.network[t], f.predict(x)) and np.allclose(run.linear[t], f.predict(start) + J @ u)
        assert np.isclose(run.moved[t], np.linalg.norm(x - start)) and np.isclose(run.linear_moved[t], np.linalg.norm(u))
        x, u = x - 0.3 * f.grad(x), u - 0.3 * J.T @ (f.predict(start) + J @ u - y) / 5
    assert np.allclose(run.kernel, J @ J.T) and run.start == np.linalg.norm(start)
    assert np.isclose(run.gap, max(np.linalg.norm(a - b) for a, b in zip(run.network, run.linear)) / 5**0.5)


def test_linear_activation_has_no_gap():
    f, start = paired(np.random.default_rng(2), X, y, 8, "linear")
    assert lazy_run(f, start, 0.2, 20).gap < 1e-12


def test_paired_start_predicts_zero():
    f, start = paired(np.random.default_rng(3), X, y, 10, power=1.0)
    assert np.allclose(f.predict(start), 0, atol=1e-15) and np.allclose(abs(f.output), 0.1)


def test_bad_input():
    f, start = paired(np.random.default_rng(4), X, y, 4)
    for call, words in (
        (lambda: paired(rng, X, y, 5), "width must be even"),
        (lambda: lazy_run(f, start[None], 0.1, 3), "start must be one point"),
        (lambda: lazy_run(TwoLayer(X, y, 2), np.ones(8), 0.1, 3), "f must have fixed output weights"),
        (lambda: lazy_run(f, start, -1, 3), "step must be a positive number"),
    ):
        with pytest.raises(ValueError, match=words):
            call()
