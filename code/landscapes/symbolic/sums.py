"""Inequalities between polynomials, shown by an identity that anyone can expand.

    prove(Ge(a**2 + b**2, 2*a*b))            a² + b² − 2ab = (a − b)²
    prove(x*(1 - x) <= Rational(1, 4))       ¼ − x(1 − x) = ¼(2x − 1)²
    prove(x >= Rational(1, 3), [x + 2*c >= 1, c <= x])      3x − 1 = (x + 2c − 1) + 2(x − c)
    prove(Eq(c, x**2), [Eq(c - x**2, 0)])                   an equation from equations
    verify(claim, squares=[(1, a - b)])      an identity that is given

The identity shows  claim's right side subtracted from its left  =  Σ cᵢ qᵢ² + Σ gₖ Σ cᵢ qᵢ² + Σ λⱼ hⱼ  with cᵢ > 0,
assumptions gₖ ≥ 0 and hⱼ = 0 (a Positivstellensatz certificate of low degree). What an answer rests on:
- proved: the expansion of that identity in exact rational arithmetic, done here after the search (`gram`).
- refuted: a point that was checked in exact arithmetic.
- undecided: no identity of the degrees that were tried; the claim may still be true.
"""

from __future__ import annotations

from .certificate import Certificate, Outcome, Undecided
from .reals.relations import gap, is_inequality, read, read_given, symbols_of

LARGEST = 800  # unknowns of a search of which the degree was not given: about a second
RESTS = "the expansion of the identity in exact rational arithmetic"


class NotPolynomial(ValueError):
    """The difference of the two sides, or an assumption, is no polynomial over the rationals."""


def prove(claim, given=(), degree: int | None = None, power: int = 0) -> Outcome:
    """Certificate with an identity, Refutation at a point, Vacuous, or Undecided.

    degree: of the identity; by default the least possible, then two more.
    power: prove (1 + Σx²)^power · (difference) instead, which helps with positive forms that are not sums of squares.
    """
    from .smt import settled, vacuous

    claim, given = read(claim), read_given(given)
    if degree is not None and (not isinstance(degree, int) or degree <= 0 or degree % 2):
        raise ValueError(f"degree: expected an even positive integer, got {degree!r}")
    if not isinstance(power, int) or power < 0:
        raise ValueError(f"power: expected a whole number, got {power!r}")
    early = settled(claim, given)
    if early is None:
        early = vacuous(claim, given)
    if early is not None:
        return early
    try:
        identity = find(claim, given, degree, power)
    except NotPolynomial as fault:
        return Undecided(claim, "certificate", str(fault), RESTS, given)
    if identity is None:
        return Undecided(claim, "certificate", "no sum of squares of the degrees tried", RESTS, given)
    return _certificate(claim, given, identity)


def verify(claim, given=(), squares=(), weights=(), multipliers=(), power: int = 0) -> Outcome:
    """Checks an identity that is given; when it is none, a counterexample, or Undecided with the fault.

    squares: [(c, q)]; weights: [(g, [(c, q)])] with g the difference of the sides of an assumption;
    multipliers: [(h, λ)] with h the difference of the sides of an equation."""
    import sympy

    from .reals.identity import Identity
    from .smt import settled

    claim, given = read(claim), read_given(given)
    terms = [(1, squares), *weights]
    terms = [(w, [(sympy.sympify(c), sympy.sympify(q)) for c, q in parts]) for w, parts in terms if parts]
    terms = tuple((sympy.sympify(w), tuple(parts)) for w, parts in terms)
    identity = Identity(gap(claim)[0], terms, tuple(multipliers), power)
    wrong = identity.fault(claim, given)
    if not wrong:
        return _certificate(claim, given, identity)
    early = settled(claim, given)
    return Undecided(claim, "certificate", wrong, RESTS, given) if early is None else early


def _certificate(claim, given, identity):
    return Certificate(claim, "certificate", identity.summary(), RESTS, given, identity.latex(), identity.text())


def find(claim, given=(), degree=None, power=0):
    """An Identity that proves the claim, verified, or None. Raises NotPolynomial."""
    import sympy

    from .reals.bases import blocks_of, monomials, unknowns
    from .reals.identity import Identity

    target, bounds, equations, gens = polynomials(claim, given, power)
    least = max([target.total_degree(), *(g.total_degree() for g in bounds + equations)])
    least += least % 2
    for top, products in [(degree, True)] if degree else [(least, False), (least, True), (least + 2, True)]:
        exact = isinstance(claim, sympy.Eq)
        blocks = [] if exact else blocks_of(target, bounds, equations, top, products, gens)
        free = [(h, monomials(gens, top - h.total_degree())) for h in equations]
        if not degree and unknowns(blocks, free) > LARGEST:
            continue
        for identity in Identity.candidates(gap(claim)[0], target, blocks, free, power):
            if not identity.fault(claim, given):
                return identity
    return None


def polynomials(claim, given, power):
    """(difference, [g ≥ 0], [h = 0], generators) as Poly over the rationals; NotPolynomial otherwise.

    Assumptions that are neither inequalities nor equations between polynomials are left out, which is sound."""
    import sympy

    gens = symbols_of(claim, given) or (sympy.Symbol("x"),)
    target = _poly(gap(claim)[0], gens) if is_inequality(claim) or isinstance(claim, sympy.Eq) else None
    if target is None:
        raise NotPolynomial(f"not a relation between polynomials with rational coefficients: {claim}")
    target = target * _poly(1 + sympy.Add(*(s**2 for s in gens)), gens) ** power
    bounds = [_poly(gap(g)[0], gens) for g in given if is_inequality(g)]
    equations = [_poly(g.lhs - g.rhs, gens) for g in given if isinstance(g, sympy.Eq)]
    return target, [g for g in bounds if g is not None], [h for h in equations if h is not None], gens


def _poly(e, gens):
    """Over the rationals, or None."""
    import sympy

    try:
        return sympy.Poly(e, *gens, domain="QQ")
    except sympy.polys.polyerrors.BasePolynomialError:
        return None
