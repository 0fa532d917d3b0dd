"""Each call of the ledger gives the verdict that it should, and each can fail."""
import sys
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from landscapes.ledger import (CheckFailed, Probability, Slope, Value, WeakCheck, certify, check, cite, define, exact,
                               experiment, theorem, undecided, wording)
from landscapes.ledger import session
from landscapes.ledger.display import headline
from landscapes.ledger.record import general
from landscapes.ledger.statements import statement
from landscapes.symbolic import frobenius2, gradient, hessian_form, inner, matrix, norm2, vector

certify_module = sys.modules["landscapes.ledger.certify"]   # the package exports the function of this name
ID = "ma:eq-4.2/test"
SAYS = {"says": "a statement of this test"}
x, y = sp.symbols("x y")
f = x**2 * y


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(session, "made", {})


def slope_of_f(f):
    return sp.diff(f, x)


# check ------------------------------------------------------------------------------------------

def test_a_true_formula_holds_and_its_control_is_computed():
    verdict = check(ID, printed=2 * x * y, derive=slope_of_f, given={"f": f}, **SAYS)
    assert (verdict.status, verdict.method) == ("holds", "symbolic")
    assert {"sign", "factor 2"} <= set(verdict.control["printed"])
    assert {"sign", "exponent"} <= set(verdict.control["f"])


def test_a_wrong_formula_fails_and_shows_both_sides():
    with pytest.raises(CheckFailed, match=r"printed  x y\n  derived  2 x y\n  derived − printed  x y"):
        check(ID, printed=x * y, derive=slope_of_f, given={"f": f}, **SAYS)


def test_an_erratum_shows_the_difference_and_needs_a_right_correction():
    wrong = dict(printed=x * y, derive=slope_of_f, given={"f": f}, severity="wrong constant", **SAYS)
    verdict = check(ID, corrected=2 * x * y, **wrong)
    assert verdict.status == "erratum" and "$= x y$" in verdict.evidence and "2 x y" in verdict.corrected
    with pytest.raises(CheckFailed, match="corrected"):
        check(ID, corrected=3 * x * y, **wrong)
    with pytest.raises(ValueError, match="needs corrected"):
        check(ID, **wrong)


def test_an_erratum_claimed_for_a_true_formula_fails():
    with pytest.raises(CheckFailed, match="printed formula is right"):
        check(ID, printed=2 * x * y, corrected=2 * x * y, severity="typo", derive=slope_of_f, given={"f": f}, **SAYS)


def test_a_check_that_compares_a_thing_with_itself_is_refused():
    derived = slope_of_f(f)
    with pytest.raises(WeakCheck, match="itself"):
        check(ID, printed=derived, derive=lambda f: derived, given={"f": f}, **SAYS)
    with pytest.raises(WeakCheck, match="derives nothing"):
        check(ID, printed=sp.Matrix([f]), derive=lambda f: f, given={"f": sp.Matrix([f])}, **SAYS)
    with pytest.raises(WeakCheck, match="one of its own givens"):
        check(ID, printed=f, derive=lambda f: f + 1, given={"f": f}, **SAYS)


def test_a_derivation_that_ignores_what_it_is_given_is_refused():
    with pytest.raises(WeakCheck, match="rests on nothing"):
        check(ID, printed=2 * x * y, derive=lambda f: 2 * y * x, given={"f": f}, **SAYS)
    with pytest.raises(WeakCheck, match="survived: every error planted in c"):
        check(ID, printed=2 * x * y, derive=lambda f, c: slope_of_f(f), given={"f": f, "c": 3}, **SAYS)


def test_functions_need_errors_planted_by_hand_and_these_must_be_rejected():
    call = dict(printed=2 * x * y, derive=lambda f: sp.diff(f(x), x), given={"f": lambda x: x**2 * y}, **SAYS)
    with pytest.raises(WeakCheck, match="rests on nothing"):
        check(ID, **call)
    assert check(ID, plant={"f": {"exponent": lambda x: x**3 * y}}, **call).control["f"] == ["exponent"]
    with pytest.raises(WeakCheck, match="survived: a constant in f"):
        check(ID, plant={"f": {"exponent": lambda x: x**3 * y, "a constant": lambda x: x**2 * y + 1}}, **call)


