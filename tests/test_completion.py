"""Matrix completion: the observed set, the derivatives, what determines the unknown, and bad input."""

import tracemalloc

import numpy as np
import pytest

from landscapes import RankOnePCA, hessian, landscape
from landscapes.completion import MatrixCompletion
from landscapes.differences import batch_equals_loop, hvp_symmetry, taylor_slopes
from landscapes.lbfgs import lbfgs
from landscapes.observed import Observed
from landscapes.paley import paley, residues
from landscapes.recovery import determines, deviation, distance, incoherence, row_deviation, worst_deviation


def rng(seed=0):
    return np.random.default_rng(seed)


def problem(d=7, r=2, p=0.6, ridge=0.0, seed=0):
    generator = rng(seed)
    omega = Observed.sample(d, p, generator)
    return MatrixCompletion.observe(generator.standard_normal((d, r)), omega, ridge=ridge)


def everything(d):
    return Observed.from_pairs(d, *np.triu_indices(d))


# The observed set ---------------------------------------------------------------------------------

def test_pairs_in_any_order_and_twice_are_one_set():
    a = Observed.from_pairs(4, [0, 3, 2, 1], [1, 0, 2, 0])
    assert len(a) == 3 and a.size == 5
    np.testing.assert_array_equal(a.dense(), [[0, 1, 0, 1], [1, 0, 0, 0], [0, 0, 1, 0], [1, 0, 0, 0]])
    np.testing.assert_array_equal(a.rows, [0, 0, 2])
    np.testing.assert_array_equal(a.columns, [1, 3, 2])


@pytest.mark.parametrize("p", [0.01, 0.4, 1.0])
def test_every_entry_is_sampled_with_probability_p(p):
    generator, d, trials = rng(1), 12, 3000
    share = sum(Observed.sample(d, p, generator).dense() for _ in range(trials)) / trials
    assert np.abs(share - p).max() <= 5 * np.sqrt(p * (1 - p) / trials)
    np.testing.assert_array_equal(share, share.T)


def test_sampled_pairs_are_in_order_and_repeatable():
    a, b = Observed.sample(300, 0.05, rng(2)), Observed.sample(300, 0.05, rng(2))
    np.testing.assert_array_equal(a.columns, b.columns)
    assert (a.rows <= a.columns).all() and (np.diff(a.rows.astype(int) * 300 + a.columns) > 0).all()


def test_entries_and_product_are_those_of_the_dense_matrices():
    generator, omega = rng(3), Observed.sample(40, 0.2, rng(3))
    U, V, X = generator.standard_normal((3, 40, 2))
    seen, A = omega.dense(), generator.standard_normal((40, 40))
    A = A + A.T
    np.testing.assert_allclose(omega.dense(omega.entries(U)), seen * (U @ U.T), atol=1e-12)
    np.testing.assert_allclose(omega.entries(U, V), (U @ V.T)[omega.rows, omega.columns], atol=1e-12)
    np.testing.assert_allclose(omega.product(A[omega.rows, omega.columns], X), (seen * A) @ X, atol=1e-12)
    assert omega.total(A[omega.rows, omega.columns] ** 2) == pytest.approx(((seen * A) ** 2).sum())


def test_blocks_do_not_show():
    omega = Observed.sample(800, 0.2, rng(4))                 # several blocks of pairs
    U = rng(4).standard_normal((800, 3))
    assert len(omega) > 3 * 2**14
    np.testing.assert_allclose(omega.entries(U), (U @ U.T)[omega.rows, omega.columns], atol=1e-12)


def test_deviations_are_norms_of_the_dense_matrix():
    omega, p = Observed.sample(90, 0.3, rng(5)), 0.3
    D = omega.dense() / p - 1
    a = rng(5).random(90)
    assert deviation(omega, p) == pytest.approx(np.abs(np.linalg.eigvalsh(D)).max(), rel=1e-6)
    assert row_deviation(omega, a, p) == pytest.approx(np.abs(D @ a).max())


@pytest.mark.parametrize("mu", [1.0, 1.5, 4.0])
def test_the_worst_deviation_is_reached_and_within_the_bound(mu):
    omega, p, d = Observed.sample(60, 0.4, rng(20)), 0.4, 60
    found, D, generator = worst_deviation(omega, p, mu, rng(21)), omega.dense() / p - 1, rng(22)
    cap = min(1.0, 4 * mu**2 / d)
    assert found <= cap * deviation(omega, p) * (1 + 1e-6)
    for _ in range(300):                                       # points of K: no one is worse
        w = np.clip(generator.standard_normal(d), -cap, cap) * (generator.random(d) < generator.random())
        w /= max(np.abs(w).sum(), 1.0)
        assert abs(w @ D @ w) <= found


def test_the_worst_deviation_without_incoherence_is_an_entry():
    omega, p = Observed.sample(40, 0.2, rng(23)), 0.2          # K is the ℓ1-ball
    D = omega.dense() / p - 1
    assert worst_deviation(omega, p, np.sqrt(40) / 2, rng(24)) >= np.abs(np.diag(D)).max() == 1 / p - 1


