"""Numbers for print: rounded so that another machine prints the same, or refused."""

import math

import numpy as np


def show(x, digits: int = 3, margin: float = 1e-3) -> str:
    """x rounded to `digits` decimals, as text; an array (...,) as its entries between brackets.

    Raises ValueError where x lies within margin × 10^−digits of a rounding boundary: there another machine's last bits
    could change the print. Take other digits then.
    """
    if np.ndim(x):
        return "[" + ", ".join(show(entry, digits, margin) for entry in np.asarray(x)) + "]"
    x = float(x)
    if not math.isfinite(x):
        return str(x)
    unit = x * 10.0**digits
    if abs(unit - math.floor(unit) - 0.5) < margin:
        raise ValueError(f"x = {x!r} lies near a rounding boundary at {digits} digits: show it with other digits")
    rounded = f"{x:.{digits}f}"
    return rounded.removeprefix("-") if float(rounded) == 0 else rounded


def below(x, bound: float, slack: float = 2.0) -> str:
    """"< bound", for errors and residuals whose digits are rounding. Raises ValueError unless slack × max |x| < bound."""
    worst = float(np.max(np.abs(x)))
    if not slack * worst < bound:
        raise ValueError(f"x = {worst:.3g} is not below the bound {bound:g} by a factor {slack:g}")
    return f"< {bound:g}"


def coarse(x, step: float, margin: float = 0.05) -> str:
    """The interval of width `step` that holds x, "0.4 … 0.5", for results of training and sampling.

    Raises ValueError where x lies within margin × step of an end: take another step then.
    """
    if not step > 0:
        raise ValueError(f"step must be a positive number, got {step!r}")
    x = float(x)
    cells = x / step
    low = math.floor(cells)
    if min(cells - low, low + 1 - cells) < margin:
        raise ValueError(f"x = {x!r} lies near an end of its interval of width {step:g}: take another step")
    return f"{_tidy(low * step)} … {_tidy((low + 1) * step)}"


def _tidy(x: float) -> str:
    return f"{round(x, 12):g}"
