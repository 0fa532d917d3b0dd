"""What a check was shown to reject: errors are planted, and the check must notice."""
from __future__ import annotations

import sys
from contextlib import contextmanager

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
        self.counts = {"rejected": 0, "true as well": 0, "undecided": 0}

    def plant(self, name: str, value, passes, errors=None) -> None:
        """Alter `value`: at least one alteration must be rejected. Errors given by hand all must."""
        if errors is not None:
            return self.every(name, errors.items(), passes)
        planned = mutants(value)
        chosen = few(planned)
        rest = [pair for pair in planned if not any(pair is one for one in chosen)]
        for kind, altered in chosen:
            self.one(name, kind, altered, passes)
        while rest and name not in self.rejected:
            self.one(name, *rest.pop(0), passes)
        if chosen and name not in self.rejected:
            self.survivors.append(f"every error planted in {name}")

    def every(self, name: str, errors, passes) -> None:
        """Plant these errors; each of them must be rejected."""
        for kind, altered in errors:
            self.one(name, kind, altered, passes)
        self.survivors += [f"{kind} in {name}" for kind in self.true_as_well.pop(name, [])]

    def note(self, name: str, kind: str, rejected: bool) -> None:
        """Enter a control that was run elsewhere."""
        self.counts["rejected" if rejected else "true as well"] += 1
        (self.rejected if rejected else self.true_as_well).setdefault(name, []).append(kind)

    def alter(self, name: str, value, passes) -> None:
        """Alter a hypothesis; it may turn out not to be needed, so nothing has to be rejected."""
        for kind, altered in few(mutants(value)):
            if kind not in ("dropped", "swapped"):
                self.one(name, kind, altered, passes)

    def one(self, name: str, kind: str, altered, passes) -> None:
        try:
            with patience():
                passed = passes(altered)
        except REFUSED:
            passed = False
        self.counts[{True: "true as well", False: "rejected", None: "undecided"}[passed]] += 1
        if passed is not None:   # what could not be decided says nothing about the check
            kinds = (self.true_as_well if passed else self.rejected).setdefault(name, [])
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
        lines = [["planted errors", ", ".join(f"{number} {what}" for what, number in self.counts.items() if number)]]
        if self.true_as_well:
            lines.append(["true as well", listed(self.true_as_well)])
        if self.survivors:
            lines.append(["survivors", "; ".join(self.survivors)])
        return lines


@contextmanager
def patience(seconds: int = 10):
    """Under `make mutants`, z3 gives up on an altered claim after some seconds; it then counts as undecided."""
    if not all_wanted() or "z3" not in sys.modules:
        yield
        return
    z3 = sys.modules["z3"]
    z3.set_param("timeout", 1000 * seconds)
    try:
        yield
    finally:
        z3.set_param("timeout", 4294967295)   # z3's own default: none


def listed(kinds: dict[str, list[str]]) -> str:
    """`sign, factor 2; in g: transpose`. What is printed comes first; the order does not depend on the record's."""
    names = sorted(kinds, key=lambda name: (name != "printed", name))
    return "; ".join((f"in {name}: " if name != "printed" else "") + ", ".join(kinds[name]) for name in names)
