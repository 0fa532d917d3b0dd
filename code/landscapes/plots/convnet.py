"""Figures of part 4: the no-overlap network, and where its runs end."""

import numpy as np

from .style import BLUE, FAINT, GREEN, INK, MUTED, ORANGE, PAPER, figure, show


def network(k, m, *, alt):
    """The drawing of bg:fig-1: k parts of m entries, one filter w for all of them, ReLUs, and their mean."""
    fig, ax = figure(height=2.7)
    width = m + 0.7
    for i in range(k):
        left, middle = i * width, i * width + (m - 1) / 2
        for j in range(m):
            ax.add_patch(_square(left + j, PAPER, MUTED))
            ax.plot([left + j, middle], [0.42, 1.65], color=ORANGE, linestyle="-", linewidth=1)
        ax.text(middle, -0.75, f"$x[{i + 1}]$", ha="center", va="top", color=INK)
        ax.plot([middle, (k * width - 1.7) / 2], [2.1, 3.25], color=MUTED, linestyle="-", linewidth=1, zorder=0)
        ax.plot(middle, 1.9, "o", markersize=20, markerfacecolor=PAPER, markeredgecolor=BLUE)
        ax.text(middle, 1.9, "$\\sigma$", ha="center", va="center", color=INK)
        ax.text(middle + 0.75, 1.05, "$w$", color=ORANGE)
    ax.plot((k * width - 1.7) / 2, 3.45, "o", markersize=20, markerfacecolor=PAPER, markeredgecolor=GREEN)
    ax.text((k * width - 1.7) / 2, 3.45, "$y$", ha="center", va="center", color=INK)
    ax.text((k * width - 1.7) / 2 + 0.7, 3.45, f"the mean of the {k} outputs", va="center", color=MUTED)
    ax.set(xlim=(-1, k * width), ylim=(-1.5, 4.0))
    ax.set_axis_off()
    show(fig, alt)


def _square(x, face, edge):
    from matplotlib.patches import Rectangle

    return Rectangle((x - 0.42, -0.42), 0.84, 0.84, facecolor=face, edgecolor=edge)


def ends(heights, *, alt, ylabel="risk at the end / risk at w = 0"):
    """For each label the ends of its runs in order: heights {label: (runs,)}, 0 at the target."""
    fig, ax = figure(height=3.2)
    for (label, values), color, style in zip(heights.items(), (BLUE, ORANGE, GREEN), ("-", "--", "-.")):
        values = np.sort(values)
        ax.plot(np.arange(1, len(values) + 1) / len(values), values, color=color, linestyle=style, label=label)
    ax.axhline(0, color=INK, linewidth=0.6)
    ax.set(xlabel="share of the runs", ylabel=ylabel, xlim=(0, 1))
    ax.legend(loc="upper left")
    show(fig, alt)


def wells(w, loss, minima, *, alt):
    """A loss of one weight on a logarithmic axis, and its minima: w (n,), loss a function of w."""
    fig, ax = figure(height=2.9)
    ax.semilogx(w, loss(w), color=BLUE)
    ax.plot(minima, loss(minima), "o", color=ORANGE)
    ax.set(xlabel="weight $w$", ylabel="loss", ylim=(0, None))
    show(fig, alt)


def widths(errors, n, *, alt):
    """Test error over the width of the hidden layer, {width: error}; n is the number of examples."""
    fig, ax = figure(height=3.0)
    ax.loglog(list(errors), list(errors.values()), "o-", color=BLUE)
    ax.axvline(n, color=MUTED, linestyle=":")
    ax.text(n * 1.1, max(errors.values()), "as many units as examples", color=MUTED, va="top")
    ax.set(xlabel="hidden units", ylabel="test error")
    show(fig, alt)
