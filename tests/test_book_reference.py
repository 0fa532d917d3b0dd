"""The generated reference pages: complete, linked, and usable in a browser."""
import json
import re
from html.parser import HTMLParser

import pytest

from book import CHAPTERS
from book.build import toc
from book.reference import PAGES, drawing, pages
from book.reference.parts import spoken
from landscapes.ledger.collect import collect
from landscapes.ledger.record import anchor
from landscapes.ledger.statements import statements
from test_book_pages import chromium, needs_chromium  # noqa: F401 (a fixture)
from test_ledger_collect import verdict

WRONG = dict(status="erratum", severity="wrong constant", corrected="$a < 2$")
RECORDS = [
    verdict("ma:eq-4.1", "symbolic", "definition"), verdict("ma:eq-4.2", uses=["ma:eq-4.1"], **WRONG),
    verdict("ma:eq-4.3", uses=["ma:eq-4.2"], conversion=True, **WRONG),
    verdict("ma:lem-4.2", "certificate", uses=["ma:eq-4.2"]),
    verdict("ma:thm-4.1", steps=["ma:lem-4.2", "ma:eq-4.3"]), verdict("lec11:thm-11.3", "experiment", uses=["ma:thm-4.1"]),
    verdict("ma:fig-1", "reading", "open", detail=[["missing", "the formula"]]), verdict("ma:fn-4", "citation", "cited"),
]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("records", [RECORDS, []], ids=["some", "none"])
def test_a_page_is_well_formed_and_the_same_each_time(name, records):
    text = PAGES[name].page(records)
    assert text.startswith("# ") and text == PAGES[name].page(json.loads(json.dumps(records)))
    Balanced().check(text)


def test_the_ledger_holds_every_verdict_with_a_link_to_its_chapter():
    text = PAGES["ledger"].page(RECORDS)
    for record in RECORDS:
        assert text.count(f'id="{anchor(record)}"') == 1
        assert f'href="../{record["chapter"]}.html#{anchor(record)}"' in text
    assert "$" not in re.sub(r"<script>.*</script>|data-latex=\"[^\"]*\"", "", text.partition("{raw} html")[2], flags=re.S)


def test_errata_stand_beside_their_correction_and_maybe_conversions_apart():
    text = PAGES["errata"].page(RECORDS)
    sure, _, maybe = text.partition("## Maybe a slip of the conversion")
    assert anchor(RECORDS[1]) in sure and anchor(RECORDS[2]) not in sure and anchor(RECORDS[2]) in maybe
    assert sure.count("March 26, 2021") == 1 and r"\(a &lt; 2\)" in sure and "carries on the slip in ma:eq-4.2" in maybe


def test_coverage_counts_statements_and_verdicts():
    line = next(line for line in PAGES["coverage"].page(RECORDS).splitlines() if line.startswith("| 1 Local methods"))
    rows = sum(row.document == "ma" for row in statements().values())
    assert line.split(" | ")[1:8] == [str(rows), "7", "2", "2", "1", "1", "1"]


def test_the_map_draws_what_is_used_before_what_uses_it():
    arrows = [("a", "b"), ("b", "c"), ("a", "c")]
    depth = drawing.layers("abc", arrows)
    assert [depth[name] for name in "abc"] == [0, 1, 2]
    text = PAGES["results"].page(RECORDS)
    assert text.count('class="arrow"') >= 6 and f'href="ledger.html#{anchor(RECORDS[4])}"' in text


def test_a_tooltip_shows_no_tex():
    assert spoken(r"$\|X^\top a\|^2 \ne 0$ if $n\,\le d$") == "‖Xᵀ a‖^2 ≠ 0 if n≤ d"


def test_a_figure_that_the_source_does_not_specify_is_told_so():
    text = PAGES["reproductions"].page(RECORDS)
    assert "not specified" in text and "missing: the formula" in text


def test_the_pages_of_the_book_are_written(tmp_path):
    pages(tmp_path)
    assert {path.stem for path in (tmp_path / "chapters/reference").iterdir()} == set(PAGES)
    text = (tmp_path / "chapters/reference/ledger.md").read_text(encoding="utf-8")
    assert all(anchor(r) in text for r in collect(CHAPTERS) if f"chapters/{r['chapter']}" in toc())


@needs_chromium
def test_the_ledger_is_searched_filtered_linked_and_copied(chromium, tmp_path):
    blocks = re.findall(r"``````\{raw\} html\n(.*?)\n``````\n", PAGES["ledger"].page(RECORDS), re.S)
    html = f"<!DOCTYPE html><meta charset='utf-8'><main>{''.join(blocks)}</main>"
    (tmp_path / "ledger.html").write_text(html, encoding="utf-8")
    page = chromium.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"file://{tmp_path}/ledger.html?document=lec11")
    count = page.locator("#ledger-count")
    assert count.inner_text() == f"1 of {len(RECORDS)} verdicts"           # the address can hold a filter
    page.select_option("select[name=document]", "")
    page.select_option("select[name=severity]", "wrong constant")
    assert page.locator("details.verdict:visible").count() == 2
    page.fill("input[type=search]", "MA:EQ-4.3")
    assert [e.get_attribute("data-id") for e in page.locator("details.verdict:visible").all()] == ["ma:eq-4.3"]
    page.goto(f"file://{tmp_path}/ledger.html#{anchor(RECORDS[1])}")
    entry = page.locator(f"#{anchor(RECORDS[1])}")
    assert entry.evaluate("(e) => e.open") and count.inner_text().startswith(f"{len(RECORDS)} of")
    page.evaluate("document.execCommand = () => { window.copied = document.activeElement.value; return true; }; "
                  "Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    entry.locator("button").click()
    assert r"\begin{equation*} a < 2" in page.evaluate("window.copied") and errors == []
    page.close()


class Balanced(HTMLParser):
    """Every tag that is opened is closed, in order."""

    VOID = {"input", "br", "path", "rect"}

    def check(self, text):
        self.open = []
        for block in re.findall(r"``````\{raw\} html\n(.*?)\n``````\n", text, re.S):
            self.feed(block)
            assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert tag in self.VOID or not self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
