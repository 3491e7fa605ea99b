"""Intervals and exact tests for small n; scipy does the mathematics."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

__all__ = [
    "Interval", "bca_interval", "mean_interval", "median_coverage", "sign_flip_p", "wilson",
    "zero_upper",
]  # fmt: skip

Interval = tuple[float, float]

_LEVEL = 0.95


def mean_interval(values: Sequence[float], *, level: float = _LEVEL) -> Interval:
    """Return the t interval of the mean of two or more values.

    Examples
    --------
    >>> low, high = mean_interval([1, 2, 3, 4, 5])
    >>> round(low, 3), round(high, 3)
    (1.037, 4.963)
    """
    from scipy import stats

    x = np.asarray(values, dtype=float)
    if len(x) < 2:
        raise ValueError("an interval needs two values or more")
    half = float(stats.t.ppf((1 + level) / 2, len(x) - 1) * x.std(ddof=1) / np.sqrt(len(x)))
    return float(x.mean()) - half, float(x.mean()) + half


def wilson(successes: int, n: int, *, level: float = _LEVEL) -> Interval:
    """Return Wilson's interval of a share (Wilson 1927).

    Examples
    --------
    >>> low, high = wilson(4, 10)
    >>> round(low, 3), round(high, 3)
    (0.168, 0.687)
    """
    from scipy import stats

    found = stats.binomtest(successes, n).proportion_ci(level, method="wilson")
    return float(found.low), float(found.high)


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

    Only for a planned comparison; the policy says from which n.
    """
    from scipy import stats

    x = np.asarray(changes, dtype=float)
    result = stats.permutation_test(
        (x,), np.mean, permutation_type="samples", n_resamples=2**14, rng=np.random.default_rng(1)
    )
    return float(result.pvalue)


def bca_interval(values: Sequence[float], *, level: float = _LEVEL) -> Interval:
    """Return the BCa bootstrap interval of the mean: a second opinion from 20 values on."""
    from scipy import stats

    x = np.asarray(values, dtype=float)
    found = stats.bootstrap(
        (x,), np.mean, confidence_level=level, n_resamples=9999, method="BCa",
        rng=np.random.default_rng(1),
    ).confidence_interval  # fmt: skip
    return float(found.low), float(found.high)
