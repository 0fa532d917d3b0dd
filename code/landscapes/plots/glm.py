"""Figures for generalized linear models (ma section 3): outside the ball, rates, a plane of valleys."""

import numpy as np

from .style import BLUE, FAINT, GREEN, HEIGHTS, MUTED, ORANGE, figure, show


def outside(curves, radius, *, alt):
    """Per activation: (name, w (n,), L − L⋆, ⟨∇L, w − w⋆⟩/(L − L⋆), 2γ). Left the risks, right the ratios; the ball is shaded."""
    fig, (left, right) = figure(1, 2, height=3.2)
    for ax in (left, right):
        ax.axvspan(-radius, radius, color=FAINT, alpha=0.6, linewidth=0, zorder=0)
        ax.set(xlabel="$w$")
    for color, (name, w, gap, ratio, bound) in zip((BLUE, ORANGE), curves):
        left.plot(w, gap, color=color, label=name)
        right.semilogy(w, np.maximum(ratio, 1e-9), color=color, label=name)
        right.plot([-radius, radius], [bound, bound], color=color, linestyle=":", linewidth=2.2)
    left.set(title=r"$L(w)-L(w_\star)$")
    right.set(title=r"$\langle\nabla L(w),w-w_\star\rangle\,/\,(L(w)-L(w_\star))$", ylim=(1e-6, 10))
    left.legend(loc="upper right")
    show(fig, alt)


def rates(panels, *, alt):
    """Power laws: panels of (title, x, [(label, y, prediction or None)]), each on logarithmic axes."""
    fig, axes = figure(1, len(panels), height=3.2)
    for ax, (title, x, series) in zip(np.atleast_1d(axes), panels):
        for (label, y, predicted), color, marker in zip(series, (BLUE, ORANGE, GREEN), "osv"):
            ax.loglog(x, y, marker, color=color, label=label)
            if predicted is not None:
                ax.loglog(x, predicted, color=MUTED, linestyle="-", linewidth=1.2, zorder=0)
        ax.set(title=title)
        if max(x) < 100 * min(x):
            ax.set_xticks(x, [f"{value:g}" for value in x])
            ax.minorticks_off()
        ax.legend()
    show(fig, alt)


def valleys(f, minima, box, *, alt):
    """f over the quadrant w > 0 on logarithmic axes to the base 8, box = (low, high) of both exponents; minima (k, 2)."""
    exponent = np.linspace(*box, 241)
    w = 8.0 ** np.stack(np.meshgrid(exponent, exponent), axis=-1)
    fig, ax = figure(width=5.6, height=4.4)
    drawn = ax.imshow(f.value(w), origin="lower", extent=(*box, *box), cmap=HEIGHTS)
    at = np.log(minima) / np.log(8)
    ax.plot(at[:, 0], at[:, 1], "o", color="white", markeredgecolor="black", markersize=6, linestyle="none")
    ax.set(xlabel=r"$\log_8 w_1$", ylabel=r"$\log_8 w_2$")
    fig.colorbar(drawn, ax=ax, label=r"$\widehat L(w)$")
    show(fig, alt)
