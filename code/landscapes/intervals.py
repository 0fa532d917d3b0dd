"""Confidence intervals for what experiments measure: shares, means, slopes."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from . import validate


@dataclass(frozen=True)
class Estimate:
    """An estimate with a two-sided confidence interval [low, high]; `low in estimate` asks if a number is covered."""

    value: float
    low: float
    high: float
    level: float = 0.95

    def __contains__(self, number: float) -> bool:
        return self.low <= number <= self.high


def proportion_interval(successes: int, n: int, level: float = 0.95, method: str = "clopper-pearson") -> Estimate:
    """The share successes / n. Clopper–Pearson covers with at least the level whatever the share; method "wilson" is
    shorter, and covers on average."""
    successes, n = validate.count("successes", successes, least=0), validate.count("n", n)
    validate.between("level", level, 0, 1)
    if successes > n:
        raise ValueError(f"successes must be at most n = {n}, got {successes}")
    if method not in ("clopper-pearson", "wilson"):
        raise ValueError(f"method must be 'clopper-pearson' or 'wilson', got {method!r}")
    share = successes / n
    if method == "wilson":
        z2 = stats.norm.ppf((1 + level) / 2) ** 2
        centre = (share + z2 / (2 * n)) / (1 + z2 / n)
        half = np.sqrt(z2 * share * (1 - share) / n + z2**2 / (4 * n**2)) / (1 + z2 / n)
        return Estimate(share, float(max(centre - half, 0.0)), float(min(centre + half, 1.0)), level)
    tail = (1 - level) / 2
    low = stats.beta.ppf(tail, successes, n - successes + 1) if successes else 0.0
    high = stats.beta.ppf(1 - tail, successes + 1, n - successes) if successes < n else 1.0
    return Estimate(share, float(low), float(high), level)


def mean_interval(sample, level: float = 0.95) -> Estimate:
    """The mean of a sample (n,), n ≥ 2, with Student's interval."""
    sample = validate.array("sample", sample, ndim=1)
    validate.between("level", level, 0, 1)
    if len(sample) < 2:
        raise ValueError(f"sample must have at least 2 entries, got shape {sample.shape}")
    mean = sample.mean()
    half = stats.t.ppf((1 + level) / 2, len(sample) - 1) * sample.std(ddof=1) / np.sqrt(len(sample))
    return Estimate(float(mean), float(mean - half), float(mean + half), level)


def slope_interval(x, y, level: float = 0.95) -> Estimate:
    """The slope b of the least-squares line y ≈ a + b x through n ≥ 3 points (n,), with Student's interval on n − 2
    degrees of freedom. For a power law y ∝ xᵇ pass logarithms."""
    x, y = validate.array("x", x, ndim=1), validate.array("y", y, ndim=1)
    validate.between("level", level, 0, 1)
    if len(x) != len(y) or len(x) < 3:
        raise ValueError(f"x and y must have the same length, at least 3, got shapes {x.shape} and {y.shape}")
    centred = x - x.mean()
    spread = centred @ centred
    if spread == 0:
        raise ValueError(f"x must not be constant, got {x[0]:g} throughout")
    slope = centred @ y / spread
    rest = y - y.mean() - slope * centred
    half = stats.t.ppf((1 + level) / 2, len(x) - 2) * np.sqrt(rest @ rest / (len(x) - 2) / spread)
    return Estimate(float(slope), float(slope - half), float(slope + half), level)
