"""The tables of a file as they stand: rows of texts, the first one row 1 of the spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from kitlib.dansk import number
from kitlib.privacy.forget.textfiles import read_text, table_cells
from kitlib.reading.sniff import check_size

__all__ = ["Grid", "grids"]

Grid = list[list[str]]


def grids(path: Path, *, hidden: bool = False) -> Iterator[tuple[str | None, Grid]]:
    """Walk the tables of a file by sheet; one without a name for a text file.

    Parameters
    ----------
    hidden : bool
        Whether sheets that nobody sees are walked too.

    Raises
    ------
    KitError
        Where the file cannot be read.
    """
    if path.suffix.casefold() in (".xlsx", ".xlsm", ".xls", ".ods"):
        from kitlib.reading import Workbook

        book = Workbook.open(path)
        for sheet in (*book.visible, *(book.hidden if hidden else ())):
            yield sheet, [[_text(cell) for cell in row] for row in book.rows(sheet)]
    else:
        check_size(path)
        yield None, table_cells(read_text(path.read_bytes()))


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%d-%m-%Y}"
    if isinstance(cell, date):
        return f"{cell:%d-%m-%Y}"
    if isinstance(cell, float):
        return number(cell)
    return str(cell)
