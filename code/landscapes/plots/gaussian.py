"""Figures of section 5 of part 4: the Gaussian risk of a no-overlap network, and descent on it."""

import numpy as np

from .planar import grid
from .style import BLUE, GREEN, HEIGHTS, INK, MUTED, ORANGE, PAPER, VIOLET, figure, show

KINDS = {"global minimum": ("*", GREEN, 15), "degenerate saddle": ("X", ORANGE, 10),
         "local maximum, not differentiable": ("^", VIOLET, 9)}


def colour_map(f, trace, points, box, *, alt):
    """The risk on box as colours and level sets, runs (steps, runs, 2) in white, and points {kind: (2,)}."""
    fig, ax = figure(height=4.9)
    cells = grid(box, 161)
    values = f.value(cells)
    image = ax.imshow(np.sqrt(values), origin="lower", extent=box, cmap=HEIGHTS, interpolation="bilinear")
    ax.contour(cells[..., 0], cells[..., 1], np.sqrt(values), levels=18, colors="white", linewidths=0.4, alpha=0.5)
    ax.plot(trace[..., 0], trace[..., 1], color="white", linestyle="-", linewidth=1.3)
    ax.plot(trace[0, :, 0], trace[0, :, 1], "o", color="white", markersize=4, markeredgecolor="black")
    for name, point in points.items():
        marker, color, size = KINDS[name]
        ax.plot(*point, marker, color=color, markersize=size, markeredgecolor=PAPER, linestyle="none", label=name, zorder=4)
    ax.set(xlim=box[:2], ylim=box[2:], xlabel="$w_1$", ylabel="$w_2$", aspect="equal")
    fig.colorbar(image, ax=ax, label="square root of the risk", fraction=0.05)
    fig.legend(loc="outside lower center", ncol=3, fontsize=9)
    show(fig, alt)


def paths(angles, norms, floors, *, alt):
    """Angle and length along runs, with the floor of each length: (steps, runs), (steps, runs), (runs,)."""
    fig, (left, right) = figure(1, 2, height=3.2)
    for j, color in enumerate((BLUE, ORANGE, GREEN, VIOLET)[: angles.shape[1]]):
        left.plot(angles[:, j] / np.pi, color=color, linestyle="-")
        right.plot(norms[:, j], color=color, linestyle="-")
        right.axhline(floors[j], color=color, linestyle=":", linewidth=1.2)
    left.set(xlabel="step", ylabel="angle with $w^*$ / π", ylim=(0, 1.02))
    right.set(xlabel="step", ylabel="length of $w$ (dotted: M)", ylim=(0, 1.1))
    show(fig, alt)


def iterations(curves, *, alt):
    """Steps until the gradient is at most ε: curves {label: (1/ε, steps)}, two arrays (n,) each, on logarithmic axes."""
    fig, ax = figure(height=3.4)
    for (label, (inverse, steps)), color, style in zip(curves.items(), (BLUE, ORANGE, GREEN, INK), ("-", "--", "-.", ":")):
        ax.loglog(inverse, steps, color=color, linestyle=style, marker="." if style != ":" else "", label=label)
    ax.set(xlabel="1/ε", ylabel="steps")
    ax.grid(True, color=MUTED, alpha=0.25)
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    show(fig, alt)
