"""Powers of expressions that are not letters."""
from __future__ import annotations

from fractions import Fraction

from .normal import Normal


def powered(a: Normal, exponent: Fraction) -> Normal:
    """a^exponent for a square matrix."""
    if exponent == 1:
        return a
    if len(a.terms) == 1:
        (monomial, c), = a.terms.items()
        if len(monomial) == 1 and len(monomial[0][0].factors) == 1:
            return of_letter(*monomial[0][0].factors[0], c, a, exponent)
    raise NotImplementedError("powers of general matrix expressions")


def of_letter(letter, indices, c, a: Normal, exponent: Fraction) -> Normal:
    if letter.has("projection") and exponent > 0:
        return a
    if letter.has("orthogonal") and exponent == -1:
        return a.transposed().scaled(1 / c)
    result = Normal(a.rows, a.cols)
    result.put(Fraction(c) ** int(exponent) if c != 1 else 1, [(letter.to(letter.power * exponent), indices)])
    return result
