"""Formulas quoted in LaTeX: read over expressions, arrays and sympy; refused where they are outside of the subset."""
import numpy as np
import pytest
import sympy
from landscapes.symbolic import (Unreadable, expectation, frobenius2, function, identity, inner, inverse, mask, matrix,
                                 names_of, norm, norm2, norm4, read, root, scalar, trace, vector)
from tests.test_symbolic_random import a_matrix, a_scalar, a_vector

x, v, z, v1 = vector("x v z v1")
M = matrix("M", symmetric=True)
lam = scalar("lambda")
P = mask()
U, V = matrix("U", ("n_2", "n_1")), matrix("V", ("n_0", "n_1"))
S, Syx = matrix("Sigma_xx", ("n_0", "n_0"), positive=True), matrix("Sigma_yx", ("n_2", "n_0"))
sigma, w, w_star = function("sigma"), vector("w"), vector("w_star")
xr, yr = vector("x", random=True), scalar("y", random=True)
NAMES = {"x": x, "v": v, "z": z, "v_1": v1, "M": M, r"\lambda": lam, "I": identity(), r"P_\Omega": P, r"\tau": scalar("tau"),
         r"\mathbf{U}": U, "V": V, r"\Sigma_{xx}": S, r"\Sigma_{\mathbf{yx}}": Syx, r"\hat{x}": z}

QUOTED = [
    (r"\frac{1}{2} \cdot \|M - xx^\top\|_F^2", frobenius2(M - x * x.T) / 2),
    (r"\|x\|_2^2 \cdot x - Mx", norm2(x) * x - M * x),
    (r"v_1^\top \left( 2xx^\top - M + \|x\|_2^2 \cdot I \right) v_1", v1.T * (2 * x * x.T - M + norm2(x) * identity()) * v1),
    (r"\langle v, P_\Omega(zz^{\top} - xx^T)x \rangle", inner(v, P(z * z.T - x * x.T) * x)),
    (r"\langle P_{\Omega}(vx^\top), vx^\top\rangle_F", inner(P(v * x.T), v * x.T)),
    (r"\langle x, z\rangle^2 - \|x\|_2^4", inner(x, z) ** 2 - norm2(x) ** 2),
    (r"-2(\Sigma_{yx} - \mathbf{UV}^\top \Sigma_{\mathbf{xx}}) \mathbf{V}", -2 * (Syx - U * V.T * S) * V),
    (r"\|\mathbf{UV}^\top \boldsymbol{\Sigma}_{xx}^{1/2}\|_F^2", frobenius2(U * V.T * root(S))),
    (r"\Sigma_{yx} V (V^\top \Sigma_{xx} V)^{-1}.", Syx * V * inverse(V.T * S * V)),
    (r"\text{trace}\left(\Sigma_{yx} V U^\top\right) + \operatorname{tr}(M)^2", trace(Syx * V * U.T) + trace(M) ** 2),
    (r"\tfrac{\lambda}{2}\|x\|_4^4 + \frac12 \lambda/3 - \tau", lam / 2 * norm4(x) + lam / 6 - scalar("tau")),
    (r"\|\hat{x}\|_2 \cdot \| M (x + \|v\|^2 z) \|^2", norm(z) * norm2(M * (x + norm2(v) * z))),
    (r"\frac{11}{12}\,x", 11 * x / 12),
    (r"x \cdot v + 2 \cdot \lambda", inner(x, v) + 2 * lam),
    (r"\Sigma_{xx}^{-\frac{1}{2}} \Sigma_{xx}", root(S)),
    (r"M^{12} \cdot x", M ** 12 * x),
]


@pytest.mark.parametrize("tex, expected", QUOTED, ids=[q[0][:40] for q in QUOTED])
def test_quoted(tex, expected):
    assert read(tex, NAMES) == expected


