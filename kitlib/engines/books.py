"""Workbooks without python-calamine: its face over openpyxl, xlrd and an .ods' own XML.

Only what `kitlib.reading.workbook` asks for. What is beneath the values (errors, formulas, hidden
rows) is looked at in the file itself by `kitlib.reading.beneath`, here as everywhere.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kitlib.engines.opendocument import ods_pages

__all__ = ["CalamineError", "CalamineWorkbook", "PasswordError"]

Rows = list[list[Any]]
#: A look such as [h]:mm, by which a number of hours is a span of time and no moment.
_LASTS = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0"


class CalamineError(Exception):
    """The file is no workbook, or a damaged one."""


class PasswordError(CalamineError):
    """The workbook is behind a password."""


@dataclass(frozen=True)
class SheetFacts:
    """What is known of a sheet before it is read."""

    name: str
    typ: str
    visible: str


class PageRows:
    """A sheet that was read."""

    def __init__(self, rows: Rows) -> None:
        while rows and all(cell == "" for cell in rows[-1]):
            rows.pop()
        width = max((i + 1 for row in rows for i, c in enumerate(row) if c != ""), default=0)
        self._rows = [row[:width] + [""] * (width - len(row)) for row in rows]
        self.total_height, self.total_width = len(rows), width

    def to_python(self, skip_empty_area: bool = False) -> Rows:
        """Return the rows, the first one row 1 of the spreadsheet."""
        return self._rows


class CalamineWorkbook:
    """A workbook, whichever of the three kinds it is."""

    def __init__(self, content: bytes) -> None:
        self._read: dict[str, Callable[[], Rows]] = {}
        self.sheets_metadata: list[SheetFacts] = []
        try:
            with warnings.catch_warnings():
                # What they miss and make do without; the other library says nothing of it either.
                warnings.simplefilter("ignore")
                self._open(content)
        except (CalamineError, MemoryError):
            raise
        except Exception as error:
            raise CalamineError(type(error).__name__) from None
        self.sheet_names = [page.name for page in self.sheets_metadata]

    @classmethod
    def from_path(cls, path: str) -> CalamineWorkbook:
        """Open a file."""
        return cls(Path(path).read_bytes())

    @classmethod
    def from_filelike(cls, source: Any) -> CalamineWorkbook:
        """Open what is in memory."""
        return cls(source.read())

    def get_sheet_by_name(self, name: str) -> PageRows:
        """Read one sheet."""
        return PageRows(self._read[name]())

    def _open(self, content: bytes) -> None:
        if content.startswith(_OLE):
            self._open_xls(content)
        elif "content.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist():
            for name, visible, rows in ods_pages(content):
                self._page(name, "WorkSheet", visible, lambda rows=rows: rows)  # type: ignore[misc]
        else:
            self._open_xlsx(content)

    def _page(self, name: str, kind: str, visible: bool, rows: Callable[[], Rows]) -> None:
        shown = "Visible" if visible else "Hidden"
        page = SheetFacts(name, f"SheetTypeEnum.{kind}", f"SheetVisibleEnum.{shown}")
        self.sheets_metadata.append(page)
        self._read[name] = rows

    def _open_xlsx(self, content: bytes) -> None:
        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        for sheet in book._sheets:
            kind = "WorkSheet" if hasattr(sheet, "iter_rows") else "ChartSheet"
            visible = sheet.sheet_state == "visible"
            self._page(sheet.title, kind, visible, lambda s=sheet: _xlsx_rows(s))  # type: ignore[misc]

    def _open_xls(self, content: bytes) -> None:
        import xlrd

        try:
            book = xlrd.open_workbook(file_contents=content, formatting_info=True)
        except xlrd.XLRDError as error:
            locked = "ncrypt" in str(error)
            raise (PasswordError("password") if locked else CalamineError("xls")) from None
        for sheet in book.sheets():
            visible = sheet.visibility == 0
            self._page(sheet.name, "WorkSheet", visible, lambda s=sheet: _xls_rows(s, book))  # type: ignore[misc]


def _xlsx_rows(sheet: Any) -> Rows:
    return [[_xlsx_cell(cell) for cell in row] for row in sheet.iter_rows()]


def _xlsx_cell(cell: Any) -> Any:
    from openpyxl.utils.escape import unescape

    value = cell.value
    if isinstance(value, str):
        return "" if cell.data_type == "e" else unescape(value)
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return _day_or_time(value)


def _day_or_time(value: Any) -> Any:
    """Return a time at midnight as the day it is, as the other library does."""
    if isinstance(value, dt.datetime) and value.time() == dt.time(0):
        return value.date()
    return value


def _xls_rows(sheet: Any, book: Any) -> Rows:
    return [[_xls_cell(cell, book) for cell in sheet.row(number)] for number in range(sheet.nrows)]


def _xls_cell(cell: Any, book: Any) -> Any:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype != xlrd.XL_CELL_DATE:
        return cell.value
    look = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    if _LASTS.search(look):
        return dt.timedelta(days=cell.value)
    try:
        moment = xlrd.xldate_as_datetime(cell.value, book.datemode)
    except (ValueError, OverflowError, xlrd.xldate.XLDateError):
        return cell.value
    return moment.time() if cell.value < 1 else _day_or_time(moment)
