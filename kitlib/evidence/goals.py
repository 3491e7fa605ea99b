"""Goals: the four counts that are always shown together, and Goal Attainment Scaling."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

__all__ = ["OUTCOMES", "gas", "goal_counts"]

#: Always all four: "share reached" alone would reward low goals.
OUTCOMES = ("nået", "på vej", "samme", "lavere")


def goal_counts(
    start: Sequence[float], goal: Sequence[float], now: Sequence[float]
) -> dict[str, int]:
    """Count who reached the goal, is on the way, is where they were, or is lower.

    Parameters
    ----------
    start, goal, now : sequence of float
        One value a citizen, in the same order; a citizen with one missing is left out.

    Returns
    -------
    dict of str to int
        All four of `OUTCOMES`, zeros included.

    Notes
    -----
    Reached where now is at the goal or above it, even if the goal was to stay.

    Examples
    --------
    >>> goal_counts([3, 4, 5, 6], [6, 6, 7, 8], [6, 5, 5, 4])
    {'nået': 1, 'på vej': 1, 'samme': 1, 'lavere': 1}
    """
    counts = dict.fromkeys(OUTCOMES, 0)
    for s, g, n in zip(start, goal, now, strict=True):
        if any(np.isnan(v) for v in (s, g, n)):
            continue
        if n >= g:
            counts["nået"] += 1
        elif n > s:
            counts["på vej"] += 1
        elif n == s:
            counts["samme"] += 1
        else:
            counts["lavere"] += 1
    return counts


def gas(scores: Sequence[float], weights: Sequence[float] | None = None, rho: float = 0.3) -> float:
    """Return the T score of Goal Attainment Scaling (Kiresuk & Sherman 1968).

    Parameters
    ----------
    scores : sequence of float
        -2 to 2 a goal; 0 is what was expected.
    weights : sequence of float, optional
        Positive; equal where not given.
    rho : float
        Expected correlation between goals, from 0 up to 1.

    Raises
    ------
    ValueError
        Where there are no goals, a score is off the scale, or a weight is not positive.

    Examples
    --------
    >>> round(gas([1, 1, 0]), 1), round(gas([1, -1], [2, 1]), 1)
    (59.1, 54.0)
    """
    x = np.asarray(scores, dtype=float)
    w = np.ones_like(x) if weights is None else np.asarray(weights, dtype=float)
    if not len(x) or len(x) != len(w) or not (w > 0).all() or not (np.abs(x) <= 2).all():
        raise ValueError("scores must be -2 to 2, with one positive weight a goal")
    if not 0 <= rho < 1:
        raise ValueError("rho must be from 0 up to 1")
    spread = np.sqrt((1 - rho) * (w**2).sum() + rho * w.sum() ** 2)
    return float(50 + 10 * (w * x).sum() / spread)