def test_matrices_of_sympy_are_compared_entry_by_entry():
    q = sp.Matrix([[x**2 * y]])
    hessian = sp.Matrix([[2 * y, 2 * x], [2 * x, 0]])
    verdict = check(ID, printed=hessian, derive=lambda q: sp.hessian(q[0], (x, y)), given={"q": q}, **SAYS)
    assert "one entry" in verdict.control["printed"]


# the quotation and the algebra of every dimension ------------------------------------------------

X, V, M = vector("x"), vector("v"), matrix("M", symmetric=True)
G = frobenius2(M - X * X.T) / 2
GRADIENT = dict(derive=lambda g: gradient(g, X), given={"g": G}, severity="wrong constant",
                corrected=2 * norm2(X) * X - 2 * M * X)


def test_the_quotation_is_read_by_machine_and_must_be_what_is_checked():
    verdict = check("ma:eq-4.2", printed=norm2(X) * X - M * X, **GRADIENT)
    assert verdict.read and verdict.corrected == r"$\nabla g(x) = 2\|x\|^2 x - 2Mx$" and verdict.scope == "every dimension"
    assert verdict.evidence.startswith(r"derived − printed $= \|x\|^2 x - Mx$")
    with pytest.raises(CheckFailed, match="the source prints"):
        check("ma:eq-4.2", printed=norm2(X) * X + M * X, **GRADIENT)
    assert check("ma:eq-4.2", **GRADIENT).record() == verdict.record()   # the quotation itself is what is checked


def test_a_quotation_of_another_shape_is_compared_through_read_as():
    form = dict(derive=lambda g: hessian_form(g, X, V), given={"g": G}, severity="wrong constant",
                corrected=4 * inner(X, V) ** 2 - 2 * inner(V, M * V) + 2 * norm2(X) * norm2(V))
    right = 2 * inner(X, V) ** 2 - inner(V, M * V) + norm2(X) * norm2(V)
    assert not check("ma:eq-4.3", printed=right, **form).read
    assert check("ma:eq-4.3", printed=right, read_as=lambda H: inner(V, H * V), **form).read
    with pytest.raises(CheckFailed, match="the source prints"):
        check("ma:eq-4.3", printed=2 * right, read_as=lambda H: inner(V, H * V), **form)


def test_a_formula_that_was_computed_is_refused():
    with pytest.raises(WeakCheck, match="computed, not written down"):
        check("ma:eq-4.2", printed=gradient(G, X) / 2 - 0 * X, **GRADIENT)
    with pytest.raises(WeakCheck, match="computed, not written down"):
        check("ma:eq-4.2", printed=norm2(X) * X - M * X, **{**GRADIENT, "corrected": gradient(G, X)})


def test_the_constraint_of_a_program_is_no_side_of_its_objective():
    from landscapes.ledger.quotation import sides

    assert sides(r"\max f(x) := x^\top x \quad \text{s.t.} \quad \|x\|_2^2 = 1") == [r"\max f(x) :", r"x^\top x"]


def test_a_definition_is_compared_with_the_quotation_and_with_the_code():
    verdict = define("ma:eq-4.1", G, code=lambda x, M: ((M - np.outer(x, x)) ** 2).sum() / 2)
    assert verdict.read and verdict.method == "symbolic" and "sign" in verdict.control["code"]
    with pytest.raises(CheckFailed, match="something else at random values"):
        define("ma:eq-4.1", G, code=lambda x, M: ((M - np.outer(x, x)) ** 2).sum())
    with pytest.raises(CheckFailed, match="the source prints"):
        define("ma:eq-4.1", 2 * G)


# certify and exact ------------------------------------------------------------------------------

class Answer:
    """The least that a prover's answer must have."""

    method, rests = "certificate", "a test"

    def __init__(self, truth, verdict=None):
        self.truth, self.verdict = truth, verdict or ("proved" if truth else "refuted")
        self.evidence = f"it is {self.verdict}"

    def __bool__(self):
        return self.truth

    def latex(self):
        return "x^2 \\ge c x - 1"


