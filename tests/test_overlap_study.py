"""The batched study of overlapping filters: its gradient, its runs, its random parts, and its committed tables."""

import csv
from pathlib import Path

import numpy as np
import pytest

from landscapes import overlap_study as study
from landscapes.descent import gradient_descent
from landscapes.objective import norm
from landscapes.relu import OverlapConvNet

STUDIES = Path(__file__).parents[1] / "studies"


def unit(rng, *shape):
    w = rng.standard_normal(shape)
    return w / norm(w)[..., None]


@pytest.mark.parametrize("m, stride, k", [(1, 1, 1), (2, 1, 4), (5, 2, 6), (4, 5, 3), (6, 1, 3), (3, 1, 1)])
def test_gradient_is_that_of_the_objective_for_each_target(m, stride, k):
    rng = np.random.default_rng(1)
    w, stars = rng.standard_normal((7, m)), unit(rng, 7, m)
    setting = study.Setting(m, stride, k)
    loop = [OverlapConvNet(star, k, stride).grad(one) for one, star in zip(w, stars)]
    assert np.allclose(study.gradient(setting, w, stars), loop, atol=1e-14)
    at_target = study.gradient(setting, stars, stars)
    assert np.abs(at_target).max() < 1e-7


def test_runs_end_where_descent_ends():
    rng = np.random.default_rng(2)
    setting, star = study.Setting(2, 1, 4), np.array([-1.0, 1.0]) / np.sqrt(2)
    x0 = study.starts(2, 40, rng)
    ends, kinds = study.descend(setting, x0, np.tile(star, (40, 1)), 0.5)
    runs = gradient_descent(OverlapConvNet(star, 4), x0, 0.5, tol=1e-8)
    assert np.abs(ends - runs.x).max() < 2e-3
    assert set(kinds) == {study.ARRIVED, study.ELSEWHERE}
    assert ((kinds == study.ARRIVED) == (norm(runs.x - star) < 1e-2)).all()
    short = study.descend(setting, x0, np.tile(star, (40, 1)), 0.5, max_iter=3)[1]
    assert (short == study.UNRESOLVED).any()


def test_a_part_of_the_study_is_the_same_alone():
    setting = study.Setting(3, 2, 8)
    whole = study.run(setting, range(3, 7), 20)
    assert np.array_equal(study.run(setting, [5], 20)[0], whole[2])
    assert (whole.sum(axis=1) == 20).all()


def test_targets_have_length_one_and_are_different():
    for m in (2, 3, 5, 12):
        stars = study.targets(m, 90, np.random.default_rng(3))
        assert stars.shape == (90, m) and np.allclose(norm(stars), 1)
        gaps = norm(stars[:, None] - stars) + 9 * np.eye(90)
        assert gaps.min() > 1e-9
        single = study.fixed_targets(m)[study.SINGLE]
        assert m == 2 or np.array_equal(single, np.eye(m)[0])


def test_restarts_and_settings():
    assert study.restarts(1 / 17, 0.95) == 50 and study.restarts(0.5, 0.75) == 2
    setting = study.Setting(4, 3, 8)
    assert (setting.d, setting.overlap) == (25, 1) and study.Setting(2, 5, 3).overlap == 0


@pytest.mark.parametrize("call, word", [
    (lambda: study.Setting(0, 1, 1), "m"),
    (lambda: study.Setting(2, 0, 1), "stride"),
    (lambda: study.descend(study.Setting(2, 1, 2), np.ones((3, 2)), np.ones((3, 2)), 1.0), "length 1"),
    (lambda: study.descend(study.Setting(2, 1, 2), np.ones((3, 2)), np.ones((3, 3)), 1.0), r"\(n, 2\)"),
    (lambda: study.descend(study.Setting(2, 1, 2), np.ones((1, 2)), np.array([[0.6, 0.8]]), -1.0), "step"),
    (lambda: study.targets(2, 5, 0), "rng"),
])
def test_bad_input_is_named(call, word):
    with pytest.raises(ValueError, match=word):
        call()


@pytest.mark.parametrize("name, settings, each, starts", [
    ("overlap", study.SETTINGS, study.STUDY["targets"], study.STUDY["starts"]),
    ("overlap-lowest", study.SETTINGS, 1, study.STUDY["fresh"]),
    ("overlap-wide", study.WIDE, 1, 400),
])
def test_committed_tables_are_complete(name, settings, each, starts):
    with open(STUDIES / f"{name}.csv") as file:
        rows = [[int(x) for x in row] for row in list(csv.reader(file))[1:]]
    assert len(rows) == len(settings) * each
    assert {tuple(row[:3]) for row in rows} == {(s.m, s.stride, s.k) for s in settings}
    assert all(sum(row[4:]) == starts for row in rows)
