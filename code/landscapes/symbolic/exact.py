"""Small cases in exact arithmetic: critical points with a certified count, inertia, enumerations, counterexamples.

    points = critical_points((x**2 - 1)**2 + y**2, [x, y])          three points: two minima, one strict saddle
    critical_points(x**4 + y**4, [x, y], [x**2 + y**2 - 1])          eight points on the circle
    inertia(Matrix([[2, 1], [1, 2]]))                                (2, 0, 0)
    for_all(lambda n: Ge(2**n, n + 1), range(20))                    Certificate, or Refutation with the case
    counterexample(claim, {x: Rational(1, 3)}, given)                Refutation

What an answer rests on: Gröbner bases (sympy) and linear algebra over the rationals (FLINT), Hermite's root count, and
exact signs of algebraic numbers (`reals.signs`). No tolerance enters anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .certificate import Certificate, Outcome, Refutation, Undecided, at
from .reals.relations import read, read_given


@dataclass(frozen=True)
class CriticalPoint:
    """A critical point, the value there, and the inertia (positive, zero, negative) of the Hessian.

    Under constraints the Hessian is that of the Lagrangian on the tangent space, the Riemannian one on a sphere."""

    point: dict
    value: Any
    inertia: tuple

    @property
    def kind(self) -> str:
        """As in `landscapes.landscape`: decided by the exact signs of the eigenvalues."""
        positive, zero, negative = self.inertia
        if positive and negative:
            return "strict saddle"
        if zero:
            return "degenerate"
        return "local maximum" if negative else "local minimum"

    def __str__(self):
        return f"{self.kind} at {at(self.point)}"


def critical_points(f, variables, constraints=()) -> list[CriticalPoint]:
    """All real critical points of a polynomial with rational coefficients, also on {h = 0 for h in constraints}.

    On a constraint set these are the critical points at which the gradients of the constraints are independent.
    Raises ValueError when they are not isolated over the complex numbers."""
    import sympy

    from .reals.systems import real_solutions

    f, variables = sympy.sympify(f), tuple(variables)
    multipliers = [sympy.Dummy(f"lambda{j}") for j in range(len(constraints))]
    lagrangian = f - sum(m * h for m, h in zip(multipliers, constraints))
    unknowns = (*variables, *multipliers)
    solutions = real_solutions([lagrangian.diff(u) for u in unknowns], unknowns)
    hessian = sympy.hessian(lagrangian, unknowns)
    out = []
    for s in solutions:
        positive, zero, negative = inertia(hessian.subs(s))
        m = len(multipliers)
        point = {v: s[v] for v in variables}
        out.append(CriticalPoint(point, tidy(f.subs(point)), (positive - m, zero, negative - m)))
    return sorted(out, key=lambda c: [float(v) for v in c.point.values()])


def inertia(matrix) -> tuple[int, int, int]:
    """(positive, zero, negative) eigenvalues of a symmetric matrix of real algebraic numbers, exactly.

    All roots of the characteristic polynomial are real, so Descartes' rule of signs counts them exactly."""
    import sympy

    from .reals.signs import sign
    from .reals.roots import descartes

    matrix = sympy.Matrix(matrix)
    if not matrix.is_square or matrix.free_symbols or any(sign(v) for v in matrix - matrix.T):
        raise ValueError(f"matrix: expected a symmetric matrix of numbers, got {matrix.tolist()}")
    coefficients = [sign(c) for c in reversed(matrix.charpoly().all_coeffs())]
    positive, negative = descartes(coefficients)
    return positive, matrix.rows - positive - negative, negative


def is_local_minimum(f, point) -> Outcome:
    """Whether a polynomial has a local minimum at a point, decided by z3 also where the Hessian is degenerate."""
    import sympy

    from .quantifiers import Exists, ForAll
    from .smt import prove

    radius, variables = sympy.Dummy("r"), tuple(point)
    near = sympy.Lt(sum((v - p) ** 2 for v, p in point.items()), radius, evaluate=False)
    least = sympy.Ge(f, sympy.sympify(f).subs(point), evaluate=False)
    return prove(Exists(radius, sympy.And(radius > 0, ForAll(variables, sympy.Implies(near, least)))))


def evaluate(statement, point) -> bool:
    """Truth of a statement at a point {symbol: rational or algebraic number}, exactly."""
    from .reals.signs import holds

    return holds(read(statement, "statement"), point)


def counterexample(claim, point, given=()) -> Refutation:
    """The Refutation at a point; ValueError when an assumption fails or the claim holds there."""
    from .reals.signs import holds
    from .smt import refuted_at

    claim, given = read(claim), read_given(given)
    for g in given:
        if not holds(g, point):
            raise ValueError(f"point: the assumption {g} fails at {at(point)}")
    if holds(claim, point):
        raise ValueError(f"point: the claim {claim} holds at {at(point)}")
    return refuted_at(claim, given, point)


def for_all(claim, cases) -> Outcome:
    """`claim(case)` for each of finitely many cases: a sympy relation without symbols, a bool, or an Outcome."""
    count = 0
    for case in cases:
        count += 1
        answer = claim(case)
        if getattr(answer, "verdict", "") in ("undecided", "vacuous"):
            return Undecided(str(case), "exact", f"{case}: {answer.evidence}", answer.rests)
        if not (bool(answer) if isinstance(answer, (bool, Outcome)) else evaluate(answer, {})):
            why = f": {answer.evidence}" if isinstance(answer, Outcome) else ""
            return Refutation(str(case), "exact", f"fails for {case}{why}", "exact evaluation")
    if not count:
        raise ValueError("cases: expected at least one, got none")
    return Certificate("all cases", "exact", f"all {count} cases computed", "exact evaluation")


def tidy(value):
    """An exact number in a short form."""
    import sympy

    value = sympy.sympify(value)
    return value if value.is_Rational else sympy.radsimp(sympy.expand(value))
