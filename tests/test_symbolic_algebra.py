"""Letters and their properties, shapes at the door, and LaTeX."""
from fractions import Fraction

import pytest
from landscapes.symbolic import (diag, expectation, frobenius2, function, gradient, had, hessian_form, identity, inner,
                                 inverse, mask, matrix, norm, norm2, norm4, ones, reduce, root, scalar, size, smooth,
                                 trace, vector, zero)

x, v = vector("x v")
A, B = matrix("A B")
M = matrix("M", symmetric=True)
I = identity()
lam = scalar("lambda")


def test_words():
    assert (A * B).T == B.T * A.T
    assert A * B != B * A
    assert trace(A * B * M) == trace(M * B.T * A.T)
    assert x * x.T * v == inner(x, v) * x
    assert x.T * A * v == v.T * A.T * x
    assert inner(A, B) == trace(A.T * B) == inner(B, A)
    assert (A + B) ** 2 == A ** 2 + A * B + B * A + B ** 2
    assert trace(I) == size("d") and I * x == x


def test_properties():
    Q, C = matrix("Q", orthogonal=True), matrix("C", invertible=True)
    U, Pi = matrix("U", ("n", "k"), orthonormal=True), matrix("Pi", projection=True)
    S, L = matrix("S", positive=True), matrix("Lambda", diagonal=True, invertible=True)
    e = vector("e", unit=True)
    assert M.T == M and A.T != A
    assert Q.T * Q == I == Q * Q.T and inverse(Q) == Q.T
    assert U.T * U == identity("k") and U * U.T != identity("n")
    assert trace(U * U.T) == size("k")
    assert Pi * Pi == Pi == Pi.T and Pi ** 3 == Pi
    assert root(S) * root(S) == S and root(S) * inverse(S) * root(S) == I and root(S).T == root(S)
    assert S ** Fraction(3, 2) * S ** Fraction(-1, 2) == S and root(S) * S == S * root(S)
    assert C * inverse(C) == I and inverse(C.T) == inverse(C).T and inverse(C).T != inverse(C)
    assert inverse(2 * C * Q) == Q.T * inverse(C) / 2
    assert L * matrix("D", diagonal=True) == matrix("D", diagonal=True) * L and L * inverse(L) == I and L * A != A * L
    assert norm2(e) == 1 and e * e.T * e == e


def test_inverses_of_expressions():
    U = matrix("U", ("n", "k"))
    P = U * inverse(U.T * U) * U.T
    assert P * P == P == P.T and P * U == U and trace(P) == size("k")
    assert inverse(M + lam * I) * M == I - lam * inverse(M + lam * I)
    assert norm2(x - v) / norm2(x - v) == 1 and norm(x - v) ** 2 == norm2(x - v)
    assert norm(x) * norm(x) == norm2(x) and (inner(x, v) ** 2) ** Fraction(1, 2) != inner(x, v)


def test_masks_and_entries():
    P, S = mask(), mask("Gamma", symmetric=True)
    assert P(P(A)) == P(A) and inner(P(A), B) == inner(A, P(B)) and P(A).T != P(A.T)
    assert S(A).T == S(A.T) and inner(S(A), B) == inner(S(B), A)
    assert had(x, v, x) == had(v, x, x) and diag(x) * v == had(x, v) and diag(x) * ones() == x
    assert trace(diag(had(x, x))) == norm2(x) and norm4(x) == norm2(had(x, x))


def test_expectations():
    y, w = vector("y", random=True), vector("w")
    noise = scalar("eps", mean=0)
    assert expectation(w.T * y * y) == expectation(y * y.T) * w
    assert expectation(3 * w + A * y) == 3 * w + A * expectation(y)
    assert expectation(noise * y) == 0 and expectation(noise ** 2) != 0
    assert expectation(norm2(y)) == trace(expectation(y * y.T))
    assert expectation(expectation(y)) == expectation(y)
    assert expectation(y) * expectation(y).T != expectation(y * y.T)
    target = scalar("t", mean=inner(w, y))
    given = {expectation(y * y.T): matrix("S", positive=True)}
    assert reduce(expectation(target * y), given) == matrix("S", positive=True) * w


def test_a_mean_is_not_put_in_where_another_mean_depends_on_it():
    """E[u y] with E[u | y] = y² and E[y] = 0 is E[y³], which need not vanish."""
    y = scalar("y", mean=0)
    u = scalar("u", mean=y ** 2)
    assert expectation(u * y) == expectation(y ** 3) != 0
    assert expectation(u ** 2 * y) != 0


def test_functions():
    sigma, f = function("sigma"), smooth("f")
    assert sigma(x.T * A * v) == sigma(v.T * A.T * x) and sigma(A.T) == sigma(A).T
    assert gradient(sigma(inner(x, v)), x) == sigma(inner(x, v), 1) * v
    assert gradient(f(A * x), x) == A.T * f(A * x, 1)
    assert hessian_form(f(A * x), x, v) == inner(A * v, f(A * x, 2) * A * v)


