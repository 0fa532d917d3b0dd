"""Plant every error in every check of the chapters: ``python -m book.mutants [part of a chapter's name …]``.

Each chapter is executed with LANDSCAPES_MUTANTS=all, several at a time; one line per check tells how many planted
errors it rejected. An error that goes unnoticed is a survivor: the last line then counts them, and the command fails.
"""

import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from book.execute import execute
from book.notebooks import chapters, name
from landscapes.ledger.collect import in_outputs

COMPUTED = ("symbolic", "certificate", "exact", "interval", "experiment")


@dataclass(frozen=True)
class Report:
    id: str
    counts: str
    survivors: str = ""


def report(record: dict) -> Report | None:
    """What a check rejected; None for what no machine decides, and for theorems, which have the checks of their steps."""
    if record["steps"] or record["method"] not in COMPUTED or record["status"] == "definition":
        return None
    detail = dict(map(tuple, record["detail"]))
    return Report(record["id"], detail.get("planted errors", "none planted"), detail.get("survivors", ""))


def plant(path: Path) -> tuple[list[Report], str]:
    """Execute one chapter with all errors planted: its reports, and the error that stopped it, if one did."""
    os.environ["LANDSCAPES_MUTANTS"] = "all"
    result = execute(path)
    records = [record for outputs in result.outputs for record in in_outputs(outputs)]
    return [found for record in records if (found := report(record))], result.error or ""


def main() -> int:
    wanted = sys.argv[1:]
    paths = [path for path in chapters() if not wanted or any(word in name(path) for word in wanted)]
    checks = survivors = broken = 0
    with ProcessPoolExecutor(int(os.environ.get("JOBS", "2"))) as pool:
        jobs = {pool.submit(plant, path): path for path in paths}
        for done, job in enumerate(as_completed(jobs), start=1):
            reports, problem = job.result()
            print(f"{name(jobs[job])}  {done}/{len(paths)}", flush=True)
            for found in reports:
                survived = f"  SURVIVED: {found.survivors}" if found.survivors else ""
                print(f"  {found.id:44} {found.counts}{survived}", flush=True)
            if problem:
                print(f"  stopped: {problem}", flush=True)
            checks, broken = checks + len(reports), broken + bool(problem)
            survivors += sum(bool(found.survivors) for found in reports)
    print(f"{checks} checks in {len(paths)} chapters; {survivors} with survivors; {broken} chapters stopped")
    return 1 if survivors or broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
