"""The verdicts of the running chapter, in order, and how they are shown."""
from __future__ import annotations

import sys

from .record import CheckFailed, Verdict

made: dict[tuple[str, str], Verdict] = {}


def give(verdict: Verdict) -> Verdict:
    """Enter a verdict and show it. A cell that is run again replaces its verdict."""
    made[verdict.id, verdict.fault] = verdict
    if reaches(verdict.id, verdict.id):
        del made[verdict.id, verdict.fault]
        raise CheckFailed(f"{verdict.id}: its argument rests on itself")
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is not None:
        from .display import bundle

        shell.display_pub.publish(bundle(verdict.record()))
    return verdict


def found(id: str) -> list[Verdict]:
    """The verdicts of an id in this session."""
    return [verdict for (name, _), verdict in made.items() if name == id]


def reaches(start: str, target: str) -> bool:
    """Whether the uses of `start` lead to `target`."""
    seen, todo = set(), [start]
    while todo:
        for verdict in found(todo.pop()):
            for name in verdict.uses:
                if name == target:
                    return True
                if name not in seen:
                    seen.add(name)
                    todo.append(name)
    return False
