"""Figures of tensor decomposition (ma section 5): the sphere coloured by f, great circles, errors per step, unmixed images."""

import numpy as np

from .style import BLUE, GREEN, MUTED, ORANGE, VIOLET, figure, show

# Shape and colour say the kind twice, so that neither is needed alone.
KINDS = {"local maximum": ("circle", ORANGE), "strict saddle": ("square", VIOLET), "local minimum": ("diamond", GREEN),
         "degenerate": ("cross", BLUE)}


def sphere(f, points, kinds, *, alt, size=(33, 65)):
    """The sphere in R³ coloured by f, to be rotated, and points (k, 3) on it by kind; size: the mesh."""
    import plotly.graph_objects as go

    from . import interactive

    polar, azimuth = np.meshgrid(np.linspace(0, np.pi, size[0]), np.linspace(0, 2 * np.pi, size[1]), indexing="ij")
    x = np.stack([np.sin(polar) * np.cos(azimuth), np.sin(polar) * np.sin(azimuth), np.cos(polar)], axis=-1)
    fig = go.Figure(go.Surface(
        **{axis: np.round(x[..., k], 4) for k, axis in enumerate("xyz")}, surfacecolor=np.round(f.value(x), 4),
        colorscale="Viridis", cmin=0, cmax=1, colorbar=dict(title="f", thickness=14, len=0.7), hoverinfo="skip",
        lighting=dict(ambient=0.9, diffuse=0.2, specular=0.0), name="f"))
    kinds = np.array([str(kind) for kind in kinds])
    for name, (symbol, color) in KINDS.items():
        chosen = np.round(1.06 * points[kinds == name], 4)
        if len(chosen):
            fig.add_trace(go.Scatter3d(x=chosen[:, 0], y=chosen[:, 1], z=chosen[:, 2], mode="markers", name=name,
                                       marker=dict(symbol=symbol, color=color, size=6, line=dict(color="white", width=1))))
    hidden = dict(visible=False)
    fig.update_layout(scene=dict(xaxis=hidden, yaxis=hidden, zaxis=hidden, aspectmode="data"),
                      legend=dict(orientation="h", x=0, y=0))
    interactive.show(fig, alt)


def circles(curves, *, alt):
    """f along great circles: curves of (title, f, start, end), from the unit vector start by end and back, both (d,)."""
    fig, axes = figure(1, len(curves), height=2.6, sharey=True, squeeze=False)
    angle = np.linspace(-np.pi / 2, 3 * np.pi / 2, 401)
    for ax, (title, f, start, end) in zip(axes[0], curves):
        ax.axhline(0, color=MUTED, linewidth=0.8)
        ax.plot(angle, f.value(np.outer(np.cos(angle), start) + np.outer(np.sin(angle), end)), color=BLUE)
        ax.set(title=title, xlabel="angle", xticks=[-np.pi / 2, 0, np.pi / 2, np.pi, 3 * np.pi / 2],
               xticklabels=["−π/2", "0", "π/2", "π", "3π/2"])
    axes[0, 0].set_ylabel("f")
    show(fig, alt)


def errors(curves, *, alt):
    """Errors (steps,) against the step, on a logarithmic scale: curves by name."""
    fig, ax = figure(height=3.0)
    for name, error in curves.items():
        ax.semilogy(np.arange(len(error)), error, marker=".", label=name)
    ax.set(xlabel="step", ylabel="distance to the component", ylim=(1e-17, 3))
    ax.legend(loc="upper right")
    show(fig, alt)


def images(rows, *, alt):
    """Rows of images (m, h, w) under their titles, each image with its own range of grays: rows by title."""
    count = max(map(len, rows.values()))
    fig, axes = figure(len(rows), count, height=1.45 * len(rows), squeeze=False)
    for line, (title, pictures) in zip(axes, rows.items()):
        line[0].set_ylabel(title)
        for ax, picture in zip(line, pictures):
            low, high = np.percentile(picture, [1, 99])
            ax.imshow(picture, cmap="gray", vmin=low, vmax=high, aspect="auto")
        for ax in line:
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set_visible(False)
    show(fig, alt)
