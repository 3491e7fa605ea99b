"""A workbook of one sheet whose XML is written by hand."""

from __future__ import annotations

import zipfile
from pathlib import Path

CASES = Path(__file__).parents[1] / "cases"
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)


def sheet_of(path: Path, body: str, encoding: str = "utf-8") -> Path:
    """Write a workbook with a sheet 'postits' of these rows."""
    old = CASES / "xlsx_far_row" / "postits.xlsx"
    with zipfile.ZipFile(old) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in parts.namelist():
            sheet = SHEET.format(body).encode(encoding)
            new.writestr(name, sheet if "worksheets" in name else parts.read(name))
    return path
