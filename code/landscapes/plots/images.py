"""Images of pixels side by side."""

import numpy as np

from .style import figure, show


def row(arrays, shape, titles, *, alt, height=2.4):
    """Each array as an image of the given shape (rows, columns), with its own range of grays, under its title."""
    if len(arrays) != len(titles):
        raise ValueError(f"titles must be as many as arrays, {len(arrays)}, got {len(titles)}")
    fig, axes = figure(1, len(arrays), height=height, squeeze=False)
    for ax, array, title in zip(axes[0], arrays, titles):
        ax.imshow(np.reshape(array, shape), cmap="gray")
        ax.set(xticks=[], yticks=[], title=title)
        ax.spines[:].set_visible(False)
    show(fig, alt)
