"""BORIS exports of events, tabular and aggregated, as CSV, TSV or workbook."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from kitlib.columns import fold
from kitlib.problems import KitError, Problem
from kitlib.reading.sniff import encoding_of, kind_of

__all__ = ["looks_like_boris", "read_boris"]

Row = tuple[float | None, float | None, str | None, str | None, str]

_TOP = 60  # rows; the metadata block above the header is about 18
_NOBODY = "No focal subject"


def looks_like_boris(path: Path) -> bool:
    """Tell by its top whether a table is a BORIS export."""
    return any(_header(row) or _typed(row) is not None for row in _cells(path, _TOP))


def read_boris(path: Path) -> list[Row]:
    """Return every event as (start, slut, lag, None, tekst), seconds from the start.

    Raises
    ------
    KitError
        Where the table is no BORIS export, or a time in it is no number.

    Notes
    -----
    `lag` is the subject, `tekst` the behaviour, with BORIS' comment after a colon. The columns
    that name media files are never looked at.
    """
    rows = _cells(path)
    top = next((i for i, row in enumerate(rows) if _header(row)), None)
    if top is not None:
        names = {fold(cell): j for j, cell in enumerate(rows[top]) if cell}
        body = [(i, row) for i, row in enumerate(rows[top + 1 :], start=top + 2) if any(row)]
        if "start_s" in names:
            return [_aggregated(row, names, path, i) for i, row in body]
        return _paired(body, names, path)
    # Some exports of aggregated events come without a header: STATE or POINT tells the columns.
    found = [(i, row, at) for i, row in enumerate(rows, 1) if (at := _typed(row)) is not None]
    if not found:
        hint = "Eksportér igen fra BORIS: Observations, Export events, Tabular events."
        raise KitError(
            Problem("Filen er ikke en tabel fra BORIS.", hint, file=path.name, code="boris")
        )
    return [
        _aggregated(
            row,
            {"subject": at - 4, "behavior": at - 3, "start_s": at + 1, "stop_s": at + 2},
            path,
            i,
        )
        for i, row, at in found
    ]


def _header(row: Sequence[str]) -> bool:
    names = {fold(cell) for cell in row}
    return {"subject", "behavior"} <= names and bool(names & {"time", "start_s"})


def _typed(row: Sequence[str]) -> int | None:
    """Return which cell says STATE or POINT with two times after it."""
    for j, cell in enumerate(row):
        if cell in ("STATE", "POINT") and j >= 4 and len(row) > j + 2:
            return j
    return None


def _paired(body: list[tuple[int, list[str]]], names: dict[str, int], path: Path) -> list[Row]:
    """Join the START and the STOP of a state; an event without them is a point."""
    rows: list[Row] = []
    begun: dict[tuple[str, str, str], list[int]] = {}
    for number, row in body:
        time = _number(_at(row, names, "time"), path, number, "Time")
        subject, behaviour = _at(row, names, "subject"), _at(row, names, "behavior")
        status = _at(row, names, "status").upper()
        key = (subject, behaviour, _at(row, names, "modifiers"))
        if status == "STOP" and begun.get(key):
            place = begun[key].pop(0)
            rows[place] = (rows[place][0], time, *rows[place][2:])
            continue
        end = time if status not in ("START", "STOP") else None
        if status == "START":
            begun.setdefault(key, []).append(len(rows))
        text = _text(behaviour, _at(row, names, "comment"))
        # A STOP whose START was cut away tells at least when it ended.
        rows.append((time, time if status == "STOP" else end, _subject(subject), None, text))
    return rows


def _aggregated(row: list[str], names: dict[str, int], path: Path, number: int) -> Row:
    start = _number(_at(row, names, "start_s"), path, number, "Start (s)")
    stop = _number(_at(row, names, "stop_s"), path, number, "Stop (s)")
    text = _text(_at(row, names, "behavior"), _at(row, names, "comment_start"))
    return start, stop, _subject(_at(row, names, "subject")), None, text


def _at(row: Sequence[str], names: dict[str, int], name: str) -> str:
    place = names.get(name)
    return row[place].strip() if place is not None and 0 <= place < len(row) else ""


def _text(behaviour: str, comment: str) -> str:
    return f"{behaviour}: {comment}" if comment else behaviour


def _subject(name: str) -> str | None:
    return None if name in ("", _NOBODY) else name


def _number(text: str, path: Path, row: int, column: str) -> float | None:
    if text in ("", "NA"):
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = float("nan")
    if not abs(value) < 1e7:
        hint = "Skriv antal sekunder, fx 75.5."
        raise KitError(
            Problem("Tiden er ikke et tal.", hint, path.name, row=row, column=column, code="tid")
        )
    return value


def _cells(path: Path, top: int | None = None) -> list[list[str]]:
    """Return the rows of a table as text, as they stand; only the first `top` of them."""
    if kind_of(path) != "text":
        from kitlib.reading.workbook import Workbook

        book = Workbook.open(path)
        return [[_cell(value) for value in row] for row in book.rows(book.visible[0])[:top]]
    with path.open(encoding=encoding_of(path), newline="", errors="replace") as stream:
        lines = stream.read().splitlines()
    delimiter = "\t" if any("\t" in line for line in lines[:_TOP]) else ","
    try:
        return list(islice(csv.reader(lines, delimiter=delimiter), top))
    except csv.Error:
        return []


def _cell(value: object) -> str:
    return "" if value is None else str(value)
