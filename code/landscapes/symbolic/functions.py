"""The vocabulary: letters, inner products, norms, traces, entrywise products, masks, functions.

    x, v = vector("x v"); M = matrix("M", symmetric=True); U = matrix("U", ("n", "k"))
    inner(x, M * v), norm2(x), frobenius2(M - x * x.T), trace(M), had(x, x, v), diag(had(x, x))
"""
from __future__ import annotations

from fractions import Fraction

from .expr import Expr, as_expr, show
from .terms.letters import Letter, Size, close_properties, derivative_shape, size_symbol


def named(names: str, rows: Size, cols: Size, properties: dict, tex=None, mean=None):
    """One letter, or a tuple of letters when `names` holds several."""
    if mean is not None:
        mean, properties = as_expr(mean), properties | {"random": True}
        if not mean.normal.terms:
            mean = Expr("number", (), rows, cols, data=Fraction(0))
        if mean.shape != (rows, cols):
            raise ValueError(f"{names} has shape ({rows}, {cols}), its conditional mean {show(mean)}")
    on = [p for p, is_so in properties.items() if is_so]
    made = [Expr("letter", (), rows, cols,
                 Letter(n, rows, cols, close_properties(n, rows, cols, on), tex=tex, mean=mean))
            for n in names.replace(",", " ").split()]
    return made[0] if len(made) == 1 else tuple(made)


def vector(names: str, size: Size = "d", *, unit: bool = False, random: bool = False, mean=None, tex=None):
    """Column vectors. `unit`: the norm is 1. `random`: averaged by expectation. `mean`: the conditional
    mean given everything else that is random, as in E[y | x] = m(x)."""
    return named(names, size, 1, {"orthonormal": unit, "random": random}, tex, mean)


def matrix(names: str, shape: tuple[Size, Size] = ("d", "d"), *, tex: str | None = None, **properties: bool):
    """Matrices. Properties: symmetric, orthogonal, orthonormal (UᵀU = I), invertible, positive
    (definite), semidefinite, projection, diagonal, random."""
    return named(names, *shape, properties, tex)


def scalar(names: str, *, tex: str | None = None, mean=None, **properties: bool):
    """Scalars. Properties: nonzero, positive (may have fractional powers), random; `mean` as for vectors."""
    return named(names, 1, 1, properties, tex, mean)


def size(name: str) -> Expr:
    """A size as a scalar: tr(I_n) = n."""
    return Expr("letter", (), data=size_symbol(name))


def mask(name: str = "Omega", shape: tuple[Size, Size] = ("d", "d"), *, symmetric: bool = False, p: Expr | None = None):
    """The map A ↦ P_Ω(A) that keeps the entries in Ω: `P = mask(); P(M - x * x.T)`. With a probability `p` the
    set is random, and contains each entry with probability p given everything else."""
    mean = None if p is None else p * ones(shape[0]) * ones(shape[1]).T
    indicator = named(name, *shape, {"mask": True, "symmetric": symmetric}, mean=mean)

    def keep(a: Expr) -> Expr:
        return masked(indicator, a)

    keep.indicator = indicator
    return keep


def masked(indicator: Expr, a: Expr) -> Expr:
    """The entries of a where the indicator is 1."""
    same_shape("P_Ω", indicator, a)
    return Expr("mask", (indicator, a), *a.shape)


def identity(size: Size = "d") -> Expr:
    return Expr("identity", (), size, size) if size != 1 else as_expr(1)


def zero(rows: Size = "d", cols: Size = 1) -> Expr:
    """The zero vector or matrix; 0 alone does where the shape is known, as in x.subs({x: 0})."""
    return Expr("number", (), rows, cols, data=Fraction(0))


def ones(size: Size = "d") -> Expr:
    """The vector of ones."""
    return Expr("ones", (), size, 1) if size != 1 else as_expr(1)


def inner(a: Expr, b: Expr) -> Expr:
    """⟨a, b⟩ of vectors or matrices of one shape: tr(aᵀb)."""
    a, b = as_expr(a), as_expr(b)
    same_shape("⟨a, b⟩", a, b)
    return Expr("inner", (a, b))