def test_paley_sets_are_as_small_as_random_ones():
    chi, omega = residues(13), paley(13)
    np.testing.assert_array_equal(np.flatnonzero(chi == 1), [1, 3, 4, 9, 10, 12])
    S = 2 * omega.dense() - 1 + np.eye(13)
    np.testing.assert_array_equal(S @ S, 13 * np.eye(13) - 1)
    assert deviation(omega, 0.5) == pytest.approx(np.sqrt(13) + 1, rel=1e-6)


def test_bipartite_sees_nothing_of_the_diagonal_blocks():
    seen = rng(6).random((3, 5)) < 0.5
    dense = Observed.bipartite(seen).dense()
    np.testing.assert_array_equal(dense[:3, 3:], seen)
    assert not dense[:3, :3].any() and not dense[3:, 3:].any()


@pytest.mark.parametrize("pairs, z, answer", [
    ([(0, 0), (0, 1), (1, 2)], [1, 1, 1], True),              # a loop makes the path determine all signs
    ([(0, 1), (1, 2), (0, 2)], [1, 1, 1], True),              # an odd cycle
    ([(0, 1), (1, 2)], [1, 1, 1], False),                     # bipartite: (c, 1/c, c) fits too
    ([(0, 0), (1, 1), (1, 2)], [1, 1, 1], False),             # not connected
    ([(0, 0), (0, 1), (1, 2)], [1, 1, 0], True),              # z_3 = 0, seen with z_2
    ([(0, 0), (0, 1), (2, 2)], [1, 1, 0], True),              # z_3 = 0, seen by itself
    ([(0, 0), (0, 1), (1, 1)], [1, 1, 0], False),             # z_3 = 0, never seen
    ([(0, 0), (1, 2)], [1, 0, 0], False),                     # z_2 = z_3 = 0, seen only with each other
    ([(0, 0)], [0, 0, 0], False),
    ([(0, 0), (1, 1), (2, 2)], [0, 0, 0], True),
])
def test_what_determines_the_unknown(pairs, z, answer):
    assert determines(Observed.from_pairs(3, *np.transpose(pairs)), np.array(z, float)) is answer


# The objective ------------------------------------------------------------------------------------

@pytest.mark.parametrize("r, ridge", [(1, 0.0), (2, 0.0), (3, 0.5)])
def test_derivatives(r, ridge):
    f = problem(r=r, ridge=ridge)
    x = rng(1).standard_normal((4, f.dim))
    slopes = taylor_slopes(f, x[0], rng=rng(2))
    assert slopes.first > 1.95 and slopes.second > 2.95
    assert hvp_symmetry(f, x, rng=rng(3)) < 1e-13
    assert batch_equals_loop(f, x, rng=rng(4)) < 1e-13


def test_value_is_the_definition():
    f = problem(d=6, r=2, ridge=0.3)
    U = rng(7).standard_normal((6, 2))
    gap = f.omega.dense(f.values) - f.omega.dense() * (U @ U.T)
    assert f.value(U.ravel()) == pytest.approx((gap**2).sum() / 2 + 0.15 * (U**2).sum())


def test_batches_of_any_shape_and_value_grad():
    f = problem()
    x = rng(8).standard_normal((2, 3, f.dim))
    assert f.value(x).shape == (2, 3) and f.grad(x).shape == x.shape
    value, grad = f.value_grad(x[0, 0])
    assert value == pytest.approx(f.value(x)[0, 0], rel=1e-14) and np.ndim(value) == 0
    np.testing.assert_allclose(grad, f.grad(x)[0, 0], rtol=1e-12)
    one = rng(9).standard_normal(f.dim)
    np.testing.assert_allclose(f.hvp(x, one)[1, 2], f.hvp(x[1, 2], one), rtol=1e-12)


def test_everything_seen_is_pca():
    z = rng(10).standard_normal(5)
    f, g = MatrixCompletion.observe(z, everything(5)), RankOnePCA(np.outer(z, z))
    x, v = rng(11).standard_normal((2, 4, 5))
    np.testing.assert_allclose(f.value(x), g.value(x))
    np.testing.assert_allclose(f.grad(x), g.grad(x), atol=1e-12)
    np.testing.assert_allclose(f.hvp(x, v), g.hvp(x, v), atol=1e-12)


def test_the_value_keeps_its_digits_near_the_minimum():
    f = problem(d=30, r=1)
    assert 0 < f.value(lbfgs(f, f.spectral_start(), tol=1e-12).x) < 1e-22


@pytest.mark.parametrize("r", [1, 3])
def test_recovery_up_to_rotation(r):
    generator = rng(12)
    Z = generator.standard_normal((60, r)) / np.sqrt(60)
    f = MatrixCompletion.observe(Z, Observed.sample(60, 0.5, generator))
    run = lbfgs(f, generator.standard_normal((3, f.dim)) / np.sqrt(60), tol=1e-10)
    assert run.success.all() and (distance(run.x, Z) < 1e-8).all()
    low = np.linalg.eigvalsh(hessian(f, run.x[0]))
    assert (np.abs(low) < 1e-8).sum() == r * (r - 1) // 2      # the rotations UQ, and nothing else


