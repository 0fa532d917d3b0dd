"""Exact learning on finite distributions, against enumeration of all ordered samples."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from landscapes.learning import NoisyCells, changes, greedy, learn

WORLD = NoisyCells((2, 1), scale=3)


def test_against_ordered_samples():
    atoms = [(x, y) for y in (0, 1) for x in (0, 1)]
    mean = Fraction(0)
    for sample in product(range(4), repeat=3):
        chance = np.prod([Fraction(int(WORLD.weights[a]), 6) for a in sample])
        seen = [sum(f[atoms[a][0]] != atoms[a][1] for a in sample) for f in WORLD.labelings]
        mean += chance * WORLD.risks()[int(np.argmin(seen))]
    assert learn(WORLD, 3)["risk"] == mean
    assert sum(WORLD.samples(3)[1]) == 6**3 and len(WORLD.samples(3)[0]) == 20


def test_decomposition_and_classes():
    world = NoisyCells((8, 8, 2, 7))
    assert [world.size(k) for k in range(4)] == [2, 8, 14, 16] and changes((1, 1, 0, 1)) == 2
    assert world.risks(0)[1] == Fraction(3, 8) and min(world.risks()) == Fraction(9, 40)
    out = learn(world, 3, 1)
    assert out["third"] == 0 >= out["second"] and out["gap"] == out["risk"] - out["training"]
    assert greedy(world, 2, 0) == world.risks()[0] and greedy(world, 2, 4) >= Fraction(9, 40)


def test_a_list_of_prices():
    world, price = NoisyCells((8, 6, 4)), Fraction(2, 5)
    assert learn(world, 3, None, [0 * price, price, 2 * price]) == learn(world, 3, None, price)
    assert learn(world, 3, None, [price] * 3) == learn(world, 3) != learn(world, 3, None, price)


def test_bad_input():
    with pytest.raises(ValueError, match="ones"):
        NoisyCells((11,))
    with pytest.raises(ValueError, match="64 bits"):
        WORLD.samples(30)
