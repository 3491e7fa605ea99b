"""Times of day where seconds belong: what a spreadsheet made of 1:15, decided for the column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Literal

__all__ = ["Clock", "clock_of", "clock_seconds", "is_whole_minutes"]

#: What the times of a column are: none at all; "minutter" where all were typed as minutes and
#: seconds; "timer" where all have seconds of their own; "blandet" where only some have.
Clock = Literal["ingen", "minutter", "timer", "blandet"]

# How an .ods holds what is longer than a day.
_ISO = re.compile(r"PT(\d+)H(\d+)M(\d+(?:\.\d+)?)S")
# Day 0 of a spreadsheet's calendar, by the year a time without a day is given.
_DAY_ZERO = {1899: date(1899, 12, 31), 1900: date(1899, 12, 31), 1904: date(1904, 1, 1)}
_NEAR = 0.01  # seconds; a time is kept as a part of a day, and that rounds


def clock_seconds(cell: object) -> float | None:
    """Return a time of day, or a longer time, as the seconds a spreadsheet counts it as.

    Examples
    --------
    >>> clock_seconds(time(1, 15)), clock_seconds(timedelta(hours=25)), clock_seconds("1:15")
    (4500.0, 90000.0, None)
    """
    match cell:
        case datetime():
            zero = _DAY_ZERO.get(cell.year)
            days = (cell.date() - zero).days if zero else 0
            return days * 86_400.0 + _since_midnight(cell.time())
        case time():
            return _since_midnight(cell)
        case timedelta():
            return cell.total_seconds()
        case str() if match := _ISO.fullmatch(cell):
            return int(match[1]) * 3600.0 + int(match[2]) * 60 + float(match[3])
    return None


def clock_of(cells: Iterable[object]) -> Clock:
    """Decide what the times of a column are.

    Whoever types 1:15 means a minute and a quarter, and a spreadsheet keeps a quarter past one.
    So times without seconds, all down a column, are minutes and seconds.

    Examples
    --------
    >>> clock_of([time(1, 15), time(2, 40)]), clock_of([time(0, 1, 15)]), clock_of([75, "1:15"])
    ('minutter', 'timer', 'ingen')
    """
    times = [s for s in map(clock_seconds, cells) if s is not None]
    if not times:
        return "ingen"
    whole = [is_whole_minutes(s) for s in times]
    return "minutter" if all(whole) else "blandet" if any(whole) else "timer"


def is_whole_minutes(seconds: float) -> bool:
    """Tell whether a time has no seconds of its own."""
    return abs(seconds - round(seconds / 60) * 60) < _NEAR


def _since_midnight(clock: time) -> float:
    return clock.hour * 3600.0 + clock.minute * 60 + clock.second + clock.microsecond / 1e6
