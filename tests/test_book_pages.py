"""The built pages in Chromium: typeset, offline, without errors, readable on a phone, accessible in both themes."""

import functools
import http.server
import os
import re
import shutil
import threading
from urllib.parse import unquote, urldefrag

import pytest
from bs4 import BeautifulSoup

from book.build import build, toc

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="the pages are tested in Chromium: apt-get install chromium, or set CHROMIUM to its path"
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
         "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
# The theme's own two: the name of its search button, and its logo outside of a landmark.
THEME = {"label-content-name-mismatch", "region"}
RAW_TEX = re.compile(r"\\[a-zA-Z]{2,}|\\[()\[\]]|\$[^$\n]+\$")

every_page = pytest.mark.parametrize("page", toc())


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(book_html):
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=book_html))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


class Visit:
    """A page, and all that it asked for and complained about."""

    def __init__(self, chromium, address, own):
        self.errors, self.outside = [], []
        self.context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        self.context.route(lambda url: not url.startswith((own, "data:", "blob:")), self.refuse)
        self.page.goto(address)
        self.page.wait_for_function("!window.MathJax || (MathJax.startup && MathJax.startup.promise)")
        self.page.evaluate("() => window.MathJax && MathJax.startup.promise.then(() => true)")

    def refuse(self, route):
        self.outside.append(route.request.url)
        route.abort()


@pytest.fixture
def visit(chromium):
    visits = []

    def go(address, own):
        visits.append(Visit(chromium, address, own))
        return visits[-1]

    yield go
    for visited in visits:
        visited.context.close()


# Of the ledger every eighth entry: it is typeset on opening, for a minute if all are, and each stands in its chapter too.
SHOW_ALL = """() => {
  document.querySelectorAll("details").forEach((d, i) => (d.open = !d.closest(".ledger-chapter") || i % 8 === 0));
  document.querySelectorAll(".toggle-hidden").forEach((d) => d.classList.remove("toggle-hidden"));
}"""
TEXTS = """() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest("code, pre, script, style, textarea, mjx-container")) texts.push(walker.currentNode.data);
  }
  return texts;
}"""
# Axe takes a millisecond for each box, and a page's formulas and code are drawn of tens of thousands. So they are taken out
# before it looks; test_formulas_and_code_are_accessible shows it every kind of them, and formulas have no colour of their own.
ODD_COLOURS = """() => [...document.querySelectorAll("main mjx-math")].filter((m) =>
  getComputedStyle(m).color !== getComputedStyle(m.closest("mjx-container").parentElement).color).length"""
BARE = """() => {
  document.querySelectorAll("mjx-container").forEach((m) => m.replaceChildren());
  document.querySelectorAll("div.highlight pre").forEach((p) => (p.textContent = "code"));
}"""
# What scrolls must be reachable by keyboard: axe's rule, asked of what is taken out as well.
UNREACHABLE = """() => [...document.querySelectorAll("main pre, main div, main mjx-container")].filter((e) =>
  e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX) && e.tabIndex < 0 &&
  !e.querySelector("a, button, input, [tabindex]")).map((e) => e.outerHTML.slice(0, 200))"""
COLOUR_RULES = ["color-contrast", "link-in-text-block"]  # the only ones whose answer depends on the theme
CODE = re.compile(r'<span class="(\w{1,3})">')  # how Pygments marks a token
APPEND = "(html) => document.querySelector('main').insertAdjacentHTML('beforeend', html)"
FAULTY = """<p style="color: #999; background: #fff">faint</p>
  <table><tr><th></th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>
  <pre style="width: 5em; overflow-x: auto">a line that is too long for its box</pre>"""
PLOTS = "() => [...document.querySelectorAll('.interactive-figure')].every((d) => d.querySelector('.main-svg'))"


def test_book_builds():
    assert build().exists()


def violations(sheet, rules=None):
    from axe_playwright_python.sync_playwright import Axe

    # Without `preload`, which fetches style sheets anew, from addresses that do not exist.
    options = {"preload": False, "resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
    found = Axe().run(sheet, options=options).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["id"] not in THEME]


def put_on(sheet, theme):
    sheet.add_style_tag(content="* { transition: none !important; }")  # else colours are measured on their way
    sheet.evaluate("(theme) => (document.documentElement.dataset.theme = theme)", theme)


