"""Normal forms: polynomials whose unknowns are contractions.

A `Normal` is a sum of terms: a rational coefficient, powers of closed components (scalars such as
⟨x,v⟩ or tr(AB)), and open components that carry the free row and column. Equal normal forms mean
equal expressions in every dimension; for letters without properties the converse holds as well.
"""
from __future__ import annotations

from fractions import Fraction

from .component import component, letters_of, unfold
from .contraction import COL, ROW, canonical, components
from .letters import Letter, Size, applied, delta
from .rules import simplify


class Normal:
    """A sum of monomials; a monomial is a sorted tuple of (component, exponent)."""

    __slots__ = ("rows", "cols", "terms", "_key")

    def __init__(self, rows: Size, cols: Size, terms: dict | None = None):
        self.rows, self.cols, self.terms, self._key = rows, cols, terms if terms is not None else {}, None

    @property
    def key(self) -> str:
        """Text that determines the normal form; used inside opaque letters."""
        if self._key is None:
            self._key = " + ".join(sorted(f"{c} " + " * ".join(f"{p.key}^{e}" for p, e in m)
                                          for m, c in self.terms.items()))
        return self._key

    def __eq__(self, other):
        return isinstance(other, Normal) and self.terms == other.terms

    def __hash__(self):
        return hash(frozenset(self.terms.items()))

    @property
    def letters(self) -> set[Letter]:
        """Letters that occur, also inside functions and inverses."""
        return letters_of(part for monomial in self.terms for part, _ in monomial)

    def put(self, coefficient, factors, powers=()) -> None:
        """Adds coefficient · (product of factors) · (powers of closed components), simplified."""
        number, factors = simplify(factors)
        exponents = dict(powers)
        for group in components(factors):
            part = component(canonical(group))
            exponents[part] = exponents.get(part, 0) + 1
        self.put_monomial(coefficient * number, exponents)

    def put_monomial(self, coefficient, exponents: dict) -> None:
        monomial = tuple(sorted(((p, e) for p, e in exponents.items() if e), key=lambda pe: pe[0].key))
        total = self.terms.get(monomial, 0) + coefficient
        if total:
            self.terms[monomial] = total
        else:
            self.terms.pop(monomial, None)

    def plus(self, other: Normal, times=1) -> Normal:
        result = Normal(self.rows, self.cols, dict(self.terms))
        for monomial, c in other.terms.items():
            result.put_monomial(times * c, dict(monomial))
        return result

    def scaled(self, number) -> Normal:
        return Normal(self.rows, self.cols, {m: c * number for m, c in self.terms.items()} if number else {})

    def combined(self, other: Normal, rows, cols, left=(), right=()) -> Normal:
        """Products of all terms; free indices of either side are renamed by `left` and `right`."""
        result = Normal(rows, cols)
        mine, theirs = list(map(_split, self.terms.items())), list(map(_split, other.terms.items()))
        for a, closed_a, open_a in mine:
            for b, closed_b, open_b in theirs:
                exponents = dict(closed_a)
                for part, e in closed_b:
                    exponents[part] = exponents.get(part, 0) + e
                f, n = unfold(open_a, START, left)
                g, _ = unfold(open_b, n, right)
                result.put(a * b, f + g, exponents)
        return result

    def times(self, other: Normal) -> Normal:
        """The matrix product, or a product with a scalar."""
        if is_scalar(self):
            return other.combined(self, other.rows, other.cols)
        if is_scalar(other):
            return self.combined(other, self.rows, self.cols)
        return self.combined(other, self.rows, other.cols, {COL: JOIN}, {ROW: JOIN})

    def hadamard(self, other: Normal) -> Normal:
        return self.combined(other, self.rows, self.cols)

    def renamed(self, rows, cols, free: dict, extra=()) -> Normal:
        """Free indices renamed, further factors added: transpose, trace, diagonal, column sums."""
        result = Normal(rows, cols)
        for term in self.terms.items():
            c, closed, parts = _split(term)
            factors, _ = unfold(parts, START, free)
            result.put(c, factors + list(extra), closed)
        return result

    def transposed(self) -> Normal:
        return self.renamed(self.cols, self.rows, {ROW: COL, COL: ROW})

    def traced(self) -> Normal:
        return self.renamed(1, 1, {ROW: JOIN, COL: JOIN})


#: Summed indices that a product introduces, for rows and columns; those of the parts start after them.
JOIN, START = 0, 2
BOTH = {ROW: 0, COL: 1}


def contracted(a: Normal, b: Normal) -> Normal:
    """⟨a, b⟩: rows meet rows and columns meet columns."""
    return a.combined(b, 1, 1, BOTH, BOTH)


def _split(term):
    """(coefficient, closed powers, open components) of a term."""
    monomial, c = term
    return c, [(p, e) for p, e in monomial if not p.free], [p for p, _ in monomial if p.free]


def is_scalar(a: Normal) -> bool:
    return a.rows == 1 and a.cols == 1


def number(value) -> Normal:
    return Normal(1, 1, {(): Fraction(value)} if value else {})


def single(letter: Letter) -> Normal:
    """The normal form of one letter."""
    result = Normal(letter.rows, letter.cols)
    indices = tuple(i for i, size in ((ROW, letter.rows), (COL, letter.cols)) if size != 1)
    if letter.has("diagonal"):
        result.put(Fraction(1), [(letter, (ROW,)), (delta(letter.rows), (ROW, COL))])
    else:
        result.put(Fraction(1), [(letter, indices)])
    return result


def applied_to(name: str, order: int, a: Normal) -> Normal:
    """σ(a) entry by entry; of a and its transpose, the one whose text comes first is kept as the argument."""
    flipped = a if is_scalar(a) else a.transposed()
    if flipped.key < a.key:
        return single(applied(name, order, flipped)).transposed()
    return single(applied(name, order, a))
