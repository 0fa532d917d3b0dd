"""Tensors on the sphere: derivatives, the closed forms, the power method, all components, and independent components."""

from itertools import permutations, product

import numpy as np
import pytest

from landscapes import Kind, OnSphere, Stop, classify, gradient_descent, hessian, random_unit, tangent_spectrum, trust_region
from landscapes.cumulant import FourthCumulant, amari_error, whiten
from landscapes.differences import batch_equals_loop, hvp_symmetry, taylor_slopes
from landscapes.objective import norm
from landscapes.tensor import DenseTensor, OrthogonalTensor
from landscapes.tensor_power import components, distance_bound, power_iteration


def rows(n, d, rng):
    return np.linalg.qr(rng.standard_normal((d, n)))[0].T


def dense(f):
    return np.einsum("n,ni,nj,nk,nl->ijkl", f.weights, f.A, f.A, f.A, f.A)


def symmetric_noise(d, rng):
    E = rng.standard_normal((d,) * 4)
    return sum(E.transpose(axes) for axes in permutations(range(4))) / 24


def samples(rng):
    """Independent sources of both signs of kurtosis, mixed; white."""
    S = np.column_stack([rng.laplace(size=4000), rng.uniform(-1, 1, 4000), rng.standard_normal(4000) ** 3])
    return S, whiten(S @ rng.standard_normal((3, 3)).T)


def objectives():
    rng = np.random.default_rng(0)
    A = rows(3, 5, rng)
    yield OrthogonalTensor(A)
    yield OrthogonalTensor(A, np.array([2.0, -1.0, 0.5]))
    yield OrthogonalTensor(rng.standard_normal((7, 4)), slack=np.inf)
    yield DenseTensor(dense(OrthogonalTensor(A)))
    yield FourthCumulant(samples(rng)[1][0])
    yield -FourthCumulant(samples(rng)[1][0])


each = pytest.mark.parametrize("f", list(objectives()), ids=lambda f: type(f).__name__)


@each
def test_derivatives_batches_and_degree(f):
    rng = np.random.default_rng(1)
    x = rng.standard_normal((6, f.dim))
    for g, points in ((f, x), (OnSphere(f), x / norm(x)[:, None])):
        slopes = taylor_slopes(g, points[0], rng=rng)
        assert slopes.first > 1.9 and slopes.second > 2.9
        assert batch_equals_loop(g, points, rng=rng) < 1e-12
        assert hvp_symmetry(g, points, rng=rng) < 1e-12
    np.testing.assert_allclose(np.einsum("ij,ij->i", x, f.grad(x)), 4 * f.value(x), rtol=1e-10)
    np.testing.assert_allclose((-f).value(x), -f.value(x))
    if hasattr(f, "contract"):
        np.testing.assert_allclose(12 * f.contract(np.outer(x[0], x[0])), hessian(f, x[0]), atol=1e-10)


def test_the_dense_tensor_is_the_same_function():
    rng = np.random.default_rng(2)
    f = OrthogonalTensor(rows(3, 4, rng), np.array([1.0, 3.0, -2.0]))
    x, v = rng.standard_normal((2, 2, 5, 4))
    W = rng.standard_normal((4, 4))
    W = W + W.T
    T = dense(f)
    for g in (DenseTensor(T), DenseTensor(np.asfortranarray(T)), DenseTensor(T.transpose(2, 0, 3, 1))):
        np.testing.assert_allclose(g.value(x), f.value(x), atol=1e-12)
        np.testing.assert_allclose(g.hvp(x, v), f.hvp(x, v), atol=1e-11)
        np.testing.assert_allclose(g.contract(W), f.contract(W), atol=1e-12)
    assert DenseTensor(np.ones((2, 2, 2, 2), dtype=int)).value(np.ones(2)) == 16


