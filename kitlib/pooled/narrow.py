"""A published table where a drawing has no room: row by row, each number beside its word.

On a telephone it stands in place of the picture and of the table under it, and says all of both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kitlib.figures import Numbers
from kitlib.figures.shares import bars, colours, furthest
from kitlib.pooled.layout import ToldTable
from kitlib.privacy.suppression_cells import TOTAL

__all__ = ["Narrow", "NarrowLine", "NarrowRow", "narrow"]


@dataclass(frozen=True)
class NarrowLine:
    """One number: what it counts, and how many, None where it is not told.

    `long` is how long its bar is, of a hundred; `colour` that of its direction where it is one.
    """

    label: str
    n: int | None
    long: float = 0.0
    colour: str = ""


@dataclass(frozen=True)
class NarrowRow:
    """A row: its name, its bars as (colour, left, width) of a hundred, and its numbers."""

    name: str
    bars: tuple[tuple[str, float, float], ...]
    lines: tuple[NarrowLine, ...]

    @property
    def told(self) -> bool:
        """Whether any number of it is."""
        return any(line.n is not None for line in self.lines)


@dataclass(frozen=True)
class Narrow:
    """A whole table: what it is of, its rows, and what stands where a number is not told.

    `ends` are the directions that bars lie to, left and right.
    """

    said: str
    parts: tuple[NarrowRow, ...]
    mark: str
    ends: tuple[str, ...] = ()


def narrow(grid: Numbers, table: ToldTable | None = None) -> Narrow:
    """Lay a figure out for a telephone.

    Parameters
    ----------
    grid : Numbers
        What is drawn. Directions keep their bars and colours; other numbers have one bar each, all
        on one scale. Where each column has a scale of its own there are no bars: one beside
        another, they would be held against each other.
    table : ToldTable, optional
        Its numbers with their sums; those of the grid where not given.
    """
    table = table or ToldTable(grid.down, grid.across, grid.columns, _rows(grid), grid.mark)
    most = 0 if grid.sides or grid.own_scales else _most(table)
    if len(table.heads) == 1:
        one = NarrowRow("", (), _lines(grid, {name: n for name, (n,) in table.rows}, most))
        return Narrow(table.heads[0], (one,), table.mark)
    parts = []
    for name, told in table.rows:
        numbers = dict(zip(table.heads, told, strict=True))
        lines = _lines(grid, numbers, 0 if name == TOTAL else most)
        parts.append(NarrowRow(name, _bars(grid, name), lines))
    said = table.above
    if grid.down:
        said = f"{table.corner}, og derunder {said[0].lower()}{said[1:]}" if said else table.corner
    ends = [grid.columns[place] for place in sorted(colours(grid))] if grid.sides else []
    return Narrow(said, tuple(parts), table.mark, tuple(ends[:: 1 - len(ends)]))


def _rows(grid: Numbers) -> tuple[tuple[str, tuple[int | None, ...]], ...]:
    return tuple(
        (row, tuple(grid.values.get((row, head), 0) for head in grid.columns)) for row in grid.rows
    )


def _most(table: ToldTable) -> int:
    """The largest number that is no sum."""
    return max(
        n or 0
        for name, numbers in table.rows
        for head, n in zip(table.heads, numbers, strict=True)
        if TOTAL not in (name, head)
    )


def _lines(grid: Numbers, numbers: Mapping[str, int | None], most: int) -> tuple[NarrowLine, ...]:
    """Numbers with their words: as short as the figure says them, where no two are then alike."""
    # Columns with a scale each are groups: "Nord, unge" is not Nord.
    short = {} if grid.own_scales else {label: label.partition(", ")[0] for label in numbers}
    short = short if len({*short.values()}) == len(short) else {}
    named = {grid.columns[i]: colour for i, colour in colours(grid).items()} if grid.sides else {}
    return tuple(
        NarrowLine(
            "i alt" if label == TOTAL else short.get(label, label),
            n,
            round(100 * n / most, 1) if n and most and label != TOTAL else 0.0,
            named.get(label, ""),
        )
        for label, n in numbers.items()
    )


def _bars(grid: Numbers, row: str) -> tuple[tuple[str, float, float], ...]:
    """A row's directions to either side of the middle, which lies at 50."""
    if not grid.sides:
        return ()
    scale = 50 / furthest(grid)
    return tuple(
        (colour, round(50 + scale * start, 2), round(scale * long, 2))
        for colour, start, long in bars(grid, row)
    )
