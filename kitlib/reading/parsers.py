"""What reads one cell of a column, chosen once by what the column's kind is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from kitlib.codes import holds_several, is_nobody, normal
from kitlib.columns import Column, fold
from kitlib.reading.decided import Days
from kitlib.reading.filmcells import seconds
from kitlib.reading.misfit import Misfit
from kitlib.reading.raw import Cells, Unread
from kitlib.reading.values.cells import (
    as_text,
    labelled,
    parse_code,
    parse_codes,
    parse_number,
    parse_yes_no,
)
from kitlib.reading.values.clocktimes import clock_of
from kitlib.reading.values.days import Written, parse_serial, written
from kitlib.reading.values.figures import Style, parse_percent
from kitlib.reading.values.visible import clean

__all__ = ["LARGEST", "PER_CENT", "Parse", "holds_days", "parser"]

#: Cell -> value; raises Misfit where it has none.
Parse = Callable[[Any], Any]

#: Beyond this a float no longer holds every digit.
LARGEST = 10**15
#: Of a percent: only a column that goes so far has a number where one stands.
PER_CENT = 100

_A_SHARE = "Her står en procent, og kolonnen er til et tal."
_NO_SHARE = "Skriv tallet, og vis cellen som et tal, hvis det er et regneark."
_DISAGREE = "Ordet og tallet i cellen siger ikke det samme."
_ONE_OF_THEM = "Skriv kun det ene af dem."
_MEND_ERROR = "Ret formlen i regnearket, eller skriv det, der skal stå der."

_MADE_A_DATE = "Regnearket har gjort det skrevne til en dato eller et klokkeslæt."
_AS_TEXT = "Skriv det igen som tekst, med ' foran."

_NOBODY = "Cellen nævner ikke én person, så rækken er med uden kode."
_LEAVE_BLANK = "Lad den være tom, eller lav en række til hver kode."

# What a spreadsheet shows where a formula goes wrong, as a file saved from it holds it; in Danish
# and in English.
_ERRORS = frozenset(
    [
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
    ]
)


def parser(
    column: Column, cells: Cells, *, delimiter: str | None, style: Style, days: Days
) -> Parse:
    """Return what reads a cell of a column.

    Parameters
    ----------
    column : Column
        What is declared.
    cells : Cells
        All of the column's cells: what its times mean is decided from them together.
    delimiter : str or None
        Of the text file; tells where "1.15" is a number of seconds. None for a workbook.
    style : {"dansk", "engelsk"}
        How its numbers are written.
    days : Days
        What its dates have decided.
    """
    return partial(_had, _of_kind(column, cells, delimiter, style, days))


def _had(parse: Parse, cell: Any) -> Any:
    if isinstance(cell, Unread):
        raise Misfit(cell.hint, cell.why)
    if isinstance(cell, str) and cell.startswith("#") and cell.upper() in _ERRORS:
        raise Misfit(_MEND_ERROR, f"Cellen viser en fejl fra regnearket, {cell}.")
    return parse(cell)


def _of_kind(
    column: Column, cells: Cells, delimiter: str | None, style: Style, days: Days
) -> Parse:
    match column.kind:
        case "dato":
            return partial(_day, days=days)
        case "heltal":
            return partial(AnswerWords.of(column).given, otherwise=partial(_whole, column, style))
        case "tal":
            return partial(AnswerWords.of(column).given, otherwise=partial(_number, column, style))
        case "sekunder":
            # "1.15" is a number only where a program wrote it: in a file divided by commas.
            dots: Style = "engelsk" if delimiter == "," else "dansk"
            return partial(seconds, column=column, style=dots, clock=clock_of(cells.uniques))
        case "ja_nej":
            return _yes_no
        case "valg":
            return AnswerWords.of(column).chosen
        case "kode" | "koder":
            return partial(_code, column)
    return as_text


def holds_days(column: Column) -> bool:
    """Tell whether dates of a column are days: then their time of day is no part of them."""
    return column.unit == "dag"


@dataclass(frozen=True)
class AnswerWords:
    """The words a column answers with, and what each stands for.

    Parameters
    ----------
    known : mapping of str to object
        Folded word -> value.
    signs : mapping of str to object
        The same for "+" and "-", which fold to nothing and are looked up as they stand.
    closed : bool
        Whether nothing else is an answer.
    """

    known: Mapping[str, Any]
    signs: Mapping[str, Any]
    closed: bool

    @classmethod
    def of(cls, column: Column) -> AnswerWords:
        """Return the answers of a column."""
        known: dict[str, Any] = {fold(word): value for word, value in column.answers}
        known |= {fold(word): word for word in column.allowed}
        return cls(known, dict(column.answers), bool(column.allowed))

    def given(self, cell: Any, *, otherwise: Parse) -> Any:
        """Return the value of a word, alone or beside its number; else what the number says."""
        if not self.known or not isinstance(cell, str):
            return otherwise(cell)
        if (found := fold(cell)) in self.known:
            return self.known[found]
        parts = labelled(cell)
        if parts is None or fold(parts[1]) not in self.known:
            return otherwise(cell)
        if parts[0] != self.known[fold(parts[1])]:
            raise Misfit(_ONE_OF_THEM, _DISAGREE)
        return parts[0]

    def chosen(self, cell: Any) -> str:
        """Return the word a cell stands for; its own where the column takes any."""
        text = as_text(cell)
        found = self.known.get(fold(text)) or self.signs.get(text)
        if found is None and (parts := labelled(text)):
            found = self.known.get(fold(parts[1]))
        if found is None and self.closed:
            raise Misfit
        return str(found) if found is not None else " ".join(text.split())


def _number(column: Column, style: Style, cell: Any) -> float:
    value: float | None
    if isinstance(cell, (date, time, timedelta)):
        raise Misfit("", _MADE_A_DATE)
    if isinstance(cell, bool):
        raise Misfit
    if isinstance(cell, (int, float)):
        value = float(cell)
    elif (value := parse_percent(cell, style)) is not None:
        if column.high != PER_CENT:
            raise Misfit(_NO_SHARE, _A_SHARE)
    else:
        value = parse_number(cell, style)
    if value is None or value != value or abs(value) > LARGEST:
        raise Misfit
    if column.low is not None and value < column.low:
        raise Misfit
    if column.high is not None and value > column.high:
        raise Misfit
    return float(value)


def _whole(column: Column, style: Style, cell: Any) -> int:
    value = _number(column, style, cell)
    if not value.is_integer():
        raise Misfit
    return int(value)


def _code(column: Column, cell: Any) -> str:
    if isinstance(cell, (date, time, timedelta)):
        raise Misfit(_AS_TEXT, _MADE_A_DATE)
    if isinstance(cell, bool):
        raise Misfit
    found = (parse_codes if column.kind == "koder" else parse_code)(as_text(cell))
    if found is None:
        raise Misfit("Et CPR-nummer hører ikke til her. Skriv en kode som B07.")
    if column.kind == "kode" and not column.required and normal(found) and is_nobody(found):
        raise Misfit(_LEAVE_BLANK, _NOBODY, "advarsel")
    if not normal(found) or (column.kind == "kode" and is_nobody(found)):
        raise Misfit("Skriv en kode som B07, eller lad cellen være tom.")
    if column.kind == "kode" and holds_several(found):
        raise Misfit("Der står flere koder. Skriv én, og lav en række til hver af de andre.")
    return found


def _yes_no(cell: Any) -> bool:
    found = parse_yes_no("1" if cell is True else "0" if cell is False else as_text(cell))
    if found is None:
        raise Misfit
    return found


def _day(cell: Any, days: Days) -> datetime:
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
            past = round((cell - int(cell)) * 86_400)
            return datetime.combine(found, time()) + timedelta(seconds=past)
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
