"""The layout of the project: what would break for a stranger."""

import re
import tomllib
from pathlib import Path

import pytest

from book import ROOT
from book.build import toc
from book.notebooks import chapters

REGISTRY = re.compile(r"https?://|--index-url|--extra-index-url|--find-links|file:", re.IGNORECASE)


def test_code_is_no_package():
    """A package named `code` would hide Python's own module, which the debugger and IPython import."""
    import code

    assert not (ROOT / "code" / "__init__.py").exists()
    assert hasattr(code, "InteractiveConsole")


def test_lock_names_no_registry_and_has_hashes():
    lock = (ROOT / "requirements.txt").read_text()
    assert not REGISTRY.search(lock)
    pinned = re.findall(r"^[\w.\-\[\]]+==\S+(?: ;[^\n]*)? \\$", lock, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[\w.\-\[\]]+==", lock, re.MULTILINE)) > 100


def test_lock_satisfies_the_ranges_of_the_package():
    from packaging.requirements import Requirement

    lock = (ROOT / "requirements.txt").read_text()
    for text in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]:
        wanted = Requirement(text)
        found = re.findall(rf"^{re.escape(wanted.name)}==([\w.]+)", lock, re.MULTILINE)
        assert found and all(wanted.specifier.contains(version) for version in found), text


def test_import_needs_numpy_and_scipy_only():
    import subprocess
    import sys

    program = (
        "import sys, landscapes; "
        "print([m for m in ('matplotlib', 'sympy', 'z3', 'flint', 'clarabel', 'IPython', 'sklearn') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_chapter_is_in_the_table_of_contents(path):
    assert path.relative_to(ROOT).with_suffix("").as_posix() in toc()


def test_table_of_contents_has_no_page_twice():
    assert len(toc()) == len(set(toc()))


@pytest.mark.parametrize("folder", ["book", "bench", "code", "tests", "studies", "chapters"])
def test_no_path_of_a_machine(folder):
    """Nothing that is committed may depend on where it was written."""
    home = re.compile(r"/(?:home|root|Users|work)/\w")
    for path in (ROOT / folder).rglob("*"):
        if path.suffix in {".py", ".md", ".ipynb", ".toml", ".csv", ".json"} and path.resolve() != Path(__file__).resolve():
            assert not home.search(path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("page", ["README.md", "chapters/reference/api.md"])
def test_printed_program_runs(page):
    programs = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    assert programs
    for program in programs:
        exec(program, {})
