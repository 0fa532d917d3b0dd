"""The common style of all figures: colours, sizes, two themes, alt text.

    fig, ax = figure()
    ax.plot(t, error, color=BLUE)
    show(fig, alt="The error falls by a constant factor per step.")

`show` draws the figure twice, as it stands and with every named colour below replaced by its partner for the dark
theme; the book's page shows the one that fits.  Colours taken from a colour map stay as they are.
"""

import base64
import io

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import Collection
from matplotlib.colors import ListedColormap, to_rgba_array
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

# Okabe and Ito's colours that stand out on white, and two that stay apart from them for colour-blind readers.
BLUE, ORANGE, GREEN, VIOLET, BROWN = "#0072b2", "#d55e00", "#009e73", "#7b3fb5", "#5c3b0c"
# Paper is a hair off white: so "white", on top of a colour map, stays white in the dark theme, as "black" stays black.
INK, MUTED, FAINT, PAPER = "#222832", "#6b7480", "#d5d9de", "#fffffe"
DARK = {
    BLUE: "#56b4e9",
    ORANGE: "#f08030",
    GREEN: "#3fd0a6",
    VIOLET: "#b48bff",
    BROWN: "#e8d8a0",
    INK: "#ced6dd",
    MUTED: "#98a2ad",
    FAINT: "#3a4350",
    PAPER: "#121212",  # the background of the book's dark theme
}
PALETTE = (BLUE, ORANGE, GREEN, VIOLET, BROWN)
# Both run evenly from dark to bright for every kind of colour vision.
HEIGHTS, SIGNED = "viridis", "PuOr"

RATE = 160  # pixels per inch of the image; a page shows 96 of them, so that it is sharp on fine screens
MIME = "application/vnd.landscapes.figure+json"

RC = {
    "figure.figsize": (6.8, 3.8),
    "figure.dpi": RATE,
    "figure.facecolor": PAPER,
    "figure.constrained_layout.use": True,
    "font.size": 10,
    "axes.titlesize": 10.5,
    "axes.facecolor": PAPER,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.prop_cycle": mpl.cycler(color=PALETTE, linestyle=["-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1))]),
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "grid.color": FAINT,
    "grid.linewidth": 0.6,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "lines.markersize": 5,
    "image.cmap": HEIGHTS,
    "image.interpolation": "nearest",
    "axes.formatter.useoffset": False,
    "axes.formatter.use_mathtext": True,
}


def figure(rows=1, columns=1, *, width=6.8, height=3.8, **options):
    """`plt.subplots` in the book's style; a page is 6.8 inches wide, further options go to `plt.subplots`."""
    plt.rcParams.update(RC)  # for good, because ticks take their colours only when they are drawn
    return plt.subplots(rows, columns, figsize=(width, height), **options)


def check_alt(alt):
    if not isinstance(alt, str) or len(alt.split()) < 3 or "\n" in alt:
        raise ValueError(f"alt must say in one line of words what the figure shows, got {alt!r}")


def show(fig, alt):
    """Show `fig` as the output of the cell; `alt` says in one sentence what is to be seen in it."""
    check_alt(alt)
    light = png(fig)
    recolour(fig, DARK)
    dark = png(fig, transparent=True)
    plt.close(fig)  # else the notebook would show it a second time, without its alt text
    width = round(96 * fig.get_size_inches()[0])
    try:
        from IPython.display import display
    except ImportError:
        print(f"Figure: {alt}")
        return
    bundle = {
        "text/plain": f"Figure: {alt}",
        "image/png": light,
        MIME: {"alt": alt, "width": width, "dark": dark},
    }
    display(bundle, raw=True, metadata={"image/png": {"width": width}})


def png(fig, **options):
    """The figure as base64 text, without the version of matplotlib, so that equal figures are equal files."""
    buffer = io.BytesIO()
    fig.savefig(buffer, format="png", dpi=RATE, metadata={"Software": None}, **options)
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def recolour(fig, partner):
    """Replace each colour that has a partner, in every artist of the figure; opacity stays."""
    table = [(to_rgba_array(old)[0, :3], to_rgba_array(new)[0, :3]) for old, new in partner.items()]

    def swap(colours):
        if isinstance(colours, str) and colours in ("none", "auto"):
            return colours
        result = to_rgba_array(colours)
        for row in result:
            row[:3] = next((new for old, new in table if np.allclose(row[:3], old, atol=2e-3)), row[:3])
        return result

    def one(colour):
        new = swap(colour)
        return new if isinstance(new, str) else new[0]

    def both(patch):
        patch.set(facecolor=one(patch.get_facecolor()), edgecolor=one(patch.get_edgecolor()))

    for artist in fig.findobj():
        if isinstance(artist, Text):
            artist.set_color(one(artist.get_color()))
            # Frame and arrow of a text are not among its children.
            for patch in (artist.get_bbox_patch(), getattr(artist, "arrow_patch", None)):
                if patch is not None:
                    both(patch)
        elif isinstance(artist, Line2D):
            artist.set_color(one(artist.get_color()))
            artist.set_markerfacecolor(one(artist.get_markerfacecolor()))
            artist.set_markeredgecolor(one(artist.get_markeredgecolor()))
        elif isinstance(artist, Patch):
            both(artist)
        elif isinstance(artist, Collection) and artist.get_array() is None:
            artist.set(facecolor=swap(artist.get_facecolor()), edgecolor=swap(artist.get_edgecolor()))
        elif isinstance(artist, Collection | AxesImage):  # coloured by values: a list of colours (contours) or one outline
            colours = getattr(artist.get_cmap(), "colors", ())
            if 0 < len(colours) <= len(partner):
                artist.set_cmap(ListedColormap(swap(colours)))
            if isinstance(artist, Collection) and len(artist.get_edgecolor()) == 1:
                artist.set_edgecolor(swap(artist.get_edgecolor()))