@needs_chromium
@every_page
def test_page(page, visit, served):
    seen = visit(f"{served}/{page}.html", served)
    sheet = seen.page
    sheet.evaluate(SHOW_ALL)

    assert sheet.locator("mjx-merror").count() == 0
    assert [text for text in sheet.evaluate(TEXTS) if RAW_TEX.search(text)] == [], "TeX that was not typeset"
    sheet.wait_for_function(PLOTS)
    assert sheet.evaluate(UNREACHABLE) == []

    sheet.set_viewport_size({"width": 390, "height": 844})
    sheet.wait_for_timeout(100)
    assert sheet.evaluate("document.documentElement.scrollWidth") <= 390
    sheet.set_viewport_size({"width": 1280, "height": 900})
    sheet.wait_for_timeout(1000)  # the theme's columns move, and then the page's script looks again at what scrolls
    assert sheet.evaluate(UNREACHABLE) == []

    themes = {"light": None, "dark": COLOUR_RULES}
    for theme in themes:
        put_on(sheet, theme)
        assert sheet.evaluate(ODD_COLOURS) == 0, theme
    sheet.evaluate(BARE)
    for theme, rules in themes.items():
        put_on(sheet, theme)
        assert violations(sheet, rules) == [], theme
    assert seen.outside == [] and seen.errors == []


@needs_chromium
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_formulas_and_code_are_accessible(theme, visit, served, book_html):
    sheet = visit(f"{served}/chapters/reference/notation.html", served).page
    kinds = {kind for page in toc() for kind in CODE.findall((book_html / f"{page}.html").read_text(encoding="utf-8"))}
    assert len(kinds) > 15 and sheet.locator("mjx-container").count() > 50
    code = " ".join(f'<span class="{kind}">{kind}</span>' for kind in sorted(kinds))
    sheet.evaluate(APPEND, f'<div class="cell_input"><div class="highlight"><pre tabindex="0">{code}</pre></div></div>')
    put_on(sheet, theme)
    assert violations(sheet) == [] and sheet.evaluate(ODD_COLOURS) == 0
    sheet.evaluate("document.querySelector('main mjx-math').style.color = 'red'")
    assert sheet.evaluate(ODD_COLOURS) == 1


@needs_chromium
def test_faint_text_an_empty_header_and_an_unreachable_box_are_noticed(visit, served):
    sheet = visit(f"{served}/chapters/reference/bibliography.html", served).page
    assert sheet.evaluate(UNREACHABLE) == []
    sheet.evaluate(APPEND, FAULTY)
    assert len(sheet.evaluate(UNREACHABLE)) == 1
    assert {"color-contrast", "empty-table-header"} <= {rule for rule, _ in violations(sheet)}
    assert [rule for rule, _ in violations(sheet, COLOUR_RULES)] == ["color-contrast"]


@needs_chromium
@every_page
def test_page_opened_as_a_file(page, visit, book_html):
    seen = visit((book_html / f"{page}.html").as_uri(), "file:")
    has_mathematics = seen.page.locator(".math").count() > 0
    assert not has_mathematics or seen.page.locator("mjx-container").count() > 0
    seen.page.wait_for_function(PLOTS)
    assert seen.outside == [] and seen.errors == []


@needs_chromium
def test_search_finds_a_page(visit, served):
    seen = visit(f"{served}/search.html?q=saddle", served)
    seen.page.wait_for_selector("#search-results li a")
    assert seen.outside == [] and seen.errors == []


@needs_chromium
def test_first_page_leads_into_the_book(chromium, served):
    page = chromium.new_page()
    page.goto(f"{served}/index.html")
    page.wait_for_url("**/intro.html")
    page.close()


@functools.cache
def parsed(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@every_page
def test_images_have_alt_text_and_exist(page, book_html):
    path = book_html / f"{page}.html"
    for image in parsed(path).find_all("img"):
        assert image.get("alt", "").strip(), image
        if not image["src"].startswith("data:"):
            assert (path.parent / unquote(image["src"].partition("?")[0])).exists(), image


@every_page
def test_links_lead_somewhere_and_ids_are_unique(page, book_html):
    path = book_html / f"{page}.html"
    ids = [tag["id"] for tag in parsed(path).find_all(id=True)]
    assert sorted(ids) == sorted(set(ids))
    for link in parsed(path).find_all("a", href=True):
        if re.match(r"[a-z]+:", link["href"]):
            continue
        address, fragment = urldefrag(link["href"])
        target = (path.parent / unquote(address.partition("?")[0])).resolve() if address else path
        assert target.exists(), link
        if fragment and target.suffix == ".html":
            assert parsed(target).find(id=unquote(fragment)) is not None, link
