"""Acceptance rules, stated before the measurement.

A rule holds the prediction and a tolerance. `measured(data)` gives an interval (low, estimate, high);
the rule accepts when the whole interval lies in the accepted range, so that a measurement too coarse to
tell the prediction from its neighbours is not accepted; it is refuted when the interval lies outside.
`mutants()` are altered predictions: the same data must refute them.
"""
from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

Interval = tuple[float, float, float]


@dataclass(frozen=True)
class Rule:
    """A value `predicted`, accepted `within` a distance of it, or one-sided with `at_least` / `at_most`."""

    predicted: float | None = None
    within: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    level: float = 0.95
    what = "value"

    def __post_init__(self):
        if (self.predicted is None) == (self.at_least is None and self.at_most is None):
            raise ValueError("rule: give a predicted value, or at_least / at_most")
        if self.predicted is not None and not (self.within and self.within > 0):
            raise ValueError(f"within: expected a positive distance, got {self.within!r}")

    @property
    def range(self) -> tuple[float, float]:
        if self.predicted is not None:
            return self.predicted - self.within, self.predicted + self.within
        low = -math.inf if self.at_least is None else self.at_least
        return low, math.inf if self.at_most is None else self.at_most

    def accepts(self, measured: Interval) -> bool:
        low, _, high = measured
        return bool(self.range[0] <= low and high <= self.range[1])

    def refutes(self, measured: Interval) -> bool:
        """The whole interval lies outside the accepted range; a coarse measurement refutes nothing."""
        low, _, high = measured
        return bool(high < self.range[0] or self.range[1] < low)

    def mutants(self):
        if self.predicted is None:
            if self.at_least is not None:
                yield "reversed", replace(self, at_least=None, at_most=self.at_least)
            if self.at_most is not None:
                yield "reversed", replace(self, at_most=None, at_least=self.at_most)
        elif self.predicted == 0:
            yield "constant", replace(self, predicted=3 * self.within)
            yield "constant", replace(self, predicted=-3 * self.within)
        else:
            yield "sign", replace(self, predicted=-self.predicted)
            yield "factor 2", replace(self, predicted=2 * self.predicted)
            yield "factor ½", replace(self, predicted=self.predicted / 2)

    def __str__(self):
        if self.predicted is not None:
            return f"{self.what} {self.predicted:g} ± {self.within:g}"
        parts = [f"at least {self.at_least:g}"] * (self.at_least is not None)
        parts += [f"at most {self.at_most:g}"] * (self.at_most is not None)
        return f"{self.what} {' and '.join(parts)}"

    def measured(self, data) -> Interval:
        raise NotImplementedError


class Value(Rule):
    """The mean of independent measurements, with its t interval; a single number stands for itself."""

    def measured(self, data) -> Interval:
        if np.ndim(data) == 0:
            return (float(data),) * 3
        from landscapes.intervals import mean_interval

        return triple(mean_interval(np.asarray(data, float), level=self.level), np.mean(data))


class Slope(Rule):
    """The slope of log y against log x: data (x, y)."""

    what = "slope"

    def measured(self, data) -> Interval:
        from landscapes.intervals import slope_interval

        x, y = (np.log(np.asarray(part, float)) for part in data)
        return triple(slope_interval(x, y, level=self.level), np.polyfit(x, y, 1)[0])


class Rate(Rule):
    """The factor by which y shrinks per step: data (steps, y), y decaying geometrically."""

    what = "factor per step"

    def measured(self, data) -> Interval:
        from landscapes.intervals import slope_interval

        x, y = np.asarray(data[0], float), np.log(np.asarray(data[1], float))
        found = triple(slope_interval(x, y, level=self.level), np.polyfit(x, y, 1)[0])
        return tuple(math.exp(v) for v in found)


class Probability(Rule):
    """A probability: data (successes, trials), or the outcomes of the trials as booleans."""

    what = "probability"

    def measured(self, data) -> Interval:
        from landscapes.intervals import proportion_interval

        if np.ndim(data) == 1 and not isinstance(data, tuple):
            data = int(np.sum(data)), len(data)
        return triple(proportion_interval(*data, level=self.level), data[0] / data[1])


def triple(found, estimate: float) -> Interval:
    """(low, estimate, high) from what an interval function returns."""
    low, high = (found.low, found.high) if hasattr(found, "low") else (found[0], found[-1])
    return float(low), float(estimate), float(high)


def coarse(measured: Interval) -> str:
    """The interval for a reader, rounded outwards to a tenth of its width so that last digits do not matter."""
    low, _, high = measured
    width = max(high - low, 1e-3 * max(abs(low), abs(high)), 1e-12)
    unit = 10.0 ** math.floor(math.log10(width) - 0.5)
    digits = max(0, -math.floor(math.log10(unit)))
    return f"[{math.floor(low / unit) * unit:.{digits}f}, {math.ceil(high / unit) * unit:.{digits}f}]"
