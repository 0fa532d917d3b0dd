"""The table of problems against properties."""

import pytest

from landscapes.ledger.table import PropertyTable, property_table


def verdict(problem, property, method="symbolic", status="holds", id="ma:thm-4.1"):
    return {"id": id, "document": "ma", "place": "Theorem 4.1", "chapter": "1-local-methods/4-1-pca", "status": status,
            "method": method, "problem": problem, "property": property}


def test_a_cell_shows_the_strongest_verdict_and_links_to_all():
    table = property_table([
        verdict("PCA", "strict saddle", "experiment"),
        verdict("PCA", "strict saddle", "certificate", id="ma:fn-5"),
        verdict("completion", "no spurious minima", "symbolic", "erratum"),
        verdict("completion", "path", "reading"),
        verdict(None, None),
    ])
    assert str(table).splitlines() == [
        "problem | no spurious minima | strict saddle | PL | certificate | path",
        "PCA |  | proved |  |  | ",
        "completion | proved, corrected |  |  |  | argued",
    ]
    page = table.html()
    assert page.count("<a href=") == 4 and 'href="../1-local-methods/4-1-pca.html#verdict-ma-fn-5"' in page
    assert table.count("strict saddle") == 1 and table.count("PL") == 0


def test_unknown_property_is_refused():
    with pytest.raises(ValueError, match="got 'benign' for 'PCA'"):
        PropertyTable({"PCA": {"benign": []}})