@pytest.mark.parametrize("wrong, message", [
    (lambda: x + A, r"cannot add shapes \(d, 1\) and \(d, d\)"),
    (lambda: x * v, r"cannot multiply shapes \(d, 1\) and \(d, 1\)"),
    (lambda: matrix("U", ("n", "k")) * x, r"cannot multiply shapes \(n, k\) and \(d, 1\)"),
    (lambda: inner(x, A), r"equal shapes, not \(d, 1\) and \(d, d\)"),
    (lambda: trace(x), r"square matrix; the shape is \(d, 1\)"),
    (lambda: norm2(A), r"column vector; the shape is \(d, d\)"),
    (lambda: mask("Omega", ("n", "d"))(A), r"equal shapes, not \(n, d\) and \(d, d\)"),
    (lambda: matrix("U", ("n", "k"), symmetric=True), r"shape \(n, k\), and a symmetric matrix is square"),
    (lambda: matrix("U", sparse=True), r"unknown property 'sparse'"),
    (lambda: inverse(A), r"A is not declared invertible"),
    (lambda: root(A), r"semidefinite or positive"),
    (lambda: x ** 2, r"only square matrices have powers; the shape is \(d, 1\)"),
    (lambda: x / A, r"cannot divide by a matrix of shape \(d, d\)"),
    (lambda: gradient(A * x, x), r"gradient is of a scalar; the shape of f is \(d, 1\)"),
    (lambda: gradient(norm2(x), 2 * x), r"with respect to letters"),
    (lambda: hessian_form(norm2(x), x, A), r"direction of x has shape \(d, d\), not \(d, 1\)"),
    (lambda: gradient(frobenius2(matrix("Q", orthogonal=True) - A), matrix("Q", orthogonal=True)), r"Q is orthonormal"),
    (lambda: A.subs({A: x}), r"A has shape \(d, d\), its replacement \(d, 1\)"),
    (lambda: M.subs({M: A}), r"M is symmetric; its replacement is not"),
    (lambda: A.evaluate({}), r"no value for A"),
    (lambda: (A * x).evaluate({"A": [[1.0, 2], [3, 4]], "x": [1.0, 2, 3]}), r"x has shape \(3, 1\), but d = 2"),
    (lambda: (A + matrix("A", symmetric=True)).normal, r"two different letters are called A"),
])
def test_refused_in_one_line(wrong, message):
    with pytest.raises(ValueError, match=message) as refusal:
        wrong()
    assert "\n" not in str(refusal.value)


def test_coefficients_are_exact():
    with pytest.raises(TypeError, match="exact"):
        0.5 * x


@pytest.mark.parametrize("e, tex", [
    (frobenius2(M - x * x.T) / 2, r"\tfrac{1}{2} \|M - xx^\top\|_F^2"),
    (2 * norm2(x) * x - 2 * M * x, r"2\|x\|^2 x - 2Mx"),
    (norm2(x) ** 2, r"\|x\|^4"),
    (inner(v, M * v), r"\langle v, Mv\rangle"),
    (trace(A * B), r"\operatorname{tr}(AB)"),
    (lam * x + matrix("Sigma_xx") * v, r"\lambda x + \Sigma_{xx} v"),
    (root(norm2(x)), r"\|x\|"),
    (mask()(A) * x, r"P_\Omega(A)x"),
    (-(M - x * x.T) * x, r"-(M - xx^\top)x"),
    (had(x, x, v), r"x^{\circ 2} \circ v"),
    (norm4(x), r"\|x\|_4^4"),
    (inverse(matrix("C", invertible=True)).T, r"C^{-\top}"),
    (vector("x_hat") * scalar("lambda1"), r"\hat{x} \lambda_1"),
    (smooth("f")(x, 2) * v, r"\nabla^2 f(x)v"),
], ids=repr)
def test_latex(e, tex):
    assert e.latex() == tex


def test_a_trace_of_a_square_is_a_norm():
    assert trace(A.T * A).expanded().latex() == r"\|A\|_F^2"
    assert (x.T * A.T * A * x).expanded().latex() == r"\|Ax\|^2"
    assert inner(mask()(A), A).expanded().latex() == r"\|P_\Omega(A)\|_F^2"


def test_zero_and_numbers():
    assert (M * x).subs({x: 0}) == zero() == 0 * x and A.subs({A: 0}) == 0 and A - A == zero("d", "d")
    assert trace(identity(3)) == 3 and norm2(ones(4)) == 4
    assert (-2 * lam * x).latex() == r"-2\lambda x" and (x * -1 + 2 * x) == x


def test_import_is_light():
    """The provers' libraries, sympy and matplotlib are loaded where they are used."""
    import subprocess
    import sys
    code = ("import sys, landscapes.symbolic as s; x = s.vector('x'); s.gradient(s.norm2(x), x).latex(); "
            "print(sorted({'z3', 'flint', 'sympy', 'matplotlib'} & set(sys.modules)))")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_a_mean_counts_through_other_means():
    """E[y u] where u follows s and s follows y: neither y nor s may be averaged first."""
    y = scalar("y", mean=0)
    s = scalar("s", mean=y)
    u = scalar("u", mean=s)
    assert expectation(y * u) == expectation(y ** 2) != 0


def test_a_derived_letter_has_its_letters():
    g = gradient(inner(v, x), x)
    assert g == v and [l.name for l in g.letters] == ["v"]
    assert list(g.evaluate({"v": [1.0, 2.0]})) == [1, 2]


def test_roots_of_what_replaces_a_letter():
    S, B = matrix("S", semidefinite=True), matrix("B", ("d", "n"))
    assert (root(S) * x).subs({S: B * B.T}).T * root(S).subs({S: B * B.T}) == x.T * B * B.T


@pytest.mark.parametrize("wrong, message", [
    (lambda: (scalar("n") * matrix("U", ("n", "k"))).normal, r"as a number the size is size\('n'\)"),
    (lambda: gradient(expectation(norm2(vector("y", random=True))), vector("y", random=True)), "y is random"),
    (lambda: gradient(expectation(scalar("t", mean=inner(x, v))), x) and scalar("t", mean=inner(x, v)).subs({x: v}), "mean of t"),
])
def test_refused_too(wrong, message):
    with pytest.raises(ValueError, match=message):
        wrong()
