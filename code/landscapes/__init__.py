"""Objectives, solvers, landscapes and checked statements of the book Benign Landscapes.

`import landscapes` needs numpy and scipy only; symbolic algebra, plots and provers are loaded where they are used.
"""

from .descent import gradient_descent, perturbed_gradient_descent
from .matrix import RankOnePCA
from .objective import Objective, hessian, join, split
from .result import Result, Stop
from .sphere import OnSphere

__all__ = [
    "Objective", "OnSphere", "RankOnePCA", "Result", "Stop", "gradient_descent", "hessian", "join",
    "perturbed_gradient_descent", "split",
]
