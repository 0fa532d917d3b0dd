"""The singular values of a dense matrix above a threshold, how many not known beforehand, and a bound on all the others."""

import numpy as np
from scipy.linalg import eigh, qr


def gram_product(Y: np.ndarray, X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(YX, YᵀYX), Y (m, n) by rows, X (n, b) -> (m, b), (n, b). Y is read once for every 8 columns of X, in panels that stay
    in the cache and are small enough for the BLAS not to copy them."""
    if X.shape[1] > 8:
        halves = [gram_product(Y, X[:, i : i + 8]) for i in range(0, X.shape[1], 8)]
        return np.column_stack([a for a, _ in halves]), np.column_stack([b for _, b in halves])
    X, rows = np.ascontiguousarray(X), 192 // X.shape[1]
    image, out = np.empty((len(Y), X.shape[1])), np.zeros(X.shape)
    for i in range(0, len(Y), rows):
        panel = Y[i : i + rows]
        image[i : i + rows] = panel @ X
        out += panel.T @ image[i : i + rows]
    return image, out


def amplification(n: int, block: int, steps: int, failure: float) -> float:
    """The c with σ_max ≤ c √θ, except with probability `failure`, for the largest Ritz value θ of A = RᵀR (n, n) on
    span{G, AG, …, A^(k−1)G}, G (n, block) normally distributed, k = steps:  c = cosh(asinh(√(2n/π) p^(−1/block)) / (2k − 1)).

    For one column g and μ ≥ θ, μ < σ_max², every polynomial q of degree < k has ⟨q(A)g, (A − μ)q(A)g⟩ ≤ 0. Take
    q(t) = T_{2k−1}(s)/s at s = √(1 − t/μ), with |s q| ≤ 1 on [0, μ]. On the eigenvector of σ_max², s = iy and s q has the size
    sinh((2k − 1) asinh y), so that |g_1| sinh((2k − 1) asinh y) ≤ ‖g − g_1‖; g_1/‖g − g_1‖ · √(n − 1) follows Student's law,
    whose density is at most 1/√(2π). All columns would have to fail, independently: the power `block`. And μ = θ gives
    σ_max² = μ(1 + y²) = θ cosh²(asinh y).
    """
    return float(np.cosh(np.arcsinh(np.sqrt(2 * n / np.pi) * failure ** (-1 / block)) / (2 * steps - 1)))


class SingularAbove:
    """Singular triples of Y (m, n), m ≥ n, with σ > λ, found in rounds of block Lanczos on YᵀY outside those already found.

    triples    left (m, r), sigma (r,), right (n, r); one zero triple if there are none
    upper      bound on σ_max of what is left, failing with at most the probability `failure`: half of it for the first round,
               a quarter for the second, and so on, as each round draws a block of its own
    error      ‖Yᵀ left − right diag(σ)‖_F: what couples the triples to the rest
    widths     r after each round that found some
    products   with Y and with Yᵀ, each with one vector
    """

    def __init__(self, Y, lam, rng, block, failure, max_steps):
        self.Y, self.lam, self.block, self.failure, self.max_steps = Y, lam, block, failure, max_steps
        m, n = Y.shape
        V, self.widths, self.products = np.empty((n, 0)), [], 0
        self.upper, self.scale = np.inf, 0.0
        while V.shape[1] < n:
            new = self._round(V, rng)
            if not new.shape[1]:
                break
            V = qr(np.column_stack([V, new]), mode="economic")[0]
            self.widths.append(V.shape[1])
        else:
            self.upper = 0.0
        self._triples(V)

    def _round(self, V, rng):
        """Ritz vectors (n, j) above λ², or none and a bound."""
        Y, n, r = self.Y, len(V), V.shape[1]
        free = n - r
        block = min(self.block, free)
        Q, T = np.empty((n, 0)), np.zeros((0, 0))
        new, coupling = qr(_outside(V, rng.standard_normal((n, block))), mode="economic")[0], None
        steps = max(1, min(self.max_steps, free // block))
        for k in range(1, steps + 1):
            Q = np.column_stack([Q, new])
            W = _outside(V, gram_product(Y, new)[1])
            self.products += 2 * block
            C = Q.T @ W
            W -= Q @ C
            again = Q.T @ W
            W -= Q @ again
            old = len(T)
            T = np.pad(T, (0, block))
            T[:, old:] = C + again
            T[old:, :] = T[:, old:].T
            theta, S = eigh(T, check_finite=False)
            self.scale = max(self.scale, theta[-1])
            new, coupling = qr(_outside(V, W), mode="economic")
            errors = np.linalg.norm(coupling @ S[-block:], axis=0)
            above = theta > self.lam**2
            spent = np.abs(np.diag(coupling)).min() <= 1e-14 * np.sqrt(n) * self.scale or k == steps
            if above.any():
                if spent or (errors[above] <= 2e-14 * self.scale).all():
                    break
                continue
            upper = np.sqrt(max(theta[-1], 0)) * amplification(free, block, k, self.failure / 2 ** (len(self.widths) + 1))
            if upper <= self.lam or spent:
                self.upper = float(upper)
                return np.empty((n, 0))
        return Q @ S[:, above][:, ::-1]

    def _triples(self, V):
        if not V.shape[1]:
            m, n = self.Y.shape
            self.triples, self.error = (np.zeros((m, 1)), np.zeros(1), np.zeros((n, 1))), 0.0
            return
        YV, back = gram_product(self.Y, V)
        left, sigma, right = np.linalg.svd(YV, full_matrices=False)
        V = V @ right.T
        back = back @ right.T / sigma - V * sigma
        self.products += 2 * V.shape[1]
        self.error = float(np.linalg.norm(back))
        self.triples = left, sigma, V


def _outside(V, W):
    """W minus its part in the span of the orthonormal columns of V, twice for rounding."""
    for _ in range(2 if V.shape[1] else 0):
        W = W - V @ (V.T @ W)
    return W
