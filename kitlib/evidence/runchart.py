"""Values in time: the run chart's two rules, and XmR limits where they may be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from math import comb

import numpy as np

__all__ = ["RunChart", "Xmr", "run_chart", "xmr"]

# Below these the rules say nothing worth saying: dots and words instead.
_RUN_CHART_FROM = 10
_XMR_SURE_FROM = 12
# Wheeler's constant: 3 / d2 with d2 = 1.128 for moving ranges of two.
_XMR_FACTOR = 2.66


@dataclass(frozen=True)
class RunChart:
    """Median and the two rules of a run chart.

    Parameters
    ----------
    median : float or None
        The line; None without values.
    n_useful : int
        Values that are not on the median.
    longest_run, crossings : int or None
        Longest run on one side, and how often the line is crossed; None below 10 useful values.
    longest_run_limit, crossings_limit : int or None
        A longer run, or fewer crossings, than this is a signal.
    signal : bool or None
        Whether more than chance is at play; None where it cannot be said.
    """

    median: float | None
    n_useful: int
    longest_run: int | None
    crossings: int | None
    longest_run_limit: int | None
    crossings_limit: int | None
    signal: bool | None


def run_chart(values: Sequence[float]) -> RunChart:
    """Judge a run chart by the rules of Anhøj & Olesen (2014).

    Parameters
    ----------
    values : sequence of float
        In time order; missing values are left out.

    Notes
    -----
    Values on the median are ignored. A signal: longest run > round(log2(n) + 3), or crossings
    < the 5 % quantile of a binomial(n - 1, 1/2), n the number of useful values.

    Examples
    --------
    >>> run_chart([1, 2, 1, 2, 1, 2, 1, 2, 1, 2]).signal
    False
    >>> run_chart([1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9]).signal
    True
    """
    x = np.asarray(values, dtype=float)
    x = x[~np.isnan(x)]
    if not len(x):
        return RunChart(None, 0, None, None, None, None, None)
    median = float(np.median(x))
    sides = np.sign(x - median)
    sides = sides[sides != 0]
    n = len(sides)
    if n < _RUN_CHART_FROM:
        return RunChart(median, n, None, None, None, None, None)
    longest = max(len(list(run)) for _, run in groupby(sides))
    crossings = int((np.diff(sides) != 0).sum())
    run_limit = round(np.log2(n) + 3)
    crossings_limit = _fewest_crossings(n)
    signal = bool(longest > run_limit or crossings < crossings_limit)
    return RunChart(median, n, longest, crossings, run_limit, crossings_limit, signal)


def _fewest_crossings(n: int) -> int:
    """Return the 5 % quantile of fair coin tosses, one for each place the line may cross."""
    # Counted out in whole numbers: to load scipy.stats for it takes longer than the page.
    ways = accumulate(comb(n - 1, k) for k in range(n))
    return next(k for k, sum_of_ways in enumerate(ways) if 20 * sum_of_ways >= 2 ** (n - 1))


@dataclass(frozen=True)
class Xmr:
    """Mean and natural process limits; limits are None where they may not be drawn.

    Parameters
    ----------
    mean, lower, upper : float or None
        In the units of the values.
    provisional : bool
        Under 12 values: "foreløbige grænser".
    reason : str
        Why there are no limits, in Danish; empty where there are.
    """

    mean: float | None
    lower: float | None
    upper: float | None
    provisional: bool
    reason: str


def xmr(values: Sequence[float]) -> Xmr:
    """Return XmR limits: mean plus and minus 2.66 times the mean moving range.

    There are none where the run chart signals: the process is not one process then.

    Examples
    --------
    >>> chart = xmr([5, 6, 5, 7, 6, 5, 6, 7, 5, 6, 6, 5])
    >>> round(chart.mean, 2), chart.provisional
    (5.75, False)
    """
    x = np.asarray(values, dtype=float)
    x = x[~np.isnan(x)]
    provisional = len(x) < _XMR_SURE_FROM
    if len(x) < 2:
        return Xmr(None, None, None, provisional, "Der er for få punkter til grænser.")
    mean = float(x.mean())
    if run_chart(list(x)).signal:
        why = "Punkterne ligger ikke tilfældigt om midten, så grænser giver ikke mening endnu."
        return Xmr(mean, None, None, provisional, why)
    spread = float(_XMR_FACTOR * np.abs(np.diff(x)).mean())
    return Xmr(mean, mean - spread, mean + spread, provisional, "")
