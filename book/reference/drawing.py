"""A directed graph without circles as SVG: layers from left to right, each node a link."""

from collections.abc import Iterable
from dataclasses import dataclass

from book.reference.parts import escape

ROW, GAP, HEIGHT, LETTER = 30, 56, 22, 6.6


@dataclass(frozen=True)
class Node:
    """`kind` becomes a class, for the colour; `title` is shown on hovering and read aloud."""

    name: str
    label: str
    link: str
    title: str
    kind: str

    @property
    def width(self) -> float:
        return round(LETTER * len(self.label) + 16, 1)


def layers(names: Iterable[str], arrows: list[tuple[str, str]]) -> dict[str, int]:
    """The longest way to each node."""
    before: dict[str, list[str]] = {name: [] for name in names}
    for tail, head in arrows:
        before[head].append(tail)
    depth: dict[str, int] = {}

    def deep(name: str) -> int:
        if name not in depth:
            depth[name] = 0
            depth[name] = 1 + max(map(deep, before[name]), default=-1)
        return depth[name]

    return {name: deep(name) for name in before}


def ordered(depth: dict[str, int], arrows: list[tuple[str, str]], sweeps: int = 8) -> list[list[str]]:
    """The nodes of each layer, so arranged that arrows cross little (barycentres, swept both ways)."""
    columns = [[name for name in depth if depth[name] == layer] for layer in range(max(depth.values(), default=-1) + 1)]
    near: dict[str, list[str]] = {name: [] for name in depth}
    for tail, head in arrows:
        near[tail].append(head)
        near[head].append(tail)
    for _ in range(sweeps):
        place = {name: row - len(column) / 2 for column in columns for row, name in enumerate(column)}
        for column in columns:
            column.sort(key=lambda name: sum(place[n] for n in near[name]) / max(1, len(near[name])))
            place.update({name: row - len(column) / 2 for row, name in enumerate(column)})
    return columns


def svg(nodes: list[Node], arrows: list[tuple[str, str]], title: str) -> str:
    """Arrows run from what is used to what uses it."""
    known = {node.name: node for node in nodes}
    arrows = [(tail, head) for tail, head in arrows if tail in known and head in known]
    columns = ordered(layers(known, arrows), arrows)
    height, x, corner = ROW * max(map(len, columns)), 4.0, {}
    for column in columns:
        for row, name in enumerate(column):
            corner[name] = (round(x, 1), round((height - ROW * len(column)) / 2 + ROW * row + 4, 1))
        x += max(known[name].width for name in column) + GAP
    width = round(x - GAP + 4, 1)
    lines = [path(corner[tail], known[tail].width, corner[head]) for tail, head in arrows]
    boxes = [box(node, *corner[node.name]) for node in nodes]
    return (f'<div class="results-map" tabindex="0" role="group" aria-label="{escape(title)}"><svg width="{width}" '
            f'height="{height + 8}" viewBox="0 0 {width} {height + 8}">{"".join(lines)}{"".join(boxes)}</svg></div>')


def path(tail: tuple, width: float, head: tuple) -> str:
    (x0, y0), (x1, y1) = (tail[0] + width, tail[1] + HEIGHT / 2), (head[0], head[1] + HEIGHT / 2)
    middle = round((x0 + x1) / 2, 1)
    return (f'<path class="arrow" d="M{x0:.1f} {y0:.1f}C{middle} {y0:.1f} {middle} {y1:.1f} {x1 - 5:.1f} {y1:.1f}"/>'
            f'<path class="tip" d="M{x1:.1f} {y1:.1f}l-6 -3v6z"/>')


def box(node: Node, x: float, y: float) -> str:
    text = f'<text x="{x + node.width / 2:.1f}" y="{y + 15}" text-anchor="middle">{escape(node.label)}</text>'
    name = escape(f"{node.label}: {node.title}")
    return (f'<a href="{escape(node.link)}" aria-label="{name}"><title>{escape(node.title)}</title>'
            f'<rect class="{node.kind}" x="{x}" y="{y}" width="{node.width}" height="{HEIGHT}" rx="4"/>{text}</a>')
