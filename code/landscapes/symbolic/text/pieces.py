"""Small formulas from parts: entrywise products, masks, and inner products that read well."""
from __future__ import annotations

from .. import functions as F
from ..expr import Expr


def away(edge, k):
    """(the other index, the matrix with its rows at k)."""
    i, j, e = edge
    return (j, e) if i == k else (i, flip(e))


def flip(e: Expr) -> Expr:
    """The transpose, carried out where that is simpler than a mark."""
    if e.op == "product" and not any(p.is_scalar for p in e.parts):
        product = flip(e.parts[-1])
        for p in e.parts[-2::-1]:
            product = product * flip(p)
        return product
    return e if e.op == "letter" and e.data.symmetric or e.op == "identity" else e.T


def together(vectors: list) -> Expr:
    return F.had(*[p for v in vectors for p in (v.parts if v.op == "had" else (v,))])


def at_one(vectors: list) -> Expr:
    """Σ_i of a product of entries."""
    if len(vectors) == 1 and vectors[0].op == "diagonal":
        return F.trace(vectors[0].parts[0])
    if len(vectors) == 2:
        a, b = vectors
        return F.norm2(a) if repr(a) == repr(b) else F.inner(a, b)
    return F.total(together(vectors))


def is_indicator(e: Expr) -> bool:
    e = e.parts[0] if e.op == "T" else e
    return e.op == "letter" and e.data.has("mask")


def is_masked(e: Expr) -> bool:
    e = e.parts[0] if e.op == "T" else e
    return e.op == "mask" or is_indicator(e)


def masked(omega: Expr, a: Expr) -> Expr:
    """P_Ω(a); a transposed mask keeps the transposed entries."""
    if omega.op == "T":
        return Expr("mask", (omega.T, flip(a)), a.cols, a.rows).T
    return Expr("mask", (omega, a), *a.shape)


def entrywise(a: Expr, b: Expr) -> Expr:
    for omega, other in ((a, b), (b, a)):
        if is_indicator(omega):
            return masked(omega, other)
    if a.op == "mask":
        return Expr("mask", (a.parts[0], entrywise(a.parts[1], b)), *a.shape)
    return entrywise(b, a) if b.op == "mask" else together([a, b])


def pairing(e: Expr) -> Expr:
    """The sum of the entries of P_Ω(A ∘ B) or A ∘ B as an inner product."""
    if e.op == "T":
        return pairing(e.parts[0])
    inside = e.parts[1] if e.op == "mask" else e
    if inside.op != "had" or len(inside.parts) != 2:
        return F.total(e)
    a, b = inside.parts
    return pair(Expr("mask", (e.parts[0], a), *e.shape) if e.op == "mask" else a, b)


def pair(a: Expr, b: Expr) -> Expr:
    if a.op == "mask" and repr(a.parts[1]) == repr(b):
        return F.frobenius2(a)
    return F.inner(a, b)
