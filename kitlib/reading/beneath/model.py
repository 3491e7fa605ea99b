"""The one shape of what lies beneath the cells, whichever program saved the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import ClassVar, Protocol

__all__ = [
    "MAX_CELLS",
    "MAX_LETTERS",
    "Beneath",
    "MergedCell",
    "Place",
    "TooFar",
    "TooMuchText",
    "Under",
    "afresh",
]

#: Row and column, both from 0.
Place = tuple[int, int]

#: A dense sheet beyond this fills the memory of a laptop; 40 columns of a full sheet are below.
MAX_CELLS = 42_000_000
#: Letters in the cells of a sheet, where twenty times what a team may have (5 million) is read.
MAX_LETTERS = 100_000_000


def afresh(content: Path | BytesIO) -> Path | BytesIO:
    """Return what a library can read from its first byte, however far others have read."""
    return content if isinstance(content, Path) else BytesIO(content.getvalue())


class TooFar(Exception):
    """A sheet whose cells reach further than the memory does."""


class TooMuchText(TooFar):
    """A sheet whose cells hold more letters than the memory does, by one text in many of them."""


@dataclass(frozen=True)
class MergedCell:
    """A merged cell: its first row and column, and how many of each it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Beneath:
    """What a sheet holds beside its values.

    Parameters
    ----------
    errors : mapping of Place to str
        Cells that show an error, and which ("#REF!").
    uncomputed : frozenset of Place
        Cells whose formula stands without its result.
    merged : tuple of MergedCell
        Merged cells.
    hidden_rows, hidden_columns : frozenset of int
        Rows (filtered ones too) and columns nobody sees.
    comments : mapping of Place to str
        Comments on cells.
    formats : mapping of Place to str
        The number formats of cells that may show something else than their number.
    boxes : tuple of str
        What stands in boxes that lie on the sheet, and is in no cell.
    margins : tuple of str
        What is printed above and below the sheet, beside its page number and the like.
    pictures : int
        Pictures that lie on the sheet, and are in no cell.
    """

    errors: Mapping[Place, str] = field(default_factory=dict)
    uncomputed: frozenset[Place] = frozenset()
    merged: tuple[MergedCell, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[Place, str] = field(default_factory=dict)
    formats: Mapping[Place, str] = field(default_factory=dict)
    boxes: tuple[str, ...] = ()
    margins: tuple[str, ...] = ()
    pictures: int = 0

    @property
    def asides(self) -> tuple[str, ...]:
        """What is said on the sheet in no cell, and so not read: looked through for names."""
        return (*self.boxes, *self.margins)


class Under(Protocol):
    """A workbook that can be looked beneath."""

    #: What the name of such a file ends in.
    suffixes: ClassVar[frozenset[str]]

    @property
    def source(self) -> Path | BytesIO:
        """What the library is to open."""

    def check(self) -> None:
        """Look at what the library reads as soon as it opens the file.

        Raises
        ------
        TooFar
            Where that would fill the memory.
        """

    def sheet(self, name: str) -> Beneath:
        """Look at one sheet.

        Raises
        ------
        TooFar
            Where reading it would fill the memory.
        """
