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


@dataclass(frozen=True, eq=False)
class Labelled:
    """Standardized measurements with labels 0 and 1.

    X      (n, d)  columns with mean 0 and standard deviation 1, after a first column of ones
    y      (n,)
    names  what the columns are
    """

    X: np.ndarray
    y: np.ndarray
    names: tuple[str, ...]


def breast_cancer(features: int = 30) -> Labelled:
    """n = 569 tumors, label 1 for benign, described by the first `features` of 30 measurements of cell nuclei (the first ten
    are means over the cells of a tumor): scikit-learn's copy of the UCI data set. With a constant column d = features + 1.

    Raises ValueError unless 1 ≤ features ≤ 30, ImportError if scikit-learn is not installed.
    """
    if not isinstance(features, int) or not 1 <= features <= 30:
        raise ValueError(f"features must be an integer from 1 to 30, got {features!r}")
    try:
        from sklearn.datasets import load_breast_cancer
    except ImportError:
        raise ImportError("breast_cancer() needs scikit-learn: pip install scikit-learn") from None
    table = load_breast_cancer()
    X = table.data[:, :features]
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    names = ("constant", *map(str, table.feature_names[:features]))
    return Labelled(np.column_stack([np.ones(len(X)), X]), table.target.astype(float), names)


def photograph(name: str = "china.jpg", shrink: int = 3) -> np.ndarray:
    """A photograph in gray, values in [0, 1], with `shrink` × `shrink` pixels averaged into one: scikit-learn's "china.jpg" (a
    temple, 427 × 640 pixels before) or "flower.jpg". Luminance 0.299 R + 0.587 G + 0.114 B.

    Raises ValueError for another name or a shrink that is no integer from 1 to 100, ImportError if scikit-learn is not installed.
    """
    if name not in ("china.jpg", "flower.jpg"):
        raise ValueError(f"name must be 'china.jpg' or 'flower.jpg', got {name!r}")
    if isinstance(shrink, bool) or not isinstance(shrink, int) or not 1 <= shrink <= 100:
        raise ValueError(f"shrink must be an integer from 1 to 100, got {shrink!r}")
    try:
        from sklearn.datasets import load_sample_image
    except ImportError:
        raise ImportError("photograph() needs scikit-learn: pip install scikit-learn") from None
    gray = load_sample_image(name) @ np.array([0.299, 0.587, 0.114]) / 255
    a, b = (size // shrink for size in gray.shape)
    return gray[: a * shrink, : b * shrink].reshape(a, shrink, b, shrink).mean(axis=(1, 3))
