"""Build the book: ``python -m book.build``.

1. Execute the chapters that `_toc.yml` names, where their outputs are not remembered (execute.py).
2. Put the book's source together in ``_build/source``: pages, executed chapters with figures, generated pages.
3. Let Jupyter Book render it, warnings being errors, and swap the finished pages into ``_build/html``.

A failure at any step leaves the last good ``_build/html`` in place.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import nbformat
import yaml

from book import BUILD, ROOT, links, pages
from book.execute import execute_all, with_outputs
from book.figures import NoAltText, for_page
from book.notebooks import read

SOURCE, RENDER, HTML, STAMP = BUILD / "source", BUILD / "render", BUILD / "html", BUILD / "html.sha256"
COPIED = ["_config.yml", "_toc.yml", "references.bib"]


class BuildError(Exception):
    """Its text says all that the reader of the terminal needs."""


@contextmanager
def alone():
    """Two builds at once (two test processes, say) would mix their files; the second waits, and finds all done."""
    BUILD.mkdir(exist_ok=True)
    with open(BUILD / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def toc() -> list[str]:
    """The pages that `_toc.yml` names, without endings, in order."""
    content = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    entries = [entry["file"] for part in content["parts"] for entry in part["chapters"]]
    return [content["root"], *entries]


def gather(source: Path) -> None:
    """All that Jupyter Book reads, in `source`."""
    notebooks = {}
    for page in toc():
        plain, notebook = ROOT / f"{page}.md", ROOT / f"{page}.ipynb"
        if notebook.exists():
            notebooks[notebook] = page
        elif plain.exists():  # else it is a generated page, and Sphinx says so if it is not
            copy(plain, source)
    for name in COPIED:
        copy(ROOT / name, source)
    shutil.copytree(ROOT / "_static", source / "_static")
    results = execute_all(list(notebooks))
    if failed := [path for path, result in results.items() if result.error is not None]:
        raise BuildError(f"{len(failed)} of {len(results)} chapters failed.")
    for path, page in notebooks.items():
        executed = with_outputs(read(path), results[path].outputs)
        target = source / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            nbformat.write(for_page(executed, page, source), target)
        except NoAltText as problem:
            raise BuildError(str(problem)) from None
    pages.write(source)
    links.settle_all(source, toc())


def copy(path: Path, source: Path) -> None:
    target = source / path.relative_to(ROOT)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)


def digest(source: Path) -> str:
    """Of all that the pages depend on; the package is in it because of its API page."""
    result = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for folder, pattern in ((source, "*"), (ROOT / "book", "*.py"), (ROOT / "code", "*.py")):
        for path in sorted(p for p in folder.rglob(pattern) if p.is_file()):
            result.update(f"\0{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return result.hexdigest()


def render(source: Path) -> Path:
    """Always from nothing: Sphinx forgets the warnings of pages that it does not read again."""
    shutil.rmtree(RENDER, ignore_errors=True)
    program = Path(sys.executable).with_name("jupyter-book")
    command = [program, "build", source, "--path-output", RENDER, "-W", "-n", "--keep-going"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", "MPLBACKEND": "agg"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    log = done.stdout + done.stderr
    (BUILD / "render.log").write_text(log, encoding="utf-8")
    if done.returncode:
        told = [line for line in log.splitlines() if any(w in line for w in ("WARNING", "ERROR", "Error:"))]
        plain = [re.sub(r"\x1b\[[\d;]*m", "", line).replace(f"{source}/", "") for line in dict.fromkeys(told)]
        lines = plain or log.splitlines()[-20:]
        raise BuildError("\n".join(["Jupyter Book says:", *lines, f"The whole log: {BUILD / 'render.log'}"]))
    return RENDER / "_build" / "html"


def swap(new: Path, place: Path) -> None:
    old = place.with_name(place.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def build() -> Path:
    """The first page of the finished book; raises BuildError."""
    with alone():
        shutil.rmtree(SOURCE, ignore_errors=True)
        gather(SOURCE)
        state, first = digest(SOURCE), HTML / "intro.html"
        if not (first.exists() and STAMP.exists() and STAMP.read_text() == state):
            print("Rendering", flush=True)
            finished = render(SOURCE)
            STAMP.unlink(missing_ok=True)
            swap(finished, HTML)
            STAMP.write_text(state)
        return first


def main() -> int:
    try:
        first = build()
    except BuildError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    print(f"Open {first}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
