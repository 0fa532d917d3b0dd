"""A theorem as a whole: as strong as the weakest step of its proof."""
from __future__ import annotations

from .record import STRENGTH, CheckFailed, Verdict, general, label, weakest
from .session import found, give
from .statements import statement


def theorem(id, steps, *, uses=(), argued=(), scope="", severity=None, corrected=None, refuted_by=None, conversion=False,
            problem=None, property=None, says="", fault="") -> Verdict:
    """The statement follows from its `steps`: verdicts, or ids of statements that have one.

    Its method is the weakest among the steps and `uses`, through the theorems that these rest on; definitions
    weigh nothing. Where an exact step covers some cases, these are the theorem's scope, unless `scope` names another.
    `argued` lists the steps for which only the text argues: then the method is at best `reading`.
    A step in another chapter is looked up when the ledger is collected. With `severity`, the verdict
    `refuted_by` (a counterexample that was checked) refutes the printed statement, and the steps prove `corrected`.

    >>> theorem("ma:thm-4.1", steps=["ma:lem-4.2", "ma:eq-4.4"], uses=["ma:eq-4.1"])   # doctest: +SKIP
    """
    row = statement(id, says)
    steps, uses = names(steps), names(uses)
    if not steps:
        raise ValueError(f"{id}: steps: a theorem needs at least one")
    if severity is not None:
        refute(id, corrected, refuted_by)
        uses += names([refuted_by])
    verdicts = [verdict for name in dict.fromkeys(steps + uses) for verdict in resolve(id, name, row.chapter)]
    elsewhere = [name for name in dict.fromkeys(steps + uses) if not found(name)]
    methods = [v.method for v in verdicts if v.status != "definition"] + ["reading"] * bool(argued)
    method = weakest(methods) if methods else "reading"
    status = "erratum" if severity else "open" if any(v.status == "open" for v in verdicts) else "holds"
    planted = sum(sum(map(len, v.control.values())) for v in verdicts)
    detail = [["argued in the text", "; ".join(argued)]] * bool(argued)
    detail += [["in other chapters", ", ".join(elsewhere)]] * bool(elsewhere)
    return give(Verdict(
        id, row.document, row.section, row.chapter, status, method, evidence(steps, verdicts, method, argued, refuted_by),
        row.place, row.printed, "", False, fault, severity, conversion,
        scope or bounded_scope(verdicts, refuted_by) or common_scope(verdicts),
        list(dict.fromkeys(steps + uses)), steps, problem, property, corrected,
        {"its steps": [f"{planted} kinds of planted errors"]}, detail))


def names(steps) -> list[str]:
    return [step.id if isinstance(step, Verdict) else step for step in steps]


def resolve(id, name, chapter) -> list[Verdict]:
    """The verdicts of a step; in this chapter they must exist already."""
    if name == id:
        raise CheckFailed(f"{id}: a step of its own proof")
    if not found(name) and statement(name.partition("/")[0]).chapter == chapter:
        raise CheckFailed(f"{id}: the step {name} has no verdict yet")
    return found(name)


def refute(id, corrected, refuted_by) -> None:
    """An erratum needs a checked counterexample and a corrected form."""
    if not corrected or refuted_by is None:
        raise ValueError(f"{id}: an erratum needs corrected= and refuted_by=")
    for verdict in found(names([refuted_by])[0]) or [None]:
        if verdict is None or verdict.status != "holds" or STRENGTH[verdict.method] > STRENGTH["experiment"]:
            raise CheckFailed(f"{id}: refuted_by: {refuted_by} is no counterexample that was checked")


def evidence(steps, verdicts, method, argued, refuted_by) -> str:
    """What the theorem rests on, after the counterexample if it is an erratum."""
    text = f"{len(steps)} step{'s' * (len(steps) != 1)}"
    if refuted_by is not None:
        counter = found(names([refuted_by])[0])[0]
        text = f"counterexample: {counter.printed}; the corrected form follows by {text}"
    if STRENGTH[method] == 0:
        return f"{text}, {'each ' * (len(steps) != 1)}proved"
    if argued and method == "reading":
        return f"{text}, and by argument in the text: {argued[0]}"
    weak = next((v for v in verdicts if v.method == method and v.status != "definition"), None)
    if weak is None:
        return f"{text} in other chapters"
    return f"{text}; the weakest, {label(weak.id, weak.place)}, by {method}"


def bounded_scope(verdicts, refuted_by) -> str:
    """The cases that the exact steps cover, where these are not all: the theorem is proved no further."""
    counter = found(names([refuted_by])[0]) if refuted_by is not None else []
    scopes = [v.scope for v in verdicts if v.method == "exact" and v.status != "definition" and v not in counter]
    return "; ".join(dict.fromkeys(scope for scope in scopes if not general(scope)))


def common_scope(verdicts) -> str:
    """The scope of all steps, if they have one in common."""
    scopes = {v.scope for v in verdicts if v.scope and v.status != "definition"}
    return scopes.pop() if len(scopes) == 1 else ""
