"""Figures of lecture 11 (lec11)."""

import numpy as np

from .style import BLUE, GREEN, INK, MUTED, ORANGE, PALETTE, figure, show


def three_closenesses(a, frequencies, *, alt):
    """g = x² and f = x² + a sin(ωx) for several ω, with the local minima of f: Figure 11.1."""
    fig, axes = figure(2, len(frequencies), height=4.4, sharey="row")
    x = np.linspace(-6, 6, 120_001)
    for column, omega in enumerate(frequencies):
        slope = 2 * x + a * omega * np.cos(omega * x)
        at = np.flatnonzero((slope[:-1] < 0) & (slope[1:] >= 0))
        f = x**2 + a * np.sin(omega * x)
        for ax, (low, high) in zip(axes[:, column], ((-6, 6), (-0.9, 0.9))):
            inside = (x >= low) & (x <= high)
            ax.plot(x[inside], x[inside] ** 2, color=MUTED, linestyle="--", linewidth=1, label="$g$")
            ax.plot(x[inside], f[inside], color=BLUE, linestyle="-", linewidth=0.9, label="$f$")
            near = at[(x[at] > low) & (x[at] < high)]
            ax.plot(x[near], f[near], ".", color=ORANGE, markersize=3 if len(near) > 20 else 7, label="minima of $f$")
        plural = "minimum" if len(at) == 1 else "minima"
        axes[0, column].set_title(f"$\\omega={omega:g}$: {len(at)} {plural}")
        axes[1, column].set_xlabel("$x$")
    axes[0, 0].legend(loc="upper center", fontsize=8)
    show(fig, alt)


def recovery_bounds(cases, *, alt):
    """Measured distance to ±z of the ends of runs against the bound: cases of (name, e (k,), distance (k,))."""
    fig, ax = figure(height=3.4)
    line = np.geomspace(1e-3, 3, 50)
    ax.loglog(line, np.sqrt(8.5 * line), color=INK, linestyle="-", linewidth=1.2, label=r"proved for $e\leq 1/100$: $\sqrt{8.5\,e}$")
    for (name, e, found), marker, color in zip(cases, "osX^", PALETTE):
        ax.loglog(e, np.maximum(found, 1e-12), marker, color=color, linestyle="none", label=name)
    ax.axvline(0.01, color=GREEN, linestyle=":")
    ax.set(xlabel=r"$e=\delta\mu^2/d$ of the instance", ylabel=r"distance to $\pm z$", ylim=(1e-13, 10))
    ax.legend(loc="center right", fontsize=8)
    show(fig, alt)


def deviation_laws(curves, *, alt):
    """Deviations against d on logarithmic axes, each with a line of its exponent: curves of (name, d, deviation, exponent)."""
    fig, ax = figure(height=3.2)
    for (name, d, y, exponent), marker, color in zip(curves, "osX^", PALETTE):
        d, y = np.asarray(d, float), np.asarray(y, float)
        ax.loglog(d, y, marker, color=color, linestyle="none", label=name)
        scale = np.exp(np.mean(np.log(y) - exponent * np.log(d)))
        ax.loglog(d, scale * d**exponent, color=color, linestyle="-", linewidth=1)
    ax.set(xlabel="$d$", ylabel="deviation")
    ax.legend(fontsize=8)
    show(fig, alt)
