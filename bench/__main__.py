"""Run the benchmarks, print the table, write _build/bench.json.  `python -m bench [name …]`"""

import os
import sys

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # before numpy is loaded

import json  # noqa: E402
from importlib import import_module  # noqa: E402
from pathlib import Path  # noqa: E402

from .table import heading, line, versions  # noqa: E402

BENCHMARKS = ["eigenpair", "tensor", "nuclear", "completion", "kernels", "restarts", "curvature"]  # one module each, with rows() and PACKAGES
OUTPUT = Path("_build/bench.json")


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"unknown benchmark {unknown[0]!r}; there are: {', '.join(BENCHMARKS)}")
        return 2
    print(heading())
    rows, packages = [], ["numpy", "scipy"]
    for name in names or BENCHMARKS:
        try:
            module = import_module(f"bench.{name}")
        except ImportError as missing:
            print(f"{name}: left out, {missing.name} is not installed")
            continue
        packages += [package for package in module.PACKAGES if package not in packages]
        for row in module.rows():
            rows.append(row)
            print(line(row), flush=True)
    found = versions(packages)
    print("\n" + " · ".join(f"{name} {version}" for name, version in found.items()) + " · medians")
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps({"versions": found, "rows": [row.record() for row in rows]}, indent=1, ensure_ascii=False) + "\n")
    print(f"written to {OUTPUT}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
