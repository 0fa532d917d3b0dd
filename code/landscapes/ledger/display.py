"""A verdict as a reader sees it: one quiet line, or printed beside corrected; the rest folded.

The HTML carries its few styles with it, in the theme's colours with fallbacks for JupyterLab, and is
the same in both. Mathematics stands between \\( and \\), which both typeset.
"""
from __future__ import annotations

import html
import re

from .control import listed
from .record import MIME, anchor, label

WORDS = {"holds": "holds", "erratum": "erratum", "definition": "definition", "cited": "cited", "open": "undecided"}
HOW = {"symbolic": "proved for {}", "certificate": "proved by certificate, {}", "exact": "proved exactly, {}",
       "interval": "proved by interval arithmetic, {}", "experiment": "supported by experiment, {}",
       "reading": "by reading", "citation": "cited, not checked"}

TEXT = "var(--pst-color-text-base, var(--jp-content-font-color1, #222))"
MUTED = "var(--pst-color-text-muted, var(--jp-content-font-color1, #4a4a4a))"
EDGE = {"holds": "var(--verdict-holds, #2f855a)", "erratum": "var(--verdict-erratum, #c05621)",
        "open": "var(--verdict-open, #6b46c1)"}
QUIET = "var(--pst-color-border, var(--jp-border-color1, #8a8a8a))"
BOX = "max-width:100%;margin:.3em 0;padding:.1em .7em;border-left:3px solid {};color:{}"
SCROLL = "overflow-x:auto;overflow-y:hidden;padding:.15em 0"


def bundle(record: dict) -> dict:
    """The MIME bundle of a verdict."""
    return {"text/plain": plain(record), "text/html": as_html(record), MIME: record}


def headline(record: dict) -> str:
    """`(4.2) · erratum, wrong constant · proved for every dimension`."""
    status = WORDS[record["status"]]
    if record["severity"]:
        status += f", {record['severity']}" + (", maybe conversion" if record["conversion"] else "")
    return " · ".join(filter(None, [f"{record['document']} {label(record['id'], record['place'])}", status, how(record)]))


def how(record: dict) -> str:
    if record["status"] == "definition":
        return "instantiated"
    if record["status"] == "open":
        return ""
    scope = record["scope"].replace("every dimension", "every d") or "as stated"
    return HOW[record["method"]].format(scope)


def rows(record: dict) -> list[tuple[str, str]]:
    """Everything below the headline, as (name, text with mathematics between dollar signs)."""
    lines = [("source", record["printed"])]
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
        lines.append(("quotation", "read by machine and equal to the checked formula"))
    return lines


def plain(record: dict) -> str:
    """Two to five lines of text."""
    shown = dict(rows(record))
    lines = [headline(record)]
    for name in ("source", "corrected") if record["corrected"] else ("checked",):
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


def scroll(text: str) -> str:
    """A box that scrolls by itself where a formula is wider than the page."""
    return f'<div style="{SCROLL}" tabindex="0">{math(text)}</div>' if "$" in text else f"<div>{math(text)}</div>"


def as_html(record: dict) -> str:
    edge = EDGE.get(record["status"], QUIET)
    fixed = {"source", "corrected"} if record["corrected"] else set()
    fold = "".join(f'<div style="margin:.25em 0"><span style="color:{MUTED}">{name}</span>{scroll(text)}</div>'
                   for name, text in rows(record) if name not in fixed)
    line = math(headline(record))
    body = f'<details><summary style="cursor:pointer">{line}</summary>{fold}</details>'
    if fixed:
        body = (f"<div><strong>{line}</strong></div>{beside(record)}"
                f'<details><summary style="cursor:pointer;color:{MUTED}">evidence and control</summary>{fold}</details>')
    return (f'<div class="tex2jax_process verdict verdict-{record["status"]}" id="{anchor(record)}" '
            f'style="{BOX.format(edge, TEXT)}">{body}</div>')


def beside(record: dict) -> str:
    """Printed and corrected side by side; one above the other where there is no room."""
    cells = "".join(
        f'<div style="flex:1 1 16em;min-width:0"><span style="color:{MUTED}">{name}</span>{scroll(text)}</div>'
        for name, text in (("printed", record["printed"]), ("corrected", record["corrected"])))
    return f'<div style="display:flex;flex-wrap:wrap;gap:.2em 1.5em">{cells}</div>'
