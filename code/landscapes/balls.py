"""Enclosures in ball arithmetic (python-flint) of a network's tangent kernel, and rigorous bounds of eigenvalues."""

from contextlib import contextmanager

import numpy as np
from flint import arb, arb_mat, ctx

PRECISION = 80  # bits

#: activation -> (σ, σ′) on a ball
BALLS = {
    "linear": (lambda z: z, lambda z: arb(1)),
    "softplus": (lambda z: (1 + z.exp()).log(), lambda z: 1 / (1 + (-z).exp())),
    "tanh": (lambda z: z.tanh(), lambda z: 1 - z.tanh() ** 2),
}


@contextmanager
def _precise():
    before, ctx.prec = ctx.prec, PRECISION
    try:
        yield
    finally:
        ctx.prec = before


def ball_matrix(A) -> arb_mat:
    """The floats of A (n, m) as exact balls."""
    return arb_mat(np.asarray(A, dtype=float).tolist())


def gram_and_residual(f, start) -> tuple[arb_mat, arb_mat, float]:
    """For a network with fixed output weights a: enclosures of K = XXᵀ ∘ SSᵀ with S = σ′(XWᵀ) diag(a) and of XXᵀ, both
    (n, n), and a float that is at least ‖y − f(start)‖."""
    s, ds = BALLS[f.activation]
    with _precise():
        X, (n, m), a = ball_matrix(f.X), (len(f.y), f.width), [arb(float(entry)) for entry in f.output]
        Z = X * ball_matrix(f.factors(start)[0]).transpose()
        S = arb_mat([[ds(Z[i, j]) * a[j] for j in range(m)] for i in range(n)])
        G, P = X * X.transpose(), S * S.transpose()
        K = arb_mat([[G[i, j] * P[i, j] for j in range(n)] for i in range(n)])
        e = [sum((a[j] * s(Z[i, j]) for j in range(m)), arb(-float(f.y[i]))) for i in range(n)]
        return K, G, float(sum((entry * entry for entry in e), arb(0)).sqrt().upper()) * (1 + 1e-15)


def spectral_bounds(K: arb_mat, margin: float = 1e-6) -> tuple[float, float]:
    """(low, high): every symmetric matrix in K has all eigenvalues in (low, high). Both are floats near the eigenvalues of
    the midpoint, accepted only if K − low and high − K are seen to be positive definite; else ±inf."""
    n = K.nrows()
    middle = np.array([[float(K[i, j].mid()) for j in range(n)] for i in range(n)])
    values = np.linalg.eigvalsh((middle + middle.T) / 2)
    gap = margin * abs(values).max()
    low, high = float(values[0]) - gap, float(values[-1]) + gap
    with _precise():
        return (low if definite(_shifted(K, low, 1)) else -np.inf), (high if definite(_shifted(K, high, -1)) else np.inf)


def _shifted(K, shift, sign):
    n = K.nrows()
    return [[sign * (K[i, j] - (arb(shift) if i == j else 0)) for j in range(n)] for i in range(n)]


def definite(A) -> bool:
    """Whether elimination shows a positive pivot in each row: then all symmetric matrices in the balls of A are definite."""
    A, n = [list(row) for row in A], len(A)
    for k in range(n):
        if not A[k][k] > 0:
            return False
        for i in range(k + 1, n):
            q = A[i][k] / A[k][k]
            for j in range(k + 1, n):
                A[i][j] -= q * A[k][j]
    return True
