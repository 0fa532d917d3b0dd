"""Committed notebooks: normalised, readable, and compared by nbval as a stranger runs it."""

import ast
import os
import re
import statistics
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from book import ROOT
from book.notebooks import chapters, check, code_cells, from_text, normalise, problems, read, text, to_text, write

FIGURE = """
from landscapes.plots.style import figure, show
fig, ax = figure(); ax.plot([1, 2]);
show(fig, alt="A straight line rises from one to two.")
"""
every_chapter = pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small notebook in committed form, with a number and a figure in its outputs."""
    from book.execute import execute, with_outputs

    path = tmp_path_factory.mktemp("small") / "small.ipynb"
    cells = [new_markdown_cell("# Small"), new_code_cell("x = 41"), new_code_cell("print(x + 1)\nx;"), new_code_cell(FIGURE)]
    write(new_notebook(cells=cells), path)
    result = execute(path)
    assert result.error is None
    write(normalise(with_outputs(read(path), result.outputs)), path)
    return path


def copy_of(path, folder):
    (folder / "conftest.py").write_text((ROOT / "conftest.py").read_text())
    return read(path), folder / path.name


def nbval(folder):
    """`pytest --nbval` in a process of its own, as nbval patches its kernels."""
    command = [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", "-p", "no:xdist", "-q", folder]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")} | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@every_chapter
def test_chapter_is_committed_as_run_leaves_it(path):
    assert problems(path) == []


@every_chapter
def test_chapter_is_written_to_be_read(path):
    sources = [cell.source for cell in code_cells(read(path))]
    assert all(isinstance(line, (ast.Import, ast.ImportFrom)) for line in ast.parse(sources[0]).body), "imports first"
    lengths = [len(source.splitlines()) for source in sources]
    assert max(lengths) <= 15
    assert statistics.median(lengths) <= 7


def test_normalised_notebook_passes_nbval(small, tmp_path):
    notebook, copy = copy_of(small, tmp_path)
    assert problems(small) == []
    assert text(code_cells(notebook)[2].outputs[0].data["text/plain"]) == "Figure: A straight line rises from one to two."
    nbformat.write(notebook, copy)
    done = nbval(tmp_path)
    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout


def test_nbval_sees_a_changed_number(small, tmp_path):
    notebook, copy = copy_of(small, tmp_path)
    code_cells(notebook)[1].outputs[0].text = "43\n"
    nbformat.write(notebook, copy)
    done = nbval(tmp_path)
    assert done.returncode == 1
    assert "1 failed, 2 passed" in done.stdout


def test_nbval_sees_a_changed_number_in_a_chapter(tmp_path):
    """The first number that the first chapter prints; what comes after it is cut off, to be quick."""
    for path in chapters():
        notebook, copy = copy_of(path, tmp_path)
        for end, cell in enumerate(notebook.cells):
            shown = [o for o in cell.get("outputs", []) if o.output_type == "stream" and re.search(r"\d", o.text)]
            if shown:
                break
        else:
            continue
        notebook.cells = notebook.cells[: end + 1]
        shown[0].text = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), shown[0].text, count=1)
        nbformat.write(notebook, copy)
        changed = f"FAILED {path.name}::Cell {len(code_cells(notebook)) - 1} "
        assert changed in nbval(tmp_path).stdout
        return
    pytest.skip("no chapter prints a number yet")


@pytest.mark.parametrize(
    "spoil, message",
    [
        (lambda cells: cells[2].outputs[0].data.update({"image/png": "iVBORw0KGgo="}), "image/png in the output"),
        (lambda cells: cells[1].update(execution_count=7), "execution count 7, not 2"),
        (lambda cells: cells[1].update(execution_count=None), "execution count None, not 2"),
        (lambda cells: cells[1].metadata.update(execution={"iopub.status.busy": "2026"}), "not in the committed form"),
        (lambda cells: cells[1].outputs[0].update(name="stderr"), "writes to stderr"),
        (lambda cells: cells[1].outputs[0].update(text="<A at 0x7f12345678>"), "differs in every run"),
        (lambda cells: cells[2].outputs[0].data.update({"text/plain": "<Figure size 1x1>"}), "without alt text"),
    ],
)
def test_check_refuses(small, tmp_path, capsys, spoil, message):
    notebook, copy = copy_of(small, tmp_path)
    spoil(code_cells(notebook))
    nbformat.write(notebook, copy)
    assert check([copy])
    assert message in capsys.readouterr().err


def test_correcting_the_prose_keeps_the_outputs(small, tmp_path):
    notebook, copy = copy_of(small, tmp_path)
    write(notebook, copy)
    page = tmp_path / "small.md"
    page.write_text(to_text(copy).replace("# Small", "# Smaller"))
    from_text(page, copy)
    assert read(copy).cells[0].source == "# Smaller"
    assert problems(copy) == []
    page.write_text(to_text(copy).replace("x = 41", "x = 40"))
    from_text(page, copy)
    assert not any(cell.outputs for cell in code_cells(read(copy)))
