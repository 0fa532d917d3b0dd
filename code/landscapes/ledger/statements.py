"""The table of statements: what each source states, quoted once, with its place.

One TOML file per document under `statements/`; the keys of a row are section, chapter, numbered,
says (in our words), place, and the quotation: latex (a formula) or words (a sentence), or both.
"""
from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("statements")
DOCUMENTS = ("ma", "lec11", "vzh", "bg", "oymak")


@dataclass(frozen=True)
class Statement:
    id: str
    document: str
    section: str
    chapter: str
    numbered: bool = False
    says: str = ""
    place: str = ""
    latex: str = ""
    words: str = ""

    @property
    def printed(self) -> str:
        """The quotation as text with mathematics between dollar signs."""
        formula = f"${self.latex}$" if self.latex else ""
        return "; ".join(part for part in (self.words, formula) if part)


@cache
def table(document: str) -> dict[str, Statement]:
    """The rows of one document, in the order of the source. Empty if its table does not exist."""
    path = FOLDER / f"{document}.toml"
    if not path.exists():
        return {}
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    fields = Statement.__dataclass_fields__
    made = {}
    for key, row in rows.items():
        if unknown := set(row) - set(fields):
            raise ValueError(f"{path.name}: {key}: unknown field {sorted(unknown)[0]!r}")
        made[key] = Statement(id=f"{document}:{key}", document=document, **row)
    return made


def statements() -> dict[str, Statement]:
    """Every row of every table, by id."""
    return {row.id: row for document in DOCUMENTS for row in table(document).values()}


def statement(id: str, says: str = "") -> Statement:
    """The row of an id. `id/part` is a part of that statement that has no row: then `says` states it."""
    whole, _, part = id.partition("/")
    rows = statements()
    if whole not in rows:
        near = difflib.get_close_matches(whole, rows, 3)
        hint = f"; near: {', '.join(near)}" if near else ""
        raise KeyError(f"no statement {whole!r} in the tables{hint}")
    row = rows[whole]
    if not part:
        return row
    if not says:
        raise ValueError(f"{id}: a part without a row needs says=, what it states")
    return Statement(id, row.document, row.section, row.chapter, False, says, row.place, "", says)
