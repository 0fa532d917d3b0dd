"""The list of modules in the API page: `chapters/reference/api.md` includes it.

A new module of the package appears by itself, under the heading of its kind or under "For single chapters".
"""

from pathlib import Path

from book import ROOT

GROUPS = {
    "Objectives": "objective sphere matrix completion observed tensor cumulant glm networks quadratic linear_nets moment_risk relu "
    "kernels nuclear homogeneous phase dictionary",
    "Solvers": "result descent stochastic newton conjugate lbfgs leading growing tensor_power",
    "Landscapes": "landscape curvature basins strict_saddle critical_families deep_linear",
    "Checks and numbers": "differences intervals report registry",
    "For single chapters": "",
    "Data": "data",
}
INTERNAL = "validate batch krylov gram subproblem cluster balls".split()
# These are read through the names that they offer, not file by file.
FACADES = {
    "The algebra of every dimension": ("landscapes.symbolic", None),
    "The ledger": ("landscapes.ledger", None),
    "Figures": ("landscapes.plots.style", ["figure", "show"]),
    "Rotatable figures": ("landscapes.plots.interactive", ["show"]),
}


def pages(out: Path) -> None:
    target = out / "generated" / "api.txt"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines()), encoding="utf-8")


def modules() -> list[str]:
    return sorted(p.stem for p in (ROOT / "code" / "landscapes").glob("*.py") if not p.stem.startswith("_"))


def grouped() -> dict[str, list[str]]:
    there = [name for name in modules() if name not in INTERNAL]
    groups = {title: [name for name in names.split() if name in there] for title, names in GROUPS.items()}
    named = {name for names in groups.values() for name in names}
    groups["For single chapters"] = [name for name in there if name not in named]
    return {title: names for title, names in groups.items() if names}


def lines():
    for title, names in grouped().items():
        yield f"## {title}\n"
        for name in names:
            yield from rst(f".. automodule:: landscapes.{name}", "   :members:")
    for title, (module, names) in FACADES.items():
        yield f"## {title}\n"
        yield from rst(f".. automodule:: {module}")
        for name in names or public(module):
            yield from rst(f".. autofunction:: {module}.{name}")


def public(module: str) -> list[str]:
    """The functions among the names that a package offers."""
    from importlib import import_module
    from inspect import isfunction

    package = import_module(module)
    return [name for name in package.__all__ if isfunction(getattr(package, name))]


def rst(*directive: str):
    yield "```{eval-rst}"
    yield from directive
    yield "```\n"
