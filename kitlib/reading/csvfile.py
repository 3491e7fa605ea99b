"""Text files -> Raw, through pandas' C reader; row by row only where that fails."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kitlib.problems import Problem
from kitlib.reading.cells import clean
from kitlib.reading.layout import Match, find_delimiter, find_header, lacks_header, sep_line
from kitlib.reading.raw import Cells, Raw
from kitlib.reading.sniff import encoding_of, refuse

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Top", "load", "look"]

_HEAD_CHARS = 1 << 17
_HEAD_ROWS = 400
_MAX_COLUMNS = 5_000

_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,8})")
_MAYBE_NUMBER = re.compile(r"\s*[+-]?[\d.]|\s*(?:true|false|nan|inf)", re.IGNORECASE)


@dataclass(frozen=True)
class Top:
    """What the top of a text file tells about the rest.

    `skip` is the number of records above the first row of data, a sep= line included; `shift` is
    1 where there is such a line, which no spreadsheet shows or numbers.
    """

    encoding: str
    delimiter: str
    headings: tuple[str, ...]
    skip: int
    shift: int
    sample: list[list[str]]

    @property
    def header_row(self) -> int:
        return max(self.skip - self.shift, 1)


def look(path: Path, match: Match | None = None, *, declared: bool = False) -> Top:
    """Read the top of a text file: encoding, delimiter and headings.

    Parameters
    ----------
    match : callable, optional
        Tells known headings.
    declared : bool
        Whether the columns are declared; then the first row is never taken for data.
    """
    encoding = encoding_of(path)
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        head = stream.read(_HEAD_CHARS)
        if len(head) == _HEAD_CHARS:
            head = head[: head.rfind("\n") + 1] or head
    head = head.removeprefix("\ufeff")
    first = re.split(r"[\r\n]", head, maxsplit=1)[0]
    named = sep_line(first)
    delimiter = named or find_delimiter(head, match)
    records = _parse(head, delimiter)[:_HEAD_ROWS]
    shift = 1 if named else 0
    rows = records[shift:]
    header = find_header(rows, match)
    if header is None:
        raise refuse(
            path, "Filen er tom: der står intet i den.", "Hent eller gem den igen.", "fil_tom"
        )
    if not declared and lacks_header(rows, header):
        headings: tuple[str, ...] = ("",) * max(map(len, rows[header:]))
        skip = header + shift
    else:
        headings = tuple(" ".join(clean(c).split()) for c in rows[header])
        skip = header + 1 + shift
    if len(headings) > _MAX_COLUMNS:
        raise refuse(path, "Filen har for mange kolonner til at være en tabel.",
                     "Tjek, at det er den rigtige fil.", "for_stor")  # fmt: skip
    return Top(encoding, delimiter, headings, skip, shift, records[skip:])


def _parse(text: str, delimiter: str) -> list[list[str]]:
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) >= _HEAD_ROWS:
                break
    except csv.Error:
        rows = [line.split(delimiter) for line in text.splitlines()[:_HEAD_ROWS]]
    return rows


def load(
    path: Path, top: Top, whole: Sequence[int] = (), wanted: Sequence[int] | None = None
) -> Raw:
    """Read the rows below the headings.

    Parameters
    ----------
    top : Top
        What `look` told.
    whole : sequence of int
        Positions declared as numbers: read straight to int64 where every cell is a whole number.
    wanted : sequence of int, optional
        Positions that will be used; all where not given. The rest may be left unread.
    """
    positions = range(len(top.headings)) if wanted is None else wanted
    frame = _fast(path, top, frozenset(whole), positions)
    if frame is None:
        return _slow(path, top)
    columns = tuple(
        frame[j] if j in positions else _nothing(len(frame)) for j in range(len(top.headings))
    )
    rows = np.arange(len(frame), dtype=np.int64) + (top.skip - top.shift + 1)
    return Raw(top.headings, columns, rows, top.header_row, top.delimiter)


def _nothing(n: int) -> Cells:
    return Cells([], np.full(n, -1, dtype=np.intp))


def _fast(
    path: Path, top: Top, whole: frozenset[int], positions: Sequence[int]
) -> pd.DataFrame | None:
    """One pass of the C reader; None where the file needs to be looked at row by row.

    A column is left to the reader's own inference only where its top shows nothing but whole
    numbers that are wanted as numbers, or nothing that could be taken for one: inference is four
    times as fast as asking for text, and would else eat the zeros of "007".
    """
    n = len(top.headings)
    kept = frozenset(positions)
    infer = {j for j in range(n) if j not in kept or _inferable(top.sample, j, j in whole)}
    frame = _read(path, top, {j: str for j in range(n) if j not in infer})
    if frame is None:
        return None
    if frame[n].notna().any():
        return None  # a row with more cells than there are headings
    wrong = {j for j in infer & kept if not _as_expected(frame[j], j in whole)}
    if wrong or frame.attrs["mixed"]:
        frame = _read(path, top, {j: str for j in range(n) if j in kept})
    return frame


def _inferable(sample: list[list[str]], position: int, whole: bool) -> bool:
    cells = [row[position] for row in sample if position < len(row)]
    if whole and cells and all(_WHOLE.fullmatch(c) for c in cells):
        return True
    return any(c.strip() for c in cells) and not any(_MAYBE_NUMBER.match(c) for c in cells)


def _as_expected(values: pd.Series, whole: bool) -> bool:
    import pandas as pd

    if values.dtype == np.int64:
        return whole
    return bool(pd.api.types.is_string_dtype(values.dtype))


def _read(path: Path, top: Top, dtype: Mapping[int, Any]) -> pd.DataFrame | None:
    import pandas as pd

    names = list(range(len(top.headings) + 1))  # one more, to catch what is too much
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            frame = pd.read_csv(
                path,
                sep=top.delimiter,
                encoding=top.encoding,
                encoding_errors="replace",
                header=None,
                names=names,
                index_col=False,
                skiprows=top.skip,
                skip_blank_lines=False,
                keep_default_na=False,
                na_values=[""],
                dtype=dtype,
            )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError, OverflowError):
        return None
    frame.attrs["mixed"] = any(issubclass(w.category, pd.errors.DtypeWarning) for w in caught)
    return frame


def _slow(path: Path, top: Top) -> Raw:
    """Read row by row and name each row that does not fit."""
    with path.open(encoding=top.encoding, errors="replace", newline="") as stream:
        lines = stream.readlines()
    n = len(top.headings)
    problems: list[Problem] = []
    kept: list[list[str]] = []
    numbers: list[int] = []
    too_wide: list[int] = []
    for number, record in enumerate(_records(lines, top, problems), start=1):
        if number <= top.skip:
            continue
        row = number - top.shift
        if any(c.strip() for c in record[n:]):
            too_wide.append(row)
            continue
        kept.append(record)
        numbers.append(row)
    problems += [_wide_row(row, top.delimiter) for row in too_wide]
    columns = tuple(Cells.of(r[j] if j < len(r) else "" for r in kept) for j in range(n))
    return Raw(top.headings, columns, np.array(numbers, dtype=np.int64), top.header_row,
               top.delimiter, problems=problems)  # fmt: skip


def _wide_row(row: int, delimiter: str) -> Problem:
    sign = {"\t": "tabulator"}.get(delimiter, delimiter)
    return Problem(
        "Rækken har flere celler, end der er overskrifter.",
        f"Sæt teksten i anførselstegn, hvis der står {sign} i den, "
        "eller slet det, der er for meget.",
        row=row,
        code="raekke_for_bred",
    )


def _records(lines: list[str], top: Top, problems: list[Problem]) -> list[list[str]]:
    """Split lines into records; a quotation mark that is never closed costs its own line only."""
    records: list[list[str]] = []
    start = 0
    while start < len(lines):
        reader = csv.reader(lines[start:], delimiter=top.delimiter)
        before = 0
        broken = None
        while True:
            try:
                record = next(reader, None)
            except csv.Error:
                broken = start + before
                break
            if record is None:
                break
            if start + reader.line_num == len(lines) and _left_open(lines[start + before :]):
                broken = start + before
                break
            before = reader.line_num
            records.append(record)
        if broken is None:
            break
        records.append([])
        problems.append(
            Problem(
                "Et anførselstegn bliver ikke lukket.",
                'Skriv et " i slutningen af teksten, eller slet det i begyndelsen.',
                row=len(records) - top.shift,
                code="anfoerselstegn",
            )
        )
        start = broken + 1
    return records


def _left_open(lines: list[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1
