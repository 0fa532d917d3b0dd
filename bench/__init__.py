"""Benchmarks against what a reader would otherwise use: `python -m bench`, or `make bench`."""
