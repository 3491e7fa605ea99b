"""A text file opened: its top read once, its rows by the C reader, or one by one where it fails.

A file that is no longer than its top has been read by then, so its rows are taken from there.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from kitlib.columns import fold
from kitlib.problems import Problem
from kitlib.reading.held import readable
from kitlib.reading.layout import (
    DELIMITERS,
    Layout,
    Match,
    find_delimiter,
    find_header,
    lacks_header,
    more_than_titles,
    sep_line,
)
from kitlib.reading.raw import Cells, Raw, Whole
from kitlib.reading.records import Records, is_straight, records
from kitlib.reading.rowfaults import stray_quote, unwrapped, wide
from kitlib.reading.sniff import refuse
from kitlib.reading.values.cells import clean
from kitlib.reading.written import look_through

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TextFile", "in_bulk", "row_by_row"]

_TOP = 1 << 17  # characters
_TOP_ROWS = 400
_MAX_COLUMNS = 5_000
_AGAIN = 2  # headings that stand once more

_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,8})")


@dataclass(frozen=True, eq=False)
class TextFile:
    """A text file whose top has been read.

    Parameters
    ----------
    path : Path
        Where it lies.
    encoding : str
        As `look_through` found it.
    top : str
        Its first lines.
    complete : bool
        Whether they are all of it.
    text : str or None
        All of it, where it is not one encoding from end to end.
    told : tuple of Problem
        What there was doubt about.
    quotes : bool
        Whether a quotation mark may stand in it.
    """

    path: Path
    encoding: str
    top: str
    complete: bool
    text: str | None = field(default=None, repr=False)
    told: tuple[Problem, ...] = ()
    quotes: bool = True
    _parted: dict[str, Records] = field(default_factory=dict, repr=False)

    @classmethod
    def open(cls, path: Path) -> TextFile:
        """Read the top of a file.

        Raises
        ------
        KitError
            Where it is no text, or cannot be opened.
        """
        found = look_through(path)
        with _stream(path, found.encoding, found.text) as stream:
            top = stream.read(_TOP + 1)
        complete = len(top) <= _TOP
        if not complete:
            top = top[: top.rfind("\n") + 1] or top
        top = top.removeprefix("\ufeff")
        return cls(path, found.encoding, top, complete, found.text, found.told, found.quotes)

    def records(self, delimiter: str) -> Records:
        """Return the rows of the top, parted once by each delimiter asked for."""
        if delimiter not in self._parted:
            self._parted[delimiter] = records(self.top, delimiter)
        return self._parted[delimiter]

    def all_records(self, delimiter: str) -> Records:
        """Return the rows of the whole file."""
        if self.complete:
            return self.records(delimiter)
        return records(self.all_text(), delimiter)

    def all_text(self) -> str:
        """Return what the whole file says."""
        if self.complete:
            return self.top
        with _stream(self.path, self.encoding, self.text) as stream:
            return stream.read().removeprefix("\ufeff")

    def lay(self, match: Match | None = None, *, declared: bool = False) -> Layout:
        """Find the delimiter and the headings.

        Parameters
        ----------
        match : callable, optional
            Tells known headings.
        declared : bool
            Whether the columns are declared; then the first row is never taken for data.
        """
        named = sep_line(re.split(r"[\r\n]", self.top, maxsplit=1)[0])
        tops = {d: self.records(d).rows for d in DELIMITERS if d in self.top and not named}
        delimiter = named or find_delimiter(tops, match)
        shift = 1 if named else 0
        rows = self.records(delimiter).rows[shift:_TOP_ROWS]
        header = find_header(rows, match)
        if header is None:
            raise refuse(
                self.path,
                "Filen er tom: der står intet i den.",
                "Hent eller gem den igen.",
                "fil_tom",
            )
        if not declared and lacks_header(rows, header):
            # A first row with a blank last cell is no title: it is a row like the others.
            filled = (i for i in range(header) if sum(bool(c.strip()) for c in rows[i]) > 1)
            start = next(filled, header)
            headings: tuple[str, ...] = ("",) * max(map(len, rows[start:]))
            skip, top = start + shift, rows[:start]
        else:
            headings = tuple(" ".join(clean(c).split()) for c in rows[header])
            skip, top = header + 1 + shift, rows[:header]
        if len(headings) > _MAX_COLUMNS:
            raise refuse(
                self.path,
                "Filen har for mange kolonner til at være en tabel.",
                "Tjek, at det er den rigtige fil.",
                "for_stor",
            )
        above = tuple(i + 1 for i in more_than_titles(top))
        nameless = tuple(i for i, heading in enumerate(headings) if not heading)
        return Layout(headings, skip, shift, delimiter, above=above, nameless=nameless)

    def load(
        self, layout: Layout, *, whole: Sequence[int] = (), wanted: Sequence[int] | None = None
    ) -> Raw:
        """Read the rows below the headings.

        Parameters
        ----------
        layout : Layout
            What `lay` found.
        whole : sequence of int
            Positions declared as whole numbers; they may come as such.
        wanted : sequence of int, optional
            Positions that will be used; all where not given. The rest may come blank.
        """
        raw = None if self.complete else in_bulk(self, layout, whole=whole, wanted=wanted)
        raw = row_by_row(self, layout) if raw is None else raw
        return replace(raw, problems=(*self.told, *raw.problems)) if self.told else raw


def _stream(path: Path, encoding: str, text: str | None) -> IO[str]:
    if text is not None:
        return io.StringIO(text, newline="")
    return path.open(encoding=encoding, errors="replace", newline="")


def row_by_row(file: TextFile, layout: Layout) -> Raw:
    """Take in each row by itself, and name those that do not fit."""
    assert layout.delimiter is not None
    found = file.all_records(layout.delimiter)
    n = len(layout.headings)
    body = found.rows[layout.skip :]
    rows = np.arange(len(body), dtype=np.int64) + layout.first_row
    broad = [i for i, r in enumerate(body) if len(r) > n and any(c.strip() for c in r[n:])]
    problems = [wide(int(rows[i]), layout.delimiter) for i in broad]
    problems += [stray_quote(i + 1 - layout.shift) for i in found.stray]
    problems += unwrapped([i + 1 - layout.shift for i in found.wrapped])
    known = {fold(heading) for heading in layout.headings}
    # More headings than at first tell what the rows below them are.
    broad = [i for i in broad if len(known & {fold(cell) for cell in body[i]} - {""}) < _AGAIN]
    if broad:
        out = frozenset(broad)
        body = [r for i, r in enumerate(body) if i not in out]
        rows = np.delete(rows, broad)
    columns = [*zip_longest(*body, fillvalue="")][:n]
    columns += [("",) * len(body)] * (n - len(columns))
    return Raw(tuple(Cells.of_text(c) for c in columns), rows, tuple(problems))


def in_bulk(
    file: TextFile,
    layout: Layout,
    *,
    whole: Sequence[int] = (),
    wanted: Sequence[int] | None = None,
) -> Raw | None:
    """Take in all rows by pandas' C reader; None where they need to be looked at one by one.

    A column is read straight to whole numbers where it is wanted as such and its top shows nothing
    else; one cell further down that is none, and all is read as text.
    """
    n = len(layout.headings)
    delimiter = layout.delimiter or ""
    if file.quotes and not is_straight(file.all_text(), delimiter):
        return None
    # The first column tells totals, whether or not it is declared.
    kept = {0, *(range(n) if wanted is None else wanted)}
    sample = file.records(delimiter).rows[layout.skip : _TOP_ROWS]
    numbers = {j for j in whole if _all_whole(sample, j)}
    read = _read(file, layout, numbers)
    if read is None and numbers:
        numbers = set()
        read = _read(file, layout, numbers)
    if read is None or read[n].notna().any():
        return None  # a row has more cells than there are headings
    if file.quotes and _any_wrapped(read, delimiter):
        return None
    rows = np.arange(len(read[n]), dtype=np.int64) + layout.first_row
    columns: list[Cells | Whole] = []
    for j in range(n):
        column = read.pop(j)  # so that only one column stands twice in memory
        if j not in kept:
            columns.append(Cells.blank(len(rows)))
        else:
            columns.append(column.to_numpy() if j in numbers else Cells.of_series(column))
    return Raw(tuple(columns), rows)


def _any_wrapped(read: dict[Any, pd.Series], delimiter: str) -> bool:
    """Tell whether a line may have stood in quotation marks as a whole."""
    first = read[0]
    if first.dtype.kind == "i" or len(read) <= 2:
        return False
    return bool((first.str.contains(delimiter, regex=False) & read[1].isna()).any())


def _all_whole(sample: Sequence[Sequence[str]], position: int) -> bool:
    cells = [row[position] for row in sample if position < len(row)]
    return bool(cells) and all(map(_WHOLE.fullmatch, cells))


def _read(file: TextFile, layout: Layout, numbers: set[int]) -> dict[Any, pd.Series] | None:
    import pandas as pd

    names = range(len(layout.headings) + 1)  # one more, to catch what is too much
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what it warns of, such as lost cells, is named by row
            frame = pd.read_csv(
                readable(file.path) if file.text is None else io.StringIO(file.text),
                sep=layout.delimiter,
                encoding=file.encoding,
                encoding_errors="replace",
                header=None,
                names=list(names),
                index_col=False,
                skiprows=layout.skip,
                skip_blank_lines=False,
                keep_default_na=False,
                na_values=[""],
                dtype={j: "int64" if j in numbers else str for j in names},
            )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError, OverflowError, Warning):
        return None
    return dict(frame.items())
