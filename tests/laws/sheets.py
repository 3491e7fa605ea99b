"""A sheet as people leave it, written by what saves .xlsx, .xls and .ods."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.laws.oldxls import workbook

ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!")


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: a value, how it is shown, and what hangs on it.

    Parameters
    ----------
    value : str, float, bool, date, datetime, time or None
        None where it is blank.
    look : str
        "procent", "fejl" (an error), "formel" (one without its result), or as its kind is shown.
    note : bool
        Whether a comment hangs on it.
    """

    value: Any = None
    look: str = ""
    note: bool = False

    @property
    def filled(self) -> bool:
        """Whether a person sees something, or would if the program had done its sum."""
        return self.look == "formel" or not (
            self.value is None or (isinstance(self.value, str) and not self.value.strip())
        )


Grid = list[list[Cell]]
Spans = tuple[tuple[int, int, int], ...]


def _cells(grid: Grid) -> Iterator[tuple[int, int, Cell]]:
    for i, row in enumerate(grid):
        for j, cell in enumerate(row):
            if cell.value is not None or cell.look:
                yield i, j, cell


def write_xlsx(path: Path, grid: Grid, spans: Spans, *, since_1904: bool = False) -> None:
    """Write a sheet 'ark' as .xlsx."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = Workbook()
    if since_1904:
        book.epoch = CALENDAR_MAC_1904
    page = book.active
    page.title = "ark"
    for i, j, cell in _cells(grid):
        new = page.cell(i + 1, j + 1)
        if cell.look == "formel":
            new.value = "=1+1"
        elif isinstance(cell.value, str) and cell.look != "fejl":
            new.value = cell.value.replace("\x0b", "_x000B_")
            new.data_type = "s"
        elif cell.value is not None:
            new.value = cell.value
        if cell.look == "procent":
            new.number_format = "0%"
        if cell.note:
            new.comment = Comment("Husk det her", "")
    for top, bottom, column in spans:
        page.merge_cells(
            start_row=top + 1, end_row=bottom + 1, start_column=column + 1, end_column=column + 1
        )
    book.save(path)


def write_xls(path: Path, grid: Grid, spans: Spans, *, since_1904: bool = False) -> None:
    """Write a sheet 'ark' as .xls; it keeps a result for each formula, and here no comments."""
    looks = {datetime: "dag og tid", date: "dag", time: "tid"}
    cells = [
        (i, j, cell.value, "procent" if cell.look == "procent" else looks.get(type(cell.value), ""))
        for i, j, cell in _cells(grid)
        if cell.look != "formel"
    ]
    path.write_bytes(workbook("ark", cells, spans, since_1904=since_1904))


_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="ark">{}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)
_NOTE = "<office:annotation><text:p>Husk det her</text:p></office:annotation>"


def _ods_cell(cell: Cell, rows: int) -> str:
    value, kind = cell.value, ""
    shown = "" if value is None else escape(str(value).replace("\x0b", "\n"))
    words = "".join(f"<text:p>{line}</text:p>" for line in shown.split("\n"))
    match value:
        case bool():
            kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
        case int() | float():
            name = "percentage" if cell.look == "procent" else "float"
            kind = f'office:value-type="{name}" office:value="{value}"'
        case date():
            kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        case time():
            kind = f'office:value-type="time" office:time-value="PT{value:%HH%MM%SS}"'
        case str():
            kind = 'office:value-type="string"'
    if cell.look == "fejl":
        kind = 'table:formula="of:=X" office:value-type="string" calcext:value-type="error"'
    if cell.look == "formel":
        kind, words = 'table:formula="of:=1+1"', ""
    spanned = f' table:number-rows-spanned="{rows}"' if rows > 1 else ""
    note = _NOTE if cell.note else ""
    return f"<table:table-cell {kind}{spanned}>{note}{words}</table:table-cell>"


def write_ods(path: Path, grid: Grid, spans: Spans, *, since_1904: bool = False) -> None:
    """Write a sheet 'ark' as .ods, whose days are days in any calendar."""
    tops = {(top, column): bottom - top + 1 for top, bottom, column in spans}
    rows = []
    for i, row in enumerate(grid):
        cells = "".join(
            "<table:table-cell/>"
            if cell.value is None and not cell.look
            else _ods_cell(cell, tops.get((i, j), 1))
            for j, cell in enumerate(row)
        )
        rows.append(f"<table:table-row>{cells or '<table:table-cell/>'}</table:table-row>")
    with zipfile.ZipFile(path, "w") as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr("META-INF/manifest.xml", _MANIFEST)
        new.writestr("content.xml", _ODS.format("".join(rows)))


WRITERS = {"xlsx": write_xlsx, "xls": write_xls, "ods": write_ods}
