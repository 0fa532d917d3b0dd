"""Figures of oymak section IV: which widths fit, the spectrum of random features, the smallest singular value."""

import numpy as np

from .style import BLUE, GREEN, HEIGHTS, INK, ORANGE, PALETTE, figure, show


def fits(widths, examples, panels, *, alt):
    """Phase diagrams: panels {title: (share of fits (len(widths), len(examples)), {name: (k, n) curve})}."""
    fig, axes = figure(2, 2, height=6.2, sharex=True, sharey=True)
    edges = [_edges(np.log2(np.asarray(v, float))) for v in (examples, widths)]
    for ax, (title, (share, curves)) in zip(axes.flat, panels.items()):
        mesh = ax.pcolormesh(*edges, share, vmin=0, vmax=1, cmap=HEIGHTS)
        n = np.linspace(edges[0][0], edges[0][-1], 200)
        for (name, k), style in zip(curves.items(), ("-", "--", ":")):
            ax.plot(n, np.log2(k(2.0**n)), color="white", linewidth=4, linestyle=style)
            ax.plot(n, np.log2(k(2.0**n)), color="black", linestyle=style, label=name)
        ax.set(title=title, xlim=edges[0][[0, -1]], ylim=edges[1][[0, -1]])
        ax.set_xticks(np.log2(examples), examples)
        ax.set_yticks(np.log2(widths), widths)
        if len(curves) == 1:
            ax.legend(loc="lower right", fontsize=8, frameon=True, facecolor="white", labelcolor="black")
    for ax in axes[-1]:
        ax.set_xlabel("examples $n$")
    for ax in axes[:, 0]:
        ax.set_ylabel("units $k$")
    fig.colorbar(mesh, ax=axes, label="share of runs that fit", shrink=0.7)
    lines, names = axes[-1, 0].get_legend_handles_labels()
    if len(lines) > 1:  # below the panels, where it hides no cell
        fig.legend(lines, names, loc="outside lower center", ncols=len(lines), frameon=True, facecolor="white", labelcolor="black")
    show(fig, alt)


def spectra(values, thresholds, *, alt):
    """Singular values, largest first, {n: values}, stretched to one interval, and for each n the level that a theorem asks."""
    fig, axes = figure(1, 2, height=3.5, gridspec_kw={"width_ratios": (2, 1)})
    longest = max(values)
    for (n, s), color, style in zip(values.items(), PALETTE, ("-", "--", "-.", ":")):
        axes[0].semilogy(np.linspace(0, longest, n), s, style, color=color, label=f"$n={n}$")
    axes[0].set(xlabel="index, stretched to 800", ylabel="singular values of $\\Phi$")
    axes[0].legend()
    sizes = np.array(list(values))
    axes[1].loglog(sizes, [values[n][-1] for n in sizes], "o-", color=BLUE, label="$\\sigma_{\\min}(\\Phi)$")
    axes[1].loglog(sizes, [thresholds[n] for n in sizes], "s--", color=ORANGE, label="$\\alpha\\sqrt{k}/2$")
    axes[1].set(xlabel="examples $n$")
    axes[1].set_xticks(sizes, sizes)
    levels = [v for v in (0.5, 1, 2, 3, 5, 10) if thresholds[longest] / 2 < v < 2 * values[sizes[0]][-1]]
    axes[1].set_yticks(levels, levels)
    axes[1].minorticks_off()
    axes[1].legend()
    show(fig, alt)


def smallest(ratios, sigma, *, alt):
    """σ_min(Φ)/(α√k) against k/n: sigma {n: (draws, len(ratios))}, and the level 1/2 of Theorem 2."""
    fig, ax = figure(height=3.1)
    for (n, s), color, marker in zip(sigma.items(), (BLUE, GREEN, ORANGE), "os^"):
        ax.plot(ratios, np.median(s, axis=0), marker + "-", color=color, label=f"$n={n}$")
        ax.fill_between(ratios, s.min(axis=0), s.max(axis=0), color=color, alpha=0.2, linewidth=0)
    ax.axhline(0.5, color=INK, linestyle="--", linewidth=1)
    ax.text(ratios[-1], 0.47, "Theorem 2 asks for this", ha="right", va="top")
    ax.set(xlabel="$k/n$", ylabel="$\\sigma_{\\min}(\\Phi)/(\\alpha\\sqrt{k})$")
    ax.legend()
    show(fig, alt)


def chi_square(delta, curves, *, alt):
    """Probabilities of the truncation event against δ, curves {name: values}."""
    fig, ax = figure(height=2.9)
    for (name, p), color, style in zip(curves.items(), (BLUE, ORANGE, GREEN), ("-", "--", ":")):
        ax.plot(delta, p, style, color=color, label=name)
    ax.set(xlabel="$\\delta$", ylabel="probability of (6)", ylim=(-0.05, 1.1))
    ax.legend(loc="lower right")
    show(fig, alt)


def _edges(x):
    half = (x[1] - x[0]) / 2
    return np.append(x - half, x[-1] + half)
