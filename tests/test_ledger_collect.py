"""The ledger as a whole: theorems through chapters, and everything that does not fit together."""
import json
import re

import pytest

from book import CHAPTERS, ROOT
from landscapes.ledger.collect import LedgerError, collect, missing
from landscapes.ledger.record import MIME, faults
from landscapes.ledger.statements import statements


def verdict(id, method="symbolic", status="holds", uses=(), steps=(), **more):
    row = statements()[id.partition("/")[0]]
    return {"id": id, "document": row.document, "section": row.section, "chapter": row.chapter, "status": status,
            "method": method, "evidence": "seen", "place": row.place, "printed": row.printed, "checked": "", "read": False,
            "fault": "", "severity": None, "conversion": False, "scope": "", "uses": [*uses, *steps], "steps": list(steps),
            "problem": None, "property": None, "corrected": None, "control": {"printed": ["sign"]}, "detail": [], **more}


@pytest.fixture
def book(tmp_path):
    """Writes verdicts into the notebooks of their chapters and collects them."""
    def collected(*verdicts, chapter=None):
        folders = {}
        for one in verdicts:
            folders.setdefault(chapter or one["chapter"], []).append(one)
        for name, records in folders.items():
            cells = [{"cell_type": "code", "source": "", "outputs": [{"output_type": "display_data", "data": {MIME: r}}]}
                     for r in records]
            path = tmp_path / f"{name}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
        return {record["id"]: record for record in collect(tmp_path)}
    return collected


def test_the_method_of_a_theorem_is_worked_out_through_all_chapters(book):
    found = book(verdict("ma:thm-4.1", steps=["ma:lem-4.2"]), verdict("ma:lem-4.2", steps=["lec11:lem-11.6"]),
                 verdict("lec11:lem-11.6", "exact", steps=["lec11:lem-11.7"]), verdict("lec11:lem-11.7", "experiment"))
    assert found["ma:thm-4.1"]["method"] == found["ma:lem-4.2"]["method"] == "experiment"


def test_definitions_weigh_nothing_and_an_open_step_leaves_the_theorem_open(book):
    found = book(verdict("ma:thm-4.1", steps=["ma:lem-4.2"], uses=["ma:eq-4.1"]), verdict("ma:lem-4.2"),
                 verdict("ma:eq-4.1", "reading", "definition"),
                 verdict("lec11:thm-11.3", steps=["lec11:lem-11.6"]), verdict("lec11:lem-11.6", "reading", "open"))
    assert found["ma:thm-4.1"]["method"] == "symbolic" and found["lec11:thm-11.3"]["status"] == "open"


def test_a_step_in_a_chapter_that_does_not_stand_yet_is_pending(book):
    assert book(verdict("ma:thm-4.1", steps=["lec11:lem-11.6"]))["ma:thm-4.1"]["pending"] == ["lec11:lem-11.6"]


@pytest.mark.parametrize("verdicts, words", [
    ([verdict("ma:thm-4.1", steps=["ma:lem-4.2"]), verdict("ma:lem-4.2", uses=["ma:thm-4.1"])], "a circle"),
    ([verdict("ma:thm-4.1", steps=["ma:lem-4.2"])], "uses ma:lem-4.2, which has no verdict"),
    ([verdict("ma:thm-4.1", uses=["ma:thm-99"])], "not in the tables"),
    ([verdict("ma:eq-4.2"), verdict("ma:eq-4.2")], "two verdicts"),
    ([verdict("ma:eq-4.2", control={})], "without a control"),
    ([verdict("ma:eq-4.2", status="erratum", severity="typo")], "without a corrected form"),
    ([verdict("ma:eq-4.2", method="guess")], "method 'guess' is none of"),
    ([verdict("ma:eq-4.2", evidence="")], "evidence is empty"),
])
def test_what_does_not_fit_together_is_refused(book, verdicts, words):
    with pytest.raises(LedgerError, match=words):
        book(*verdicts)


def test_a_verdict_stands_in_the_chapter_of_its_row(book):
    with pytest.raises(LedgerError, match="its row says 1-local-methods/4-1-pca"):
        book(verdict("ma:eq-4.2"), chapter="2-lecture-11/11-1-review")


def test_two_faults_of_one_statement_have_two_verdicts(book):
    wrong = dict(status="erratum", severity="typo", corrected="right")
    book(verdict("ma:eq-4.2", **wrong), verdict("ma:eq-4.2", **wrong, fault="sign"))


# The book itself --------------------------------------------------------------------------------

def test_the_ledger_of_the_book_fits_together_and_is_the_same_each_time():
    records = collect(CHAPTERS)
    assert not [fault for record in records for fault in faults(record)]
    assert json.dumps(records) == json.dumps(collect(CHAPTERS))


def test_every_statement_of_a_chapter_that_stands_has_a_verdict():
    assert not [row.id for row in missing(collect(CHAPTERS))]


def test_what_is_cited_is_in_the_bibliography():
    known = set(re.findall(r"^@\w+\{([^,]+),", (ROOT / "references.bib").read_text(encoding="utf-8"), re.M))
    cited = {key for record in collect(CHAPTERS) for name, text in record["detail"] if name == "proved in"
             for key in text.split(", ")}
    assert cited <= known
