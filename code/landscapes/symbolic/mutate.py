"""Errors planted in inequalities and assumptions, and what the provers say of them.

    for kind, altered in mutants(x**2 >= 2*x - 1): ...
    trials = judge(prove, claim, given);  summary(trials)

A planted error can leave an inequality true (a weaker constant does), so each altered statement goes to a prover:
refuted means that the check notices it, proved means that it is true as well. Nothing is decided by a time-out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from .certificate import Outcome
from .reals.relations import read, read_given

WORDS = {"refuted": "rejected", "vacuous": "rejected", "proved": "true as well", "undecided": "undecided"}


@dataclass(frozen=True)
class Trial:
    """One planted error: where ("claim", "assumption 2"), its kind, the altered statement, and the prover's answer."""

    where: str
    kind: str
    statement: str
    outcome: Outcome

    @property
    def word(self) -> str:
        """"rejected", "true as well" or "undecided"; for a dropped assumption "needed", "not needed" or "undecided"."""
        word = WORDS[self.outcome.verdict]
        return {"rejected": "needed", "true as well": "not needed"}.get(word, word) if self.kind == "dropped" else word


def mutants(relation) -> Iterator[tuple[str, object]]:
    """(kind, altered relation), without repetitions and without those that say the same as the original."""
    import sympy

    relation = read(relation, "relation")
    seen = {_meaning(relation)}
    for kind, altered in _all(relation):
        meaning = _meaning(altered)
        if meaning not in seen and not isinstance(altered, sympy.logic.boolalg.BooleanAtom):
            seen.add(meaning)
            yield kind, altered


def judge(prove, claim, given=()) -> list[Trial]:
    """Mutants of the claim and of each assumption, and each assumption dropped, put before `prove(claim, given)`."""
    given = read_given(given)
    trials = [Trial("claim", kind, str(m), prove(m, given)) for kind, m in mutants(claim)]
    for i, g in enumerate(given):
        rest, where = given[:i] + given[i + 1:], f"assumption {i + 1}"
        trials.append(Trial(where, "dropped", str(g), prove(claim, rest)))
        trials += [Trial(where, kind, str(m), prove(claim, (*given[:i], m, *given[i + 1:]))) for kind, m in mutants(g)]
    return trials


def summary(trials) -> str:
    """One line: how many are rejected, true as well, undecided; which assumptions are not needed."""
    planted = [t for t in trials if t.kind != "dropped"]
    counts = [f"{sum(t.word == w for t in planted)} {w}" for w in ("rejected", "true as well", "undecided")]
    free = [t.statement for t in trials if t.word == "not needed"]
    return f"{len(planted)} planted: {', '.join(counts)}" + (f"; not needed: {', '.join(free)}" if free else "")


def _all(relation):
    import sympy

    from .quantifiers import Exists, ForAll, Quantified

    if isinstance(relation, Quantified):
        other = ForAll if isinstance(relation, Exists) else Exists
        yield "quantifier", other(relation.variables, relation.body)
        if isinstance(relation.body, Quantified):
            inner = relation.body
            yield "order of quantifiers", inner.func(inner.variables, relation.func(relation.variables, inner.body))
        yield from ((kind, relation.func(relation.variables, m)) for kind, m in mutants(relation.body))
        return
    if isinstance(relation, (sympy.And, sympy.Or, sympy.Implies, sympy.Not)):
        for i, part in enumerate(relation.args):
            before, after = relation.args[:i], relation.args[i + 1:]
            yield from ((kind, relation.func(*before, m, *after)) for kind, m in mutants(part))
        return
    if not relation.is_Relational:
        return
    rel, lhs, rhs = relation.func, relation.lhs, relation.rhs
    flips = {sympy.Ge: sympy.Le, sympy.Le: sympy.Ge, sympy.Gt: sympy.Lt, sympy.Lt: sympy.Gt}
    strict = {sympy.Ge: sympy.Gt, sympy.Le: sympy.Lt, sympy.Gt: sympy.Ge, sympy.Lt: sympy.Le}
    for kind, table in (("reversed", flips), ("strictness", strict)):
        if rel in table:
            yield kind, table[rel](lhs, rhs, evaluate=False)
    if rel is sympy.Eq:
        yield "constant", rel(lhs, rhs + 1, evaluate=False)
    for kind, factor in (("factor 2", 2), ("factor ½", sympy.Rational(1, 2)), ("sign", -1)):
        yield kind, rel(lhs, factor * rhs, evaluate=False)
    for side, build in ((lhs, lambda e: rel(e, rhs, evaluate=False)), (rhs, lambda e: rel(lhs, e, evaluate=False))):
        yield from ((kind, build(e)) for kind, e in _inside(side))
    for a, b in combinations(sorted(relation.free_symbols, key=str), 2):
        swap = {a: b, b: a}
        yield "swapped symbols", rel(lhs.xreplace(swap), rhs.xreplace(swap), evaluate=False)


def _inside(e):
    """Alterations somewhere in an expression, each at one place."""
    import sympy

    if e.is_Rational and e != 0:
        yield from (("constant", v) for v in (2 * e, e / 2, -e))
    if e.is_Pow and e.exp.is_Integer:
        yield from (("exponent", e.base ** (e.exp + step)) for step in (1, -1))
    if e.is_Add:
        for term in e.args:
            yield "sign of a term", e - 2 * term
            yield "factor in a term", e + term
            yield "dropped term", e - term
    for i, part in enumerate(e.args):
        if e.is_Pow and i == 1 or isinstance(e, sympy.CRootOf):
            continue
        for kind, altered in _inside(part):
            yield kind, e.func(*e.args[:i], altered, *e.args[i + 1:])


def _meaning(relation):
    """Equal for relations that say the same by plain algebra."""
    import sympy

    if not relation.is_Relational:
        return relation
    return relation.rel_op, sympy.expand(relation.lhs - relation.rhs)
