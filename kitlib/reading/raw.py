"""What lies between a file and a frame: columns of cells as they stand, not yet understood.

A column is held as its different cells and where they stand, so that a million rows of six
answers cost six conversions.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from kitlib.problems import Problem
from kitlib.reading.values.formats import Shown

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Cells", "Codes", "Raw", "Unread", "Whole", "letter"]

Codes = npt.NDArray[np.intp]
#: A column of nothing but whole numbers.
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Cells:
    """One column: its different cells, and for each row which of them, -1 where blank.

    Parameters
    ----------
    uniques : list
        The different cells as they stand: str, and from workbooks also numbers, dates and `Unread`.
    codes : array of int
        One a row.
    """

    uniques: list[Any]
    codes: Codes

    @classmethod
    def of(cls, values: Iterable[object]) -> Cells:
        """Gather cells of any kind; 1, 1.0 and True are kept apart."""
        # A number that is shown as a text is told from others by that text.
        kinds = [(v.text if type(v) is Shown else type(v), v) for v in values]
        places = dict.fromkeys(kinds)
        for blank in ((type(None), None), (str, "")):
            places.pop(blank, None)
        uniques = [value for _, value in places]
        return cls(uniques, _codes(kinds, places))

    @classmethod
    def of_text(cls, values: Sequence[str]) -> Cells:
        """Gather cells that are all text."""
        places = dict.fromkeys(values)
        places.pop("", None)
        return cls([*places], _codes(values, places))

    @classmethod
    def of_series(cls, values: pd.Series) -> Cells:
        """Gather the cells of a pandas column read from text."""
        import pandas as pd

        codes, uniques = pd.factorize(values)
        return cls(uniques.tolist(), codes)

    @classmethod
    def blank(cls, n: int) -> Cells:
        """Return n cells with nothing in them."""
        return cls([], np.full(n, -1, dtype=np.intp))

    @property
    def filled(self) -> npt.NDArray[np.bool_]:
        """Where a row has something in this column (padding counts until it is stripped)."""
        return self.codes >= 0

    def had(self) -> Cells:
        """Return the same column with what could not be had as blank."""
        if not any(isinstance(c, Unread) for c in self.uniques):
            return self
        return Cells([None if isinstance(c, Unread) else c for c in self.uniques], self.codes)

    def where(self, flags: Iterable[bool]) -> npt.NDArray[np.bool_]:
        """Return where rows hold a cell whose flag is set."""
        # The last place answers for -1.
        return np.array([*flags, False], dtype=bool)[self.codes]


def _codes(values: Sequence[Any], places: dict[Any, Any]) -> Codes:
    numbers = dict(zip(places, range(len(places)), strict=True))
    blanks = itertools.repeat(-1)
    return np.fromiter(map(numbers.get, values, blanks), dtype=np.intp, count=len(values))


@dataclass(frozen=True)
class Unread:
    """A cell that holds something which could not be had: why, and what to do, as sentences."""

    why: str
    hint: str


@dataclass(frozen=True, eq=False)
class Raw:
    """The rows of a table as they stand in a file.

    Parameters
    ----------
    columns : tuple of Cells or array of int64
        One a heading. An array where the reader already saw nothing but whole numbers.
    rows : array of int
        Row number of each row, as the spreadsheet shows it.
    problems : tuple of Problem
        Rows that could not be taken in.
    """

    columns: tuple[Cells | Whole, ...]
    rows: Whole
    problems: tuple[Problem, ...] = ()


def letter(position: int) -> str:
    """Name a column as the spreadsheet does, from 0.

    Examples
    --------
    >>> letter(0), letter(27)
    ('A', 'AB')
    """
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name
