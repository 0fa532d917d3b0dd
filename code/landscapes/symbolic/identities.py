"""Whether an identity holds, with the evidence for either answer.

Two independent computations must agree: normal forms, and numbers at random points and sizes. A false
identity is refuted by a point; it never rests on the normal forms alone.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .expr import Expr, as_expr
from .points.sample import random_values


@dataclass(frozen=True)
class Identity:
    """The answer: `holds`, the `difference` left − right, and one line of evidence."""

    holds: bool
    difference: Expr
    evidence: str

    def __bool__(self) -> bool:
        return self.holds


class Inconclusive(RuntimeError):
    """Normal forms and numbers do not agree, so that nothing is decided."""


def decide(left: Expr, right, *, points: int = 4, seed: int = 0) -> Identity:
    """left = right for all letters with the stated properties, in every dimension."""
    right = as_expr(right, left)
    if left.shape != right.shape:
        return Identity(False, left, f"the shapes differ: {left.shape} and {right.shape}")
    difference = (left - right).expanded()
    equal = left == right
    gap, sizes = largest_gap(left, right, points, seed)
    if equal and gap > 1e-8:
        raise Inconclusive(f"equal normal forms, but {gap:.1e} apart at {sizes}: {left!r} = {right!r}")
    if equal:
        return Identity(True, difference, f"equal normal forms; numbers agree at {points} random points")
    if gap < 1e-6:
        raise Inconclusive(f"different normal forms, but equal at {points} points: {left!r} = {right!r}")
    return Identity(False, difference, f"left − right = {difference!r}, not zero at a point with {sizes}")


def largest_gap(left: Expr, right: Expr, points: int, seed: int) -> tuple[float, str]:
    """The largest relative distance at random points, and the sizes of the letters there."""
    rng, worst = np.random.default_rng(seed), (-1.0, "")
    for _ in range(points):
        values = random_values(left, right, rng=rng)
        a, b = (np.asarray(e.evaluate(values)) for e in (left, right))
        gap = float(np.max(np.abs(a - b)) / (1 + np.max(np.abs(a)) + np.max(np.abs(b))))
        sizes = sorted({n for e in (left, right) for l in e.letters for n in (l.rows, l.cols) if isinstance(n, str)})
        worst = max(worst, (gap, ", ".join(f"{n} = {values[n]}" for n in sizes)))
    return worst
