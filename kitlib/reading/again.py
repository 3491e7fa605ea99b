"""Headings that stand once more further down: the rows below them are read by them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kitlib.problems import Problem
from kitlib.reading.cells import is_blank
from kitlib.reading.names import Names
from kitlib.reading.raw import Cells, Raw, letter

__all__ = ["read_again"]

# Different cells that are looked at for headings; a register of more is no sheet of two tables.
_MOST = 20_000
_FEWEST = 2  # headings in a row of them


@dataclass(frozen=True)
class _Heads:
    """One more row of headings: which row it is, from 0, and which place holds which column."""

    at: int
    places: Mapping[str, int]
    unknown: Sequence[int]


def read_again(
    raw: Raw, places: Mapping[str, int], names: Names, whole: Callable[[], Raw]
) -> tuple[Raw, list[Problem]]:
    """Move the cells below one more row of headings to the columns they stand for.

    Parameters
    ----------
    raw : Raw
        The rows below the first headings.
    places : mapping of str to int
        The place of each declared column.
    names : Names
        What headings are known by.
    whole : callable
        Reads the rows with every column, also those no heading above asked for.

    Returns
    -------
    (Raw, list of Problem)
        The rows without headings among them, and what is told.
    """
    if not _heads(raw, places, names):
        return raw, []
    raw = whole()
    found = _heads(raw, places, names)
    if not found:
        return raw, []
    cells = [_values(c) for c in raw.columns]
    new = {place: [*cells[place]] for place in places.values()}
    problems = [_told(raw, found)]
    ends = [h.at for h in found[1:]] + [len(raw.rows)]
    for heads, end in zip(found, ends, strict=True):
        rows = range(heads.at + 1, end)
        for name, place in places.items():
            there = heads.places.get(name)
            for row in rows:
                new[place][row] = None if there is None else cells[there][row]
        gone = [p for n, p in heads.places.items() if n not in places]
        for place in sorted([*gone, *heads.unknown]):
            problems += _left_out(raw, place, [r for r in rows if not is_blank(cells[place][r])])
    columns = tuple(
        Cells.of(new[j]) if j in new else column for j, column in enumerate(raw.columns)
    )
    keep = np.ones(len(raw.rows), dtype=bool)
    keep[[heads.at for heads in found]] = False
    kept = tuple(Cells(c.uniques, c.codes[keep]) if isinstance(c, Cells) else c for c in columns)
    return replace(raw, columns=kept, rows=raw.rows[keep]), problems


def _heads(raw: Raw, places: Mapping[str, int], names: Names) -> list[_Heads]:
    """Find the rows in which every cell is a heading."""
    columns = [(j, c) for j, c in enumerate(raw.columns) if isinstance(c, Cells)]
    if len(columns) < len(raw.columns):
        return []  # a column of nothing but numbers has no heading in it
    rows = np.zeros(len(raw.rows), dtype=bool)
    # A row of headings has several, so the column of most words need not be looked through.
    for _, column in sorted(columns, key=lambda found: _words(found[1]))[:-1]:
        if len(column.uniques) <= _MOST:
            rows |= column.where(
                [isinstance(c, str) and names.match(c) is not None for c in column.uniques]
            )
    found = (_heads_at(columns, row, names) for row in np.flatnonzero(rows).tolist())
    own = set(places.values())
    return [h for h in found if h is not None and own.intersection(h.places.values())]


def _words(column: Cells) -> int:
    return sum(len(cell) for cell in column.uniques if isinstance(cell, str))


def _heads_at(columns: Sequence[tuple[int, Cells]], row: int, names: Names) -> _Heads | None:
    places: dict[str, int] = {}
    unknown: list[int] = []
    for place, column in columns:
        cell = column.uniques[column.codes[row]] if column.codes[row] >= 0 else None
        if is_blank(cell):
            continue
        name = names.match(cell) if isinstance(cell, str) else None
        if name is None or name in places:
            unknown.append(place)
        else:
            places[name] = place
    # Somebody's own column may stand among them, as it may in the first table.
    enough = len(places) >= _FEWEST and len(places) > 2 * len(unknown)
    return _Heads(row, places, unknown) if enough else None


def _values(column: Any) -> list[Any]:
    values = [*column.uniques, None]
    return [values[code] for code in column.codes]


def _told(raw: Raw, found: Sequence[_Heads]) -> Problem:
    rows = tuple(int(raw.rows[heads.at]) for heads in found)
    return Problem(
        "Overskrifterne står her igen. Rækkerne under er læst efter dem.",
        "Tjek, at det er den samme slags noter.",
        row=rows[0],
        rows=rows if len(rows) > 1 else (),
        level="advarsel",
        code="overskrifter_igen",
    )


def _left_out(raw: Raw, place: int, at: Sequence[int]) -> list[Problem]:
    if not at:
        return []
    rows = tuple(int(raw.rows[i]) for i in at)
    return [
        Problem(
            f"Kolonne {letter(place)} står ikke i den øverste tabel og er ikke med her.",
            "Skriv overskriften øverst i arket også, hvis den skal med.",
            row=rows[0],
            rows=rows if len(rows) > 1 else (),
            level="advarsel",
            code="kolonne_ukendt",
        )
    ]
