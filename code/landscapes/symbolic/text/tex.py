"""Formulas as LaTeX and as plain text, from one set of rules."""
from __future__ import annotations

from collections import Counter

from ..expr import Expr
from .marks import braced, fraction, group, joined, norm, raised
from .names import one_token, symbol

#: binding strength: a part stands in parentheses where its own is less than what is asked
SUM, PRODUCT, POWER, ATOM = range(4)


def latex(e: Expr) -> str:
    return draw(e, True)[0]


def plain(e: Expr) -> str:
    return draw(e, False)[0]


def draw(e: Expr, tex: bool) -> tuple[str, int]:
    """(text, binding strength)"""
    e = e.formula
    return DRAW[e.op](e, tex)


def at(e: Expr, tex: bool, strength: int = SUM) -> str:
    text, own = draw(e, tex)
    return text if own >= strength else group("(", text, ")", tex)


def _number(e, tex):
    return fraction(e.data, tex) if e.data >= 0 else "-" + fraction(-e.data, tex), ATOM if e.data >= 0 else SUM


def _letter(e, tex):
    l = e.data
    text = l.tex if tex and l.tex else symbol(l.name, tex)
    if l.has("mask"):
        text = (r"\mathbf{1}_" if tex else "𝟏_") + text
    return text, ATOM


def _sum(e, tex):
    text = ""
    for part in e.parts:
        minus = part.op == "neg"
        piece = at(part.parts[0] if minus else part, tex, PRODUCT)
        sign = ("-" if tex else "−") if minus else "+"
        text += (f" {sign} " if text else sign if minus else "") + piece
    return text, SUM


def _neg(e, tex):
    return ("-" if tex else "−") + at(e.parts[0], tex, PRODUCT), SUM


def _over(e, tex):
    part = e.parts[0]
    if part.op == "number":
        return fraction(part.data / e.data, tex), ATOM
    return joined([fraction(1 / e.data, tex) if e.data > 0 else f"({fraction(1 / e.data, tex)})",
                   at(part, tex, PRODUCT)], tex), PRODUCT


def _product(e, tex):
    texts = [at(p, tex, PRODUCT) for p in e.parts]
    # Numbers next to each other need a dot.
    for n in range(1, len(texts)):
        if texts[n][0].isdigit():
            texts[n] = (r"\cdot " if tex else "·") + texts[n]
    return joined(texts, tex), PRODUCT


def _power(e, tex):
    base, k = e.parts[0], e.data
    if base.op in ("norm2", "frobenius2"):
        return norm_power(base, 2 * k, tex)
    if base.is_scalar and k < 0 and tex:
        below = at(base, tex) if k == -1 else raised(at(base, tex, ATOM), str(-k), tex)
        return rf"\tfrac{{1}}{{{below}}}", ATOM
    return raised(at(base, tex, ATOM), str(k), tex), POWER


def norm_power(e, k, tex):
    below = "F" if e.op == "frobenius2" and e.parts[0].cols != 1 else ""
    text = norm(at(e.parts[0], tex), tex, below)
    return (text if k == 1 else raised(text, str(k), tex)), POWER


def _transpose(e, tex):
    part = e.parts[0]
    if part.op == "power" and part.data < 0 and tex:          # C^{-⊤}
        exponent = "-" + r"\top" if part.data == -1 else f"{part.data}" + r"\top"
        return raised(at(part.parts[0], tex, ATOM), exponent, tex), POWER
    base = at(part, tex, ATOM)
    return (braced(base) + r"^\top" if tex else base + "ᵀ"), POWER


def _inner(e, tex):
    left, right = (r"\langle ", r"\rangle") if tex else ("⟨", "⟩")
    return group(left, ", ".join(at(p, tex) for p in e.parts), right, tex), ATOM


def _had(e, tex):
    counted = Counter()
    for p in e.parts:
        counted[at(p, tex, ATOM)] += 1
    sign = r"\circ " if tex else "∘"
    texts = [t if k == 1 else raised(t, sign + str(k), tex) if tex else f"{t}^∘{k}" for t, k in counted.items()]
    return (f" {sign.strip()} ".join(texts)), (POWER if len(texts) == 1 else SUM)


def _total(e, tex):
    part = e.parts[0]
    if part.cols == 1:
        counted = Counter(at(p, tex, ATOM) for p in (part.parts if part.op == "had" else (part,)))
        if len(counted) == 1 and counted.total() % 2 == 0:
            k = str(counted.total())
            return raised(norm(at(part.parts[0], tex), tex, k), k, tex), POWER
        entries = [raised(t + "_i", str(k), tex) if k > 1 else t + "_i" for t, k in counted.items()]
        return (r"\sum_i " if tex else "Σ_i ") + joined(entries, tex), PRODUCT
    one = r"\mathbf{1}" if tex else "𝟏"
    return one + (r"^\top " if tex else "ᵀ ") + at(part, tex, PRODUCT) + " " + one, PRODUCT


def called(head: str, part: Expr, tex: bool) -> str:
    return head + group("(", at(part, tex), ")", tex)


def _mask(e, tex):
    name = e.parts[0].data
    index = name.tex if tex and name.tex else symbol(name.name, tex)
    return called(f"P_{index}" if not tex or one_token(index) else f"P_{{{index}}}", e.parts[1], tex), ATOM


def _expectation(e, tex):
    return (r"\mathbb{E}" if tex else "E") + group("[", at(e.parts[0], tex), "]", tex), ATOM


def _function(e, tex):
    name, order = e.data
    head = symbol(name, tex) + "'" * order
    return called(head, e.parts[0], tex), ATOM


def _field(e, tex):
    name, values, order = e.data
    mark = "" if order == 0 else "D" if values != 1 else "∇" + "²" * (order - 1)
    if tex:
        mark = mark.replace("∇", r"\nabla ").replace(" ²", "^2 ")
    return called(mark + symbol(name, tex), e.parts[0], tex), ATOM


def _indexed(e, tex):
    names = dict(zip((-1, -2), "rc")) | {i: n for i, n in enumerate("ijklmnpqstuvw")}
    factors = []
    for l, ix in e.data.factors:
        text = l.tex if tex and l.tex else symbol(l.name, tex)
        index = "".join(names[i] for i in ix)
        factors.append(f"({text})_{{{index}}}" if tex else f"{text}[{index}]")
    summed = ",".join(names[i] for i in range(e.data.size))
    return (rf"\sum_{{{summed}}} " if tex else f"Σ_{summed} ") + joined(factors, tex), SUM


DRAW = {
    "number": _number, "letter": _letter, "sum": _sum, "neg": _neg, "over": _over, "product": _product,
    "power": _power, "T": _transpose, "inner": _inner, "had": _had, "total": _total, "mask": _mask,
    "norm2": lambda e, tex: norm_power(e, 2, tex), "frobenius2": lambda e, tex: norm_power(e, 2, tex),
    "trace": lambda e, tex: (called(r"\operatorname{tr}" if tex else "tr", e.parts[0], tex), ATOM),
    "diag": lambda e, tex: (called(r"\operatorname{diag}" if tex else "diag", e.parts[0], tex), ATOM),
    "diagonal": lambda e, tex: (called(r"\operatorname{diag}" if tex else "diag", e.parts[0], tex), ATOM),
    "identity": lambda e, tex: ("I", ATOM), "ones": lambda e, tex: (r"\mathbf{1}" if tex else "𝟏", ATOM),
    "expectation": _expectation, "function": _function, "field": _field, "indexed": _indexed,
}
