"""Gradients from a few examples, and AdaGrad's first sums."""

import numpy as np
import pytest

from landscapes.convnet import SampledConvNet, output
from landscapes.minibatch import Minibatch
from landscapes.stochastic import adagrad


def made():
    rng = np.random.default_rng(0)
    X, star = rng.standard_normal((12, 6)), rng.standard_normal(2)
    return SampledConvNet(X, output(X, star, 3), 3), rng


def test_samples_are_unbiased_and_exact_for_the_full_batch():
    f, rng = made()
    w = rng.standard_normal((4, 2))
    assert np.allclose(Minibatch(f, 12).sample(w, rng), f.grad(w), rtol=1e-12)
    few = Minibatch(f, 5)
    mean = np.mean([few.sample(w, rng) for _ in range(20_000)], axis=0)
    assert np.abs(mean - f.grad(w)).max() < 0.02 and few.epoch == 3 and few.dim == 2
    assert np.allclose(few.value(w), f.value(w)) and np.allclose(few.hvp(w, w), f.hvp(w, w))
    same = [few.sample(w, np.random.default_rng(1)), few.sample(w[2], np.random.default_rng(1))]
    assert np.allclose(same[0][2], same[1])  # one draw of examples for all points


def test_bad_batches_are_refused():
    f, _ = made()
    with pytest.raises(ValueError, match="batch"):
        Minibatch(f, 13)
    with pytest.raises(ValueError, match="SampledConvNet"):
        Minibatch(f.grad, 3)


def test_adagrad_with_positive_first_sums():
    f, _ = made()
    w, g = np.ones(2), f.grad(np.ones(2))
    end = adagrad(f, w, 0.1, steps=1, initial=0.1, certify=False).x
    assert np.allclose(end, w - 0.1 * g / np.sqrt(0.1 + g**2), atol=1e-7)
    for bad in (-1, np.inf):
        with pytest.raises(ValueError, match="initial"):
            adagrad(f, w, 0.1, initial=bad)
