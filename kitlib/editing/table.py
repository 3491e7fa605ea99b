"""The tables of one's own file as rows of words that a person can change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as _field
from datetime import date
from pathlib import Path
from typing import Any

from kitlib.about import About, read_about
from kitlib.columns import Column
from kitlib.instruments import Instrument
from kitlib.problems import KitError, Problem

__all__ = [
    "MOST_COLUMNS",
    "MOST_ROWS",
    "EditColumn",
    "EditTable",
    "day_in",
    "read_tables",
    "too_much",
    "whole_in",
]

#: A page is for what one person has; beyond it a spreadsheet is the better tool (ours).
MOST_ROWS, MOST_COLUMNS = 2000, 40


@dataclass(frozen=True)
class EditColumn:
    """A column of the file that the kit knows.

    Parameters
    ----------
    place : int
        Position in the file, from 0.
    heading : str
        As the file has it.
    column : Column
        What may stand in it, as this file writes it.
    by_number : bool
        Whether the file writes its answers as numbers.
    """

    place: int
    heading: str
    column: Column
    by_number: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """The words to choose between; none where one writes oneself."""
        column = self.column
        if column.kind == "ja_nej":
            return ("ja", "nej")
        if column.kind == "heltal":
            return tuple(self.numbers)
        return column.allowed if column.kind == "valg" else ()

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number behind each word; of several words for one, the first."""
        if self.column.kind != "heltal":
            return {}
        first: dict[int, str] = {}
        for word, value in self.column.answers:
            first.setdefault(int(value), word)
        return {word: value for value, word in first.items()}

    def written(self, shown: str) -> str:
        """Return what is written in the file for what is shown."""
        number = self.numbers.get(shown)
        return str(number) if self.by_number and number is not None else shown


@dataclass(frozen=True)
class EditTable:
    """One table: its fields, and for each of its rows the number and what is shown.

    Parameters
    ----------
    instrument : Instrument
        Whose it is.
    sheet : str or None
        Sheet of a workbook.
    fields : tuple of EditColumn
        In the order of the file.
    rows : mapping of int to mapping of int to str
        Row number, as a spreadsheet shows it, to what is shown by position.
    first_row, skip : int
        Number of the first row below the headings, and records above it.
    delimiter : str or None
        Of a text file.
    dated : frozenset of int
        Positions where a workbook holds real dates.
    left : tuple of str
        Headings that are not shown and stay as they are.
    """

    instrument: Instrument
    sheet: str | None
    fields: tuple[EditColumn, ...]
    rows: Mapping[int, Mapping[int, str]] = _field(repr=False)
    first_row: int
    skip: int
    delimiter: str | None = None
    dated: frozenset[int] = frozenset()
    left: tuple[str, ...] = ()

    def as_kept(self, field: EditColumn, said: str) -> str:
        """Return what somebody typed as it will be read again: a workbook keeps days and numbers.

        Parameters
        ----------
        field : EditColumn
            One of its own.
        said : str
            What was typed.
        """
        if self.delimiter is not None or field.choices:
            return said
        if field.column.kind == "dato" and field.place in self.dated:
            day = day_in(said)
            return said if day is None else f"{day:%d-%m-%Y}"
        number = whole_in(said) if field.column.kind == "heltal" else None
        return said if number is None else str(number)


def day_in(said: str) -> date | None:
    """Return the day a person typed, as Danes write days; None where it is none.

    Examples
    --------
    >>> day_in("3. marts 2026"), day_in("i går")
    (datetime.date(2026, 3, 3), None)
    """
    from kitlib.reading.values.days import written

    found = written(said)
    return None if found is None else found.day()


def whole_in(said: str) -> int | None:
    """Return the whole number a person typed; None where it is none.

    Examples
    --------
    >>> whole_in("07"), whole_in("2,5")
    (7, None)
    """
    from kitlib.reading.values.cells import parse_number

    value = parse_number(said)
    return int(value) if value is not None and value == int(value) else None


def read_tables(path: Path) -> tuple[EditTable, ...]:
    """Read every table of one's own file as it stands.

    Raises
    ------
    KitError
        Where the page cannot show it; the spreadsheet way can.
    """
    from kitlib.mine import own_tables
    from kitlib.teamwords import read_synonyms

    about = About()
    if (path.parent / "om.toml").exists():
        about, _ = read_about(path.parent / "om.toml")
    synonyms, _ = read_synonyms(path.parent)
    tables = tuple(_table(path, i, sheet, about, synonyms) for i, sheet in own_tables(path))
    if sum(len(t.rows) for t in tables) > MOST_ROWS:
        raise too_much(f"Filen har over {MOST_ROWS} rækker.")
    return tables


_IN_A_SHEET = "Skriv i den i regneark: laeringskit mit FIL --ret --regneark"
_MENDED_IN_A_SHEET = ("who5_kodning", "who5_tider")


