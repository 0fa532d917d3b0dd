"""Figures of matrix completion (ma section 4.2)."""

import numpy as np
from matplotlib.ticker import NullFormatter, NullLocator

from .planar import level_sets, paths
from .style import BLUE, GREEN, HEIGHTS, INK, MUTED, ORANGE, PALETTE, PAPER, figure, show


def two_unknowns(panels, box, *, alt):
    """Landscapes of two unknowns: panels of (title, f, minima (k, 2), reach, trace (steps, runs, 2), ended at a minimum (runs,)).

    `reach` is half the side of the square B of incoherent points, drawn dashed."""
    fig, axes = figure(1, len(panels), height=3.7)
    square = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]])
    for ax, (title, f, minima, reach, trace, good) in zip(axes, panels):
        level_sets(ax, f, box)
        for chosen, color in ((good, BLUE), (~good, ORANGE)):
            if chosen.any():
                paths(ax, trace[:, chosen], color)
                ax.plot(*trace[-1, chosen].T, "s", color=color, markersize=5, linestyle="none", zorder=3)
        ax.plot(*np.transpose(minima), "o", color=GREEN, markersize=10, markeredgecolor=PAPER, linestyle="none", zorder=4)
        ax.plot(*(reach * square).T, color=INK, linestyle="--", linewidth=1)
        ax.set_title(title)
    show(fig, alt)


def laws(panels, *, alt):
    """Power laws on logarithmic axes: panels of (x label, [(name, x, y, exponent)]), each with a line of that exponent."""
    fig, axes = figure(1, len(panels), height=3.2, sharey=True)
    for ax, (label, curves) in zip(np.atleast_1d(axes), panels):
        for (name, x, y, exponent), marker, color in zip(curves, "osX^", PALETTE):
            x, y = np.asarray(x, float), np.asarray(y, float)
            ax.loglog(x, y, marker, color=color, linestyle="none", label=name)
            scale = np.exp(np.mean(np.log(y) - exponent * np.log(x)))
            ax.loglog(x, scale * x**exponent, color=color, linestyle="-", linewidth=1)
        marks = np.unique([x for _, points, *_ in curves for x in points])
        ax.set_xticks(marks, [f"{x:.2g}" if x < 1 else f"{x:g}" for x in marks])
        ax.xaxis.set_minor_locator(NullLocator())
        ax.set_xlabel(label)
        ax.legend(loc=(0.3, 0.2))
    np.atleast_1d(axes)[0].set_ylabel("deviation")
    show(fig, alt)


def transition(share, d, c, *, alt):
    """The share of runs that recover the unknown, for p = c log d / d: rows belong to c, columns to d."""
    fig, ax = figure(width=6.2, height=3.6)
    image = ax.imshow(share, origin="lower", cmap=HEIGHTS, vmin=0, vmax=1, aspect="auto")
    for (row, column), value in np.ndenumerate(share):
        ax.text(column, row, f"{value:.1f}", ha="center", va="center", fontsize=8, color="white" if value < 0.6 else "black")
    ax.set(xticks=range(len(d)), xticklabels=d, yticks=range(len(c)), yticklabels=[f"{x:g}" for x in c],
           xlabel="$d$", ylabel=r"$dp\,/\log d$")
    fig.colorbar(image, ax=ax, label="share recovered")
    show(fig, alt)


def escapes(curves, edge, *, alt):
    """The value along runs against the largest entry of x, relative to that of z: curves of (largest (k,), value (k,), recovered)."""
    fig, ax = figure(height=3.3)
    for largest, value, recovered in curves:
        color = BLUE if recovered else ORANGE
        ax.plot(largest, value, color=color, linestyle="-" if recovered else "--", linewidth=1.2)
        ax.plot(largest[0], value[0], ".", color=color)
    ax.axvline(edge, color=MUTED, linestyle=":")
    ax.text(edge, 1.0, " edge of $\\mathcal{B}$", transform=ax.get_xaxis_transform(), va="top", color=INK)
    for name, color, style in (("ends at $\\pm z$", BLUE, "-"), ("runs to infinity", ORANGE, "--")):
        ax.plot([], [], color=color, linestyle=style, label=name)
    ax.set(xscale="log", yscale="log", xlabel=r"$\|x\|_\infty\,/\,\|z\|_\infty$", ylabel="$f(x)$", ylim=(1e-6, None))
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.yaxis.set_minor_locator(NullLocator())
    ax.legend(loc="lower right")
    show(fig, alt)


def progress(curves, *, alt):
    """Distance to the truth per step, on a logarithmic axis: curves of (name, distances)."""
    fig, ax = figure(height=3.0)
    for (name, error), color in zip(curves, PALETTE):
        ax.semilogy(error, color=color, label=name)
    ax.set(xlabel="step", ylabel="distance to $\\pm z$")
    ax.legend()
    show(fig, alt)


def photographs(panels, *, alt, columns=2):
    """Gray images (rows, columns) with values in [0, 1], each under its title; what is NaN was not seen, and stays blank."""
    rows = -(-len(panels) // columns)
    fig, axes = figure(rows, columns, height=2.45 * rows)
    for ax, (title, image) in zip(np.ravel(axes), panels):
        ax.imshow(np.clip(image, 0, 1), cmap="gray", vmin=0, vmax=1)
        ax.set(xticks=[], yticks=[], title=title)
        ax.spines[:].set_visible(False)
    show(fig, alt)
