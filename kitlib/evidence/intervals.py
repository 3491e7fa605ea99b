"""Intervals and exact tests for small n, each a few lines of its paper.

scipy is a hundred megabytes that nobody who uses the kit needs; what its statistics give for the
same numbers is what these are tested against.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

__all__ = [
    "Interval",
    "bca_interval",
    "mean_interval",
    "median_coverage",
    "sign_flip_p",
    "wilson",
    "zero_upper",
]

Interval = tuple[float, float]

_LEVEL = 0.95
_NORMAL = NormalDist()
_EXACT = 14  # signs whose every way is tried


def mean_interval(values: Sequence[float], *, level: float = _LEVEL) -> Interval:
    """Return the t interval of the mean of two or more values.

    Examples
    --------
    >>> low, high = mean_interval([1, 2, 3, 4, 5])
    >>> round(low, 3), round(high, 3)
    (1.037, 4.963)
    """
    x = np.asarray(values, dtype=float)
    if len(x) < 2:
        raise ValueError("an interval needs two values or more")
    half = _t(level, len(x) - 1) * float(x.std(ddof=1) / np.sqrt(len(x)))
    return float(x.mean()) - half, float(x.mean()) + half


def _t(level: float, freedom: int) -> float:
    """Return what a t stays within this often, by halving (Abramowitz & Stegun 26.7)."""
    low, high = 0.0, math.pi / 2
    while low < (middle := (low + high) / 2) < high:
        if _within(middle, freedom) < level:
            low = middle
        else:
            high = middle
    return math.tan(low) * math.sqrt(freedom)


def _within(angle: float, freedom: int) -> float:
    odd = freedom % 2
    term = math.cos(angle) if odd else 1.0
    total = 0.0
    for step in range(2 + odd, freedom + 1, 2):
        total += term
        term *= math.cos(angle) ** 2 * (step - 1) / step
    total *= math.sin(angle)
    return (angle + total) * 2 / math.pi if odd else total


def wilson(successes: int, n: int, *, level: float = _LEVEL) -> Interval:
    """Return Wilson's interval of a share (Wilson 1927).

    Examples
    --------
    >>> low, high = wilson(4, 10)
    >>> round(low, 3), round(high, 3)
    (0.168, 0.687)
    """
    z = _NORMAL.inv_cdf((1 + level) / 2)
    share = successes / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * (share * (1 - share) / n + z**2 / (4 * n**2)) ** 0.5
    low = 0.0 if successes == 0 else middle - half
    return low, 1.0 if successes == n else middle + half


def zero_upper(n: int, *, level: float = _LEVEL) -> float:
    """Return how large a share may be where none of n was seen (Clopper & Pearson, two-sided).

    Examples
    --------
    >>> round(zero_upper(5), 2)
    0.52
    """
    return 1 - ((1 - level) / 2) ** (1 / n)


def median_coverage(n: int) -> float:
    """Return how often [lowest, highest] of n values covers the median they come from.

    Examples
    --------
    >>> median_coverage(4)
    0.875
    """
    return 1 - 2 * 0.5**n


def sign_flip_p(changes: Sequence[float]) -> float:
    """Return the exact two-sided permutation p of paired changes (signs flipped).

    Only for a planned comparison; the policy says from which n. Every way to flip up to 14 signs is
    tried; of more, as many by lot, and what was seen counts as one of them.

    Examples
    --------
    >>> sign_flip_p([1, 2, 3, 4, 5])
    0.0625
    """
    x = np.asarray(changes, dtype=float)
    seen = len(x) <= _EXACT
    if seen:
        ways = np.arange(2 ** len(x))[:, None] >> np.arange(len(x)) & 1
    else:
        ways = np.random.default_rng(1).integers(0, 2, (2**_EXACT, len(x)))
    sums = (1 - 2 * ways) @ x
    near = 1e-9 * max(1.0, np.abs(x).sum())  # what differs by rounding is the same
    one, other = ((sign * sums >= sign * x.sum() - near).sum() for sign in (1, -1))
    tail, all_ways = min(int(one), int(other)), len(sums)
    return min(1.0, 2 * (tail / all_ways if seen else (tail + 1) / (all_ways + 1)))


def bca_interval(values: Sequence[float], *, level: float = _LEVEL) -> Interval:
    """Return the BCa bootstrap interval of the mean: a second opinion from 20 values on.

    Notes
    -----
    Efron, "Better bootstrap confidence intervals", JASA 82 (1987); 9,999 draws, always the same.
    """
    x = np.asarray(values, dtype=float)
    if np.ptp(x) == 0:
        return float(x[0]), float(x[0])
    drawn = np.random.default_rng(1).integers(0, len(x), (9999, len(x)))
    means = x[drawn].mean(axis=-1)
    below = (np.sum(means < x.mean()) + np.sum(means <= x.mean())) / (2 * len(means))
    bias = _NORMAL.inv_cdf(float(below))
    without = (x.sum() - x) / (len(x) - 1)
    off = without.mean() - without
    skew = np.sum(off**3) / (6 * np.sum(off**2) ** 1.5)
    ends = [bias + _NORMAL.inv_cdf((1 + side * level) / 2) for side in (-1, 1)]
    shares = [_NORMAL.cdf(float(bias + end / (1 - skew * end))) for end in ends]
    low, high = np.quantile(means, shares)
    return float(low), float(high)
