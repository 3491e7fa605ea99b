"""A file and the columns it should have -> a checked frame, and every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from kitlib.columns import Column, fold
from kitlib.problems import Problem, ProblemReport
from kitlib.reading import arrays
from kitlib.reading.again import read_again
from kitlib.reading.convert import Converted, convert
from kitlib.reading.decided import WrittenNumbers, decide_numbers
from kitlib.reading.layout import Layout, looks_like_data
from kitlib.reading.names import Names
from kitlib.reading.opened import Opened, opened
from kitlib.reading.passed import pass_over
from kitlib.reading.period import Calendar
from kitlib.reading.placed import find_places, headless, nameless, no_column
from kitlib.reading.raw import Cells, Raw
from kitlib.reading.sniff import lock_problems
from kitlib.reading.toldcells import blanks, misfits, told

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Reading", "Rework", "headings", "read_columns"]

#: What an instrument does to cells before they are understood.
Rework = Callable[[Raw, Mapping[str, int], str | None], Raw]


@dataclass(frozen=True, eq=False)
class Reading:
    """What a file gave.

    Parameters
    ----------
    frame : DataFrame or None
        Every declared column in declared order, all NA where the file has none; index "raekke"
        is the row number as the spreadsheet shows it. Rows with a fault in a required cell are
        left out. Where days stand with a time of day, that is in a column of its own, such as
        "dato_klokken". None where a required column is missing.
    problems : ProblemReport
        Every fault, by row.
    unknown : tuple of str
        Headings that were kept out.
    sheet : str or None
        The sheet read.
    """

    frame: pd.DataFrame | None
    problems: ProblemReport
    unknown: tuple[str, ...] = ()
    sheet: str | None = None


def read_columns(
    table: str | Path | Opened,
    columns: Sequence[Column],
    *,
    sheet: str | None = None,
    synonyms: Mapping[str, Sequence[str]] | None = None,
    rework: Rework | None = None,
    calendar: Calendar | None = None,
) -> Reading:
    """Read a table against its declared columns.

    Parameters
    ----------
    table : str, Path or Opened
        .csv, .tsv, .txt, .xlsx, .xls or .ods; or one that `open_table` has looked at.
    columns : sequence of Column
        What is declared.
    sheet : str, optional
        Sheet of a workbook; the one that fits best where not said.
    synonyms : mapping of str to sequence of str, optional
        The team's own headings, by column.
    rework : callable, optional
        `rework(raw, places, delimiter)`: the cells as the instrument wants them, before they are
        understood.
    calendar : Calendar, optional
        What is known of the days the table is from.

    Raises
    ------
    KitError
        Where the file as a whole cannot be read.

    Examples
    --------
    >>> from kitlib.instruments.postits import instrument
    >>> reading = read_columns("sample_data/solsikken/postits.csv", instrument.columns)
    >>> len(reading.frame) > 100, len(reading.problems)
    (True, 0)
    """
    table = opened(table, sheet)
    names = Names.of(columns, synonyms)
    layout = table.lay(names.match, declared=True)
    places, problems, unknown = find_places(layout.headings, names, columns)
    whole = [places[c.name] for c in columns if _is_whole(c) and c.name in places]
    raw = table.load(layout, whole=whole, wanted=sorted({*places.values(), *layout.nameless}))
    raw, again = read_again(raw, places, names, columns, lambda: table.load(layout))
    problems += again
    if rework is not None:
        raw = rework(raw, places, layout.delimiter)
    problems = [*lock_problems(table.path), *layout.told, *problems, *raw.problems]
    problems += nameless(raw, layout.nameless)
    frame: pd.DataFrame | None = None
    absent = [c for c in columns if c.required and c.name not in places]
    if absent and not places and looks_like_data(layout.headings):
        problems, unknown = [*lock_problems(table.path), headless(absent, layout.header_row)], ()
    elif absent:
        taken = {*places.values()}
        written = [h for i, h in enumerate(layout.headings) if h and i not in taken]
        problems += [no_column(c, written, layout.header_row) for c in absent]
    else:
        frame, found = _convert(columns, raw, layout, places, calendar)
        problems += found
    problems.sort(key=lambda p: (p.row is not None, p.row or 0))
    report = ProblemReport.of(problems).placed(file=table.path.name, sheet=layout.sheet)
    return Reading(frame, report, unknown, layout.sheet)


def headings(
    table: str | Path | Opened, sheet: str | None = None, *, columns: Sequence[Column] = ()
) -> tuple[str, ...]:
    """Return a file's headings, known ones by their column's name, others folded.

    Looks at none of the rows, so that a table that must not be read at all is not.

    Parameters
    ----------
    table : str, Path or Opened
        The file, or one that `open_table` has looked at.
    sheet : str, optional
        Sheet of a workbook; the one that fits best where not said.
    columns : sequence of Column
        Columns whose own headings are known as well as the kit's.

    Raises
    ------
    KitError
        Where the file as a whole cannot be read.
    """
    names = Names.general(columns)
    written = opened(table, sheet).lay(names.match).headings
    return tuple(names.match(h) or fold(h) for h in written if h)


def _is_whole(column: Column) -> bool:
    return column.kind == "heltal" and not column.allowed


def _convert(
    columns: Sequence[Column],
    raw: Raw,
    layout: Layout,
    places: Mapping[str, int],
    calendar: Calendar | None,
) -> tuple[pd.DataFrame, list[Problem]]:
    import pandas as pd

    n = len(raw.rows)
    numbers = _numbers(columns, raw, layout, places)
    done: dict[str, Converted] = {
        c.name: convert(
            c,
            raw.columns[places[c.name]],
            delimiter=layout.delimiter,
            style=numbers.styles.get(layout.headings[places[c.name]], "dansk"),
            calendar=calendar,
        )
        for c in columns
        if c.name in places
    }
    empty = np.ones(n, dtype=bool)
    for converted in done.values():
        empty &= converted.blank
    passed, problems = pass_over(raw, ~empty, layout.first_row, columns)
    problems += numbers.told
    keep = ~empty & ~passed
    used = keep.copy()
    # What takes a row with it comes first, so that no other cell of it says that the row is there.
    for column in sorted(columns, key=lambda c: c.kept):
        if column.name not in done:
            continue
        converted = done[column.name]
        heading = layout.headings[places[column.name]]
        for rows, message, hint in converted.told:
            rows = rows[used[rows]]
            problems += told(raw.rows[rows], heading, message, hint, "laest_som", "advarsel")
        for rows, misfit in converted.misfits:
            rows = rows[used[rows]]
            for said, some in _parted(column, rows, keep):
                problems += misfits(said, heading, raw.rows[some], misfit)
            if (column.required and not column.kept) or column.spoilt == "raekke":
                keep[rows] = False
        if column.required and converted.blank.any():
            rows = np.flatnonzero(used & converted.blank)
            for said, some in _parted(column, rows, keep):
                problems += blanks(said, heading, raw.rows[some])
            if not column.kept:
                keep[rows] = False
    values = {
        c.name: done[c.name].values if c.name in done else arrays.missing(c.dtype, n)
        for c in columns
    }
    values |= {f"{name}_klokken": d.clocks for name, d in done.items() if d.clocks is not None}
    index = pd.Index(raw.rows, name="raekke")
    if n and (np.diff(raw.rows) == 1).all():
        index = pd.RangeIndex(raw.rows[0], raw.rows[-1] + 1, name="raekke")
    frame = pd.DataFrame(values, index=index, copy=False)
    return (frame if keep.all() else frame[keep]), problems


def _parted(
    column: Column, rows: npt.NDArray[np.intp], keep: npt.NDArray[np.bool_]
) -> Iterator[tuple[Column, npt.NDArray[np.intp]]]:
    """Part the rows in which a column keeps its row from those that are gone for another's sake."""
    if not column.kept:
        yield column, rows
        return
    yield column, rows[keep[rows]]
    yield replace(column, required=False, kept=False), rows[~keep[rows]]


def _numbers(
    columns: Sequence[Column], raw: Raw, layout: Layout, places: Mapping[str, int]
) -> WrittenNumbers:
    """Decide how the numbers are written from all declared columns of numbers together."""
    cells = {
        layout.headings[places[c.name]]: raw.columns[places[c.name]]
        for c in columns
        if c.kind in ("heltal", "tal") and c.name in places
    }
    held = {name: column.uniques for name, column in cells.items() if isinstance(column, Cells)}
    return decide_numbers(held, layout.delimiter)
