"""A workbook read in a process of its own, which may die alone.

The library reads a workbook as the file says it is: a length of 4 GB in a damaged record, or 4
billion shared texts in an attribute, is asked for, and what cannot be had ends the process, a
notebook's kernel with it. So the process that ends is another one, which may use a little memory
and some seconds. An old workbook is always read there; one in XML (.xlsx and .ods), whose cells and
letters are counted before the library sees it, where some number in it is larger than any program
writes: of those that are read here, none that `benchmarks/fuzz.py` spoils has ended a process.
"""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from pickle import loads
from typing import Any

from kitlib.reading.apart_reader import TOO_MUCH
from kitlib.reading.beneath.model import MAX_LETTERS, TooMuchText

__all__ = ["MEMORY", "SECONDS", "BookApart", "DiedAlone", "is_risky"]

#: What the process may use; an .xls has at most 65,536 rows of 256 columns a sheet.
MEMORY, SECONDS = 2 << 30, 60

#: An attribute that is a number beyond every row and column, or written so as not to be seen.
_TOLD = re.compile(rb"""=\s*["']\s*\+?(?:0*[1-9]\d{7}|\d*&#)""")
_PLAIN = re.compile(
    rb"""\A(?:\xef\xbb\xbf)?\s*<(?!\?xml[^>]*encoding\s*=\s*["'](?!utf-?8["']))""", re.I
)
#: Parts whose numbers are looked at by `beneath`, and those the library does not open.
_PASSED = re.compile(r"xl/worksheets/[^/]+|content\.xml|.*/(?:drawings|charts|theme|media)/.*")

_READER = Path(__file__).with_name("apart_reader.py")


def is_risky(content: Any) -> bool:
    """Tell whether a workbook in XML is to be read in a process of its own.

    Parameters
    ----------
    content : Path or file
        What `zipfile` opens.
    """
    with zipfile.ZipFile(content) as archive:
        names = [n for n in archive.namelist() if n.endswith((".xml", ".rels"))]
        texts = (archive.read(name) for name in names if not _PASSED.fullmatch(name))
        return any(not _PLAIN.match(text) or _TOLD.search(text) for text in texts if text)


class DiedAlone(Exception):
    """The process that read a file ended, or would not."""


@dataclass(frozen=True)
class _Page:
    """A sheet, as the library tells of it."""

    name: str
    typ: str
    visible: str


@dataclass(frozen=True)
class _Cells:
    """A sheet's cells, under the names the library has for them."""

    total_height: int
    total_width: int
    rows: list[list[Any]] = field(repr=False)

    def to_python(self, *, skip_empty_area: bool) -> list[list[Any]]:
        return self.rows


class BookApart:
    """What `CalamineWorkbook` gives of a workbook, read in a process of its own.

    Parameters
    ----------
    content : bytes
        An .xls.

    Raises
    ------
    DiedAlone
        Where the process ended or took too long.
    ValueError
        Where the library says that the file is no workbook; its words are the error's.
    """

    def __init__(
        self,
        content: bytes,
        *,
        seconds: float = SECONDS,
        memory: int = MEMORY,
        letters: int = MAX_LETTERS,
    ) -> None:
        pages, self._sheets = _asked(content, seconds, memory, letters)
        self.sheets_metadata = [_Page(*page) for page in pages]
        self.sheet_names = [page.name for page in self.sheets_metadata]

    def get_sheet_by_name(self, name: str) -> _Cells:
        """Return a sheet; one that could not be read says so when it is asked for."""
        found = self._sheets[name]
        if found == TOO_MUCH:
            raise TooMuchText
        if isinstance(found, str):
            raise ValueError(found)
        return _Cells(*found)


def _asked(
    content: bytes, seconds: float, memory: int, letters: int
) -> tuple[list[Any], dict[str, Any]]:
    # Without the user's own start of Python, and without this package: it starts in a tenth.
    command = [sys.executable, "-I", str(_READER), str(memory), str(letters)]
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            timeout=seconds,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise DiedAlone from None
    if done.returncode or not done.stdout:
        raise DiedAlone
    said: Any = loads(done.stdout)
    if isinstance(said, str):
        raise ValueError(said)
    return said  # type: ignore[no-any-return]
