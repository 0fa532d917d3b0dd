"""Descent on the risk of overlapping filters for many target filters at once, and where the runs end (bg section 7.2)."""

from dataclasses import dataclass

import numpy as np

from . import validate
from .objective import dot, norm
from .relu_kernel import angle

ARRIVED, ELSEWHERE, UNRESOLVED = range(3)


# what studies/overlap.py runs: `targets` filters per setting, `starts` runs each, `fresh` more for the lowest
STUDY = {"seed": 72, "targets": 90, "starts": 100, "fresh": 2000, "step": 1.0, "tol": 1e-7, "near": 1e-3, "max_iter": 30_000}


@dataclass(frozen=True)
class Setting:
    """Filters of m entries, each `stride` after the one before, k of them, on d = m + (k − 1)·stride inputs."""

    m: int
    stride: int
    k: int

    def __post_init__(self):
        for name in ("m", "stride", "k"):
            validate.count(name, getattr(self, name))

    @property
    def d(self) -> int:
        return self.m + (self.k - 1) * self.stride

    @property
    def overlap(self) -> int:
        """How many inputs two neighbouring filters share."""
        return max(self.m - self.stride, 0)


SETTINGS = [Setting(*numbers) for numbers in (
    (2, 1, 4), (2, 1, 16), (3, 1, 4), (3, 1, 16), (3, 2, 8), (4, 1, 8), (4, 2, 8), (4, 3, 8),
    (5, 1, 16), (5, 2, 4), (6, 1, 8), (6, 2, 24), (8, 1, 8), (8, 2, 16), (8, 4, 16), (12, 3, 12), (3, 1, 64), (5, 1, 64))]


# wide networks with the target e₁, number 4 of the fixed ones: 400 starts each, by longer steps, because these runs are slow
WIDE = [Setting(m, 1, k) for m, k in ((5, 32), (5, 128), (7, 128), (10, 128), (14, 256))]
SINGLE, WIDE_STEP, WIDE_ITER = 4, 4.0, 150_000


