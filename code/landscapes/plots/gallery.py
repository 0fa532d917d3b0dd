"""Figures of lec11 sections 11.1 and 11.3: the hypotheses of a benign problem one by one, and the gallery of problems."""

import numpy as np

from .planar import level_sets, paths
from .style import BLUE, GREEN, INK, MUTED, ORANGE, PAPER, figure, show


def plan(planar, curve, *, box, alt):
    """Two landscapes in the plane, {title: (f, trace (steps, runs, 2), good minima, bad minima)}, beside one on the line,
    (title, f, trace (steps, runs, 1))."""
    fig, axes = figure(1, 3, height=2.9)
    for ax, (title, (f, trace, good, bad)) in zip(axes, planar.items()):
        level_sets(ax, f, box)
        paths(ax, trace)
        for points, marker, color in ((good, "o", GREEN), (bad, "X", ORANGE)):
            if len(points):
                points = np.asarray(points)
                ax.plot(points[:, 0], points[:, 1], marker, color=color, markersize=9, markeredgecolor=PAPER,
                        linestyle="none", zorder=3)
        ax.set(title=title)
    title, f, trace = curve
    x = np.linspace(-6, 6, 601)[:, None]
    axes[2].plot(x[:, 0], f.value(x), color=MUTED, linestyle="-", linewidth=1.2)
    axes[2].plot(trace[..., 0], f.value(trace), color=BLUE, linestyle="-", linewidth=2.4)
    axes[2].plot(trace[0, :, 0], f.value(trace[0]), ".", color=BLUE, markersize=6)
    axes[2].plot([0], [0], "o", color=GREEN, markersize=9, markeredgecolor=PAPER)
    axes[2].set(title=title, xlabel="$x$", ylabel="$f(x)$", ylim=(-0.02, 0.36), xlim=(-6, 6))
    show(fig, alt)


def failures(n, law, measured, *, alt):
    """Probability of a spurious minimum against the number of rounds n: the law (k,), and Estimates measured at each n."""
    fig, ax = figure(height=2.9)
    value = np.array([e.value for e in measured])
    spread = np.abs(np.array([[e.low, e.high] for e in measured]).T - value)
    ax.plot(n, law, "--", color=MUTED, label="binomial law")
    ax.errorbar(n, value, yerr=spread, fmt="o", color=BLUE, capsize=4, label="measured by descent")
    ax.set(xlabel="rounds $N$", ylabel="share of bad samples", yscale="log", xscale="log", xticks=n, xticklabels=n)
    ax.minorticks_off()
    ax.legend()
    show(fig, alt)
