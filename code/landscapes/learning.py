"""Learning on a finite distribution, with every expectation over the sample exact (vzh section 1.2)."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from math import factorial, lcm

import numpy as np

from . import validate


@dataclass(frozen=True)
class NoisyCells:
    """x uniform on the cells 1, …, q; y ∈ {0, 1} with P(y = 1 | x) = ones_x / scale; zero-one loss (vzh:eq-1.5).

    ones: q whole numbers from 0 to scale. A hypothesis is a labeling of the cells; there are 2^q, sorted by their number
    of changes from cell to cell, so that "at most k changes" is a slice. Risks are Fractions.
    Raises ValueError for counts outside their range.
    """

    ones: tuple[int, ...]
    scale: int = 10

    def __post_init__(self):
        validate.count("scale", self.scale)
        if not self.ones or any(not 0 <= n <= self.scale for n in self.ones):
            raise ValueError(f"ones must be whole numbers from 0 to {self.scale}, got {self.ones}")

    @cached_property
    def labelings(self) -> np.ndarray:
        """(2^q, q), the simplest first."""
        every = sorted(product((0, 1), repeat=len(self.ones)), key=lambda f: (changes(f), f))
        return np.array(every)

    @cached_property
    def weights(self) -> np.ndarray:
        """Numerators of the atoms (x, y) over q · scale: first all y = 0, then all y = 1."""
        return np.array([self.scale - n for n in self.ones] + list(self.ones))

    @cached_property
    def errors(self) -> np.ndarray:
        """Zero-one loss of each labeling at each atom: (2^q, 2q)."""
        return np.hstack([self.labelings, 1 - self.labelings])

    def risks(self, k: int | None = None) -> list[Fraction]:
        """R(f) of the labelings with at most k changes, all without k."""
        return [Fraction(int(n), len(self.ones) * self.scale) for n in (self.errors @ self.weights)[: self.size(k)]]

    def size(self, k: int | None = None) -> int:
        return len(self.labelings) if k is None else int(sum(changes(f) <= k for f in self.labelings))

    def samples(self, m: int) -> tuple[np.ndarray, list[Fraction]]:
        """All samples of m draws as counts of the atoms (s, 2q), and their probabilities.

        Raises ValueError for a size whose probabilities do not fit 64-bit integers."""
        atoms, total = len(self.weights), (len(self.ones) * self.scale) ** m
        if total >= 2**62:
            raise ValueError(f"m must be smaller: {len(self.ones) * self.scale}^{m} exceeds 64 bits")
        bars = np.array(list(combinations(range(m + atoms - 1), atoms - 1)), dtype=int).reshape(-1, atoms - 1)
        counts = np.diff(bars, axis=1, prepend=-1, append=m + atoms - 1) - 1
        ways = factorial(m) // np.array([factorial(n) for n in range(m + 1)])[counts].prod(axis=1)
        return counts, ways * (self.weights**counts).prod(axis=1)

    def expect(self, values, likelihoods, m: int, scale: int = 1) -> Fraction:
        """The exact mean over all samples of whole numbers / scale."""
        total = sum(int(v) * int(p) for v, p in zip(values, likelihoods))
        return Fraction(total, scale * (len(self.ones) * self.scale) ** m)


def changes(labels) -> int:
    """How often the label changes from cell to cell."""
    return int(np.abs(np.diff(labels)).sum())


def learn(world: NoisyCells, m: int, k: int | None = None, penalty=None) -> dict[str, Fraction]:
    """Exact means over all samples of m draws, for the minimizer of the empirical risk (vzh:eq-1.6), the first of several.

    risk: E R(f_S);  training: E R_S(f_S);  best: min R;  gap: E(R − R_S)(f_S);  supremum: E sup (R − R_S)(f);
    second: the largest R_S(f_S) − R_S(f̂) over all samples;  third: E(R_S − R)(f̂).
    penalty: Θ(f) is added to R_S (vzh:eq-1.10): penalty × changes for a Fraction, penalty[changes] for a list of them.
    """
    counts, likely = world.samples(m)
    size, atoms = world.size(k), len(world.ones) * world.scale
    true = (world.errors @ world.weights)[:size]
    seen = counts @ world.errors[:size].T
    price = penalty if isinstance(penalty, list) else [Fraction(penalty or 0) * k for k in range(len(world.ones))]
    unit = lcm(*(p.denominator for p in price))
    cost = seen * unit + m * np.array([int(price[changes(f)] * unit) for f in world.labelings[:size]])
    chosen, best = cost.argmin(axis=1), int(true.argmin())
    picked = np.take_along_axis(seen, chosen[:, None], axis=1)[:, 0]
    mean = lambda values, scale: world.expect(values, likely, m, scale)
    return {"risk": mean(true[chosen], atoms), "training": mean(picked, m), "best": Fraction(int(true[best]), atoms),
            "gap": mean(m * true[chosen] - atoms * picked, m * atoms),
            "supremum": mean((m * true - atoms * seen).max(axis=1), m * atoms),
            "second": Fraction(int((picked - seen[:, best]).max()), m),
            "third": mean(atoms * seen[:, best] - m * true[best], m * atoms)}


def greedy(world: NoisyCells, m: int, steps: int) -> Fraction:
    """E R of a labeling that starts at 0 and flips, `steps` times, the cell that lowers R_S most, if any does."""
    counts, likely = world.samples(m)
    q = len(world.ones)
    gain = counts[:, q:] - counts[:, :q]
    order = np.argsort(-gain, axis=1, kind="stable")[:, :steps]
    flip = np.zeros_like(gain, dtype=bool)
    np.put_along_axis(flip, order, np.take_along_axis(gain, order, axis=1) > 0, axis=1)
    true = np.where(flip, world.weights[:q], world.weights[q:]).sum(axis=1)
    return world.expect(true, likely, m, q * world.scale)
