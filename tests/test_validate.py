"""Bad input is refused at the door: one line that names the argument and quotes the offending value or shape."""

import re

import numpy as np
import pytest
import scipy.sparse

from landscapes import (OnSphere, RankOnePCA, basins, classify, cubic_regularization, extreme_eigenvalues,
                        find_critical_points, gradient_descent, leading_eigenpair, perturbed_gradient_descent,
                        tangent_spectrum, trust_region)
from landscapes.differences import taylor_slopes
from landscapes.intervals import mean_interval, proportion_interval, slope_interval
from landscapes.landscape import strict_saddle_constants
from landscapes.report import coarse
from landscapes.toys import DoubleWells, Rayleigh

NAN, INF = np.nan, np.inf
RNG = np.random.default_rng(0)
f = RankOnePCA(np.diag([2.0, 1.0]))
SOLVERS = {
    "gradient_descent": lambda x0=(1.0, 1.0), step=0.1, **more: gradient_descent(f, x0, step, **more),
    "perturbed_gradient_descent": lambda x0=(1.0, 1.0), step=0.1, rng=RNG, **more: perturbed_gradient_descent(
        f, x0, step, rng=rng, **more),
    "trust_region": lambda x0=(1.0, 1.0), **more: trust_region(f, x0, **more),
    "cubic_regularization": lambda x0=(1.0, 1.0), **more: cubic_regularization(f, x0, **more),
}


def refused(message, call, *args, **kwargs):
    with pytest.raises(ValueError, match="^" + message) as caught:
        call(*args, **kwargs)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 200


MATRICES = {
    "not square": (np.ones((2, 3)), r"M must be square, got shape \(2, 3\)"),
    "one axis": (np.ones(3), r"M must have 2 axes, got shape \(3,\)"),
    "three axes": (np.ones((2, 2, 2)), r"M must have 2 axes, got shape \(2, 2, 2\)"),
    "a number": (3.0, r"M must have 2 axes, got shape \(\)"),
    "empty": (np.empty((0, 0)), r"M must not be empty, got shape \(0, 0\)"),
    "empty list": ([], r"M must have 2 axes, got shape \(0,\)"),
    "nan": ([[1.0, NAN], [NAN, 1.0]], r"M must be finite, got nan at index \(0, 1\)"),
    "nan on the diagonal": (np.diag([1.0, NAN]), r"M must be finite, got nan at index \(1, 1\)"),
    "infinite": (np.diag([1.0, -INF]), r"M must be finite, got -inf at index \(1, 1\)"),
    "infinite, symmetric": (np.array([[1.0, INF], [INF, 1.0]]), r"M must be finite, got inf at index \(0, 1\)"),
    "not symmetric": (np.array([[1.0, 2.0], [3.0, 4.0]]), r"M must be symmetric, got M\[0, 1\] = 2 and M\[1, 0\] = 3"),
    "complex": (np.eye(2) * 1j, r"M must be an array of real numbers, got array\("),
    "text": ([["a", "b"], ["c", "d"]], r"M must be an array of real numbers, got \[\['a', 'b'\]"),
    "ragged": ([[1.0], [1.0, 2.0]], r"M must be an array of real numbers, got \[\[1.0\], \[1.0, 2.0\]\]"),
    "none": (None, r"M must be an array of real numbers, got None"),
    "sparse": (scipy.sparse.eye_array(3), r"M must be an array of real numbers, got <"),
}


@pytest.mark.parametrize("make", [RankOnePCA, Rayleigh, leading_eigenpair], ids=lambda m: m.__name__)
@pytest.mark.parametrize("case", MATRICES)
def test_matrices(case, make):
    M, message = MATRICES[case]
    refused(message, make, M)


def test_an_asymmetry_far_from_the_diagonal_blocks_is_seen():
    M = np.eye(1200)
    M[3, 1100] = 1e-6
    refused(r"M must be symmetric, got M\[3, 1100\] = 1e-06 and M\[1100, 3\] = 0", RankOnePCA, M)
    M[3, 1100] = NAN
    refused(r"M must be finite, got nan at index \(3, 1100\)", RankOnePCA, M)


def test_rounding_asymmetry_is_averaged_away():
    M = np.array([[1.0, 0.3], [0.3 + 1e-15, 2.0]])
    kept = RankOnePCA(M).M
    assert kept[0, 1] == kept[1, 0] and M[0, 1] != M[1, 0]


@pytest.mark.parametrize("solver", SOLVERS)
def test_starts(solver):
    solve = SOLVERS[solver]
    refused(r"x0 must have shape \(\.\.\., 2\), got shape \(3,\)", solve, np.ones(3))
    refused(r"x0 must have shape \(\.\.\., 2\), got shape \(2, 3\)", solve, np.ones((2, 3)))
    refused(r"x0 must have shape \(\.\.\., 2\), got shape \(\)", solve, 1.0)
    refused(r"x0 must not be empty, got shape \(0, 2\)", solve, np.ones((0, 2)))
    refused(r"x0 must be finite, got nan at index \(1,\)", solve, [1.0, NAN])
    refused(r"x0 must be an array of real numbers, got None", solve, None)


