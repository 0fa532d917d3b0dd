"""Nothing stale is served, and nothing unchanged is run again."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from book.execute import execute_all
from book.notebooks import read, write


@pytest.fixture
def project(tmp_path):
    """Two notebooks, a package and a lock."""
    (tmp_path / "code" / "toy").mkdir(parents=True)
    (tmp_path / "code" / "toy" / "a.py").write_text("A = 1")
    (tmp_path / "code" / "toy" / "b.py").write_text("B = 1")
    (tmp_path / "requirements.txt").write_text("toy==1")
    for name in ("one", "two"):
        cells = [new_markdown_cell(f"# {name}"), new_code_cell(f"print('{name}')")]
        write(new_notebook(cells=cells), tmp_path / f"{name}.ipynb")
    return tmp_path


def fresh(project):
    """Which notebooks a build executes."""
    paths = sorted(project.glob("*.ipynb"))
    results = execute_all(paths, root=project, cache=project / "cache")
    assert all(result.error is None for result in results.values())
    assert [r.outputs[-1][-1]["text"] for r in results.values()][1:] == ["two\n"]
    return {path.stem for path, result in results.items() if result.fresh}


def edit(project, name, change):
    notebook = read(project / f"{name}.ipynb")
    change(notebook)
    write(notebook, project / f"{name}.ipynb")


def test_what_is_executed_again(project, capsys):
    assert fresh(project) == {"one", "two"}
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 and lines[-1].endswith("2/2") and " s  " in lines[-1]

    assert fresh(project) == set()
    edit(project, "one", lambda n: n.cells[1].update(source="print('one, changed')"))
    assert fresh(project) == {"one"}
    edit(project, "two", lambda n: n.cells[0].update(source="# A better heading"))
    assert fresh(project) == set()
    (project / "code" / "toy" / "a.py").write_text("A = 2")
    assert fresh(project) == {"one", "two"}
    (project / "code" / "toy" / "b.py").unlink()
    assert fresh(project) == {"one", "two"}
    (project / "requirements.txt").write_text("toy==2")
    assert fresh(project) == {"one", "two"}
    assert len(list((project / "cache").glob("*.json"))) == 2, "old outputs are not kept"


def test_error_names_notebook_cell_and_message(project, capsys):
    edit(project, "one", lambda n: n.cells.append(new_code_cell("x = 1\nraise ValueError('step must be positive, got -1')")))
    results = execute_all(sorted(project.glob("*.ipynb")), root=project, cache=project / "cache")
    told = results[project / "one.ipynb"].error
    assert told.splitlines()[0] == "one, cell 2:"
    assert told.splitlines()[-1].strip() == "ValueError: step must be positive, got -1"
    assert len(told.splitlines()) <= 4
    assert told in capsys.readouterr().err
    assert results[project / "two.ipynb"].error is None
    again = execute_all(sorted(project.glob("*.ipynb")), root=project, cache=project / "cache")
    assert again[project / "one.ipynb"].fresh, "a failure is not remembered"


def test_a_chapter_that_reads_the_others_runs_again_with_them(tmp_path):
    (tmp_path / "code").mkdir()
    (tmp_path / "requirements.txt").write_text("toy==1")
    for name, source in (("a", "print('a')"), ("table", "print('stands in for landscapes.ledger.collect')")):
        (tmp_path / "chapters" / name).mkdir(parents=True)
        write(new_notebook(cells=[new_code_cell(source)]), tmp_path / "chapters" / name / f"{name}.ipynb")
    again = lambda: {path.stem for path, result in execute_all(  # noqa: E731
        sorted(tmp_path.rglob("*.ipynb")), root=tmp_path, cache=tmp_path / "cache").items() if result.fresh}
    assert again() == {"a", "table"} and again() == set()
    edit(tmp_path / "chapters" / "a", "a", lambda n: n.cells.insert(0, new_markdown_cell("New words.")))
    assert again() == {"table"}
