"""One declared column of cells -> values of its kind, and every cell that does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from kitlib.codes import holds_several, is_nobody, normal
from kitlib.columns import Column, fold
from kitlib.reading import arrays
from kitlib.reading.cells import (
    as_text,
    clean,
    parse_code,
    parse_codes,
    parse_number,
    parse_seconds,
    parse_serial,
    parse_yes_no,
)
from kitlib.reading.clocktimes import Clock, clock_of, clock_seconds, is_whole_minutes
from kitlib.reading.days import Written, written
from kitlib.reading.decided import Days, decide_days
from kitlib.reading.figures import Style, parse_percent
from kitlib.reading.labelled import labelled
from kitlib.reading.period import Calendar
from kitlib.reading.raw import Cells, Unread, Whole
from kitlib.reading.toldays import told_of_days

__all__ = ["Converted", "convert"]


# Shorter than a CPR number and without signs: a code as it stands, a million times over.
_SHORT = 10
_ALL_PLAIN = re.compile(r"(?:(?=[^\W\d_]*\d)[^\W_]{1,9}\n)*+")
# Beyond this a float no longer holds every digit.
_LARGEST = 10**15


# What a spreadsheet shows where a formula goes wrong, as a file saved from it holds it; in Danish
# and in English.
_ERRORS = frozenset(
    {
        "#REF!",
        "#REFERENCE!",
        "#N/A",
        "#I/T",
        "#DIV/0!",
        "#DIVISION/0!",
        "#NAME?",
        "#NAVN?",
        "#VALUE!",
        "#VÆRDI!",
        "#NULL!",
        "#NUL!",
        "#NUM!",
        "#TAL!",
        "#SPILL!",
        "#CALC!",
        "#####",
    }
)
_ALL = 100  # of a percent: only a column that goes so far has a number where one stands
_SHARES = "Procenterne er læst som tal: 64 % er 64."
_CHECK_SHARES = "Skriv tallet uden procent, hvis det er forkert."
_A_SHARE = "Her står en procent, og kolonnen er til et tal."
_NO_SHARE = "Skriv tallet, og vis cellen som et tal, hvis det er et regneark."
_DISAGREE = "Ordet og tallet i cellen siger ikke det samme."
_ONE_OF_THEM = "Skriv kun det ene af dem."
_MEND_ERROR = "Ret formlen i regnearket, eller skriv det, der skal stå der."


class Misfit(Exception):
    """A cell that does not fit its column; says so in its own words where they are better.

    Parameters
    ----------
    hint : str
        What to do.
    why : str
        What is wrong.
    """

    def __init__(self, hint: str = "", why: str = "") -> None:
        super().__init__(hint)
        self.hint = hint
        self.why = why


@dataclass(frozen=True, eq=False)
class Converted:
    """A column's values, and the cells that did not fit.

    Parameters
    ----------
    values : array
        One a row, missing where blank or misfit.
    blank : array of bool
        Rows without an answer.
    misfits : list of (array of row positions, Misfit)
        Where cells did not fit, and why.
    told : list of (array of row positions, str, str)
        Where cells were read as something they do not plainly say; what, and what to do.
    """

    values: Any
    blank: npt.NDArray[np.bool_]
    misfits: list[tuple[npt.NDArray[np.intp], Misfit]]
    told: list[tuple[npt.NDArray[np.intp], str, str]] = field(default_factory=list)


def convert(
    column: Column,
    cells: Cells | Whole,
    *,
    delimiter: str | None,
    style: Style = "dansk",
    calendar: Calendar | None = None,
) -> Converted:
    """Bring a column of cells to the dtype its kind has.

    Parameters
    ----------
    column : Column
        What is declared.
    cells : Cells or array of int64
        As they stand; an array where the reader already saw nothing but whole numbers.
    delimiter : str or None
        Of the text file; tells where "1.15" is a number of seconds. None for a workbook.
    style : {"dansk", "engelsk"}
        How its numbers are written.
    calendar : Calendar, optional
        What is known of the days its dates are from.
    """
    if not isinstance(cells, Cells):
        return _whole_numbers(column, cells)
    days = decide_days(cells.uniques, calendar) if column.kind == "dato" else Days()
    parse = _parser(column, cells, delimiter, style, days)
    values: list[Any] = list(cells.uniques)
    blank = set()
    faults: dict[int, Misfit] = {}
    for place in _odd(cells.uniques) if column.kind == "kode" else range(len(values)):
        cell, values[place] = values[place], None
        if isinstance(cell, str):
            cell = clean(cell)
        if cell is None or cell == "":
            blank.add(place)
            continue
        try:
            values[place] = _had(cell, parse)
        except Misfit as misfit:
            faults[place] = misfit
    misfits = [(np.flatnonzero(cells.codes == place), misfit) for place, misfit in faults.items()]
    array = _array(column, values, cells.codes)
    empty = ~cells.filled
    if blank:
        empty |= np.isin(cells.codes, [*blank])
    told = (
        told_of_days(cells, values, days, ahead=column.ahead, clock=_holds_days(column))
        if column.kind == "dato"
        else []
    )
    return Converted(array, empty, misfits, told + _told(column, cells))


def _had(cell: Any, parse: Callable[[Any], Any]) -> Any:
    if isinstance(cell, Unread):
        raise Misfit(cell.hint, cell.why)
    if isinstance(cell, str) and cell.startswith("#") and cell.upper() in _ERRORS:
        raise Misfit(_MEND_ERROR, f"Cellen viser en fejl fra regnearket, {cell}.")
    return parse(cell)


def _odd(cells: Sequence[Any]) -> list[int]:
    """Return where cells are no code as it stands: neither short nor without signs."""
    if all(type(c) is str for c in cells):
        # A million codes are looked at as one text.
        text = "\n".join([*cells, ""])
        if text.count("\n") == len(cells) and _ALL_PLAIN.fullmatch(text):
            return []
    return [i for i, c in enumerate(cells) if not (type(c) is str and _is_plain(c))]


def _is_plain(cell: str) -> bool:
    return len(cell) < _SHORT and cell.isalnum() and not cell.isalpha()


def _whole_numbers(column: Column, numbers: Whole) -> Converted:
    """Whole numbers the C reader saw: only the range is left to look at."""
    import pandas as pd

    low = -_LARGEST if column.low is None else column.low
    high = _LARGEST if column.high is None else column.high
    outside = (numbers < low) | (numbers > high)
    misfits = [(np.flatnonzero(outside), Misfit())] if outside.any() else []
    nowhere = np.zeros(len(numbers), dtype=bool)
    return Converted(pd.arrays.IntegerArray(numbers, outside), nowhere, misfits)


def _array(column: Column, values: list[Any], codes: npt.NDArray[np.intp]) -> Any:
    """Spread the values of the different cells over the rows, as the dtype of the kind."""
    import pandas as pd

    # One more for the rows that are blank: their code is -1, the last place.
    spread = [*values, None]
    match column.kind:
        case "dato":
            # Through seconds, which no day is too far from for.
            return np.array(spread, dtype="datetime64[s]").astype("datetime64[ns]")[codes]
        case "heltal":
            return pd.arrays.IntegerArray(*_masked(spread, codes, np.int64))
        case "tal" | "sekunder":
            return pd.arrays.FloatingArray(*_masked(spread, codes, np.float64))
        case "ja_nej":
            return pd.arrays.BooleanArray(*_masked(spread, codes, np.bool_))
    return arrays.text(spread).take(codes)  # -1 takes the last, as above


def _masked(spread: list[Any], codes: npt.NDArray[np.intp], dtype: Any) -> tuple[Any, Any]:
    absent = np.array([v is None for v in spread], dtype=bool)
    return np.array([v or 0 for v in spread], dtype=dtype)[codes], absent[codes]


def _parser(
    column: Column, cells: Cells, delimiter: str | None, style: Style, days: Days
) -> Callable[[Any], Any]:
    answers = {fold(word): value for word, value in column.answers}
    answers |= {fold(word): word for word in column.allowed}
    signs = dict(column.answers)

    def number(cell: Any) -> float:
        if isinstance(cell, (bool, date, time, timedelta)):
            raise Misfit
        value: float | None
        if isinstance(cell, (int, float)):
            value = float(cell)
        elif (value := parse_percent(cell, style)) is not None:
            if column.high != _ALL:
                raise Misfit(_NO_SHARE, _A_SHARE)
        else:
            value = parse_number(cell, style)
        if value is None or value != value or abs(value) > _LARGEST:
            raise Misfit
        if column.low is not None and value < column.low:
            raise Misfit
        if column.high is not None and value > column.high:
            raise Misfit
        return float(value)

    def whole(cell: Any) -> int:
        value = number(cell)
        if not value.is_integer():
            raise Misfit
        return int(value)

    def answered(cell: Any, otherwise: Callable[[Any], Any]) -> Any:
        if isinstance(cell, str) and fold(cell) in answers:
            return answers[fold(cell)]
        parts = labelled(cell) if answers and isinstance(cell, str) else None
        if parts is None or fold(parts[1]) not in answers:
            return otherwise(cell)
        if parts[0] != answers[fold(parts[1])]:
            raise Misfit(_ONE_OF_THEM, _DISAGREE)
        return parts[0]

    def choice(cell: Any) -> str:
        text = as_text(cell)
        # "+" and "-" fold to nothing, so they are looked up as they stand.
        found = answers.get(fold(text)) or signs.get(text)
        if found is None and (parts := labelled(text)):
            found = answers.get(fold(parts[1]))
        if found is None and column.allowed:
            raise Misfit
        return str(found) if found is not None else " ".join(text.split())

    def code(cell: Any) -> str:
        found = (parse_codes if column.kind == "koder" else parse_code)(as_text(cell))
        if found is None:
            raise Misfit("Et CPR-nummer hører ikke til her. Skriv en kode som B07.")
        if not normal(found) or (column.kind == "kode" and is_nobody(found)):
            raise Misfit("Skriv en kode som B07, eller lad cellen være tom.")
        if column.kind == "kode" and holds_several(found):
            raise Misfit("Der står flere koder. Skriv én, og lav en række til hver af de andre.")
        return found

    match column.kind:
        case "dato":
            return _day_only(days) if _holds_days(column) else lambda cell: _day(cell, days)
        case "heltal":
            return lambda cell: answered(cell, whole)
        case "tal":
            return lambda cell: answered(cell, number)
        case "sekunder":
            # "1.15" is a number only where a program wrote it: in a file divided by commas.
            dots: Style = "engelsk" if delimiter == "," else "dansk"
            clock = clock_of(cells.uniques)
            return lambda cell: _seconds(cell, column, dots, clock)
        case "ja_nej":
            return _yes_no
        case "valg":
            return choice
        case "kode" | "koder":
            return code
    return as_text


def _holds_days(column: Column) -> bool:
    """Tell whether dates of a column are days: then their time of day is no part of them."""
    return column.unit == "dag"


def _day_only(days: Days) -> Callable[[Any], date]:
    return lambda cell: _day(cell, days).date()


def _day(cell: Any, days: Days) -> datetime:
    """Return a day with its time of day, midnight where none is told."""
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


def _seconds(cell: Any, column: Column, style: Style, clock: Clock) -> float:
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


def _typed_time(seconds: float, clock: Clock) -> float:
    """Return what was meant by a time of day, in seconds of a film."""
    if clock == "minutter":
        return round(seconds / 60)  # 1:15, kept as a quarter past one
    if clock == "blandet" and is_whole_minutes(seconds):
        raise Misfit(_WRITE_TIME, _UNCLEAR_TIME)
    return seconds


def _told(column: Column, cells: Cells) -> list[tuple[npt.NDArray[np.intp], str, str]]:
    """Tell of cells that are read as something they do not plainly say."""
    if column.kind in ("heltal", "tal") and column.high == _ALL:
        shares = [isinstance(c, str) and parse_percent(c) is not None for c in cells.uniques]
        return [(np.flatnonzero(cells.where(shares))[:1], _SHARES, _CHECK_SHARES)] * any(shares)
    if column.kind != "sekunder" or clock_of(cells.uniques) != "minutter":
        return []
    times = [clock_seconds(cell) is not None for cell in cells.uniques]
    return [(np.flatnonzero(cells.where(times)), _MINUTES, _WRITE_HOURS)]


_MINUTES = "Klokkeslættene er læst som minutter og sekunder: 1:15 er 75 sekunder."
_WRITE_HOURS = "Skriv et antal sekunder, hvis de er timer og minutter."
_UNCLEAR_TIME = "Regnearket har gjort tidskoden til et klokkeslæt, som kan læses på to måder."
_WRITE_TIME = "Skriv den som tekst, med ' foran: '1:15 er 1 minut og 15 sekunder."


def _yes_no(cell: Any) -> bool:
    found = parse_yes_no("1" if cell is True else "0" if cell is False else as_text(cell))
    if found is None:
        raise Misfit
    return found
