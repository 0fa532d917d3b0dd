"""Figures of the reduction from set splitting to a no-overlap network."""

import numpy as np

from .style import BLUE, FAINT, GREEN, INK, MUTED, ORANGE, PAPER, figure, show


def training_set(X, y, k, *, alt):
    """The inputs as rows of squares, filled where an entry is 1, in k parts of k blocks, with the labels at the right."""
    from matplotlib.patches import Rectangle

    fig, ax = figure(height=0.6 + 0.27 * len(X))
    d = X.shape[1] // k**2
    at = np.arange(X.shape[1]) + 0.35 * (np.arange(X.shape[1]) // d) + 1.2 * (np.arange(X.shape[1]) // (k * d))
    for i, row in enumerate(X):
        for j, entry in zip(at, row):
            face = (BLUE if y[i] else ORANGE) if entry else PAPER
            ax.add_patch(Rectangle((j, -i), 0.86, 0.8, facecolor=face, edgecolor=FAINT, linewidth=0.7))
        ax.text(at[-1] + 1.6, 0.4 - i, f"label 1/{k}" if y[i] else "label 0", va="center", color=INK, fontsize=8)
    for part in range(k):
        ax.text(at[part * k * d : (part + 1) * k * d].mean() + 0.4, 1.3, f"$x[{part + 1}]$", ha="center", color=MUTED)
    ax.set(xlim=(-0.5, at[-1] + 6), ylim=(-len(X) + 0.6, 2.2))
    ax.set_axis_off()
    show(fig, alt)


def shares(curves, law, *, alt):
    """Shares of runs that succeed over the number of elements, {label: {d: share}}, and a predicted law d -> share."""
    fig, ax = figure(height=3.4)
    for (label, found), color, marker in zip(curves.items(), (BLUE, ORANGE, GREEN), ("o", "s", "^")):
        ax.plot(list(found), list(found.values()), marker, color=color, markersize=5, linestyle="--", linewidth=0.8, label=label)
    sizes = np.array(sorted(set().union(*map(set, curves.values()))), float)
    fine = np.linspace(sizes[0], sizes[-1], 100)
    ax.plot(fine, law(fine), color=INK, linewidth=0.8, linestyle="-", label="bound, random starts")
    ax.set(xlabel="number of elements d", ylabel="share below the threshold", ylim=(-0.03, 1.03), xticks=sizes)
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    show(fig, alt)
