"""How a table lies in its file: which delimiter, and which row holds the headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kitlib.problems import Problem
from kitlib.reading.values.cells import as_text, is_blank, parse_date, parse_number

__all__ = [
    "DELIMITERS",
    "Layout",
    "Match",
    "find_delimiter",
    "find_header",
    "lacks_header",
    "looks_like_data",
    "more_than_titles",
    "sep_line",
]

#: Tells which declared column a heading stands for, or None.
Match = Callable[[str], str | None]

#: In the order they are tried; the first where nothing tells.
DELIMITERS = ";\t,"
_SEP = re.compile(r'\ufeff?"?sep=(.)"?\s*', re.IGNORECASE)
_TOP = 80  # no title block is longer
_YEARS = range(1900, 2101)
_ABOVE = Problem(
    "Det, der står over overskrifterne, er ikke læst med.",
    "Flyt overskrifterne op over det, hvis det er en del af tabellen.",
    level="advarsel",
    code="over_overskrifter",
)


@dataclass(frozen=True)
class Layout:
    """Where a table stands in its file.

    Parameters
    ----------
    headings : tuple of str
        As written, padding aside; "" where there is none.
    skip : int
        Records above the first row of data, a sep= line included.
    shift : int
        1 where there is a sep= line, which no spreadsheet shows or numbers.
    delimiter, sheet : str, optional
        Of a text file, and of a workbook.
    above : tuple of int
        Rows above the headings that hold more than a title, and are not read.
    nameless : tuple of int
        Positions of columns without a heading in the file.
    """

    headings: tuple[str, ...]
    skip: int
    shift: int = 0
    delimiter: str | None = None
    sheet: str | None = None
    above: tuple[int, ...] = ()
    nameless: tuple[int, ...] = ()

    @property
    def told(self) -> tuple[Problem, ...]:
        """What is said of rows that are left out by where the headings stand."""
        if not self.above:
            return ()
        more = self.above if len(self.above) > 1 else ()
        return (replace(_ABOVE, row=self.above[0], rows=more),)

    @property
    def header_row(self) -> int:
        """Row of the headings, as the spreadsheet numbers it."""
        return max(self.skip - self.shift, 1)

    @property
    def first_row(self) -> int:
        """Row of the first data."""
        return self.skip - self.shift + 1


def sep_line(text: str) -> str | None:
    """Return the delimiter a first line such as "sep=;" names, or None.

    Examples
    --------
    >>> sep_line("sep=;")
    ';'
    """
    match = _SEP.fullmatch(text)
    return match[1] if match else None


def find_delimiter(
    records: Mapping[str, Sequence[Sequence[str]]], match: Match | None = None
) -> str:
    """Find the delimiter from the top of a file.

    The one that gives most known headings; where none is known, the one under which most rows
    have the same number of cells. A decimal comma is in the rows and not in the headings, so it
    loses by a row.

    Parameters
    ----------
    records : mapping of str to rows
        The top of the file as each of `DELIMITERS` parts it.
    match : callable, optional
        Tells known headings.

    Examples
    --------
    >>> find_delimiter({",": [["a;b"], ["x;4", "8"]], ";": [["a", "b"], ["x", "4,8"]]})
    ';'
    """
    best, best_score = DELIMITERS[0], (0, 0.0, 0)
    for delimiter, rows in records.items():
        widths = Counter(len(r) for r in rows if r)
        if not widths or max(widths) < best_score[0]:
            continue  # no row has room for as many known headings as were found already
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
        known = _most_known(rows[:_TOP], match)[0]
        share = count / widths.total() if width > 1 else 0.0
        score = (known, round(share, 3), width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _most_known(rows: Sequence[Sequence[object]], match: Match | None) -> tuple[int, int]:
    """Return how many known headings a row has at most, and the first row that has so many."""
    most, place = 0, 0
    if match is None:
        return most, place
    room = max(map(len, rows), default=0)
    for i, row in enumerate(rows):
        known = len({match(c) for c in row if isinstance(c, str) and c.strip()} - {None})
        if known > most:
            most, place = known, i
        if most == room:
            break
    return most, place


def _body_width(rows: Sequence[Sequence[object]]) -> int:
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
    most, place = _most_known(rows[:_TOP], match)
    if most:
        return place
    width = _body_width(rows)
    if not width:
        return None
    found = next(i for i, row in enumerate(rows) if _reach(row) >= width)
    before = [i for i in range(found) if _reach(rows[i]) > 1]
    if before and looks_like_data(rows[found]) and not looks_like_data(rows[before[-1]]):
        return before[-1]  # the last headings are missing
    return found


def looks_like_data(row: Sequence[object]) -> bool:
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


def more_than_titles(rows: Sequence[Sequence[object]]) -> tuple[int, ...]:
    """Return the places of rows that hold more than a title: several cells, a number or a date.

    Examples
    --------
    >>> more_than_titles([["Uge 9"], [], ["Stue", "Sol"], ["3-3-2026"]])
    (2, 3)
    """
    filled = [sum(not is_blank(cell) for cell in row) for row in rows]
    return tuple(
        i for i, row in enumerate(rows) if filled[i] > 1 or (filled[i] and looks_like_data(row))
    )


def lacks_header(rows: Sequence[Sequence[object]], header: int) -> bool:
    """Tell whether the row taken for headings is data: its words come again right below it."""
    again = []
    for j, cell in enumerate(rows[header]):
        if is_blank(cell) or not isinstance(cell, str) or parse_number(cell) is not None:
            continue
        below = {r[j] for r in rows[header + 1 :] if j < len(r)}
        again.append(as_text(cell) in map(as_text, below))
    return any(again) and (not all(again) or looks_like_data(rows[header]))
