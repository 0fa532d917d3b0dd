"""Figures of the notes on the survey (ma section 7): who proved what, contraction factors, ranks."""

import numpy as np

from .style import BLUE, FAINT, GREEN, INK, MUTED, ORANGE, VIOLET, figure, show

# Shape and colour say the subject twice, so that neither is needed alone.
SUBJECTS = {"hardness": ("X", ORANGE), "conditions": ("o", BLUE), "algorithms": ("s", GREEN), "problems": ("^", VIOLET)}

#: (year, subject, who and what): the works that section 7 of the survey names
WORKS = (
    (1963, "conditions", "Polyak: gradient dominance"),
    (1987, "hardness", "Murty, Kabadi: recognizing a local minimum"),
    (1989, "problems", "Baldi, Hornik: principal components"),
    (2003, "problems", "Srebro, Jaakkola: low-rank approximation"),
    (2005, "algorithms", "Burer, Monteiro: semidefinite programs"),
    (2006, "algorithms", "Nesterov, Polyak: cubic regularization"),
    (2007, "algorithms", "Absil, Mahony, Sepulchre: manifolds"),
    (2011, "problems", "Kakade and others: generalized linear models"),
    (2013, "conditions", "Zhang, Yin: restricted secant inequality"),
    (2013, "hardness", "Hillar, Lim: minimizing a quartic"),
    (2015, "conditions", "Ge and others: strict saddles"),
    (2015, "problems", "Hazan, Levy, Shalev-Shwartz: generalized linear models"),
    (2015, "algorithms", "Sun, Qu, Wright: second-order descent"),
    (2016, "conditions", "Hardt, Ma, Recht: weak quasi-convexity"),
    (2016, "algorithms", "Karimi, Nutini, Schmidt: geometric decay"),
    (2016, "algorithms", "Lee and others: descent avoids strict saddles"),
    (2016, "algorithms", "Agarwal and others; Carmon and others: faster methods"),
    (2016, "algorithms", "Boumal, Absil, Cartis: rates on manifolds"),
    (2016, "problems", "Boumal, Voroninski, Bandeira: semidefinite programs"),
    (2016, "problems", "Ge, Lee, Ma: matrix completion"),
    (2017, "problems", "Ge, Ma: overcomplete tensors"),
)


def timeline(events=WORKS, *, alt):
    """One line for each (year, subject, text), in order of time; the subject is one of SUBJECTS."""
    events = sorted(events, key=lambda event: event[0])
    first, last = events[0][0], events[-1][0]
    fig, ax = figure(height=0.21 * len(events) + 0.7)
    for row, (year, subject, text) in enumerate(events):
        marker, color = SUBJECTS[subject]
        ax.plot(year, row, marker, color=color, markersize=7)
        left = year - first > 0.45 * (last - first)
        ax.annotate(text, (year, row), xytext=(-8 if left else 8, 0), textcoords="offset points", fontsize=9,
                    ha="right" if left else "left", va="center")
    for name, (marker, color) in SUBJECTS.items():
        ax.plot([], [], marker, color=color, linestyle="none", markersize=7, label=name)
    ax.set(xlim=(first - 1, last + 1), ylim=(len(events), -1), yticks=[])
    ax.spines["left"].set_visible(False)
    ax.legend(loc="lower left")
    show(fig, alt)


def contraction(panels, *, alt):
    """Factors by which the error shrinks in a step: panels of (title, steps ηL, measured, bound on a fine grid of (0, 2.2))."""
    fig, axes = figure(1, len(panels), height=3.4)
    s = np.linspace(0, 2.2, 221)
    for ax, (title, steps, measured, bound) in zip(axes, panels):
        ax.axhline(1, color=MUTED, linewidth=0.8)
        for position, name in ((0.5, "½"), (2, "2")):
            ax.axvline(position, color=FAINT, linewidth=1.2, zorder=0)
        ax.axvspan(0, 0.5, color=FAINT, alpha=0.5, linewidth=0, zorder=0)
        ax.plot(s, bound(s), color=BLUE, label="proved")
        ax.plot(steps, measured, "o", color=ORANGE, label="measured, worst")
        ax.set(title=title, xlabel=r"$\eta L$", xticks=[0, 0.5, 1, 1.5, 2])
    axes[0].set_ylabel("factor per step")
    axes[0].legend(loc="upper center")
    show(fig, alt)


def ranks(r, shares, threshold, *, alt):
    """The share of certified runs for each rank, with its interval, and the rank that the theorem asks for."""
    fig, ax = figure(height=2.8)
    value = np.array([s.value for s in shares])
    spread = np.abs(np.array([[s.low, s.high] for s in shares]).T - value)
    ax.axvline(threshold, color=MUTED, linestyle="--", linewidth=1.2)
    ax.annotate(r"$\sqrt{2n}$", (threshold, 0.1), xytext=(5, 0), textcoords="offset points", color=INK)
    ax.errorbar(r, value, yerr=spread, fmt="o", color=BLUE, capsize=4)
    ax.set(xlabel="rank $r$", ylabel="share certified", xticks=list(r), ylim=(0, 1.05))
    show(fig, alt)
