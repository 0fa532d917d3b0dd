"""Figures of the book.  Needs matplotlib (and plotly for `interactive`), so the package itself never imports it."""
