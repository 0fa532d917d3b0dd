"""The tables of statements are complete and say where each statement stands."""
import re

import pytest

from landscapes.ledger.record import label
from landscapes.ledger.statements import DOCUMENTS, statement, statements, table

CHAPTER = re.compile(r"[1-5]-[a-z0-9-]+/[a-z0-9-]+")
#: the fewest statements that each source makes
FLOOR = {"ma": 136, "lec11": 79, "vzh": 148, "bg": 80, "oymak": 44}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_row_says_what_and_where_and_quotes_the_source(document):
    rows = table(document)
    assert len(rows) >= FLOOR[document]
    for key, row in rows.items():
        assert re.fullmatch(r"[A-Za-z0-9][\w.-]*", key), key
        assert row.says and row.place and row.section and CHAPTER.fullmatch(row.chapter), key
        assert row.latex or row.words, f"{key}: no quotation"
        assert row.printed.count("$") % 2 == 0 and row.says.count("$") % 2 == 0, f"{key}: an open dollar sign"
        assert len(row.words) <= 400, f"{key}: a short quotation is enough"


def test_a_chapter_belongs_to_one_source():
    owners = {}
    for row in statements().values():
        assert owners.setdefault(row.chapter, row.document) == row.document, row.id


def test_labels_are_those_of_the_source():
    labels = {"ma:eq-4.2": "(4.2)", "ma:lem-4.2": "Lemma 4.2", "ma:fn-5/1": "footnote 5, 1", "ma:claim-2f": "Claim 2f",
              "vzh:thm-1.2-i": "Theorem 1.2 i", "bg:lemma-3.1": "Lemma 3.1", "ma:eq-4.3/at-zero": "(4.3), at zero"}
    assert {id: label(id) for id in labels} == labels
    assert label("ma:top-eigenvector", "Section 4.1, end") == "Section 4.1, end"


def test_a_part_of_a_statement_inherits_its_place():
    part = statement("ma:eq-4.2/half", says="half of it")
    assert (part.chapter, part.printed, part.latex) == (statement("ma:eq-4.2").chapter, "half of it", "")
