"""Delimited text -> records of cells, row by row: the engine that can name every fault.

Slow and plain; the C reader in `textfile` is held to it by a test.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from itertools import chain, islice

__all__ = ["Records", "records"]


# Comes after the last line; a quotation mark left open above swallows it.
_END = "\ue000"


@dataclass(frozen=True)
class Records:
    """Rows of cells as they stand, and which of them a quotation mark is left open in.

    Parameters
    ----------
    rows : list of list of str
        A broken row is empty.
    broken : list of int
        Positions from 0.
    """

    rows: list[list[str]] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)


def records(text: str, delimiter: str) -> Records:
    """Part a text into records; a quotation mark that is never closed costs its own line only.

    Examples
    --------
    >>> records('a;b\\n"c;d\\ne;f', ";")
    Records(rows=[['a', 'b'], [], ['e', 'f']], broken=[1])
    """
    lines = io.StringIO(text, newline="").readlines()
    found = Records()
    start = 0
    while start < len(lines):
        broken = _read(lines, start, delimiter, found.rows)
        if broken is None:
            break
        found.broken.append(len(found.rows))
        found.rows.append([])
        start = broken + 1
    return found


def _read(lines: list[str], start: int, delimiter: str, rows: list[list[str]]) -> int | None:
    """Add records from a line on; return the line of a quotation mark that is left open."""
    reader = csv.reader(chain(islice(lines, start, None), [_END]), delimiter=delimiter)
    last = len(lines) - start + 1
    before = 0
    while True:
        try:
            record = next(reader)
        except csv.Error:  # a cell longer than any cell is
            return start + before
        if reader.line_num == last:
            return None if record == [_END] else start + before
        before = reader.line_num
        rows.append(record)
