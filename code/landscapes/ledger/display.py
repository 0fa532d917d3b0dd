"""A verdict as a reader sees it: one quiet line, or printed beside corrected; the rest folded.

The HTML carries the few styles it needs and takes its colours from the page, so it reads in both themes of
the book and of JupyterLab; the book's own style sheet refines it. Both typeset what stands between \\( and \\).
"""
from __future__ import annotations

import html
import re

from .control import listed
from .record import MIME, anchor, general, label

STATUS = {"holds": "holds", "erratum": "erratum", "definition": "definition", "cited": "cited", "open": "undecided"}
HOW = {"symbolic": "proved", "certificate": "proved by certificate", "exact": "proved exactly",
       "interval": "proved by interval arithmetic", "experiment": "supported by experiment",
       "reading": "by reading", "citation": "not checked here"}
THEOREM = {"symbolic": "every step proved", "certificate": "every step proved", "exact": "every step proved",
           "interval": "every step proved, some by interval arithmetic",
           "experiment": "a step is supported by experiment only",
           "reading": "a step is argued in the text only", "citation": "a step is cited"}

EDGE = {"holds": "#2f855a", "erratum": "#c05621", "open": "#805ad5"}   # visible on white and on black
QUIET = "#808080"
BOX = "border-left:3px solid {};padding:.1em .7em;margin:.3em 0"
MARKED = 'style="cursor:pointer;display:list-item"'
SCROLL = "overflow-x:auto;overflow-y:hidden"


def bundle(record: dict) -> dict:
    """The MIME bundle of a verdict."""
    return {"text/plain": plain(record), "text/html": as_html(record), MIME: record}


def headline(record: dict) -> str:
    """`(4.2) · erratum, wrong constant · proved for every d`."""
    status = STATUS[record["status"]]
    if record["severity"]:
        status += f", {record['severity']}" + (", maybe conversion" if record["conversion"] else "")
    return " · ".join(filter(None, [f"{record['document']} {label(record['id'], record['place'])}", status, how(record)]))


def how(record: dict) -> str:
    """In what way, and for which sizes."""
    if record["status"] == "definition":
        return "instantiated"
    if record["status"] == "open":
        return ""
    scope = record["scope"].replace("every dimension", "every d")
    if record["steps"]:
        return THEOREM[record["method"]] + ("" if general(scope) else f", {scope}")
    if not scope or record["method"] in ("reading", "citation"):
        return HOW[record["method"]]
    return HOW[record["method"]] + (" for " if record["method"] == "symbolic" else ", ") + scope


def rows(record: dict) -> list[tuple[str, str]]:
    """Everything below the headline, as (name, text with mathematics between dollar signs)."""
    lines = [("printed", record["printed"])]
    if record["checked"] and not record["corrected"]:
        lines.append(("checked", f"${record['checked']}$"))
    if record["corrected"]:
        lines.append(("corrected", record["corrected"]))
    lines.append(("evidence", record["evidence"]))
    lines += [(name, text) for name, text in record["detail"]]
    if record["control"]:
        lines.append(("rejects", listed(record["control"])))
    if record["uses"]:
        lines.append(("uses", ", ".join(record["uses"])))
    if record["read"]:
        lines.append(("quotation", "read by machine: what the source prints is what was checked"))
    return lines


def plain(record: dict) -> str:
    """Two to five lines of text."""
    shown = dict(rows(record))
    lines = [headline(record)]
    for name in ("printed", "corrected") if record["corrected"] else ("checked",):
        if name in shown:
            lines.append(f"  {name:9} {shown[name].strip('$')}")
    for name in ("evidence", "rejects"):
        if name in shown:
            lines.append(f"  {name:9} {shown[name]}")
    return "\n".join(lines)


def math(text: str) -> str:
    r"""HTML of a text: $…$ becomes \(…\), the rest is escaped."""
    parts = re.split(r"(?<!\\)\$([^$]+)\$", text)
    return "".join(rf"\({html.escape(p, False)}\)" if i % 2 else html.escape(p, False) for i, p in enumerate(parts))


def line(name: str, text: str) -> str:
    """A name and a text, both with mathematics; a formula wider than the page scrolls in a box of its own."""
    box = f' style="{SCROLL}" tabindex="0"' if "$" in text else ""
    return f"<div><em>{math(name)}</em><div{box}>{math(text)}</div></div>"


def as_html(record: dict) -> str:
    fixed = {"printed", "corrected"} if record["corrected"] else set()
    fold = "".join(line(name, text) for name, text in rows(record) if name not in fixed)
    head = math(headline(record))
    if fixed:
        head = f"<strong>{head}</strong>"
        body = f"<div>{head}</div>{beside(record)}<details><summary {MARKED}>evidence and control</summary>{fold}</details>"
    else:
        body = f"<details><summary {MARKED}>{head}</summary>{fold}</details>"
    return (f'<div class="verdict verdict-{record["status"]} tex2jax_process" id="{anchor(record)}" '
            f'style="{BOX.format(EDGE.get(record["status"], QUIET))}">{body}</div>')


def beside(record: dict) -> str:
    """Printed and corrected side by side; one above the other where there is no room."""
    texts = (("printed", record["printed"]), ("corrected", record["corrected"]))
    cells = "".join(f'<div style="flex:1 1 auto;max-width:100%">{line(*pair)}</div>' for pair in texts)
    return f'<div style="display:flex;flex-wrap:wrap;gap:0 1.5em">{cells}</div>'