@pytest.mark.parametrize("n, d", [(1, 1), (1, 3), (2, 2), (2, 4), (3, 3), (4, 4)])
def test_stationary_points_and_spectra(n, d):
    f = OrthogonalTensor(rows(n, d, np.random.default_rng(3)))
    points = f.stationary_points()
    assert len(points) == 3**n - 1 == len(np.unique(points.round(9), axis=0))
    assert norm(OnSphere(f).grad(points)).max() < 1e-14
    s = np.round(1 / f.value(points)).astype(int)
    assert (np.bincount(s, minlength=n + 1)[1] == 2 * n) and f.distance(points[s == 1]).max() < 1e-15
    if d > 1:
        for point, count in zip(points, s):
            np.testing.assert_allclose(tangent_spectrum(OnSphere(f), point), f.spectrum(count), atol=1e-12)
        kinds = classify(OnSphere(f), points)
        expected = np.where(s == 1, Kind.LOCAL_MAXIMUM, np.where(s == d, Kind.LOCAL_MINIMUM, Kind.STRICT_SADDLE))
        np.testing.assert_array_equal(kinds, expected)


def test_free_directions_are_degenerate():
    f = OrthogonalTensor(np.eye(3)[:2])
    assert classify(OnSphere(f), np.eye(3)[2]) is Kind.DEGENERATE
    assert power_iteration(f, np.eye(3)[2]).stop is Stop.SECOND_ORDER  # nothing of second order is wrong with it
    assert components(f, 2, rng=np.random.default_rng(0)).weight == pytest.approx([1, 1])


def test_solvers_maximize_through_the_minus_sign():
    rng = np.random.default_rng(4)
    f = OrthogonalTensor(rows(4, 6, rng))
    starts = random_unit(rng, 40, 6)
    run = gradient_descent(OnSphere(-f), starts, step=0.1)
    assert run.success.all() and f.distance(run.x).max() < 1e-7
    np.testing.assert_allclose(run.value, -1, atol=1e-12)
    saddle = (f.A[0] + f.A[1]) / np.sqrt(2)
    assert gradient_descent(OnSphere(-f), saddle, step=0.1).stop is Stop.FIRST_ORDER
    assert f.distance(trust_region(OnSphere(-f), saddle).x) < 1e-7


def test_the_power_method_cubes_and_the_largest_wins():
    rng = np.random.default_rng(5)
    f = OrthogonalTensor(rows(5, 5, rng))
    starts = random_unit(rng, 2, 30, 5)
    run = power_iteration(f, starts, record=1)
    assert run.success.all() and run.x.shape == starts.shape and run.iterations.max() < 20
    winner = np.abs(starts @ f.A.T).argmax(axis=-1)
    np.testing.assert_array_equal(np.abs(run.x @ f.A.T).argmax(axis=-1), winner)
    error = f.distance(run.trace)
    before, after = error[:-1], error[1:]
    moved = (before < 0.1) & (before > 1e-4)
    assert moved.sum() > 50 and (after[moved] < 2 * before[moved] ** 3 + 1e-15).all()
    saddle = power_iteration(f, f.stationary_points()[20])
    assert saddle.stop is Stop.FIRST_ORDER and saddle.curvature < -1


def test_components_of_exact_tensors():
    rng = np.random.default_rng(6)
    for n, d in ((1, 1), (1, 4), (3, 3), (5, 9), (40, 40), (70, 100)):
        f = OrthogonalTensor(rows(n, d, rng))
        tensors = [f, DenseTensor(dense(f))] if d < 10 else [f]
        for g in tensors:
            found = components(g, n, rng=rng)
            assert found.x.shape == (n, d) and found.starts == n and found.residual < 1e-13
            assert np.abs(f.A @ found.x.T).max(axis=1).min() > 1 - 1e-12
            assert f.distance(found.x).max() < 1e-12 and distance_bound(g, found.x).max() < 1e-12
            assert (found.x[range(n), np.abs(found.x).argmax(axis=1)] > 0).all()


def test_components_with_weights_of_both_signs_and_too_high_a_count():
    rng = np.random.default_rng(7)
    f = OrthogonalTensor(rows(3, 6, rng), np.array([0.5, -3.0, 1.0]))
    found = components(f, 6, rng=rng)
    np.testing.assert_allclose(found.weight, [-3, 1, 0.5])
    assert f.distance(found.x).max() < 1e-13 and found.residual < 1e-13
    assert len(components(OrthogonalTensor(np.eye(2), np.zeros(2)), 2, rng=rng).x) == 0


