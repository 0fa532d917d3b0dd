"""Regularized factorization: derivatives (numeric and symbolic), thresholding, the certificate, and both growing algorithms."""

import numpy as np
import pytest

from landscapes import gradient_descent, gram, hessian
from landscapes.differences import batch_equals_loop, gradient_error, hvp_error, hvp_symmetry, taylor_slopes
from landscapes.gram import amplification, gram_product
from landscapes.growing import grow, nuclear_factorization, polar_pair
from landscapes.nuclear import NuclearFactorization, optimality, singular_value_threshold


def planted(m, n, sigma, rng):
    left = np.linalg.qr(rng.standard_normal((m, len(sigma))))[0]
    right = np.linalg.qr(rng.standard_normal((n, len(sigma))))[0]
    return (left * sigma) @ right.T


def problem(width=3, seed=0):
    rng = np.random.default_rng(seed)
    return NuclearFactorization(rng.standard_normal((5, 4)), 0.7, width), rng


def test_derivatives_and_batches():
    f, rng = problem()
    x = rng.standard_normal((6, f.dim))
    slopes = taylor_slopes(f, x[0], rng=rng)
    assert slopes.first > 1.95 and slopes.second > 2.95
    assert gradient_error(f, x, rng=rng) < 1e-7 and hvp_error(f, x, rng=rng) < 1e-7
    assert hvp_symmetry(f, x, rng=rng) < 1e-12 and batch_equals_loop(f, x, rng=rng) < 1e-12


def test_the_symbolic_gradient_and_hessian_are_the_package_s():
    from landscapes.symbolic import directional, frobenius2, gradient, matrix, scalar

    Y, U, V = matrix("Y", ("m", "n")), matrix("U", ("m", "k")), matrix("V", ("n", "k"))
    A, B, lam = matrix("A", ("m", "k")), matrix("B", ("n", "k")), scalar("lambda")
    F = frobenius2(Y - U * V.T) / 2 + lam * (frobenius2(U) + frobenius2(V)) / 2
    f, rng = problem()
    x, v = rng.standard_normal((2, f.dim))
    values = dict(zip("YUVAB", [f.Y, *f.factors(x), *f.factors(v)])) | {"lambda": f.lam}
    assert F.evaluate(values) == pytest.approx(float(f.value(x)), rel=1e-13)
    for mine, its in zip(f.factors(f.grad(x)), gradient(F, (U, V))):
        np.testing.assert_allclose(its.evaluate(values), mine, atol=1e-12)
    assert directional(F, (U, V), (A, B), order=2).evaluate(values) == pytest.approx(float(v @ f.hvp(x, v)), rel=1e-12)


def test_thresholding_is_the_minimum_and_a_critical_point():
    f, rng = problem(width=4)
    U, V = singular_value_threshold(f.Y, f.lam)
    sigma = np.linalg.svd(f.Y, compute_uv=False)
    kept = sigma[sigma > f.lam]
    expected = (sigma[sigma <= f.lam] ** 2).sum() / 2 + (f.lam * kept - f.lam**2 / 2).sum()
    g = NuclearFactorization(f.Y, f.lam, U.shape[1])
    assert g.value(g.point(U, V)) == pytest.approx(expected, rel=1e-13)
    assert np.abs(g.grad(g.point(U, V))).max() < 1e-13
    assert np.linalg.eigvalsh(hessian(g, g.point(U, V)))[0] > -1e-10
    found = gradient_descent(f, rng.standard_normal((5, f.dim)), 0.05, tol=1e-9, max_iter=20_000)
    np.testing.assert_allclose(found.value, expected, rtol=1e-12)


def test_the_certificate_accepts_the_minimum_and_bounds_every_other_gap():
    f, rng = problem(width=2, seed=3)
    U, V = singular_value_threshold(f.Y, f.lam)
    best = optimality(f.Y, f.lam, U, V)
    assert best.is_global() and best.sigma == pytest.approx(f.lam) and abs(best.balance) < 1e-12
    for U, V in zip(rng.standard_normal((50, 5, 2)), rng.standard_normal((50, 4, 2))):
        other = optimality(f.Y, f.lam, U, V)
        assert other.value == pytest.approx(float(f.value(f.point(U, V))), rel=1e-12)
        assert other.gap >= other.value - best.value - 1e-12 and not other.is_global()
    zero = optimality(f.Y, 100.0, np.zeros((5, 1)), np.zeros((4, 1)))
    assert zero.is_global() and zero.gap == 0


@pytest.mark.parametrize("step", [0.3, 1.0, 1.9])
def test_the_printed_algorithm(step):
    rng = np.random.default_rng(5)
    Y = planted(30, 20, [6.0, 5.0, 3.0, 2.0, 0.5], rng)
    run = grow(Y, 1.0, rng=rng, step=step)
    assert run.certificate.is_global(1e-7) and run.widths == (1, 2, 3, 4, 5)
    assert np.all(np.diff(run.values) < 0)
    np.testing.assert_allclose(run.sigmas, [6, 5, 3, 2, 1], rtol=1e-6)
    np.testing.assert_allclose(np.diff(run.values), [-12.5, -8, -2, -0.5], rtol=1e-5)
    U, V = singular_value_threshold(Y, 1.0)
    np.testing.assert_allclose(run.U @ run.V.T, U @ V.T, atol=1e-5)


