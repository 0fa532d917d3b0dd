"""The verdict: one record per checked statement (or per fault of a statement)."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

MIME = "application/vnd.landscapes.verdict+json"

STATUSES = ("holds", "erratum", "definition", "cited", "open")
SEVERITIES = ("typo", "wrong constant", "wrong statement", "missing hypothesis", "wrong reference")
#: how much a method proves: the first three are proofs in every case they cover and count alike
STRENGTH = {"symbolic": 0, "certificate": 0, "exact": 0, "interval": 1,
            "experiment": 2, "reading": 3, "citation": 4}
METHODS = tuple(STRENGTH)
PROPERTIES = ("strict saddle", "no spurious minima", "PL", "certificate", "path")


class CheckFailed(AssertionError):
    """A statement does not come out as its check says."""


class WeakCheck(AssertionError):
    """A check that could not have failed: a planted error went unnoticed, or it compares a thing with itself."""


def weakest(methods: Iterable[str]) -> str:
    """The weakest of the methods; among equally strong ones the first named.

    From strong to weak: symbolic, certificate and exact (alike), interval, experiment, reading, citation.
    """
    return max(methods, key=STRENGTH.__getitem__)


def general(scope: str) -> bool:
    """Whether a scope leaves nothing out: none is named, or "every dimension", "all real values", without a number."""
    return not scope or (scope.startswith(("every ", "all ")) and not re.search(r"\d", scope))


@dataclass
class Verdict:
    """What a check found. Texts may hold mathematics between dollar signs.

    `steps` are the statements from which a theorem takes its method, `fault` tells apart two
    faults of one statement, `read` says that the quotation was read by machine and equals the
    checked object, `detail` holds further lines for the reader as pairs (name, text).
    """

    id: str
    document: str
    section: str
    chapter: str
    status: str
    method: str
    evidence: str
    place: str = ""
    printed: str = ""
    checked: str = ""
    read: bool = False
    fault: str = ""
    severity: str | None = None
    conversion: bool = False
    scope: str = ""
    uses: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    problem: str | None = None
    property: str | None = None
    corrected: str | None = None
    control: dict[str, list[str]] = field(default_factory=dict)
    detail: list[list[str]] = field(default_factory=list)

    def __post_init__(self):
        if problems := faults(asdict(self)):
            raise ValueError(f"{self.id}: {'; '.join(problems)}")

    def record(self) -> dict:
        """The record as plain JSON values, in a fixed order."""
        return asdict(self)

    def _ipython_display_(self):
        """Nothing: the call that made the verdict has shown it."""


def faults(record: dict) -> list[str]:
    """What is wrong with the form of a record; empty if nothing."""
    status, method = record.get("status"), record.get("method")
    proved = status in ("holds", "erratum") and method not in ("reading", "citation")
    rules = [
        (status not in STATUSES, f"status {status!r} is none of {', '.join(STATUSES)}"),
        (method not in METHODS, f"method {method!r} is none of {', '.join(METHODS)}"),
        ((status == "erratum") != (record.get("severity") in SEVERITIES),
         f"severity {record.get('severity')!r} does not fit status {status!r}"),
        (status == "erratum" and not record.get("corrected"), "an erratum without a corrected form"),
        (bool(record.get("conversion")) and status != "erratum", "conversion belongs to an erratum"),
        (proved and not record.get("control"), "a computed verdict without a control"),
        (not record.get("printed"), "the source's formula or words are missing"),
        (record.get("property") not in (None, *PROPERTIES),
         f"property {record.get('property')!r} is none of {', '.join(PROPERTIES)}"),
        ((record.get("problem") is None) != (record.get("property") is None), "problem and property go together"),
    ]
    missing = [f"{name} is empty" for name in ("id", "document", "section", "evidence") if not record.get(name)]
    return missing + [text for broken, text in rules if broken]


NAMES = {"thm": "Theorem", "lem": "Lemma", "lemma": "Lemma", "def": "Definition", "cor": "Corollary",
         "prop": "Proposition", "claim": "Claim", "fig": "Figure", "rem": "Remark", "fn": "footnote",
         "ass": "Assumption", "assump": "Assumption"}
NUMBERED = re.compile(rf"(eq|{'|'.join(sorted(NAMES, key=len, reverse=True))})-(\d[\w.]*)(?:-(.+))?$")


def label(id: str, place: str = "") -> str:
    """How a reader calls the statement: `(4.2)`, `Lemma 4.2`, or its place in the source."""
    key, _, part = id.partition(":")[2].partition("/")
    if found := NUMBERED.match(key):
        kind, number, rest = found.groups()
        name = f"({number})" if kind == "eq" else f"{NAMES[kind]} {number}"
        name += f" {rest.replace('-', ' ')}" if rest else ""
    else:
        name = place or key.replace("-", " ")
    return f"{name}, {part.replace('-', ' ')}" if part else name


def anchor(record: dict) -> str:
    """The permanent link target of a verdict: `verdict-ma-eq-4-2`. A point in it would be a class to the theme's scripts."""
    fault = f"-{record['fault']}" if record.get("fault") else ""
    return "verdict-" + re.sub(r"\W+", "-", record["id"] + fault).strip("-")
