"""Random formulas: the normal form says the same as numpy, and is read back from its own formula.

`numeric.py` evaluates the formula as written, without the normal form, so an error in the algebra shows
as two different numbers. More formulas: python -m tests.test_symbolic_random 5000
"""
import sys

import numpy as np
import pytest
from landscapes.symbolic import (diag, diagonal, expectation, frobenius2, function, gradient, had, hessian_form, inner,
                                 inverse, mask, matrix, norm2, random_values, scalar, total, trace, vector)

SIZES = ("d", "n", "k")
sigma = function("sigma")
P = mask("Omega", ("d", "n"))
S = mask("Gamma", ("d", "d"), symmetric=True)


def letters(rows, cols):
    """Letters of a shape, some with properties."""
    found = [matrix(f"A_{rows}{cols}", (rows, cols)), matrix(f"B_{rows}{cols}", (rows, cols))]
    if (rows, cols) == ("d", "d"):
        found += [matrix("M", symmetric=True), matrix("Q", orthogonal=True), matrix("C", invertible=True),
                  inverse(matrix("C", invertible=True)), matrix("H", positive=True), matrix("H", positive=True) ** -1,
                  matrix("Pi", projection=True), matrix("Lambda", diagonal=True), S.indicator]
    if (rows, cols) == ("d", "k"):
        found.append(matrix("U", ("d", "k"), orthonormal=True))
    return found


def pick(rng, options):
    return options[rng.integers(len(options))]


def a_matrix(rng, rows, cols, depth):
    kind = rng.integers(9) if depth > 0 else 0
    if kind == 1:
        middle = pick(rng, SIZES)
        return a_matrix(rng, rows, middle, depth - 1) * a_matrix(rng, middle, cols, depth - 1)
    if kind == 2:
        return a_matrix(rng, rows, cols, depth - 1) - 2 * a_matrix(rng, rows, cols, depth - 2)
    if kind == 3:
        return a_matrix(rng, cols, rows, depth - 1).T
    if kind == 4:
        return had(a_matrix(rng, rows, cols, depth - 1), a_matrix(rng, rows, cols, depth - 2))
    if kind == 5:
        return a_vector(rng, rows, depth - 1) * a_vector(rng, cols, depth - 1).T
    if kind == 6 and rows == cols:
        return diag(a_vector(rng, rows, depth - 1))
    if kind == 7 and (rows, cols) in (("d", "n"), ("d", "d")):
        return (P if cols == "n" else S)(a_matrix(rng, rows, cols, depth - 1))
    if kind == 8:
        return a_scalar(rng, depth - 1) * a_matrix(rng, rows, cols, depth - 1)
    return pick(rng, letters(rows, cols))


def a_vector(rng, size, depth):
    kind = rng.integers(6) if depth > 0 else 0
    if kind == 1:
        middle = pick(rng, SIZES)
        return a_matrix(rng, size, middle, depth - 1) * a_vector(rng, middle, depth - 1)
    if kind == 2:
        return had(a_vector(rng, size, depth - 1), a_vector(rng, size, depth - 1))
    if kind == 3:
        return diagonal(a_matrix(rng, size, size, depth - 1))
    if kind == 4:
        return sigma(a_vector(rng, size, depth - 1), rng.integers(3))
    if kind == 5:
        return a_vector(rng, size, depth - 1) + a_vector(rng, size, depth - 1)
    return vector(pick(rng, (f"x_{size}", f"y_{size}")), size)


def a_scalar(rng, depth):
    kind, size, other = rng.integers(7), pick(rng, SIZES), pick(rng, SIZES)
    if depth <= 0:
        return scalar("lam", nonzero=True)
    return (lambda: inner(a_vector(rng, size, depth - 1), a_vector(rng, size, depth - 1)),
            lambda: trace(a_matrix(rng, size, size, depth)),
            lambda: norm2(a_vector(rng, size, depth - 1)),
            lambda: frobenius2(a_matrix(rng, size, other, depth - 1)),
            lambda: total(a_matrix(rng, size, other, depth - 1)),
            lambda: a_scalar(rng, depth - 1) / scalar("lam", nonzero=True),
            lambda: sigma(a_scalar(rng, depth - 1)))[kind]()


def check(seed):
    rng = np.random.default_rng(seed)
    e = (lambda: a_scalar(rng, 3), lambda: a_vector(rng, "d", 3), lambda: a_matrix(rng, "d", "d", 3))[rng.integers(3)]()
    written = e.expanded()
    assert written.normal == e.normal, f"{e!r} is written as {written!r}"
    assert e.latex() and written.latex()
    values = random_values(e, written, rng=rng)
    a, b = np.asarray(e.evaluate(values)), np.asarray(written.evaluate(values))
    assert np.allclose(a, b, rtol=1e-6, atol=1e-6 * (1 + np.max(np.abs(a)))), f"{e!r} is written as {written!r}"


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_normal_form_agrees_with_numpy(start):
    for seed in range(start, start + 100):
        check(seed)


def check_derivatives(seed):
    """Gradient and Hessian form along a random direction, against a stencil of order six."""
    rng = np.random.default_rng(seed)
    e, x, v = a_scalar(rng, 3), vector("x_d"), vector("v")
    g, h = gradient(e, x), hessian_form(e, x, v)
    if g == 0:
        return
    values = random_values(e, g, h, rng=rng)
    move = values.get("v", np.ones_like(values["x_d"]))
    move = move / np.linalg.norm(move)

    def f(t):
        return e.evaluate(values | {"x_d": values["x_d"] + t * move})

    t = 2e-3
    first = sum(c * (f(k * t) - f(-k * t)) for k, c in ((1, 3 / 4), (2, -3 / 20), (3, 1 / 60))) / t
    second = (sum(c * (f(k * t) + f(-k * t)) for k, c in ((1, 3 / 2), (2, -3 / 20), (3, 1 / 90))) - 49 / 18 * f(0)) / t ** 2
    scale = 1 + abs(f(0)) + abs(first) + abs(second)
    assert abs(g.evaluate(values) @ move - first) < 1e-5 * scale, repr(e)
    assert abs(h.evaluate(values | {"v": move}) - second) < 1e-4 * scale, repr(e)


@pytest.mark.parametrize("start", range(0, 300, 100))
def test_derivatives_agree_with_differences(start):
    for seed in range(start, start + 100):
        check_derivatives(seed)


def test_random_letters_are_averaged_alike():
    x, w = vector("x", random=True), vector("w")
    y = scalar("y", mean=sigma(w.T * x))
    u = vector("u", mean=0)
    rng = np.random.default_rng(3)
    for e in (expectation(y ** 2 * x), expectation(y * inner(w, x) * x), expectation(y * u + inner(u, x) * u),
              expectation(sigma(x.T * w) * had(x, x) + w), expectation(norm2(x) ** 2) * expectation(x * x.T)):
        values = random_values(e, e.expanded(), rng=rng)
        assert e.expanded().normal == e.normal
        assert np.allclose(e.evaluate(values), e.expanded().evaluate(values))


if __name__ == "__main__":
    for seed in range(int(sys.argv[1])):
        check(seed)
        check_derivatives(seed)