@pytest.mark.parametrize("shape", [(400, 300), (300, 400), (60, 50)])
def test_growing_by_blocks_is_exact_and_certified(shape):
    rng = np.random.default_rng(6)
    Y = planted(*shape, np.linspace(4, 9, 20), rng) + rng.standard_normal(shape) / 20 / np.sqrt(2)
    run = nuclear_factorization(Y, 3.0, rng=rng)
    U, V = singular_value_threshold(Y, 3.0)
    assert run.U.shape[1] == 20 and run.certificate.is_global(1e-11)
    np.testing.assert_allclose(run.U @ run.V.T, U @ V.T, atol=1e-11)
    exact = optimality(Y, 3.0, run.U, run.V)
    assert exact.is_global(1e-11) and run.certificate.sigma >= exact.sigma - 1e-12
    assert run.certificate.value == pytest.approx(exact.value, rel=1e-12)


@pytest.mark.parametrize("sigma, lam", [(np.full(30, 2.0), 1.0), ([5.0], 6.0), ([0.0], 1.0), (np.linspace(1, 5, 300), 2.9999)])
def test_repeated_missing_and_crowded_singular_values(sigma, lam):
    rng = np.random.default_rng(7)
    Y = planted(320, 300, np.asarray(sigma), rng)
    run = nuclear_factorization(Y, lam, rng=rng)
    U, V = singular_value_threshold(Y, lam)
    assert run.certificate.is_global() and run.U.shape[1] == U.shape[1]
    np.testing.assert_allclose(run.U @ run.V.T, U @ V.T, atol=1e-9)


def test_the_bound_on_what_is_left_fails_as_rarely_as_it_says():
    rng, n, steps, failure = np.random.default_rng(8), 60, 4, 0.2
    A = np.append(1.0, np.linspace(0, 0.95, n - 1))  # the eigenvalues of RᵀR
    for block in (1, 2):
        needed = []
        for _ in range(400):
            G = rng.standard_normal((n, block))
            Q = np.linalg.qr(np.hstack([A[:, None] ** k * G for k in range(steps)]))[0]
            needed.append(np.linalg.eigvalsh(Q.T @ (A[:, None] * Q))[-1] ** -0.5)
        c = amplification(n, block, steps, failure)
        assert np.mean(np.array(needed) > c) <= failure and np.mean(np.array(needed) > 1.02) > 0.5 and c < 2
    assert amplification(n, 2, 50, failure) < 1.01


def test_the_rounds_share_the_probability_of_failure(monkeypatch):
    spent, rng = [], np.random.default_rng(4)
    monkeypatch.setattr(gram, "amplification", lambda *a: spent.append(a[-1]) or amplification(*a))
    end = gram.SingularAbove(planted(400, 300, np.full(40, 5.0), rng), 3.0, rng, 4, 1e-9, 60)
    assert end.widths == [4 * k for k in range(1, 11)] and end.upper <= 3
    assert sum(set(spent)) <= 1e-9 and min(spent) == pytest.approx(1e-9 / 2**11)


def test_gram_product_and_polar_pair():
    rng = np.random.default_rng(9)
    Y, X = rng.standard_normal((150, 131)), rng.standard_normal((131, 11))
    image, back = gram_product(Y, X)
    np.testing.assert_allclose(image, Y @ X, atol=1e-11)
    np.testing.assert_allclose(back, Y.T @ Y @ X, atol=1e-10)
    for R in (Y, Y[:40]):
        sigma, u, v = polar_pair(R, rng)
        assert sigma == pytest.approx(np.linalg.norm(R, 2)) and u @ R @ v == pytest.approx(sigma)


@pytest.mark.parametrize("call, words", [
    (lambda: NuclearFactorization([[np.nan]], 1.0, 1), "Y must be finite"),
    (lambda: NuclearFactorization([[1.0]], 0.0, 1), "lam must be a positive number"),
    (lambda: NuclearFactorization([[1.0]], 1.0, 0), "width must be an integer"),
    (lambda: singular_value_threshold([1.0], 1.0), "Y must have 2 axes"),
    (lambda: optimality(np.eye(2), 1.0, np.ones((3, 1)), np.ones((2, 1))), "factors of Y"),
    (lambda: grow(np.eye(2), 1.0, rng=np.random.default_rng(0), step=2.0), "step must lie strictly between"),
    (lambda: nuclear_factorization(np.eye(2), 1.0, failure=1.0), "failure must lie strictly between"),
])
def test_bad_input(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_the_benchmark_s_rows():
    from bench import nuclear

    rows = list(nuclear.rows([280]))
    assert len(rows) == 7 and all(row.same_error and row.verdict == "no target" for row in rows)
