"""Figures of the neural tangent kernel (lec11 section 11.4): a neighbourhood, the rates in the width, two trainings."""

import numpy as np

from .style import BLUE, FAINT, GREEN, INK, MUTED, ORANGE, figure, show


def neighborhood(L, start, ball, minima, *, alt):
    """Figure 11.2 for an explicit function L on [−2.5, 2.5]: its minima, the start θ⁰ and the interval B(θ⁰)."""
    fig, ax = figure(height=3.0)
    t = np.linspace(-2.42, 2.42, 600)
    ax.axvspan(*ball, color=FAINT, zorder=0)
    ax.text(np.mean(ball), 2.35, "$B(\\theta^0)$", ha="center", va="top", color=INK)
    ax.plot(t, L(t), color=BLUE)
    ax.plot(minima, L(np.array(minima)), "o", color=GREEN, linestyle="none", label="local minima")
    ax.plot(start, L(start), "s", color=ORANGE, linestyle="none", label="$\\theta^0$")
    ax.set(xlabel="$\\theta$", ylabel="loss", ylim=(-1.6, 2.4))
    ax.legend(loc="upper center")
    show(fig, alt)


def against_width(m, curves, *, ylabel, slope=-0.5, alt):
    """Positive quantities against the width in a log-log plot, curves {name: y}, and a line of that slope for the eye."""
    fig, ax = figure(height=3.1)
    _lines(ax, m, curves, slope)
    ax.set(ylabel=ylabel)
    ax.legend()
    show(fig, alt)


def side_by_side(m, moved, gap, *, alt):
    """How far the parameters move, and how far network and linearization are apart: two dicts {name: y}."""
    fig, axes = figure(1, 2, height=3.1)
    for ax, curves, ylabel in zip(axes, (moved, gap), ("distance / length of $\\theta^0$", "largest $|f-g|$ on the way")):
        _lines(ax, m, curves, -0.5)
        ax.set(ylabel=ylabel)
    axes[0].legend(loc="lower left")
    low = min(min(y) for y in moved.values())
    axes[0].set_ylim(bottom=low / 8)  # room for the legend below the curves
    show(fig, alt)


def trainings(runs, *, alt):
    """The error of network and linearization step by step, one panel for each width: runs {title: (network, linear)}."""
    fig, axes = figure(1, len(runs), height=2.7, sharey=True)
    for ax, (title, (network, linear)) in zip(axes, runs.items()):
        ax.semilogy(network, color=BLUE, label="network")
        ax.semilogy(linear, "--", color=ORANGE, label="linearization")
        ax.set(title=title, xlabel="step")
    axes[0].set_ylabel("training error")
    axes[0].legend()
    show(fig, alt)


def _lines(ax, m, curves, slope):
    m = np.asarray(m, float)
    for (name, y), marker, color in zip(curves.items(), "os^", (BLUE, ORANGE, GREEN)):
        ax.loglog(m[: len(y)], y, marker + "-", color=color, label=name)
    first = next(iter(curves.values()))
    ax.loglog(m, 0.6 * first[0] * (m / m[0]) ** slope, ":", color=MUTED, label=f"slope {slope:g}".replace("-", "−"))
    ax.set_xlabel("width $m$")
