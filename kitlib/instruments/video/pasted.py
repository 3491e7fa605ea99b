"""Times typed or pasted into a sheet's cells: "0:21 hun smiler" is a start and what is seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from kitlib.problems import Problem
from kitlib.reading.annotation import told_at
from kitlib.reading.raw import Cells, Raw
from kitlib.reading.timelist import dots_are_minutes, dots_told, typed
from kitlib.reading.values.cells import clean, parse_seconds

__all__ = ["taken_apart"]

_EXAMPLE = "eksempel"


class _Row(NamedTuple):
    """What one row's cells come to: one note, or one for each time pasted into it."""

    start: Any
    slut: Any
    hvad: Any
    #: Whether a time was taken out of words.
    moved: bool = False
    dotted: bool = False


def taken_apart(raw: Raw, places: Mapping[str, int], delimiter: str | None) -> Raw:
    """Give times that stand among words, or as a span, cells of their own.

    Parameters
    ----------
    raw : Raw
        The cells of a table of video notes.
    places : mapping of str to int
        Where its columns stand.
    delimiter : str or None
        Of a text file. A program that parts by commas writes 1.15 for a bit over a second.

    Returns
    -------
    Raw
        The same rows, and one more for each further time in a cell; problems tell which were
        taken apart, and how "1.15" was read.
    """
    if not {"start", "hvad"} <= places.keys():
        return raw
    names = [n for n in ("start", "slut", "hvad") if n in places]
    columns = {n: _values(raw.columns[places[n]], len(raw.rows)) for n in names}
    blank = [None] * len(raw.rows)
    pairs = zip(columns["start"], columns["hvad"], strict=True)
    texts = [start if _filled(start) else hvad for start, hvad in pairs]
    lines = [line for text in texts if isinstance(text, str) for line in text.split("\n")]
    minutes = dots_are_minutes(lines)
    points = delimiter != ","
    made = [
        _row(*cells, minutes=minutes, points=points)
        for cells in zip(columns["start"], columns.get("slut", blank), columns["hvad"], strict=True)
    ]
    pairs = zip(columns["start"], columns.get("slut", blank), strict=True)
    firsts = (rows[0] for rows in made)
    if all(f.start is s and f.slut is e for f, (s, e) in zip(firsts, pairs, strict=True)):
        return raw
    index = np.repeat(np.arange(len(made)), [len(rows) for rows in made])
    flat = [row for rows in made for row in rows]
    cells = [
        c if not isinstance(c, Cells) else replace(c, codes=c.codes[index]) for c in raw.columns
    ]
    for name in names:
        cells[places[name]] = Cells.of([getattr(row, name) for row in flat])
    numbers = raw.rows[index]
    problems = (*raw.problems, *_told(numbers.tolist(), flat, minutes, slut="slut" in places))
    return Raw(tuple(c if isinstance(c, Cells) else c[index] for c in cells), numbers, problems)


def _values(column: Any, n: int) -> list[Any]:
    if not isinstance(column, Cells):
        return list(column)
    known = [*column.uniques, None]
    return [known[code] for code in column.codes[:n]]


def _row(start: Any, slut: Any, hvad: Any, *, minutes: bool, points: bool) -> list[_Row]:
    end = _dotted_end(slut, minutes) if points else None
    rows = _rows(start, slut if end is None else end, hvad, minutes=minutes, points=points)
    return rows if end is None else [rows[0]._replace(dotted=True), *rows[1:]]


def _dotted_end(slut: Any, minutes: bool) -> float | None:
    """Read an end such as 1.20, which means what it does in a start."""
    if not isinstance(slut, str) or parse_seconds(slut) is not None:
        return None
    found = typed(clean(slut), minutes=minutes)
    return found.start if found and found.dotted and not found.text and found.end is None else None


def _rows(start: Any, slut: Any, hvad: Any, *, minutes: bool, points: bool) -> list[_Row]:
    words = clean(start) if isinstance(start, str) else ""
    if words.casefold().startswith(_EXAMPLE):
        return [_Row(start, slut, hvad)]  # the row the kit's own workbook shows the way with
    if words and parse_seconds(words) is None:
        found = typed(words, minutes=minutes)
        if found is not None and (points or not found.dotted or found.text):
            if found.text and not _filled(hvad):
                return _notes(words.split("\n"), slut, minutes) or [_Row(start, slut, hvad)]
            both = " ".join(t for t in (found.text, hvad) if _filled(t)) if found.text else hvad
            end = slut if _filled(slut) else found.end
            moved = bool(found.text) or found.end is not None
            return [_Row(found.start, end, both, moved, found.dotted)]
    elif not _filled(start) and isinstance(hvad, str):
        return _notes(hvad.split("\n"), slut, minutes) or [_Row(start, slut, hvad)]
    return [_Row(start, slut, hvad)]


def _filled(cell: Any) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(clean(cell)))


def _notes(lines: Sequence[str], slut: Any, minutes: bool) -> list[_Row]:
    """Return a note a time, each with the lines below it; none where words come first."""
    rows: list[_Row] = []
    for line in filter(str.strip, lines):
        found = typed(line, minutes=minutes)
        if found is not None:
            rows.append(_Row(found.start, found.end, found.text or None, True, found.dotted))
        elif not rows:
            return []
        else:
            rows[-1] = rows[-1]._replace(hvad=f"{rows[-1].hvad or ''} {line.strip()}".strip())
    if len(rows) == 1 and _filled(slut):
        rows = [rows[0]._replace(slut=slut)]
    return rows


def _told(rows: Sequence[int], made: Sequence[_Row], minutes: bool, *, slut: bool) -> list[Problem]:
    moved = [n for n, row in zip(rows, made, strict=True) if row.moved]
    ends = [n for n, row in zip(rows, made, strict=True) if row.slut is not None and not slut]
    return [
        *told_at(
            list(dict.fromkeys(moved)),
            "Tiden stod sammen med ord eller som et tidsrum. Den er læst som start og slut.",
            "Skriv den i kolonnen Start, så er der ingen tvivl.",
            "tid_i_tekst",
        ),
        *told_at(
            list(dict.fromkeys(ends)),
            "Der er ingen kolonne til, hvornår det slutter. Noten står ved sin start.",
            "Lav en kolonne, der hedder Slut.",
            "slut_uden_kolonne",
        ),
        *_dots(dict.fromkeys(n for n, row in zip(rows, made, strict=True) if row.dotted), minutes),
    ]


def _dots(rows: Iterable[int], minutes: bool) -> list[Problem]:
    told = replace(dots_told(minutes), column="start")
    return [replace(told, row=row) for row in rows]
