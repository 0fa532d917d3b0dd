"""What the prose displays under the id of a statement is what the table quotes."""
import json

from book import CHAPTERS
from landscapes.ledger.prose import displays, misquoted, plain_formula
from landscapes.ledger.statements import statement

QUOTED = statement("ma:eq-4.2").latex


def page(tmp_path, formula):
    cell = {"cell_type": "markdown", "source": f"Text.\n\n(ma:eq-4.2)=\n$$\n{formula}\n$$\n\nMore."}
    (tmp_path / "x.ipynb").write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    return misquoted(tmp_path)


def test_spaces_alignment_and_the_tag_do_not_matter(tmp_path):
    loose = QUOTED.replace("=", r"\;&= ", 1) + r". \tag{4.2}"
    assert page(tmp_path, r"\begin{aligned}" + loose + r"\end{aligned}") == []
    assert plain_formula(r"a \, = b \tag{1},") == "a=b"


def test_another_formula_is_noticed(tmp_path):
    assert "displayed" in page(tmp_path, QUOTED.replace("-", "+", 1))[0]


def test_displays_are_found_in_one_line_too():
    assert displays("(ma:eq-4.1)=\n$$ a = b $$\n") == [("ma:eq-4.1", "a = b")]


def test_the_book_quotes_its_tables():
    assert misquoted(CHAPTERS) == []
