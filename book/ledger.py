"""Collect the verdicts of the committed notebooks into ``_build/ledger.json``: ``python -m book.ledger``.

Nothing is executed. Ends with the numbers of verdicts, or with what does not fit together.
"""

import json
import sys
from collections import Counter

from book import BUILD, CHAPTERS
from landscapes.ledger.collect import LedgerError, collect, missing
from landscapes.ledger.statements import DOCUMENTS, table

PLACE = BUILD / "ledger.json"


def main() -> int:
    try:
        records = collect(CHAPTERS)
    except LedgerError as problem:
        print(f"The ledger does not fit together:\n{problem}", file=sys.stderr)
        return 1
    BUILD.mkdir(exist_ok=True)
    PLACE.write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    done = {record["id"] for record in records}
    for document in DOCUMENTS:
        rows = table(document).values()
        count = Counter(record["status"] for record in records if record["document"] == document)
        parts = ", ".join(f"{number} {status}" for status, number in sorted(count.items()))
        print(f"{document:6} {sum(row.id in done for row in rows):4} of {len(rows):4} statements have a verdict"
              + (f": {parts}" if parts else ""))
    for row in missing(records):
        print(f"  {row.chapter}: {row.id} has none")
    print(f"{len(records)} verdicts in {PLACE.relative_to(BUILD.parent)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