def test_spectral_start_is_near():
    generator = rng(13)
    Z = generator.standard_normal((400, 2)) / 20
    f = MatrixCompletion.observe(Z, Observed.sample(400, 0.5, generator))
    assert distance(f.spectral_start(), Z) < 0.3 * np.linalg.norm(Z)


def test_the_diagonal_alone_leaves_every_sign_open():
    z = np.array([1.0, 2.0])
    f = MatrixCompletion.observe(z, Observed.from_pairs(2, [0, 1], [0, 1]))
    found = landscape.find_critical_points(f, 3 * rng(14).standard_normal((200, 2)))
    assert len(found.points) == 9 and (f.value(found.points) < 1e-20).sum() == 4


def test_ridge_on_a_bipartite_set_is_the_nuclear_norm():
    generator = rng(15)
    M, seen = generator.standard_normal((8, 3)) @ generator.standard_normal((3, 6)), generator.random((8, 6)) < 0.7
    omega, tau = Observed.bipartite(seen), 0.5
    f = MatrixCompletion(omega, M[seen], rank=6, ridge=2 * tau)
    run = lbfgs(f, generator.standard_normal(f.dim), tol=1e-9)
    A, B = np.split(run.x.reshape(14, 6), [8])
    X = np.zeros((8, 6))                                       # the convex problem by proximal steps
    for _ in range(20_000):
        u, s, vt = np.linalg.svd(np.where(seen, M, X), full_matrices=False)
        X = u * np.maximum(s - tau, 0) @ vt
    np.testing.assert_allclose(A @ B.T, X, atol=1e-5)
    assert f.residual_norm(run.x) == pytest.approx(tau, rel=1e-5)


def test_memory_grows_with_what_is_observed():
    tracemalloc.start()
    f = MatrixCompletion.observe(np.ones(100_000) / 316, Observed.sample(100_000, 1e-5, rng(16)))
    f.hvp(f.grad(f.spectral_start()), f.spectral_start())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200e6                                        # d² doubles would be 80 GB


def test_distance_and_incoherence():
    Z = rng(17).standard_normal((9, 2))
    Q = np.linalg.qr(rng(18).standard_normal((2, 2)))[0]
    assert distance((Z @ Q).ravel(), Z) < 1e-13
    assert distance(-Z[:, 0], Z[:, 0]) < 1e-14 and distance(np.zeros(9), Z[:, 0]) == pytest.approx(np.linalg.norm(Z[:, 0]))
    assert incoherence(np.ones(7)) == pytest.approx(1) and incoherence(np.eye(9)[0]) == pytest.approx(3)


# Bad input ----------------------------------------------------------------------------------------

OMEGA = Observed.from_pairs(3, [0, 1], [1, 2])


@pytest.mark.parametrize("call, message", [
    (lambda: Observed.from_pairs(3, [0, 3], [1, 1]), "i must lie in 0 … 2, got 3"),
    (lambda: Observed.from_pairs(3, [0, 1], [1, -1]), "j must lie in 0 … 2, got -1"),
    (lambda: Observed.from_pairs(3, [0], [1, 2]), "i and j must have the same length, got 1 and 2"),
    (lambda: Observed.from_pairs(3, [0.5], [1]), "i must be a nonempty list of integers"),
    (lambda: Observed.from_pairs(3, [], []), "i must be a nonempty list of integers"),
    (lambda: Observed.from_pairs(0, [0], [0]), "d must be an integer ≥ 1"),
    (lambda: Observed.sample(3, 0, rng()), "p must be a positive number"),
    (lambda: Observed.sample(3, 1.5, rng()), "p must be at most 1"),
    (lambda: Observed.sample(3, 0.5, 7), "rng must be a numpy.random.Generator"),
    (lambda: paley(15), "q must be a prime that is 1 modulo 4, got 15"),
    (lambda: paley(7), "q must be a prime that is 1 modulo 4, got 7"),
    (lambda: worst_deviation(OMEGA, 0.5, 0.0, rng()), "mu must be a positive number"),
    (lambda: residues(4), "q must be an integer ≥ 5"),
    (lambda: Observed.bipartite(np.ones((2, 2))), "seen must be a nonempty mask"),
    (lambda: MatrixCompletion(np.eye(3), np.ones(2)), "omega must be an Observed"),
    (lambda: MatrixCompletion(OMEGA, np.ones(3)), "values must hold one entry for each of the 2 pairs"),
    (lambda: MatrixCompletion(OMEGA, [1.0, np.nan]), "values must be finite"),
    (lambda: MatrixCompletion(OMEGA, np.ones(2), rank=0), "rank must be an integer ≥ 1"),
    (lambda: MatrixCompletion(OMEGA, np.ones(2), ridge=-1.0), "ridge must be a positive number"),
    (lambda: MatrixCompletion.observe(np.ones(4), OMEGA), "Z must have shape"),
])
def test_bad_input(call, message):
    with pytest.raises(ValueError, match=message.replace("(", r"\(")) as caught:
        call()
    assert "\n" not in str(caught.value)
