"""The figures and experiments of the sources beside ours."""

import re

from book.reference.parts import documents, named, says, table
from landscapes.ledger.statements import table as rows_of

INTRO = """# Reproductions

Every figure and every experiment of the sources, beside what came out here. *Agrees*: the same, or the same law
within its interval. *Differs*: our measurement refutes what is printed. *Not specified*: the source leaves open what
one would need to know; the chapter shows what comes out under each reading.

"""
KIND = re.compile(r"(fig|figure|exp|experiment|table)-")
OUTCOME = {"holds": "agrees", "definition": "rebuilt", "erratum": "differs",
           "open": "not specified", "cited": "not reproduced"}


def page(records: list[dict]) -> str:
    lines = []
    for document in documents():
        for row in rows_of(document).values():
            if KIND.match(row.id.partition(":")[2]):
                lines += [shown(record) for record in records if record["id"].partition("/")[0] == row.id]
    return INTRO + (table(["source", "it shows", "outcome", "here"], lines) if lines else "None yet.\n")


def shown(record: dict) -> list[str]:
    name = f"{{doc}}`{named(record)} <../{record['chapter']}>`"
    extra = "; ".join(text for key, text in record["detail"] if key == "missing")
    found = record["evidence"] + (f"; missing: {extra}" if extra else "")
    return [cell(part) for part in (name, says(record), OUTCOME[record["status"]], found)]


def cell(text: str) -> str:
    return text.replace("|", r"\|")
