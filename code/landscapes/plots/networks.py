"""Figures of the survey of neural networks (ma section 6): shares against width, errors against samples, recovered coefficients."""

import numpy as np

from .style import BLUE, GREEN, INK, MUTED, ORANGE, figure, show


def widths(k, shares, *, alt):
    """The share of bad runs, with its interval, for each width."""
    fig, ax = figure(height=2.8)
    value = np.array([s.value for s in shares])
    spread = np.abs(np.array([[s.low, s.high] for s in shares]).T - value)
    ax.errorbar(range(len(k)), value, yerr=spread, fmt="o", color=BLUE, capsize=4)
    ax.set(xlabel="width $m$", ylabel="share of bad runs", xticks=range(len(k)), xticklabels=list(k), ylim=(-0.03, 1.05))
    show(fig, alt)


def samples(n, curves, law, *, alt):
    """Test errors against the number of samples: curves {name: [Estimate for each n]}, and a law (n, error) with its name."""
    fig, ax = figure(height=3.2)
    for (name, estimates), marker, color in zip(curves.items(), "os^", (ORANGE, BLUE, GREEN)):
        value = np.array([e.value for e in estimates])
        spread = np.abs(np.array([[e.low, e.high] for e in estimates]).T - value)
        ax.errorbar(n, value, yerr=spread, fmt=marker, color=color, capsize=4, label=name)
    at, error, name = law
    ax.plot(at, error, "--", color=MUTED, label=name)
    ax.set(xlabel="examples $n$", ylabel="test error / variance", ylim=(-0.03, 1.05))
    ax.legend()
    show(fig, alt)


def coefficients(truth, found, *, alt):
    """Coefficients recovered from several starts, one panel each: found {title: w}, with the truth as rings."""
    fig, axes = figure(1, len(found), height=2.7, sharey=True)
    for ax, (title, w) in zip(axes, found.items()):
        ax.axhline(0, color=MUTED, linewidth=0.8)
        ax.vlines(range(len(w)), 0, w, color=BLUE, linewidth=1.2)
        ax.plot(w, ".", color=BLUE, label="found")
        where = np.flatnonzero(truth)
        ax.plot(where, truth[where], "o", color=INK, fillstyle="none", markersize=9, linestyle="none", label="truth")
        ax.set(title=title, xlabel="coordinate")
    axes[0].set_ylabel("coefficient")
    axes[0].legend()
    show(fig, alt)
