"""Gradients and Hessian forms of the book's objectives: derived for every size, fast, and equal to
central differences of an independent numerical evaluation."""
from fractions import Fraction
from time import perf_counter

import numpy as np
import pytest
from landscapes.symbolic import (frobenius2, gradient, hessian_form, inner, mask, matrix, norm2, norm4, random_values, scalar,
                                 trace, vector)

x, v, z = vector("x v z")
M = matrix("M", symmetric=True)
U, V = matrix("U", ("n_2", "n_1")), matrix("V", ("n_0", "n_1"))
A, B = matrix("Delta_U", ("n_2", "n_1")), matrix("Delta_V", ("n_0", "n_1"))
Y = matrix("Y", ("n_2", "n_0"))
Sxx = matrix("Sigma_xx", ("n_0", "n_0"), positive=True)
Syx = matrix("Sigma_yx", ("n_2", "n_0"))
Syy = matrix("Sigma_yy", ("n_2", "n_2"), symmetric=True)
P, Psym = mask("Omega"), mask("Omega", symmetric=True)


def objectives():
    yield "ma (4.1)", frobenius2(M - x * x.T) / 2, x, v
    yield "ma (4.5)", frobenius2(P(M - x * x.T)) / 2, x, v
    yield "ma (4.5), symmetric", frobenius2(Psym(z * z.T - x * x.T)) / 2, x, v
    yield "ma (5.2)", norm4(x), x, v
    yield "ma (5.1)", norm4(matrix("A", ("d", "n")).T * x), x, v
    yield "vzh (1.13)", trace(Syy - 2 * Syx * V * U.T + U * V.T * Sxx * V * U.T), (U, V), (A, B)
    W = [matrix(f"W{l}", (f"n_{l}", f"n_{l - 1}")) for l in (1, 2, 3)]
    D = [matrix(f"D{l}", (f"n_{l}", f"n_{l - 1}")) for l in (1, 2, 3)]
    S3, S33 = matrix("Sigma_yx", ("n_3", "n_0")), matrix("Sigma_yy", ("n_3", "n_3"), symmetric=True)
    net = W[2] * W[1] * W[0]
    yield "vzh (1.29), L = 3", trace(S33 - 2 * S3 * net.T + net * Sxx * net.T), W, D
    lam = scalar("lambda")
    yield "vzh (1.33)", frobenius2(Y - U * V.T) / 2 + lam / 2 * (frobenius2(U) + frobenius2(V)), (U, V), (A, B)


@pytest.mark.parametrize("name, f, x, v", list(objectives()), ids=lambda p: p if isinstance(p, str) else "")
def test_derived_fast_and_equal_to_central_differences(name, f, x, v):
    start = perf_counter()
    g, h = gradient(f, x), hessian_form(f, x, v)
    h.normal
    assert perf_counter() - start < 0.5
    xs, vs, gs = (e if isinstance(e, (tuple, list)) else (e,) for e in (x, v, g))
    rng = np.random.default_rng(7)
    for _ in range(3):
        at = random_values(f, h, *gs, rng=rng)
        moves = [at[b.data.name] for b in vs]

        def value(t):
            return f.evaluate(at | {a.data.name: at[a.data.name] + t * m for a, m in zip(xs, moves)})

        slope = sum(np.sum(e.evaluate(at) * m) for e, m in zip(gs, moves))
        # Objectives are polynomials of degree at most 6: a stencil of order 6 is accurate to rounding.
        t = 0.02
        first = sum(c * (value(k * t) - value(-k * t)) for k, c in ((1, 3 / 4), (2, -3 / 20), (3, 1 / 60))) / t
        second = (sum(c * (value(k * t) + value(-k * t)) for k, c in ((1, 3 / 2), (2, -3 / 20), (3, 1 / 90)))
                  - 49 / 18 * value(0)) / t ** 2
        assert slope == pytest.approx(first, rel=1e-7, abs=1e-7)
        assert h.evaluate(at) == pytest.approx(second, rel=1e-6, abs=1e-6)


def test_gradient_of_pca():
    g = frobenius2(M - x * x.T) / 2
    assert gradient(g, x) == 2 * norm2(x) * x - 2 * M * x
    assert gradient(g, x) != norm2(x) * x - M * x
    assert gradient(g, x).latex() == r"2\|x\|^2 x - 2Mx"


def test_hessian_form_of_the_linear_network():
    R = trace(Syy - 2 * Syx * V * U.T + U * V.T * Sxx * V * U.T)
    printed = frobenius2((U * B.T + A * V.T) * Sxx ** Fraction(1, 2)) + 2 * inner(A * B.T, U * V.T * Sxx - Syx)
    assert hessian_form(R, (U, V), (A, B)) == 2 * printed
    assert hessian_form(R, (U, V), (A, B)) != printed
