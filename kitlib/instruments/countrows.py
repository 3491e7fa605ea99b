"""Rows of people: how many, one dot each, and what the row is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kitlib import look
from kitlib.instruments.marks import LEFT, NAMED, RIGHT, area, dots, write

__all__ = ["NAMES", "CountRow", "draw_rows", "rows_height"]

#: Inches for the names of the rows.
NAMES = 2.6


@dataclass(frozen=True)
class CountRow:
    """One row.

    Parameters
    ----------
    name : str
    codes : sequence of str
        One a person.
    meaning : str
        A quiet line under the name.
    counts : bool
        Whether the row is one of those that are counted; else its dots are empty.
    """

    name: str
    codes: Sequence[str]
    meaning: str = ""
    counts: bool = True


def rows_height(rows: Sequence[CountRow]) -> float:
    """Return how many inches the rows take.

    Examples
    --------
    >>> round(rows_height([CountRow("nået", ["B01", "B02"]), CountRow("samme", [])]), 2)
    1.36
    """
    across, dot = _size(rows)
    return sum(_height(row, across, dot) for row in rows)


def draw_rows(figure: Any, rows: Sequence[CountRow], top: float) -> None:
    """Draw rows below each other from `top` inches; few dots carry their codes."""
    across, dot = _size(rows)
    width = RIGHT - LEFT - NAMES
    for row in rows:
        tall = _height(row, across, dot)
        ax = area(figure, LEFT + NAMES, top, width, tall)
        look.bare(ax)
        ax.set(xlim=(0, width), ylim=(tall, 0))
        ax.axhline(0, color=look.HAIR, linewidth=1)
        face, edge = (look.BLUE, look.BLUE) if row.counts else (look.PAPER, look.QUIET)
        dots(
            ax, row.codes, 0.7, 0.08, across=across, dot=dot, named=dot > 0.5, face=face, edge=edge
        )
        ax.text(
            0.05,
            tall / 2,
            str(len(row.codes)),
            size=look.SIZES["title"],
            va="center",
            weight="bold",
            color=look.INK if row.counts else look.QUIET,
        )
        write(figure, LEFT, top + 0.08, [row.name], size=look.SIZES["body"], weight="bold")
        if row.meaning:
            write(
                figure, LEFT, top + 0.38, [row.meaning], size=look.SIZES["tiny"], color=look.QUIET
            )
        top += tall


def _size(rows: Sequence[CountRow]) -> tuple[int, float]:
    """Dots across, and the side of each dot's square in inches."""
    return (14, 0.58) if sum(len(row.codes) for row in rows) < NAMED else (34, 0.24)


def _height(row: CountRow, across: int, dot: float) -> float:
    return max(0.66, -(-len(row.codes) // across) * dot + 0.12)
