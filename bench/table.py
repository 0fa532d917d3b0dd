"""One row of the comparison, the timing, and the table of all rows."""

import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import metadata
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Row:
    """One job at one size: seconds and errors of ours and of the peer, the error that rounding alone explains, and the
    target for ours / peer (None: no target)."""

    job: str
    size: str
    peer: str
    ours_seconds: float
    peer_seconds: float
    ours_error: float
    peer_error: float
    rounding: float
    runs: int
    target: float | None = None

    @property
    def ratio(self) -> float:
        return self.ours_seconds / self.peer_seconds

    @property
    def same_error(self) -> bool:
        """Ours is at most twice the peer's, or what rounding explains."""
        return bool(self.ours_error <= max(2 * self.peer_error, self.rounding))

    @property
    def verdict(self) -> str:
        if not self.same_error:
            return "larger error"
        if self.target is None:
            return "no target"
        return "met" if self.ratio <= self.target else "missed"

    def record(self) -> dict:
        return {**asdict(self), "ratio": self.ratio, "same_error": self.same_error, "verdict": self.verdict}


def race(ours: Callable, peer: Callable, runs: int) -> tuple[float, float, object, object]:
    """Run the two in turn, so that a busy moment meets both: (median seconds of ours, of the peer, the last results)."""
    seconds = [], []
    for _ in range(runs):
        for entrant, times in zip((ours, peer), seconds):
            begin = perf_counter()
            result = entrant()
            times.append(perf_counter() - begin)
            if entrant is ours:
                ours_result = result
            else:
                peer_result = result
    return median(seconds[0]), median(seconds[1]), ours_result, peer_result


def versions(packages: list[str]) -> dict[str, str]:
    """What ran: interpreter, machine, packages, BLAS."""
    import numpy as np

    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    found = {"python": platform.python_version(), "machine": platform.machine()}
    found |= {name: metadata.version(name) for name in packages}
    return found | {"blas": f"{blas['name']} {blas['version']}", "blas threads": "1"}


def heading() -> str:
    return (f"{'job':<49} {'size':>9} {'peer':<18} {'ours s':>9} {'peer s':>9} {'ratio':>6} {'target':>6} "
            f"{'our error':>9} {'its error':>9}  verdict")


def share(ratio: float | None) -> str:
    """0.60, or 1/5000 for what is far below."""
    return "" if ratio is None else f"{ratio:.2f}" if ratio >= 0.01 else f"1/{1 / ratio:.0f}"


def line(row: Row) -> str:
    return (f"{row.job:<49} {row.size:>9} {row.peer:<18} {row.ours_seconds:>9.4f} {row.peer_seconds:>9.4f} {share(row.ratio):>6} "
            f"{share(row.target):>6} {row.ours_error:>9.1e} {row.peer_error:>9.1e}  {row.verdict}")
