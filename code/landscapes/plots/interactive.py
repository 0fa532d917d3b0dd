"""Rotatable figures, drawn by plotly: `show(fig, alt=…)`, the sister of `style.show`.

The output carries plotly's own record, which JupyterLab and VS Code draw; the book's build turns it into HTML that
loads plotly from the book itself.  Colours follow the page's theme there.
"""

import json

from landscapes.plots.style import check_alt

MIME = "application/vnd.plotly.v1+json"


def show(fig, alt, *, height=460):
    """Show a plotly figure as the output of the cell.  Keep meshes small: the whole record is in the page."""
    from IPython.display import display

    check_alt(alt)
    fig.update_layout(
        height=height,
        margin=dict(l=0, r=0, t=24, b=0),
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        # plotly's default template colours every plane; the page's theme colours the text instead.
        template="none",
    )
    bundle = {"text/plain": f"Interactive figure: {alt}", MIME: json.loads(fig.to_json())}
    display(bundle, raw=True)
