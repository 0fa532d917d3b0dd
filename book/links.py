"""Links to chapters that are not in the book yet become plain text, so that chapters can be written in any order.

Only links to what the table of statements names: a chapter of its, or one of its statements.  Any other broken link
stays, and the build refuses it.
"""

import posixpath
import re
from pathlib import Path

LINK = re.compile(r"\[(?P<text>[^\]\[]+)\]\((?P<target>[^)\s]+)\)|\{doc\}`(?P<title>[^`<]+?)\s*<(?P<page>[^>`]+)>`")

HREF = re.compile(r' href="(?P<target>[^"#:]+)\.html(?:#[^"]*)?"')  # in HTML that is generated, a map of results say


def settle(text: str, page: str, absent: set[str], chapter_of: dict[str, str]) -> str:
    """The Markdown `text` of `page`, with the links to `absent` pages (or to statements in them) as plain text."""

    def is_absent(target):
        if target.startswith("#"):
            return chapter_of.get(target[1:]) in absent
        file = target.partition("#")[0].removesuffix(".ipynb")
        return posixpath.normpath(posixpath.join(posixpath.dirname(page), file)) in absent

    def plain(link):
        return (link["text"] or link["title"]) if is_absent(link["target"] or link["page"]) else link[0]

    text = LINK.sub(plain, text)
    return HREF.sub(lambda link: "" if is_absent(link["target"]) else link[0], text)


def settle_all(source: Path, present: list[str]) -> None:
    """Every page of the book's source."""
    import nbformat

    from landscapes.ledger.statements import statements

    chapter_of = {row.id: f"chapters/{row.chapter}" for row in statements().values()}
    absent = set(chapter_of.values()) - set(present)
    if not absent:
        return
    for page in present:
        plain, notebook = source / f"{page}.md", source / f"{page}.ipynb"
        if plain.exists():
            plain.write_text(settle(plain.read_text(encoding="utf-8"), page, absent, chapter_of), encoding="utf-8")
        elif notebook.exists():
            content = nbformat.read(notebook, as_version=4)
            for cell in content.cells:
                if cell.cell_type == "markdown":
                    cell.source = settle(cell.source, page, absent, chapter_of)
            nbformat.write(content, notebook)
