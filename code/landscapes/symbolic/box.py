"""Inequalities with transcendental functions on a box, proved by interval arithmetic with subdivision.

    prove(sin(t) <= t, {t: (0, pi)})                                   proved: t = 0 is a face on which sin t = t
    prove(sin(t) > 0, {t: Interval.open(0, pi)})                       proved, open ends
    prove(x**2 + y**2 >= sin(x*y), {x: (-1, 1), y: (-1, 1)}, touches=[{x: 0, y: 0}])

On each cell the difference of the two sides is enclosed directly, by the mean value form, or is reduced to a face of
the cell on which a monotone function is least. A zero on the border is handled by the derivatives there (of
order up to `order`); a zero inside the box must be named in `touches`, and is proved to be a minimum by the Hessian.
What an answer rests on:
- proved: arb's ball arithmetic (outward rounding) on finitely many cells, and sympy's derivatives. Signs at corners
  and at `touches` are exact. The claim is proved where both sides are defined.
- refuted: a point whose sign was decided by ball arithmetic or exactly, and at which the assumptions hold.
- undecided: `budget` cells were spent; the evidence says where.
"""

from __future__ import annotations

from .certificate import Certificate, Outcome, Undecided, Vacuous
from .reals.relations import is_inequality, read, read_given

BITS = 128
RESTS = "arb's ball arithmetic on {} cells"


def prove(claim, box, given=(), touches=(), lower=(), budget: int = 5_000, order: int = 3) -> Outcome:
    """Certificate, Refutation, Vacuous or Undecided for a claim f ≥ g, f > g, f ≤ g or f < g on a box.

    box: {symbol: (lo, hi)} with exact ends, closed, or {symbol: sympy.Interval}, which may be open or unbounded.
    given: further inequalities; cells on which one of them fails are left out.
    touches: points [{symbol: number}] (or numbers, for one symbol) inside the box where equality holds.
    lower: [(minorant, reason)] with difference ≥ minorant for an analytic reason, which the evidence repeats.
    budget: how many cells may be examined; counted, so that the answer is the same on every machine.
    """
    from .reals.cells import Search
    from .reals.frame import Frame
    from .reals.interval import Unsupported
    from .reals.points import equality_points
    from .reals.signs import precision
    from .reals.target import Target
    from .smt import settled

    frame, given = Frame(box), read_given(given)
    claim = read(claim)
    if not is_inequality(claim):
        return Undecided(claim, "interval", f"not an inequality, and boxes show no other: {claim}", given=given)
    if isinstance(budget, bool) or not isinstance(budget, int) or budget <= 0:
        raise ValueError(f"budget: expected a positive integer, got {budget!r}")
    everything = (*frame.relations(), *given)
    early = settled(claim, everything, frame.symbols)
    if early is not None:
        return early
    foreign = (claim.free_symbols.union(*(g.free_symbols for g in given))) - set(frame.symbols)
    if foreign:
        raise ValueError(f"box: no range for symbol {min(foreign, key=str)}")
    with precision(BITS):
        zeros = points_of(touches, frame) + equality_points(claim, everything, frame.symbols)
        search = Search(Target(claim, frame, given, zeros, lower), budget)
        try:
            return answer(claim, everything, search.run(order), search, lower)
        except Unsupported as unknown:
            return Undecided(claim, "interval", str(unknown), RESTS.format(search.spent), given)


def answer(claim, given, found, search, lower) -> Outcome:
    """The outcome of a search: True, a counterexample, or the cell at which the budget ran out."""
    from .smt import refuted_at

    target, rests = search.target, RESTS.format(search.spent)
    if found is True and not search.met:
        return Vacuous(claim, "interval", "no point of the box satisfies the assumptions", rests, given)
    if found is True:
        words = [f"{search.spent} cells of the box, arb with {BITS} bits"]
        words += [f"equality at {target.equality()}"] if target.touches else []
        words += ["where both sides are defined"] if search.partial else []
        words += [f"given {target.difference} ≥ {g} ({getattr(why, 'evidence', why)})" for g, why in lower]
        return Certificate(claim, "interval", "; ".join(words), rests, given)
    if isinstance(found, dict):
        return refuted_at(claim, given, found)
    evidence = f"no decision near {target.near(found)} after {search.spent} cells"
    return Undecided(claim, "interval", evidence, rests, given)


def points_of(touches, frame):
    """`touches` as a list of {symbol: exact number}."""
    import sympy

    points = [t if isinstance(t, dict) else {frame.symbols[0]: t} for t in touches]
    for p in points:
        if set(p) != set(frame.symbols):
            raise ValueError(f"touches: expected a number for each of {', '.join(map(str, frame.symbols))}, got {p}")
    return [{s: sympy.sympify(v) for s, v in p.items()} for p in points]
