"""The deep linear network of vzh section 1.3.2: derivatives, the rank condition, escape times."""

from math import log

import numpy as np
import pytest

from landscapes import differences
from landscapes.deep_linear import chain, deep_risk, escape_steps, inner_rank, narrowest, sideways
from landscapes.objective import hessian, join, norm, split
from landscapes.symbolic import gradient, matrix, trace

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("sizes", [(3, 2, 4), (2, 1, 2), (4, 3, 2, 5), (1, 1, 1, 1), (2, 3, 1, 2)])
def test_the_derived_gradient_of_the_risk_is_that_of_the_code(sizes):
    """(1.29) for L = 2 and 3, differentiated by the algebra, at random points."""
    names = [f"n_{l}" for l in range(len(sizes))]
    letters = [matrix(f"W_{l}", (names[l], names[l - 1])) for l in range(1, len(sizes))]
    Z = letters[0]
    for W in letters[1:]:
        Z = W * Z
    first, last = names[0], names[-1]
    Sxx, Syy = matrix("A", (first, first), symmetric=True), matrix("B", (last, last), symmetric=True)
    Syx = matrix("C", (last, first))
    R = trace(Syy - 2 * Syx * Z.T + Z * Sxx * Z.T)

    X, Y = RNG.standard_normal((sizes[0], 7)), RNG.standard_normal((sizes[-1], 7))
    f = deep_risk(X, Y, sizes[-2:0:-1])
    W = [RNG.standard_normal((sizes[l], sizes[l - 1])) for l in range(1, len(sizes))]
    values = {"A": X @ X.T / 7, "B": Y @ Y.T / 7, "C": Y @ X.T / 7, **dict(zip(names, sizes)),
              **{f"W_{l + 1}": w for l, w in enumerate(W)}}
    derived = [np.reshape(g.evaluate(values), w.shape) for g, w in zip(gradient(R, tuple(letters)), W)]
    x = join(W[::-1], f.shapes)
    assert np.isclose(f.value(x), R.evaluate(values))
    assert np.allclose(f.grad(x), join(derived[::-1], f.shapes))


def test_derivatives_and_batches():
    f = deep_risk(RNG.standard_normal((3, 8)), RNG.standard_normal((2, 8)), (2, 4, 3))
    x, v = RNG.standard_normal((2, f.dim))
    slopes = differences.taylor_slopes(f, x, v)
    assert abs(slopes.first - 2) < 0.1 and abs(slopes.second - 3) < 0.1, slopes
    assert differences.batch_equals_loop(f, RNG.standard_normal((2, 3, f.dim)), rng=RNG) < 1e-12


def test_a_risk_without_a_half():
    f = deep_risk(np.eye(2), np.eye(2), (1,))
    assert np.isclose(f.value(np.zeros(f.dim)), 1)  # (1/2)‖I‖_F²
    assert np.isclose(chain(3).value(np.array([0.5, 1.0, 1.0])), 0.25)


def test_the_origin_is_flat_from_three_layers_on():
    assert np.allclose(hessian(chain(2), np.zeros(2)), [[0, -2], [-2, 0]])
    for layers in (3, 4):
        assert np.abs(hessian(chain(layers), np.zeros(layers))).max() == 0


def test_rank():
    f = deep_risk(np.eye(3), np.eye(3), (2, 3, 2))
    x = RNG.standard_normal((4, 5, f.dim))
    assert narrowest(f) == 2 and inner_rank(f, x).shape == (4, 5) and (inner_rank(f, x) == 2).all()
    assert inner_rank(f, 0 * x[0, 0]) == 0
    shallow = deep_risk(np.eye(3), np.eye(3), (2,))
    assert inner_rank(shallow, np.zeros(shallow.dim)) == 2 and (inner_rank(shallow, np.zeros((3, shallow.dim))) == 2).all()


@pytest.mark.parametrize("zero", [(0, 1, 2, 3), (0, 1), (1, 2), (0, 3), (1, 3)])
def test_moves_that_keep_the_product_and_show_a_gradient(zero):
    """At critical points with two or more layers zero, W_L ⋯ W_1 = 0 and the gradient vanishes; sideways it does not."""
    f = deep_risk(RNG.standard_normal((3, 9)), RNG.standard_normal((3, 9)), (2, 4, 2))
    layers = [0 * W if k in zero else W for k, W in enumerate(split(RNG.standard_normal(f.dim), f.shapes))]
    x = join(layers, f.shapes)
    moved = sideways(f, x, 0.5, RNG)
    assert norm(f.grad(x)) == 0 and norm(f.grad(moved)) > 1e-3
    assert np.allclose(f.product(moved), 0, atol=1e-12) and np.isclose(f.value(moved), f.value(x))


def test_moves_from_a_generic_point():
    f = deep_risk(np.eye(3), np.eye(3), (2, 2))
    x = RNG.standard_normal(f.dim)
    assert np.allclose(f.product(sideways(f, x, 0.5, RNG)), f.product(x))
    square = deep_risk(np.eye(2), np.eye(2), (2, 2))
    y = RNG.standard_normal(square.dim)
    assert np.array_equal(sideways(square, y, 0.5, RNG), y)      # all products are onto: nothing is free to move


def test_escape_steps():
    assert escape_steps(chain(2), np.array([[1.0, 1.0], [0.0, 0.0]]), 0.1, 0.5, max_iter=50).tolist() == [0, np.inf]
    few, many = escape_steps(chain(2), np.array([[1e-3, 1e-3], [1e-6, 1e-6]]), 0.05, 0.5)
    assert abs((many - few) - 3 * log(10) / log(1.1)) <= 1
    one, ten = escape_steps(chain(3), np.outer([1e-2, 1e-3], np.ones(3)), 0.05, 0.5)
    assert 9.5 < ten / one < 10.5


@pytest.mark.parametrize("call, says", [
    (lambda: chain(0), "layers"),
    (lambda: deep_risk(np.ones((2, 3)), np.ones((1, 4)), (1,)), "columns"),
    (lambda: narrowest(chain(1)), "hidden"),
    (lambda: inner_rank(chain(3), np.zeros(3), tol=0), "tol"),
    (lambda: sideways(chain(3), np.zeros(3), 0.0, RNG), "size"),
    (lambda: sideways(chain(3), np.zeros(2), 0.5, RNG), "x"),
    (lambda: escape_steps(chain(2), np.zeros(2), -1.0, 0.5), "step"),
    (lambda: escape_steps(chain(2), np.zeros(3), 0.1, 0.5), "x0"),
])
def test_bad_input(call, says):
    with pytest.raises(ValueError, match=says):
        call()
