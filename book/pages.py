"""The pages that are generated: each module below has a function ``pages(out: Path)``.

It is called before every rendering with the folder of the book's source, and writes pages (``out /
"chapters/reference/ledger.md"``) and what they need (``out / "_static/…"``) there.  A page appears in the book once
``_toc.yml`` names it.  What is written must depend on the project's files alone, never on the time or the machine.
"""

from importlib import import_module
from pathlib import Path

MODULES = ("book.reference", "book.api")


def write(out: Path) -> None:
    for module in MODULES:
        import_module(module).pages(out)
