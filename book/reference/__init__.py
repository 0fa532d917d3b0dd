"""The generated reference pages: what the ledger says, read from the committed notebooks."""

from pathlib import Path

from book import CHAPTERS
from book.reference import coverage, errata, ledger, results, reproductions, timing, verdicts
from landscapes.ledger.collect import collect

PAGES = {"ledger": ledger, "errata": errata, "coverage": coverage, "results": results,
         "reproductions": reproductions, "verdicts": verdicts, "timing": timing}


def pages(out: Path) -> None:
    from book.build import toc

    records = [record for record in collect(CHAPTERS) if f"chapters/{record['chapter']}" in toc()]
    folder = out / "chapters/reference"
    folder.mkdir(parents=True, exist_ok=True)
    for name, module in PAGES.items():
        (folder / f"{name}.md").write_text(module.page(records), encoding="utf-8")
