"""Edit, execute and normalise the committed notebooks.

    python -m book.notebooks to-text chapters/…/x.ipynb [x.md]     MyST Markdown, for the editor
    python -m book.notebooks from-text x.md chapters/…/x.ipynb     and back
    python -m book.notebooks run [chapters/…/x.ipynb …]            execute and write the outputs
    python -m book.notebooks check [chapters/…/x.ipynb …]          is it committed as `run` leaves it?

A committed notebook is what "restart and run all" leaves, without images and without what varies between
machines: so a diff is readable, and nbval can compare the outputs.
"""

import argparse
import hashlib
import re
import sys
from pathlib import Path

import jupytext
import nbformat

from book import CHAPTERS, ROOT

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
KEPT_CELL_METADATA = {"tags", "mystnb"}
# What a figure is made of.  Its text/plain, which is its alt text, stays.
PICTURES = re.compile(r"image/.*|application/vnd\.plotly.*|application/vnd\.landscapes\.figure\+json")
FIGURE = re.compile(r"(?:Interactive f|F)igure: \S")
# An address of an object or a path of a temporary file differs in every run, so nbval would fail.
VOLATILE = re.compile(r"\bat 0x[0-9a-f]{6,}|/tmp/|ipykernel_\d+")


def is_picture(mime: str) -> bool:
    return PICTURES.fullmatch(mime) is not None


def chapters() -> list[Path]:
    return sorted(p for p in CHAPTERS.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)


def name(path: Path) -> str:
    """The chapter's short name, as `1-local-methods/4-1-pca`."""
    path = Path(path).resolve()
    for base in (CHAPTERS, ROOT):
        if path.is_relative_to(base):
            return path.relative_to(base).with_suffix("").as_posix()
    return path.stem


def read(path: Path):
    return nbformat.read(path, as_version=4)


def write(notebook, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")


def code_cells(notebook) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def text(value) -> str:
    return value if isinstance(value, str) else "".join(value)


def normalise(notebook):
    """The committed form of an executed notebook."""
    cells, seen, count = [], {}, 0
    for cell in notebook.cells:
        if not cell.source.strip():
            continue
        kind, source = cell.cell_type, cell.source.strip("\n")
        key = hashlib.sha256(f"{kind}\n{source}".encode()).hexdigest()[:8]
        seen[key] = seen.get(key, 0) + 1
        plain = {
            "id": key if seen[key] == 1 else f"{key}-{seen[key]}",
            "cell_type": kind,
            "metadata": {k: cell.metadata[k] for k in sorted(cell.metadata) if k in KEPT_CELL_METADATA},
            "source": source,
        }
        if kind == "code":
            count += 1
            plain |= {"execution_count": count, "outputs": outputs(cell.outputs, count)}
        cells.append(plain)
    return nbformat.from_dict({"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5})


def outputs(raw: list, count: int) -> list:
    """Text alone; pieces of one stream joined, because where the kernel cuts it is chance."""
    kept = []
    for output in raw:
        output = dict(output)
        if output["output_type"] == "stream":
            if kept and kept[-1]["output_type"] == "stream" and kept[-1]["name"] == output["name"]:
                kept[-1]["text"] += text(output["text"])
                continue
            output["text"] = text(output["text"])
        elif "data" in output:
            output["data"] = {k: v for k, v in output["data"].items() if not is_picture(k)}
            output["metadata"] = {}
        if output["output_type"] == "execute_result":
            output["execution_count"] = count
        if output["output_type"] == "error":
            output["traceback"] = []  # holds paths of the machine, and nbval ignores it
        output.pop("transient", None)
        kept.append(output)
    return kept


def problems(path: Path) -> list[str]:
    """Why a committed notebook is not as `run` leaves it; one line each."""
    notebook = read(path)
    found = []
    for number, cell in enumerate(code_cells(notebook), start=1):
        where = f"cell {number}"
        if cell.execution_count != number:
            found.append(f"{where}: execution count {cell.execution_count}, not {number}")
        for output in cell.outputs:
            data = output.get("data", {})
            found += [f"{where}: {mime} in the output" for mime in data if is_picture(mime)]
            if text(data.get("text/plain", "")).startswith("<Figure size"):
                found.append(f"{where}: a figure without alt text; use landscapes.plots.style.show(fig, alt=…)")
            if output.get("name") == "stderr":
                found.append(f"{where}: writes to stderr: {text(output['text']).strip().splitlines()[-1]}")
            for shown in (text(output.get("text", "")), text(data.get("text/plain", ""))):
                if match := VOLATILE.search(shown):
                    found.append(f"{where}: {match.group()!r} differs in every run")
    if not found and nbformat.writes(normalise(notebook)) + "\n" != path.read_text(encoding="utf-8"):
        found.append("cell ids, metadata or layout are not in the committed form")
    return [f"{name(path)}: {line}" for line in found]


def from_text(source: Path, target: Path) -> None:
    """Outputs survive where no code cell changed, so that a correction of the prose needs no execution."""
    notebook = jupytext.reads(source.read_text(encoding="utf-8"), fmt="md:myst")
    notebook = normalise(notebook)
    old = code_cells(read(target)) if target.exists() else []
    new = code_cells(notebook)
    if [c.source for c in old] == [c.source for c in new]:
        for before, cell in zip(old, new):
            cell.outputs = before.outputs
    write(notebook, target)


def to_text(path: Path) -> str:
    return jupytext.writes(read(path), fmt="md:myst")


def run(paths: list[Path]) -> int:
    from book.execute import execute_all, reads_others, with_outputs  # nbclient is slow to import

    last = [path for path in paths if reads_others(read(path))]  # they show what the others have just written
    results = {}
    for group in ([path for path in paths if path not in last], last):
        for path, result in execute_all(group, again=True).items():
            results[path] = result
            if result.error is None:
                write(normalise(with_outputs(read(path), result.outputs)), path)
    return check([path for path, result in results.items() if result.error is None]) or any(
        result.error for result in results.values()
    )


def check(paths: list[Path]) -> int:
    found = [line for path in paths for line in problems(path)]
    for line in found:
        print(line, file=sys.stderr)
    if found:
        print("`make notebooks` re-executes and normalises.", file=sys.stderr)
    return len(found) > 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="book.notebooks", description=__doc__.partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    there = commands.add_parser("to-text")
    there.add_argument("notebook", type=Path)
    there.add_argument("text", type=Path, nargs="?")
    back = commands.add_parser("from-text")
    back.add_argument("text", type=Path)
    back.add_argument("notebook", type=Path)
    for command in ("run", "check"):
        commands.add_parser(command).add_argument("notebooks", type=Path, nargs="*")
    given = parser.parse_args()
    if given.command == "to-text":
        if given.text is None:
            print(to_text(given.notebook), end="")
        else:
            given.text.write_text(to_text(given.notebook), encoding="utf-8")
        return 0
    if given.command == "from-text":
        from_text(given.text, given.notebook)
        return 0
    paths = [path.resolve() for path in given.notebooks] or chapters()
    return run(paths) if given.command == "run" else check(paths)


if __name__ == "__main__":
    raise SystemExit(main())
