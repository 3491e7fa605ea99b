"""A date as people write it -> a day, day first or month first as its column has it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Literal

from kitlib.dansk import MONTHS
from kitlib.reading.values.visible import clean

__all__ = ["Order", "Written", "parse_date", "parse_serial", "written"]

#: What stands first in 3/4/2026.
Order = Literal["dag", "måned"]

_CLOCK = (
    r"(?:[T,]?\s*(?:kl\.?\s*)?(?P<hour>[01]?\d|2[0-4])[.:](?P<minute>[0-5]\d)"
    r"(?:[.:](?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2}|(?:CES?T|EES?T|UTC|GMT)(?:[+-]\d{1,2})?)?)?\s*"
)
_WEEKDAYS = ("man", "tirs", "ons", "tors", "fre", "lør", "søn")
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(_WEEKDAYS)})(?:dag)?\.?,?\s+)?(?:d(?:en|\.)\s*)?"
_DAY, _MONTH, _YEAR = r"(?P<a>\d{1,2})", r"(?P<b>\d{1,2})", r"(?P<year>\d{4}|\d{2})"
_NAME = r"(?P<name>[a-zæøå]{3,9})"
_COMPACT = re.compile(r"(?P<year>20\d{2})(?P<b>\d{2})(?P<a>\d{2})")
_ISO = re.compile(rf"(?P<year>\d{{4}})([-/.])(?P<b>\d{{1,2}})\2(?P<a>\d{{1,2}}){_CLOCK}")
_NUMBERS = re.compile(
    rf"{_WEEKDAY}{_DAY}\s?(?P<sign>[-./])\s?{_MONTH}(?:(?:\s?[-./]\s?|\.?\s){_YEAR}\.?)?{_CLOCK}",
    re.IGNORECASE,
)
# "3/4." and "3.4." are days without a year; the dot is the ordinal's.
_NO_YEAR = re.compile(rf"{_WEEKDAY}{_DAY}\s?(?P<sign>[-./])\s?{_MONTH}\.", re.IGNORECASE)
_NAMED = re.compile(
    rf"{_WEEKDAY}{_DAY}\.?[\s-]*{_NAME}\.?,?(?:[\s-]*{_YEAR})?{_CLOCK}", re.IGNORECASE
)
_NAME_FIRST = re.compile(rf"{_NAME}\.?\s{_DAY},?\s(?P<year>\d{{4}}){_CLOCK}", re.IGNORECASE)
_YEARS = range(1900, 2101)
_EPOCH = date(1899, 12, 30)  # day 0 of the spreadsheet's calendar
# Serials outside 1954-2100 are more likely a count typed in the wrong column.
_SERIALS = range(20_000, 73_416)
_ENGLISH = {
    "january": 1,
    "february": 2,
    "march": 3,
    "may": 5,
    "june": 6,
    "july": 7,
    "october": 10,
    "oct": 10,
    "sept": 9,
}
_LONG = 60  # letters no date has
_ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3}
_OFFSET = re.compile(r"(?P<name>[A-Z]*)(?:(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?)?")
#: The EU's rule, by which Danish clocks are moved, so that no list of zones need be there.
_DANISH = "CET-1CEST,M3.5.0/2,M10.5.0/3"


@dataclass(frozen=True)
class Written:
    """A date taken apart, before it is known whether the day or the month stands first.

    Parameters
    ----------
    first, second : int
        The two numbers; day and month where `sure`.
    year : int or None
        None where none is written.
    sure : bool
        Whether the way it is written tells which is the day: ISO, or the month by name.
    clock : time or None
        The time of day after it.
    english : bool
        Whether that is told by AM and PM, which stand after a month written first.
    weekday : int or None
        The day of the week before it, Monday 0; None where none is written.
    zone : timezone or None
        Which zone the time of day is told in; None where none is named, or the day alone is told.
    sign : str
        What parts its numbers: Danes use all three, English puts the month first with "/" only.
    """

    first: int
    second: int
    year: int | None
    sure: bool = False
    clock: time | None = None
    english: bool = False
    sign: str = ""
    zone: timezone | None = None
    weekday: int | None = None

    @property
    def votes(self) -> tuple[Order, ...]:
        """What it tells of the order in its column."""
        if self.sure:
            return ()
        found: list[Order] = ["måned"] if self.english else []
        if self.second > 12 >= self.first:
            found.append("måned")
        elif self.first > 12 >= self.second:
            found.append("dag")
        return tuple(found)

    @property
    def two_ways(self) -> bool:
        """Whether it is one day with the day first, and another with the month first."""
        return not self.sure and max(self.first, self.second) <= 12 and self.first != self.second

    def at(self, day: date) -> datetime:
        """Return a day with the time of day that was written after it, in Danish time.

        Examples
        --------
        >>> written("2026-03-03T23:30:00Z").at(date(2026, 3, 3))
        datetime.datetime(2026, 3, 4, 0, 30)
        """
        told = datetime.combine(day, self.clock or time())
        if self.zone is None:
            return told
        from dateutil.tz import tzstr

        return told.replace(tzinfo=self.zone).astimezone(tzstr(_DANISH)).replace(tzinfo=None)

    @property
    def moved(self) -> bool:
        """Whether its time of day is told in another zone than the Danish one."""
        day = None if self.zone is None else self.day()
        return day is not None and self.at(day) != datetime.combine(day, self.clock or time())

    def day(self, order: Order = "dag", year: int | None = None) -> date | None:
        """Return the day it is; where only one order gives any, that is it."""
        full = self.year if self.year is not None else year
        if full is None:
            return None
        pair = (self.first, self.second)
        backwards = (order == "måned" and self.two_ways) or self.second > 12
        day, month = pair[::-1] if backwards and not self.sure else pair
        try:
            return date(full, month, day)
        except ValueError:
            return None


def written(text: str) -> Written | None:
    """Take a date apart; None where it is none.

    Examples
    --------
    >>> written("3/25/2026 9:12:11 PM").clock, written("2/11").year is None
    (datetime.time(21, 12, 11), True)
    """
    text = clean(text)
    return _apart(text) if len(text) <= _LONG else None


# A column's dates are taken apart to decide its order, to be read, and to be told of.
@lru_cache(maxsize=4096)
def _apart(text: str) -> Written | None:
    if match := _ISO.fullmatch(text):
        return _found(match, int(match["b"]), sure=True)
    if match := _COMPACT.fullmatch(text):
        return Written(int(match["a"]), int(match["b"]), int(match["year"]), sure=True)
    if match := _NUMBERS.fullmatch(text):
        # 9.30 and 9.30.15 are times of day, and no dates with the month first.
        if match["sign"] == "." and match["year"] is None and int(match["b"]) > 12:
            return None
        return _found(match, int(match["b"]), sure=False)
    if match := _NO_YEAR.fullmatch(text):
        return Written(int(match["a"]), int(match["b"]), None, weekday=_weekday(match))
    match = _NAMED.fullmatch(text) or _NAME_FIRST.fullmatch(text)
    month = _month(match["name"]) if match else 0
    return _found(match, month, sure=True) if match and month else None


def _found(match: re.Match[str], second: int, *, sure: bool) -> Written | None:
    year = None if match["year"] is None else _full(match["year"])
    if year is not None and year not in _YEARS:
        return None
    clock = None
    if match["hour"] is not None:
        hour = int(match["hour"]) % 24
        if match["half"]:
            hour = hour % 12 + (12 if match["half"][0] in "Pp" else 0)
        clock = time(hour, int(match["minute"]), int(match["second"] or 0))
    sign = match.groupdict().get("sign") or ""
    # Programs write a day without a time as midnight in Greenwich.
    zone = _zone(match["zone"]) if clock not in (None, time()) else None
    english = bool(match["half"])
    day = _weekday(match)
    return Written(
        first=int(match["a"]),
        second=second,
        year=year,
        sure=sure,
        clock=clock,
        english=english,
        sign=sign,
        zone=zone,
        weekday=day,
    )


def _weekday(match: re.Match[str]) -> int | None:
    word = match.groupdict().get("weekday")
    return None if word is None else _WEEKDAYS.index(word.casefold())


def _zone(text: str | None) -> timezone | None:
    match = _OFFSET.fullmatch(text.upper()) if text else None
    if match is None:
        return None
    minutes = int(match["hours"] or 0) * 60 + int(match["minutes"] or 0)
    hours = _ZONES.get(match["name"], 0)
    offset = timedelta(hours=hours, minutes=-minutes if match["sign"] == "-" else minutes)
    return timezone(offset) if abs(offset) < timedelta(hours=24) else None


def _full(year: str) -> int:
    return int(year) + (0 if len(year) == 4 else 2000 if int(year) < 70 else 1900)


def parse_date(text: str, order: Order = "dag") -> date | None:
    """Read one date by itself, where there is no column to tell how it is written.

    Parameters
    ----------
    text : str
        dd-mm-yyyy, dd.mm.yy, d/m yyyy, ISO, or with a Danish month name; a time of day after it
        is passed over. A year of two digits is 1970-2069.
    order : {"dag", "måned"}
        What stands first.

    Returns
    -------
    date or None
        None where it is no date, or is one only in the other order.

    Examples
    --------
    >>> parse_date("3-3-2026"), parse_date("3. marts 2026 kl. 9.30")
    (datetime.date(2026, 3, 3), datetime.date(2026, 3, 3))
    >>> parse_date("3/25/2026") is None
    True
    """
    found = written(text)
    if found is None or (order not in found.votes and set(found.votes) - {order}):
        return None
    return found.day(order)


def parse_serial(value: float) -> date | None:
    """Read a spreadsheet's day number, as it stands where a date was saved as a plain number.

    Only for columns declared as dates: anywhere else 46084 is a count.

    Examples
    --------
    >>> parse_serial(46084)
    datetime.date(2026, 3, 3)
    """
    return _EPOCH + timedelta(days=int(value)) if int(value) in _SERIALS else None


def _month(word: str) -> int:
    folded = word.casefold()
    for number, name in enumerate(MONTHS, start=1):
        if folded in (name, name[:3]):
            return number
    return _ENGLISH.get(folded, 0)