NOT_POSITIVE = [(0, "0"), (-0.1, r"-0\.1"), (NAN, "nan"), (INF, "inf"), (None, "None"), ("0.1", "'0.1'"), (True, "True")]
NUMBERS = {
    "gradient_descent": ["step", "tol", "tol_curvature"],
    "perturbed_gradient_descent": ["step", "tol", "tol_curvature", "radius", "escape"],
    "trust_region": ["radius", "max_radius", "tol", "tol_curvature"],
    "cubic_regularization": ["sigma", "tol", "tol_curvature"],
}


@pytest.mark.parametrize("solver, name", [(solver, name) for solver, names in NUMBERS.items() for name in names])
def test_numbers_must_be_positive(solver, name):
    for value, quoted in NOT_POSITIVE:
        if not (name == "tol_curvature" and value is None):
            refused(f"{name} must be a positive number, got {quoted}$", SOLVERS[solver], **{name: value})


@pytest.mark.parametrize("solver", SOLVERS)
def test_counts_must_be_integers(solver):
    for value in (0, -1, 10.0, "10", None, True):
        refused(f"max_iter must be an integer ≥ 1, got {re.escape(repr(value))}$", SOLVERS[solver], max_iter=value)
    refused("record must be an integer ≥ 0, got -1", SOLVERS[solver], record=-1)


def test_a_diverging_step_names_the_step_and_quotes_it():
    refused(r"step = 7\.5 is too long: the run diverged after \d+ iterations", SOLVERS["gradient_descent"], step=7.5)
    refused(r"step = 7\.5 is too long", SOLVERS["perturbed_gradient_descent"], step=7.5)


def test_randomness_is_a_generator():
    for rng in (None, 0, np.random):
        refused("rng must be a numpy.random.Generator, got", SOLVERS["perturbed_gradient_descent"], rng=rng)
    refused("rng must be a numpy.random.Generator, got 1", leading_eigenpair, np.eye(2), rng=1)
    refused("rng must be a numpy.random.Generator, got None", taylor_slopes, f, [1.0, 1.0])


def test_points_of_the_sphere():
    g = OnSphere(f)
    refused("x0 must lie on the manifold of OnSphere, got a point off by 1$", gradient_descent, g, [2.0, 0.0], 0.1)
    refused("x0 must lie on the manifold of OnSphere, got a point off by nan", trust_region, g, [0.0, 0.0])
    refused("f must be an objective on R\\^d, got OnSphere", OnSphere, g)
    refused("f must be an objective on R\\^d, got ndarray", OnSphere, np.eye(2))


def test_landscape_functions():
    wrong = r"x must have shape \(\.\.\., 2\), got shape \(3,\)"
    for call in (classify, extreme_eigenvalues, tangent_spectrum):
        refused(wrong, call, f, np.ones(3))
    refused("tol must be a positive number, got -1", classify, f, np.ones(2), tol=-1)
    refused(r"starts must have shape \(\.\.\., 2\), got shape \(4, 3\)", find_critical_points, f, np.ones((4, 3)))
    refused("same must be a positive number, got 0", find_critical_points, f, np.ones((4, 2)), same=0)
    refused(r"starts must not be empty", basins, f, np.ones((0, 2)), trust_region)
    refused("level must lie strictly between 0 and 1, got 95", basins, f, np.ones((1, 2)), trust_region, level=95)
    refused("gamma must lie strictly between .* got -1", strict_saddle_constants, f, 1, -1)
    negative = RankOnePCA(-np.eye(2))
    refused("M must have a positive eigenvalue, got largest eigenvalue -1", strict_saddle_constants, negative, 1, 1)
    refused("k must be at most 2, the number of positive eigenvalues, got 3", f.hessian_spectrum, 3)
    refused("k must be an integer ≥ 0, got -1", f.hessian_spectrum, -1)
    refused("dim must be an integer ≥ 1, got 0", DoubleWells, 0)


def test_statistics_and_reports():
    refused("successes must be at most n = 3, got 4", proportion_interval, 4, 3)
    refused("n must be an integer ≥ 1, got 0", proportion_interval, 0, 0)
    refused("method must be 'clopper-pearson' or 'wilson', got 'wald'", proportion_interval, 1, 3, method="wald")
    refused(r"sample must have at least 2 entries, got shape \(1,\)", mean_interval, [1.0])
    refused(r"x and y must have the same length, at least 3, got shapes \(2,\) and \(2,\)", slope_interval, [1, 2], [1, 2])
    refused("x must not be constant, got 1 throughout", slope_interval, [1, 1, 1], [1, 2, 3])
    refused("step must be a positive number, got 0", coarse, 0.3, 0)
