"""A place of a table that holds nothing steps back for one that does, and that is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from kitlib.columns import Column
from kitlib.problems import KitError, Problem

if TYPE_CHECKING:
    from kitlib.reading import Workbook

__all__ = ["Place", "step_back"]

_NOTHING = ("ark_tomt", "fil_tom")


class Place(Protocol):
    """A file, or a sheet of an open workbook."""

    @property
    def path(self) -> Path: ...
    @property
    def sheet(self) -> str | None: ...
    @property
    def book(self) -> Workbook | None: ...


P = TypeVar("P", bound=Place)


def step_back(
    places: Sequence[P], others: int, columns: tuple[Column, ...]
) -> tuple[list[P], list[Problem]]:
    """Leave out the places of one table that hold nothing, where another holds something.

    Parameters
    ----------
    places : sequence of Place
        Where the table stands by name.
    others : int
        How many more places there are, known by their headings; each of them holds something.
    columns : tuple of Column
        The table's.

    Returns
    -------
    (list of Place, list of Problem)
        The places left, and what is told of the others.
    """
    if len(places) + others < 2:
        return list(places), []
    empty = [place for place in places if _is_empty(place, columns)]
    if not empty or len(empty) == len(places) + others:
        return list(places), []
    return [place for place in places if place not in empty], [_told(place) for place in empty]


def _is_empty(place: Place, columns: tuple[Column, ...]) -> bool:
    """Tell whether a table has headings and no row below them that is anybody's."""
    from kitlib.reading import open_table, read_columns

    try:
        reading = read_columns(open_table(place.path, place.sheet, book=place.book), columns)
    except KitError as error:
        return all(p.code in _NOTHING for p in error.report)
    rows = any(p.row is not None and p.code != "kolonne_mangler" for p in reading.problems)
    return reading.frame is not None and reading.frame.empty and not rows


def _told(place: Place) -> Problem:
    what = "Filen er tom" if place.sheet is None else "Arket er tomt"
    message = f"{what}, så et andet sted er læst i stedet."
    hint = "Flyt rækkerne herind, eller slet det tomme."
    return Problem(message, hint, place.path.name, place.sheet, level="advarsel", code="tomt_sted")
