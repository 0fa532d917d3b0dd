"""Figures as they stand in a page: one image per theme, with alt text; plotly figures as data for _static/book.js."""

import base64
import html
import json
from pathlib import Path

from book.notebooks import code_cells, is_picture, text

FIGURE = "application/vnd.landscapes.figure+json"
PLOTLY = "application/vnd.plotly.v1+json"


class NoAltText(Exception):
    pass


def for_page(notebook, page: str, out: Path):
    """Turn the pictures in the outputs into HTML, and their bytes into files under `out`.

    `page` is the chapter's path without its ending.  Records for programs are dropped: the page shows their HTML, and
    Sphinx would warn about a MIME type that it does not know.
    """
    up, number = "../" * page.count("/"), 0
    for position, cell in enumerate(code_cells(notebook), start=1):
        kept = []
        for output in cell.outputs:
            data = output.get("data")
            if data is not None:
                if any(map(is_picture, data)):
                    number += 1
                    folder, name = Path("_static/figures", page), f"{number}"
                    data["text/html"] = picture(data, f"{page}, cell {position}", out, folder, name, up)
                for mime in [m for m in data if is_picture(m) or m.startswith("application/vnd.")]:
                    del data[mime]
                output.metadata.clear()
                if not data:
                    continue
            kept.append(output)
        cell.outputs = kept
    return notebook


def picture(data, where: str, out: Path, folder: Path, name: str, up: str) -> str:
    if PLOTLY in data:
        alt = text(data["text/plain"]).partition(": ")[2]
        record = json.dumps(data[PLOTLY], sort_keys=True).replace("</", "<\\/")
        height = data[PLOTLY].get("layout", {}).get("height", 460)
        identity = f"interactive-{name}"
        return (
            f'<div class="interactive-figure" id="{identity}" role="group" aria-label="{html.escape(alt)}" '
            f'style="min-height:{height}px"></div>'
            f'<script type="application/json" data-figure="{identity}">{record}</script>'
        )
    if FIGURE not in data:
        raise NoAltText(f"{where}: a figure without alt text; use landscapes.plots.style.show(fig, alt=…)")
    figure, images = data[FIGURE], []
    for theme, encoded in (("light", text(data["image/png"])), ("dark", figure["dark"])):
        content = base64.b64decode(encoded)
        path = folder / f"{name}-{theme}.png"
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(content)
        # A PNG states its size in bytes 16 to 24; the page keeps the place free until the image is there.
        wide, high = (int.from_bytes(content[i : i + 4], "big") for i in (16, 20))
        width, height = figure["width"], round(figure["width"] * high / wide)
        images.append(
            f'<img class="figure only-{theme}" src="{up}{path.as_posix()}" alt="{html.escape(figure["alt"])}" '
            f'width="{width}" height="{height}" loading="lazy">'
        )
    return "".join(images)
