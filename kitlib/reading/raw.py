"""What lies between a file and a frame: columns of cells as they stand, not yet understood.

A column is held as its different cells and where they stand, so that a million rows of six
answers cost six conversions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from kitlib.problems import Problem

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Cells", "Codes", "Raw", "letter"]

Codes = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Cells:
    """One column: its different cells, and for each row which of them, -1 where blank.

    Parameters
    ----------
    uniques : list
        The different cells as they stand: str, and from workbooks also numbers and dates.
    codes : array of int
        One a row.
    """

    uniques: list[Any]
    codes: Codes

    @classmethod
    def of(cls, values: Iterable[object]) -> Cells:
        """Gather cells one by one; 1, 1.0 and True are kept apart."""
        seen: dict[tuple[type, object], int] = {}
        uniques: list[object] = []
        codes = []
        for value in values:
            if value is None or value == "":
                codes.append(-1)
                continue
            key = (type(value), value)
            code = seen.get(key)
            if code is None:
                code = seen[key] = len(uniques)
                uniques.append(value)
            codes.append(code)
        return cls(uniques, np.array(codes, dtype=np.intp))

    @classmethod
    def of_series(cls, values: pd.Series) -> Cells:
        """Gather the cells of a pandas column read from text."""
        import pandas as pd

        codes, uniques = pd.factorize(values)
        return cls(list(uniques.tolist()), codes)

    @property
    def filled(self) -> npt.NDArray[np.bool_]:
        """Where a row has something in this column (padding counts until it is stripped)."""
        return self.codes >= 0

    def where(self, flags: Sequence[bool]) -> npt.NDArray[np.bool_]:
        """Return where rows hold a cell whose flag is set."""
        # The last place answers for -1.
        return np.array([*flags, False], dtype=bool)[self.codes]


@dataclass(frozen=True, eq=False)
class Raw:
    """A table as it stands in a file.

    Parameters
    ----------
    headings : tuple of str
        As written, stripped; "" where there is none.
    columns : tuple of Cells or Series
        One a heading. A Series where the reader already knows the type (whole numbers, text).
    rows : array of int
        Row number of each row, as the spreadsheet shows it.
    delimiter : str, optional
        Of a text file; None for a workbook.
    """

    headings: tuple[str, ...]
    columns: tuple[Cells | pd.Series, ...]
    rows: npt.NDArray[np.int64]
    header_row: int = 1
    delimiter: str | None = None
    sheet: str | None = None
    problems: list[Problem] = field(default_factory=list)

    def cells(self, position: int) -> Cells:
        """Return one column as cells."""
        column = self.columns[position]
        return column if isinstance(column, Cells) else Cells.of_series(column)


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
