"""The identity that proves a polynomial inequality: stored, verified by expansion, printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Identity:
    """(1 + Σx²)^power · left = Σ weight · Σ c q² + Σ h λ; terms ((weight, ((c, q), …)), …), multipliers ((h, λ), …)."""

    left: Any
    terms: tuple
    multipliers: tuple = ()
    power: int = 0

    @classmethod
    def candidates(cls, left, target, blocks, free, power):
        """Identities found by semidefinite programming and rational rounding, not yet verified."""
        import sympy

        from .gram import gram_matrices

        for grams, rest in gram_matrices(target, blocks, free):
            terms = []
            for weight, basis, squares in grams:
                terms.append((weight.as_expr(), tuple(neat(c, combination(line, basis)) for c, line in squares)))
            multipliers, rest = [], list(rest)
            for h, monomials in free:
                values = [rest.pop(0) for _ in monomials]
                multipliers.append((h.as_expr(), sympy.expand(combination(values, monomials))))
            yield cls(left, tuple(t for t in terms if t[1]), tuple(m for m in multipliers if m[1] != 0), power)

    def right(self):
        """The right-hand side as a sympy expression, not expanded."""
        import sympy

        squares = [w * sympy.Add(*(c * q**2 for c, q in parts)) for w, parts in self.terms]
        return sympy.Add(*squares, *(h * m for h, m in self.multipliers))

    def factor(self):
        import sympy

        return (1 + sympy.Add(*(s**2 for s in self.left.free_symbols))) ** self.power

    def fault(self, claim, given) -> str:
        """Why this does not prove the claim, in one line; empty when it does."""
        import sympy

        difference = sympy.expand(self.factor() * self.left - self.right())
        if difference != 0:
            return f"the two sides differ by {difference}"
        if any(not c.is_Rational or c <= 0 for _, parts in self.terms for c, _ in parts):
            return "a square has a coefficient that is not a positive rational"
        if isinstance(claim, sympy.Eq) and self.terms:
            return "squares show ≥, not ="
        return self._foreign(given) or self._not_strict(claim, given)

    def _foreign(self, given) -> str:
        """A weight that is no product of assumptions, or a multiplied equation that is none of them."""
        import sympy

        from .relations import gap, is_inequality

        allowed = weights([gap(g)[0] for g in given if is_inequality(g)])
        for w, _ in self.terms:
            if not any(sympy.expand(w - a) == 0 for a in allowed):
                return f"the weight {w} is no assumption"
        equations = [g.lhs - g.rhs for g in given if isinstance(g, sympy.Eq)]
        for h, _ in self.multipliers:
            if not any(sympy.expand(h - e) == 0 or sympy.expand(h + e) == 0 for e in equations):
                return f"{h} = 0 is no assumption"
        return ""

    def _not_strict(self, claim, given) -> str:
        """A strict claim needs a positive constant times a product of strict assumptions (none: 1)."""
        import sympy

        from .relations import gap, is_inequality

        if not gap(claim)[1]:
            return ""
        positive = weights([gap(g)[0] for g in given if is_inequality(g) and gap(g)[1]])
        for w, parts in self.terms:
            if any(q.is_Rational and q != 0 for _, q in parts) and any(sympy.expand(w - a) == 0 for a in positive):
                return ""
        return "the identity shows ≥, not >"

    def latex(self) -> str:
        from ..certificate import tex

        return self._line(tex, r"\left({}\right)", "{}^{{2}}", r" \, ")

    def summary(self) -> str:
        """The kind of identity, for the evidence: "2 squares and 1 assumption, expanded exactly"."""
        squares = sum(q != 1 for _, parts in self.terms for _, q in parts)
        used = sum(w != 1 for w, _ in self.terms) + len(self.multipliers)
        counts = [f"{n} {word}{'s' * (n > 1)}" for n, word in ((squares, "square"), (used, "assumption")) if n]
        return f"identity with {' and '.join(counts) or 'no square'}, expanded exactly"

    def text(self) -> str:
        """The identity as plain text."""
        return self._line(str, "({})", "{}^2", " ")

    def _line(self, show, bracket, square, times) -> str:
        """left = right, written by `show` with every weight and square in brackets."""
        left = show(self.left)
        if self.power:
            left = bracket.format(show(self.factor())) + times + bracket.format(left)

        def term(c, q):
            """c·q², without a factor 1."""
            parts = [show(c)] if c != 1 or q == 1 else []
            return times.join(parts + ([] if q == 1 else [square.format(bracket.format(show(q)))]))

        pieces = []
        for weight, parts in self.terms:
            inner = " + ".join(term(c, q) for c, q in parts)
            if weight != 1:
                inner = "" if inner == "1" else inner if parts[0][1] == 1 and len(parts) == 1 else bracket.format(inner)
                inner = times.join(filter(None, [inner, bracket.format(show(weight))]))
            pieces.append(inner)
        pieces += [times.join(bracket.format(show(e)) for e in (m, h) if e != 1) for h, m in self.multipliers]
        return f"{left} = {' + '.join(pieces) or '0'}"


def _rational(v):
    import sympy

    return sympy.Rational(v.numerator, v.denominator)


def weights(bounds) -> list:
    """1, the bounds, and their products in pairs."""
    import sympy

    return [sympy.Integer(1), *bounds, *(a * b for i, a in enumerate(bounds) for b in bounds[i:])]


def combination(values, polys):
    import sympy

    return sympy.Add(*(p.as_expr() * _rational(v) for v, p in zip(values, polys)))


def neat(c, q):
    """c·q² with the content of q moved into c, and its leading coefficient positive."""
    import sympy

    c = _rational(c)
    if q.is_Rational:
        return c * q**2, sympy.Integer(1)
    content, primitive = sympy.Poly(q).primitive()
    primitive = primitive if primitive.LC() > 0 else -primitive
    return c * content**2, primitive.as_expr()
