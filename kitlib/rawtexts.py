"""Every text in a folder's files as it stands, whatever reading makes of it: row by row.

A worry for a child is looked for here, so that one in a row that is dropped, in a sheet nobody
reads or sees, or in a comment on a cell, is answered too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from kitlib.problems import KitError
from kitlib.viewwords import FILE, read_own_words

__all__ = ["OWN_DILEMMAS", "dilemmas", "texts_in_files"]

#: A team's own dilemmas, one a line.
OWN_DILEMMAS = "dilemmaer.txt"

#: File, sheet, row as it is numbered there (None where it stands in none), and the text.
RawText = tuple[str, str | None, int | None, str]

_BOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
_TABLES = {".csv", ".tsv", ".txt", *_BOOKS}
_LINES = {".vtt", ".srt", ".sbv", ".eaf"}
_SETTINGS = "om.toml"
_TAG = re.compile(r"<[^>]*>")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


def texts_in_files(folder: Path) -> Iterator[RawText]:
    """Yield each text of each file a team has, and where it stands.

    A file that cannot be read is passed by; reading says what is wrong with it.
    """
    for path in sorted(folder.iterdir(), key=lambda p: p.name.casefold()):
        if path.name.startswith((".", "~$")) or not path.is_file():
            continue
        try:
            yield from _texts(path)
        except (KitError, OSError, ValueError):
            continue
    for _, said in read_own_words(folder)[0]:
        yield FILE, None, None, said


def _texts(path: Path) -> Iterator[RawText]:
    from kitlib.privacy.forget.grids import grids
    from kitlib.privacy.forget.textfiles import read_text

    suffix = path.suffix.casefold()
    if suffix in _TABLES:
        for sheet, grid in grids(path, hidden=True):
            for number, cells in enumerate(grid, start=1):
                yield from ((path.name, sheet, number, cell) for cell in cells if cell.strip())
        if suffix in _BOOKS:
            yield from _comments(path)
    elif suffix in _LINES or path.name == _SETTINGS:
        lines = read_text(path.read_bytes()).splitlines()
        for number, line in enumerate(lines, start=1):
            texts = _values(line) if path.name == _SETTINGS else [unescape(_TAG.sub(" ", line))]
            yield from ((path.name, None, number, t.strip()) for t in texts if t.strip())


def _values(line: str) -> list[str]:
    """Return each text on a line of om.toml by itself, and then what stands beside them.

    A leader who sets a worry aside sets aside what is shown, and that is the text alone.
    """
    if line.lstrip().startswith("#"):
        return []
    beside = _QUOTED.sub("", line).partition("#")[0]
    return [*(found[1] for found in _QUOTED.finditer(line)), beside]


def _comments(path: Path) -> Iterator[RawText]:
    from kitlib.reading import Workbook

    book = Workbook.open(path)
    for sheet in (*book.visible, *book.hidden):
        below = book.beneath(sheet)
        for (row, _), text in below.comments.items():
            yield path.name, sheet, row + 1, text
        # In a box, or above and below the page.
        yield from ((path.name, sheet, None, text) for text in below.asides)


def dilemmas(path: Path) -> list[str]:
    """Read the team's own dilemmas: one on each line; empty lines and lines with # are passed.

    Raises
    ------
    KitError
        Where the file cannot be read as text.
    """
    from kitlib.texts import read_text

    lines = (line.strip() for line in read_text(path).splitlines())
    return [line for line in lines if line and not line.startswith("#")]
