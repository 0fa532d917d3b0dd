"""True identities of the field, and false ones with a known fault, for letters of every dimension.

`TRUE` and `FALSE` hold (where it is from, what it says or what is wrong with it, left side, right side).
The false ones are slips of the kinds that are found in print: a factor, a sign, an index, a transpose, a
dropped term, an exponent, a symbol taken for another.
"""
from landscapes.symbolic import (diag, expectation, frobenius2, function, gradient, had, hessian, hessian_form,
                                 hessian_vector, identity, inner, inverse, jacobian, mask, matrix, norm, norm2, norm4,
                                 ones, root, scalar, size, smooth, sphere_gradient, sphere_hessian_form, total, trace,
                                 vector)

x, v, z, y = vector("x v z y")
M = matrix("M", symmetric=True)
I = identity()
lam, p, t = scalar("lambda"), scalar("p", nonzero=True), scalar("t")
U, V = matrix("U", ("n_2", "n_1")), matrix("V", ("n_0", "n_1"))
A, B = matrix("Delta_U", ("n_2", "n_1")), matrix("Delta_V", ("n_0", "n_1"))
Y = matrix("Y", ("n_2", "n_0"))
Sxx, Syx = matrix("Sigma_xx", ("n_0", "n_0"), positive=True), matrix("Sigma_yx", ("n_2", "n_0"))
Syy = matrix("Sigma_yy", ("n_2", "n_2"), symmetric=True)
P, Q = mask("Omega"), mask("Omega", symmetric=True)
E, F, G = matrix("E F G")
O = matrix("Q", orthogonal=True)
T, c = matrix("U", ("n", "k"), orthonormal=True), vector("c", "k")
W = [matrix(f"W{l}", (f"n_{l}", f"n_{l - 1}")) for l in (1, 2, 3)]
C = matrix("C", invertible=True)

pca = frobenius2(M - x * x.T) / 2
completion = frobenius2(Q(z * z.T - x * x.T)) / 2
risk = trace(Syy - 2 * Syx * V * U.T + U * V.T * Sxx * V * U.T)
factored = frobenius2(Y - U * V.T) / 2 + lam / 2 * (frobenius2(U) + frobenius2(V))
net = W[2] * W[1] * W[0]
inputs, outputs = matrix("X", ("n_0", "m")), matrix("Y", ("n_3", "m"))
deep = frobenius2(outputs - net * inputs)

w, w_star = vector("w w_star")
sigma = function("sigma")
xr = vector("x", random=True)
yr = scalar("y", mean=sigma(w_star.T * xr))
glm = expectation((yr - sigma(w.T * xr)) ** 2) / 2
X = matrix("X", ("d", "n"))
labels = vector("y", "n")
empirical = norm2(labels - sigma(X.T * w)) / (2 * size("n"))
a_out, hidden = vector("a", "m"), matrix("W", ("m", "d"))
f, model = smooth("f"), smooth("f", "n")
random_set = mask("Omega", symmetric=True, p=p)
PU = U * inverse(U.T * U) * U.T
Sigma = Syx * inverse(Sxx) * Syx.T

