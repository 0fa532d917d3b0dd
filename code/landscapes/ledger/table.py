"""Problems against properties, drawn from the verdicts: the table of part 3, section 1.5."""
from __future__ import annotations

import html
from dataclasses import dataclass

from .collect import properties
from .record import anchor, label

PROPERTIES = ("no spurious minima", "strict saddle", "PL", "certificate", "path")
WORD = {"symbolic": "proved", "certificate": "proved", "exact": "proved", "interval": "proved", "experiment": "measured",
        "reading": "argued", "citation": "cited"}
CELL = "text-align:left;vertical-align:top;padding:.2em .6em"
STRENGTH = ("proved", "argued", "measured", "cited")


def word(record: dict) -> str:
    """How the property was shown; `corrected`: for the corrected statement only."""
    return WORD[record["method"]] + (", corrected" if record["status"] == "erratum" else "")


def strongest(records: list[dict]) -> dict:
    """The verdict to show in a cell: as printed before corrected, a proof before an argument, a measurement, a citation."""
    return min(records, key=lambda r: (STRENGTH.index(WORD[r["method"]]), r["status"] == "erratum"))


@dataclass(frozen=True)
class PropertyTable:
    """One row for each problem, one column for each property; `cells[problem][property]` lists the verdicts that say so."""

    cells: dict[str, dict[str, list[dict]]]

    def __post_init__(self):
        for problem, row in self.cells.items():
            if unknown := set(row) - set(PROPERTIES):
                raise ValueError(f"property must be one of {', '.join(PROPERTIES)}, got {sorted(unknown)[0]!r} for {problem!r}")

    def count(self, property: str) -> int:
        """How many problems have the property."""
        return sum(property in row for row in self.cells.values())

    def __str__(self):
        lines = [" | ".join(("problem", *PROPERTIES))]
        for problem, row in self.cells.items():
            lines.append(" | ".join([problem] + [word(strongest(row[p])) if p in row else "" for p in PROPERTIES]))
        return "\n".join(lines)

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": str(self), "text/html": self.html()}

    def html(self) -> str:
        head = "".join(f'<th scope="col" style="{CELL}">{html.escape(p)}</th>' for p in ("problem", *PROPERTIES))
        body = ""
        for problem, row in self.cells.items():
            cells = "".join(f'<td style="{CELL}">{linked(row[p]) if p in row else ""}</td>' for p in PROPERTIES)
            body += f'<tr><th scope="row" style="{CELL}">{html.escape(problem)}</th>{cells}</tr>'
        return f'<div style="overflow-x:auto" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def linked(records: list[dict]) -> str:
    """The word of the strongest verdict as a link to it; the others as numbers, named when the pointer rests on them."""
    best = strongest(records)
    rest = [r for r in records if r is not best]
    more = " ".join(f'<a href="{address(r)}" {title(r)}>{i}</a>' for i, r in enumerate(rest, start=2))
    return f'<a href="{address(best)}" {title(best)}>{word(best)}</a>' + (f" <small>{more}</small>" if more else "")


def title(record: dict) -> str:
    name = html.escape(f"{named(record)}, {word(record)}", quote=True)
    return f'title="{name}" aria-label="{name}"'


def named(record: dict) -> str:
    return f"{record['document']} {label(record['id'], record['place'])}"


def address(record: dict) -> str:
    """From a chapter of any part."""
    return f"../{record['chapter']}.html#{anchor(record)}"


def property_table(records: list[dict]) -> PropertyTable:
    """The table of all verdicts that name a problem and a property, problems in the order of the book."""
    return PropertyTable(properties(records))
