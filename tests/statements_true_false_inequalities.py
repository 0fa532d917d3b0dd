"""Inequalities and small exact statements of the field, true and false ones, each put before a prover.

A false one has a known fault: a factor, a sign, a constant, an exponent, a domain, a hypothesis dropped or an ε counted
once. `CASES` maps a name to (whether it is true, a function that asks a prover).
"""

from sympy import (
    Abs, And, Eq, Ge, Gt, Implies, Interval, Matrix, Ne, Rational, acos, cos, diag, exp, log, oo, pi, sin, sqrt, symbols,
    tanh,
)

from landscapes.symbolic import box, exact, smt, sums
from landscapes.symbolic.provers import prove
from landscapes.symbolic.quantifiers import Exists, ForAll
from landscapes.symbolic.scalars import products

R = Rational
a, b, c, d, e, k, m, n, q, r, s, t, u, v, x, y, z = symbols("a b c d e k m n q r s t u v x y z")
D, F, G, L, alpha, beta, delta, eta, lam, mu, tau = symbols("D F G L alpha beta delta eta lambda mu tau")
CASES = {}


def true(name):
    return lambda ask: CASES.setdefault(name, (True, ask))


def false(name):
    return lambda ask: CASES.setdefault(name, (False, ask))


def pair(name, holds, fails):
    """A true statement and its false variant, each as the arguments of `prove`."""
    CASES[name] = (True, lambda: prove(*holds))
    CASES[name + ", altered"] = (False, lambda: prove(*fails))


# Norms and means.
P, GRAM = products("x z")
xx, xz, zz = P["x", "x"], P["x", "z"], P["z", "z"]
pair("Cauchy–Schwarz in three dimensions",
     ((a * x + b * y + c * z) ** 2 <= (a**2 + b**2 + c**2) * (x**2 + y**2 + z**2),),
     (a * x + b * y + c * z <= (a**2 + b**2 + c**2) * (x**2 + y**2 + z**2),))
pair("square of a sum of vectors needs the factor 2",
     (xx + 2 * xz + zz <= 2 * xx + 2 * zz, GRAM), (xx + 2 * xz + zz <= xx + zz, GRAM))
pair("triangle inequality, in every dimension",
     (sqrt(xx + 2 * xz + zz) <= sqrt(xx) + sqrt(zz), GRAM), (sqrt(xx + 2 * xz + zz) <= sqrt(xx + zz), GRAM))
pair("two means", (sqrt(a * b) <= (a + b) / 2, [a >= 0, b >= 0]), (sqrt(a * b) <= (a + b) / 3, [a >= 0, b >= 0]))
pair("three means need positive numbers",
     (a**3 + b**3 + c**3 >= 3 * a * b * c, [a >= 0, b >= 0, c >= 0]),
     (a**3 + b**3 + c**3 >= 3 * a * b * c, [a >= 0, b >= 0]))
pair("Young", (a * b <= eta * a**2 / 2 + b**2 / (2 * eta), [eta > 0]),
     (a * b <= eta * a**2 / 2 + b**2 / (4 * eta), [eta > 0]))
pair("order of the 4-norm and the 2-norm",
     ((x**4 + y**4) ** R(1, 4) <= sqrt(x**2 + y**2),), ((x**4 + y**4) ** R(1, 4) >= sqrt(x**2 + y**2),))
pair("least 4-norm on the sphere of three dimensions",
     (x**4 + y**4 + z**4 >= R(1, 3), [Eq(x**2 + y**2 + z**2, 1)]),
     (x**4 + y**4 + z**4 >= R(1, 2), [Eq(x**2 + y**2 + z**2, 1)]))
pair("1-norm against 2-norm", ((Abs(x) + Abs(y)) ** 2 <= 2 * (x**2 + y**2),), ((Abs(x) + Abs(y)) ** 2 <= x**2 + y**2,))
pair("a product of norms against half the squares (vzh 1.38)",
     (u * v <= (u**2 + v**2) / 2,), (u * v <= (u**2 + v**2) / 3,))
pair("strictness", ((x - 1) ** 2 >= 0,), (Gt((x - 1) ** 2, 0),))

