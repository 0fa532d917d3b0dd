"""Figures: readable in both themes, with alt text, and as the page needs them."""

import base64
import json

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from bs4 import BeautifulSoup
from matplotlib.colors import ListedColormap, to_hex, to_rgb

from book.figures import NoAltText, for_page
from landscapes.plots import style

ALT = "A line rises & falls below <1."


def luminance(colour):
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return np.dot([0.2126, 0.7152, 0.0722], parts)


def contrast(a, b):
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", [*style.PALETTE, style.INK, style.MUTED])
def test_colours_stand_out_in_both_themes(colour):
    needed = 4.5 if colour in (style.INK, style.MUTED) else 3  # text needs more than lines do
    assert contrast(colour, style.PAPER) >= needed
    assert contrast(style.DARK[colour], style.DARK[style.PAPER]) >= needed


def test_recolour_swaps_named_colours_and_nothing_else():
    fig, ax = style.figure()
    line, = ax.plot([0, 1], color=style.BLUE, markeredgecolor=style.PAPER)
    other, = ax.plot([0, 1], color="white")
    dots = ax.scatter([0, 1], [0, 1], c=[0, 1], edgecolors=style.PAPER)
    band = ax.fill_between([0, 1], [0, 1], color=style.GREEN, alpha=0.25)
    note = ax.annotate("here", (0, 0), (1, 1), color=style.INK, arrowprops={"color": style.INK})
    rings = ax.contour([[0, 1], [1, 2]], colors=style.MUTED)
    inside = to_hex(ax.collections[0].cmap(0.5))
    style.recolour(fig, style.DARK)
    assert to_hex(line.get_color()) == style.DARK[style.BLUE]
    assert to_hex(line.get_markeredgecolor()) == style.DARK[style.PAPER]
    assert to_hex(other.get_color()) == "#ffffff"
    assert to_hex(dots.get_edgecolor()[0]) == style.DARK[style.PAPER] and to_hex(dots.cmap(0.5)) == inside
    assert to_hex(band.get_facecolor()[0], keep_alpha=True) == style.DARK[style.GREEN] + "40"
    assert to_hex(note.arrow_patch.get_facecolor()) == style.DARK[style.INK]
    assert to_hex(rings.get_edgecolor()[0]) == style.DARK[style.MUTED]
    assert to_hex(ax.get_facecolor()) == style.DARK[style.PAPER]
    plt.close(fig)


def test_recolour_swaps_the_named_colours_of_an_image():
    fig, ax = style.figure()
    image = ax.imshow([[0, 1]], cmap=ListedColormap([style.FAINT, style.GREEN]))
    heights = ax.imshow([[0, 1]], cmap=style.HEIGHTS)
    before = to_hex(heights.cmap(0.5))
    style.recolour(fig, style.DARK)
    assert [to_hex(image.cmap(k)) for k in (0, 1)] == [style.DARK[style.FAINT], style.DARK[style.GREEN]]
    assert to_hex(heights.cmap(0.5)) == before
    plt.close(fig)


@pytest.fixture
def shown(monkeypatch):
    """What `show` hands to the notebook."""
    outputs = []
    monkeypatch.setattr("IPython.display.display", lambda data, **_: outputs.append(data))
    return outputs


def test_show_gives_two_images_and_the_alt_text(shown):
    fig, ax = style.figure(width=4, height=2)
    ax.plot([0, 1])
    style.show(fig, alt=ALT)
    data, = shown
    assert data["text/plain"] == f"Figure: {ALT}"
    images = [base64.b64decode(code) for code in (data["image/png"], data[style.MIME]["dark"])]
    assert all(image.startswith(b"\x89PNG") for image in images) and images[0] != images[1]
    assert not plt.fignum_exists(fig.number), "else Jupyter shows it again, without its alt text"


@pytest.mark.parametrize("alt", ["", "plot", None, "two\nlines of it"])
def test_show_refuses_a_figure_without_words(alt):
    fig, _ = style.figure()
    with pytest.raises(ValueError, match="alt must say"):
        style.show(fig, alt=alt)
    plt.close(fig)


def page(data, out):
    cell = nbformat.v4.new_code_cell("…", outputs=[nbformat.v4.new_output("display_data", data=data)])
    notebook = for_page(nbformat.v4.new_notebook(cells=[cell]), "chapters/1-part/2-section", out)
    kept = notebook.cells[0].outputs
    return BeautifulSoup(kept[0].data["text/html"], "html.parser") if kept else None


def test_page_shows_one_image_per_theme(shown, tmp_path):
    fig, _ = style.figure(width=4, height=2)
    style.show(fig, alt=ALT)
    images = page(shown[0], tmp_path).find_all("img")
    assert [image["alt"] for image in images] == [ALT, ALT]
    assert [image["class"][-1] for image in images] == ["only-light", "only-dark"]
    assert (images[0]["width"], images[0]["height"]) == ("384", "192")
    for image in images:
        assert (tmp_path / "chapters/1-part" / image["src"]).resolve().read_bytes().startswith(b"\x89PNG")


def test_page_shows_an_interactive_figure(tmp_path):
    record = {"data": [{"type": "scatter3d", "text": "</script>"}], "layout": {"height": 300}}
    sheet = page({"text/plain": f"Interactive figure: {ALT}", "application/vnd.plotly.v1+json": record}, tmp_path)
    assert sheet.div["aria-label"] == ALT and sheet.div["role"] == "group"
    assert sheet.script["data-figure"] == sheet.div["id"]
    assert json.loads(sheet.script.string) == record


def test_page_drops_records_and_keeps_their_html(tmp_path):
    verdict = {"text/plain": "holds", "text/html": "<p>holds</p>", "application/vnd.landscapes.verdict+json": {"id": "x"}}
    assert page(verdict, tmp_path).p.text == "holds"


def test_page_refuses_an_image_without_alt_text(tmp_path):
    with pytest.raises(NoAltText, match="chapters/1-part/2-section, cell 1"):
        page({"text/plain": "<Figure size 640x480>", "image/png": "iVBORw0KGgo="}, tmp_path)
