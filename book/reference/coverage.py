"""How many statements of each source and each chapter have a verdict, and of which kind."""

from book.reference.parts import STATUS, by_chapter, chapter_title, documents, table
from landscapes.ledger.record import METHODS
from landscapes.ledger.statements import table as rows_of

INTRO = """# Coverage

Every statement of a source has a row in the book's tables, with its place and a short quotation; a verdict is
counted under the chapter that holds its check. Verdicts can outnumber statements: a statement with two faults has two,
and the parts of a proof have their own. *Proved*: by algebra, a certificate, exact arithmetic or intervals. *Read*:
quotations that a machine read and found equal to what was checked.

## By source

"""
PROVED = METHODS[:4]


def page(records: list[dict]) -> str:
    done = {record["id"] for record in records}
    head = ["", "statements", "with a verdict", *STATUS.values(), "proved", "read"]
    sources = [line(facts["part"], list(rows_of(document).values()), done,
                    [r for r in records if r["document"] == document]) for document, facts in documents().items()]
    methods = [[facts["part"], *(sum(r["document"] == document and r["method"] == method for r in records)
                                 for method in METHODS)] for document, facts in documents().items()]
    parts = [INTRO, table(["source", *head[1:]], sources),
             "\n## How the verdicts were reached\n\n", table(["source", *METHODS], methods)]
    for document, facts in documents().items():
        lines = []
        for chapter, rows in by_chapter().items():
            if rows[0].document == document:
                here = [record for record in records if record["chapter"] == chapter]
                title = chapter_title(chapter)
                lines.append(line(f"{{doc}}`{title} <../{chapter}>`" if here else title, rows, done, here))
        parts.append(f"\n## {facts['part']}\n\n" + table(["chapter", *head[1:]], lines))
    return "".join(parts)


def line(name: str, rows: list, done: set, records: list[dict]) -> list:
    counts = [sum(record["status"] == status for record in records) for status in STATUS]
    proved = sum(record["method"] in PROVED for record in records)
    return [name, len(rows), sum(row.id in done for row in rows), *counts, proved, sum(record["read"] for record in records)]
