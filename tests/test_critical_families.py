"""The risk of a two-layer linear network in its moments, and its critical families (vzh section 1.3.1)."""

import numpy as np
import pytest

from landscapes import differences
from landscapes.critical_families import CriticalFamily, families
from landscapes.linear_nets import LinearNetwork
from landscapes.moment_risk import MomentRisk
from landscapes.objective import hessian, join
from landscapes.symbolic import gradient, hessian_form, matrix, trace


def data(rng, n0, n2, m, rank=None):
    X = rng.standard_normal((n0, rank or n0)) @ rng.standard_normal((rank or n0, m))
    return X, rng.standard_normal((n2, n0)) @ X + rng.standard_normal((n2, m))


def spiked(lam, n0, n1, kernel=0):
    """Σxx = I with `kernel` zeros on its diagonal, eigenvalues of Σ as given."""
    n2, Sxx = len(lam), np.diag([1.0] * (n0 - kernel) + [0.0] * kernel)
    Syx = np.eye(n2, n0) * np.sqrt(lam)[:, None]
    return MomentRisk(Sxx, Syx, 2 * np.diag(lam) + np.eye(n2), n1)


CASES = {
    "distinct": spiked([5.0, 3.0, 2.0, 1.0], 5, 2),
    "ties": spiked([5.0, 3.0, 3.0, 1.0], 4, 2),
    "Σ of rank 2": spiked([5.0, 3.0, 0.0, 0.0], 5, 3),
    "Σxx singular": spiked([5.0, 3.0, 2.0], 6, 2, kernel=2),
    "wide": spiked([4.0, 1.0], 2, 4),
    "data": MomentRisk.of_data(*data(np.random.default_rng(3), 5, 3, 40), 2),
    "data of low rank": MomentRisk.of_data(*data(np.random.default_rng(4), 6, 3, 40, rank=4), 2),
}


@pytest.mark.parametrize("name", CASES)
def test_derivatives(name):
    risk, rng = CASES[name], np.random.default_rng(0)
    x = rng.standard_normal(risk.dim)
    slopes = differences.taylor_slopes(risk, x, rng=rng)
    assert slopes.first > 1.9 and slopes.second > 2.8
    assert differences.batch_equals_loop(risk, rng.standard_normal((3, risk.dim)), rng=rng) < 1e-12


@pytest.mark.parametrize("name", CASES)
def test_families(name):
    risk, rng = CASES[name], np.random.default_rng(1)
    for family in families(risk):
        C = rng.standard_normal((risk.n1, risk.n1)) + 2 * np.eye(risk.n1)
        for frame in (None, C):
            x = family.point(frame)
            assert np.abs(risk.grad(x)).max() < 1e-9
            assert np.isclose(risk.value(x), family.value)
            spectrum = np.linalg.eigvalsh(hessian(risk, x))
            small = 1e-8 * np.abs(spectrum).max()
            assert (spectrum < -small).sum() == family.index
            assert (np.abs(spectrum) <= small).sum() == family.nullity
            way = family.escape(frame)
            assert (way is None) == (family.index == 0)
            if way is not None:
                lam = risk.eigen[0]
                i = next(i for i in range(risk.rank) if i not in family.J)
                full = len(family.J) == risk.n1
                expected = 2 * (lam[family.J[-1]] - lam[i]) if full else -4 * lam[i]
                assert np.isclose(way @ risk.hvp(x, way), expected)
                assert expected < 0
        assert (family.index == 0) == np.isclose(family.value, risk.minimum)


def test_minimum_is_that_of_the_network():
    rng = np.random.default_rng(5)
    X, Y = data(rng, 4, 3, 30)
    risk, network = MomentRisk.of_data(X, Y, 2), LinearNetwork(X, Y, (2,))
    U, V = rng.standard_normal((3, 2)), rng.standard_normal((4, 2))
    there = join([U, V.T], network.shapes)
    assert np.isclose(risk.value(risk.join(U, V)), 2 * network.value(there) / 30)
    assert np.isclose(risk.minimum, 2 * network.minimum() / 30)


def test_derived_gradient_and_hessian_are_those_of_the_code():
    """The gradient and the Hessian form derived from (1.13) for all dimensions equal MomentRisk's and LinearNetwork's."""
    U, V = matrix("U", ("n_2", "n_1")), matrix("V", ("n_0", "n_1"))
    A, B = matrix("A", ("n_2", "n_1")), matrix("B", ("n_0", "n_1"))
    Sxx, Syy = matrix("Sxx", ("n_0", "n_0"), symmetric=True), matrix("Syy", ("n_2", "n_2"), symmetric=True)
    Syx = matrix("Syx", ("n_2", "n_0"))
    R = trace(Syy - 2 * Syx * V * U.T + U * V.T * Sxx * V * U.T)
    derived, form = gradient(R, (U, V)), hessian_form(R, (U, V), (A, B))
    for seed, (n0, n1, n2) in enumerate([(4, 2, 3), (3, 3, 5), (2, 1, 1), (1, 4, 2)]):
        rng = np.random.default_rng(seed)
        X, Y = data(rng, n0, n2, 12)
        risk, network = MomentRisk.of_data(X, Y, n1), LinearNetwork(X, Y, (n1,))
        u, a = rng.standard_normal((2, n2, n1))
        v, b = rng.standard_normal((2, n0, n1))
        numbers = {"U": u, "V": v, "A": a, "B": b, "Sxx": risk.Sxx, "Syx": risk.Syx, "Syy": risk.Syy,
                   "n_0": n0, "n_1": n1, "n_2": n2}
        parts = [np.asarray(part.evaluate(numbers)).reshape(shape) for part, shape in zip(derived, risk.shapes)]
        x, w = risk.join(u, v), risk.join(a, b)
        assert np.allclose(risk.grad(x), risk.join(*parts))
        assert np.isclose(w @ risk.hvp(x, w), float(form.evaluate(numbers)))
        there = join([u, v.T], network.shapes)
        assert np.allclose(2 * network.grad(there) / 12, join([parts[0], parts[1].T], network.shapes))
        way = join([a, b.T], network.shapes)
        assert np.isclose(2 * way @ network.hvp(there, way) / 12, float(form.evaluate(numbers)))


def test_bad_input():
    I2 = np.eye(2)
    for arguments, word in [((-I2, I2, I2, 1), "semidefinite"), ((I2, np.ones((3, 2)), I2, 1), "shape"),
                            ((np.diag([1.0, 0.0]), I2, I2, 1), "range"), ((I2, I2, I2, 0), "n1"),
                            ((I2, I2 * np.nan, I2, 1), "finite")]:
        with pytest.raises(ValueError, match=word):
            MomentRisk(*arguments)
    risk = MomentRisk(I2, np.diag([2.0, 1.0]), 5 * I2, 1)
    for J in [(1, 0), (2,), (0, 1)]:
        with pytest.raises(ValueError, match="J must"):
            CriticalFamily(risk, J)
    with pytest.raises(ValueError, match="C must be invertible"):
        CriticalFamily(risk, (0,)).point(np.zeros((1, 1)))
    with pytest.raises(ValueError, match="as many columns"):
        MomentRisk.of_data(np.ones((2, 3)), np.ones((2, 4)), 1)
