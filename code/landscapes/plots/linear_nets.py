"""Figures of the shallow linear network (vzh section 1.3.1): its smallest landscape, escapes, curvature along an orbit, training."""

import numpy as np

from .style import BLUE, GREEN, INK, MUTED, ORANGE, PALETTE, figure, show

MARKS = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))


def hyperbola(f, trace, *, box, alt, resolution=241):
    """Level sets of the scalar network (1 − uv)² with descent paths (steps, runs, 2), the minima and the saddle."""
    fig, ax = figure(width=5.0, height=4.6)
    u, v = np.meshgrid(np.linspace(*box[:2], resolution), np.linspace(*box[2:], resolution))
    value = f.value(np.stack([u, v], axis=-1))
    ax.contour(u, v, value, levels=np.geomspace(0.02, 30, 13), colors=[MUTED], linewidths=0.6)
    branch = np.linspace(1 / box[1], box[1], 200)
    for sign in (1, -1):
        ax.plot(sign * branch, sign / branch, color=GREEN, linestyle="-", linewidth=2.5, label="minima" if sign > 0 else None)
    for k, path in enumerate(np.swapaxes(trace, 0, 1)):
        ax.plot(*path.T, color=BLUE, linestyle="-", linewidth=1.1, label=None if k else "descent")
        ax.plot(*path[0], ".", color=BLUE, markersize=4)
    ax.plot(0, 0, "x", color=ORANGE, markersize=9, markeredgewidth=2, linestyle="none", label="saddle")
    ax.set(xlabel="$u$", ylabel="$v$", xlim=box[:2], ylim=box[2:], aspect="equal")
    fig.legend(*ax.get_legend_handles_labels(), loc="outside upper center", ncols=3)
    show(fig, alt)


def escapes(s, cuts, traces, names, *, alt):
    """The risk along escape directions (left) and along descents that start beside the saddles (right), one color for each."""
    fig, (left, right) = figure(1, 2, height=3.4)
    for cut, trace, name, color, mark in zip(cuts, traces, names, PALETTE, MARKS):
        left.plot(s, cut, color=color, linestyle=mark, label=f"$\\mathcal{{J}}$ = {name}")
        right.plot(np.arange(1, len(trace) + 1), np.maximum(trace, 1e-9), color=color, linestyle=mark)
    left.plot(0, 0, "o", color=INK, markersize=4)
    left.set(xlabel="step along the unit escape direction", ylabel="risk minus risk at the saddle")
    right.set(xlabel="descent steps", ylabel="risk minus minimum", xlim=(0, 1200), yscale="log", ylim=(1e-8, None))
    fig.legend(*left.get_legend_handles_labels(), loc="outside upper center", ncols=len(names), columnspacing=1.2)
    show(fig, alt)


def orbit(s, lowest, names, balanced, *, alt):
    """The negative curvature, as a positive number, along C = s; a dot where the layers are balanced."""
    fig, ax = figure(height=3.2)
    for row, name, at, color, mark in zip(lowest, names, balanced, PALETTE, MARKS):
        ax.plot(s, -row, color=color, linestyle=mark, label=name)
        ax.plot(at, -np.interp(at, s, row), "o", color=color)
    guide = s[s > 3]
    ax.plot(guide, 12 * guide**-2.0, color=MUTED, linestyle=":", label="slope −2")
    ax.set(xlabel="$s$", ylabel="$-\\lambda_{\\min}$ of the Hessian", xscale="log", yscale="log")
    ax.legend()
    show(fig, alt)


def training(steps, excess, levels, *, alt):
    """Excess risk along training runs {name: values}, with the excess of lower-rank families as horizontal lines."""
    fig, ax = figure(height=3.2)
    for k, level in enumerate(levels):
        ax.axhline(level, color=MUTED, linewidth=0.8, label=None if k else "saddle families")
    for (name, values), color, mark in zip(excess.items(), PALETTE, MARKS):
        ax.plot(steps[name], values, color=color, linestyle=mark, label=name)
    ax.set(xlabel="gradients", ylabel="excess risk / total variance", xscale="log", yscale="log")
    ax.legend()
    show(fig, alt)
