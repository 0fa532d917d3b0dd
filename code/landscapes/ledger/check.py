"""A printed formula against what follows from the definitions."""
from __future__ import annotations

from .algebra import cross_check, flat, is_expr, minus, same, tex
from .control import Control
from .quotation import confirm, left_side, names, readings
from .record import CheckFailed, Verdict, WeakCheck
from .session import give
from .statements import statement


def check(id, printed=None, derive=None, given=None, *, corrected=None, severity=None, conversion=False,
          letters=None, read_as=None, left="", plant=None, scope=None, uses=(), problem=None, property=None, says="",
          fault="") -> Verdict:
    """The printed formula equals `derive(**given)`, in every dimension for expressions of `landscapes.symbolic`.

    Without `printed` the quotation in the table of statements is read by machine; with it, the two must be equal
    where the quotation can be read. `read_as` makes of the quoted object what is checked, say ⟨v, Hv⟩ of a matrix H;
    `left` is then the LaTeX of its left side. With `severity` the statement is an erratum: the printed formula must
    differ and `corrected` must agree. Errors are planted in the formula and in everything in `given`; functions in
    `given` need `plant={name: {kind: altered}}`.

    >>> g = norm2(M - x*x.T) / 2                                              # doctest: +SKIP
    >>> check("ma:eq-4.2", printed=norm2(x)*x - M*x, derive=lambda g: gradient(g, x), given={"g": g})  # doctest: +SKIP
    """
    row, given, plant = statement(id, says), dict(given or {}), plant or {}
    derived = derive(**given)
    letters = names(derived, *given.values()) | (letters or {})
    if printed is None:
        readable = readings(row.latex, letters)
        if not readable:
            raise ValueError(f"{id}: the quotation cannot be read by machine; give printed=")
        printed, was_read = (read_as or (lambda side: side))(readable[-1]), True
    else:
        refuse_itself(id, printed, derived, given)
        was_read = confirm(id, row.latex, printed, letters, read_as)
    equal = same(printed, derived)
    cross_check(id, printed, derived, equal)
    decide(id, printed, derived, equal, corrected, severity)
    claim = printed if severity is None else corrected

    control = Control(id)
    control.plant("printed", claim, lambda altered: same(altered, derived))
    for name, value in given.items():
        control.plant(name, value, lambda altered, name=name: same(claim, derive(**{**given, name: altered})),
                      plant.get(name))
    refuse_idle(id, control)
    control.finish()

    left = left or (left_side(row.latex) if was_read and read_as is None else "")
    formula = (f"{left} = " if left else "") + tex(claim)
    return give(Verdict(
        id, row.document, row.section, row.chapter, "holds" if severity is None else "erratum",
        "symbolic", evidence(printed, derived, severity), row.place, row.printed, formula, was_read, fault,
        severity, conversion, scope or default_scope(derived), list(uses), [], problem, property,
        None if severity is None else f"${formula}$", control.rejected, control.detail()))


def refuse_itself(id, printed, derived, given) -> None:
    """A check that compares a thing with itself says nothing."""
    if printed is derived:
        raise WeakCheck(f"{id}: the printed formula is the derived object itself")
    if was_computed(printed):
        raise WeakCheck(f"{id}: the printed formula was computed, not written down: {tex(printed)}")
    if any(printed is value for value in given.values()):
        raise WeakCheck(f"{id}: the printed formula is one of its own givens")
    if any(derived is value for value in given.values()):
        raise WeakCheck(f"{id}: derive returns one of its givens unchanged, so it derives nothing")


def was_computed(formula) -> bool:
    """Whether a derivative, a substitution or a reduction went into the formula."""
    return any(getattr(e, "op", "") == "normal" or was_computed(getattr(e, "parts", ())) for e in flat(formula) if is_expr(e))


def refuse_idle(id, control) -> None:
    if not set(control.rejected) - {"printed"}:
        raise WeakCheck(f"{id}: altering {', '.join(set(control.true_as_well) - {'printed'}) or 'nothing given'} "
                        "changes nothing, so the derivation rests on nothing")


def decide(id, printed, derived, equal, corrected, severity) -> None:
    """Raise unless the comparison comes out as the check says."""
    if severity is None and not equal:
        raise CheckFailed(f"{id}: printed  {tex(printed)}\n  derived  {tex(derived)}\n"
                          f"  derived − printed  {tex(minus(derived, printed))}")
    if severity is not None and equal:
        raise CheckFailed(f"{id}: called an erratum, but the printed formula is right: {tex(printed)}")
    if severity is not None and corrected is None:
        raise ValueError(f"{id}: an erratum needs corrected=")
    if severity is not None and (corrected is derived or was_computed(corrected)):
        raise WeakCheck(f"{id}: the corrected formula was computed, not written down: {tex(corrected)}")
    if severity is not None and not same(corrected, derived):
        raise CheckFailed(f"{id}: corrected  {tex(corrected)}\n  derived  {tex(derived)}")


def evidence(printed, derived, severity) -> str:
    if severity is None:
        return "printed − derived = 0 by algebra; both sides agree at random points"
    return f"derived − printed $= {tex(minus(derived, printed))}$, also at random points"


def default_scope(derived) -> str:
    return "every dimension" if any(map(is_expr, flat(derived))) else "all values of the symbols"
