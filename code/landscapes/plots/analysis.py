"""Figures of ma section 2: which condition implies which, the functions that tell them apart, decay of the error."""

import numpy as np

from .planar import grid
from .style import BLUE, GREEN, INK, MUTED, ORANGE, PAPER, figure, show

#: where the conditions stand in the diagram
PLACES = {"strongly convex": (0, 1), "convex": (1, 2), "secant": (1, 0), "quasi-convex": (2, 2), "PL": (2, 0),
          "stationary = global": (3, 1)}

#: how an arrow that would meet another one is bent, and where along it its label stands
ARCS = {("secant", "convex"): {"bend": -0.25}, ("convex", "PL"): {"label": 0.3}, ("PL", "quasi-convex"): {"bend": 0.25}}


def implications(proved, missing, *, alt):
    """Conditions as boxes; (from, to) in `proved` as arrows, {(from, to): function} in `missing` as crossed dashed ones."""
    fig, ax = figure(height=3.9)
    for name, (x, y) in PLACES.items():
        ax.text(x, y, name.replace("= global", "\n⇒ global").replace("strongly convex", "strongly\nconvex"), ha="center",
                va="center", color=INK, zorder=3, bbox={"boxstyle": "round,pad=0.4", "facecolor": PAPER, "edgecolor": MUTED})
    for pair in proved:
        _arrow(ax, *pair, color=BLUE)
    for pair, function in missing.items():
        middle = _arrow(ax, *pair, color=ORANGE, linestyle=(0, (4, 3)), **ARCS.get(pair, {}))
        ax.text(*middle, f"✗ {function}", color=ORANGE, ha="center", va="center", fontsize=9, zorder=4,
                bbox={"boxstyle": "round,pad=0.15", "facecolor": PAPER, "edgecolor": "none"})
    ax.set(xlim=(-0.4, 3.5), ylim=(-0.4, 2.4))
    ax.axis("off")
    show(fig, alt)


def _arrow(ax, start, end, color, linestyle="-", bend=0.0, label=0.5):
    """An arrow between two boxes; returns the place of its label."""
    a, b = np.array(PLACES[start], float), np.array(PLACES[end], float)
    ax.annotate("", b, a, arrowprops={"arrowstyle": "-|>", "color": color, "linestyle": linestyle, "linewidth": 1.6,
                                      "shrinkA": 32, "shrinkB": 36, "connectionstyle": f"arc3,rad={bend}"})
    return (1 - label) * a + label * b + bend / 2 * np.array([b[1] - a[1], a[0] - b[0]])


def witnesses(flat, ripple, twisted, *, alt):
    """The three functions that separate the conditions: two graphs, and the level sets of the third."""
    fig, axes = figure(1, 3, height=2.9)
    t = np.linspace(-4, 4, 401)[:, None]
    for ax, f, name in ((axes[0], flat, "flat: convex, not PL"), (axes[1], ripple, "ripple: secant, not convex")):
        ax.plot(t[:, 0], f.value(t), color=BLUE)
        ax.set(title=name, xlabel="$x$", ylim=(0, None))
    points = grid((-4, 4, -4, 4))
    values = np.sqrt(twisted.value(points))
    axes[2].contour(points[..., 0], points[..., 1], values, levels=np.linspace(0.2, values.max(), 9), colors=BLUE,
                    linewidths=0.9)
    axes[2].set(title="twisted: PL, not (2.2)", xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    show(fig, alt)


def decay(curves, *, alt):
    """Errors f − f* along runs, {name: (errors, rate or None)}; a dotted line is the bound errors[0] rateᵏ."""
    fig, ax = figure(height=3.6)
    for (name, (errors, rate)), color in zip(curves.items(), (BLUE, GREEN, ORANGE, INK)):
        k = np.arange(len(errors))
        ax.semilogy(k, np.maximum(errors, 1e-32), color=color, linestyle="-", label=name)
        if rate is not None:
            ax.semilogy(k, errors[0] * rate**k, color=color, linestyle=":", linewidth=1.4)
    ax.set(xlabel="step $k$", ylabel="$f(x_k)-f(x^*)$", ylim=(1e-20, 1e3))
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    show(fig, alt)
