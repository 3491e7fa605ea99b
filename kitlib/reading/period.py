"""The period a team says its notes are from, in its own words -> the first day and the last."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from kitlib.dansk import MONTHS

__all__ = ["Calendar", "Period", "period_of"]

# From the first month to the last; a team means about this much by it.
_SEASONS = {"forår": (2, 6), "sommer": (5, 9), "efterår": (8, 12), "vinter": (11, 3)}
_WORDS = re.compile(r"\b(?:(20\d\d)(?:\s*/\s*(\d\d|20\d\d))?|([a-zæøå]+))\b")
_FAR = timedelta(days=183)  # a note so far outside is more likely a slip than a late one


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both with."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Calendar:
    """What is known of the days a team's notes are from.

    Parameters
    ----------
    period : Period, optional
        What om.toml says.
    today : date, optional
        No note is from a later day; not known for invented data.
    """

    period: Period | None = None
    today: date | None = None

    def is_ahead(self, day: date) -> bool:
        """Tell whether a day has not come; a day is left for clocks of other places."""
        return self.today is not None and day > self.today + timedelta(days=1)

    def is_far(self, day: date) -> bool:
        """Tell whether a day lies far outside the period."""
        if self.period is None:
            return False
        return not self.period.first - _FAR <= day <= self.period.last + _FAR

    def fits(self, day: date) -> bool:
        """Tell whether a day may well be one of a note."""
        inside = self.period is None or self.period.holds(day)
        return inside and not self.is_ahead(day)

    def year_of(self, month: int, day: int) -> int | None:
        """Return the only year in which a day lies in the period, or None."""
        if self.period is None:
            return None
        years = range(self.period.first.year, self.period.last.year + 1)
        found = [y for y in years if (d := _day(y, month, day)) and self.period.holds(d)]
        return found[0] if len(found) == 1 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def period_of(text: str) -> Period | None:
    """Read a period as teams write it; None where no year says when it was.

    Examples
    --------
    >>> period_of("november 2025 til februar 2026")
    Period(first=datetime.date(2025, 11, 1), last=datetime.date(2026, 2, 28))
    >>> period_of("skoleåret 2025/26").first, period_of("januar til marts") is None
    (datetime.date(2025, 8, 1), True)
    """
    years: list[int] = []
    months: list[tuple[int, int]] = []  # and how many years were said before it
    for first, second, word in _WORDS.findall(text.casefold()):
        if first:
            years.append(int(first))
            years += [int(second) % 100 + 2000] if second else []
        elif spread := _months(word):
            months += [(month, len(years)) for month in spread]
    if not years:
        return None
    if not months:
        # A school year goes from August to July.
        parts = (8, 7) if years[-1] == years[0] + 1 and "/" in text else (1, 12)
        return _from_to(years[0], parts[0], years[-1], parts[1])
    start, end = months[0], months[-1]
    last = years[min(end[1], len(years) - 1)]
    first = years[start[1]] if len(years) > 1 else last - (start[0] > end[0])
    return _from_to(first, start[0], last, end[0])


def _months(word: str) -> tuple[int, ...]:
    for number, name in enumerate(MONTHS, start=1):
        if word in (name, name[:3]):
            return (number, number)
    return next((m for season, m in _SEASONS.items() if word.startswith(season)), ())


def _from_to(year: int, month: int, end_year: int, end_month: int) -> Period | None:
    first = date(year, month, 1)
    last = date(end_year, end_month, monthrange(end_year, end_month)[1])
    return Period(first, last) if first <= last else None
