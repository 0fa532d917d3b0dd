"""What the reference pages share: documents, links, raw HTML in Markdown."""

import html
import json
import re
import tomllib
from functools import cache
from pathlib import Path

from book import CHAPTERS
import landscapes.ledger
from landscapes.ledger.display import STATUS
from landscapes.ledger.record import anchor, label
from landscapes.ledger.statements import Statement, statements

HERE = Path(__file__).parent


@cache
def documents() -> dict[str, dict]:
    path = Path(landscapes.ledger.__file__).with_name("documents.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def raw(text: str) -> str:
    """HTML in a Markdown page; the fence is longer than any in the text."""
    return f"``````{{raw}} html\n{text}\n``````\n"


def escape(text: str) -> str:
    return html.escape(text, quote=True)


def named(record: dict) -> str:
    """`ma (4.2)`."""
    return f"{record['document']} {label(record['id'], record['place'])}"


def says(record: dict) -> str:
    """The statement in a few words of ours."""
    row = statements().get(record["id"])
    return (row.says if row else "") or record["printed"]


SYMBOLS = {"|": "‖", "lVert": "‖", "rVert": "‖", "langle": "⟨", "rangle": "⟩", "top": "ᵀ", "ne": "≠", "le": "≤", "ge": "≥",
           "to": "→", "times": "×", "cdot": "·", "theta": "θ", "lambda": "λ", "eta": "η", "sigma": "σ", "varepsilon": "ε"}


def spoken(text: str) -> str:
    """A text without dollar signs and backslashes, for a tooltip: nothing typesets formulas there."""
    text = re.sub(r"\\(\||[A-Za-z]+)", lambda found: SYMBOLS.get(found[1], found[1]), text.replace("$", ""))
    return re.sub(r"\^(?=ᵀ)|\\.|[{}]", "", text)


def in_chapter(record: dict) -> str:
    """The address of the verdict in its chapter, from a reference page."""
    return f"../{record['chapter']}.html#{anchor(record)}"


def in_ledger(record: dict) -> str:
    return f"ledger.html#{anchor(record)}"


@cache
def chapter_title(chapter: str) -> str:
    """The heading of a chapter; of one that does not stand yet, its name: `1-local-methods/4-1-pca` → `4.1 pca`."""
    path = CHAPTERS / f"{chapter}.ipynb"
    if path.exists():
        first = "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"])
        if heading := re.search(r"^# (.+)$", first, re.M):
            return heading[1].strip()
    parts = chapter.rpartition("/")[2].split("-")
    digits = [part for part in parts if part.isdigit()]
    return f"{'.'.join(digits)} {' '.join(parts[len(digits):])}"


def by_chapter() -> dict[str, list[Statement]]:
    """The rows of the tables under their chapters, in the order of the book."""
    found: dict[str, list[Statement]] = {}
    for row in statements().values():
        found.setdefault(row.chapter, []).append(row)
    return dict(sorted(found.items(), key=lambda item: book_order(item[0])))


def book_order(chapter: str):
    part, _, name = chapter.rpartition("/")
    return part, [(0, int(word), "") if word.isdigit() else (1, 0, word) for word in name.split("-")]


def table(head: list[str], lines: list[list]) -> str:
    """A Markdown table; numbers are set to the right."""
    right = [all(isinstance(line[i], int) for line in lines) and bool(lines) for i in range(len(head))]
    rows = ["| " + " | ".join(head) + " |", "|" + "|".join("---:" if r else "---" for r in right) + "|"]
    return "\n".join(rows + ["| " + " | ".join(map(str, line)) + " |" for line in lines]) + "\n"
