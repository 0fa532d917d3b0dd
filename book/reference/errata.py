"""The errata: printed and corrected side by side, with the evidence."""

from book.reference.parts import chapter_title, documents, escape, in_chapter, in_ledger, named, raw, says, table
from landscapes.ledger.display import BOX, EDGE, beside, line, math
from landscapes.ledger.record import SEVERITIES, anchor

INTRO = """# Errata

Where a statement, as printed in the edition named below, does not follow from the definitions as printed.
A computed erratum shows the exact difference or a counterexample, and its corrected form has passed the same check.
Those of wording and of references were seen by reading. Each names what kind of slip it is:

"""
CONVERSION = """
The sources were read in a text that was converted from PDF. A slip that such a conversion could have made is listed
here and not counted above, unless a second place of the source repeats it.
"""


def page(records: list[dict]) -> str:
    errata = [record for record in records if record["status"] == "erratum"]
    sure = [record for record in errata if not record["conversion"]]
    false = {record["id"] for record in errata}
    read = {key: facts for key, facts in documents().items() if any(r["document"] == key for r in records)}
    parts = [INTRO, summary(sure, read), unread(read)]
    for document, facts in read.items():
        found = [record for record in sure if record["document"] == document]
        parts += [f"\n## {facts['title']}\n\nEdition checked: {facts['edition']} {{cite:p}}`{facts['bib']}`.\n\n"]
        parts += [listing(found, false)] if found else ["No erratum recorded.\n"]
    if maybe := [record for record in errata if record["conversion"]]:
        parts += ["\n## Maybe a slip of the conversion\n", CONVERSION, "\n", listing(maybe, false)]
    return "".join(parts)


def summary(errata: list[dict], read: dict[str, dict]) -> str:
    kinds = [severity for severity in SEVERITIES if any(r["severity"] == severity for r in errata)]
    lines = [[facts["part"], *(sum(r["document"] == document and r["severity"] == kind for r in errata) for kind in kinds),
              sum(r["document"] == document for r in errata)] for document, facts in read.items()]
    return table(["part", *kinds, "all"], lines)


def unread(read: dict[str, dict]) -> str:
    """Which parts have no chapter yet: nothing is said about their sources."""
    rest = [facts["part"] for document, facts in documents().items() if document not in read]
    return f"\nNot yet read for errata: {'; '.join(rest)}.\n" if rest else ""


def listing(errata: list[dict], false: set[str]) -> str:
    return raw("\n".join(item(record, [used for used in record["uses"] if used in false]) for record in errata))


def item(record: dict, earlier: list[str]) -> str:
    how = "seen by reading" if record["method"] == "reading" else f"computed, {record['method']}"
    links = (f'<a href="{in_chapter(record)}">in {escape(chapter_title(record["chapter"]))}</a> · '
             f'<a href="{in_ledger(record)}">in the ledger</a>')
    carried = f" · carries on the slip in {', '.join(earlier)}" if earlier else ""
    return (f'<div class="verdict tex2jax_process" id="{anchor(record)}" style="{BOX.format(EDGE["erratum"])}">'
            f'<div><strong>{escape(named(record))}</strong> · {escape(record["severity"])} · {escape(how)}</div>'
            f'<div>{math(says(record))}</div>{beside(record)}'
            f'{line("evidence", record["evidence"])}<div>{links}{escape(carried)}</div></div>')
