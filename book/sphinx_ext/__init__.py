"""The book's Sphinx extension: everything is served from the book itself, and pages are valid and accessible."""

import re
import shutil
from importlib.metadata import distribution
from pathlib import Path

from docutils import nodes

from book import ROOT

MATHJAX = ["tex-chtml.js", "output/chtml/fonts/woff-v2", "input/tex/extensions", "a11y/assistive-mml.js"]
# sphinx-proof and sphinx-exercise give each box on a page the same ids, and a title the id of its box.
DUPLICATE_IDS = re.compile(r' id="(?:proof|exercise|solution)(?:-content)?"|(?<=<p class="admonition-title") id="[^"]*"')
# Roles that docutils and Sphinx give to bibliographies, and that ARIA has withdrawn or allows for lists alone.
ROLES = re.compile(r' role="(?:doc-biblioentry|doc-backlink|doc-noteref)"|(?<=<div) role="list"(?= class="citation-list")')
KINDS = "Theorem|Lemma|Proposition|Corollary|Claim|Fact|Definition|Assumption|Condition|Remark|Example|Algorithm"
CAPTION = re.compile(r'<span class="caption-number">(\w+) </span>(.*?)(?=</p>)', re.DOTALL)
FONT_PRELOAD = re.compile(r'<link rel="preload" as="font"[^>]*>\n?')
FIRST_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Benign Landscapes</title>
<meta http-equiv="refresh" content="0; url=intro.html"></head>
<body><p><a href="intro.html">Benign Landscapes</a></p></body></html>
"""


def copy_assets(app):
    """MathJax and plotly, into the output alone: Jupyter Book would load every script under _static on every page."""
    if app.builder.format != "html":
        return
    out = Path(app.outdir, "_static", "vendor")
    package = distribution("sphinx-mathjax-offline")
    mathjax = Path(package.locate_file("sphinx-mathjax-offline/static/mathjax"))
    for name in MATHJAX:
        source, target = mathjax / name, out / "mathjax" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            shutil.copyfile(source, target)
    from plotly.offline import get_plotlyjs

    (out / "plotly.min.js").write_text(get_plotlyjs(), encoding="utf-8")


def clean_page(app, pagename, templatename, context, doctree):
    def wanted(script):
        body = getattr(script, "attributes", {}).get("body") or ""
        name = str(getattr(script, "filename", "") or "")
        return "THEBE_JS_URL" not in body and "sphinx-thebe" not in name  # it would ask the network

    if context.get("body"):
        body = ROLES.sub("", DUPLICATE_IDS.sub("", context["body"]))
        context["body"] = CAPTION.sub(lambda match: caption(match[1], match[2]), body)
    if "script_files" in context:
        context["script_files"] = [script for script in context["script_files"] if wanted(script)]


def plain_docstring(app, what, name, obj, options, lines):
    """Docstrings are written to be read as text: a first sentence, then lines whose layout counts."""
    if not lines:
        return
    end = lines.index("") if "" in lines else len(lines)
    first = re.sub(r"([\\\\*`|_])", r"\\\1", " ".join(line.strip() for line in lines[:end]))
    rest = ["    " + line for line in lines[end:]]
    lines[:] = [first, "", *(["::", "", *rest, ""] if any(line.strip() for line in rest) else [])]


def caption(kind, title):
    """The heading of a theorem's box, from sphinx-proof's word for it and the title that the chapter gives.

    "Theorem 4.1 (name)" stays as it is, "4.1 (name)" gets its word, and a mere name is put in parentheses.
    """
    if re.match(rf"(?:{KINDS}) [\d(]", title):
        return title
    if not title or re.match(r"[\d(]", title):
        return f"{kind} {title}".strip()
    return f"{kind} ({title})"


def label_theorems(app, doctree):
    """So that `[Theorem 4.1](#ma:thm-4.1)` finds the box of sphinx-proof, which keeps its labels to itself."""
    domain = app.env.get_domain("std")
    for node in doctree.findall(lambda n: isinstance(n, nodes.Element) and "proof" in n.get("classes", ())):
        if label := node.get("label"):
            title = caption(node["realtype"].title(), node["title"])
            domain.anonlabels[label] = app.env.docname, node["ids"][0]
            domain.labels[label] = app.env.docname, node["ids"][0], title


def tag_long_displays(app, doctree):
    """A numbered display with `\\\\` in it: Sphinx would put it into a `split`, in which MathJax allows no number."""
    for node in doctree.findall(nodes.math_block):
        text = node.astext()
        if "\\tag{" in text and "\\\\" in text and not node.get("nowrap"):
            node[:] = [nodes.Text(f"\\begin{{equation}}{text}\\end{{equation}}")]
            node["nowrap"] = True


def keep_tags(app, doctree):
    """Sphinx would put a display of several lines into `split`, where MathJax allows no \\tag."""
    for node in doctree.findall(nodes.math_block):
        latex = node.astext()
        if r"\tag" in latex and r"\\" in latex:
            node["nowrap"] = True  # then the delimiters are ours to give
            node.children = [nodes.Text(rf"\[{latex}\]")]


def number_exercises(app, env):
    """1, 2, 3, … in each chapter; Sphinx counts through the whole book where chapters have no numbers."""
    for kinds in env.toc_fignumbers.values():
        for position, label in enumerate(kinds.get("exercise", {}), start=1):
            kinds["exercise"][label] = (position,)
    return []


def finish(app, error):
    if error is not None or app.builder.format != "html":
        return
    out = Path(app.outdir)
    (out / "index.html").write_text(FIRST_PAGE, encoding="utf-8")
    for page in out.rglob("*.html"):  # of no use to a page from disk but an error in its console
        page.write_text(FONT_PRELOAD.sub("", page.read_text(encoding="utf-8")), encoding="utf-8")
    # What a page offers for download is the committed notebook, not the copy made for the page.
    for copied in (out / "_sources").rglob("*.ipynb"):
        committed = ROOT / copied.relative_to(out / "_sources")
        if committed.exists():
            shutil.copyfile(committed, copied)


def setup(app):
    app.set_html_assets_policy("always")  # MathJax also where the only mathematics is in a verdict
    app.connect("builder-inited", copy_assets)
    app.connect("doctree-read", label_theorems)
    app.connect("doctree-read", keep_tags)
    app.connect("doctree-read", tag_long_displays)
    app.connect("autodoc-process-docstring", plain_docstring)
    app.connect("env-updated", number_exercises, priority=900)
    app.connect("html-page-context", clean_page, priority=900)
    app.connect("build-finished", finish, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