def square_bound(c, given=()):
    """x² ≥ c·x − 1 for all x in [0, ∞) or all x: true iff c ≤ 2, and c ≥ −2 unless x ≥ 0 is given."""
    return Answer(c <= 2 and (c >= -2 or (x >= 0) in given))


def test_a_certificate_reports_what_was_refuted_and_what_is_true_as_well():
    verdict = certify(ID, square_bound, {"c": 2}, **SAYS)
    assert verdict.method == "certificate" and "factor 2" in verdict.control["c"]
    assert any(name == "true as well" and "factor ½" in text for name, text in verdict.detail)


def test_a_refuted_claim_fails_and_a_claim_that_ignores_its_constant_is_refused():
    with pytest.raises(CheckFailed, match="refuted"):
        certify(ID, square_bound, {"c": 3}, **SAYS)
    with pytest.raises(WeakCheck, match="every error planted in c"):
        certify(ID, lambda c: Answer(True), {"c": 2}, **SAYS)


def test_hypotheses_are_dropped_and_reported():
    call = dict(claim=square_bound, drop=["given"], **SAYS)
    needed = certify(ID, given={"c": -5, "given": [x >= 0]}, **call)
    assert ["hypotheses", "$x \\geq 0$: needed"] in needed.detail and "the hypotheses" in needed.control
    idle = certify(ID, given={"c": 2, "given": [x >= 0]}, **call)
    assert ["hypotheses", "$x \\geq 0$: not needed"] in idle.detail


def test_an_erratum_of_a_constant():
    wrong = dict(claim=square_bound, given={"c": 3}, severity="wrong constant", **SAYS)
    assert "refuted" in certify(ID, corrected={"c": 2}, **wrong).evidence
    with pytest.raises(CheckFailed, match="the corrected claim"):
        certify(ID, corrected={"c": 4}, **wrong)
    with pytest.raises(CheckFailed, match="called an erratum"):
        certify(ID, square_bound, {"c": 2}, corrected={"c": 1}, severity="wrong constant", **SAYS)


def test_a_quoted_inequality_is_read_where_its_letters_are_given(monkeypatch):
    quoted = replace(statement(ID, "a bound"), latex=r"0 < \|x\|^2, \quad x^2 \geq c x - 1")
    monkeypatch.setattr(certify_module, "statement", lambda id, says: quoted)
    a, c = sp.symbols("a c")

    def bound(c):
        answer = square_bound(c)
        answer.claim = a**2 >= c * a - 1
        return answer
    assert certify(ID, bound, {"c": 2}, letters={"x": a, "c": 2, r"\|x\|": a}, **SAYS).read
    with pytest.raises(CheckFailed, match="the source prints"):
        certify(ID, bound, {"c": 2}, letters={"x": a, "c": 3, r"\|x\|": a}, **SAYS)


@pytest.mark.parametrize("verdict", ["undecided", "vacuous"])
def test_an_answer_that_decides_nothing_is_neither_true_nor_an_erratum(verdict):
    with pytest.raises(CheckFailed):
        certify(ID, lambda c: Answer(False, verdict), {"c": 2}, **SAYS)
    with pytest.raises(CheckFailed):
        certify(ID, lambda c: Answer(False, verdict), {"c": 2}, corrected={"c": 1}, severity="typo", **SAYS)


def test_exact_cases():
    def sums(n, total):
        return sum(Fraction(1, k * (k + 1)) for k in range(1, n)) == total, f"the sum is {total}"
    verdict = exact(ID, sums, {"n": 5, "total": Fraction(4, 5)}, scope="n = 5", **SAYS)
    assert verdict.method == "exact" and verdict.evidence == "the sum is 4/5" and set(verdict.control) == {"n", "total"}
    with pytest.raises(CheckFailed):
        exact(ID, sums, {"n": 5, "total": Fraction(3, 5)}, scope="n = 5", **SAYS)


# experiment -------------------------------------------------------------------------------------

def spread(rng, averaging=True, scale=1.0):
    sizes = np.array([16, 64, 256, 1024, 4096])
    draws = [rng.normal(scale=scale, size=(400, n)) for n in sizes]
    return sizes, np.array([np.std(d.mean(axis=1) if averaging else d[:, 0]) for d in draws])


