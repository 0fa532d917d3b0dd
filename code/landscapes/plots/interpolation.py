"""Figures of part 5, sections I and II: more parameters than data, and which of the solutions descent picks."""

import numpy as np

from .style import BLUE, FAINT, GREEN, INK, MUTED, ORANGE, figure, show


def double_descent(errors, n, *, alt):
    """Training and test error over the number of features: errors {p: (training, test)}, n examples."""
    fig, ax = figure(height=3.1)
    p = list(errors)
    train, test = np.array(list(errors.values())).T
    ax.loglog(p, test, "o-", color=BLUE, label="new data")
    fitted = train > 1e-12
    ax.loglog(np.array(p)[fitted], train[fitted], "s--", color=ORANGE, label="training data")
    ax.axvline(n, color=MUTED, linestyle=":")
    ax.text(n * 1.12, test.max(), "$p = n$", color=MUTED, va="top")
    ax.set(xlabel="parameters $p$", ylabel="mean squared error", ylim=(test.min() / 10, test.max() * 1.5))
    ax.legend(loc="lower right")
    show(fig, alt)


def paths(curve, traces, nearest, *, alt):
    """Zero-loss set in the plane of θ = (v, w), paths of descent and the nearest solutions.

    curve (m, 2), traces a list of (t, 2), nearest (runs, 2)
    """
    fig, ax = figure(height=3.6)
    for sign, label in ((1, "zero loss"), (-1, None)):
        ax.plot(*(sign * curve).T, color=INK, linestyle="-", label=label)
    for i, (trace, point) in enumerate(zip(traces, nearest)):
        ax.plot(*np.array([trace[0], point]).T, color=GREEN, linestyle="--", label="nearest solution" if i == 0 else None)
        ax.plot(*trace.T, color=ORANGE, linestyle="-", label="gradient descent" if i == 0 else None)
        ax.plot(*trace[0], "o", color=BLUE)
    ax.axhline(0, color=FAINT, linewidth=0.6)
    ax.axvline(0, color=FAINT, linewidth=0.6)
    ax.set(xlabel="output weight $v$", ylabel="input weight $w$", xlim=(-3, 3), ylim=(-3, 3), aspect="equal")
    ax.legend(loc="center left", bbox_to_anchor=(1.02, 0.5))
    show(fig, alt)


def margins(gaps, *, alt):
    """How far the margin lies below the largest one, over log t: gaps {label: (times, gap)}."""
    fig, ax = figure(height=3.1)
    for (label, (times, gap)), color, style in zip(gaps.items(), (BLUE, ORANGE, GREEN), ("o-", "s--", "^-.")):
        ax.loglog(times, gap, style, color=color, label=label)
    times, gap = gaps[next(iter(gaps))]
    ax.loglog(times, gap[0] * times[0] / times, ":", color=MUTED, label="slope −1")
    ax.set(xlabel="$\\log t$", ylabel="1 − margin / largest margin")
    ax.legend(loc="center left", bbox_to_anchor=(1.02, 0.5))
    show(fig, alt)
