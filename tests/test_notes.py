"""Hard quartics, the factorized relaxation of max-cut, rippled squares: derivatives, batches, bad input, known answers."""

from fractions import Fraction

import numpy as np
import pytest
from landscapes import descent, landscape, maxcut
from landscapes.differences import batch_equals_loop, hvp_symmetry, taylor_slopes
from landscapes.hardness import (
    PartitionQuartic,
    SquaresForm,
    cycle,
    graph,
    independence_number,
    petersen,
    simplex_minimum,
)
from landscapes.maxcut import BurerMonteiro, is_positive_semidefinite, largest_cut, lower_bound
from landscapes.rippled import RippledSquares
from landscapes.sphere import OnSphere, random_unit

rng = np.random.default_rng(77)
B = rng.standard_normal((6, 6))
OBJECTIVES = {
    "partition": PartitionQuartic(np.array([3.0, 1, 4, 1, 5])),
    "squares": SquaresForm(B + B.T),
    "squares on the sphere": OnSphere(SquaresForm(B + B.T)),
    "Burer-Monteiro": BurerMonteiro(B + B.T, 3),
    "rippled": RippledSquares(rng.standard_normal((3, 5)), 3.0),
}


def point(f, *shape):
    x = rng.standard_normal((*shape, f.dim))
    return x if f.is_euclidean else f.retract(0.0, x)


@pytest.mark.parametrize("name", OBJECTIVES)
def test_derivatives(name):
    f = OBJECTIVES[name]
    slopes = taylor_slopes(f, point(f), rng=rng)
    assert slopes.first > 1.9 and slopes.second > 2.9
    assert hvp_symmetry(f, point(f), rng=rng) < 1e-10
    assert batch_equals_loop(f, point(f, 2, 3), rng=rng) < 1e-12


def test_a_partition_is_a_strict_minimum_of_value_zero():
    f = PartitionQuartic([3, 1, 1, 2, 2, 1])
    splits = f.splits()
    assert splits.shape == (10, 6) and np.allclose(f.value(splits), 0) and np.allclose(f.grad(splits), 0)
    assert np.allclose(landscape.extreme_eigenvalues(f, splits)[0], 8)
    assert len(PartitionQuartic([1, 1, 4]).splits()) == 0


@pytest.mark.parametrize("A", [cycle(5), cycle(6), petersen(), graph(4, []), graph(3, [(0, 1), (0, 2), (1, 2)])])
def test_the_simplex_knows_the_independence_number(A):
    value, x = simplex_minimum(A + np.eye(len(A), dtype=int))
    assert value == Fraction(1, independence_number(A))
    assert sum(x) == 1 and min(x) >= 0 and all(isinstance(entry, Fraction) for entry in x)
    x = np.array([float(entry) for entry in x])
    assert x @ (A + np.eye(len(A))) @ x == pytest.approx(float(value))


def test_the_simplex_minimum_is_below_every_sample():
    for _ in range(20):
        M = rng.integers(-4, 5, (4, 4))
        M = M + M.T
        value, _ = simplex_minimum(M)
        x = rng.dirichlet(np.full(4, 0.5), 2000)
        values = np.einsum("ki,ij,kj->k", x, M, x)
        assert float(value) <= values.min() + 1e-9 and values.min() < float(value) + 1.5


def test_petersen_has_the_known_cut_and_a_proved_bound():
    f = BurerMonteiro(petersen(), 4)
    run = descent.gradient_descent(f, f.random(rng, 3), step=1 / 12, tol=1e-4)
    assert run.success.all() and np.allclose(run.value, -20, atol=1e-3) and (f.gap(run.x) < 1e-2).all()
    assert lower_bound(petersen(), np.full(10, -2.0)) == -20
    assert -20 - Fraction(1, 50) < lower_bound(petersen(), f.multipliers(run.x[0])) <= -20
    assert largest_cut(petersen()) == 12 and largest_cut(cycle(5)) == 4


def test_the_gap_bounds_the_distance_to_the_optimum():
    C = rng.standard_normal((7, 7))
    f = BurerMonteiro(C + C.T, 4)
    best = descent.gradient_descent(f, f.random(rng, 20), step=0.02, tol=1e-5).value.min()
    x = f.random(rng, 50)
    assert (f.value(x) - f.gap(x) <= best + 1e-9).all()
    assert np.allclose(np.linalg.norm(f.rows(x), axis=-1), 1)


def test_semidefiniteness_is_exact():
    assert is_positive_semidefinite([[1, 1], [1, 1]]) and is_positive_semidefinite([[0, 0], [0, 0]])
    assert not is_positive_semidefinite([[1, 1], [1, 1 - Fraction(1, 10**30)]])
    for _ in range(20):
        S = rng.integers(-3, 4, (4, 4))
        S = S + S.T + 4 * np.eye(4, dtype=int)
        assert is_positive_semidefinite(S.tolist()) == (np.linalg.eigvalsh(S)[0] > -1e-9)


def test_rippled_squares_keep_their_promises():
    A = rng.standard_normal((3, 5))
    f = RippledSquares(A, 3.0)
    x = 5 * rng.standard_normal((500, 5))
    low, high = landscape.extreme_eigenvalues(f, x)
    assert max(-low.min(), high.max()) <= f.smoothness + 1e-9 and low.min() < 0
    mu = np.linalg.svd(A, compute_uv=False)[-1] ** 2 / 3
    assert ((f.grad(x) ** 2).sum(axis=-1) >= mu * f.value(x)).all()


@pytest.mark.parametrize("call, words", [
    (lambda: PartitionQuartic([[1.0]]), "a must have 1 axes"),
    (lambda: SquaresForm(np.ones((2, 3))), "M must be square"),
    (lambda: simplex_minimum([[0.5]]), "whole numbers"),
    (lambda: graph(3, [(0, 3)]), "edges must join"),
    (lambda: cycle(2), "n must be an integer ≥ 3"),
    (lambda: BurerMonteiro(np.eye(3), 1), "r must be an integer ≥ 2"),
    (lambda: lower_bound(np.eye(3), [1.0]), "lam must have shape"),
    (lambda: maxcut.BurerMonteiro(np.eye(3), 2).random(0), "rng must be"),
    (lambda: RippledSquares([1.0]), "A must have 2 axes"),
    (lambda: RippledSquares([[1.0]], -2), "b must be a number"),
])
def test_bad_input_is_refused_in_one_line(call, words):
    with pytest.raises(ValueError, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_random_points_of_the_sphere_fit():
    q = OnSphere(SquaresForm(petersen() + np.eye(10)))
    run = descent.gradient_descent(q, random_unit(rng, 30, 10), step=0.05, tol=1e-6)
    assert run.success.all() and run.value.min() == pytest.approx(0.25)