EXPERIMENT = dict(measure=spread, hypotheses={"averaging": True, "scale": 1.0}, seed=1, scope="n ≤ 4096, 400 draws",
                  **SAYS)


def test_a_law_is_supported_by_data_that_refute_its_neighbours():
    verdict = experiment(ID, Slope(-0.5, within=0.1), 
                         controls={"no averaging": {"averaging": False}, "wide": {"scale": 3.0}},
                         not_needed=["wide"], **EXPERIMENT)
    assert verdict.method == "experiment"
    assert verdict.control == {"the prediction": ["sign", "factor 2", "factor ½"], "the hypotheses": ["no averaging"]}


def test_an_experiment_can_fail():
    control = {"controls": {"no averaging": {"averaging": False}}}
    with pytest.raises(CheckFailed, match="predicted slope -1 ± 0.1, measured"):
        experiment(ID, Slope(-1, within=0.1), **control, **EXPERIMENT)
    with pytest.raises(WeakCheck, match="survived: factor"):   # too generous to tell −½ from −1 or −¼
        experiment(ID, Slope(-0.5, within=0.4), **control, **EXPERIMENT)
    with pytest.raises(WeakCheck, match="not seen to fail"):
        experiment(ID, Slope(-0.5, within=0.1), controls={"wide": {"scale": 3.0}}, **EXPERIMENT)
    with pytest.raises(CheckFailed, match="not_needed says so"):
        experiment(ID, Slope(-0.5, within=0.1), not_needed=["no averaging"], **control, **EXPERIMENT)
    with pytest.raises(WeakCheck, match="changes nothing"):
        experiment(ID, Slope(-0.5, within=0.1), controls={"same": {"averaging": True}}, **EXPERIMENT)
    with pytest.raises(ValueError, match="at least one"):
        experiment(ID, Slope(-0.5, within=0.1), **EXPERIMENT)


def test_an_erratum_by_experiment_needs_data_that_refute_the_printed_law():
    call = dict(controls={"no averaging": {"averaging": False}}, severity="wrong constant", **EXPERIMENT)
    assert experiment(ID, Slope(-1, within=0.1), corrected=Slope(-0.5, within=0.1), **call).status == "erratum"
    with pytest.raises(CheckFailed, match="do not refute"):
        experiment(ID, Slope(-0.5, within=0.1), corrected=Slope(-0.5, within=0.1), **call)


def test_a_measurement_too_coarse_to_tell_is_not_accepted():
    rule = Probability(at_least=0.9)
    assert not rule.accepts(rule.measured((10, 10))) and not rule.refutes(rule.measured((10, 10)))
    assert rule.accepts(rule.measured((100, 100))) and rule.refutes(rule.measured((50, 100)))
    assert str(rule) == "probability at least 0.9"
    assert str(Probability(at_most=0.1)) == "probability at most 0.1"


def test_rules_refuse_what_is_no_rule():
    for wrong in (dict(), dict(predicted=1.0), dict(predicted=1.0, within=-1), dict(predicted=1.0, within=1, at_least=0)):
        with pytest.raises(ValueError):
            Value(**wrong)


# theorem ----------------------------------------------------------------------------------------

def a_step(name):
    return check(f"ma:eq-4.2/{name}", printed=2 * x * y, derive=slope_of_f, given={"f": f}, **SAYS)


def test_a_theorem_is_as_strong_as_its_weakest_step():
    one, two = a_step("one"), certify("ma:eq-4.3/two", square_bound, {"c": 2}, **SAYS)
    assert theorem("ma:thm-4.1", [one, two]).method == "symbolic"
    cited = cite("ma:eq-4.4/three", reason="a limit", keys=["ma"], **SAYS)
    assert theorem("ma:thm-4.1", [one, two, cited]).method == "citation"
    assert theorem("ma:thm-4.1", [one], argued=["the limit"]).method == "reading"


