"""Figures of bg section 6: two training curves, and how far a run can come."""

import numpy as np

from .style import BLUE, GREEN, INK, MUTED, ORANGE, figure, show


def training(hard, easy, levels, *, alt):
    """bg:fig-3: root of the loss over epochs, one line per start; hard and easy (epochs + 1, starts), levels {text: height}."""
    fig, (left, right) = figure(1, 2, height=3.2)
    left.plot(np.arange(len(hard)), hard, color=ORANGE, linestyle="-", linewidth=0.8)
    for (text, height), style in zip(levels.items(), (":", "--", "-.")):
        left.axhline(height, color=INK, linestyle=style, linewidth=1)
        left.text(len(hard), height, text, ha="right", va="bottom", color=INK, fontsize=8)
    left.set(title="set splitting", xlabel="epoch", ylabel="root of the training loss", ylim=(0, 0.25))
    right.semilogy(np.arange(len(easy)), np.maximum(easy, 1e-16), color=BLUE, linestyle="-", linewidth=0.8)
    right.set(title="Gaussian inputs", xlabel="epoch")
    show(fig, alt)


def floors(dead, height, floor, *, alt):
    """Where runs end against the number of elements that are dead at the start; dead, height (runs,), floor a function."""
    fig, ax = figure(height=3.0)
    at = np.arange(0, max(dead) + 2)
    ax.plot(at, floor(at), color=INK, label="proved lower bound")
    ax.plot(dead, height, "o", color=ORANGE, linestyle="none", markersize=3.5, label="ends of the runs")
    ax.axhline(0.06, color=MUTED, linestyle=":")
    ax.text(0.1, 0.0605, "printed: 0.06", color=MUTED, va="bottom", fontsize=8)
    ax.set(xlabel="elements dead at the start", ylabel="root of the loss at the end", ylim=(0, None))
    ax.legend(loc="lower right")
    show(fig, alt)


def bars(labels, values, line, *, alt, xlabel):
    """Estimates with intervals, one line per label; line: a reference height, or None."""
    fig, ax = figure(height=0.9 + 0.42 * len(labels))
    at = np.arange(len(labels))[::-1]
    middle = np.array([v.value for v in values])
    spread = np.array([[v.value - v.low, v.high - v.value] for v in values]).T
    ax.errorbar(middle, at, xerr=np.maximum(spread, 0), fmt="o", color=GREEN, capsize=4)
    if line is not None:
        ax.axvline(line, color=MUTED, linestyle="--")
    ax.set(yticks=at, yticklabels=labels, xlabel=xlabel, ylim=(-0.6, len(labels) - 0.4))
    show(fig, alt)
