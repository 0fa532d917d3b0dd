"""Figures of matrix factorization with weight decay (vzh section 1.4.1): rounds of the meta-algorithm, spectra, pictures."""

import numpy as np

from .style import BLUE, GREEN, INK, ORANGE, figure, show


def rounds(run, lam, *, alt):
    """F and σ_max of the residual at the end of every round of a Grown, against the width; λ as a line."""
    fig, (left, right) = figure(1, 2, height=2.8)
    left.plot(run.widths, run.values, color=BLUE, marker="o")
    left.set(xlabel="width $n_1$", ylabel="F", xticks=run.widths, title="the objective")
    right.plot(run.widths, run.sigmas, color=ORANGE, marker="s")
    right.axhline(lam, color=INK, linewidth=1, linestyle="--")
    right.text(run.widths[0], lam, " λ", va="bottom", color=INK)
    right.set(xlabel="width $n_1$", xticks=run.widths, ylim=(0, None), title=r"$\sigma_{\max}(Y - UV^\top)$")
    show(fig, alt)


def certificate(before, after, lam, *, alt):
    """Singular values of the data and of the residual, in decreasing order, on a logarithmic scale; λ as a line."""
    fig, ax = figure(height=3.0)
    ax.semilogy(1 + np.arange(len(before)), before, color=BLUE, marker="o", markersize=3, linewidth=1, label="Y")
    ax.semilogy(1 + np.arange(len(after)), after, color=GREEN, marker="s", markersize=2.5, linewidth=1, label="Y − UVᵀ")
    ax.axhline(lam, color=INK, linewidth=1, linestyle="--", label="λ")
    ax.set(xlabel="number", ylabel="singular value")
    ax.legend()
    show(fig, alt)


def pictures(images, *, alt):
    """Gray images (h, w), by title, side by side, all between black for 0 and white for 1."""
    fig, axes = figure(1, len(images), height=1.9)
    for ax, (title, image) in zip(np.ravel(axes), images.items()):
        ax.imshow(image, cmap="gray", vmin=0, vmax=1)
        ax.set(title=title, xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
    show(fig, alt)
