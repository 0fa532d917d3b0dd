"""Execute notebooks in a pool of processes, and remember their outputs.

The memory, ``_build/executed/KEY.json``, is keyed by what an output can depend on: the code cells, everything
under ``code/`` and ``studies/``, the lock and the Python version.  Prose is not in the key: correcting a sentence
executes nothing.  Nothing is ever looked up by time of change, which misses deleted files.
"""

import hashlib
import json
import os
import re
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import nbformat

from book import BUILD, ROOT
from book.notebooks import code_cells, name, read

CACHE = BUILD / "executed"
TIMEOUT = 600  # seconds for one cell
ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",  # several threads slow small matrices down, and change last digits
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYTHONHASHSEED": "0",
    "JUPYTER_PREFER_ENV_PATH": "1",  # the kernel of .venv, not one that the user installed elsewhere
    "IPYTHONDIR": str(BUILD / "ipython"),  # nor the user's start-up files
}


@dataclass(frozen=True)
class Result:
    outputs: list | None  # one list of outputs per code cell
    seconds: float
    error: str | None = None
    fresh: bool = True


def fingerprint(root: Path = ROOT) -> str:
    """What every chapter's outputs depend on."""
    digest = hashlib.sha256(sys.version.encode())
    files = [root / "requirements.txt"]
    for folder in (root / "code", root / "studies"):
        files += [p for p in folder.rglob("*") if p.is_file()]
    for path in sorted(files):
        if path.suffix == ".pyc" or any(part.endswith(".egg-info") for part in path.parts) or not path.exists():
            continue
        digest.update(f"\0{path.relative_to(root)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def key(notebook, common: str) -> str:
    cells = [(cell.source, sorted(cell.metadata.get("tags", []))) for cell in code_cells(notebook)]
    return hashlib.sha256(json.dumps([common, cells]).encode()).hexdigest()[:24]


def reads_others(notebook) -> bool:
    """Whether a notebook shows what the committed outputs of the other chapters say (the verdicts collected from them)."""
    return any("ledger.collect" in cell.source or "import collect" in cell.source for cell in code_cells(notebook))


def others(path: Path) -> str:
    """A fingerprint of all other chapters beside and around this one, for a notebook that reads them."""
    digest = hashlib.sha256()
    for other in sorted(path.parent.parent.rglob("*.ipynb")):
        if other != path and ".ipynb_checkpoints" not in other.parts:
            digest.update(other.read_bytes())
    return digest.hexdigest()


def with_outputs(notebook, outputs: list):
    for count, (cell, new) in enumerate(zip(code_cells(notebook), outputs, strict=True), start=1):
        cell.execution_count = count
        cell.outputs = nbformat.from_dict(new)
    return notebook


def execute(path: Path) -> Result:
    """Run one notebook in a fresh kernel, in its own folder; an error is told in a few lines."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    os.environ.update(ENVIRONMENT)
    notebook = read(path)
    for cell in code_cells(notebook):
        cell.outputs, cell.execution_count = [], None
    started = time.perf_counter()
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    error = None
    try:
        with open(os.devnull, "w") as nowhere:  # the kernel's own log; what cells write to stderr is an output
            client.execute(stderr=nowhere)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as failure:
        error = tell(path, notebook, failure)
    return Result([cell.outputs for cell in code_cells(notebook)], time.perf_counter() - started, error)


def tell(path: Path, notebook, failure: Exception) -> str:
    """Notebook, cell, message; the traceback only as far as it lies in the notebook."""
    for number, cell in enumerate(code_cells(notebook), start=1):
        for output in cell.outputs:
            if output.output_type == "error" and "raises-exception" not in cell.metadata.get("tags", []):
                lines = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(output.traceback)).splitlines()
                at = next((line.strip() for line in lines if line.lstrip().startswith("-") and "> " in line), "")
                message = f"{output.ename}: {output.evalue}".strip()
                return "\n    ".join([f"{name(path)}, cell {number}:", *([at] if at else []), message])
    last = sum(1 for cell in code_cells(notebook) if cell.execution_count) + 1
    return f"{name(path)}, near cell {last}: {type(failure).__name__}: {str(failure).strip().splitlines()[0]}"


def execute_all(paths: list[Path], *, again: bool = False, jobs: int | None = None, root: Path = ROOT,
                cache: Path = CACHE) -> dict[Path, Result]:
    """Results in the order of `paths`; with `again`, also of what is remembered."""
    common = fingerprint(root)
    results: dict[Path, Result] = {}
    todo: dict[Path, str] = {}
    for path in paths:
        notebook = read(path)
        own = common + others(path) if reads_others(notebook) else common
        stored = cache / f"{(k := key(notebook, own))}.json"
        if stored.exists() and not again:
            memory = json.loads(stored.read_text(encoding="utf-8"))
            results[path] = Result(memory["outputs"], memory["seconds"], fresh=False)
        else:
            todo[path] = k
    jobs = jobs or int(os.environ.get("JOBS") or 2)
    cache.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(max(1, min(jobs, len(todo)))) as pool:
        running = {pool.submit(execute, path): path for path in todo}
        for done, future in enumerate(as_completed(running), start=1):
            path, result = running[future], future.result()
            results[path] = result
            state = "" if result.error is None else "  FAILED"
            print(f"{name(path):<48} {result.seconds:6.1f} s  {done}/{len(todo)}{state}", flush=True)
            # What ran while code/ was being edited belongs to neither state of it.
            if result.error is None and fingerprint(root) == common:
                remember(cache / f"{todo[path]}.json", path, result)
    for path in paths:
        if results[path].error is not None:
            print(f"\n{results[path].error}", file=sys.stderr)
    return {path: results[path] for path in paths}


def remember(target: Path, path: Path, result: Result) -> None:
    part = target.with_suffix(".part")
    memory = {"chapter": name(path), "seconds": round(result.seconds, 2), "outputs": result.outputs}
    part.write_text(json.dumps(memory), encoding="utf-8")
    part.replace(target)
    for old in target.parent.glob("*.json"):
        if old != target and json.loads(old.read_text(encoding="utf-8"))["chapter"] == memory["chapter"]:
            old.unlink()
