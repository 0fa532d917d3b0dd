"""From sympy statements to z3's real arithmetic.

Roots, quotients, Abs, Max and Min become new variables with polynomial conditions; these conditions also say that the
expression is defined. A number that is not algebraic (π, log 2) becomes a variable in a rational enclosure from arb.
Each encoder has a z3 context of its own, so that answers do not depend on what was asked before.
"""

from __future__ import annotations


class Encoder:
    """Encodes statements; collects the conditions on auxiliary variables in `side`."""

    def __init__(self):
        import z3

        self.context, self.variables, self.side = z3.Context(), {}, []
        self.known, self.helpers, self.quantified, self.made = {}, [], False, 0

    def statement(self, s):
        import sympy
        import z3

        if hasattr(s, "variables") and hasattr(s, "body"):
            return self._quantified(s)
        if isinstance(s, sympy.logic.boolalg.BooleanAtom):
            return z3.BoolVal(bool(s), ctx=self.context)
        parts = [self.statement(a) for a in s.args] if isinstance(s, sympy.logic.boolalg.BooleanFunction) else None
        joins = {sympy.And: z3.And, sympy.Or: z3.Or, sympy.Not: z3.Not, sympy.Implies: z3.Implies}
        if parts is not None and s.func in joins:
            return joins[s.func](*parts)
        if not s.is_Relational:
            raise ValueError(f"claim: no encoding for {s}")
        a, b = self.term(s.lhs), self.term(s.rhs)
        order = {"<=": a <= b, "<": a < b, ">=": a >= b, ">": a > b, "==": a == b, "!=": a != b}
        return order[s.rel_op]

    def _quantified(self, s):
        """Auxiliary variables made inside a quantifier are bound by it as well."""
        import z3

        self.quantified = True
        outside = (self.side, self.helpers, dict(self.known))
        self.side, self.helpers = [], []
        self.known = {e: v for e, v in self.known.items() if not e.free_symbols & set(s.variables)}
        bound = [self.symbol(v) for v in s.variables]
        body, side, helpers = self.statement(s.body), self.side, self.helpers
        self.side, self.helpers, self.known = outside
        if s.word == "exist":
            return z3.Exists(bound + helpers, z3.And(*side, body))
        return z3.ForAll(bound + helpers, z3.Implies(z3.And(z3.BoolVal(True, ctx=self.context), *side), body))

    def symbol(self, s):
        import z3

        if s not in self.variables:
            self.variables[s] = z3.Real(f"x{len(self.variables)}", ctx=self.context)
        return self.variables[s]

    def term(self, e):
        import z3

        if e.is_Symbol:
            return self.symbol(e)
        if e.is_Rational:
            return z3.Q(int(e.p), int(e.q), ctx=self.context)
        if e.is_Add:
            return z3.Sum([self.term(a) for a in e.args])
        if e.is_Mul:
            return z3.Product([self.term(a) for a in e.args])
        if e.is_Pow and e.exp.is_Integer and e.exp > 0:
            return z3.Product([self.term(e.base)] * int(e.exp))
        if e not in self.known:
            self.known[e] = self._helper(e)
        return self.known[e]

    def fresh(self):
        import z3

        self.made += 1
        self.helpers.append(z3.Real(f"h{self.made}", ctx=self.context))
        return self.helpers[-1]

    def _helper(self, e):
        import sympy
        import z3

        if e.is_Pow and e.exp.is_Rational:
            return self._power(e)
        if isinstance(e, sympy.Abs):
            a, v = self.term(e.args[0]), self.fresh()
            self.side += [v >= 0, v * v == a * a]
            return v
        if isinstance(e, (sympy.Max, sympy.Min)):
            parts, v = [self.term(a) for a in e.args], self.fresh()
            self.side += [v >= p if isinstance(e, sympy.Max) else v <= p for p in parts]
            self.side.append(z3.Or(*(v == p for p in parts)))
            return v
        if not e.free_symbols:
            return self._number(e)
        raise ValueError(f"claim: {e.func.__name__} is not polynomial; use the box prover for {e}")

    def _power(self, e):
        """b**(p/q): v**q = b**p with v, b ≥ 0 for a root; v·b**n = 1 for a negative whole power."""
        import z3

        p, q = int(e.exp.p), int(e.exp.q)
        base, v = self.term(e.base), self.fresh()
        left, right = z3.Product([v] * q), z3.Product([base] * abs(p))
        if q > 1:
            self.side += [v >= 0, base >= 0]
        self.side += [left == right] if p > 0 else [left * right == 1]
        return v

    def _number(self, e):
        """A variable within a rational enclosure of a number."""
        import z3

        from .signs import rational_enclosure

        v = self.fresh()
        lo, hi = rational_enclosure(e)
        self.side += [v > z3.Q(*lo, ctx=self.context), v < z3.Q(*hi, ctx=self.context)]
        if e.is_algebraic and hasattr(e, "poly"):
            terms = [z3.Product([z3.RealVal(int(c), ctx=self.context)] + [v] * n) for (n,), c in e.poly.terms()]
            self.side.append(z3.Sum(terms) == 0)
        return v

    def point(self, model):
        return {s: exact(model.eval(v, model_completion=True)) for s, v in self.variables.items()}


def exact(value):
    """A z3 number as a sympy number: rational, or a root of its polynomial."""
    import sympy
    import z3

    if z3.is_rational_value(value):
        return sympy.Rational(value.numerator_as_long(), value.denominator_as_long())
    coefficients = [sympy.Rational(str(c)) for c in reversed(value.poly())]
    return sympy.rootof(sympy.Poly(coefficients, sympy.Dummy("r")), value.index() - 1)
