"""The basin of the target filter when filters overlap: python -m studies.overlap (a quarter of an hour on a busy machine).

The study of bg section 7.2. For each of 18 settings (m, stride, k) and 90 target filters w* of length 1, descent runs from
100 starts N(0, I/m); counted are the runs that arrive at w*, that end elsewhere, and that did neither (unresolved). The
target with the fewest arrivals of each setting then gets 2,000 fresh starts, because the least of 90 shares is biased.
Last come five wide networks with the target e₁, with 400 starts each, a step of 4 and up to 150,000 steps, because their
valleys are flat: curvatures and gradients are of the order 1/k².

Writes studies/overlap.csv (a row per target), studies/overlap-lowest.csv (the fresh starts: a row per setting),
studies/overlap-wide.csv (a row per wide network), all with the same columns, and studies/overlap.json (seed, versions,
options). A setting whose rows are there is not run again; to start anew delete all three tables.
"""

import csv
import json
import os
import platform
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[1] / "code"))

import numpy as np  # noqa: E402
import scipy  # noqa: E402

from landscapes.overlap_study import SETTINGS, SINGLE, STUDY, WIDE, WIDE_ITER, WIDE_STEP, fresh, run, wide  # noqa: E402

HERE = Path(__file__).parent
TABLE, LOWEST, WIDEST = HERE / "overlap.csv", HERE / "overlap-lowest.csv", HERE / "overlap-wide.csv"
ABOUT = HERE / "overlap.json"
COLUMNS = ["m", "stride", "k", "target", "arrived", "elsewhere", "unresolved"]


def done(path):
    """The settings that have rows, and the rows."""
    if not path.exists():
        return {}
    found = {}
    with path.open() as file:
        for row in csv.DictReader(file):
            numbers = [int(row[name]) for name in COLUMNS]
            found.setdefault(tuple(numbers[:3]), []).append(numbers)
    return found


def append(path, rows):
    new = not path.exists()
    with path.open("a", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([COLUMNS] * new + rows)


def main():
    all_rows, lowest = done(TABLE), done(LOWEST)
    for number, setting in enumerate(SETTINGS, 1):
        key, before = (setting.m, setting.stride, setting.k), time.perf_counter()
        if key not in all_rows:
            counts = run(setting, range(STUDY["targets"]))
            all_rows[key] = [[*key, target, *map(int, row)] for target, row in enumerate(counts)]
            append(TABLE, all_rows[key])
        if key not in lowest:
            worst = min(all_rows[key], key=lambda row: row[4])[3]
            lowest[key] = [[*key, worst, *map(int, fresh(setting, worst))]]
            append(LOWEST, lowest[key])
        rows = np.array(all_rows[key])
        print(f"{number}/{len(SETTINGS)}  m, stride, k = {key}: arrived {rows[:, 4].sum()} of {rows[:, 4:].sum()}, "
              f"unresolved {rows[:, 6].sum()}; lowest target {lowest[key][0][3:]}; "
              f"{time.perf_counter() - before:.0f} s", flush=True)
    finished = done(WIDEST)
    for setting in WIDE:
        key = (setting.m, setting.stride, setting.k)
        if key not in finished:
            finished[key] = [[*key, SINGLE, *map(int, wide(setting))]]
            append(WIDEST, finished[key])
        print(f"e₁, m, stride, k = {key}: arrived, elsewhere, unresolved {finished[key][0][4:]}", flush=True)
    versions = {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__}
    ABOUT.write_text(json.dumps({**STUDY, "settings": len(SETTINGS), "wide step": WIDE_STEP, "wide max_iter": WIDE_ITER, "versions": versions}, indent=1) + "\n")


if __name__ == "__main__":
    main()
