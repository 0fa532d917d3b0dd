"""The ledger as a whole, read from the committed notebooks; nothing is executed."""
from __future__ import annotations

import json
from pathlib import Path

from .record import MIME, faults, weakest
from .statements import Statement, statements


class LedgerError(AssertionError):
    """The records of the notebooks do not fit together; the text lists every problem, one to a line."""


def notebooks(folder: Path) -> list[Path]:
    return sorted(p for p in Path(folder).rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)


def in_notebook(path: Path) -> list[dict]:
    """The records in the outputs of one notebook, in order."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [record for cell in cells for record in in_outputs(cell.get("outputs", []))]


def in_outputs(outputs: list[dict]) -> list[dict]:
    """The records in the outputs of one cell."""
    found = [output["data"][MIME] for output in outputs if MIME in output.get("data", {})]
    return [record for one in found for record in (one if isinstance(one, list) else [one])]


def collect(folder: Path) -> list[dict]:
    """All records under the folder of chapters, in the order of the tables; raises LedgerError.

    The chapter is the notebook that holds the check, and the method of a theorem is worked out anew through
    all chapters. A step in a chapter that does not stand yet is listed under `pending`.
    """
    folder, records = Path(folder), []
    for path in notebooks(folder):
        name = path.relative_to(folder).with_suffix("").as_posix()
        records += [{**record, "chapter": name} for record in in_notebook(path)]
    standing = {record["chapter"] for record in records}
    problems = misfits(records, standing)
    by_id: dict[str, list[dict]] = {}
    for record in records:
        by_id.setdefault(record["id"], []).append(record)
    problems += [f"{' → '.join(loop)}: a circle" for loop in cycles(by_id)]
    if problems:
        raise LedgerError("\n".join(problems))
    settled: dict[str, str] = {}
    for record in records:
        if record["steps"]:
            record["method"] = settle(record, by_id, settled)
            record["pending"] = [name for name in record["uses"] if name not in by_id]
            if record["status"] == "holds" and any(r["status"] == "open" for n in record["uses"] for r in by_id.get(n, [])):
                record["status"] = "open"
    return sorted(records, key=place_in_tables())


def place_in_tables():
    order = {id: place for place, id in enumerate(statements())}

    def key(record):
        whole = record["id"].partition("/")[0]
        return order.get(whole, len(order)), record["id"] != whole
    return key


def misfits(records: list[dict], standing: set[str]) -> list[str]:
    """What is wrong with the records one by one, and with their names."""
    rows, seen, problems = statements(), set(), []
    ids = {record["id"] for record in records}
    for record in records:
        id, name = record["id"], (record["id"], record["fault"])
        problems += [f"{id}: {fault}" for fault in faults(record)]
        if name in seen:
            problems.append(f"{id}: two verdicts; give each fault= a name of its own")
        seen.add(name)
        row = rows.get(id.partition("/")[0])
        if row is None:
            problems.append(f"{id}: not in the tables of statements")
        elif row.chapter != record["chapter"]:
            problems.append(f"{id}: its verdict stands in {record['chapter']}, its row says {row.chapter}")
        for used in record["uses"]:
            whole = used.partition("/")[0]
            if whole not in rows:
                problems.append(f"{id}: uses {used}, which is not in the tables")
            elif rows[whole].chapter in standing and used not in ids:
                problems.append(f"{id}: uses {used}, which has no verdict")
    return problems


def cycles(by_id: dict[str, list[dict]]) -> list[list[str]]:
    """Every way back to a statement through `uses` that a depth-first walk meets."""
    state, loops = {}, []

    def walk(name, path):
        state[name] = "open"
        for record in by_id.get(name, []):
            for used in record["uses"]:
                if state.get(used) == "open":
                    loops.append([*path[path.index(used):], used])
                elif used not in state:
                    walk(used, [*path, used])
        state[name] = "done"

    for name in by_id:
        if name not in state:
            walk(name, [name])
    return loops


def settle(record: dict, by_id: dict, settled: dict) -> str:
    """The weakest method among the steps of a theorem, through the theorems that it uses."""
    if not record["steps"]:
        return record["method"]
    if record["id"] not in settled:
        settled[record["id"]] = record["method"]
        below = [settle(r, by_id, settled) for name in record["uses"] for r in by_id.get(name, [])
                 if r["status"] != "definition"]
        settled[record["id"]] = weakest([record["method"], *below])
    return settled[record["id"]]


def missing(records: list[dict]) -> list[Statement]:
    """Rows of the chapters that stand (have a verdict) which have none themselves."""
    standing, done = {r["chapter"] for r in records}, {r["id"] for r in records}
    return [row for row in statements().values() if row.chapter in standing and row.id not in done]


def properties(records: list[dict]) -> dict[str, dict[str, list[dict]]]:
    """Which problem has which property: problem -> property -> the verdicts that say so."""
    found: dict[str, dict[str, list[dict]]] = {}
    for record in records:
        if record["property"]:
            found.setdefault(record["problem"], {}).setdefault(record["property"], []).append(record)
    return found
