"""Matrix completion: against the convex program in cvxpy with Clarabel, and against torch's L-BFGS with autograd.

Convex: minimize the trace of a positive semidefinite X that agrees with M where M was seen, d = 100, an entry seen with
probability 0.3. The error is ‖X − M‖_F, and 1e-9 is asked for: Clarabel's tolerances are set accordingly.

torch: L-BFGS with strong Wolfe line search and memory 10 as in ours, to the same length of the gradient, both from the same
start: the leading eigenvectors of what was seen, whose time counts for neither. (From a random start torch was seen to end
far from Z at d = 10⁵.) The observed pairs are index tensors. The error is the distance to the nearest ZQ, Q orthogonal,
relative to ‖Z‖; 1e-8 is asked for.
Rows whose peer is not installed are left out.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from statistics import median

import numpy as np

from landscapes.completion import MatrixCompletion
from landscapes.lbfgs import lbfgs
from landscapes.observed import Observed
from landscapes.recovery import distance

from .table import Row, race

PACKAGES = ["numpy", "scipy", *(name for name in ("cvxpy", "clarabel", "torch") if find_spec(name))]
CONVEX, LOCAL = 1e-9, 1e-8  # the errors asked for, against the convex program and against torch
OFTEN = 20  # against the convex program ours runs so many times for each run of the peer


def problem(d: int, r: int, p: float, rng: np.random.Generator) -> tuple[MatrixCompletion, np.ndarray]:
    """A random Z (d, r) and the objective of a random Ω. Lists that an Observed makes once are made here."""
    Z = rng.standard_normal((d, r)) / np.sqrt(d)
    f = MatrixCompletion.observe(Z, Observed.sample(d, p, rng))
    f.value_grad(Z.ravel())
    return f, Z


def solve(f: MatrixCompletion, p: float, tol: float, x0: np.ndarray | None = None) -> np.ndarray:
    start = f.spectral_start() if x0 is None else x0
    return lbfgs(f, start, tol=tol * p, max_iter=500, certify=False).x


def convex(f: MatrixCompletion) -> np.ndarray:
    """The matrix X of the least trace."""
    import cvxpy as cp

    X = cp.Variable((f.omega.d, f.omega.d), PSD=True)
    program = cp.Problem(cp.Minimize(cp.trace(X)), [X[f.omega.rows, f.omega.columns] == f.values])
    program.solve(solver=cp.CLARABEL, tol_gap_abs=1e-12, tol_gap_rel=1e-12, tol_feas=1e-12)
    return X.value


def autograd(f: MatrixCompletion, p: float, x0: np.ndarray) -> np.ndarray:
    """The unknown by torch."""
    import torch

    torch.set_num_threads(1)
    i, j = (torch.as_tensor(index, dtype=torch.int64) for index in (f.omega.rows, f.omega.columns))
    seen, weight = torch.as_tensor(f.values), torch.where(i == j, 0.5, 1.0).double()
    x = torch.tensor(x0 if f.rank == 1 else x0.reshape(f.omega.d, f.rank), requires_grad=True)
    optimizer = torch.optim.LBFGS([x], max_iter=500, max_eval=2000, history_size=10, line_search_fn="strong_wolfe",
                                  tolerance_grad=LOCAL / 10 * p / np.sqrt(f.dim), tolerance_change=0)

    def closure():
        optimizer.zero_grad()
        product = x[i] * x[j]
        loss = (weight * (seen - (product if f.rank == 1 else product.sum(1))) ** 2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return x.detach().numpy().ravel()


def against_convex(d: int, p: float, runs: int, rng: np.random.Generator) -> Row:
    f, Z = problem(d, 1, p, rng)
    laps = []
    for _ in range(runs):
        peer_seconds, _, X, _ = race(lambda: convex(f), lambda: None, 1)
        ours_seconds, _, x, _ = race(lambda: solve(f, p, CONVEX / 10), lambda: None, OFTEN)
        laps.append((ours_seconds, peer_seconds))
    ours, peer = map(median, zip(*laps))
    error, its = (float(np.linalg.norm(Y - Z @ Z.T)) for Y in (np.outer(x, x), X))
    return Row("matrix completion, rank 1", f"d = {d}", "cvxpy + Clarabel", ours, peer, error, its, CONVEX, runs, 1 / 3000)


def against_autograd(d: int, r: int, p: float, runs: int, rng: np.random.Generator) -> Row:
    f, Z = problem(d, r, p, rng)
    x0, scale = f.spectral_start(), np.linalg.norm(Z)
    ours, peer, x, y = race(lambda: solve(f, p, LOCAL / 10, x0), lambda: autograd(f, p, x0), runs)
    error, its = (float(distance(u, Z) / scale) for u in (x, y))
    return Row(f"matrix completion, rank {r}", f"d = {d}", "torch L-BFGS", ours, peer, error, its, LOCAL, runs, 1 / 5)


def rows() -> Iterator[Row]:
    rng = np.random.default_rng(0)
    if find_spec("cvxpy") and find_spec("clarabel"):
        yield against_convex(100, 0.3, 3, rng)
    else:
        print("completion: the row of cvxpy with Clarabel is left out, they are not installed")
    if find_spec("torch"):
        for d, r, p in ((10_000, 1, 8e-3), (10_000, 5, 8e-3), (100_000, 1, 4e-4)):
            yield against_autograd(d, r, p, 5, rng)
    else:
        print("completion: the rows of torch are left out, it is not installed")