def test_components_from_noise_are_stationary_and_near():
    rng = np.random.default_rng(8)
    f, E = OrthogonalTensor(rows(6, 8, rng)), symmetric_noise(8, rng)
    noisy = DenseTensor(dense(f) + 0.01 * E)
    found = components(noisy, 6, rng=rng)
    assert len(found.x) == 6 and norm(OnSphere(noisy).grad(found.x)).max() < 1e-11
    assert 1e-3 < found.residual < 0.1 and f.distance(found.x).max() < 0.05
    assert (tangent_spectrum(OnSphere(noisy), found.x) < -3).all()
    missing = components(f, 3, rng=rng)
    assert len(missing.x) == 3 and missing.residual > 0.01  # three others were not asked for


def test_what_was_found_twice_is_looked_for_again():
    """From equal starts all runs end at one component; fresh starts are orthogonal to it."""
    from landscapes import tensor_power

    f = OrthogonalTensor(rows(4, 4, np.random.default_rng(9)), slack=1e-8)
    before = tensor_power._eigenvectors
    tensor_power._eigenvectors = lambda f, count, rng: (np.repeat(f.A[:1], count, axis=0) + 1e-3, np.ones(count))
    try:
        found = components(f, 4, rng=np.random.default_rng(0))
    finally:
        tensor_power._eigenvectors = before
    assert len(found.x) == 4 and found.starts > 4 and f.distance(found.x).max() < 1e-9


def test_the_distance_bound_holds():
    rng = np.random.default_rng(10)
    f = OrthogonalTensor(rows(4, 7, rng))
    x = f.A[rng.integers(4, size=5000)] + rng.uniform(0, 0.4, (5000, 1)) * rng.standard_normal((5000, 7))
    x /= norm(x)[:, None]
    bound, value = distance_bound(f, x), f.value(x)
    assert (bound >= f.distance(x)).all() and np.isinf(bound[value <= 0.5]).all()
    assert np.isfinite(bound[value > 0.5]).all() and (value <= 0.5).any()
    near = random_unit(rng, 1000, 7) * 1e-3 + f.A[0]
    near /= norm(near)[:, None]
    assert 1.19 < np.median(distance_bound(f, near) / f.distance(near)) < 1.21


def test_the_cumulant_of_independent_sources_is_orthogonal():
    values = np.array([-1.0, 1.0]), np.sqrt(1.5) * np.array([-1.0, 0.0, 1.0]), np.repeat([-2.0, 0.0, 2.0], [1, 6, 1])
    S, Q = np.array(list(product(*values))), rows(3, 3, np.random.default_rng(11))
    f, g = FourthCumulant(S @ Q), OrthogonalTensor(Q, np.array([-2.0, -1.5, 1.0]))
    x, v = np.random.default_rng(12).standard_normal((2, 20, 3))
    np.testing.assert_allclose(f.value(x), g.value(x), atol=1e-11)
    np.testing.assert_allclose(f.grad(x), g.grad(x), atol=1e-11)
    np.testing.assert_allclose(f.hvp(x, v), g.hvp(x, v), atol=1e-10)
    assert g.distance(components(f, 3, rng=np.random.default_rng(0)).x).max() < 1e-12


def test_sources_are_separated():
    S, (Z, W) = samples(np.random.default_rng(13))
    np.testing.assert_allclose(Z.T @ Z / len(Z), np.eye(3), atol=1e-12)
    found = components(FourthCumulant(Z), 3, rng=np.random.default_rng(0)).x @ Z.T
    correlation = np.abs(np.corrcoef(found, S.T)[:3, 3:])
    assert (correlation.max(axis=1) > 0.98).all() and sorted(correlation.argmax(axis=1)) == [0, 1, 2]
    run = gradient_descent(OnSphere(-FourthCumulant(Z)), random_unit(np.random.default_rng(1), 3), step=0.003)
    assert run.success and run.value < -1


def test_the_amari_error():
    rng = np.random.default_rng(14)
    P = np.diag([1.0, -2, 0.1, 5])[[2, 0, 3, 1]]
    assert amari_error(P) == 0 and amari_error(np.ones((4, 4))) == 1
    assert 0 < amari_error(P + 0.01 * rng.standard_normal((4, 4))) < amari_error(P + 0.05 * rng.standard_normal((4, 4))) < 1


