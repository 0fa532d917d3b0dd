"""The displays of the prose: what carries the id of a statement is printed as the table has it."""
from __future__ import annotations

import json
import re
from pathlib import Path

from .collect import notebooks
from .statements import DOCUMENTS, statements

DISPLAY = re.compile(r"^\(((?:%s):[\w./-]+)\)=\s*\n+\$\$(.*?)\$\$" % "|".join(DOCUMENTS), re.S | re.M)
BLANK = re.compile(r"\\q?quad|\\tag\{[^}]*\}|\\label\{[^}]*\}|\s|\\[,;:!]|\\begin\{aligned\}|\\end\{aligned\}|[&]|\\\\")


def displays(markdown: str) -> list[tuple[str, str]]:
    """The displays that carry the id of a statement: (id, LaTeX)."""
    return [(id, latex.strip()) for id, latex in DISPLAY.findall(markdown)]


def plain_formula(latex: str) -> str:
    """A formula without spaces, tags and alignment, and without the full stop that ends a sentence."""
    return BLANK.sub("", latex).rstrip(".,;")


def misquoted(folder: Path) -> list[str]:
    """Displays with the id of a statement that differ from the table, one line each."""
    rows, found = statements(), []
    for path in notebooks(folder):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        prose = "\n\n".join(text(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        for id, latex in displays(prose):
            row = rows.get(id.partition("/")[0])
            if row is None:
                found.append(f"{path.name}: {id} is not in the tables")
            elif row.latex and plain_formula(row.latex) != plain_formula(latex):
                found.append(f"{path.name}: {id}: displayed {latex}, the table has {row.latex}")
    return found


def text(field) -> str:
    return "".join(field) if isinstance(field, list) else field or ""
