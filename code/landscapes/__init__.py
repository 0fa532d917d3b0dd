"""Objectives, solvers, landscapes and checked statements of the book Benign Landscapes.

`import landscapes` needs numpy and scipy only; symbolic algebra, plots and provers are loaded where they are used.
"""

from .basins import Basins, basins
from .completion import MatrixCompletion
from .conjugate import conjugate_gradient
from .descent import gradient_descent, perturbed_gradient_descent
from .landscape import CriticalPoints, Kind, classify, extreme_eigenvalues, find_critical_points, tangent_spectrum
from .lbfgs import lbfgs
from .leading import Leading, is_leading, leading_eigenpair
from .linear_nets import LinearNetwork
from .matrix import RankOnePCA
from .networks import TwoLayer
from .newton import cubic_regularization, trust_region
from .objective import Objective, hessian, join, split
from .observed import Observed
from .relu import NoOverlapConvNet, OverlapConvNet
from .result import Result, Stop
from .sphere import OnSphere, random_unit
from .tensor import OrthogonalTensor

__all__ = [
    "Basins", "CriticalPoints", "Kind", "Leading", "LinearNetwork", "MatrixCompletion", "NoOverlapConvNet",
    "Objective", "Observed", "OnSphere", "OrthogonalTensor", "OverlapConvNet", "RankOnePCA", "Result", "Stop",
    "TwoLayer", "basins", "classify", "conjugate_gradient", "cubic_regularization", "extreme_eigenvalues",
    "find_critical_points", "gradient_descent", "hessian", "is_leading", "join", "lbfgs", "leading_eigenpair",
    "perturbed_gradient_descent", "random_unit", "split", "tangent_spectrum", "trust_region",
]
