"""Paley's set of entries: a fixed set that looks random, so that what holds with high probability holds for it by computation."""

import numpy as np

from . import validate
from .observed import Observed


def residues(q: int) -> np.ndarray:
    """χ(0), …, χ(q − 1): 0 at 0, 1 at the squares modulo q, −1 elsewhere. Raises ValueError unless q is a prime, 1 modulo 4
    (then χ(−k) = χ(k))."""
    validate.count("q", q, least=5)
    if q % 4 != 1 or any(q % k == 0 for k in range(3, int(q**0.5) + 1, 2)):
        raise ValueError(f"q must be a prime that is 1 modulo 4, got {q}")
    chi = np.full(q, -1)
    chi[np.arange(1, q, dtype=np.int64) ** 2 % q] = 1
    chi[0] = 0
    return chi


def paley(q: int) -> Observed:
    """The entries (i, j) of a q × q matrix for which i − j is a nonzero square modulo q: half of those off the diagonal.

    The matrix S with entries χ(i − j) satisfies S² = qI − 11ᵀ and S1 = 0, so its norm is √q, and 2 · 1_Ω − 11ᵀ = S − I has norm
    at most √q + 1: as small as for a random Ω with p = 1/2.
    """
    chi = residues(q)
    i, j = np.triu_indices(q, 1)
    seen = chi[j - i] == 1
    return Observed.from_pairs(q, i[seen], j[seen])