# Matrix completion and PCA with one factor: x, z of any dimension through their scalar products.
UNIT = [*GRAM, Eq(zz, 1)]
HESSIAN = xx + 2 * xz**2 >= 1
pair("Claim 1f", (Eq(xz**2, xx**2), [Eq(xz**2 - xx**2, 0)]), (Eq(xz**2, xx), [Eq(xz**2 - xx**2, 0), *UNIT]))
pair("Claim 2f", (xx >= R(1, 3), [*UNIT, HESSIAN]), (xx >= R(1, 2), [*UNIT, HESSIAN]))
true("Claim 2p, at the vector z")(
    lambda: prove(xx >= (1 - e) / 3, [*UNIT, e >= 0, 2 * xx * zz + 2 * xz**2 - 2 * (1 - xz**2) >= -e]))
false("Claim 2f for a vector z of any length")(lambda: prove(xx >= R(1, 3), [*GRAM, HESSIAN]))
false("Claim 2p with the ε lost")(
    lambda: prove(xx >= R(1, 3), [*UNIT, e >= 0, 2 * xx + 2 * xz**2 - 2 * (1 - xz**2) >= -e]))
LAST = ((1 - e) / 3) ** 2 - e >= R(1, 32)
pair("(4.16) with ε ≤ 1/16, not 1/12", (LAST, [e >= 0, e <= R(1, 16)]), (LAST, [e >= 0, e <= R(1, 12)]))
pair("Theorem 4.1 again needs Claim 1f",
     (Eq(xx, 1), [*UNIT, xx >= R(1, 3), Eq(xz**2, xx**2), Eq(xz * (1 - xx), 0)]),
     (Eq(xx, 1), [*UNIT, xx >= R(1, 3), Eq(xz * (1 - xx), 0)]))
pair("an ε that is used three times",
     (xx + 1 - 2 * xz <= 3 * e, [xx <= 1 + e, xz >= 1 - e]), (xx + 1 - 2 * xz <= e, [xx <= 1 + e, xz >= 1 - e]))
pair("lec11 (11.32): √32 would do, 5 does not",
     (Abs(1 - xx) <= 6 * e, [xz**2 >= R(1, 32), Abs(xz) * Abs(1 - xx) <= e]),
     (Abs(1 - xx) <= 5 * e, [xz**2 >= R(1, 32), Abs(xz) * Abs(1 - xx) <= e]))
pair("the sign in ma (5.9)", (3 * x**2 + 3 * y**2 - 2 * m > 0, [Eq(x**2, m), Eq(y**2, m), m > 0]),
     (3 * x**2 - 3 * y**2 - 2 * m > 0, [Eq(x**2, m), Eq(y**2, m), m > 0]))

# Descent and gradient domination; F = f(x) − f*, s = ⟨∇f, x − x*⟩, G = ‖∇f‖², D = ‖x − x*‖².
CONVEX = [F <= s - mu / 2 * D, s**2 <= G * D, mu > 0, D >= 0, G >= 0]
pair("strong convexity gives PL with 2μ", (G >= 2 * mu * F, CONVEX), (G >= 4 * mu * F, CONVEX))
STEP = [F - d <= -eta * G + L * eta**2 / 2 * G, eta > 0, L > 0, G >= 0]
pair("descent with step up to 2/L, not 3/L", (F <= d, [*STEP, L * eta <= 2]), (F <= d, [*STEP, L * eta <= 3]))
pair("descent by η/2 with step up to 1/L",
     (F <= d - eta * G / 2, [*STEP, L * eta <= 1]), (F <= d - eta * G, [*STEP, L * eta <= 1]))
PL = [*STEP, G >= mu * d, mu > 0, d >= 0, 2 * L * eta < 1]
pair("Theorem 2.4: the rate", (F <= (1 - R(3, 4) * eta * mu) * d, PL), (F <= (1 - eta * mu) * d, PL))
RSI = [s >= tau * D, F <= L / 2 * D, tau > 0, L > 0, D >= 0]
pair("RSI gives WQC with 2τ/L", (s >= 2 * tau / L * F, RSI), (s >= tau * L * F, RSI))
pair("RSI gives PL",
     (G >= 2 * tau**2 / L * F, [*RSI, s**2 <= G * D, D > 0]), (G >= 4 * tau**2 / L * F, [*RSI, s**2 <= G * D, D > 0]))
