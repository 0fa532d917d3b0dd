"""How long each chapter takes to run. The seconds are measured by ``python -m book.reference.timing`` and committed."""

import json

from book import ROOT
from book.reference.parts import by_chapter, chapter_title, table

PLACE = ROOT / "book/reference/timing.json"
INTRO = """# How long it takes

Seconds to execute each chapter from its first cell to its last, on the machine named below; most computers of today
are faster. `make book` executes a chapter only when its code, the package or the lock has changed.

"""


def page(records: list[dict]) -> str:
    measured = json.loads(PLACE.read_text(encoding="utf-8")) if PLACE.exists() else {"machine": "", "seconds": {}}
    standing = {record["chapter"] for record in records}
    seconds = {name: measured["seconds"][name] for name in by_chapter() if name in standing & set(measured["seconds"])}
    if not seconds:
        return INTRO + "Not measured yet.\n"
    lines = [[f"{{doc}}`{chapter_title(name)} <../{name}>`", number] for name, number in seconds.items()]
    lines.append(["all", sum(seconds.values())])
    return INTRO + table(["chapter", "seconds"], lines) + f"\nMeasured on {measured['machine']}.\n"


def main() -> None:
    """Execute every chapter once, one after the other, and write the seconds."""
    import os
    import platform

    from book.execute import execute
    from book.notebooks import chapters, name

    seconds = {}
    for path in chapters():
        result = execute(path)
        seconds[name(path)] = max(1, round(result.seconds))
        print(f"{seconds[name(path)]:4} s  {name(path)}", flush=True)
    machine = f"{os.cpu_count()} processors ({platform.machine()}), Python {platform.python_version()}"
    PLACE.write_text(json.dumps({"machine": machine, "seconds": seconds}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
