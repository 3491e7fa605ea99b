"""Delimited text -> records of cells, row by row: the engine that can name every fault.

Slow and plain; the C reader in `textfile` is held to it by a test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

__all__ = ["Records", "is_straight", "records"]

# A quoted cell runs to its closing mark, which only a delimiter or the end of a line may follow.
_QUOTED = r' *+"((?:[^"]++|"")*+)"[ ]*+(?=[{d}\r\n]|\Z)'
_BARE = r"([^{d}\r\n]*+)"
# Straight is what every reader reads alike: no line end inside a cell, no mark out of place.
_STRAIGHT = r'(?:(?:"(?:[^"\r\n]++|"")*+"|[^{d}"\r\n]*+)(?:[{d}]|\r?\n|\r|\Z))*+'
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_CODE = re.compile(r"(?=\S*\d)\w{1,10}")


@dataclass(frozen=True)
class Records:
    """Rows of cells as they stand, and what was odd about them.

    Parameters
    ----------
    rows : list of list of str
        One a record.
    stray : list of int
        Positions of rows in which a quotation mark stands that nothing closes; it is kept as a
        sign like any other, so that it swallows no rows below.
    wrapped : list of int
        Positions of rows that stood in quotation marks as a whole, and were parted once more.
    """

    rows: list[list[str]] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)
    wrapped: list[int] = field(default_factory=list)


def records(text: str, delimiter: str, *, starts: list[int] | None = None) -> Records:
    """Part a text into records; a quotation mark that nothing closes is a sign like any other.

    Parameters
    ----------
    text, delimiter : str
        What is parted, and by what.
    starts : list of int, optional
        Is given where in the text each record begins.

    Examples
    --------
    >>> records('a;b\\n"c;d\\ne;f', ";")
    Records(rows=[['a', 'b'], ['"c', 'd'], ['e', 'f']], stray=[1], wrapped=[])
    >>> records('"a;b"\\n"c;d"', ";").rows
    [['a', 'b'], ['c', 'd']]
    """
    found = Records()
    whole: list[int] = []
    start, end = 0, len(text)
    if starts is None:
        start = _plain_lines(text, delimiter, found.rows)
    while start < end:
        if starts is not None:
            starts.append(start)
        start, quoted = _record(text, start, delimiter, found)
        if quoted and delimiter in found.rows[-1][0]:
            whole.append(len(found.rows) - 1)
    _unwrap(found, whole, delimiter)
    return found


def is_straight(text: str, delimiter: str) -> bool:
    """Tell whether every quotation mark opens or closes a cell, and each cell keeps to its line.

    Examples
    --------
    >>> is_straight('a;"b;""c""d"\\n', ";"), is_straight('a;"b\\nc"\\n', ";")
    (True, False)
    """
    return '"' not in text or _patterns(delimiter)[1].fullmatch(text) is not None


@cache
def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    d = re.escape(delimiter)
    return re.compile(f"{_QUOTED}|{_BARE}".format(d=d)), re.compile(_STRAIGHT.format(d=d))


def _plain_lines(text: str, delimiter: str, rows: list[list[str]]) -> int:
    """Add the rows above the first quotation mark, all at once; return where the next begins."""
    mark = text.find('"')
    end = len(text) if mark < 0 else max(text.rfind(e, 0, mark) for e in "\r\n") + 1
    plain = text[:end].replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if end:
        rows += [line.split(delimiter) if line else [] for line in plain.split("\n")]
    return end


def _record(text: str, start: int, delimiter: str, found: Records) -> tuple[int, bool]:
    """Add the record that begins at `start`; return where the next does, and if it was one cell.

    One quoted cell, that is, which may hold a whole line.
    """
    stop = _line_end(text, start)
    line = text[start:stop]
    if '"' not in line:
        found.rows.append(line.split(delimiter) if line else [])
        return _after(text, stop), False
    cell = _patterns(delimiter)[0]
    row: list[str] = []
    stray = quoted = False
    while True:
        match = cell.match(text, start)
        assert match is not None  # a bare cell may be empty
        content = match[1]
        if content is not None and _swallows(content, delimiter, found.rows):
            content = None
        if content is None:
            start, bare = _bare(text, start, delimiter)
            row.append(bare)
            stray |= bare.lstrip().startswith('"')
        else:
            quoted = True
            row.append(content.replace('""', '"'))
            start = match.end()
        if start >= len(text) or text[start] != delimiter:
            break
        start += 1
    if stray:
        found.stray.append(len(found.rows))
    found.rows.append(row)
    return _after(text, start), quoted and len(row) == 1


def _bare(text: str, start: int, delimiter: str) -> tuple[int, str]:
    """Return where a cell that is not quoted ends, and what it says."""
    stop = _line_end(text, start)
    place = text.find(delimiter, start, stop)
    stop = stop if place < 0 else place
    return stop, text[start:stop]


def _line_end(text: str, start: int) -> int:
    stop = text.find("\n", start)
    stop = len(text) if stop < 0 else stop
    carriage = text.find("\r", start, stop)
    return stop if carriage < 0 else carriage


def _after(text: str, stop: int) -> int:
    return stop + (2 if text.startswith("\r\n", stop) else 1)


def _swallows(content: str, delimiter: str, above: list[list[str]]) -> bool:
    """Tell whether a quoted cell holds what begins like a row: a date or a code, a delimiter."""
    if "\n" not in content and "\r" not in content:
        return False
    width = next((len(row) for row in above if len(row) > 1), 0)
    for line in re.split(r"[\r\n]+", content)[1:]:
        first, sign, _ = line.partition(delimiter)
        day, code = _DATE.match(first.strip()), _CODE.fullmatch(first.strip())
        # A comma stands in any note; then the line must have as many cells as the table.
        fits = line.count(delimiter) == width - 1
        if sign and ((day and (fits or delimiter != ",")) or (code and fits)):
            return True
    return False


def _unwrap(found: Records, whole: list[int], delimiter: str) -> None:
    """Part rows that stood in quotation marks as a whole, where the headings have columns."""
    if not whole:
        return
    parted = {i: records(found.rows[i][0], delimiter).rows for i in whole}
    first = next(i for i, row in enumerate(found.rows) if any(row))
    width = len(parted[first][0]) if first in parted else len(found.rows[first])
    for i, rows in parted.items():
        if width > 1 and len(rows) == 1:
            found.rows[i] = rows[0]
            found.wrapped.append(i)
