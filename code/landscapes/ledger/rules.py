"""Acceptance rules, stated before the measurement.

A rule holds the prediction and a tolerance. `measured(data)` gives an estimate with an interval; the rule accepts
when the whole interval lies in the accepted range, so that a measurement too coarse to tell the prediction from its
neighbours is not accepted. It is refuted when the whole interval lies outside. `mutants()` are altered predictions:
the same data must refute them.
"""
from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from ..intervals import Estimate, mean_interval, proportion_interval, slope_interval


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

    def accepts(self, measured: Estimate) -> bool:
        return bool(self.range[0] <= measured.low and measured.high <= self.range[1])

    def refutes(self, measured: Estimate) -> bool:
        """The whole interval lies outside the accepted range; a coarse measurement refutes nothing."""
        return bool(measured.high < self.range[0] or self.range[1] < measured.low)

    def shown(self, measured: Estimate) -> str:
        """The interval for a reader, rounded outwards to a tenth of its width or of the tolerance."""
        low, high = measured.low, measured.high
        width = max(high - low, (self.within or 0) / 2)
        if width <= 1e-6 * max(abs(low), abs(high), 1e-12):
            return f"{measured.value:.3g}"
        unit = 10.0 ** math.floor(math.log10(width) - 0.5)
        digits = max(0, -round(math.log10(unit)))
        return f"[{math.floor(low / unit + 1e-6) * unit:.{digits}f}, {math.ceil(high / unit - 1e-6) * unit:.{digits}f}]"

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
        bounds = (("at least", self.at_least), ("at most", self.at_most))
        return f"{self.what} {' and '.join(f'{word} {bound:g}' for word, bound in bounds if bound is not None)}"

    def measured(self, data) -> Estimate:
        raise NotImplementedError


class Value(Rule):
    """The mean of independent measurements, with Student's interval; a single number stands for itself."""

    def measured(self, data) -> Estimate:
        if np.ndim(data) == 0:
            return Estimate(float(data), float(data), float(data), self.level)
        return mean_interval(data, self.level)


class Slope(Rule):
    """The slope of log y against log x, so the exponent of a power law: data (x, y)."""

    what = "slope"

    def measured(self, data) -> Estimate:
        return slope_interval(*(np.log(np.asarray(part, float)) for part in data), self.level)


class Rate(Rule):
    """The factor by which y shrinks per step: data (steps, y), y decaying geometrically."""

    what = "factor per step"

    def measured(self, data) -> Estimate:
        found = slope_interval(np.asarray(data[0], float), np.log(np.asarray(data[1], float)), self.level)
        return Estimate(*map(math.exp, (found.value, found.low, found.high)), self.level)


class Probability(Rule):
    """A probability: data (successes, trials), or the outcomes of the trials as booleans."""

    what = "probability"

    def measured(self, data) -> Estimate:
        if not isinstance(data, tuple):
            data = int(np.sum(data)), np.size(data)
        return proportion_interval(*data, self.level)
