"""What a check was shown to reject: errors are planted, and the check must notice."""
from __future__ import annotations

import numpy as np

from .mutants import all_wanted, few, mutants
from .record import WeakCheck

#: a planted error may make the computation itself refuse; that is noticed too
REFUSED = (ValueError, ArithmeticError, IndexError, KeyError, np.linalg.LinAlgError)


class Control:
    """Collects, for each thing that a check rests on, which planted errors were rejected.

    A planted error that passes is "true as well": every comparison here is exact or a proof, so the
    altered statement is true. But a thing of which no alteration is rejected is not used by the check:
    that is a survivor, and the check is refused (under `make mutants` it is reported).
    """

    def __init__(self, id: str):
        self.id = id
        self.rejected: dict[str, list[str]] = {}
        self.true_as_well: dict[str, list[str]] = {}
        self.survivors: list[str] = []
        self.planted = 0

    def plant(self, name: str, value, passes, errors=None) -> None:
        """Plant errors in `value` (or the given `errors`, all of which must be rejected)."""
        planned = mutants(value) if errors is None else list(errors.items())
        chosen = few(planned) if errors is None else planned
        for kind, altered in chosen:
            self.one(name, kind, altered, passes)
        rest = iter([] if errors is not None else [p for p in planned if not any(p is c for c in chosen)])
        while chosen and name not in self.rejected and (more := next(rest, None)):
            self.one(name, *more, passes)
        if errors is not None:
            self.survivors += [f"{kind} in {name}" for kind in self.true_as_well.pop(name, [])]
        elif chosen and name not in self.rejected:
            self.survivors.append(f"every error planted in {name}")

    def one(self, name: str, kind: str, altered, passes) -> None:
        self.planted += 1
        try:
            noticed = not passes(altered)
        except REFUSED:
            noticed = True
        kinds = (self.rejected if noticed else self.true_as_well).setdefault(name, [])
        if kind not in kinds:
            kinds.append(kind)

    def finish(self) -> None:
        """Raise if an error survived, or if nothing could be planted."""
        if not self.rejected and not self.survivors:
            raise WeakCheck(f"{self.id}: no error could be planted in what the check rests on; "
                            "give the definitions and constants in given=, or plant= errors by hand")
        if self.survivors and not all_wanted():
            raise WeakCheck(f"{self.id}: survived: {'; '.join(self.survivors)}")

    def detail(self) -> list[list[str]]:
        """Lines for the reader."""
        noticed = sum(map(len, self.rejected.values()))
        lines = [["planted errors", f"{self.planted} planted, {noticed} kinds rejected"]]
        if self.true_as_well:
            lines.append(["true as well", listed(self.true_as_well)])
        if self.survivors:
            lines.append(["survivors", "; ".join(self.survivors)])
        return lines


def listed(kinds: dict[str, list[str]]) -> str:
    """`sign, factor 2; in g: transpose`."""
    return "; ".join((f"in {name}: " if name != "printed" else "") + ", ".join(found)
                     for name, found in kinds.items())
