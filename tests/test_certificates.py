"""The provers: known statements decided with evidence, refutations checked again, errors at the door, determinism."""

import doctest
import time

import pytest
from sympy import And, Dummy, Eq, Gt, Interval, Matrix, Rational, Symbol, cos, exp, gamma, pi, sin, sqrt, symbols

from landscapes.symbolic import box, exact, provers, smt, sums
from landscapes.symbolic.certificate import Certificate, NotDecided, Refutation, Undecided, Vacuous
from landscapes.symbolic.mutate import judge, mutants, summary
from landscapes.symbolic.provers import prove
from landscapes.symbolic.quantifiers import Exists, ForAll
from landscapes.symbolic.reals.signs import holds, sign
from statements_true_false_inequalities import CASES

x, y, z, t, e = symbols("x y z t e")


SPENT = []  # processor seconds of the statements


@pytest.mark.parametrize("name", CASES)
def test_statement_is_decided(name):
    truth, ask = CASES[name]
    start = time.process_time()
    answer = ask()
    SPENT.append(time.process_time() - start)
    assert answer.verdict == ("proved" if truth else "refuted"), answer
    assert answer.evidence and "\n" not in answer.evidence and answer.rests
    assert answer.latex()
    if isinstance(answer, Refutation) and answer.point and answer.method == "exact":
        assert all(holds(g, answer.point) for g in answer.given) and not holds(answer.claim, answer.point)


def test_there_are_enough_statements():
    truths = [truth for truth, _ in CASES.values()]
    assert truths.count(True) >= 25 and truths.count(False) >= 25


def test_identity_can_be_expanded_by_the_reader():
    answer = sums.prove(x**2 + y**2 + z**2 >= x * y + y * z + z * x)
    left, right = answer.plain.replace("^", "**").replace(") (", ")*(").split(" = ")
    right = right.replace("/4 (", "/4*(")
    from sympy import expand, sympify

    assert expand(sympify(left) - sympify(right)) == 0
    assert answer.latex().count("^{2}") >= 2


def test_given_identity_that_is_none():
    assert sums.verify(2 * x * y <= x**2 + y**2, squares=[(1, x)]).verdict == "undecided"
    assert sums.verify(2 * x * y <= x**2 + y**2, squares=[(-1, x - y), (2, x - y)]).verdict == "undecided"
    assert sums.verify(x >= 1, [x >= 3], squares=[(1, 1)], weights=[(x - 2, [(1, 1)])]).verdict == "undecided"
    assert sums.verify(Gt((x - y) ** 2, 0), squares=[(1, x - y)]).verdict == "refuted"


def test_undecided_has_no_truth_value():
    answer = smt.prove(x**4 * y**2 + x**2 * y**4 + z**6 >= 3 * x**2 * y**2 * z**2, effort=10)
    assert isinstance(answer, Undecided)
    with pytest.raises(NotDecided):
        bool(answer)


def test_contradictory_assumptions_prove_nothing():
    for answer in (smt.prove(x >= 5, [x > 2, x < 1]), sums.prove(x >= 5, [x > 2, x < 1]),
                   smt.prove(sqrt(-x) >= 5, [x > 1]), box.prove(sin(t) >= 2, {t: (0, 1)}, [t > 2]), box.prove(sqrt(t - 5) >= 3, {t: (0, 1)})):
        assert isinstance(answer, Vacuous) and not answer, answer


def test_unknown_functions_are_undecided_not_refuted():
    assert box.prove(gamma(t) >= -100, {t: (1, 2)}).verdict == "undecided"
    assert smt.prove(sin(x) <= 7).verdict == "undecided"
    assert sums.prove(sin(x) <= 7).verdict == "undecided"


def test_budgets_are_work_not_time():
    square, given = {x: (0, pi), y: (0, pi)}, [x + y <= pi / 2]
    first, second = (box.prove(sin(x) * sin(y) <= Rational(1, 2), square, given, budget=200) for _ in range(2))
    assert first.verdict == "undecided" and first == second
    claim = x**6 + y**6 + z**6 + 3 * x**2 * y**2 * z**2 >= x**2 * y**2 * (x**2 + y**2)
    slow = [smt.prove(claim, effort=20_000) for _ in range(2)]
    assert slow[0].verdict == slow[1].verdict


def test_open_and_closed_ends():
    assert box.prove(sin(t) > 0, {t: Interval.open(0, pi)})
    assert box.prove(Gt(t, sin(t)), {t: Interval.Lopen(0, 3)})
    assert box.prove(sin(t) > 0, {t: Interval.Lopen(0, pi)}).point == {t: pi}


def test_analytic_minorant_is_named():
    answer = box.prove(gamma(t) >= Rational(1, 2), {t: (1, 2)}, lower=[(Rational(3, 10), "Γ ≥ 4/5")])
    assert answer.verdict == "undecided"
    claim = t * (1 - t) ** Rational(3, 2) + exp(-t) * (1 - t) ** Rational(3, 2) >= 0
    assert "(both terms)" in box.prove(claim, {t: (0, 1)}, lower=[(0 * t, "both terms")]).evidence


def test_algebraic_counterexample_is_exact():
    answer = smt.prove(x < Rational(13, 10), [Eq(x**3 - x - 1, 0)])
    assert isinstance(answer, Refutation) and sign(answer.point[x] ** 3 - answer.point[x] - 1) == 0


