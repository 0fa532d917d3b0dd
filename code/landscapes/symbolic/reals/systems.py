"""All real solutions of a polynomial system with finitely many complex ones, with a certified count.

From a Gröbner basis (sympy, over the rationals) come the matrices of multiplication by each variable modulo the ideal.
The number of distinct real solutions is the signature of Hermite's trace form (exact, FLINT). Each coordinate is a root
of its minimal polynomial modulo the ideal; the combinations of real roots at which some equation is certainly not
zero (ball arithmetic) are dropped. When as many remain as Hermite's form counts, those are the solutions, all of them.
"""

from __future__ import annotations

from itertools import product

from .roots import neat_roots, signature

MOST = 50_000  # combinations of coordinates


def real_solutions(equations, variables) -> list:
    """[{variable: exact real number}], complete and without repetition.

    Raises ValueError when there are infinitely many complex solutions, or when the count cannot be reached."""
    algebra = Quotient(equations, variables)
    if algebra.size == 0:
        return []
    count = algebra.count_real()
    roots = [algebra.coordinates(i) for i in range(len(variables))]
    total = 1
    for r in roots:
        total *= len(r)
    if total > MOST:
        raise ValueError(f"equations: {total} combinations of coordinates, more than {MOST}")
    for bits in (64, 256, 1024):
        left = _possible(equations, variables, roots, bits)
        if len(left) == count:
            return left
    raise ValueError(f"equations: {count} real solutions exist, but {len(left)} candidates could not be told apart")


def _possible(equations, variables, roots, bits):
    """Combinations of coordinates at which no equation is certainly non-zero."""
    from .enclose import enclosure
    from .signs import precision

    with precision(bits):
        tests = [enclosure(e, tuple(variables)) for e in equations]
        balls = [{r: enclosure(r, ())(()) for r in rs} for rs in roots]
        out = []
        for point in product(*roots):
            ranges = [b[r] for b, r in zip(balls, point)]
            if all(v.lo <= 0 <= v.hi for v in (t(ranges) for t in tests)):
                out.append(dict(zip(variables, point)))
    return out


class Quotient:
    """The finite-dimensional algebra ℚ[variables] / (equations)."""

    def __init__(self, equations, variables):
        from sympy import QQ
        from sympy.polys.groebnertools import groebner
        from sympy.polys.orderings import grevlex
        from sympy.polys.rings import ring

        names = [f"v{i}" for i in range(len(variables))]
        self.ring, *self.gens = ring(names, QQ, grevlex)
        rename = dict(zip(variables, self.ring.symbols))
        polys = [self.ring.from_expr(_expanded(e, variables).xreplace(rename)) for e in equations]
        self.basis = groebner([p for p in polys if p], self.ring)
        self.monomials = self._standard()
        self.size = len(self.monomials)
        self.matrices = [self._multiplication(g) for g in self.gens] if self.size else []

    def _standard(self):
        """Monomials below all leading terms, by degree."""
        leading = [g.LM for g in self.basis]
        n = len(self.gens)
        if any(sum(m) == 0 for m in leading):
            return []
        powers = [[m[i] for m in leading if sum(m) == m[i] > 0] for i in range(n)]
        if not all(powers):
            raise ValueError("equations: infinitely many complex solutions; fix a slice or a normalisation")
        found = []
        for m in product(*(range(min(p)) for p in powers)):
            if not any(all(a >= b for a, b in zip(m, lead)) for lead in leading):
                found.append(m)
        return sorted(found, key=lambda m: (sum(m), m))

    def _vector(self, poly):
        """Coordinates of a polynomial modulo the ideal."""
        from flint import fmpq, fmpq_mat

        column, place = fmpq_mat(self.size, 1), {m: i for i, m in enumerate(self.monomials)}
        for m, c in poly.rem(self.basis).items():
            column[place[m], 0] = fmpq(int(c.numerator), int(c.denominator))
        return column

    def _multiplication(self, g):
        from flint import fmpq_mat

        out = fmpq_mat(self.size, self.size)
        for j, m in enumerate(self.monomials):
            column = self._vector(g * self.ring({m: 1}))
            for i in range(self.size):
                out[i, j] = column[i, 0]
        return out

    def count_real(self) -> int:
        """The number of distinct real solutions: signature of Hermite's form trace(b_i b_j)."""
        from flint import fmpq_mat

        identity = fmpq_mat(self.size, self.size, [int(i == j) for i in range(self.size) for j in range(self.size)])
        tables = {self.monomials[0]: identity}
        for m in self.monomials[1:]:
            k = next(i for i, e in enumerate(m) if e)
            tables[m] = tables[m[:k] + (m[k] - 1,) + m[k + 1:]] * self.matrices[k]
        trace = fmpq_mat(1, self.size, [_trace(tables[m]) for m in self.monomials])
        rows = [trace * tables[m] for m in self.monomials]
        form = fmpq_mat(self.size, self.size, [row[0, j] for row in rows for j in range(self.size)])
        return signature(form)

    def coordinates(self, i):
        """The real roots of the minimal polynomial of variable i modulo the ideal, exact."""
        import sympy
        from flint import fmpq_mat

        vector = fmpq_mat(self.size, 1, [int(sum(m) == 0) for m in self.monomials])
        powers = [vector]
        while True:
            powers.append(self.matrices[i] * powers[-1])
            table = fmpq_mat(self.size, len(powers), [p[r, 0] for r in range(self.size) for p in powers])
            reduced, rank = table.rref()
            if rank < len(powers):
                break
        last = len(powers) - 1
        coefficients = [-sympy.Rational(int(reduced[r, last].p), int(reduced[r, last].q)) for r in range(rank)]
        poly = sympy.Poly([1, *reversed(coefficients)], sympy.Dummy("r"))
        return neat_roots(poly)


def _trace(matrix):
    return sum((matrix[i, i] for i in range(matrix.nrows())), 0 * matrix[0, 0])


def _expanded(e, variables):
    import sympy

    e = sympy.expand(e)
    try:
        sympy.Poly(e, *variables, domain="QQ")
    except sympy.polys.polyerrors.BasePolynomialError:
        names = ", ".join(map(str, variables))
        raise ValueError(f"equations: expected rational coefficients in {names}, got {e}") from None
    return e
