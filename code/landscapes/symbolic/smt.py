"""Polynomial implications over the reals, decided by z3: assumptions ⇒ claim.

    prove(Ge(a**2 + b**2, 2*a*b))                       proved
    prove(x >= Rational(1, 3), [x + 2*c >= 1, c <= x])  proved (ma, Claim 2f, with x = ‖x‖², c = ⟨x,z⟩²)
    prove(Exists(m, And(m > 0, ForAll(x, 4*x**2 >= m*x**2))))   proved, by quantifier elimination

Relations may contain +, −, ·, /, whole and rational powers, Abs, Max, Min; numbers such as π enter through a
rational enclosure. What an answer rests on:
- proved: z3's nlsat (a complete procedure for real polynomial constraints) finds no real point that satisfies the
  assumptions and the negated claim. z3 gives no certificate of that, so the answer rests on z3's soundness; prefer
  `sums` where an identity can be found.
- refuted: a point that was checked by us in exact arithmetic (not so for quantified claims: there z3 is trusted).
- undecided: z3 spent its resource limit, which counts steps, not seconds: the same answer on every machine.
"""

from __future__ import annotations

from .certificate import Certificate, Outcome, Refutation, Undecided, Vacuous, at
from .reals.relations import quantified, read, read_given, symbols_of

EFFORT = 5_000_000  # z3 resource units: about a second
RESTS = "the soundness of z3's nlsat"
EXACT = "the exact signs at the point, by ball arithmetic where they are not 0"


def prove(claim, given=(), effort: int = EFFORT) -> Outcome:
    """Certificate, Refutation, Vacuous or Undecided for "given ⇒ claim" over the reals."""
    claim, given = read(claim), read_given(given)
    if isinstance(effort, bool) or not isinstance(effort, int) or effort <= 0:
        raise ValueError(f"effort: expected a positive integer, got {effort!r}")
    early = settled(claim, given)
    return _decide(claim, given, effort) if early is None else early


def settled(claim, given=(), symbols=None):
    """The outcome where no prover is needed: sympy has evaluated the claim, or a simple rational point refutes it."""
    import sympy

    from .reals.points import search

    if sympy.false in given:
        return Vacuous(claim, "exact", "an assumption is false", "sympy's evaluation", given)
    if claim == sympy.true:
        evidence = "sympy had evaluated the claim to True before any proof; write it in plain symbols"
        return Undecided(claim, "exact", evidence, "sympy's evaluation", given)
    point = search(claim, given, symbols)
    return None if point is None else refuted_at(claim, given, point)


def refuted_at(claim, given, point) -> Refutation:
    """The Refutation for a point that was checked exactly."""
    evidence = f"fails at {at(point)}" if point else f"{claim} is false"
    return Refutation(claim, "exact", evidence, EXACT, given, point=point)


def vacuous(claim, given, effort: int = EFFORT):
    """Vacuous when nowhere the assumptions hold and the claim is defined; None when somewhere; else Undecided."""
    import sympy

    from .reals.points import is_defined, search

    witness = search(sympy.false, given, symbols_of(claim, given))
    if witness is not None and is_defined(claim, witness):
        return None
    answer, _ = solve(given, effort, mention=(claim,))
    if answer == "unsat":
        evidence = "the assumptions cannot hold where the claim is defined (z3, nlsat)"
        return Vacuous(claim, "certificate", evidence, RESTS, given)
    if answer == "sat":
        return None
    return Undecided(claim, "certificate", "z3 could not tell whether the assumptions can hold", RESTS, given)


def _decide(claim, given, effort):
    import sympy

    answer, model = solve((*given, sympy.Not(claim)), effort)
    if answer == "unsat":
        empty = vacuous(claim, given, effort)
        what = "the assumptions with the negated claim have" if given else "the negated claim has"
        evidence = f"{what} no real solution (z3, nlsat)"
        return Certificate(claim, "certificate", evidence, RESTS, given) if empty is None else empty
    if answer == "sat":
        return _from_model(claim, given, model)
    return Undecided(claim, "certificate", answer, RESTS, given)


def solve(statements, effort: int = EFFORT, mention=()):
    """("unsat" | "sat" | why neither, z3's model as {symbol: exact number}) for a conjunction of statements.

    What is in `mention` has to be defined, whether true or not."""
    import z3

    from .reals.encode import Encoder

    encoder = Encoder()
    try:
        formulas = [encoder.statement(s) for s in (*statements, *mention)][: len(statements)]
    except ValueError as unsupported:
        return str(unsupported), None
    solver = z3.Tactic("nlqsat" if encoder.quantified else "qfnra-nlsat", ctx=encoder.context).solver()
    solver.set("rlimit", effort)
    solver.add(*formulas, *encoder.side)
    answer = str(solver.check())
    if answer == "unknown":
        return f"z3 gave up after {effort} units of work", None
    return answer, encoder.point(solver.model()) if answer == "sat" else None


def _from_model(claim, given, model):
    """z3's point, made simple where possible, and checked; a point that fails our check decides nothing."""
    symbols = symbols_of(claim, given)
    point = {s: model[s] for s in symbols}
    if quantified(claim, *given):
        evidence = (f"fails at {at(point)}" if point else "its negation holds") + " (z3, quantifier elimination)"
        return Refutation(claim, "certificate", evidence, RESTS, given, point=point)
    from .reals.points import refutes, simplify

    point = simplify(point, claim, given)
    if refutes(point, claim, given):
        return refuted_at(claim, given, point)
    return Undecided(claim, "certificate", f"z3's point {at(point)} did not pass the exact check", RESTS, given)
