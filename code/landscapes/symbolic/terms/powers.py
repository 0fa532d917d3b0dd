"""Powers of scalars and matrices that are no plain products: inverses and roots."""
from __future__ import annotations

from fractions import Fraction

from .component import component
from .contraction import canonical
from .letters import stand_in
from .normal import Normal, number, single
from .walks import path, reversed_walk


def scalar_power(a: Normal, exponent: Fraction) -> Normal:
    """a^exponent. Negative powers assume that a is not zero, fractional ones that it is not negative."""
    if exponent.denominator == 1 and exponent >= 0:
        result = number(1)
        for _ in range(int(exponent)):
            result = result.times(a)
        return result
    if len(a.terms) == 1:
        (monomial, c), = a.terms.items()
        # (⟨x,v⟩²)^½ is |⟨x,v⟩|, so only powers of nonnegative scalars may be multiplied by a fraction.
        if exponent.denominator == 1 or c > 0 and all(e.denominator > 1 or nonnegative(p) for p, e in monomial):
            try:
                c = rational_power(c, exponent)
                return Normal(1, 1, {tuple((p, e * exponent) for p, e in monomial): c})
            except ValueError:
                pass                                  # √2 is no rational number
    if not a.terms:
        raise ZeroDivisionError("a power of zero")
    return Normal(1, 1, {((standing(stand_in(a)), exponent),): Fraction(1)})


def standing(letter):
    """The component of a scalar letter."""
    return component(canonical(((letter, ()),)))


def rational_power(c, exponent) -> Fraction:
    c = Fraction(c)
    if exponent.denominator == 1:
        return c ** int(exponent)
    roots = []
    for whole in (c.numerator, c.denominator):
        root = round(abs(whole) ** (1 / exponent.denominator))
        if whole < 0 or root ** exponent.denominator != whole:
            raise ValueError(f"{c} to the power {exponent} is not rational")
        roots.append(root)
    return Fraction(roots[0], roots[1]) ** int(exponent.numerator)


def nonnegative(part) -> bool:
    """A norm, a quadratic form of a semidefinite letter, or a scalar declared positive."""
    if len(part.factors) == 1 and not part.factors[0][1]:
        letter = part.factors[0][0]
        return letter.has("positive") or letter.kind == "size"
    walk = path(part)
    if walk is None:
        return False
    half, odd = divmod(len(walk), 2)
    if walk[0][0].rank == 1:
        return walk == reversed_walk(walk) and (not odd or walk[half][0].has("semidefinite"))
    turns = (walk[k:] + walk[:k] for k in range(len(walk)))
    return not odd and any(t[:half] == reversed_walk(t[half:]) for t in turns)


def matrix_power(a: Normal, exponent: Fraction) -> Normal:
    """a^exponent for a square matrix."""
    if exponent.denominator == 1 and exponent >= 0:
        result = identity(a.rows)
        for _ in range(int(exponent)):
            result = result.times(a)
        return result
    if len(a.terms) == 1:
        word = power_of_word(a, exponent)
        if word is not None:
            return word
    symmetric = {"symmetric"} if a == a.transposed() else set()
    flipped = a if symmetric else a.transposed()
    if flipped.key < a.key:
        return single(stand_in(flipped, {"invertible"}).to(exponent)).transposed()
    return single(stand_in(a, {"invertible"} | symmetric).to(exponent))


def power_of_word(a: Normal, exponent: Fraction) -> Normal | None:
    """(c A B)⁻¹ = c⁻¹ B⁻¹ A⁻¹ for invertible letters, and powers of a single letter."""
    (monomial, c), = a.terms.items()
    opened = [p for p, _ in monomial if p.free]
    scalars = Normal(1, 1, {tuple(pe for pe in monomial if not pe[0].free): c})
    if len(opened) != 1:
        return None
    factors = opened[0].factors
    if all(l.rank == 1 and l.has("diagonal") or l.kind == "delta" for l, _ in factors):
        result = Normal(a.rows, a.cols)
        result.put(Fraction(1), [(l if l.kind == "delta" else l.to(l.power * exponent), ix) for l, ix in factors])
        return result.times(scalar_power(scalars, exponent))
    walk = path(opened[0])
    if walk is None or len(walk) > 1 and exponent != -1:
        return None
    if not all(l.rank == 2 and (l.has("invertible") or l.power * exponent > 0) for l, _ in walk):
        return None
    result = scalar_power(scalars, exponent)
    for l, transposed in reversed_walk(walk):
        # reversed_walk transposes each letter: undone for the inverse, and Q⁻¹ = Qᵀ for orthogonal ones.
        if l.has("orthogonal") or l.has("projection"):
            piece = single(l)
        else:
            piece, transposed = single(l.to(l.power * exponent)), not transposed and not l.symmetric
        result = result.times(piece.transposed() if transposed else piece)
    return result


def identity(size) -> Normal:
    from .normalise import identity
    return identity(size)
