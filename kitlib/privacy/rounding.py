"""Numbers that are told roughly, because exact ones could be worked backwards."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kitlib.dansk import number

__all__ = ["n_band", "rounded_change"]


def rounded_change(total: int, n: int, rounding: Sequence[tuple[float, int]]) -> int:
    """Round a mean change to a step that hides its exact sum.

    Parameters
    ----------
    total, n : int
        Sum of the changes, and how many persons.
    rounding : sequence of (float, int)
        (below so many persons, step), finest last.

    Notes
    -----
    Mean times n on a coarse scale gives the exact sum, and two exact sums give one person's
    change. So the change itself is rounded, never the difference of two rounded means. Halves go
    away from zero, up as down.

    Examples
    --------
    >>> rules = ((40, 5), (100, 2), (float("inf"), 1))
    >>> rounded_change(160, 11, rules), rounded_change(160 * 10, 110, rules)
    (15, 15)
    """
    step = next(step for below, step in rounding if n < below)
    steps = abs(total) / n / step
    return (-1 if total < 0 else 1) * int(steps + 0.5) * step


def n_band(n: int, bands: Sequence[int]) -> str:
    """Say how many without saying exactly.

    Examples
    --------
    >>> n_band(11, (5, 10, 20)), n_band(25, (5, 10, 20)), n_band(3, (5, 10, 20))
    ('10-19', '20 eller flere', 'under 5')
    """
    if n < bands[0]:
        return f"under {number(bands[0])}"
    for low, high in pairwise(bands):
        if n < high:
            return f"{number(low)}-{number(high - 1)}"
    return f"{number(bands[-1])} eller flere"
