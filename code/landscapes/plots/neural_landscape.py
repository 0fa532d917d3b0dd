"""Figures of part 3, sections 1.1, 1.2 and 1.5: critical points of a profile, three themes, three errors, the start."""

import numpy as np

from .style import BLUE, FAINT, GREEN, INK, MUTED, ORANGE, VIOLET, figure, show

COLORS = {"global minimum": GREEN, "local minimum": ORANGE, "local maximum": VIOLET}


def profile(f, *, alt, path=()):
    """A `Profile`, its critical sets lettered from left to right; `path`: a walk (points,) to be drawn over it."""
    fig, ax = figure(height=3.2)
    x = np.linspace(f.knots[0] - 1.3, f.knots[-1] + 1.3, 1200)
    ax.plot(x, f.value(x[:, None]), color=INK)
    for letter, part in zip("abcdefghijkl", f.critical_sets()):
        color = COLORS.get(part.kind, BLUE)
        ax.plot([part.left, part.right], [part.height] * 2, color=color, lw=4, marker="o", ms=6, ls="-")
        ax.annotate(letter, ((part.left + part.right) / 2, part.height), xytext=(0, 9), textcoords="offset points",
                    ha="center", color=color)
    if len(path):
        path = np.asarray(path)
        ax.plot(path, f.value(path[:, None]) + 0.06, color=ORANGE, ls="--", lw=2.2)
        ax.plot(path[0], f.value(path[:1, None]) + 0.06, color=ORANGE, marker="s", ms=7)
    ax.set(xlabel="w", ylabel="objective")
    show(fig, alt)


def themes(benign, rates, bias, *, alt):
    """Three panels: ends of runs {label: gaps}, decay {label: (steps,) losses}, recovered weights {label: (d,)}."""
    fig, axes = figure(1, 3, height=3.1, width=7.6)
    styles = list(zip((BLUE, ORANGE, MUTED), ("-", "--", ":")))
    for (label, gaps), (color, line) in zip(benign.items(), styles):
        gaps = np.sort(gaps)
        axes[0].plot(np.arange(1, len(gaps) + 1) / len(gaps), gaps, color=color, ls=line, label=label)
    axes[0].set(xlabel="share of the runs", ylabel="gap at the end", title="(i) landscape")
    for (label, losses), (color, line) in zip(rates.items(), styles):
        axes[1].semilogy(losses, color=color, ls=line, label=label)
    axes[1].set(xlabel="step", ylabel="squared residual", title="(ii) dynamics")
    for (label, w), color, marker in zip(bias.items(), (INK, ORANGE, BLUE), "oxo"):
        axes[2].plot(np.arange(len(w)), w, color=color, ls="", marker=marker, ms=7 if color == INK else 4,
                     mfc="none" if color == INK else color, label=label)
    axes[2].set(xlabel="coordinate", ylabel="weight", title="(iii) bias")
    for ax in axes:
        ax.legend(fontsize=7.5)
    show(fig, alt)


def errors(sizes, curves, *, xlabel, alt):
    """Exact expected errors (k,) against a size: curves {label: values}."""
    fig, axes = figure(1, len(curves), height=3.2, width=7.4, sharey=False)
    for ax, (title, lines) in zip(np.atleast_1d(axes), curves.items()):
        for (label, values), color, line in zip(lines.items(), (BLUE, ORANGE, GREEN, VIOLET, INK),
                                                ("-", "--", "-.", ":", "-")):
            ax.plot(sizes[title], np.asarray(values, float), color=color, ls=line, marker="o", label=label)
        low, high = ax.get_ylim()
        ax.set(xlabel=xlabel[title], title=title, ylim=(low, high + 0.12 * len(lines) * (high - low)))
        ax.legend(fontsize=7.5, loc="upper right")
    np.atleast_1d(axes)[0].set_ylabel("expected risk")
    show(fig, alt)


def by_start(scales, errors, *, alt):
    """Test error of global minima against the length of the start: scales (m,), errors (m, runs)."""
    fig, ax = figure(height=3.0)
    low, middle, high = np.quantile(errors, (0.1, 0.5, 0.9), axis=1)
    ax.fill_between(scales, low, high, color=FAINT, label="8 runs of 10")
    ax.loglog(scales, middle, "o-", color=BLUE, label="median")
    ax.axhline(1, color=MUTED, linestyle=":", linewidth=1.2)
    ax.text(scales[0], 1.15, "error of the predictor 0", color=MUTED, va="bottom")
    ax.set(xlabel="length of the start, $\\|\\theta_0\\|$ on average", ylabel="error on new data")
    ax.legend(loc="lower right")
    show(fig, alt)