def test_a_theorem_names_the_cases_to_which_an_exact_step_is_bound():
    one = a_step("one")
    two = exact("ma:eq-4.3/two", lambda n: (n == 2, "2"), given={"n": 2}, scope="d = 2", **SAYS)
    three = exact("ma:eq-4.4/three", lambda n: (n == 3, "3"), given={"n": 3}, scope="every d", **SAYS)
    bound = theorem("ma:thm-4.1", [one, two])
    assert bound.scope == "d = 2" and headline(bound.record()).endswith("every step proved, d = 2")
    whole = theorem("ma:lem-4.2", [one, three])
    assert general(whole.scope) and headline(whole.record()).endswith("every step proved")
    assert general("every dimension") and not general("all 16 graphs with 4 vertices")


def test_a_missing_step_is_an_error_within_a_chapter_and_deferred_across():
    with pytest.raises(CheckFailed, match="has no verdict yet"):
        theorem("ma:thm-4.1", ["ma:lem-4.2"])
    assert ["in other chapters", "lec11:lem-11.6"] in theorem("ma:thm-4.1", [a_step("one"), "lec11:lem-11.6"]).detail
    with pytest.raises(KeyError, match="no statement"):
        theorem("ma:thm-4.1", ["ma:lem-99"])


def test_a_circle_is_an_error():
    check("ma:lem-4.2", printed=2 * x * y, derive=slope_of_f, given={"f": f}, uses=["ma:thm-4.1"])
    with pytest.raises(CheckFailed, match="rests on itself"):
        theorem("ma:thm-4.1", ["ma:lem-4.2"])
    with pytest.raises(CheckFailed, match="its own proof"):
        theorem("ma:thm-4.1", ["ma:thm-4.1"])


def test_an_open_step_leaves_the_theorem_open():
    undecided("ma:eq-4.3/gap", tried="a search", missing="a bound", **SAYS)
    assert theorem("ma:thm-4.1", ["ma:eq-4.3/gap", a_step("one")]).status == "open"


def test_a_theorem_is_refuted_only_by_a_checked_counterexample():
    step = a_step("one")
    cited = cite("ma:eq-4.4/three", reason="a limit", keys=["ma"], **SAYS)
    call = dict(severity="missing hypothesis", corrected="the same for distinct eigenvalues")
    assert theorem("ma:thm-4.1", [step], refuted_by=step, **call).status == "erratum"
    with pytest.raises(CheckFailed, match="no counterexample"):
        theorem("ma:thm-4.1", [step], refuted_by=cited, **call)


# declared ---------------------------------------------------------------------------------------

def test_declared_verdicts():
    assert define(ID, lambda: {"d": 3, "value": 0.123456}, **SAYS).evidence == "instance: d = 3, value = 0.1235"
    with pytest.raises(CheckFailed):
        define(ID, lambda: None, **SAYS)
    wrong = wording(ID, corrected="Lemma 4.2", severity="wrong reference", why="there is no Lemma 4.3", **SAYS)
    assert (wrong.status, wrong.method) == ("erratum", "reading")
    with pytest.raises(ValueError, match="may be declared"):
        wording(ID, corrected="2", severity="wrong constant", why="seen", **SAYS)
    with pytest.raises(ValueError, match="reason"):
        cite(ID, reason="", **SAYS)


def test_unknown_ids_are_refused_with_a_hint():
    with pytest.raises(KeyError, match="near: .*ma:eq-4.2"):
        cite("ma:eq-4.22", reason="none")
    with pytest.raises(ValueError, match="says="):
        cite("ma:eq-4.2/part", reason="none")


def test_a_difference_at_one_point_decides_and_none_does_not():
    import sympy

    from landscapes.ledger.algebra import differs, same

    x, n = sympy.Symbol("x", real=True), sympy.Symbol("n", integer=True)
    assert differs(x**2 - x) and not same(x**2, x)
    zero = sympy.sin(x) ** 2 + sympy.cos(x) ** 2 - 1
    assert not differs(zero) and same(sympy.sin(x) ** 2 + sympy.cos(x) ** 2, sympy.Integer(1))
    assert not differs(sympy.sin(sympy.pi * n)) and same(sympy.sin(sympy.pi * n), sympy.Integer(0))
    assert not differs(sympy.zoo * x)
    assert same(sympy.sqrt(x**2), sympy.Abs(x)) and not same(sympy.sqrt(x**2), x)