TRUE = [
    ("ma (4.2)", "gradient of ½‖M − xxᵀ‖²", gradient(pca, x), 2 * norm2(x) * x - 2 * M * x),
    ("ma (4.3)", "its Hessian", hessian(pca, x), 4 * x * x.T + 2 * norm2(x) * I - 2 * M),
    ("ma (4.13)", "its Hessian form for M = zzᵀ", hessian_form(frobenius2(z * z.T - x * x.T) / 2, x, v),
     frobenius2(v * x.T + x * v.T) - 2 * v.T * (z * z.T - x * x.T) * v),
    ("ma (4.5)", "gradient of the completion objective", gradient(completion, x), -2 * Q(z * z.T - x * x.T) * x),
    ("ma 4.2.1", "its Hessian form", hessian_form(completion, x, v),
     frobenius2(Q(v * x.T + x * v.T)) - 2 * inner(Q(z * z.T - x * x.T), v * v.T)),
    ("ma 4.2.1", "P_Ω is self-adjoint", inner(P(E), F), inner(E, P(F))),
    ("ma 4.2.1", "P_Ω is a projection", frobenius2(P(E)), inner(P(E), E)),
    ("ma (4.8)", "the sampled objective in expectation",
     expectation(frobenius2(random_set(z * z.T - x * x.T))), p * frobenius2(z * z.T - x * x.T)),
    ("ma (4.10)", "gradient against the point", inner(x, (z * z.T - x * x.T) * x), inner(x, z) ** 2 - norm2(x) ** 2),
    ("ma 4.2.1", "distance of two vectors", norm2(x - z), norm2(x) + norm2(z) - 2 * inner(x, z)),
    ("ma (5.4)", "gradient of ‖x‖₄⁴ on the sphere", sphere_gradient(norm4(x), x), 4 * had(x, x, x) - 4 * norm4(x) * x),
    ("ma (5.5)", "its Hessian form", sphere_hessian_form(norm4(x), x, v),
     12 * inner(had(x, x), had(v, v)) - 4 * norm4(x) * norm2(v)),
    ("ma 2.3", "the Hessian form of any function on the sphere", sphere_hessian_form(f(x), x, v),
     inner(v, f(x, 2) * v) - inner(x, f(x, 1)) * norm2(v)),
    ("ma (5.2)", "the Hessian of Σ⟨aᵢ, x⟩⁴", hessian(norm4(E.T * x), x), 12 * E * diag(had(E.T * x, E.T * x)) * E.T),
    ("ma (3.1)", "bias and variance", glm, expectation((yr - sigma(w_star.T * xr)) ** 2) / 2
     + expectation((sigma(w_star.T * xr) - sigma(w.T * xr)) ** 2) / 2),
    ("ma 3.1", "gradient of the population risk", gradient(glm, w),
     expectation((sigma(w.T * xr) - sigma(w_star.T * xr)) * sigma(w.T * xr, 1) * xr)),
    ("ma 3", "gradient of the empirical risk", gradient(empirical, w),
     X * had(sigma(X.T * w) - labels, sigma(X.T * w, 1)) / size("n")),
    ("vzh (1.16)", "gradient in U", gradient(risk, U), -2 * (Syx - U * V.T * Sxx) * V),
    ("vzh (1.18)", "gradient in V", gradient(risk, V), -2 * (Syx.T - Sxx * V * U.T) * U),
    ("vzh (1.26)", "Hessian form, with both factors 2", hessian_form(risk, (U, V), (A, B)),
     2 * frobenius2((U * B.T + A * V.T) * root(Sxx)) + 4 * inner(A * B.T, U * V.T * Sxx - Syx)),
    ("vzh (1.20)", "P_U is a projection", PU * PU, PU),
    ("vzh (1.23)", "the projected moment matrix", PU * Syx * inverse(Sxx) * Sxx * inverse(Sxx) * Syx.T * PU, PU * Sigma * PU),
    ("vzh 1.3.1", "projection in rotated coordinates",
     O.T * E * inverse(E.T * O * O.T * E) * E.T * O, O.T * E * inverse(E.T * E) * E.T * O),
    ("vzh (1.30)", "gradient of a deep linear network in its first layer", gradient(deep, W[0]),
     2 * W[1].T * W[2].T * (net * inputs - outputs) * inputs.T),
    ("vzh (1.39)", "gradient of the regularized factorization", gradient(factored, V),
     -(Y - U * V.T).T * U + lam * V),
    ("vzh 1.4", "balanced scaling", root(1 + t) * U * (root(1 + t) * V).T, (1 + t) * U * V.T),
    ("lec11 (11.5)", "⟨A, BC⟩ = ⟨ACᵀ, B⟩", inner(v, P(E) * x), inner(v * x.T, P(E))),
    ("lec11 11.4", "gradient of a two-layer network", gradient(a_out.T * sigma(hidden * x), hidden),
     had(a_out, sigma(hidden * x, 1)) * x.T),
    ("oymak 2", "gradient of nonlinear least squares", gradient(norm2(model(w) - labels) / 2, w),
     model(w, 1).T * (model(w) - labels)),
    ("field", "trace of a product of three", trace(E * F * G), trace(G * E * F)),
    ("field", "trace of a transposed product", trace(E * F.T), trace(F * E.T)),
    ("field", "a rotation keeps the Frobenius norm", frobenius2(O * E * O.T), frobenius2(E)),
    ("field", "Pythagoras for orthonormal columns", norm2(T * c), norm2(c)),
    ("field", "(EC)⁻¹ in a similarity", trace(C * E * inverse(C)), trace(E)),
    ("field", "derivative of the norm", hessian_form(norm(x), x, v), (norm2(v) - inner(x, v) ** 2 / norm2(x)) / norm(x)),
    ("field", "Hadamard product and trace", inner(x, had(E, F) * y), trace(diag(x) * E * diag(y) * F.T)),
    ("field", "the size of the identity", frobenius2(I), size("d")),
    ("field", "resolvent", inverse(M + lam * I) * M, I - lam * inverse(M + lam * I)),
]

