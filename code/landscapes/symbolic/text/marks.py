"""Marks around text, in LaTeX and in plain text: brackets, exponents, fractions, juxtaposition."""
from __future__ import annotations

import re
from fractions import Fraction

SUPERSCRIPTS = str.maketrans("0123456789-/", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᐟ")
VULGAR = {"1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓", "2/3": "⅔"}


def group(left: str, inside: str, right: str, tex: bool) -> str:
    """Brackets that grow with what they hold."""
    if tex and any(m in inside for m in (r"\tfrac", r"\sum", r"\left")):
        return rf"\left{left}{inside}\right{right}"
    return left + inside + right


def raised(base: str, exponent: str, tex: bool) -> str:
    if not tex:
        return base + exponent.translate(SUPERSCRIPTS)
    base = braced(base)
    return f"{base}^{exponent}" if len(exponent) == 1 else f"{base}^{{{exponent}}}"


def braced(base: str) -> str:
    """A letter that ends with an exponent of its own, as A^+, in braces: TeX takes no second one."""
    return f"{{{base}}}" if re.search(r"\^(\{[^{}]*\}|\\[A-Za-z]+|.)$", base) else base


def fraction(c: Fraction, tex: bool) -> str:
    if c.denominator == 1:
        return str(c.numerator)
    if tex:
        return rf"\tfrac{{{c.numerator}}}{{{c.denominator}}}"
    return VULGAR.get(str(c), f"({c})")


def norm(inside: str, tex: bool, below: str = "") -> str:
    bar = r"\|" if tex else "‖"
    return group(bar, inside, bar, tex) + ("_" + below if below else "")


def joined(parts: list[str], tex: bool) -> str:
    """Juxtaposition, with a space where it is needed or helps: Mx, \\lambda v, \\|x\\|^2 x."""
    text = parts[0]
    for before, part in zip(parts, parts[1:]):
        if tex:
            apart = re.search(r"\\[A-Za-z]+$", before) and part[0].isalpha() or re.search(r"\D.*\d$|_.$|}$", before)
        else:
            apart = "_" in before or part[0].isdigit()
        text += (" " if apart else "") + part
    return text
