"""The benchmark's own parts: a planted eigenvector is one, the verdict is strict, the JSON says what the table says."""

import json

import numpy as np
import pytest

from bench import __main__ as bench
from bench import curvature, eigenpair
from bench.table import Row, line, versions


def test_the_planted_eigenvector_is_exact():
    lam = np.append(2.0, np.linspace(1, 0, 79))
    M, v = eigenpair.planted(lam, np.random.default_rng(1))
    assert np.abs(M).min() < 1e-2 < np.abs(M).mean() and (M == M.T).all()
    np.testing.assert_allclose(np.linalg.eigvalsh(M), lam[::-1], atol=1e-14)
    assert np.linalg.norm(M.astype(np.longdouble) @ v - lam[0] * v) < 1e-14


def test_rows_and_output(tmp_path, monkeypatch, capsys):
    rows = eigenpair.rows
    monkeypatch.setattr(eigenpair, "rows", lambda: rows([60]))
    monkeypatch.setattr(bench, "OUTPUT", tmp_path / "_build" / "bench.json")
    assert bench.main(["eigenpair"]) == 0
    written = json.loads((tmp_path / "_build" / "bench.json").read_text())
    assert len(written["rows"]) == 3 and written["versions"]["numpy"] == np.__version__
    printed = capsys.readouterr().out
    for row in written["rows"]:
        assert row["same_error"] and row["ratio"] == pytest.approx(row["ours_seconds"] / row["peer_seconds"])
        assert row["job"] in printed
    assert bench.main(["nothing"]) == 2


def test_verdicts():
    def row(ours, error, target):
        return Row("job", "d = 1", "peer", ours, 1.0, error, 1e-12, 1e-14, 1, target)

    assert row(0.5, 1e-12, 0.6).verdict == "met" and row(0.7, 1e-12, 0.6).verdict == "missed"
    assert row(0.1, 1e-11, 0.6).verdict == "larger error" and row(0.1, 1e-12, None).verdict == "no target"
    assert "0.50   0.60" in line(row(0.5, 1e-12, 0.6))
    assert set(versions(["numpy"])) == {"python", "machine", "numpy", "blas", "blas threads"}


def test_the_curvature_rows_agree_with_the_dense_hessian():
    rows = list(curvature.compare(12, 5, 16, 1, np.random.default_rng(2)))
    assert len(rows) >= 2 and {row.size for row in rows} == {"80"}
    assert all(row.same_error and row.ours_error < 1e-8 for row in rows)
