"""Figures of positively homogeneous networks (vzh section 1.4.2): the hull of the units, paths, depth."""

import numpy as np

from .style import BLUE, FAINT, INK, MUTED, ORANGE, figure, show


def hull(units, ball, *, alt):
    """Outputs of single units of norm 1 (k, 2), and the boundary of the unit ball of Ω (l, 2)."""
    fig, ax = figure(height=3.6)
    ax.fill(*ball.T, color=FAINT)
    ax.plot(*ball.T, color=INK, linewidth=1, label="$\\Omega=1$")
    for sign in (1, -1):
        ax.plot(*(sign * units).T, color=BLUE, label="$\\pm$ one unit, $\\theta=1$" if sign == 1 else None)
    ax.set(xlabel="$z_1$", ylabel="$z_2$", aspect="equal")
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    show(fig, alt)


def paths(values, least, lines, *, alt):
    """F along paths (each (k,)), the global minimum, and F along straight lines to the same end."""
    fig, axes = figure(1, 2, height=3.2, sharey=True)
    for ax, group, color, title in zip(axes, (values, lines), (BLUE, ORANGE), ("constructed path", "straight line")):
        for F in group:
            ax.plot(np.linspace(0, 1, len(F)), F - least, color=color, linewidth=1, linestyle="-")
        ax.set_yscale("symlog", linthresh=1e-3)
        ax.set(title=title, xlabel="share of the path")
        ax.axhline(0, color=MUTED, linewidth=0.8)
    axes[0].set_ylabel("$F-\\min F$")
    show(fig, alt)


def depth(z, curves, *, alt):
    """The best objective at the output z for several regularizers: curves {name: values}."""
    fig, ax = figure(height=3)
    for name, F in curves.items():
        ax.plot(z, F, label=name)
    ax.set(xlabel="output $z$", ylabel="$L(z)+\\lambda\\Omega(z)$")
    ax.legend()
    show(fig, alt)


def ends(excess, share, *, alt):
    """Sorted final values of training over the global minimum, and the share of runs above the line."""
    fig, ax = figure(height=2.8)
    ax.semilogy(np.sort(np.maximum(excess, 1e-8)), ".", color=BLUE)
    ax.axhline(1e-3, color=MUTED, linewidth=0.8)
    ax.set(xlabel="runs, sorted", ylabel="final value / minimum − 1",
           title=f"not global: {share.low:.0%} to {share.high:.0%}".replace("%", " %"))
    show(fig, alt)


def lost(sizes, shares, *, alt):
    """The share of runs that decay to zero against the size of the start (k,), for each depth {L: (k,)}."""
    fig, ax = figure(height=2.8)
    for L, share in shares.items():
        ax.plot(sizes, share, marker="o", markersize=4, label=f"$L={L}$")
    ax.set(xlabel="size of the initial weights", ylabel="share that ends at zero")
    ax.legend()
    show(fig, alt)
