"""Figures of the introduction: where runs from random starts end."""

import numpy as np

from .style import BLUE, INK, ORANGE, figure, show


def ends(shares, *, alt):
    """For each label, the ends of its runs in order: shares {label: heights (runs,)}, 0 the global minimum, 1 the origin."""
    fig, ax = figure(height=3.2)
    for (label, heights), color, style in zip(shares.items(), (ORANGE, BLUE), ("-", "--")):
        heights = np.sort(heights)
        ax.plot(np.arange(1, len(heights) + 1) / len(heights), heights, color=color, linestyle=style, label=label)
    ax.axhline(0, color=INK, linewidth=0.6)
    ax.set(xlabel="share of the runs", ylabel="height above the global minimum", xlim=(0, 1))
    ax.legend(loc="upper left")
    show(fig, alt)
