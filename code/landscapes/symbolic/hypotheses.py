"""Rewriting under hypotheses, such as M v₁ = λ₁ v₁, ‖x‖² = 1 or UᵀΣV = 0.

A hypothesis is an equation left → right. Its leading term is searched in every term and replaced.
Equality after `reduce` is a proof under the hypotheses; inequality is no refutation, since another
order of the rules might have gone further.
"""
from __future__ import annotations

from fractions import Fraction

from .expr import Expr, as_expr, show
from .terms.component import unfold
from .terms.contraction import COL, ROW
from .terms.insert import insert, multiplied
from .terms.letters import Letter
from .terms.matching import AVERAGE, connected_order, match
from .terms.normal import Normal, single
from .terms.powers import identity, scalar_power, standing
from .terms.replace import at_argument, in_normal

#: rewriting steps after which the rules are taken to run in a circle
FUEL = 5_000


class Rule:
    """left → right, where left is one monomial with coefficient 1."""

    def __init__(self, left: Normal, right: Normal, name: str):
        if not left.terms:
            raise ValueError(f"{name}: the left side is 0")
        lead = max(left.terms, key=leading)
        c = left.terms[lead]
        rest = Normal(left.rows, left.cols, {m: k for m, k in left.terms.items() if m != lead})
        self.right = right.plus(rest, -1).scaled(1 / Fraction(c))
        self.name = name
        self.pattern = connected_order(unfold([p for p, e in lead for _ in range(int(e) if e > 0 else 0)])[0])
        if any(e.denominator > 1 or e < 0 for _, e in lead) or any(l.kind == "delta" for l, _ in self.pattern):
            raise ValueError(f"{name}: the left side must be a product of letters")
        # ‖x‖² → 1 replaces every power of ‖x‖, also ‖x‖⁻¹.
        self.scalar = lead[0][0] if len(lead) == 1 and lead[0][1] == 1 and not lead[0][0].free else None

    def apply(self, monomial, c, rows, cols) -> Normal | None:
        """The monomial rewritten once, or None where the rule does not occur in it."""
        powers = dict(monomial)
        if self.scalar is not None and self.scalar in powers:
            e = powers.pop(self.scalar)
            rest = Normal(rows, cols, {tuple(pe for pe in monomial if pe[0] != self.scalar): c})
            return rest.times(scalar_power(self.right, Fraction(e)))
        whole = [p for p, e in monomial if e > 0 and Fraction(e).denominator == 1 for _ in range(int(e))]
        kept = {p: e for p, e in monomial if not (e > 0 and Fraction(e).denominator == 1)}
        factors, _ = unfold(whole)
        found = match(self.pattern, factors)
        if found is None:
            return None
        used, names = found
        rest = [f for n, f in enumerate(factors) if n not in used]
        hole = Letter("hole", self.right.rows, self.right.cols)
        ends = tuple(names[i] for i, size in ((ROW, hole.rows), (COL, hole.cols)) if size != 1)
        result = Normal(rows, cols)
        for k, powers, more in insert(self.right, [*rest, (hole, ends + names.get(AVERAGE, ()))], len(rest)):
            result.put(c * k, more, multiplied(kept, powers))
        return result


def leading(monomial) -> tuple:
    """Which term of a sum a rule replaces: the one with the most factors."""
    return sum(e * len(p.factors) for p, e in monomial), [p.key for p, _ in monomial]


def reduce(e: Expr, given) -> Expr:
    """e under hypotheses {left: right} or [(left, right), …]; both sides have the same shape."""
    rules = []
    for left, right in given.items() if hasattr(given, "items") else given:
        right = as_expr(right, left)
        if left.shape != right.shape:
            raise ValueError(f"a hypothesis equates shapes {show(left)} and {show(right)}")
        rules.append(Rule(left.normal, right.normal, f"{left!r} = {right!r}"))
    return Expr("normal", (), *e.shape, data=rewrite(e.normal, rules))


def rewrite(f: Normal, rules: list) -> Normal:
    """Applies the first rule that fits, term by term, until none does; also inside functions and inverses."""
    f = inside(f, rules)
    rules = rules + [rule for l in bases(f) for rule in inverse_rules(l)]
    result, todo = Normal(f.rows, f.cols), dict(f.terms)
    for _ in range(FUEL):
        if not todo:
            return result
        monomial = max(todo, key=leading)
        c = todo.pop(monomial)
        for rule in rules:
            new = rule.apply(monomial, c, f.rows, f.cols)
            if new is not None:
                for m, k in new.terms.items():
                    todo[m] = todo.get(m, 0) + k
                    if not todo[m]:
                        del todo[m]
                break
        else:
            result.put_monomial(c, dict(monomial))
    raise ValueError(f"the hypotheses rewrite in a circle: {'; '.join(r.name for r in rules)}")


def inside(f: Normal, rules: list) -> Normal:
    """f with the arguments of its functions and inverses rewritten, and (B^½)² written out as B."""
    table = {}
    for letter in {l for m in f.terms for p, _ in m for l in p.letters if l.argument is not None}:
        if letter.kind == "base" and letter.power == 1 and letter.rank:
            table[letter] = letter.argument
            continue
        new = rewrite(letter.argument, rules)
        if new != letter.argument:
            table[letter] = at_argument(letter, new)
    return in_normal(f, table) if table else f


def cancelled(f: Normal) -> Normal:
    """Inverses of expressions against what they invert: (UᵀU)⁻¹ UᵀU = I, and (a + b)(a + b)⁻¹ = 1."""
    return rewrite(f, []) if bases(f) else f


def bases(f: Normal) -> list[Letter]:
    """The letters that stand for expressions."""
    return sorted({l for m in f.terms for p, _ in m for l in p.letters if l.kind == "base"})


def inverse_rules(l):
    """For B⁻¹ with B = c·lead + rest: B⁻¹ lead → (I − B⁻¹ rest) / c, and the same on the right."""
    inside = l.argument
    if l.rank == 0:
        return [ScalarBase(l)]
    if l.power != -1:
        return []
    inv, one = single(l), identity(inside.rows)
    lead = max(inside.terms, key=leading)
    head = Normal(inside.rows, inside.cols, {lead: inside.terms[lead]})
    rest = inside.plus(head, -1)
    rules = [Rule(inv.times(head), one.plus(inv.times(rest), -1), "inverse")]
    if not l.symmetric:
        rules.append(Rule(head.times(inv), one.plus(rest.times(inv), -1), "inverse"))
    return rules


class ScalarBase:
    """A scalar b that stands for a sum: whole powers are written out, and lead · b⁻¹ = (1 − rest · b⁻¹) / c."""

    name = "inverse of a scalar"

    def __init__(self, l):
        self.part, self.sum = standing(l), l.argument
        self.lead = max(self.sum.terms, key=leading)

    def apply(self, monomial, c, rows, cols) -> Normal | None:
        powers = dict(monomial)
        e = powers.get(self.part)
        if e is None:
            return None
        if e >= 1:
            powers[self.part] = e - 1
            new = self.sum
        elif e < 0 and all(powers.get(p, 0) >= k for p, k in self.lead):
            powers = {p: k - dict(self.lead).get(p, 0) for p, k in powers.items()}
            a = self.sum.terms[self.lead]
            b = Normal(1, 1, {((self.part, Fraction(1)),): Fraction(1)})
            new = b.plus(self.sum.plus(Normal(1, 1, {self.lead: a}), -1), -1).scaled(1 / Fraction(a))
        else:
            return None
        rest = Normal(rows, cols)
        rest.put_monomial(c, powers)
        return rest.times(new)
