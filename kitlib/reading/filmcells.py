"""A cell of a column of seconds -> seconds of a film, also where a workbook made it a clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kitlib.columns import Column
from kitlib.reading.misfit import Misfit
from kitlib.reading.values.cells import clean, parse_seconds
from kitlib.reading.values.clocktimes import Clock, clock_of, clock_seconds, is_whole_minutes
from kitlib.reading.values.figures import Style

__all__ = ["AS_MINUTES", "AS_SECONDS", "are_minutes", "may_be_minutes", "seconds"]

#: What is said of clock times that are read as minutes and seconds, and what to do.
AS_MINUTES = (
    "Klokkeslættene er læst som minutter og sekunder: 1:15 er 75 sekunder.",
    "Skriv et antal sekunder, hvis de er timer og minutter.",
)
#: What is said where a program may have written seconds, or somebody minutes.
AS_SECONDS = (
    "Tider som 1.15 er læst som sekunder med decimaler, for filen er delt med komma.",
    "Skriv 1:15, hvis det er 1 minut og 15 sekunder.",
)
_DOTTED = re.compile(r"\d+\.\d+")
_MINUTES = re.compile(r"\d{1,2}\.[0-5]\d")
_UNCLEAR_TIME = "Regnearket har gjort tidskoden til et klokkeslæt, som kan læses på to måder."
_WRITE_TIME = "Skriv den som tekst, med ' foran: '1:15 er 1 minut og 15 sekunder."


def are_minutes(cells: Sequence[Any]) -> list[bool]:
    """Tell which cells of a column are clock times read as minutes and seconds; empty for none."""
    if clock_of(cells) != "minutter":
        return []
    return [clock_seconds(cell) is not None for cell in cells]


def may_be_minutes(cells: Sequence[Any]) -> list[bool]:
    """Tell which cells of a column may be minutes and seconds; none where one with a point cannot.

    Examples
    --------
    >>> may_be_minutes(["1.15", "75"]), may_be_minutes(["1.15", "12.5"])
    ([True, False], [False, False])
    """
    texts = [clean(c) if isinstance(c, str) else "" for c in cells]
    found = [_MINUTES.fullmatch(t) is not None for t in texts]
    sure = any(_DOTTED.fullmatch(t) and not f for t, f in zip(texts, found, strict=True))
    return [f and not sure for f in found]


def seconds(cell: Any, column: Column, style: Style, clock: Clock) -> float:
    """Return a cell's seconds; `clock` is what clock times of the column mean.

    Raises
    ------
    Misfit
        Where it is no time within the column's range.
    """
    value = clock_seconds(cell)
    if value is not None:
        value = _typed_time(value, clock)
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
        value = float(cell)
    elif isinstance(cell, str):
        value = parse_seconds(cell, style)
        if value is None and "." in cell:
            raise Misfit("Skriv minutter og sekunder med kolon, som 1:15.")
    if value is None or not 0 <= value < 1e7 or (column.high is not None and value > column.high):
        raise Misfit
    return value


def _typed_time(found: float, clock: Clock) -> float:
    """Return what was meant by a time of day, in seconds of a film."""
    if clock == "minutter":
        return round(found / 60)  # 1:15, kept as a quarter past one
    if clock == "blandet" and is_whole_minutes(found):
        raise Misfit(_WRITE_TIME, _UNCLEAR_TIME)
    return found
