"""Real data that ship inside installed packages; nothing is downloaded."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Centred:
    """A data matrix with its mean taken off.

    X           (n, d)  rows are samples, with column means 0
    mean        (d,)    what was taken off
    covariance  (d, d)  XᵀX / n
    labels      (n,)
    shape       the shape of one sample as an image, for example (8, 8)
    """

    X: np.ndarray
    mean: np.ndarray
    covariance: np.ndarray
    labels: np.ndarray
    shape: tuple[int, ...]


def digits() -> Centred:
    """Handwritten digits, n = 1797 images of 8 × 8 = 64 pixels with values 0 to 16: scikit-learn's copy of the UCI test set.

    Raises ImportError if scikit-learn is not installed.
    """
    try:
        from sklearn.datasets import load_digits
    except ImportError:
        raise ImportError("digits() needs scikit-learn: pip install scikit-learn") from None
    images, labels = load_digits(return_X_y=True)
    mean = images.mean(axis=0)
    X = images - mean
    return Centred(X, mean, X.T @ X / len(X), labels, (8, 8))