def too_much(message: str) -> KitError:
    """Return what is said of a file that the page cannot show."""
    return KitError(Problem(message, _IN_A_SHEET, code="eget_regneark"))


def _table(
    path: Path,
    instrument: Instrument,
    sheet: str | None,
    about: About,
    synonyms: Mapping[str, list[str]],
) -> EditTable:
    from kitlib.reading import open_table
    from kitlib.reading.names import Names

    columns = instrument.own_columns
    if instrument.written_own is not None:
        try:
            columns = instrument.written_own(path, about, sheet, synonyms)
        except KitError as error:
            [found, *_] = error.report.problems
            if found.code == "eget_bred":
                raise too_much(error.message) from None
            if found.code in _MENDED_IN_A_SHEET:
                # Until it is mended the page cannot show the file, and a spreadsheet can.
                raise KitError(replace(found, hint=f"{found.hint} {_IN_A_SHEET}")) from None
            raise
    opened = open_table(path, sheet)
    names = Names.of(columns, synonyms)
    layout = opened.lay(names.match, declared=True)
    if len(layout.headings) > MOST_COLUMNS:
        raise too_much(f"Filen har over {MOST_COLUMNS} kolonner.")
    raw = opened.load(layout)
    fields = _fields(layout.headings, names, {c.name: c for c in columns}, raw)
    shown = {f.place: _shown(f, raw.columns[f.place], layout.delimiter) for f in fields}
    rows = {
        int(number): {place: column[i] for place, column in shown.items()}
        for i, number in enumerate(raw.rows)
        if any(_has(column, i) for column in raw.columns)
    }
    known = {f.place for f in fields}
    left = tuple(h for i, h in enumerate(layout.headings) if h and i not in known)
    dated = frozenset(f.place for f in fields if _is_dated(raw.columns[f.place]))
    return EditTable(
        instrument=instrument,
        sheet=layout.sheet,
        fields=fields,
        rows=rows,
        first_row=layout.first_row,
        skip=layout.skip,
        delimiter=layout.delimiter,
        dated=dated,
        left=left,
    )


def _fields(
    headings: tuple[str, ...], names: Any, columns: Mapping[str, Column], raw: Any
) -> tuple[EditColumn, ...]:
    """Take for each column the heading nearest to it, as reading does."""
    best: dict[str, tuple[int, int]] = {}
    for place, heading in enumerate(headings):
        found = names.rank(heading) if heading else None
        if found is not None and found[0] in columns:
            best[found[0]] = min(best.get(found[0], (1 << 30, place)), (found[1], place))
    by_number = any(
        _has_numbers(raw.columns[place])
        for name, (_, place) in best.items()
        if columns[name].answers and columns[name].kind == "heltal"
    )
    found = [EditColumn(p, headings[p], columns[n], by_number) for n, (_, p) in best.items()]
    return tuple(sorted(found, key=lambda f: f.place))


def _cells(column: Any) -> list[Any]:
    from kitlib.reading.raw import Cells

    return column.uniques if isinstance(column, Cells) else column.tolist()


def _has(column: Any, row: int) -> bool:
    from kitlib.reading.raw import Cells
    from kitlib.reading.values.cells import is_blank

    if not isinstance(column, Cells):
        return True
    code = column.codes[row]
    return bool(code >= 0) and not is_blank(column.uniques[code])


def _has_numbers(column: Any) -> bool:
    from kitlib.reading.values.cells import parse_number

    return any(
        (isinstance(c, (int, float)) and not isinstance(c, bool))
        or (isinstance(c, str) and parse_number(c) is not None)
        for c in _cells(column)
    )


def _is_dated(column: Any) -> bool:
    return any(isinstance(c, date) for c in _cells(column))


def _shown(field: EditColumn, column: Any, delimiter: str | None) -> list[str]:
    """Return each row's cell in words: as it is understood where one chooses, else as it stands."""
    import pandas as pd

    from kitlib.reading.convert import convert
    from kitlib.reading.raw import Cells
    from kitlib.reading.values.cells import as_text

    cells = column if isinstance(column, Cells) else Cells.of(column.tolist())
    texts = [as_text(c) if isinstance(c, str) or c is not None else "" for c in cells.uniques]
    stands = [texts[code] if code >= 0 else "" for code in cells.codes]
    if not field.choices:
        return stands
    words: Mapping[Any, str] = {number: word for word, number in field.numbers.items()}
    words = words or ({True: "ja", False: "nej"} if field.column.kind == "ja_nej" else {})
    values = pd.Series(convert(field.column, cells, delimiter=delimiter).values)
    return [
        said if pd.isna(value) else words.get(value, str(value))
        for said, value in zip(stands, values, strict=True)
    ]
