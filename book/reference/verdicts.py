"""What a verdict rests on: each method on a few lines, with an example from the chapters."""

import ast
import json

from book import CHAPTERS
from book.reference.parts import chapter_title, escape, in_chapter, named, raw, table
from landscapes.ledger.collect import in_outputs, notebooks
from landscapes.ledger.display import as_html

INTRO = """# What a verdict rests on

A verdict is computed. A chapter says in one line what is printed and what it is to be derived from; the check compares
the two, plants errors in both, and writes down what it found. Only definitions, citations, slips of wording and open
questions are declared, and they are counted apart.

"""
METHODS = {
    "symbolic": "Both sides have one normal form, in which sizes are letters: equal in every dimension. They are also "
                "evaluated with random arrays of random sizes, without the normal form.",
    "certificate": "A prover's proof of an inequality or an implication: a sum of squares verified in exact arithmetic, or "
                   "z3's answer that there is no counterexample.",
    "exact": "Every case in the scope, in integers, rationals or algebraic numbers. Nothing beyond the scope.",
    "interval": "An enclosure with outward rounding, on boxes that are split until each one decides.",
    "experiment": "Data: the measured interval lies in the range stated before, altered laws are refuted, and with a "
                  "hypothesis removed the law fails. This supports a statement and does not prove it.",
    "reading": "A reader: wording, references, and steps for which only the text argues.",
    "citation": "The literature, where no computation can say anything; the reason is given.",
}
CONTROL = """
## How a check can fail

For each check, errors are planted in the printed formula *and* in every definition and hypothesis that it rests on: a
sign, a factor 2 or ½, a transpose, an exponent, an index, a dropped term, swapped symbols, a dropped hypothesis. The
check is run again with each. What it noticed is written into the verdict under *rejects*. If none of the errors planted
in something is noticed, the check did not use that thing, and is refused; so is a check that compares an object with
itself. Where an altered statement is *true as well*, which the same proof decides, the verdict says so. A few errors are
planted whenever a chapter runs; `make mutants` plants all of them.

A theorem is as strong as the weakest step of its proof, in the order: symbolic, certificate and exact alike, then
interval, experiment, reading, citation. That the steps together give the theorem is argued in the text.
"""


def page(records: list[dict]) -> str:
    chosen = examples(records)
    lines = [[f"**{method}**", text] for method, text in METHODS.items()]
    parts = [INTRO, table(["method", "it rests on"], lines), "\n## One example of each\n"]
    for method in METHODS:
        if method in chosen:
            record, source = chosen[method]
            link = f'<a href="{in_chapter(record)}">{escape(named(record))}</a>'
            head = f"<p><strong>{method}</strong>, {link}, from {escape(chapter_title(record['chapter']))}</p>"
            code = f"```python\n{source}\n```\n\n" if source else ""
            parts.append(f"\n{raw(head)}\n{code}{raw(as_html(record))}")
    return "".join(parts) + CONTROL


def examples(records: list[dict]) -> dict[str, tuple[dict, str]]:
    """For each method the verdict whose cell is shortest; the first in the order of the book among equals."""
    cells = {}
    for path in notebooks(CHAPTERS):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for record in in_outputs(cell.get("outputs", [])):
                cells[record["id"], record["fault"]] = call("".join(cell["source"]), record["id"])
    best: dict[str, tuple[dict, str]] = {}
    for record in records:
        if record["status"] not in ("holds", "cited", "erratum") or record["steps"]:
            continue
        source = cells.get((record["id"], record["fault"]), "")
        if record["method"] not in best or len(source) < len(best[record["method"]][1]):
            best[record["method"]] = record, source
    return best


def call(source: str, id: str) -> str:
    """The statement of a cell that names the id; the whole cell if there is none."""
    parts = [ast.get_source_segment(source, node) for node in ast.parse(source).body]
    return next((part for part in parts if f'"{id}"' in part), source)