FALSE = [
    ("ma (4.2)", "factor: the gradient without its 2", gradient(pca, x), norm2(x) * x - M * x),
    ("ma (4.2)", "sign", gradient(pca, x), 2 * M * x - 2 * norm2(x) * x),
    ("ma (4.3)", "factor: the Hessian without its 2", hessian(pca, x), 2 * x * x.T + norm2(x) * I - M),
    ("ma (4.3)", "dropped term", hessian(pca, x), 4 * x * x.T - 2 * M),
    ("ma (4.7)", "sign and factor of the completion gradient", gradient(completion, x), Q(z * z.T - x * x.T) * x),
    ("ma (4.7)", "a set that is not symmetric", gradient(frobenius2(P(z * z.T - x * x.T)) / 2, x), -2 * P(z * z.T - x * x.T) * x),
    ("ma 4.2.1", "factor of the second term", hessian_form(completion, x, v),
     frobenius2(Q(v * x.T + x * v.T)) - inner(Q(z * z.T - x * x.T), v * v.T)),
    ("ma 4.2.1", "one outer product in place of two", frobenius2(Q(v * x.T + x * v.T)), 2 * frobenius2(Q(v * x.T))),
    ("ma 4.2.1", "P_Ω of a product", P(E) * F, P(E * F)),
    ("ma (4.8)", "probability squared", expectation(frobenius2(random_set(E))), p ** 2 * frobenius2(E)),
    ("ma (4.10)", "exponent of the norm", inner(x, (z * z.T - x * x.T) * x), inner(x, z) ** 2 - norm2(x)),
    ("lec11 (11.16)", "zxᵀ for zzᵀ", z.T * (z * x.T - x * x.T) * z, z.T * (z * z.T - x * x.T) * z),
    ("ma 4.2.1", "sign of the cross term", norm2(x - z), norm2(x) + norm2(z) + 2 * inner(x, z)),
    ("ma (5.4)", "a second factor 4", sphere_gradient(norm4(x), x), 16 * had(x, x, x) - 16 * norm4(x) * x),
    ("ma (5.4)", "‖x‖₄² for ‖x‖₄⁴", sphere_gradient(norm4(x), x), 4 * had(x, x, x) - 4 * root(norm4(x)) * x),
    ("ma (5.5)", "second derivative against the Taylor coefficient", sphere_hessian_form(norm4(x), x, v),
     6 * inner(had(x, x), had(v, v)) - 4 * norm4(x) * norm2(v)),
    ("ma 2.3", "sign of the curvature term", sphere_hessian_form(f(x), x, v),
     inner(v, f(x, 2) * v) + inner(x, f(x, 1)) * norm2(v)),
    ("ma (3.1)", "a dropped ½", glm, expectation((yr - sigma(w_star.T * xr)) ** 2) / 2
     + expectation((sigma(w_star.T * xr) - sigma(w.T * xr)) ** 2)),
    ("ma 3.1", "sign", gradient(glm, w), expectation((yr - sigma(w.T * xr)) * sigma(w.T * xr, 1) * xr)),
    ("ma 3.1", "derivative at the wrong weights", gradient(glm, w),
     expectation((sigma(w.T * xr) - sigma(w_star.T * xr)) * sigma(w_star.T * xr, 1) * xr)),
    ("ma 3", "an expectation of a product taken apart", expectation(inner(w, xr) * xr),
     expectation(inner(w, xr)) * expectation(xr)),
    ("vzh (1.16)", "transpose", gradient(frobenius2(E - F * G), F), -2 * (E - F * G) * G),
    ("vzh (1.18)", "a symmetric product assumed", gradient(risk, V), -2 * (Syx.T * U - V * U.T * U)),
    ("vzh (1.26)", "half of the Hessian form", hessian_form(risk, (U, V), (A, B)),
     frobenius2((U * B.T + A * V.T) * root(Sxx)) + 2 * inner(A * B.T, U * V.T * Sxx - Syx)),
    ("vzh (1.26)", "Σ for its square root", frobenius2((U * B.T + A * V.T) * root(Sxx)),
     frobenius2((U * B.T + A * V.T) * Sxx)),
    ("vzh (1.29)", "order of the layers", trace(E * F * G), trace(G * F * E)),
    ("vzh (1.20)", "UUᵀ is no projection in general", U * U.T * U * U.T, U * U.T),
    ("vzh 1.3.1", "UUᵀ = I for orthonormal columns only", T * T.T, identity("n")),
    ("vzh (1.33)", "λ without its ½", gradient(factored, U), -(Y - U * V.T) * V + 2 * lam * U),
    ("vzh (1.30)", "a layer on the wrong side", gradient(norm2(E * F * x), E), 2 * F * E * F * x * x.T),
    ("vzh 1.4", "scaling by 1 + t in place of its root", (1 + t) * U * ((1 + t) * V).T, (1 + t) * U * V.T),
    ("lec11 (11.5)", "transpose: ⟨A, BC⟩ = ⟨AC, B⟩", inner(E, F * G), inner(E * G, F)),
    ("lec11 11.4", "index: input for hidden weights", gradient(a_out.T * sigma(hidden * x), x), hidden.T * sigma(hidden * x, 1)),
    ("oymak 2", "Jacobian without its transpose", hessian_vector(norm2(E * w - x) / 2, w, v), E * E.T * v),
    ("oymak 2", "Gauss–Newton for a Hessian", hessian(f(w) ** 2 / 2, w), f(w, 1) * f(w, 1).T),
    ("field", "trace of a product", trace(E * F), trace(E) * trace(F)),
    ("field", "square of a sum", (E + F) ** 2, E ** 2 + 2 * E * F + F ** 2),
    ("field", "inverse of a product", inverse(C * O), inverse(C) * inverse(O)),
    ("field", "inverse of a sum", inverse(C + O), inverse(C) + inverse(O)),
    ("field", "derivative of the norm", hessian_form(norm(x), x, v), norm2(v) / norm(x)),
    ("field", "entrywise product for a matrix product", had(E, F) * x, E * diag(x) * F * ones("d")),
    ("field", "entries of ‖x‖² squared", norm4(x), norm2(x) ** 2),
    ("field", "sum of entries for the trace", total(E), trace(E)),
    ("field", "the size of the identity", frobenius2(I), root(size("d"))),
    ("field", "Jacobian of x∘x", jacobian(had(x, x), x), 2 * x * ones("d").T),
]
