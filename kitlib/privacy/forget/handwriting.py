"""Pictures of handwriting: no search finds a word in them, so the rows that name them are asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from kitlib.packed import Closed
from kitlib.privacy.forget.grids import grids
from kitlib.privacy.forget.person import Person
from kitlib.problems import KitError

__all__ = ["FOLDER", "is_handwriting", "pictures_about", "pictures_in"]

#: The folder of a team's pictures of handwriting.
FOLDER = "sedler"

_TABLES = {".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods"}
_PLACE = re.compile(rf"\s*{FOLDER}[/\\]([\w.-]+\.jpe?g)\s*", re.IGNORECASE)


def is_handwriting(folder: Path, path: Path) -> bool:
    """Whether a file is a picture of handwriting in a team's folder.

    Examples
    --------
    >>> is_handwriting(Path("team"), Path("team/sedler/a1.jpg"))
    True
    """
    return path.parent == folder / FOLDER and path.suffix.casefold() in (".jpg", ".jpeg")


def pictures_in(row: Sequence[str]) -> list[str]:
    """Return the names of the pictures a row names.

    Examples
    --------
    >>> pictures_in(["B07", "sedler/a1.jpg"])
    ['a1.jpg']
    """
    return [found[1] for cell in row if (found := _PLACE.fullmatch(cell))]


def pictures_about(folder: Path, person: Person) -> set[Path]:
    """Return the pictures that are about a person or may name them: their rows say so."""
    if not (folder / FOLDER).is_dir():
        return set()
    rows = (row for row in _rows(folder) if person.is_in_any(row))
    return {folder / FOLDER / name for row in rows for name in pictures_in(row)}


def _rows(folder: Path) -> Iterator[list[str]]:
    for path in sorted(folder.iterdir()):
        if path.suffix.casefold() not in _TABLES or not path.is_file():
            continue
        try:
            for _, grid in grids(path):
                yield from grid
        except (KitError, Closed):
            continue  # such a file is told of by itself
