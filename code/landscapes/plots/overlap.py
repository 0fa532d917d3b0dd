"""Figures of bg section 7: the risk of overlapping filters, its floor on a quadrant, and the study of basins."""

import numpy as np

from .planar import critical_points, grid
from .style import BLUE, FAINT, GREEN, HEIGHTS, INK, MUTED, ORANGE, figure, show


def risk(f, points, trace, box, *, alt, top=None):
    """bg:fig-4: the risk in colour on box, runs (steps, n, 2) over it, critical points (n, 2) by kind."""
    fig, ax = figure(height=4.4)
    at = grid(box, 161)
    values = f.value(at)
    top = values.max() if top is None else top
    image = ax.contourf(at[..., 0], at[..., 1], values, levels=np.linspace(0, np.sqrt(top), 22) ** 2, cmap=HEIGHTS,
                        extend="max")
    fig.colorbar(image, ax=ax, label="$\\ell(w)$", shrink=0.85, format="%.2f")
    ax.plot(trace[..., 0], trace[..., 1], color="white", linestyle="-", linewidth=1)
    ax.plot(trace[0, :, 0], trace[0, :, 1], ".", color="white", markersize=5)
    ax.axhline(0, color="white", linewidth=0.6, linestyle=":")
    ax.axvline(0, color="white", linewidth=0.6, linestyle=":")
    critical_points(ax, f, np.asarray(points))
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=3)
    ax.set(aspect="equal", xlim=box[:2], ylim=box[2:], xlabel="$w_1$", ylabel="$w_2$")
    show(fig, alt)


def floor(s, curves, *, alt):
    """Lowest risk on each ray of the quadrant over its angle s to −w*: curves {label: (n,)} in units of ‖w*‖²/k²."""
    fig, ax = figure(height=3.0)
    for (label, values), color, style in zip(curves.items(), (BLUE, ORANGE, GREEN), ("-", "--", "-.")):
        ax.plot(np.degrees(s), values, color=color, linestyle=style, label=label)
        ax.axhline(values.min(), color=FAINT, linewidth=1, zorder=0)
    ax.set(xlabel="angle of the ray to $-w^*$, in degrees", ylabel="lowest $k^2\\,\\ell\\,/\\,\\|w^*\\|^2$", xlim=(-45, 45))
    ax.legend(loc="upper center")
    show(fig, alt)


def shares(table, lowest, *, alt, line=1 / 17):
    """The study of bg section 7.2: shares (targets,) of each setting as dots, and the interval of its lowest target.

    table {label: (targets,)} and lowest {label: Estimate}, with the same labels.
    """
    fig, ax = figure(height=4.8)
    for row, (label, values) in enumerate(table.items()):
        ax.plot(np.sort(values), np.full(len(values), row), "|", color=BLUE, markersize=8, alpha=0.5,
                label="" if row else "a target")
        found = lowest[label]
        ax.plot([found.low, found.high], [row + 0.3] * 2, color=ORANGE, linestyle="-", linewidth=3,
                label="" if row else "the lowest one, fresh starts, 95 %")
    ax.axvline(line, color=INK, linestyle=":")
    ax.text(line + 0.01, -1.1, "1/17", color=MUTED, va="center")
    ax.set(yticks=range(len(table)), yticklabels=list(table), xlim=(0, 1.02), ylim=(len(table), -1.6),
           xlabel="share of the starts that arrive at $w^*$", ylabel="$m$, stride, $k$")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=2)
    show(fig, alt)
