"""What turns the chapters into the book.  Run from the project's root: ``python -m book.build``."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = ROOT / "chapters"
BUILD = ROOT / "_build"
