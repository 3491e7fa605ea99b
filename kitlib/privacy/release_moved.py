"""A table's numbers half-year by half-year, moved; what is out already stays as it is.

A half-year that came out once more with more persons in it would be two looks at the same ones,
so its numbers are kept with the release, as they were moved, and taken from there ever after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from kitlib.disclosure.cellkeys import TOTAL, named, sums_of
from kitlib.disclosure.plain import plain_rows
from kitlib.disclosure.steps import PerturbationSteps

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MOVED", "NOTHING_OUT", "Cell", "Moved", "Out", "moved_numbers", "moved_rows"]

#: Columns of what a release keeps of its numbers, before it is decided which are few.
MOVED = ("tabel", "periode", "distrikt", "type", "a", "b", "antal", "sum")
_PLACE = ("distrikt", "type", "a", "b")

Cell = tuple[str, ...]
#: Half-year -> cell -> its number, as it was moved.
Moved = dict[str, dict[Cell, int]]


@dataclass(frozen=True, eq=False)
class Out:
    """The moved numbers of every release that is out.

    Parameters
    ----------
    frame : DataFrame, optional
        Columns `MOVED`; `sum` is missing where there is none.
    sent : mapping of str to frozenset of str
        Half-year -> marks of what contributions said of it when it first came out.
    """

    frame: pd.DataFrame | None = field(default=None, repr=False)
    sent: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)

    @property
    def known(self) -> frozenset[tuple[str, str]]:
        """Tables and their half-years that are out."""
        return frozenset((name, period) for name in self._tables for period in self.periods(name))

    @cached_property
    def _tables(self) -> Mapping[str, pd.DataFrame]:
        frame = self.frame
        return {} if frame is None else {str(name): rows for name, rows in frame.groupby("tabel")}

    def periods(self, table: str) -> set[str]:
        """Return the half-years of a table that are out."""
        return set(self._tables[table]["periode"]) if table in self._tables else set()

    def numbers(self, table: str, dims: Sequence[str]) -> Moved:
        """Return a table's numbers by half-year and cell."""
        found: Moved = {}
        if table in self._tables:
            for period, *cell, n in plain_rows(self._tables[table], ["periode", *dims, "antal"]):
                found.setdefault(str(period), {})[tuple(map(str, cell))] = int(n)
        return found

    def mean(self, table: str, period: str) -> tuple[int, int]:
        """Return how many are behind a half-year of a mean, and their sum."""
        rows = self._tables[table]
        rows = rows[rows["periode"] == period]
        return int(rows["antal"].sum()), int(rows["sum"].sum())


NOTHING_OUT = Out()


def moved_numbers(
    rows: pd.DataFrame,
    name: str,
    dims: Sequence[str],
    steps: PerturbationSteps,
    out: Out = NOTHING_OUT,
    first: Sequence[str] = (),
) -> Moved:
    """Return every cell and margin of each half-year, moved.

    Parameters
    ----------
    rows : DataFrame
        Columns periode, `dims`, antal and noegle, in the order labels are shown.
    name : str
        The table's.
    dims : sequence of str
        What it is parted by.
    steps : PerturbationSteps
        What numbers are moved with.
    out : Out
        What is out already.
    first : sequence of str
        Labels that stand before all others, in this order.

    Notes
    -----
    In a table of two answers all together are looked up, as they are in other tables on the same
    persons; its sums of one row or column are added up of what was moved.

    Every half-year has every cell, also where nobody is. Only what is out has the cells it had:
    a heading that came later is not in it.
    """
    kept = out.numbers(name, dims)
    parts: dict[str, list[tuple[object, ...]]] = {}
    for period, *cell, n, key in plain_rows(rows, ["periode", *dims, "antal", "noegle"]):
        parts.setdefault(str(period), []).append((*map(str, cell), int(n), int(key)))
    seen = [[*dict.fromkeys(map(str, rows[dim].unique()))] for dim in dims]
    for cells in kept.values():
        for place, labels in enumerate(seen):
            labels += [
                a for a in dict.fromkeys(c[place] for c in cells) if a not in (*labels, TOTAL)
            ]
    order = {label: i for i, label in enumerate(first)}
    seen = [sorted(labels, key=lambda a: order.get(a, len(order))) for labels in seen]
    every = list(product(*([*labels, TOTAL] for labels in seen)))
    made: Moved = {}
    for period in sorted({*parts, *kept}):
        if period in kept:
            made[period] = {cell: kept[period][cell] for cell in every if cell in kept[period]}
            continue
        sums, what = sums_of(parts[period]), f"{name}\n{period}"
        made[period] = {
            cell: steps.moved(*sums.get(cell, (0, 0)), named(what, cell)) for cell in every
        }
        if "b" in dims:
            _add_up(made[period], dims.index("a"), dims.index("b"))
    return made


def _add_up(cells: dict[Cell, int], *crossed: int) -> None:
    """Make the sums of rows and of columns from the moved cells; all of them stays as it is.

    Looked up by their own persons they would be two more numbers of each person in the table.
    """
    for at in crossed:
        (other,) = (place for place in crossed if place != at)
        added: dict[Cell, int] = {}
        for cell, n in cells.items():
            if cell[at] != TOTAL and cell[other] != TOTAL:
                summed = (*cell[:at], TOTAL, *cell[at + 1 :])
                added[summed] = added.get(summed, 0) + n
        cells |= added


def moved_rows(name: str, dims: Sequence[str], made: Moved) -> list[dict[str, object]]:
    """Return numbers as rows of what a release keeps."""
    nowhere = dict.fromkeys(_PLACE, TOTAL) | {"b": ""}
    return [
        {
            "tabel": name,
            "periode": period,
            **nowhere,
            **dict(zip(dims, cell, strict=True)),
            "antal": n,
            "sum": None,
        }
        for period, cells in made.items()
        for cell, n in cells.items()
    ]
