"""A table file opened: looked at once, then asked for its headings and its rows."""

from __future__ import annotations

from pathlib import Path

from kitlib.reading.held import as_path
from kitlib.reading.sniff import kind_of
from kitlib.reading.textfile import TextFile
from kitlib.reading.workbook import BookSheet, Workbook

__all__ = ["Opened", "open_table", "opened"]

#: Both can `lay` out where the table stands, and `load` its rows.
Opened = TextFile | BookSheet


def open_table(
    path: str | Path, sheet: str | None = None, *, book: Workbook | None = None
) -> Opened:
    """Open a table file.

    Parameters
    ----------
    path : str or Path
        .csv, .tsv, .txt, .xlsx, .xls or .ods.
    sheet : str, optional
        Sheet of a workbook; the one that fits best where not said.
    book : Workbook, optional
        The workbook, where it is open already.

    Raises
    ------
    KitError
        Where the file as a whole cannot be read.

    Examples
    --------
    >>> open_table("sample_data/solsikken/postits.csv").lay().delimiter
    ';'
    """
    path = as_path(path)
    if book is None and kind_of(path) == "text":
        return TextFile.open(path)
    return BookSheet(book or Workbook.open(path), sheet)


def opened(table: str | Path | Opened, sheet: str | None = None) -> Opened:
    """Return a table that is open already as it is, and open a file."""
    return open_table(table, sheet) if isinstance(table, (str, Path)) else table
