"""The profile of Figure 1.1: derivatives, batches, critical sets, bad input."""

import numpy as np
import pytest
from landscapes.differences import taylor_slopes
from landscapes.profile import Profile

F = Profile((1, 2, 3, 4, 5, 6), (3, 3, 0, 2, 0, 1))


def test_derivatives_and_batches():
    for at in (-0.5, 2.3, 4.6, 7.5):
        slopes = taylor_slopes(F, np.array([at]), rng=np.random.default_rng(0))
        assert slopes.first > 1.9 and slopes.second > 2.9 or at in (-0.5, 7.5)
    x = np.linspace(-1, 8, 40).reshape(4, 10, 1)
    assert F.value(x).shape == (4, 10) and F.grad(x).shape == x.shape == F.hvp(x, x).shape
    assert np.array_equal(F.value(x)[2, 3], F.value(x[2, 3]))


def test_critical_sets_are_where_the_gradient_vanishes():
    sets = F.critical_sets()
    assert [s.kind for s in sets] == ["shelf", "global minimum", "local maximum", "global minimum", "inflection"]
    assert F.grad(np.array(F.knots, float)[:, None]).max() == 0
    assert F.stuck() == [] and [s.height for s in Profile((0, 1, 2), (1, 2, 0)).stuck()] == [1]


def test_bad_input():
    for knots, heights in [((1, 1), (0, 1)), ((1, 2), (0,)), ((1,), (0,))]:
        with pytest.raises(ValueError, match="knots"):
            Profile(knots, heights)
