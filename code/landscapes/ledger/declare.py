"""What no machine decides: definitions, citations, errata of wording, questions left open."""
from __future__ import annotations

import inspect

from .algebra import close, expr_values, is_expr, same, tex
from .control import Control
from .quotation import confirm, left_side, names
from .record import CheckFailed, Verdict
from .session import give
from .statements import statement


def make(id, status, method, evidence, says="", **more) -> Verdict:
    row = statement(id, says)
    return give(Verdict(id, row.document, row.section, row.chapter, status, method, evidence,
                        place=row.place, printed=row.printed, **more))


def define(id, instance, *, code=None, letters=None, scope="", uses=(), says="", problem=None, property=None) -> Verdict:
    """A definition, built once so that it is seen to make sense.

    `instance` is an expression (then the quotation is read by machine, where it can be, and must equal it;
    with `code`, a function of the letters' arrays, the package's own value must agree at random sizes),
    or a function without arguments that builds an instance, or the instance itself.
    """
    row = statement(id, says)
    if not is_expr(instance):
        value = instance() if callable(instance) else instance
        if value is None or value is False:
            raise CheckFailed(f"{id}: the instance is {value}")
        return make(id, "definition", "reading", f"instance: {described(value)}", says, scope=scope,
                    uses=list(uses), problem=problem, property=property)
    was_read = confirm(id, row.latex, instance, names(instance) | (letters or {}))
    evidence, control = "written as an expression for every dimension", Control(id)
    if was_read:
        evidence += ", equal to the quotation"
        control.plant("expression", instance, lambda altered: same(altered, instance))
    if code is not None:
        for seed in range(3):
            values = expr_values([instance], seed)
            if not close(instance.evaluate(values), computed(code, values)):
                raise CheckFailed(f"{id}: the code computes something else at random values")
        evidence += "; the code computes the same at random sizes"
        control.plant("code", instance, lambda altered: close(altered.evaluate(values), computed(code, values)))
    left = left_side(row.latex) if was_read else ""
    return make(id, "definition", "symbolic" if was_read else "reading", evidence, says, uses=list(uses),
                checked=(f"{left} = " if left else "") + tex(instance), read=was_read, control=control.rejected,
                scope=scope or "every dimension", problem=problem, property=property)


def computed(code, values):
    """The function at those of the values that are its arguments."""
    return code(**{name: values[name] for name in inspect.signature(code).parameters})


def described(value) -> str:
    """A short text of an instance; floats are shown to four digits."""
    if hasattr(value, "latex"):
        return f"${value.latex()}$"
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, dict):
        return ", ".join(f"{key} = {described(entry)}" for key, entry in value.items())
    if isinstance(value, (tuple, list)):
        return ", ".join(map(described, value))
    if type(value).__module__.startswith(("sympy", "numpy")):
        import numpy as np

        return np.array2string(value, precision=4).replace("\n", " ") if isinstance(value, np.ndarray) else str(value)
    return str(value)


def cite(id, *, reason, keys=(), uses=(), says="") -> Verdict:
    """A statement that no computation can say anything about: the reason, and where it is proved."""
    if not reason:
        raise ValueError("reason: say why nothing can be computed")
    keys = [keys] if isinstance(keys, str) else list(keys)
    detail = [["proved in", ", ".join(keys)]] * bool(keys)
    return make(id, "cited", "citation", reason, says, uses=list(uses), detail=detail)


def wording(id, *, corrected, severity, why, conversion=False, uses=(), says="", fault="") -> Verdict:
    """An erratum of wording or reference, seen by reading. Anything that can be computed is not declared."""
    if severity not in ("typo", "wrong reference"):
        raise ValueError(f"severity: only a typo or a wrong reference may be declared, got {severity!r}")
    return make(id, "erratum", "reading", why, says, severity=severity, conversion=conversion, corrected=corrected,
                uses=list(uses), fault=fault)


def undecided(id, *, tried, missing, uses=(), says="") -> Verdict:
    """A statement tried and left open: what was tried, and what is missing."""
    return make(id, "open", "reading", f"tried: {tried}", says, uses=list(uses), detail=[["missing", missing]])
