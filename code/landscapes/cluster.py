"""Which of many computed points are the same point."""

import numpy as np

from .objective import norm


def distinct(points: np.ndarray, same: float, up_to_sign: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """(first, label) for points (n, d): the rows that open a new cluster, and the cluster of each row.

    A row joins the first earlier cluster whose opening point is nearer than `same`, with up_to_sign also nearer to its
    negative. Points of one cluster are meant to differ by rounding, clusters by much more than `same`.
    """
    label = np.full(len(points), -1)
    first = []
    while (rest := np.flatnonzero(label < 0)).size:
        centre = points[rest[0]]
        gap = norm(points[rest] - centre)
        if up_to_sign:
            gap = np.minimum(gap, norm(points[rest] + centre))
        label[rest[gap < same]] = len(first)
        first.append(rest[0])
    return np.array(first, dtype=int), label
