"""A cell of a column of dates -> its day and time of day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from kitlib.reading.decided import Days
from kitlib.reading.misfit import Misfit
from kitlib.reading.values.cells import clean, parse_serial
from kitlib.reading.values.days import Written, written

__all__ = ["day"]


def day(cell: Any, days: Days) -> datetime:
    """Return a day with its time of day, midnight where none is told.

    Parameters
    ----------
    cell : object
        A date, a serial number, or a date as people write it.
    days : Days
        What the column has decided of day and month, and of the year where none is written.

    Raises
    ------
    Misfit
        Where it is no day; with the reason where there is one.
    """
    found: date | None = None
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    if isinstance(cell, date):
        found = cell
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
        found = parse_serial(cell) if cell == cell and abs(cell) < 1e7 else None
        if found is not None and cell != int(cell):
            seconds = round((cell - int(cell)) * 86_400)
            return datetime.combine(found, time()) + timedelta(seconds=seconds)
    elif isinstance(cell, str):
        text = clean(cell)
        if (date_written := written(text)) is not None:
            found = days.day(date_written)
            if found is None:
                raise Misfit(*_why_no_day(date_written, days))
            return date_written.at(found)
        elif len(text) == 5 and text.isascii() and text.isdigit():
            found = parse_serial(int(text))
    if found is None:
        raise Misfit
    return datetime.combine(found, time())


def _why_no_day(found: Written, days: Days) -> tuple[str, str]:
    """Return what to do about a date that is no day, and what is wrong with it."""
    if found.year is None and (found.day("dag", 2024) or found.day("måned", 2024)):
        hint = 'Skriv året med, som 3-3-2026, eller periode = "januar til marts 2026" i om.toml.'
        return hint, "Året mangler."
    if found.two_ways and days.order is None:
        return (
            "Skriv dagen først i hele kolonnen, som 25-3-2026.",
            "Datoen kan læses på to måder, for kolonnen har både dagen og måneden først.",
        )
    return "", ""
