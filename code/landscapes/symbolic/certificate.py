"""What a prover answers: proved, refuted, undecided, or vacuous.

Every prover of this package returns one of four small objects with the same fields.

=============  ========  ==========================================================================
object         bool()    meaning
=============  ========  ==========================================================================
Certificate    True      the claim is proved; `formula` holds the identity that shows it, if any
Refutation     False     the claim is false at `point`, which was checked in exact arithmetic
Vacuous        False     no real point satisfies the assumptions, so the claim says nothing
Undecided      an error  neither: the budget of work (never of time) was spent; `evidence` says how
=============  ========  ==========================================================================

An undecided answer has no truth value on purpose: whoever writes `if result:` learns of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

METHODS = ("certificate", "interval", "exact")


@dataclass(frozen=True)
class Outcome:
    """Common part. `claim`: the sympy statement; `given`: its assumptions; `method`: one of METHODS;
    `evidence`: one line; `rests`: what the answer rests on; `formula`: LaTeX of the argument, `plain`: as text."""

    claim: Any
    method: str
    evidence: str
    rests: str = ""
    given: tuple = ()
    formula: str = ""
    plain: str = ""
    verdict = "undecided"

    def __post_init__(self):
        if self.method not in METHODS:
            raise ValueError(f"method: expected one of {', '.join(METHODS)}, got {self.method!r}")
        if not self.evidence or "\n" in self.evidence:
            raise ValueError(f"evidence: expected one non-empty line, got {self.evidence!r}")

    def __str__(self):
        return f"{self.verdict}: {self.evidence}" + (f": {self.plain}" if self.plain else "")

    def statement(self) -> str:
        """LaTeX of "assumptions ⇒ claim", rendered from the objects that were checked."""
        claim = tex(self.claim)
        if not self.given:
            return claim
        return r",\ ".join(tex(g) for g in self.given) + r" \ \Rightarrow\ " + claim

    def latex(self) -> str:
        """LaTeX of the argument: the identity, the counterexample, or else the statement itself."""
        return self.formula or self.statement()


@dataclass(frozen=True)
class Certificate(Outcome):
    """The claim is proved."""

    verdict = "proved"

    def __bool__(self):
        return True


@dataclass(frozen=True)
class Refutation(Outcome):
    """The claim fails at `point` (symbol: exact number), where all assumptions hold."""

    point: dict = field(default_factory=dict)
    verdict = "refuted"

    def __bool__(self):
        return False

    def latex(self) -> str:
        if self.formula or not self.point:
            return self.formula or self.statement()
        return r",\ ".join(f"{tex(s)} = {tex(v)}" for s, v in self.point.items())


@dataclass(frozen=True)
class Vacuous(Outcome):
    """The assumptions contradict each other."""

    verdict = "vacuous"

    def __bool__(self):
        return False


@dataclass(frozen=True)
class Undecided(Outcome):
    """Neither proved nor refuted within the budget of work."""

    verdict = "undecided"

    def __bool__(self):
        raise NotDecided(f"undecided, so neither true nor false: {self.evidence}")


class NotDecided(RuntimeError):
    """An undecided answer was used as if it were true or false."""


def tex(thing: Any) -> str:
    """LaTeX of a sympy object, of an object with its own `.latex()`, or of a plain value."""
    if hasattr(thing, "latex"):
        return thing.latex()
    if isinstance(thing, str):
        return r"\text{" + thing + "}"
    import sympy

    return sympy.latex(thing).replace("⟨", r"\langle ").replace("⟩", r"\rangle ")


def at(point: dict) -> str:
    """A point in words: `x = 1/2, y = 0`, symbols in alphabetical order."""
    return ", ".join(f"{s} = {number(v)}" for s, v in sorted(point.items(), key=lambda p: str(p[0])))


def number(value: Any) -> str:
    """A number for an evidence line: exact while it is short, else six digits after ≈."""
    text = str(value)
    if len(text) <= 24 and "CRootOf" not in text:
        return text
    import sympy

    return f"≈ {sympy.N(value, 6)}"
