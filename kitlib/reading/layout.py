"""How a table lies in its file: which delimiter, and which row holds the headings."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Sequence

from kitlib.reading.cells import as_text, is_blank, parse_date, parse_number

__all__ = ["Match", "body_width", "find_delimiter", "find_header", "lacks_header", "sep_line"]

#: Tells which declared column a heading stands for, or None.
Match = Callable[[str], str | None]

_DELIMITERS = ";\t,"
_SEP = re.compile(r'\ufeff?"?sep=(.)"?\s*', re.IGNORECASE)
_TOP = 80  # no title block is longer
_YEARS = range(1900, 2101)


def sep_line(text: str) -> str | None:
    """Return the delimiter a first line such as "sep=;" names, or None.

    Examples
    --------
    >>> sep_line("sep=;")
    ';'
    """
    match = _SEP.fullmatch(text)
    return match[1] if match else None


def find_delimiter(head: str, match: Match | None = None) -> str:
    """Find the delimiter from the top of a file.

    The one that gives most known headings; where none is known, the one under which most rows
    have the same number of cells. A decimal comma is in the rows and not in the headings, so it
    loses by a row.

    Examples
    --------
    >>> find_delimiter("alder;andel\\n0-9;4,8\\n10-19;7,7\\n")
    ';'
    """
    best, best_score = ";", (0, 0.0, 0)
    for delimiter in _DELIMITERS:
        if delimiter not in head:
            continue
        records = _records(head, delimiter)
        widths = Counter(len(r) for r in records if r)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
        known = max((_known(r, match) for r in records[:_TOP]), default=0) if match else 0
        share = count / widths.total() if width > 1 else 0.0
        score = (known, round(share, 3), width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _records(head: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(head.splitlines(keepends=True), delimiter=delimiter))
    except csv.Error:
        return [line.split(delimiter) for line in head.splitlines()]


def _known(row: Sequence[object], match: Match) -> int:
    return len({match(c) for c in row if isinstance(c, str) and c.strip()} - {None})


def body_width(rows: Sequence[Sequence[object]]) -> int:
    """Return how many columns most rows reach."""
    reach = Counter(w for w in map(_reach, rows) if w)
    return max(reach.items(), key=lambda item: (item[1], item[0]))[0] if reach else 0


def _reach(row: Sequence[object]) -> int:
    return max((i + 1 for i, cell in enumerate(row) if not is_blank(cell)), default=0)


def find_header(rows: Sequence[Sequence[object]], match: Match | None = None) -> int | None:
    """Find the row that holds the headings, below titles and blank lines.

    Parameters
    ----------
    rows : sequence of rows
        The top of the table.
    match : callable, optional
        Tells known headings. The row with most of them wins; without any, the first row as wide
        as the rows below it.

    Returns
    -------
    int or None
        Position from 0; None where every row is blank.

    Examples
    --------
    >>> find_header([["Uge 9"], [], ["dato", "observation"], ["3-3-2026", "a"], ["4-3-2026", "b"]])
    2
    """
    if match:
        hits = [_known(row, match) for row in rows[:_TOP]]
        most = max(hits, default=0)
        if most:
            return hits.index(most)
    width = body_width(rows)
    if not width:
        return None
    found = next(i for i, row in enumerate(rows) if _reach(row) >= width)
    before = [i for i in range(found) if _reach(rows[i]) > 1]
    if before and _looks_like_data(rows[found]) and not _looks_like_data(rows[before[-1]]):
        return before[-1]  # the last headings are missing
    return found


def _looks_like_data(row: Sequence[object]) -> bool:
    """A number that is no year, or a date, stands in no heading."""
    for cell in row:
        if is_blank(cell):
            continue
        if not isinstance(cell, str):
            return True
        number = parse_number(cell)
        if (number is not None and number not in _YEARS) or parse_date(cell):
            return True
    return False


def lacks_header(rows: Sequence[Sequence[object]], header: int) -> bool:
    """Tell whether the row taken for headings is data: its words come again right below it."""
    again = []
    for j, cell in enumerate(rows[header]):
        if is_blank(cell) or not isinstance(cell, str) or parse_number(cell) is not None:
            continue
        below = (as_text(r[j]) for r in rows[header + 1 :] if j < len(r))
        again.append(as_text(cell) in below)
    return any(again) and (not all(again) or _looks_like_data(rows[header]))