def test_real_count_is_certified():
    assert len(exact.critical_points(x**5 - x - y**2 + x * y, [x, y])) == 2
    assert exact.critical_points(x**3 + x, [x]) == []
    with pytest.raises(ValueError, match="infinitely many"):
        exact.critical_points((x * y - 1) ** 2, [x, y])


def test_inertia_with_irrational_entries():
    assert exact.inertia(Matrix([[1, sqrt(2)], [sqrt(2), 2]])) == (1, 1, 0)
    assert exact.inertia(Matrix([[0, pi], [pi, 0]])) == (1, 0, 1)


@pytest.mark.parametrize("ask, words", [
    (lambda: prove(x**2 >= 0.25), "0.25"),
    (lambda: prove(x**2 == y), "False"),
    (lambda: prove(Symbol("w", positive=True) ** 2 >= x), "positive"),
    (lambda: smt.prove(x >= 0, effort=0), "effort"),
    (lambda: box.prove(x >= y, {x: (0, 1)}), "y"),
    (lambda: box.prove(x >= 0, {}), "box"),
    (lambda: box.prove(x >= 0, {x: (0, 1)}, budget=-1), "-1"),
    (lambda: exact.inertia(Matrix([[1, 2], [3, 4]])), "matrix"),
    (lambda: exact.counterexample(x >= 1, {x: 2}), "point"),
    (lambda: exact.for_all(lambda n: True, []), "cases"),
    (lambda: ForAll(2, x >= 0), "variables"),
])
def test_errors_at_the_door(ask, words):
    with pytest.raises(ValueError, match=words) as error:
        ask()
    assert "\n" not in str(error.value)


def test_mutants_differ_and_are_decided():
    claim, given = ((1 - e) / 3) ** 2 - e >= Rational(1, 32), [e >= 0, e <= Rational(1, 16)]
    kinds = [kind for kind, _ in mutants(claim)]
    assert {"reversed", "strictness", "constant", "sign of a term", "dropped term", "exponent"} <= set(kinds)
    trials = judge(lambda c, g: prove(c, g, effort=500_000), claim, given)
    assert not [trial for trial in trials if trial.word == "undecided"]
    assert sum(trial.word == "rejected" for trial in trials) >= 8
    needed = {trial.statement: trial.word for trial in trials if trial.kind == "dropped"}
    assert needed == {"e >= 0": "not needed", "e <= 1/16": "needed"}
    assert "not needed: e >= 0" in summary(trials)


def test_statements_are_decided_in_time():
    assert sum(SPENT) < 40


def test_certificate_refuses_long_evidence():
    with pytest.raises(ValueError, match="evidence"):
        Certificate(x >= 0, "exact", "two\nlines")
    with pytest.raises(ValueError, match="method"):
        Certificate(x >= 0, "belief", "one line")


def test_the_table_of_provers_tells_the_truth():
    assert doctest.testmod(provers).failed == 0


def test_bound_variables_hide_free_ones():
    everywhere = ForAll(x, sqrt(x) >= 0)
    assert smt.prove(everywhere, [sqrt(x) >= 2])
    assert smt.prove(ForAll(x, sqrt(x) >= 2), [sqrt(x) >= 2]).verdict == "refuted"
    assert smt.prove(Symbol("x") >= Dummy("x")).verdict == "refuted"


def test_from_a_derived_form_to_an_inequality():
    from landscapes.symbolic import frobenius2, hessian_form, inner, matrix, trace, vector
    from landscapes.symbolic.scalars import polynomial, products

    u, w = vector("x z")
    form = polynomial(hessian_form(frobenius2(w * w.T - u * u.T) / 2, u, w))
    table, conditions = products("x z")
    unit = [*conditions, Eq(table["z", "z"], 1), form >= 0]
    assert prove(table["x", "x"] >= Rational(1, 3), unit)
    assert prove(table["x", "x"] >= Rational(1, 2), unit).verdict == "refuted"
    m = matrix("M", symmetric=True)
    assert polynomial(inner(u, m * u) ** 2 / 2 - trace(m), {inner(u, m * u): x, trace(m): 3}) == x**2 / 2 - 3
    with pytest.raises(ValueError, match="names"):
        polynomial(trace(m))
    with pytest.raises(ValueError, match="scalar"):
        polynomial(u)


def test_mutants_of_quantified_claims():
    claim = Exists(y, And(y > 0, ForAll(x, 4 * x**2 >= y * x**2)))
    words = {(trial.kind, trial.word) for trial in judge(smt.prove, claim)}
    assert ("quantifier", "rejected") in words and not any(word == "undecided" for _, word in words)
    words = {(trial.kind, trial.word) for trial in judge(smt.prove, ForAll(x, Exists(y, x**2 <= y)))}
    assert ("order of quantifiers", "rejected") in words


def test_a_search_remembers_and_answers_the_same():
    from landscapes.symbolic.reals.points import search

    for symbols_, point in (((x, y), {x: 0, y: 1}), ((y, x), {x: 0, y: 1}), ((x, y), {x: 0, y: 1})):
        assert search(x >= y, [x + y > 0, x >= 0], symbols_) == point
    assert search(x >= y, [Eq(x, y + 1)]) is None and search(x >= y, [Eq(x, y - 1)]) == {x: -1, y: 0}
