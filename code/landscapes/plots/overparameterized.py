"""Figures of overparameterized optimization (oymak section III): limits of descent, a trajectory and its bounds, rates."""

import numpy as np

from .style import BLUE, FAINT, GREEN, INK, MUTED, ORANGE, VIOLET, figure, show


def limits(traces, line, *, alt):
    """Runs of descent in the plane (steps, runs, 2), and the line of solutions through two points (2, 2)."""
    fig, ax = figure(height=3.4)
    ax.plot(*np.asarray(line).T, color=GREEN, linestyle="-", linewidth=2, label="solutions $X\\theta=y$")
    ax.plot(traces[..., 0], traces[..., 1], color=BLUE, linestyle="-", marker=".", markersize=4, linewidth=1)
    ax.plot(*traces[0].T, "s", color=ORANGE, linestyle="none", label="starts $\\theta_0$")
    ax.plot(0, 0, "+", color=INK, linestyle="none", markersize=9, label="origin")
    ax.set(aspect="equal", xlabel="$\\theta_1$", ylabel="$\\theta_2$")
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    show(fig, alt)


def bounds(run, constants, step, *, alt):
    """Left: the residual of a run and its bounds with the factors ¼ and 7/6. Right: residual against the distance travelled,
    in units of r₀ and r₀/α, and the lines that (5) and the proof forbid to cross."""
    fig, axes = figure(1, 2, height=3.2)
    t, r0, rate = np.arange(len(run.residual)), constants.residual, step * constants.alpha**2
    axes[0].semilogy(t, run.residual / r0, color=BLUE, label="measured")
    axes[0].semilogy(t, (1 - 7 / 6 * rate) ** t, "--", color=GREEN, label="proved, factor 7/6")
    axes[0].semilogy(t, (1 - rate / 4) ** t, "-.", color=ORANGE, label="(4), factor 1/4")
    axes[0].set(xlabel="step $\\tau$", ylabel="residual / $r_0$", ylim=(max(run.residual[-1] / r0, 1e-6), 2))
    far = np.array([0.0, 5.0])
    axes[1].plot(run.moved * constants.alpha / r0, run.residual / r0, color=BLUE)
    axes[1].plot(far[:1].tolist() + [2.0], [1.0, 0.0], "--", color=GREEN)
    axes[1].plot(far, 1 - far / 5, "-.", color=ORANGE)
    axes[1].axvspan(0, constants.alpha / constants.beta, color=FAINT)
    axes[1].set(xlabel="distance $\\cdot\\,\\alpha/r_0$", ylabel="residual / $r_0$", xlim=(0, 5.1), ylim=(0, 1.05))
    axes[0].legend()
    show(fig, alt)


def rates(n, curves, *, alt):
    """Rademacher complexities against the number of examples, log-log: curves {name: y}, and a line of slope −½."""
    fig, ax = figure(height=3.0)
    for (name, y), marker, color in zip(curves.items(), "os^", (BLUE, ORANGE, VIOLET)):
        ax.loglog(n[: len(y)], y, marker + "-", color=color, label=name)
    first = next(iter(curves.values()))[0]
    ax.loglog(n, 0.7 * first * (np.asarray(n) / n[0]) ** -0.5, ":", color=MUTED, label="slope −1/2")
    ax.set(xlabel="examples $n$", ylabel="Rademacher complexity")
    ax.legend()
    show(fig, alt)
