"""Landscapes of two variables: level sets, runs and critical points."""

import numpy as np

from ..objective import hessian
from .style import BLUE, FAINT, GREEN, INK, MUTED, ORANGE, PAPER, VIOLET, figure, show

# Shape and colour say the kind twice, so that neither is needed alone.
MARKERS = {"minimum": ("o", GREEN), "saddle": ("X", ORANGE), "maximum": ("^", VIOLET)}


def grid(box, points=201):
    """Points (points, points, 2) of the rectangle box = (left, right, bottom, top)."""
    left, right, bottom, top = box
    return np.stack(np.meshgrid(np.linspace(left, right, points), np.linspace(bottom, top, points)), axis=-1)


def kind(f, point, tol=1e-6):
    """"minimum", "maximum" or "saddle", by the signs of the Hessian's eigenvalues at a critical point (2,)."""
    eigenvalues = np.linalg.eigvalsh(hessian(f, point))
    if eigenvalues[0] > -tol:
        return "minimum"
    return "maximum" if eigenvalues[1] < tol else "saddle"


def level_sets(ax, f, box, levels=16, letter="x"):
    """Level sets of f, closer together near the bottom: the levels are squares of equal steps."""
    points = grid(box)
    values = f.value(points)
    low, high = values.min(), values.max()
    ax.contour(points[..., 0], points[..., 1], values, levels=low + (high - low) * np.linspace(0.02, 1, levels) ** 2,
               colors=MUTED, linewidths=0.7, alpha=0.8)
    ax.set(aspect="equal", xlim=box[:2], ylim=box[2:], xlabel=f"${letter}_1$", ylabel=f"${letter}_2$")


def paths(ax, trace, color=BLUE):
    """Runs as lines with their starts as dots; trace: (steps, runs, 2)."""
    ax.plot(trace[..., 0], trace[..., 1], color=color, linestyle="-", linewidth=1.2)
    ax.plot(trace[0, :, 0], trace[0, :, 1], ".", color=color, markersize=5)


def critical_points(ax, f, points):
    """Each kind of critical point with its own shape and colour, and a legend."""
    kinds = np.array([kind(f, point) for point in points])
    for name, (marker, color) in MARKERS.items():
        chosen = points[kinds == name]
        if len(chosen):
            ax.plot(chosen[:, 0], chosen[:, 1], marker, color=color, markersize=9, markeredgecolor=PAPER,
                    linestyle="none", label=name, zorder=3)
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))


def landscape(f, points, *, trace=None, box, alt, letter="x"):
    """Level sets of f on box, the runs in trace (steps, runs, 2) and the critical points (n, 2) by kind."""
    fig, ax = figure(width=6.8, height=4.2)
    level_sets(ax, f, box, letter=letter)
    if trace is not None:
        paths(ax, trace)
    critical_points(ax, f, np.asarray(points))
    show(fig, alt)


def regions(masks, labels, box, *, points=None, f=None, alt):
    """Where in box each condition holds first: masks (n, rows, columns) of booleans over `grid(box, …)`.

    A point takes the colour of the first mask that holds there; where none does it stays blank.
    """
    first = np.where(np.any(masks, axis=0), np.argmax(masks, axis=0), len(masks)).astype(float)
    fig, ax = figure(width=6.8, height=4.2)
    from matplotlib.colors import ListedColormap

    colors = [FAINT, ORANGE, GREEN, VIOLET][: len(masks)] + [PAPER]
    ax.imshow(first, origin="lower", extent=box, cmap=ListedColormap(colors), vmin=-0.5, vmax=len(masks) + 0.5,
              aspect="equal", alpha=0.9)
    for color, label in zip(colors, labels):
        ax.plot([], [], "s", color=color, markersize=10, label=label)
    if points is not None:
        points = np.asarray(points)
        ax.plot(points[:, 0], points[:, 1], "x", color=INK, markersize=7)
    ax.set(xlabel="$x_1$", ylabel="$x_2$")
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    show(fig, alt)
