"""One child over time: how often a day after lies above a day before (NAP)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

__all__ = ["Nap", "nap"]

_SURE_FROM = 5  # points in each phase ...
_ALLOWED_FROM = 3  # ... and the fewest, with reservation


@dataclass(frozen=True)
class Nap:
    """Nonoverlap of all pairs.

    Parameters
    ----------
    nap : float or None
        Share of pairs (a day of A, a day of B) where B is higher, ties half: 0-1, .5 by chance.
        None where a phase is too short.
    se0 : float or None
        Its standard error where nothing has changed.
    m, n : int
        Points in phase A and phase B.
    standing : {"ja", "med forbehold", "nej"}
        Whether it may be said at this length.
    """

    nap: float | None
    se0: float | None
    m: int
    n: int
    standing: Literal["ja", "med forbehold", "nej"]


def nap(a: Sequence[float], b: Sequence[float]) -> Nap:
    """Compare phase B with phase A (Parker & Vannest 2009).

    Parameters
    ----------
    a, b : sequence of float
        Days looked in the baseline phase, and after the trial began; missing left out.

    Notes
    -----
    NAP = mean(I(B > A) + .5 I(B = A)); SE0 = sqrt((m + n + 1) / (12 m n)). PND and Tau-U depend
    on the length of the series, so they are not led with.

    Examples
    --------
    >>> nap([3, 3, 4, 5], [4, 5, 6, 7, 7]).nap
    0.9
    """
    x, y = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    x, y = x[~np.isnan(x)], y[~np.isnan(y)]
    m, n = len(x), len(y)
    if min(m, n) < _ALLOWED_FROM:
        return Nap(None, None, m, n, "nej")
    difference = y[None, :] - x[:, None]
    value = float(((difference > 0) + 0.5 * (difference == 0)).mean())
    se0 = float(np.sqrt((m + n + 1) / (12 * m * n)))
    return Nap(value, se0, m, n, "ja" if min(m, n) >= _SURE_FROM else "med forbehold")
