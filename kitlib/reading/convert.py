"""One declared column of cells -> values of its kind, and every cell that does not fit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from kitlib.columns import Column
from kitlib.reading import arrays
from kitlib.reading.decided import Days, decide_days
from kitlib.reading.filmcells import AS_MINUTES, AS_SECONDS, are_minutes, may_be_minutes
from kitlib.reading.misfit import Misfit
from kitlib.reading.parsers import LARGEST, PER_CENT, holds_days, parser
from kitlib.reading.period import Calendar
from kitlib.reading.raw import Cells, Whole
from kitlib.reading.toldays import told_of_days
from kitlib.reading.values.cells import LOST, as_text, clean, have_lost
from kitlib.reading.values.figures import Style, parse_percent

__all__ = ["Converted", "convert"]

# Shorter than a CPR number and without signs: a code as it stands, a million times over.
_SHORT = 10
_ALL_PLAIN = re.compile(r"(?:(?=[^\W\d_]*\d)[^\W_]{1,9}\n)*+")
_DATES = (date, time, timedelta)
_MADE_DATES = (
    "Regnearket har gjort det skrevne til en dato eller et klokkeslæt. Det er læst sådan.",
    "Skriv det igen som tekst, med ' foran, hvis der skal stå noget andet, som 3-5.",
)
# What programs write where there is nothing.
_NOTHING = frozenset({"none", "nan", "null", "n/a", "na", "nil", "undefined"})
_NO_WORDS = (
    "Her står ingen ord, kun tal, tegn eller det, et program skriver, når der intet er.",
    "Slet rækken, hvis det ikke er en note.",
)
_AS_SHARES = (
    "Procenterne er læst som tal: 64 % er 64.",
    "Skriv tallet uden procent, hvis det er forkert.",
)


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
    clocks : array of text or None
        The times of day that stand with the days of a column of days; None where there is none.
    """

    values: Any
    blank: npt.NDArray[np.bool_]
    misfits: list[tuple[npt.NDArray[np.intp], Misfit]]
    told: list[tuple[npt.NDArray[np.intp], str, str]] = field(default_factory=list)
    clocks: Any = None


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
    parse = parser(column, cells, delimiter=delimiter, style=style, days=days)
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
            values[place] = parse(cell)
        except Misfit as misfit:
            faults[place] = misfit
            if column.spoilt == "nej":
                values[place] = False
    misfits = _alike(faults, cells.codes)
    clocks = None
    if column.kind == "dato" and holds_days(column):
        clocks = _clocks(values, cells.codes)
        values = [None if v is None else v.date() for v in values]
    array = _array(column, values, cells.codes)
    empty = ~cells.filled
    if blank:
        empty |= np.isin(cells.codes, [*blank])
    told = (
        told_of_days(cells, values, days, ahead=column.ahead, clock=holds_days(column))
        if column.kind == "dato"
        else []
    )
    return Converted(array, empty, misfits, told + _told(column, cells, delimiter), clocks)


def _alike(
    faults: Mapping[int, Misfit], codes: npt.NDArray[np.intp]
) -> list[tuple[npt.NDArray[np.intp], Misfit]]:
    """Gather the rows of misfits that are told in the same words, whatever stands in the cells."""
    places: dict[tuple[str, ...], list[int]] = {}
    for place, m in faults.items():
        places.setdefault((m.hint, m.why, m.level), []).append(place)
    return [(np.flatnonzero(np.isin(codes, same)), faults[same[0]]) for same in places.values()]


def _clocks(values: Sequence[Any], codes: npt.NDArray[np.intp]) -> Any:
    """Return the time of day of each row, such as "14:30"; None where no cell tells one."""
    found = [None if v is None or v.time() == time() else f"{v:%H:%M}" for v in values]
    return arrays.text([*found, None]).take(codes) if any(found) else None


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

    low = -LARGEST if column.low is None else column.low
    high = LARGEST if column.high is None else column.high
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


def _is_wordless(cell: str | float) -> bool:
    """Tell whether a cell has no word; a picture of a face says something."""
    text = as_text(cell)
    return text.casefold() in _NOTHING or (text.isascii() and not any(map(str.isalpha, text)))


def _told(
    column: Column, cells: Cells, delimiter: str | None
) -> list[tuple[npt.NDArray[np.intp], str, str]]:
    """Tell of cells that are read as something they do not plainly say."""
    found: list[tuple[npt.NDArray[np.intp], str, str]] = []
    if column.kind in ("heltal", "tal") and column.high == PER_CENT:
        shares = [isinstance(c, str) and parse_percent(c) is not None for c in cells.uniques]
        return [(np.flatnonzero(cells.where(shares))[:1], *_AS_SHARES)] if any(shares) else []
    if column.kind == "tekst" and any(made := [isinstance(c, _DATES) for c in cells.uniques]):
        found.append((np.flatnonzero(cells.where(made)), *_MADE_DATES))
    if column.kind == "tekst" and column.required:
        bare = [isinstance(c, (str, int, float)) and _is_wordless(c) for c in cells.uniques]
        found += [(np.flatnonzero(cells.where(bare)), *_NO_WORDS)] if any(bare) else []
    lost = have_lost(cells.uniques) if column.kind == "tekst" else []
    if lost:
        found.append((np.flatnonzero(cells.where(lost)), *LOST))
    if column.kind == "sekunder" and delimiter == ",":
        dotted = may_be_minutes(cells.uniques)
        found += [(np.flatnonzero(cells.where(dotted)), *AS_SECONDS)] if any(dotted) else []
    times = are_minutes(cells.uniques) if column.kind == "sekunder" else []
    return found + ([(np.flatnonzero(cells.where(times)), *AS_MINUTES)] if times else [])
