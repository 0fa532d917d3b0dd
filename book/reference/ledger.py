"""The ledger: every verdict, to search and to filter, with a permanent link and LaTeX to copy."""

import re

from book.reference.parts import HERE, STATUS, chapter_title, documents, escape, in_chapter, in_ledger, named, raw, says
from landscapes.ledger.display import headline, line, math, rows
from landscapes.ledger.record import METHODS, SEVERITIES, anchor
from landscapes.ledger.statements import statements

INTRO = """# Ledger

Every verdict of the book: {verdicts} verdicts on {done} of the {all} statements in the tables.
{{doc}}`verdicts` tells what each kind rests on, {{doc}}`errata` shows the errata alone, {{doc}}`coverage` counts.
Unfold a line for the formula, the evidence, and the planted errors that the check was seen to reject. The search
reads LaTeX as it is written: `\\nabla^2` finds every $\\nabla^2$.
"""
FILTERS = {"document": "source", "status": "verdict", "method": "method", "severity": "severity"}


def page(records: list[dict]) -> str:
    done = {record["id"] for record in records} & set(statements())
    intro = INTRO.format(verdicts=len(records), done=len(done), all=len(statements()))
    groups, last = [], None
    for record in records:
        if record["chapter"] != last:
            last = record["chapter"]
            groups.append((last, []))
        groups[-1][1].append(entry(record))
    sections = "\n".join(
        f'<section class="ledger-chapter"><h2>{escape(chapter_title(name))}</h2>\n' + "\n".join(entries) + "\n</section>"
        for name, entries in groups)
    style, script = ((HERE / f"ledger.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return intro + "\n" + raw(f"{controls(records)}\n{sections}\n<style>{style}</style>\n<script>{script}</script>")


def controls(records: list[dict]) -> str:
    choices = {"document": list(documents()), "status": list(STATUS), "method": METHODS, "severity": SEVERITIES}
    menus = "".join(menu(name, [value for value in values if any(r[name] == value for r in records)])
                    for name, values in choices.items())
    return ('<form id="ledger-form" role="search"><label>search <input type="search" name="text" '
            f'placeholder="words, an id, or LaTeX"></label>{menus}</form>\n<p id="ledger-count" aria-live="polite"></p>')


def menu(name: str, values: list[str]) -> str:
    options = "".join(f'<option value="{escape(v)}">{escape(STATUS.get(v, v))}</option>' for v in values)
    return f'<label>{FILTERS[name]} <select name="{name}"><option value="">all</option>{options}</select></label>'


def entry(record: dict) -> str:
    facts = " ".join(f'data-{name}="{escape(record[name] or "")}"' for name in FILTERS)
    body = later("".join(line(name, text) for name, text in rows(record)))
    link = f'<a href="{in_chapter(record)}">in its chapter</a> · <a href="{in_ledger(record)}">permanent link</a>'
    copy = f'<button type="button" data-latex="{escape(latex(record))}">copy LaTeX</button>'
    head = headline(record).partition(" · ")[2].replace(", not checked", "")
    return (f'<details class="verdict verdict-{record["status"]}" id="{anchor(record)}" data-id="{record["id"]}" {facts}>'
            f'<summary><strong>{escape(named(record))}</strong> {later(math(says(record)))} '
            f'<span class="ledger-head">{later(math(head))}</span></summary>'
            f'<div class="ledger-body">{body}<p>{link} · {copy}</p></div></details>')


def later(text: str) -> str:
    """Formulas as code, which the page's script replaces when the entry is opened: all at once would take seconds."""
    return re.sub(r"\\\((.*?)\\\)", r'<code class="tex">\1</code>', text, flags=re.S)


def latex(record: dict) -> str:
    """The verdict for a LaTeX document: what the source prints, and what was checked or corrected."""
    lines = [f"% {headline(record)}", f"% source: {documents()[record['document']]['title']}, {record['place']}"]
    lines.append(f"% printed: {record['printed']}")
    formula = record["checked"] or (record["corrected"] or "").strip("$")
    if record["checked"] or record["corrected"]:
        lines.append(rf"\begin{{equation*}} {formula} \end{{equation*}}" if "$" not in formula else formula)
    return "\n".join(lines)
