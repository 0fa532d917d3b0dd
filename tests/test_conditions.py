"""The functions that tell the conditions of section 2.2 apart: derivatives, constants, minima."""

import numpy as np
import pytest
from landscapes import landscape
from landscapes.conditions import FlatBowl, Needle, TwistedBowl
from landscapes.differences import batch_equals_loop, hvp_symmetry, taylor_slopes

OBJECTIVES = {"flat": FlatBowl(3), "twisted": TwistedBowl(), "needle": Needle(np.array([0.5, -1.0, 0.2]), 0.8)}


@pytest.mark.parametrize("name", OBJECTIVES)
def test_derivatives(name):
    f, rng = OBJECTIVES[name], np.random.default_rng(5)
    slopes = taylor_slopes(f, rng.standard_normal(f.dim), rng=rng)
    assert slopes.first > 1.9 and slopes.second > 2.9
    assert hvp_symmetry(f, rng.standard_normal(f.dim), rng=rng) < 1e-10
    assert batch_equals_loop(f, rng.standard_normal((2, 3, f.dim)), rng=rng) < 1e-12


def test_the_flat_bowl_is_convex_with_its_constant():
    low, high = landscape.extreme_eigenvalues(FlatBowl(1), np.linspace(-5, 5, 1001)[:, None])
    assert low.min() >= 0 and 2.49 < high.max() <= 2.5


def test_the_twisted_bowl_keeps_its_condition_and_loses_the_other():
    f, x = TwistedBowl(), 4 * np.random.default_rng(6).standard_normal((20_000, 2))
    assert ((f.grad(x) ** 2).sum(axis=-1) >= f.value(x) / 6).all()
    assert ((f.grad(x) * x).sum(axis=-1) < 0).any()
    assert np.allclose(f.grad(np.zeros(2)), 0) and np.allclose(f.hvp(np.zeros(2), np.array([1.0, 1.0])), [1, 4])
    assert np.abs(landscape.extreme_eigenvalues(f, x)).max() < f.smoothness == 57.25
    x = 0.5 * x
    assert ((TwistedBowl(1.3).grad(x) * x).sum(axis=-1) > 0).all()


def test_the_needle_vanishes_far_away():
    f = OBJECTIVES["needle"]
    assert np.allclose(f.grad(f.a), 0) and f.value(f.a) == 0
    assert np.linalg.norm(f.grad(f.a + np.array([8.0, 0, 0]))) == pytest.approx(8 / 0.64 * np.exp(-50))


@pytest.mark.parametrize("make, word", [
    (lambda: FlatBowl(0), "dim"), (lambda: TwistedBowl(np.inf), "b must"), (lambda: TwistedBowl([1.0]), "b must"),
    (lambda: Needle([[1.0]], 1.0), "a must"), (lambda: Needle([1.0], 0.0), "s must"),
])
def test_bad_input_is_named(make, word):
    with pytest.raises(ValueError, match=word):
        make()
