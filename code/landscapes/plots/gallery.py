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


def shares(rows, *, alt):
    """Share of the runs that end at a global minimum, per problem: rows {name: (Estimate, what is dropped, Estimate)}."""
    fig, ax = figure(height=3.4)
    place = np.arange(len(rows))[::-1]
    for offset, pick, marker, color, label in ((0.14, 0, "o", BLUE, "as stated"), (-0.14, 2, "X", ORANGE, "dropped")):
        found = [row[pick] for row in rows.values()]
        value = np.array([e.value for e in found])
        spread = np.abs(np.array([[e.low, e.high] for e in found]).T - value)
        ax.errorbar(value, place + offset, xerr=spread, fmt=marker, color=color, capsize=3, markersize=7, label=label)
    for y, (_, dropped, estimate) in zip(place, rows.values()):
        right = estimate.high < 0.6
        ax.annotate(dropped, (estimate.high if right else estimate.low, y - 0.14), xytext=(8 if right else -8, 0),
                    textcoords="offset points", color=INK, va="center", ha="left" if right else "right", fontsize=9)
    ax.set(xlabel="share of the runs that end at a global minimum", xlim=(-0.03, 1.03), yticks=place, yticklabels=list(rows))
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, 1.16), ncols=2)
    show(fig, alt)


def thresholds(panels, *, alt):
    """Shares against a size, one panel each: panels {x label: (x, Estimates)}; above one means the hypothesis is met."""
    fig, axes = figure(1, len(panels), height=2.8, sharey=True)
    for ax, (label, (x, found)) in zip(axes, panels.items()):
        value = np.array([e.value for e in found])
        spread = np.abs(np.array([[e.low, e.high] for e in found]).T - value)
        ax.errorbar(x, value, yerr=spread, fmt="o", color=BLUE, capsize=4)
        ax.plot(x, value, color=MUTED, linestyle="--", linewidth=1)
        ax.set(xlabel=label, ylim=(-0.05, 1.05))
    axes[0].set_ylabel("share without a bad end")
    show(fig, alt)
