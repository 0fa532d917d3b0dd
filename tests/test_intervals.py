"""Intervals against scipy's own tests and against their coverage; printing that does not depend on the last digits."""

import numpy as np
import pytest
from scipy import stats

from landscapes.intervals import mean_interval, proportion_interval, slope_interval
from landscapes.report import below, coarse, show


@pytest.mark.parametrize("method, name", [("clopper-pearson", "exact"), ("wilson", "wilson")])
@pytest.mark.parametrize("successes, n", [(0, 10), (3, 10), (10, 10), (1, 1), (470, 1000)])
def test_proportions_agree_with_scipy(method, name, successes, n):
    ours = proportion_interval(successes, n, 0.9, method)
    theirs = stats.binomtest(successes, n).proportion_ci(0.9, name)
    assert (ours.value, ours.low, ours.high) == pytest.approx((successes / n, theirs.low, theirs.high), abs=1e-12)


def test_clopper_pearson_covers_at_least_its_level():
    n, share = 30, 0.17
    chance = [stats.binom.pmf(k, n, share) for k in range(n + 1) if share in proportion_interval(k, n)]
    assert 0.95 <= sum(chance) < 0.99


def test_slopes_agree_with_scipy_and_cover():
    rng = np.random.default_rng(1)
    x = np.linspace(0, 1, 12)
    y = 2 - 0.5 * x + 0.1 * rng.standard_normal(12)
    ours, theirs = slope_interval(x, y), stats.linregress(x, y)
    half = stats.t.ppf(0.975, 10) * theirs.stderr
    assert (ours.value, ours.low, ours.high) == pytest.approx((theirs.slope, theirs.slope - half, theirs.slope + half))
    covered = sum(-0.5 in slope_interval(x, -0.5 * x + rng.standard_normal(12)) for _ in range(1000))
    assert 920 < covered < 980


def test_means_agree_with_scipy():
    sample = np.random.default_rng(2).standard_normal(9)
    ours, theirs = mean_interval(sample), stats.ttest_1samp(sample, 0).confidence_interval(0.95)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high))


def test_show_rounds_and_refuses_boundaries():
    assert show(1.23456) == "1.235" and show(-1.23456, 1) == "-1.2" and show(2, 0) == "2"
    assert show(-1e-9) == "0.000" and show(np.float64(1e-17), 2) == "0.00"
    assert show([[1.0, 0.25], [-3.0, 4.0]], 1, 0) == "[[1.0, 0.2], [-3.0, 4.0]]"
    for near in (0.12349999999, 0.1235, 0.1235000001, -0.0005, 0.1235004):
        with pytest.raises(ValueError, match="lies near a rounding boundary at 3 digits"):
            show(near)
    assert show(0.1235021) == "0.124"


def test_below():
    assert below(np.array([1e-12, -3e-12]), 1e-10) == "< 1e-10"
    with pytest.raises(ValueError, match="x = 9e-11 is not below the bound 1e-10"):
        below(-9e-11, 1e-10)
    with pytest.raises(ValueError):
        below(np.nan, 1)


def test_coarse():
    assert coarse(0.43, 0.1) == "0.4 … 0.5" and coarse(-3.7, 1) == "-4 … -3" and coarse(1234, 50, 0.1) == "1200 … 1250"
    for near in (0.4001, 0.4999, 0.5):
        with pytest.raises(ValueError, match="lies near an end of its interval of width 0.1"):
            coarse(near, 0.1)
