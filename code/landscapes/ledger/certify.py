"""Statements decided by a prover, or by an exact computation in finitely many cases."""
from __future__ import annotations

from dataclasses import dataclass

from .algebra import tex
from .control import Control
from .quotation import confirm_relation
from .record import CheckFailed, Verdict
from .session import give
from .statements import statement


@dataclass(frozen=True)
class Exact:
    """The outcome of an exact computation: whether the claim is true, and one line that shows it."""

    truth: bool
    evidence: str
    formula: str = ""
    method = "exact"

    def __bool__(self):
        return bool(self.truth)

    def latex(self) -> str:
        return self.formula


def certify(id, claim, given=None, *, scope="all real values", **options) -> Verdict:
    """`claim(**given)` states relations and asks a prover; its answer decides.

    Numbers and relations in `given` are altered, and the altered claim must be refuted at least once for each.
    `drop=[names]`: lists of hypotheses, dropped one at a time and reported as needed or not.
    With `severity` the printed claim must be refuted; `corrected` (a dict of changes to `given`, or another
    function) must be proved, and `instead` states the corrected form if the prover's statement does not. With `letters`,
    names in the quoted formula and what they stand for, the quotation is read by machine and must be the claim.

    >>> certify("ma:…", lambda c: squares(c*x**2 >= 2*x*y - y**2), given={"c": 1})   # doctest: +SKIP
    """
    return decided(id, claim, given, scope=scope, **options)


def exact(id, claim, given=None, *, scope, **options) -> Verdict:
    """`claim(**given)` computes in exact arithmetic, and returns a truth value, (truth, evidence) or `Exact`.

    `scope` says which cases were computed. Functions in `given` need `plant={name: {kind: altered}}`.

    >>> exact("ma:…", lambda n: (len(points(n)) == 11, "11 points"), given={"n": 5}, scope="d = 5")   # doctest: +SKIP
    """
    return decided(id, lambda **values: outcome(claim(**values)), given, scope=scope, **options)


def decided(id, claim, given=None, *, drop=(), plant=None, severity=None, corrected=None, instead="", conversion=False,
            letters=None, scope="", uses=(), problem=None, property=None, says="", fault="") -> Verdict:
    row, given, plant = statement(id, says), dict(given or {}), plant or {}
    if unknown := {*drop, *plant} - set(given):
        raise ValueError(f"{id}: {sorted(unknown)[0]!r} is not in given")
    answer, printed = claim(**given), None
    was_read = letters is not None and confirm_relation(id, row.latex, answer.claim, letters)
    if severity is not None:
        printed, (claim, given) = answer, correction(id, claim, given, corrected)
        if truth(printed) is not False:
            raise CheckFailed(f"{id}: called an erratum, but the printed claim is {word(printed)}: {printed.evidence}")
        answer = claim(**given)
    if truth(answer) is not True:
        raise CheckFailed(f"{id}: {'the corrected' if severity else 'the'} claim is {word(answer)}: {answer.evidence}")

    control, needed = Control(id), []
    for name, value in given.items():
        passes = lambda altered, name=name: still(claim(**{**given, name: altered}))
        if name in drop:
            needed += [dropped(label, passes(altered)) for label, altered in droppings(name, value)]
            control.alter(name, value, passes)
        else:
            control.plant(name, value, passes, plant.get(name))
    for line in needed:
        if line.endswith(": needed"):
            control.rejected.setdefault("the hypotheses", []).append(f"dropped {line.removesuffix(': needed')}")
    control.finish()

    formula = answer.statement() if hasattr(answer, "statement") else answer.latex()
    detail = control.detail() + [["hypotheses", "; ".join(needed)]] * bool(needed)
    if rests := getattr(answer, "rests", ""):
        detail.append(["rests on", rests])
    instead = instead or (formula and f"${formula}$")
    return give(Verdict(
        id, row.document, row.section, row.chapter, "holds" if severity is None else "erratum", answer.method,
        shown(answer if printed is None else printed), row.place, row.printed, formula, was_read, fault, severity,
        conversion, scope, list(uses), [], problem, property, instead if severity else None, control.rejected, detail))


def correction(id, claim, given, corrected):
    """The corrected claim and its givens."""
    if corrected is None:
        raise ValueError(f"{id}: an erratum needs corrected=, changes to given or another claim")
    return (corrected, given) if callable(corrected) else (claim, {**given, **corrected})


def outcome(answer):
    """What an exact claim returned, as an object with evidence."""
    if hasattr(answer, "evidence"):
        return answer
    if isinstance(answer, tuple):
        return Exact(bool(answer[0]), *answer[1:])
    return Exact(bool(answer), "computed exactly" if answer else "computed exactly, and false")


def truth(answer) -> bool | None:
    """True or False; None where the prover could not decide or the hypotheses contradict each other."""
    return None if getattr(answer, "verdict", "") in ("undecided", "vacuous") else bool(answer)


def still(answer) -> bool | None:
    """`truth` of an altered claim: hypotheses that have come to contradict each other were noticed."""
    return False if getattr(answer, "verdict", "") == "vacuous" else truth(answer)


def word(answer) -> str:
    return getattr(answer, "verdict", "true" if truth(answer) else "false")


def shown(answer) -> str:
    """The evidence line, with the prover's formula where it has one."""
    formula = getattr(answer, "formula", "")
    return answer.evidence + (f": ${formula}$" if formula and formula not in answer.evidence else "")


def droppings(name, value):
    """The list with each hypothesis left out in turn."""
    if not isinstance(value, (list, tuple)):
        raise ValueError(f"{name}: hypotheses to drop stand in a list, got {value!r}")
    return [(f"${tex(entry)}$", type(value)([*value[:i], *value[i + 1:]])) for i, entry in enumerate(value)]


def dropped(label: str, answer) -> str:
    return f"{label}: " + {True: "not needed", False: "needed", None: "undecided without it"}[answer]