true("x² satisfies PL")(lambda: smt.prove(Exists(m, And(m > 0, ForAll(x, (2 * x) ** 2 >= m * x**2)))))
false("x⁴ satisfies PL")(lambda: smt.prove(Exists(m, And(m > 0, ForAll(x, (4 * x**3) ** 2 >= m * x**4)))))
true("for each x a bound")(lambda: smt.prove(ForAll(x, Exists(m, x**2 <= m))))
false("one bound for all x")(lambda: smt.prove(Exists(m, ForAll(x, x**2 <= m))))
BILINEAR = ForAll((u, v), q * u * v <= lam / 2 * (u**2 + v**2))
true("vzh (1.42) for a number")(lambda: smt.prove(Abs(q) <= lam, [BILINEAR]))
false("vzh (1.42) without the factor ½")(lambda: smt.prove(Abs(q) <= lam / 2, [BILINEAR]))
pair("oymak: 1 − ηα²/4 is at least 15/16",
     (1 - eta * alpha**2 / 4 >= R(15, 16), [eta > 0, eta * beta**2 <= 1, beta >= 2 * alpha, alpha > 0]),
     (1 - eta * alpha**2 / 4 >= R(15, 16), [eta > 0, eta * beta**2 <= 1, beta >= alpha, alpha > 0]))
pair("root of a contraction factor", (sqrt(1 - x) <= 1 - x / 2, [x >= 0]), (sqrt(1 - x) <= 1 - x, [x >= 0]))
pair("bg, proof of Theorem 4.2: one unit is too few",
     (1 / k - 1 / (2 * k**2) > 1 / (2 * k), [k >= 2]), (1 / k - 1 / (2 * k**2) > 1 / (2 * k), [k >= 1]))
pair("bg, Proposition 5.1: the saddle's factor",
     ((k**2 - k) / (k**2 + (pi - 1) * k) < 1, [k >= 1]), ((k**2 - k) / (k**2 + (pi - 1) * k) > R(1, 2), [k >= 2]))
true("Motzkin's form, with a multiplier")(lambda: sums.prove(x**4 * y**2 + x**2 * y**4 + 1 >= 3 * x**2 * y**2, power=1))
false("Motzkin's form with 4")(lambda: sums.prove(x**4 * y**2 + x**2 * y**4 + 1 >= 4 * x**2 * y**2, power=1))
true("an identity that is given")(lambda: sums.verify(2 * a * b <= a**2 + b**2, squares=[(1, a - b)]))


# Transcendental functions on boxes.
def on(name, holds, fails):
    """A true and a false statement, each as (claim, box, further arguments)."""
    CASES[name] = (True, lambda: box.prove(*holds))
    CASES[name + ", altered"] = (False, lambda: box.prove(*fails))


KAPPA = (sin(t) + (pi - t) * cos(t)) / pi
ARCCOS = (sqrt(1 - x**2) + (pi - acos(x)) * x) / pi
HALF, ALL = {t: (0, pi / 2)}, {t: (0, pi)}
on("arc-cosine kernel above the linear one", (KAPPA >= cos(t), ALL), (KAPPA >= cos(t) + R(1, 10), ALL))
on("arc-cosine kernel, strictly positive before π", (KAPPA > 0, {t: Interval.Ropen(0, pi)}), (KAPPA > 0, ALL))
on("arc-cosine kernel in x below its chord",
   (ARCCOS <= (1 + x) / 2, {x: (-1, 1)}), (ARCCOS >= (1 + x) / 2, {x: (-1, 1)}))
on("Jordan, on half the interval only", (sin(t) >= 2 * t / pi, HALF), (sin(t) >= 2 * t / pi, ALL))
on("arccos below its tangent, for x ≥ 0", (acos(x) <= pi / 2 - x, {x: (0, 1)}), (acos(x) <= pi / 2 - x, {x: (-1, 1)}))
on("chord and arc", (2 * sin(t / 2) <= t, ALL), (2 * sin(t / 2) <= R(9, 10) * t, ALL))
on("cosine to second order", (cos(t) >= 1 - t**2 / 2, {t: (-4, 4)}), (cos(t) >= 1 - t**2 / 3, {t: (-4, 4)}))
SIGMOID = 1 / (1 + exp(-t))
LINE = {t: Interval(-oo, oo)}
on("slope of the sigmoid on the whole line",
   (SIGMOID * (1 - SIGMOID) <= R(1, 4), LINE), (SIGMOID * (1 - SIGMOID) <= R(1, 5), LINE))
on("hyperbolic tangent to third order", (tanh(x) >= x - x**3 / 3, {x: (0, 3)}), (tanh(x) >= x - x**3 / 4, {x: (0, 3)}))
on("logarithm and its tangent", (log(1 + x) <= x, {x: Interval(R(-9, 10), oo)}), (log(1 + x) <= x / 2, {x: (0, 1)}))
on("exponential decay against a linear rate",
   (1 - x <= exp(-x), {x: (0, 5)}), (exp(-x) <= 1 - x + x**2 / 3, {x: (0, 5)}))
