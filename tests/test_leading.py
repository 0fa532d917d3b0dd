"""The leading eigenpair: as exact as LAPACK, with a certificate that holds and that a wrong pair does not get."""

from dataclasses import replace

import numpy as np
import pytest

from landscapes import RankOnePCA, is_leading, leading_eigenpair
from landscapes.krylov import converged_pair, krylov
from landscapes.objective import norm
from landscapes.registry import symmetric_matrix


def spectra():
    rng = np.random.default_rng(1)
    for d in (1, 2, 100, 300):
        yield f"uniform, {d}", np.sort(rng.random(d))
        yield f"all equal, {d}", np.full(d, 2.0)
    yield "small gap", np.append(np.linspace(-1, 1, 299), 1 + 1e-4)
    yield "negative", -1 - np.linspace(0, 1, 300)
    yield "zero", np.zeros(200)
    yield "rank one, huge", 1e120 * np.eye(200)[-1]
    yield "tiny", 1e-120 * np.linspace(0, 1, 200)
    yield "repeated top", np.append(np.linspace(-1, 0, 200), [1.0, 1.0])


@pytest.mark.parametrize("lam", [pytest.param(lam, id=name) for name, lam in spectra()])
def test_value_vector_and_certificate(lam):
    M = symmetric_matrix(lam, np.random.default_rng(2))
    pair = leading_eigenpair(M)
    size = max(np.abs(lam).max(), 1e-300)
    assert abs(pair.value - np.linalg.eigvalsh(M)[-1]) <= 1e-14 * size
    assert np.linalg.norm(pair.vector) == pytest.approx(1, abs=1e-14)
    assert pair.residual <= 2e-14 * size
    assert np.linalg.norm(M / size @ pair.vector - pair.value / size * pair.vector) <= 2e-14


def test_the_certificate_tells_a_wrong_pair():
    M = symmetric_matrix(np.linspace(0, 1, 200), np.random.default_rng(3))
    pair = leading_eigenpair(M)
    assert is_leading(M, pair)
    lam, V = np.linalg.eigh(M)
    residual = float(np.linalg.norm(M @ V[:, -2] - lam[-2] * V[:, -2]))
    second = replace(pair, value=float(lam[-2]), vector=V[:, -2], residual=residual)
    assert second.residual < 1e-13 and not is_leading(M, second)


def test_the_minimizer_is_the_global_minimum_of_the_landscape():
    f = RankOnePCA(symmetric_matrix(np.arange(200.0), np.random.default_rng(4)))
    x = leading_eigenpair(f.M).minimizer
    assert f.distance_to_minima(x) < 1e-10 and norm(f.grad(x)) < 1e-9


def test_too_few_steps_show_in_the_residual():
    M = symmetric_matrix(np.linspace(0, 1, 300), np.random.default_rng(5))
    pair = leading_eigenpair(M, max_steps=10)
    assert pair.products == 14 and pair.residual > 1e-4
    assert leading_eigenpair(M, tol=1e-6).products < leading_eigenpair(M).products


def test_memory_order_and_rounding_asymmetry_do_not_matter():
    M = symmetric_matrix(np.linspace(0, 1, 150), np.random.default_rng(6))
    value = leading_eigenpair(M).value
    assert leading_eigenpair(np.asfortranarray(M)).value == pytest.approx(value, abs=1e-15)
    uneven = M.copy()
    uneven[0, 1] *= 1 + 1e-13
    assert leading_eigenpair(uneven).value == pytest.approx(value, abs=1e-14)
    strided = np.zeros((300, 300))
    strided[::2, ::2] = M
    assert leading_eigenpair(strided[::2, ::2]).value == pytest.approx(value, abs=1e-14)


def test_krylov_basis():
    rng = np.random.default_rng(7)
    M = symmetric_matrix(np.append(np.linspace(0, 1, 199), 3), rng)
    for Q, alpha, beta in krylov(lambda q: M @ q, rng.standard_normal(200), 120):
        pass
    np.testing.assert_allclose(Q @ Q.T, np.eye(120), atol=1e-13)
    np.testing.assert_allclose(Q @ M @ Q.T, np.diag(alpha) + np.diag(beta[:-1], 1) + np.diag(beta[:-1], -1), atol=1e-13)


def test_krylov_ends_in_an_invariant_subspace():
    M = np.diag([1.0, 2, 3, 4, 5, 6])
    *_, (Q, alpha, beta) = krylov(lambda q: M @ q, np.array([0, 1.0, 0, 1, 0, 1]), 6)
    assert len(alpha) == 3 and beta[-1] < 1e-14
    assert converged_pair(lambda q: M @ q, np.array([0, 1.0, 0, 1, 0, 1]), 0, 1e-12, 6).value == pytest.approx(2)


def test_refinement_takes_away_what_the_basis_gathered():
    rng = np.random.default_rng(8)
    M = symmetric_matrix(np.append(np.linspace(-1, 1, 400), 1.01), rng)
    v = np.linalg.eigh(M)[1][:, -1]
    pair = converged_pair(lambda q: M @ q, rng.standard_normal(401), -1, 1e-15, 400)
    spoilt = replace(pair, vector=pair.vector + 1e-6 * (rng.standard_normal(len(pair.alpha)) @ pair.Q))
    spoilt = replace(spoilt, vector=spoilt.vector / np.linalg.norm(spoilt.vector))
    better = spoilt.corrected(M @ spoilt.vector - pair.value * spoilt.vector)
    error = [min(np.linalg.norm(u - v), np.linalg.norm(u + v)) for u in (spoilt.vector, better)]
    assert error[0] > 1e-6 and error[1] < 1e-9
