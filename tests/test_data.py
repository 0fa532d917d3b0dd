"""The data, and what importing the package costs."""

import subprocess
import sys

import numpy as np
import pytest

from landscapes import leading_eigenpair
from landscapes.data import digits, photograph


def test_digits_are_centred_and_agree_with_scikit_learn():
    from sklearn.decomposition import PCA

    data = digits()
    assert data.X.shape == (1797, 64) and data.shape == (8, 8) and set(data.labels) == set(range(10))
    assert np.abs(data.X.mean(axis=0)).max() < 1e-13
    np.testing.assert_allclose(data.covariance, np.cov(data.X.T, bias=True), atol=1e-12)
    first = PCA(1, svd_solver="full").fit(data.X).components_[0]
    assert abs(first @ leading_eigenpair(data.covariance).vector) == pytest.approx(1, abs=1e-13)


def test_the_photograph_is_a_gray_image():
    whole, small = photograph(shrink=1), photograph()
    assert whole.shape == (427, 640) and small.shape == (142, 213) and 0 <= small.min() < small.max() <= 1
    assert small[5, 7] == pytest.approx(whole[15:18, 21:24].mean())
    for bad in ({"name": "moon.jpg"}, {"shrink": 0}, {"shrink": 2.0}):
        with pytest.raises(ValueError, match=next(iter(bad))):
            photograph(**bad)


def test_without_scikit_learn_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    with pytest.raises(ImportError, match="digits.. needs scikit-learn: pip install scikit-learn"):
        digits()


def test_the_package_loads_numpy_and_scipy_only():
    heavy = "sympy matplotlib sklearn z3 flint clarabel IPython"
    code = f"import sys, landscapes, landscapes.registry; print([m for m in '{heavy}'.split() if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
