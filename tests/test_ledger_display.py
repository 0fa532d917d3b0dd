"""How a verdict is shown: compact text, HTML for both themes, no raw markup from a formula."""
import pytest
import sympy as sp

from landscapes.ledger import check, session
from landscapes.ledger.display import as_html, bundle, headline, line, math, plain
from landscapes.ledger.record import MIME, anchor

x, y = sp.symbols("x y")
CALL = dict(derive=lambda f: sp.diff(f, x), given={"f": x**2 * y}, says="$a < b$ & more")


@pytest.fixture
def verdicts(monkeypatch):
    monkeypatch.setattr(session, "made", {})
    return (check("ma:eq-4.2/right", printed=2 * x * y, **CALL).record(),
            check("ma:eq-4.2/wrong", printed=x * y, corrected=2 * x * y, severity="wrong constant", **CALL).record())


def test_text_is_compact_and_says_what_was_found(verdicts):
    right, wrong = map(plain, verdicts)
    assert right.startswith("ma (4.2), right · holds · proved for all values of the symbols\n")
    assert wrong.startswith("ma (4.2), wrong · erratum, wrong constant · ")
    assert all(2 <= text.count("\n") + 1 <= 5 for text in (right, wrong))


def test_html_folds_what_holds_and_shows_both_forms_of_an_erratum(verdicts):
    right, wrong = map(as_html, verdicts)
    assert right.count("<details>") == 1 and "printed" in right.partition("<summary")[2].partition("</summary>")[2]
    assert "corrected" in wrong.partition("<details>")[0] and r"\(2 x y\)" in wrong
    assert r"\(a &lt; b\) &amp; more" in right and "$" not in right + wrong


def test_anchors_are_simple_and_unique(verdicts):
    assert anchor({"id": "ma:eq-4.2", "fault": ""}) == "verdict-ma-eq-4-2"
    assert all(f'id="{anchor(record)}"' in as_html(record) for record in verdicts)
    assert anchor({"id": "ma:eq-4.2", "fault": "sign"}) != anchor({"id": "ma:eq-4.2", "fault": ""})


def test_the_bundle_is_the_record_with_two_renderings(verdicts):
    shown = bundle(verdicts[0])
    assert set(shown) == {"text/plain", "text/html", MIME} and shown[MIME] == verdicts[0]
    assert headline(verdicts[0]) in shown["text/plain"]


def test_only_dollar_signs_in_pairs_are_mathematics():
    assert math("5 dollars, $x$ and <b>") == r"5 dollars, \(x\) and &lt;b&gt;"


def test_the_name_of_a_line_may_hold_mathematics_too():
    assert line("control: $h$", "kept") == r"<div><em>control: \(h\)</em><div>kept</div></div>"
