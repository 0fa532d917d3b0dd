"""The build: nothing is rendered twice, and a failure leaves the last good book."""

import pytest

from book import build

CONFIG = """
title: Small
only_build_toc_files: true
execute: {execute_notebooks: "off"}
"""


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A book of two pages, in a project of its own."""
    for name in ("SOURCE", "RENDER", "HTML", "STAMP"):
        monkeypatch.setattr(build, name, tmp_path / "_build" / getattr(build, name).name)
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "BUILD", tmp_path / "_build")
    monkeypatch.setattr(build.pages, "MODULES", ())
    (tmp_path / "_static").mkdir()
    for name, text in {
        "_config.yml": CONFIG,
        "_toc.yml": "format: jb-book\nroot: intro\nparts:\n- chapters:\n  - file: second\n",
        "references.bib": "",
        "requirements.txt": "",
        "intro.md": "# First\n\nSee [there](#there).",
        "second.md": "(there)=\n# Second\n",
    }.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_build(small, capsys):
    first = build.build()
    assert "First" in first.read_text() and capsys.readouterr().out == "Rendering\n"
    build.build()
    assert capsys.readouterr().out == "", "unchanged, so nothing is rendered"

    (small / "second.md").write_text("# Second\n")  # the label is gone, and the page that links to it did not change
    with pytest.raises(build.BuildError) as problem:
        build.build()
    told = str(problem.value).splitlines()
    assert told[1].startswith("intro.md:3: WARNING") and "there" in told[1]
    assert str(small) not in told[1]
    assert 'id="there"' in (first.parent / "second.html").read_text(), "the last good book stands"

    (small / "second.md").write_text("(there)=\n# Second, corrected\n")
    assert "corrected" in (build.build().parent / "second.html").read_text()


def test_missing_page_is_told(small):
    (small / "second.md").unlink()
    with pytest.raises(build.BuildError, match="second"):
        build.build()


@pytest.mark.parametrize(
    "kind, title, shown",
    [
        ("Theorem", "Theorem 4.1 (benign)", "Theorem 4.1 (benign)"),
        ("Theorem", "4.1", "Theorem 4.1"),
        ("Lemma", "Claim 1f", "Claim 1f"),
        ("Proposition", "Constants of PCA", "Proposition (Constants of PCA)"),
        ("Remark", "", "Remark"),
    ],
)
def test_heading_of_a_theorem(kind, title, shown):
    from book.sphinx_ext import caption

    assert caption(kind, title) == shown


@pytest.mark.parametrize(
    "text, shown",
    [
        ("see [section 2](2-technique.ipynb).", "see section 2."),
        ("[section 2](2-technique.ipynb#there)", "section 2"),
        ("[(2.1)](#ma:eq-2.1)", "(2.1)"),
        ("{doc}`Technique <../1-part/2-technique>`", "Technique"),
        ('<a href="../1-part/2-technique.html#x">', "<a>"),
        ('<a href="../1-part/4-pca.html">, <a href="https://x.org/2-technique.html">', None),
        ("[section 4](4-pca.ipynb), [(4.1)](#ma:eq-4.1)", None),
        ("[section 9](9-typo.ipynb), [(2.9)](#ma:eq-2.9)", None),
    ],
)
def test_link_to_a_chapter_that_is_not_written_yet(text, shown):
    from book.links import settle

    chapter_of = {"ma:eq-2.1": "chapters/1-part/2-technique", "ma:eq-4.1": "chapters/1-part/4-pca"}
    assert settle(text, "chapters/1-part/7-notes", {"chapters/1-part/2-technique"}, chapter_of) == (shown or text)
