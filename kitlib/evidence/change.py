"""Change from before to after: of a group, by the policy; of one person, by reliability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from kitlib.evidence.intervals import Interval, bca_interval, mean_interval, sign_flip_p
from kitlib.evidence.policy import Policy, policy_for

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "LABELS",
    "PairedChange",
    "ReliableChange",
    "paired_change",
    "reliable_change",
    "reliable_threshold",
]

#: The five labels of one person's change, from highest to lowest.
LABELS = (
    "tydeligt højere",
    "lidt højere, kan være tilfældigt",
    "samme",
    "lidt lavere, kan være tilfældigt",
    "tydeligt lavere",
)

Kind = Literal["interval", "ordinal"]
Values = Sequence[float | None]

_CRITICAL = 1.96  # two-sided 5 %, Jacobson & Truax (1991)


@dataclass(frozen=True)
class PairedChange:
    """Change in complete pairs; what the policy forbids at this n is None.

    Parameters
    ----------
    n, dropped : int
        Complete pairs, and persons left out because one of the two is missing.
    up, same, down : int or None
        How many went which way.
    mean, median : float or None
        Of the changes (after minus before), in the scale's own units.
    interval : (float, float) or None
        t interval of the mean change.
    p : float or None
        Exact permutation p; only where planned.
    bootstrap : (float, float) or None
        BCa interval of the mean change, as a second opinion.
    policy : Policy
        What was allowed.
    """

    n: int
    dropped: int
    up: int | None
    same: int | None
    down: int | None
    mean: float | None
    median: float | None
    interval: Interval | None
    p: float | None
    bootstrap: Interval | None
    policy: Policy


def paired_change(
    before: Values, after: Values, *, kind: Kind, planned: bool = False
) -> PairedChange:
    """Compare before with after in complete pairs.

    Parameters
    ----------
    before, after : sequence of float
        One value a person in the same order; missing ones are None, NaN or NA.
    kind : {"interval", "ordinal"}
        An ordinal scale (the ruler) has no mean and no interval.
    planned : bool
        Whether the comparison was decided on before looking; without it there is no p.

    Raises
    ------
    ValueError
        Where the lengths differ or the kind is not known.

    Examples
    --------
    >>> paired_change([40, 44, 52, 36, 48], [60, 44, 56, 52, 44], kind="interval").up
    3
    """
    if kind not in ("interval", "ordinal"):
        raise ValueError(f"kind must be 'interval' or 'ordinal', got {kind!r}")
    x, y = _floats(before), _floats(after)
    if len(x) != len(y):
        raise ValueError("before and after must have one value a person, in the same order")
    complete = ~(np.isnan(x) | np.isnan(y))
    # A person with neither was never asked twice and is no loss.
    dropped = int((~complete & ~(np.isnan(x) & np.isnan(y))).sum())
    change = (y - x)[complete]
    n = len(change)
    policy = policy_for(n)
    scale = kind == "interval"
    # Two equal changes leave nothing to estimate a spread from; the interval would be a lie.
    varies = n > 1 and float(np.ptp(change)) > 0
    return PairedChange(
        n=n,
        dropped=dropped,
        up=int((change > 0).sum()) if policy.counts else None,
        same=int((change == 0).sum()) if policy.counts else None,
        down=int((change < 0).sum()) if policy.counts else None,
        mean=float(change.mean()) if scale and policy.mean else None,
        median=float(np.median(change)) if policy.median else None,
        interval=mean_interval(change) if scale and policy.interval and varies else None,
        p=sign_flip_p(change) if scale and planned and policy.p and varies else None,
        bootstrap=bca_interval(change) if scale and policy.bootstrap and varies else None,
        policy=policy,
    )


@dataclass(frozen=True)
class ReliableChange:
    """One person's change against what two measurements differ by anyway.

    Parameters
    ----------
    rci : float or ndarray
        Change divided by its standard error; NaN where a value is missing.
    threshold : float
        The change that must be exceeded, in the scale's own units.
    label : str or list of (str or None)
        One of `LABELS`; None where a value is missing.
    """

    rci: Any
    threshold: float
    label: Any


def reliable_threshold(*, sd: float, r: float, grid: float | None = None) -> float:
    """Return the change one person must exceed before it is more than chance.

    Parameters
    ----------
    sd, r : float
        Standard deviation and test-retest reliability (not alpha) of the scale.
    grid : float, optional
        Step of the scale; the next step up is returned (WHO-5 goes in steps of 4).

    Examples
    --------
    >>> round(reliable_threshold(sd=19, r=0.85), 1), reliable_threshold(sd=19, r=0.85, grid=4)
    (20.4, 24.0)
    """
    if not (sd > 0 and 0 <= r < 1):
        raise ValueError("sd must be above 0 and r from 0 up to 1")
    raw = float(_CRITICAL * sd * np.sqrt(1 - r) * np.sqrt(2))
    return raw if grid is None else float(np.floor(raw / grid) + 1) * grid


def reliable_change(before: Any, after: Any, *, sd: float, r: float) -> ReliableChange:
    """Label one or many persons' change (Jacobson & Truax 1991).

    Parameters
    ----------
    before, after : float or sequence of float
        Values on the same scale; missing ones are None, NaN or NA.
    sd, r : float
        Standard deviation and test-retest reliability, from a named source.

    Notes
    -----
    SEM = sd * sqrt(1 - r), Sdiff = SEM * sqrt(2), RCI = (after - before) / Sdiff; reliable where
    |RCI| > 1.96.

    Examples
    --------
    >>> change = reliable_change(40, 64, sd=19, r=0.85)
    >>> round(float(change.rci), 2), change.label
    (2.31, 'tydeligt højere')
    """
    threshold = reliable_threshold(sd=sd, r=r)
    single = np.ndim(before) == 0 and np.ndim(after) == 0
    x = _floats([before] if np.ndim(before) == 0 else before)
    y = _floats([after] if np.ndim(after) == 0 else after)
    rci = (y - x) / (threshold / _CRITICAL)
    labels = [_label(float(value)) for value in rci]
    if single:
        return ReliableChange(float(rci[0]), threshold, labels[0])
    return ReliableChange(rci, threshold, labels)


def _label(rci: float) -> str | None:
    if np.isnan(rci):
        return None
    if rci > _CRITICAL:
        return LABELS[0]
    if rci > 0:
        return LABELS[1]
    if rci == 0:
        return LABELS[2]
    return LABELS[3] if rci >= -_CRITICAL else LABELS[4]


def _floats(values: Values | pd.Series) -> np.ndarray:
    import pandas as pd

    series = pd.Series(list(values), dtype=object)
    return np.asarray(pd.to_numeric(series.where(series.notna(), np.nan)), dtype=float)
