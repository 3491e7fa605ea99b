"""Half-years of a release: each comes out once, when it is over and all have had time to send."""

from __future__ import annotations

from datetime import date, timedelta

__all__ = ["opens", "said"]


def said(period: str) -> str:
    """Say a half-year in words.

    Examples
    --------
    >>> said("2026 H1"), said("")
    ('1. halvår 2026', 'uden halvår')
    """
    year, _, half = period.partition(" H")
    return f"{half}. halvår {year}" if half else "uden halvår"


def opens(period: str, wait: int) -> date:
    """Return the first day a half-year may come out: so many days after it is over.

    What has no half-year has nothing to wait for.

    Examples
    --------
    >>> opens("2026 H2", 31)
    datetime.date(2027, 2, 1)
    """
    year, _, half = period.partition(" H")
    if not half:
        return date.min
    over = date(int(year), 7, 1) if half == "1" else date(int(year) + 1, 1, 1)
    return over + timedelta(days=wait)