def norm2(x: Expr) -> Expr:
    """‖x‖² of a vector."""
    if x.cols != 1:
        raise ValueError(f"‖x‖² is of a column vector; the shape is {show(x)}. For matrices use frobenius2")
    return Expr("norm2", (x,))


def frobenius2(a: Expr) -> Expr:
    """‖A‖_F² of a matrix: the sum of squared entries."""
    return Expr("frobenius2", (a,))


def trace(a: Expr) -> Expr:
    if a.rows != a.cols:
        raise ValueError(f"the trace is of a square matrix; the shape is {show(a)}")
    return Expr("trace", (a,))


def had(*parts: Expr) -> Expr:
    """The entrywise product a ∘ b ∘ ….  had(x, x, x) holds the cubes of the entries."""
    for b in parts[1:]:
        same_shape("a ∘ b", parts[0], b)
    return parts[0] if len(parts) == 1 else Expr("had", parts, *parts[0].shape)


def norm(x: Expr) -> Expr:
    """‖x‖ of a vector."""
    return root(norm2(x))


def entrywise_power(a: Expr, exponent: int) -> Expr:
    """a ∘ … ∘ a."""
    return had(*[a] * exponent)


def total(a: Expr) -> Expr:
    """The sum of all entries."""
    return Expr("total", (a,))


def norm4(x: Expr) -> Expr:
    """‖x‖_4^4 = Σ x_i⁴."""
    return total(had(x, x, x, x))


def diag(x: Expr) -> Expr:
    """The diagonal matrix with the entries of a vector."""
    if x.cols != 1:
        raise ValueError(f"diag is of a column vector; the shape is {show(x)}")
    return Expr("diag", (x,), x.rows, x.rows)


def diagonal(a: Expr) -> Expr:
    """The vector of diagonal entries."""
    if a.rows != a.cols:
        raise ValueError(f"the diagonal is of a square matrix; the shape is {show(a)}")
    return Expr("diagonal", (a,), a.rows, 1)


def inverse(a: Expr) -> Expr:
    """a⁻¹, with a⁻¹a = aa⁻¹ = I; taking it assumes that a is invertible."""
    return a ** -1


def root(a: Expr) -> Expr:
    """The symmetric square root of a semidefinite matrix, or of a nonnegative scalar."""
    return a ** Fraction(1, 2)


def function(name: str):
    """An unknown smooth function of a number, applied entrywise: `sigma = function("sigma")`, then
    sigma(w.T * x), and its derivatives sigma(t, 1), sigma(t, 2)."""
    return lambda a, order=0: Expr("function", (as_expr(a),), *as_expr(a).shape, data=(name, order))


def smooth(name: str, rows: Size = 1):
    """An unknown smooth function of a whole vector or matrix: `f = smooth("f")`, then f(x), its gradient f(x, 1)
    and Hessian f(x, 2); with `rows` the values are vectors and F(x, 1) is the Jacobian."""
    return lambda x, order=0: field(name, rows, x, order)


def field(name: str, rows: Size, x: Expr, order: int) -> Expr:
    shape = derivative_shape(name, rows, x.rows, x.cols, order)
    return Expr("field", (x,), *shape, data=(name, rows, order))


def expectation(a: Expr) -> Expr:
    """E[a] over all random letters: linear, constants pulled out, conditional means put in."""
    return Expr("expectation", (a,), *a.shape)


def matrix_power(a: Expr, exponent: Fraction) -> Expr:
    """Negative and fractional powers of square matrices."""
    if exponent.denominator > 1 and not (a.op == "letter" and a.data.has("semidefinite")):
        raise ValueError(f"a matrix to the power {exponent} needs a letter declared semidefinite or positive")
    if exponent < 0 and a.op == "letter" and not a.data.has("invertible"):
        raise ValueError(f"{a.data.name} is not declared invertible")
    return Expr("power", (a,), *a.shape, data=exponent)


def same_shape(what: str, a: Expr, b: Expr) -> None:
    if a.shape != b.shape:
        raise ValueError(f"{what} needs equal shapes, not {show(a)} and {show(b)}")
