"""A predicted law against a measurement, with the rule stated beforehand and a control."""
from __future__ import annotations

import numpy as np

from .control import Control
from .record import CheckFailed, Verdict, WeakCheck
from .rules import Rule
from .session import give
from .statements import statement


def experiment(id, accept: Rule, measure, hypotheses=None, *, controls=None, not_needed=(), seed, scope, predict="",
               severity=None, corrected=None, instead="", conversion=False, uses=(), problem=None, property=None,
               says="", fault="") -> Verdict:
    """`measure(rng, **hypotheses)` gives data; `accept` (Slope, Rate, Probability, Value) decides about them.

    Altered predictions must be rejected by the same data. `controls={name: changes to the hypotheses}` measures
    again with a hypothesis removed: the law must fail there, unless the name is in `not_needed`, and then it must
    hold. `predict` states the law in words or LaTeX. With `severity` the data must reject the printed prediction
    and accept `corrected`, another rule.

    >>> experiment("ma:thm-3.3", Slope(-0.5, within=0.1), measure, {"noise": 1.0},
    ...            controls={"no averaging": {"n": 1}}, seed=1, scope="n ≤ 4096, 20 seeds")   # doctest: +SKIP
    """
    row, hypotheses, controls = statement(id, says), dict(hypotheses or {}), dict(controls or {})
    refuse_form(id, accept, corrected, severity, hypotheses, controls, not_needed)
    data = measure(np.random.default_rng(seed), **hypotheses)
    rule = accept if severity is None else corrected
    measured = rule.measured(data)
    if severity is not None and not accept.refutes(accept.measured(data)):
        raise CheckFailed(f"{id}: called an erratum, but the data do not refute the printed {accept}: "
                          f"measured {accept.shown(accept.measured(data))}")
    if not rule.accepts(measured):
        raise CheckFailed(f"{id}: predicted {rule}, measured {rule.shown(measured)}")

    control, lines = Control(id), []
    control.every("the prediction", rule.mutants(), lambda altered: not altered.refutes(altered.measured(data)))
    for name, changes in controls.items():
        again = rule.measured(measure(np.random.default_rng(seed), **{**hypotheses, **changes}))
        lines.append([f"control: {name}", compare(id, name, rule, again, name in not_needed)])
        control.note("the hypotheses", name, rejected=name not in not_needed)
    control.finish()
    return give(Verdict(
        id, row.document, row.section, row.chapter, "holds" if severity is None else "erratum", "experiment",
        f"predicted {rule}, measured {rule.shown(measured)}", row.place, row.printed, "", False, fault, severity,
        conversion, scope, list(uses), [], problem, property, (instead or str(corrected)) if severity else None,
        control.rejected, [["law", predict]] * bool(predict) + lines + control.detail()))


def compare(id, name, rule, measured, not_needed) -> str:
    """What the measurement without a hypothesis shows; raises if that is not what the call says."""
    text = f"{id}: control {name!r}: measured {rule.shown(measured)}"
    if not_needed:
        if rule.accepts(measured):
            return f"measured {rule.shown(measured)}, the law holds without it"
        raise CheckFailed(f"{text}, so the law is not seen to hold, but not_needed says so")
    if rule.refutes(measured):
        return f"measured {rule.shown(measured)}, the law fails"
    raise WeakCheck(f"{text}, so the law is not seen to fail for want of it; if it holds, say so with not_needed")


def refuse_form(id, accept, corrected, severity, hypotheses, controls, not_needed) -> None:
    """One-line errors for a call that cannot be an experiment."""
    for name, rule in {"accept": accept, "corrected": corrected}.items():
        if not isinstance(rule, Rule) and not (name == "corrected" and severity is None and rule is None):
            raise ValueError(f"{id}: {name}: expected a rule such as Slope(-0.5, within=0.1), got {rule!r}")
    if not controls:
        raise ValueError(f"{id}: controls: an experiment needs at least one, a hypothesis removed")
    if unknown := set(not_needed) - set(controls):
        raise ValueError(f"{id}: not_needed: {sorted(unknown)[0]!r} is not among the controls")
    for name, changes in controls.items():
        if unknown := set(changes) - set(hypotheses):
            raise ValueError(f"{id}: control {name!r} changes {sorted(unknown)[0]!r}, which is not a hypothesis")
        if all(changes[key] is hypotheses[key] for key in changes):
            raise WeakCheck(f"{id}: control {name!r} changes nothing")
