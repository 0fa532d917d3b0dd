"""Counting and naming real roots exactly."""

from __future__ import annotations


def neat_roots(poly) -> list:
    """The distinct real roots of a rational polynomial; of one in x² of low degree by square roots."""
    import sympy

    x = poly.gen
    found = []
    for factor, _ in poly.factor_list()[1]:
        even = all(m % 2 == 0 for (m,) in factor.monoms())
        if even and factor.degree() == 4:
            half = sympy.Poly({(m // 2,): c for (m,), c in factor.terms()}, x)
            found += [sign * sympy.sqrt(r) for r in half.real_roots() if r > 0 for sign in (1, -1)]
        else:
            found += factor.real_roots()
    return sorted(found)


def signature(form) -> int:
    """Positive minus negative eigenvalues of a symmetric rational matrix, from its characteristic polynomial."""
    positive, negative = descartes([c > 0 and 1 or c < 0 and -1 or 0 for c in form.charpoly().coeffs()])
    return positive - negative


def descartes(signs) -> tuple[int, int]:
    """(positive, negative) roots of a polynomial whose roots are all real, from the signs of its coefficients.

    `signs` starts with the constant term. By Descartes' rule the numbers of sign changes are exact in this case."""
    flipped = [s * (-1) ** i for i, s in enumerate(signs)]
    return _changes(signs), _changes(flipped)


def _changes(signs) -> int:
    kept = [s for s in signs if s]
    return sum(a != b for a, b in zip(kept, kept[1:]))