def gradient(setting: Setting, w, star):
    """∇ℓ(w) of bg:eq-7 with target `star` of length 1: (..., m), (..., m) -> (..., m), the two broadcast.

    (1/πk²) Σ_L (k − |L|) [(‖w‖ sin θ_L − sin φ_L) ŵ + (π − θ_L) S_L w − (π − φ_L) S_L w*], where S_L moves a filter by
    L·stride and cuts off what leaves it, θ_L = ∠(w, S_L w) and φ_L = ∠(w, S_L w*) for the filters moved but not cut.
    The same as OverlapConvNet(star, k, stride).grad, which has one target; here angles come from correlations.
    """
    k, stride, m = setting.k, setting.stride, setting.m
    length = norm(w)[..., None]
    unit = w / length
    reach = min(k - 1, (m - 1) // stride)
    phi = angle(unit, star)[..., None]
    pairs = k * k - sum(k - abs(lag) for lag in range(-reach, reach + 1))
    pull = (length - 1) * pairs - k * np.sin(phi)
    total = k * (np.pi * w - (np.pi - phi) * star)
    for lag in range(1, reach + 1):
        move, count = lag * stride, k - lag
        c = dot(unit[..., move:], unit[..., :-move])[..., None]
        pull += 2 * count * length * np.sqrt(1 - c * c)
        turn = count * (np.pi - np.arccos(c))
        total[..., move:] += turn * w[..., :-move]
        total[..., :-move] += turn * w[..., move:]
        for here, there in ((np.s_[move:], np.s_[:-move]), (np.s_[:-move], np.s_[move:])):
            c = np.clip(dot(unit[..., here], star[..., there])[..., None], -1, 1)
            pull -= count * np.sqrt(1 - c * c)
            total[..., here] -= count * (np.pi - np.arccos(c)) * star[..., there]
    return (total + pull * unit) / (np.pi * k * k)


def descend(setting: Setting, starts, stars, step: float, *, tol: float = 1e-7, near: float = 1e-3,
            max_iter: int = 20_000):
    """Gradient descent from starts (n, m) towards targets (n, m) of length 1: the ends (n, m) and their kinds (n,).

    ARRIVED: within `near` of the target. ELSEWHERE: ‖∇ℓ‖ ≤ tol further away. UNRESOLVED: neither after max_iter steps.
    """
    starts, stars = validate.array("starts", starts, ndim=2), validate.array("stars", stars, ndim=2)
    if starts.shape != stars.shape or starts.shape[1] != setting.m:
        raise ValueError(f"starts and stars must both be (n, {setting.m}), got {starts.shape} and {stars.shape}")
    if not np.allclose(norm(stars), 1):
        raise ValueError(f"stars must have length 1, got {norm(stars).min():g} … {norm(stars).max():g}")
    validate.positive("step", step)
    ends, kinds = starts.copy(), np.full(len(starts), UNRESOLVED)
    w, active = starts, np.arange(len(starts))
    for _ in range(max_iter):
        if not len(active):
            break
        g, star = gradient(setting, w, stars[active]), stars[active]
        arrived = norm(w - star) < near
        over = arrived | (norm(g) <= tol)
        if over.any():
            kinds[active[over]] = np.where(arrived[over], ARRIVED, ELSEWHERE)
            ends[active[over]] = w[over]
            w, g, active = w[~over], g[~over], active[~over]
        w = w - step * g
    ends[active] = w
    return ends, kinds


def fixed_targets(m: int):
    """Deterministic filters of length 1 (≤ 10, m): mean, ramps, single entries, differences, waves; no two equal."""
    j = np.arange(m)
    kinds = [np.ones(m), -np.ones(m), j + 1.0, m - 1.0 * j, 1.0 * (j == 0), 1.0 * (j == m // 2), (-1.0) ** j,
             np.where(j < m // 2, -1.0, 1.0), np.sin(2 * np.pi * (j + 0.5) / m),
             2.0 * (j == 1) - (j == 0) - (j == min(2, m - 1))]
    found = []
    for filter in (np.asarray(kind) for kind in kinds if norm(np.asarray(kind)) > 1e-9):
        unit = filter / norm(filter)
        if all(norm(unit - other) > 1e-9 for other in found):
            found.append(unit)
    return np.array(found)


def targets(m: int, count: int, rng: np.random.Generator):
    """`count` filters of length 1: the fixed ones, then directions of uniform points of [−1, 1]^m, [0, 1]^m and
    [−1, 3]^m in turn:  (count, m)"""
    validate.generator("rng", rng)
    fixed = fixed_targets(m)[: validate.count("count", count)]
    low, high = np.array([-1.0, 0.0, -1.0]), np.array([1.0, 1.0, 3.0])
    law = np.arange(count - len(fixed)) % 3
    drawn = rng.uniform(low[law, None], high[law, None], (len(law), m))
    return np.concatenate([fixed, drawn / norm(drawn)[:, None]])


def starts(m: int, count: int, rng: np.random.Generator):
    """Points of N(0, I/m): the direction uniform, the length about that of the target:  (count, m)"""
    return validate.generator("rng", rng).standard_normal((count, m)) / np.sqrt(m)


def restarts(share, certainty):
    """How many independent starts reach a basin of mass `share` at least once with probability `certainty`."""
    return np.ceil(np.log1p(-np.asarray(certainty)) / np.log1p(-np.asarray(share)))


def run(setting: Setting, which, count: int = STUDY["starts"], salt: int = 1, step: float = STUDY["step"],
        max_iter: int = STUDY["max_iter"]):
    """The study's runs for the targets with the numbers `which`: how many arrived, went elsewhere, are unresolved (·, 3).

    Each target has a generator of its own, so that any part of the study can be repeated alone.
    """
    key = [STUDY["seed"], setting.m, setting.stride, setting.k]
    stars = targets(setting.m, STUDY["targets"], np.random.default_rng(key))
    which = np.asarray(list(which))
    x0 = [starts(setting.m, count, np.random.default_rng([*key, int(number), salt])) for number in which]
    kinds = descend(setting, np.concatenate(x0), np.repeat(stars[which], count, axis=0), step,
                    tol=STUDY["tol"], near=STUDY["near"], max_iter=max_iter)[1]
    return np.stack([(kinds.reshape(-1, count) == kind).sum(axis=1) for kind in range(3)], axis=1)


def fresh(setting: Setting, number: int):
    """The counts (3,) of one target from new starts."""
    return run(setting, [number], STUDY["fresh"], salt=2)[0]


def wide(setting: Setting, count: int = 400):
    """The counts (3,) of the target e₁ in a wide network."""
    return run(setting, [SINGLE], count, salt=3, step=WIDE_STEP, max_iter=WIDE_ITER)[0]
