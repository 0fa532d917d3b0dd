"""A figure of rounding: the error of formulas for an angle."""

from .style import BLUE, INK, MUTED, ORANGE, figure, show


def errors(theta, curves, *, alt):
    """Errors (n,) of formulas {label: errors} for the angles theta (n,), with the unit roundoff as a line."""
    fig, ax = figure(height=3.3)
    for (label, values), color, marker in zip(curves.items(), (ORANGE, BLUE), ("x", "o")):
        ax.loglog(theta, values.clip(1e-18), marker, color=color, markersize=4, label=label)
    ax.axhline(2.0**-53, color=INK, linewidth=0.6)
    ax.text(1e-12, 2e-16, "rounding", color=MUTED, va="bottom")
    ax.set(xlabel="angle θ", ylabel="error of the angle")
    ax.legend(loc="upper right")
    show(fig, alt)
