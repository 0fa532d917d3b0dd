"""Figures of the deep linear network (vzh section 1.3.2): its degenerate origin, and the time to leave it."""

import numpy as np

from .style import BLUE, FAINT, GREEN, MUTED, ORANGE, PALETTE, figure, show

MARKS = ("-", "--", "-.", ":")


def origin(cuts, f, trace, *, box, alt, resolution=121):
    """Left: {name: (u, values)}, the risk along the diagonal. Right: f on the plane (a, b) -> (a, a, b) with descent paths.

    trace: (steps, runs, 3) in that plane."""
    fig, (left, right) = figure(1, 2, height=3.6)
    for (name, (u, values)), color, mark in zip(cuts.items(), PALETTE, MARKS):
        left.plot(u, values, color=color, linestyle=mark, label=name)
    left.plot(0, 1, "o", color=ORANGE, markersize=6)
    left.set(xlabel="$u$: all weights equal", ylabel="risk", ylim=(0, 2.2))
    left.legend(loc="upper center")
    a, b = np.meshgrid(np.linspace(*box[:2], resolution), np.linspace(*box[2:], resolution))
    value = f.value(np.stack([a, a, b], axis=-1))
    right.contour(a, b, value, levels=[0.1, 0.3, 0.6, 0.9, 1, 1.1, 1.4, 2, 4, 8], colors=[MUTED], linewidths=0.6)
    arm = np.linspace(1 / np.sqrt(box[3]), box[1], 100)
    for sign in (1, -1):
        right.plot(sign * arm, arm**-2, color=GREEN, linestyle="-", linewidth=2.5)
    for path in np.swapaxes(trace, 0, 1):
        right.plot(path[:, 0], path[:, 2], color=BLUE, linestyle="-", linewidth=1.1)
        right.plot(path[0, 0], path[0, 2], ".", color=BLUE, markersize=4)
    right.plot(0, 0, "x", color=ORANGE, markersize=9, markeredgewidth=2, linestyle="none")
    right.set(xlabel="$w^{[1]} = w^{[2]}$", ylabel="$w^{[3]}$", xlim=box[:2], ylim=box[2:])
    show(fig, alt)


def times(delta, measured, predicted, *, alt):
    """Steps to leave the origin against the distance of the start: {name: steps} as dots, {name: law} as lines."""
    fig, ax = figure(height=3.4)
    ax.grid(color=FAINT)
    for (name, steps), color, mark, dot in zip(measured.items(), PALETTE, MARKS, "os^D"):
        ax.plot(delta, predicted[name], color=color, linestyle=mark)
        ax.plot(delta, steps, dot, color=color, linestyle="none", label=name)
    ax.set(xlabel="distance from the origin of each weight", ylabel="steps", xscale="log", yscale="log")
    ax.legend()
    show(fig, alt)
