"""Names of letters as symbols: Sigma_xx, v1, x_hat, w_star, in LaTeX and in plain text."""
from __future__ import annotations

import re

GREEK = dict(zip(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon "
    "phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell".split(),
    "αβγδϵεζηθικλμνξπρστυφϕχψωΓΔΘΛΞΠΣΥΦΨΩℓ"))
SHORT = {"lam": "lambda", "eps": "varepsilon"}
ACCENTS = {"hat": (r"\hat{%s}", "%s\u0302"), "tilde": (r"\tilde{%s}", "%s\u0303"), "bar": (r"\bar{%s}", "%s\u0304")}


def symbol(text: str, tex: bool) -> str:
    """The first part is the symbol; later parts are accents or indices."""
    head, *marks = text.split("_")
    digits = re.fullmatch(r"([A-Za-z]+)(\d+)", head)
    if digits:
        head, marks = digits[1], [digits[2], *marks]
    shown, below = glyph(head, tex), []
    for mark in marks:
        if mark in ACCENTS:
            shown = ACCENTS[mark][not tex] % shown
        else:
            below.append(glyph(mark, tex))
    index = ",".join(below)
    return shown if not index else f"{shown}_{index}" if not tex or one_token(index) else f"{shown}_{{{index}}}"


def glyph(word: str, tex: bool) -> str:
    word = SHORT.get(word, word)
    if word in GREEK:
        return "\\" + word if tex else GREEK[word]
    return (r"\star" if tex else "⋆") if word == "star" else word


def one_token(text: str) -> bool:
    """Whether TeX takes the text as one piece, so that an index needs no braces."""
    return len(text) == 1 or bool(re.fullmatch(r"\\[A-Za-z]+", text))
