"""Headings that stand once more further down: the rows below them are read by them.

Where they are another table's, the rows below are not read, and told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kitlib.columns import Column
from kitlib.problems import Problem
from kitlib.reading.names import Names
from kitlib.reading.raw import Cells, Raw, letter
from kitlib.reading.values.cells import is_blank

__all__ = ["read_again"]

# Different cells that are looked at for headings; a register of more is no sheet of two tables.
_MOST = 20_000
_NO_WORD = frozenset({"dato", "heltal", "tal", "sekunder", "ja_nej"})
_FEWEST = 2  # headings in a row of them
_WORDS, _LETTERS = 4, 40  # of a heading nobody knows; what is longer is a note


@dataclass(frozen=True)
class _Heads:
    """One more row of headings: which row it is, from 0, and which place holds which column."""

    at: int
    places: Mapping[str, int]
    unknown: Sequence[int]

    def lacks(self, columns: Sequence[Column]) -> bool:
        """Tell whether rows below can be none of this table's: what each must have is not there."""
        return any(c.required and not c.kept and c.name not in self.places for c in columns)


def read_again(
    raw: Raw,
    places: Mapping[str, int],
    names: Names,
    columns: Sequence[Column],
    whole: Callable[[], Raw],
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
    columns : sequence of Column
        What is declared.
    whole : callable
        Reads the rows with every column, also those no heading above asked for.

    Returns
    -------
    (Raw, list of Problem)
        The rows without headings among them, and what is told.
    """
    if not _heads(raw, places, names, columns):
        return raw, []
    raw = whole()
    found = _heads(raw, places, names, columns)
    if not found:
        return raw, []
    cells = [_values(c) for c in raw.columns]
    new = {place: [*cells[place]] for place in places.values()}
    same = [heads for heads in found if not heads.lacks(columns)]
    problems = [_told(raw, same)] if same else []
    keep = np.ones(len(raw.rows), dtype=bool)
    keep[[heads.at for heads in found]] = False
    ends = [h.at for h in found[1:]] + [len(raw.rows)]
    for heads, end in zip(found, ends, strict=True):
        rows = range(heads.at + 1, end)
        if heads.lacks(columns):
            keep[heads.at : end] = False
            problems.append(_another(raw, heads.at, end, cells))
            continue
        for name, place in places.items():
            there = heads.places.get(name)
            for row in rows:
                new[place][row] = None if there is None else cells[there][row]
        gone = [p for n, p in heads.places.items() if n not in places]
        for place in sorted([*gone, *heads.unknown]):
            problems += _left_out(raw, place, [r for r in rows if not is_blank(cells[place][r])])
    made = tuple(Cells.of(new[j]) if j in new else column for j, column in enumerate(raw.columns))
    kept = tuple(Cells(c.uniques, c.codes[keep]) if isinstance(c, Cells) else c for c in made)
    return replace(raw, columns=kept, rows=raw.rows[keep]), problems


def _heads(
    raw: Raw, places: Mapping[str, int], names: Names, declared: Sequence[Column]
) -> list[_Heads]:
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
    # No day and no number is called "Dato", so such a cell heads its column once more.
    own_word = {places[c.name]: c.name for c in declared if c.name in places and c.kind in _NO_WORD}
    found = (_heads_at(columns, row, names, own_word) for row in np.flatnonzero(rows).tolist())
    own = set(places.values())
    return [h for h in found if h is not None and own.intersection(h.places.values())]


def _words(column: Cells) -> int:
    return sum(len(cell) for cell in column.uniques if isinstance(cell, str))


def _heads_at(
    columns: Sequence[tuple[int, Cells]], row: int, names: Names, own_word: Mapping[int, str]
) -> _Heads | None:
    places: dict[str, int] = {}
    unknown: list[int] = []
    short = True
    for place, column in columns:
        cell = column.uniques[column.codes[row]] if column.codes[row] >= 0 else None
        if is_blank(cell):
            continue
        name = names.match(cell) if isinstance(cell, str) else None
        if name is None or name in places:
            unknown.append(place)
            short &= isinstance(cell, str) and _is_short(cell)
        else:
            places[name] = place
    # Somebody's own column may stand among them, as it may in the first table.
    enough = len(places) >= _FEWEST and len(places) > 2 * len(unknown)
    if not enough and short and unknown and _is_apart(columns, row):
        enough = any(places.get(name) == place for place, name in own_word.items())
    return _Heads(row, places, unknown) if enough else None


def _is_short(cell: str) -> bool:
    """Tell whether words can be a heading: few, without a number or the end of a sentence."""
    few = len(cell.split()) <= _WORDS and len(cell) <= _LETTERS
    return few and not any(c.isdigit() for c in cell) and cell.strip()[-1:] not in (".", "!")


def _is_apart(columns: Sequence[tuple[int, Cells]], row: int) -> bool:
    """Tell whether the row above is blank, or one cell such as a title."""
    filled = 0
    for _, column in columns:
        code = column.codes[row - 1] if row else -1
        filled += code >= 0 and not is_blank(column.uniques[code])
    return filled <= 1


def _values(column: Any) -> list[Any]:
    values = [*column.uniques, None]
    return [values[code] for code in column.codes]


def _told(raw: Raw, found: Sequence[_Heads]) -> Problem:
    said = Problem(
        "Overskrifterne står her igen. Rækkerne under er læst efter dem.",
        "Tjek, at det er den samme slags noter.",
        level="advarsel",
        code="overskrifter_igen",
    )
    return said.on(raw.rows[heads.at] for heads in found)


def _another(raw: Raw, first: int, end: int, cells: Sequence[Sequence[Any]]) -> Problem:
    """Tell of a table that is another one: which rows of it are not read."""
    filled = [i for i in range(first, end) if any(not is_blank(column[i]) for column in cells)]
    said = Problem(
        "Her begynder en anden tabel. Den er ikke læst.",
        "Flyt den til et ark eller en fil for sig.",
        code="anden_tabel",
    )
    return said.on(raw.rows[filled])


def _left_out(raw: Raw, place: int, at: Sequence[int]) -> list[Problem]:
    if not at:
        return []
    said = Problem(
        f"Kolonne {letter(place)} står ikke i den øverste tabel og er ikke med her.",
        "Skriv overskriften øverst i arket også, hvis den skal med.",
        level="advarsel",
        code="kolonne_ukendt",
    )
    return [said.on(raw.rows[list(at)])]
