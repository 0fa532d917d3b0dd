"""Planted errors of formulas: enough kinds, all different from the formula, none the same."""
import numpy as np
import pytest
from landscapes.symbolic import (frobenius2, gradient, had, inner, mask, matrix, norm2, random_values, scalar, trace,
                                 vector)

x, v = vector("x v")
M = matrix("M", symmetric=True)
A, B = matrix("A B")
P = mask(symmetric=True)


def kinds(e):
    found = {}
    for kind, altered in e.mutants():
        found.setdefault(kind, []).append(altered)
    return found


def test_of_a_gradient():
    found = kinds(2 * norm2(x) * x - 2 * M * x)
    assert {"sign", "factor 2", "factor ½", "dropped term", "exponent", "dropped factor"} <= set(found)
    assert any(a == 2 * norm2(x) * x + 2 * M * x for a in found["sign"])
    assert any(a == norm2(x) * x - 2 * M * x for a in found["factor ½"])
    assert any(a == 2 * norm2(x) ** 2 * x - 2 * M * x for a in found["exponent"])
    assert "transpose" not in found                   # of a symmetric matrix: no error


def test_transposes_orders_and_symbols():
    found = kinds(A * B * x)
    assert any(a == A.T * B * x for a in found["transpose"])
    assert any(a == B * A * x for a in found["order"])
    assert any(a == A * A * x for a in found["swapped symbols"])


def test_only_in_shape():
    U, V = matrix("U", ("n", "k")), matrix("V", ("m", "k"))
    for _, altered in (U * V.T * V).mutants():
        assert altered.shape == ("n", "k")


@pytest.mark.parametrize("e", [
    frobenius2(M - x * x.T) / 2, gradient(frobenius2(P(M - x * x.T)) / 2, x), inner(v, P(x * v.T) * x),
    trace(A * B.T * A) - scalar("c") * frobenius2(A), had(x, x, v) + A.T * x, x * x.T, A],
    ids=lambda e: repr(e))
def test_each_differs_in_numbers(e):
    planted = list(e.mutants())
    assert planted
    assert len({repr(a) for _, a in planted}) == len(planted)
    rng = np.random.default_rng(1)
    for kind, altered in planted:
        assert altered != e
        values = random_values(e, altered, rng=rng)
        assert not np.allclose(e.evaluate(values), altered.evaluate(values)), f"{kind}: {altered!r}"


def test_always_in_the_same_order():
    e = gradient(frobenius2(A * B - A), A)
    assert [(k, repr(a)) for k, a in e.mutants()] == [(k, repr(a)) for k, a in e.mutants()]
