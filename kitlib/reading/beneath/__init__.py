"""What a workbook holds beside the values a library gives, and whether it is safe to hand over.

The library gives an error as a blank, and a formula without a result as well; it says nothing of
hidden rows or comments, and a cell far out makes it ask for more memory than there is, which ends
the whole process. So the file itself is looked at, first and by us.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from kitlib.reading.beneath.model import (
    MAX_CELLS,
    MAX_LETTERS,
    Beneath,
    TooFar,
    TooMuchText,
    Under,
)
from kitlib.reading.beneath.ods import UnderOds
from kitlib.reading.beneath.xls import UnderXls, root_names
from kitlib.reading.beneath.xlsx import UnderXlsx

__all__ = [
    "MAX_CELLS",
    "MAX_LETTERS",
    "Beneath",
    "TooFar",
    "TooMuchText",
    "Under",
    "beneath",
    "root_names",
]


def beneath(content: Path | BytesIO) -> Under:
    """Return what can look beneath a workbook.

    Parameters
    ----------
    content : Path or BytesIO
        An .xlsx, .xlsm, .ods or .xls; told apart by content and not by name.
    """
    if not is_zipfile(content):
        return UnderXls(content)
    with ZipFile(content) as archive:
        is_ods = "content.xml" in archive.namelist()
    return UnderOds(content) if is_ods else UnderXlsx(content)