def test_functions_and_expectations():
    names = {r"\sigma": sigma, "w": w, r"w_\star": w_star, "x": xr, "y": yr}
    tex = r"\mathbb{E}_{(x,y) \sim D}\left[(\sigma(w^\top x) - \sigma(w_\star^\top x))\sigma'(w^\top x)x\right]"
    assert read(tex, names) == expectation((sigma(w.T * xr) - sigma(w_star.T * xr)) * sigma(w.T * xr, 1) * xr)


def test_chains_and_relations():
    names = NAMES | {r"\nabla g(x)": x}
    sides = read(r"\nabla g(x) = -(M-xx^\top)x = \|x\|_2^2 \cdot x - Mx \tag{4.2}", names)
    assert sides[0] == x and sides[1] == sides[2] and len(sides) == 3
    assert read(r"M x = 0", names)[1] == 0
    assert [sign for sign, _ in read(r"0 \leq \|x\|^2 < \lambda", names, relations=True)] == [None, "<=", "<"]


@pytest.mark.parametrize("tex", [
    r"\|x\|_\infty", r"\|M\|_2^2", r"\sum_{i} x_i", "x_2", "w", r"x \geq 0", r"\nabla f(x)", r"(x", r"x^{(i)}", r"M^*",
    r"x \text{ for all } v", r"\operatorname{rank}(M)", r"\frac{1}{2", r"x'", r"\operatorname{tr} M", "", r"M^{[1]}", r"x^{(1)}", r"|\lambda|",
    r"\sin \lambda \tau", r"x + ", r"1x 2 )",
])
def test_outside_of_the_subset(tex):
    with pytest.raises(Unreadable):
        read(tex, NAMES)


def test_a_shape_error_is_one_of_shapes():
    with pytest.raises(ValueError, match=r"cannot multiply shapes \(d, 1\) and \(d, 1\)"):
        read("xv", NAMES)


def test_arrays_and_sympy():
    rng = np.random.default_rng(0)
    a, A = rng.normal(size=4), rng.normal(size=(4, 4))
    names = {"x": a, "M": A, r"P_\Omega": lambda B: np.triu(B)}
    assert np.allclose(read(r"\|x\|_2^2 \cdot x - P_\Omega(M)x", names), a @ a * a - np.triu(A) @ a)
    assert np.isclose(read(r"\tfrac12 x^\top M x - \mathrm{tr}(Mxx^\top)", names), -a @ A @ a / 2)
    t, s = sympy.symbols("t s", positive=True)
    angle = read(r"\frac{1}{2\pi} |t - s| \left( \sin \theta_{t,s} + (\pi - \theta_{t,s}) \cos \theta_{t,s} \right)",
                 {"t": t, "s": s, r"\theta_{t,s}": sympy.Symbol("a"), r"\pi": sympy.pi})
    a = sympy.Symbol("a")
    assert angle == abs(t - s) * (sympy.sin(a) + (sympy.pi - a) * sympy.cos(a)) / (2 * sympy.pi)
    assert sympy.expand(read(r"\frac{(t - s)^2}{4} \cdot t^{1/2}", {"t": t, "s": s}) - (t - s) ** 2 * sympy.sqrt(t) / 4) == 0


def test_what_is_printed_is_read_back():
    """LaTeX of random formulas means what it was made from; sums over entries are not read."""
    understood = 0
    for seed in range(150):
        rng = np.random.default_rng(seed)
        e = (lambda: a_scalar(rng, 3), lambda: a_vector(rng, "d", 3), lambda: a_matrix(rng, "d", "d", 3))[rng.integers(3)]()
        for formula in (e, e.expanded()):
            try:
                again = read(formula.latex(), names_of(formula))
            except Unreadable:
                continue
            assert again == formula
            understood += 1
    assert understood > 200


def test_a_letter_with_an_exponent_is_braced_before_another():
    A, B = matrix("A^+", ("n", "n")), matrix("B", ("n", "n"))
    assert (A.T * B).latex() == r"{A^+}^\top B" and B.T.latex() == r"B^\top"
