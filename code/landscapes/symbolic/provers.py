"""Which prover for what, and `prove`, which picks one.

=====================================================  ==========  ===============================  ============
the statement                                          prover      rests on                         method
=====================================================  ==========  ===============================  ============
polynomial inequality, few variables, of low degree    `sums`      an identity, expanded exactly    certificate
polynomial implication; roots, quotients, |·|, max     `smt`       z3's nlsat is sound              certificate
there is / for all, over the reals                     `smt`       z3's quantifier elimination      certificate
exp, log, sin, cos, arccos, … on a box                 `box`       arb's ball arithmetic            interval
all critical points of a polynomial, their kinds       `exact`     Gröbner bases, Hermite's count   exact
finitely many cases; a counterexample                  `exact`     exact arithmetic                 exact
=====================================================  ==========  ===============================  ============

A refutation by any of them is a point at which the claim was found false in exact arithmetic or by ball arithmetic.
Statements about vectors of every dimension become polynomial ones in scalar products: `scalars.polynomial(expr)`
takes what was derived there, `scalars.products("x z")` gives the conditions for numbers to be scalar products. An
inequality with arccos x is easier with x = cos t, since the derivative of arccos is unbounded at ±1.

>>> from sympy.abc import x
>>> from sympy import Rational, cos, pi, sin
>>> from landscapes.symbolic.provers import prove
>>> print(prove(x * (1 - x) <= Rational(1, 4)))
proved: identity with 1 square, expanded exactly: -x*(1 - x) + 1/4 = 1/4 (2*x - 1)^2
>>> print(prove(x * (1 - x) <= Rational(1, 5)))
refuted: fails at x = 1/2
>>> print(prove(sin(x) + (pi - x) * cos(x) >= 0, box={x: (0, pi)}))
proved: 22 cells of the box, arb with 128 bits
>>> print(prove(x * (1 - x) <= 0.25))
Traceback (most recent call last):
    ...
ValueError: claim: 0.25 is a float; write an exact number, such as Rational(1, 4)
"""

from __future__ import annotations

from .certificate import Outcome
from .reals.relations import is_inequality, read, read_given, symbols_of

LARGEST = 6  # symbols and degree up to which a sum of squares is tried first


def prove(claim, given=(), box=None, **options) -> Outcome:
    """The answer of the prover that suits the claim: `box` when a box is given, `sums`, or else `smt`."""
    from . import smt, sums
    from . import box as boxes

    claim, given = read(claim), read_given(given)
    if box is not None:
        return boxes.prove(claim, box, given, **options)
    if is_small(claim, given):
        answer = sums.prove(claim, given)
        if answer.verdict != "undecided":
            return answer
    return smt.prove(claim, given, **options)


def is_small(claim, given) -> bool:
    """Whether a sum of squares is worth a try."""
    import sympy

    symbols = symbols_of(claim, given)
    if not is_inequality(claim) or len(symbols) > LARGEST:
        return False
    sides = [r.lhs - r.rhs for r in (claim, *given) if r.is_Relational]
    if not symbols or not all(s.is_polynomial(*symbols) for s in sides):
        return False
    return max(sympy.total_degree(s) for s in sides) <= LARGEST