on("entropy's least value",
   (x * log(x) >= -exp(-1), {x: (0, 1)}, (), [exp(-1)]), (x * log(x) >= -R(36, 100), {x: (0, 1)}))
on("a zero inside a square",
   (x**2 + y**2 >= sin(x * y), {x: (-1, 1), y: (-1, 2)}),
   (x**2 + y**2 >= 3 * sin(x * y), {x: (-1, 1), y: (-1, 1)}))


def overlap(units, factor):
    """bg Proposition 7.2 by the angle t from the bisector, the length of w minimised away: square ≤ 4·P·(C − bound)."""
    kappa = lambda angle: (sin(angle) + (pi - angle) * cos(angle)) / (2 * pi)
    h = R(units**2 - 3 * units + 2) / pi + sqrt(3) * (units - 1) / pi + R(2 * (units - 1), 3)
    common, rest = R(units, 2) + R(units**2 - 3 * units + 2) / (2 * pi), 2 * units - 2
    f = t + pi / 4
    square = common + rest * kappa(acos(-sin(2 * f) / 2))
    linear = 2 * units * (sin(t) - t * cos(t)) / (2 * pi) + R(units**2 - 3 * units + 2) / pi
    linear += rest * (kappa(acos(cos(f) / sqrt(2))) + kappa(acos(sin(f) / sqrt(2))))
    constant = 2 * common + 2 * rest * kappa(2 * pi / 3) - 2 * factor * (2 * h + 1) / (2 * h + 2)
    return 2 * linear**2 <= 4 * square * constant


on("bg, Proposition 7.2 for four units", (overlap(4, 1), {t: (0, pi / 4)}), (overlap(4, R(101, 100)), {t: (0, pi / 4)}))


# Exact small cases.
def kinds(f, variables, constraints=()):
    return [p.kind for p in exact.critical_points(f, variables, constraints)]


def pca(matrix):
    w = Matrix(symbols(f"x1:{matrix.rows + 1}"))
    difference = matrix - w * w.T
    return (difference.T * difference).trace() / 2, list(w)


QUARTIC = x**4 + y**4 + z**4, (x, y, z), (x**2 + y**2 + z**2 - 1,)


@true("PCA: all local minima have the least value")
def _():
    points = exact.critical_points(*pca(diag(3, 2, 1)))
    return exact.for_all(lambda p: p.kind != "local minimum" or Eq(p.value, R(5, 2), evaluate=False), points)


@false("PCA: all stationary points have the least value")
def _():
    return exact.for_all(lambda p: Eq(p.value, R(5, 2), evaluate=False), exact.critical_points(*pca(diag(3, 2, 1))))


@true("tensor on the sphere: 6 maxima, 12 saddles, 8 minima")
def _():
    found, counts = kinds(*QUARTIC), {"local maximum": 6, "strict saddle": 12, "local minimum": 8}
    return exact.for_all(lambda kind: found.count(kind) == counts[kind], counts)


false("tensor on the sphere: every stationary point is a maximum")(
    lambda: exact.for_all(lambda kind: kind == "local maximum", kinds(*QUARTIC)))
true("x² + y⁴ has a minimum, though the Hessian is singular")(lambda: exact.is_local_minimum(x**2 + y**4, {x: 0, y: 0}))
false("first and second order suffice: x² + y³")(lambda: exact.is_local_minimum(x**2 + y**3, {x: 0, y: 0}))
false("a minimum along every line is a minimum")(
    lambda: exact.is_local_minimum((y - x**2) * (y - 3 * x**2), {x: 0, y: 0}))
true("unit fractions, twenty cases")(
    lambda: exact.for_all(lambda i: Ge(R(1, i) - R(1, 2 * i**2), R(1, 2 * i), evaluate=False), range(1, 21)))
false("2ⁿ against n²")(lambda: exact.for_all(lambda i: Ge(2**i, i**2, evaluate=False), range(20)))
false("x² above x, at a third")(lambda: exact.counterexample(x**2 >= x, {x: R(1, 3)}, [x >= 0]))
true("an implication with a disjunction")(lambda: prove(Implies(Eq(x * (x - 1), 0), Ne(x, 2))))