def bad_tensor(where, value=1.0):
    T = np.zeros((2, 2, 2, 2))
    T[where] = value
    return T



@pytest.mark.parametrize("call, message", [
    (lambda: OrthogonalTensor(np.ones(3)), "A must have 2 axes"),
    (lambda: OrthogonalTensor(np.array([[1.0, 0], [0.6, 0.8]])), "⟨a_0, a_1⟩ = 0.6"),
    (lambda: OrthogonalTensor(2 * np.eye(2)), "⟨a_0, a_0⟩ = 4"),
    (lambda: OrthogonalTensor(np.full((1, 2), np.nan)), "A must be finite"),
    (lambda: OrthogonalTensor(np.eye(2), np.ones(3)), "weights must be as many as the rows of A, 2, got 3"),
    (lambda: OrthogonalTensor(np.eye(2), np.array([1.0, 2.0])).stationary_points(), "weights must all be 1, got 2"),
    (lambda: OrthogonalTensor(np.eye(20)).stationary_points(), "too many to list"),
    (lambda: OrthogonalTensor(np.eye(3)[:2]).spectrum(3), "s must be at most 2"),
    (lambda: DenseTensor(np.ones((2, 2, 2))), "T must have 4 axes"),
    (lambda: DenseTensor(np.ones((2, 2, 2, 3))), "four equal axes"),
    (lambda: DenseTensor(np.empty((0, 0, 0, 0))), "T must not be empty"),
    (lambda: DenseTensor(bad_tensor((0, 0, 0, 0), np.nan)), "T must be finite, got nan at index"),
    (lambda: DenseTensor(bad_tensor((1, 1, 1, 1), np.inf)), "T must be finite, got inf at index"),
    (lambda: DenseTensor(bad_tensor((0, 1, 1, 1))), "T must be symmetric"),
    (lambda: DenseTensor(bad_tensor((0, 0, 1, 1))), "T must be symmetric"),
    (lambda: DenseTensor(bad_tensor((0, 1, 0, 1)) + bad_tensor((1, 0, 1, 0))), "T must be symmetric"),
    (lambda: power_iteration(OrthogonalTensor(np.eye(2)), np.ones(2)), "x0 must lie on the manifold"),
    (lambda: power_iteration(OrthogonalTensor(np.eye(2)), np.eye(2)[0], tol=0), "tol must be a positive number"),
    (lambda: components(OrthogonalTensor(np.eye(2)), 3, rng=np.random.default_rng(0)), "count must be at most the dimension 2"),
    (lambda: components(OrthogonalTensor(np.eye(2)), 2, rng=0), "rng must be a numpy.random.Generator"),
    (lambda: distance_bound(OrthogonalTensor(np.eye(2)), np.ones(2)), "x must lie on the manifold"),
    (lambda: FourthCumulant(np.ones((5, 2))), "Z must have mean 0 and covariance I"),
    (lambda: whiten(np.ones((5, 2))), "covariance of full rank"),
    (lambda: amari_error(np.ones((2, 3))), "P must be square"),
    (lambda: amari_error(np.zeros((2, 2))), "no row and no column of zeros"),
])
def test_bad_input_is_refused_in_one_line(call, message):
    with pytest.raises(ValueError) as refused:
        call()
    assert message in str(refused.value) and "\n" not in str(refused.value)


def test_the_benchmark_is_left_out_in_one_line_without_its_peer(capsys, monkeypatch, tmp_path):
    from bench import __main__ as bench

    monkeypatch.setattr(bench, "OUTPUT", tmp_path / "bench.json")
    try:
        import tensorly  # noqa: F401
    except ImportError:
        assert bench.main(["tensor"]) == 0
        assert "tensor: left out, tensorly is not installed" in capsys.readouterr().out
    else:
        from bench import tensor

        row = tensor.dense(6, 1, np.random.default_rng(0))
        assert row.ours_error < 1e-12 and row.ours_seconds < row.peer_seconds
