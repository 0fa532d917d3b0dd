"""The package's hand-written gradients and Hessian products are the derived ones, at random sizes."""
import numpy as np
import pytest
from landscapes.completion import MatrixCompletion
from landscapes.matrix import RankOnePCA
from landscapes.observed import Observed
from landscapes.sphere import OnSphere
from landscapes.symbolic import (frobenius2, gradient, had, hessian_vector, identity, inner, mask, matrix, norm2, norm4,
                                 random_values, sphere_gradient, sphere_hessian, sphere_hessian_form, total, vector)

x, v, w = vector("x v w")
M = matrix("M", symmetric=True)
A, weights = matrix("A", ("n", "d")), vector("c", "n")
tensor = total(had(weights, *[A * x] * 4))


def compare(f, objective, seed):
    """Value, gradient and Hessian product of an expression and of an objective made from the same letters."""
    g, h = gradient(f, x), hessian_vector(f, x, v)
    values = random_values(f, g, h, rng=np.random.default_rng(seed))
    made = objective(values)
    assert made.value(values["x"]) == pytest.approx(f.evaluate(values))
    assert np.allclose(made.grad(values["x"]), g.evaluate(values))
    assert np.allclose(made.hvp(values["x"], values["v"]), h.evaluate(values))


@pytest.mark.parametrize("seed", range(3))
def test_rank_one_pca(seed):
    compare(frobenius2(M - x * x.T) / 2, lambda at: RankOnePCA(at["M"]), seed)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("rank", [1, 3])
def test_matrix_completion(rank, seed):
    """(4.5) of ma, and with a factor of any rank: value, gradient and Hessian product from the list of observed pairs."""
    U, V = (vector("U"), vector("V")) if rank == 1 else matrix("U V", ("d", "r"))
    seen = mask("Omega", symmetric=True)
    f = frobenius2(seen(M - U * U.T)) / 2
    g, h = gradient(f, U), hessian_vector(f, U, V)
    at = random_values(f, g, h, rng=np.random.default_rng(seed))
    dense = at["Omega"]
    i, j = np.nonzero(np.triu(dense))
    omega = Observed.from_pairs(len(dense), i, j)
    made = MatrixCompletion(omega, at["M"][omega.rows, omega.columns], at["U"].size // len(dense))
    assert made.value(at["U"].ravel()) == pytest.approx(f.evaluate(at))
    assert np.allclose(made.grad(at["U"].ravel()), g.evaluate(at).ravel())
    assert np.allclose(made.hvp(at["U"].ravel(), at["V"].ravel()), h.evaluate(at).ravel())


@pytest.mark.parametrize("seed", range(3))
def test_orthogonal_tensor(seed):
    tensors = pytest.importorskip("landscapes.tensor")
    compare(tensor, lambda at: tensors.OrthogonalTensor(at["A"], at["c"], slack=np.inf), seed)


def test_the_sphere_wrapper():
    f = frobenius2(M - x * x.T) / 2
    g, h = sphere_gradient(f, x), sphere_hessian_form(f, x, v)
    values = random_values(f, h, rng=np.random.default_rng(0))
    p = values["x"] / np.linalg.norm(values["x"])
    u = values["v"] - p @ values["v"] * p
    at, made = values | {"x": p, "v": u}, OnSphere(RankOnePCA(values["M"]))
    assert np.allclose(made.grad(p), g.evaluate(at))
    assert u @ made.hvp(p, u) == pytest.approx(h.evaluate(at))


@pytest.mark.parametrize("f", [norm4(x), norm4(A * x), inner(x, M * x) * inner(x, w)], ids=repr)
def test_derivatives_along_great_circles(f):
    """f(cos(t) x + sin(t) v) has the derived first and second derivatives at t = 0."""
    g, h = sphere_gradient(f, x), sphere_hessian_form(f, x, v)
    values = random_values(f, g, h, rng=np.random.default_rng(5))
    p = values["x"] / np.linalg.norm(values["x"])
    u = values["v"] - p @ values["v"] * p
    u /= np.linalg.norm(u)
    values |= {"v": u}

    def along(t):
        return f.evaluate(values | {"x": np.cos(t) * p + np.sin(t) * u})

    t = 1e-3
    values |= {"x": p}
    assert u @ g.evaluate(values) == pytest.approx((along(t) - along(-t)) / (2 * t), rel=1e-4, abs=1e-4)
    assert h.evaluate(values) == pytest.approx((along(t) - 2 * along(0) + along(-t)) / t ** 2, rel=1e-4, abs=1e-3)
    H = sphere_hessian(f, x).evaluate(values)
    assert np.allclose(H, H.T) and np.allclose(H @ p, 0) and u @ H @ u == pytest.approx(h.evaluate(values))


def test_the_printed_hessian_on_the_sphere():
    """ma (5.5), up to what is zero on the sphere."""
    from landscapes.symbolic import diag, on_sphere
    P = identity() - x * x.T
    printed = P * (12 * diag(had(x, x)) - 4 * norm4(x) * identity()) * P
    assert on_sphere(printed, x) == sphere_hessian(norm4(x), x)
    assert on_sphere(P * (4 * had(x, x, x)), x) == sphere_gradient(norm4(x), x)
    assert norm2(x) != 1 and on_sphere(norm2(x), x) == 1
