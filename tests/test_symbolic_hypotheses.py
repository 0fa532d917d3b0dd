"""Rewriting under hypotheses: the steps of proofs in the sources."""
import numpy as np
import pytest
from landscapes.symbolic import (expectation, frobenius2, function, gradient, hessian, hessian_form, identity, inner, inverse,
                                 matrix, norm2, on_sphere, reduce, scalar, smooth, sphere_gradient,
                                 sphere_hessian, trace, vector, without)

x, v, v1 = vector("x v v1")
M = matrix("M", symmetric=True)
lam, lam1 = scalar("lambda lambda1")
I = identity()


def test_curvature_at_an_eigenvector():
    """ma, proof of Theorem 4.1, from the Hessian as derived."""
    g = frobenius2(M - x * x.T) / 2
    given = {M * v1: lam1 * v1, norm2(v1): 1, norm2(x): lam, inner(x, v1): 0}
    assert reduce(v1.T * hessian(g, x) * v1, given) == 2 * lam - 2 * lam1
    assert reduce(v1.T * (2 * x * x.T - M + norm2(x) * I) * v1, given) == lam - lam1


def test_eigenvectors_are_orthogonal():
    """⟨v, Mx⟩ read with either eigenvector: (λ₁ − λ)⟨x, v⟩ = 0."""
    form = inner(v1, M * x)
    assert reduce(form, {M * v1: lam1 * v1}) - reduce(form, {M * x: lam * x}) == (lam1 - lam) * inner(x, v1)


def test_stationary_points_of_the_linear_network():
    """vzh (1.24): U = Q_J C and V = Σxx⁻¹ Σxy Q_J C⁻ᵀ make both gradients vanish, for every invertible C."""
    U, V = matrix("U", ("n_2", "n_1")), matrix("V", ("n_0", "n_1"))
    Sxx, Syx = matrix("Sigma_xx", ("n_0", "n_0"), positive=True), matrix("Sigma_yx", ("n_2", "n_0"))
    Syy = matrix("Sigma_yy", ("n_2", "n_2"), symmetric=True)
    R = trace(Syy - 2 * Syx * V * U.T + U * V.T * Sxx * V * U.T)
    Q, C = matrix("Q_J", ("n_2", "n_1"), orthonormal=True), matrix("C", ("n_1", "n_1"), invertible=True)
    Lam = matrix("Lambda_J", ("n_1", "n_1"), diagonal=True)
    eigen = {Syx * inverse(Sxx) * Syx.T * Q: Q * Lam}
    at = {U: Q * C, V: inverse(Sxx) * Syx.T * Q * inverse(C).T}
    in_U, in_V = (g.subs(at) for g in gradient(R, (U, V)))
    assert reduce(in_U, eigen) == 0
    assert reduce(in_V, eigen) == 0
    assert in_U != 0
    # Without the transpose of C⁻¹ they do not vanish.
    wrong = {U: Q * C, V: inverse(Sxx) * Syx.T * Q * inverse(C)}
    assert reduce(gradient(R, U).subs(wrong), eigen) != 0


def test_weights_from_the_stationarity_condition():
    """vzh (1.17): U = Σyx V (VᵀΣV)⁻¹, where UVᵀΣV = Σyx V."""
    U, V = matrix("U", ("n_2", "n_1")), matrix("V", ("n_0", "n_1"))
    S, Syx = matrix("Sigma_xx", ("n_0", "n_0"), positive=True), matrix("Sigma_yx", ("n_2", "n_0"))
    assert reduce(Syx * V * inverse(V.T * S * V), {Syx * V: U * V.T * S * V}) == U


def test_regularized_factorization_at_stationary_points():
    """vzh (1.41): ⟨(Y − UVᵀ)/λ, UVᵀ⟩ = ‖U‖² by one equation of (1.39), and = ‖V‖² by the other."""
    U, V, Y = matrix("U", ("n_2", "k")), matrix("V", ("n_0", "k")), matrix("Y", ("n_2", "n_0"))
    mu = scalar("lambda", nonzero=True)
    dual = inner((Y - U * V.T) / mu, U * V.T)
    in_U, in_V = gradient(frobenius2(Y - U * V.T) / 2 + mu / 2 * (frobenius2(U) + frobenius2(V)), (U, V))
    assert reduce(dual, {in_U: 0}) == frobenius2(U)
    assert reduce(dual, {in_V: 0}) == frobenius2(V)


def test_the_sphere_for_any_function():
    """ma 2.3: grad f = P∇f and Hess f = P∇²fP − ⟨x, ∇f⟩P, derived along geodesics."""
    f, P = smooth("f"), I - x * x.T
    assert sphere_gradient(f(x), x) == P * f(x, 1)
    assert on_sphere(P * f(x, 2) * P - inner(x, f(x, 1)) * P, x) == sphere_hessian(f(x), x)
    assert on_sphere(P * P, x) == P


def test_hypotheses_reach_into_functions():
    sigma, t = function("sigma"), scalar("t")
    assert reduce(sigma(inner(x, v)) * x, {inner(x, v): t}) == sigma(t) * x


def test_a_circle_is_an_error():
    with pytest.raises(ValueError, match="in a circle"):
        reduce(M * x, {M * x: v, v: M * x})


def test_shapes_are_checked():
    with pytest.raises(ValueError, match=r"equates shapes \(d, 1\) and \(1, 1\)"):
        reduce(M * x, {M * x: lam})


def test_agrees_with_numbers_on_an_eigenbasis():
    """The reduced value is the number at a matrix that has the hypotheses."""
    rng = np.random.default_rng(0)
    Q = np.linalg.qr(rng.normal(size=(5, 5)))[0]
    spectrum = np.array([5.0, 3.0, 2.0, 1.0, 0.5])
    values = {"M": Q @ np.diag(spectrum) @ Q.T, "v1": Q[:, 0], "x": np.sqrt(3.0) * Q[:, 1]}
    form = hessian_form(frobenius2(M - x * x.T) / 2, x, v1)
    reduced = reduce(form, {M * v1: lam1 * v1, norm2(v1): 1, norm2(x): lam, inner(x, v1): 0})
    assert form.evaluate(values) == pytest.approx(reduced.evaluate({"lambda": 3.0, "lambda1": 5.0}))


def test_hypotheses_reach_into_expectations():
    y, c = vector("y", random=True), scalar("c")
    assert reduce(expectation(norm2(y) * y), {norm2(y): 1}) == expectation(y)
    assert reduce(expectation(inner(x, y) * norm2(y)) + expectation(norm2(y) ** 2), {norm2(y): c}) \
        == c * inner(x, expectation(y)) + c ** 2
    assert reduce(expectation(inner(M * y, y)), {M * y: lam * y}) == lam * expectation(norm2(y))
    assert expectation(y).subs({y: x}) == x


def test_a_dropped_hypothesis():
    g = frobenius2(M - x * x.T) / 2
    assert gradient(g, x) == 2 * norm2(x) * x - 2 * M * x
    assert without(gradient(g, x), M, "symmetric") == without(2 * norm2(x) * x - 2 * M * x, M, "symmetric")
    general = without(g, M, "symmetric")
    assert gradient(general, x) != without(2 * norm2(x) * x - 2 * M * x, M, "symmetric")
    S = matrix("S", positive=True)
    assert without(S, S, "symmetric") != without(S, S, "symmetric").T
    assert without(S, S, "invertible") == without(S, S, "invertible").T
