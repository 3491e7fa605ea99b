"""A file and the columns it should have -> a checked frame, and every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from kitlib.columns import Column, fold, is_employee_heading
from kitlib.problems import Level, Problem, ProblemReport, did_you_mean
from kitlib.reading import arrays
from kitlib.reading.cells import as_text, is_blank
from kitlib.reading.convert import Converted, Misfit, convert
from kitlib.reading.decided import Numbers, decide_numbers
from kitlib.reading.example import EXAMPLE, is_example, is_whole_example
from kitlib.reading.layout import Layout
from kitlib.reading.names import Names
from kitlib.reading.opened import Opened, opened
from kitlib.reading.period import Calendar
from kitlib.reading.raw import Cells, Raw, letter
from kitlib.reading.sniff import lock_problems

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Reading", "Rework", "headings", "read_columns"]

#: What an instrument does to cells before they are understood.
Rework = Callable[[Raw, Mapping[str, int], str | None], Raw]

# A column that is wrong all the way down is told by its first rows; the rest is counted.
_TOLD = 100
_TOTALS = {"i_alt", "ialt", "total", "sum", "alle", "hovedtotal"}
_PARTS = (
    "alt",
    "total",
    "sum",
    "alle",
    EXAMPLE.casefold().strip(),
)  # one of them is in each of the words


@dataclass(frozen=True, eq=False)
class Reading:
    """What a file gave.

    Parameters
    ----------
    frame : DataFrame or None
        Every declared column in declared order, all NA where the file has none; index "raekke"
        is the row number as the spreadsheet shows it. Rows with a fault in a required cell are
        left out. None where a required column is missing.
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
    places, problems, unknown = _place(layout.headings, names, columns)
    whole = [places[c.name] for c in columns if _is_whole(c) and c.name in places]
    raw = table.load(layout, whole=whole, wanted=sorted({*places.values(), *layout.nameless}))
    if rework is not None:
        raw = rework(raw, places, layout.delimiter)
    problems = [*lock_problems(table.path), *layout.told, *problems, *raw.problems]
    problems += _nameless(raw, layout.nameless)
    frame: pd.DataFrame | None = None
    absent = [c for c in columns if c.required and c.name not in places]
    if absent:
        written = [h for h in layout.headings if h]
        problems += [_no_column(c, written, layout.header_row) for c in absent]
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


def _place(
    written: Sequence[str], names: Names, columns: Sequence[Column]
) -> tuple[dict[str, int], list[Problem], tuple[str, ...]]:
    """Find which heading holds which column; the nearest match wins, a tie is asked about."""
    claims: dict[str, list[tuple[int, int]]] = {}
    problems: list[Problem] = []
    unknown: list[str] = []
    for place, heading in enumerate(written):
        if not heading:
            continue
        if is_employee_heading(heading):
            problems.append(_employee(heading))
            continue
        found = names.rank(heading)
        if found is not None:
            claims.setdefault(found[0], []).append((found[1], place))
        elif fold(heading) not in names.left_out:
            unknown.append(heading)
            problems.append(_unknown(heading, columns))
    places: dict[str, int] = {}
    for name, claim in claims.items():
        claim.sort()
        places[name] = claim[0][1]
        for rank, place in claim[1:]:
            if fold(written[place]) in names.left_out:
                continue
            if rank == claim[0][0]:
                problems.append(_twice(written[place], place, written[claim[0][1]]))
            else:
                unknown.append(written[place])
                problems.append(_second_best(written[place], written[claim[0][1]]))
    return places, problems, tuple(unknown)


def _nameless(raw: Raw, places: Sequence[int]) -> list[Problem]:
    """Tell of cells that stand below no heading."""
    told = []
    for place in places:
        column = raw.columns[place] if place < len(raw.columns) else None
        if not isinstance(column, Cells):
            continue
        rows = raw.rows[column.where([not is_blank(c) for c in column.uniques])].tolist()
        if rows:
            message = f"Kolonne {letter(place)} har ingen overskrift og er ikke med."
            told.append(
                Problem(message, "Skriv en overskrift over den, hvis den skal med.", row=rows[0],
                        rows=tuple(rows) if len(rows) > 1 else (), level="advarsel",
                        code="kolonne_uden_overskrift")
            )  # fmt: skip
    return told


def _employee(heading: str) -> Problem:
    hint = "Slet kolonnen. Den læses ikke."
    return Problem("Her står navne på kolleger.", hint, column=heading, code="medarbejder")


def _unknown(heading: str, columns: Sequence[Column]) -> Problem:
    hint = did_you_mean(fold(heading), [c.name for c in columns])
    hint = hint.replace("Mente du", "Mente du kolonnen")
    hint = hint or (
        "Er den en af kittets kolonner, så skriv det i filen synonymer.toml i jeres mappe, fx "
        f'observation = ["{heading}"].'
    )
    return Problem("Kolonnen kendes ikke og er ikke med.", hint, column=heading, level="advarsel",
                   code="kolonne_ukendt")  # fmt: skip


def _twice(heading: str, place: int, first: str) -> Problem:
    message = f"Kolonne {letter(place)} har samme overskrift som en anden, og er ikke med."
    return Problem(message, "Behold én af dem, eller giv den anden et andet navn.", column=first,
                   code="kolonne_dobbelt")  # fmt: skip


def _second_best(heading: str, first: str) -> Problem:
    return Problem(
        f"Kolonnen er ikke med, for '{first}' siger det samme.",
        "Slet den, der ikke skal bruges.",
        column=heading,
        level="advarsel",
        code="kolonne_dobbelt",
    )


def _no_column(column: Column, written: Sequence[str], row: int) -> Problem:
    near = did_you_mean(column.name, [fold(h) for h in written])
    hint = f"Skriv overskriften '{column.name}' over kolonnen."
    if near:
        hint = f"{near} Ret overskriften til '{column.name}'."
    return Problem(f"Kolonnen '{column.name}' mangler.", hint, row=row, column=column.name,
                   code="kolonne_mangler")  # fmt: skip


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
    passed, problems = _pass_over(raw, ~empty, layout.first_row, columns)
    problems += numbers.told
    keep = ~empty & ~passed
    told = keep.copy()
    for column in columns:
        if column.name not in done:
            continue
        converted = done[column.name]
        heading = layout.headings[places[column.name]]
        for rows, message, hint in converted.told:
            rows = rows[told[rows]]
            problems += _told(raw.rows[rows], heading, message, hint, "laest_som", "advarsel")
        for rows, misfit in converted.misfits:
            rows = rows[told[rows]]
            problems += _misfits(column, heading, raw.rows[rows], misfit)
            if column.required and not column.kept:
                keep[rows] = False
        if column.required and converted.blank.any():
            rows = np.flatnonzero(told & converted.blank)
            problems += _blanks(column, heading, raw.rows[rows])
            if not column.kept:
                keep[rows] = False
    values = {
        c.name: done[c.name].values if c.name in done else arrays.missing(c.dtype, n)
        for c in columns
    }
    index = pd.Index(raw.rows, name="raekke")
    if n and (np.diff(raw.rows) == 1).all():
        index = pd.RangeIndex(raw.rows[0], raw.rows[-1] + 1, name="raekke")
    frame = pd.DataFrame(values, index=index, copy=False)
    return (frame if keep.all() else frame[keep]), problems


def _numbers(
    columns: Sequence[Column], raw: Raw, layout: Layout, places: Mapping[str, int]
) -> Numbers:
    """Decide how the numbers are written from all declared columns of numbers together."""
    cells = {
        layout.headings[places[c.name]]: raw.columns[places[c.name]]
        for c in columns
        if c.kind in ("heltal", "tal") and c.name in places
    }
    held = {name: column.uniques for name, column in cells.items() if isinstance(column, Cells)}
    return decide_numbers(held, layout.delimiter)


def _pass_over(
    raw: Raw, filled: npt.NDArray[np.bool_], first_row: int, columns: Sequence[Column]
) -> tuple[npt.NDArray[np.bool_], list[Problem]]:
    """Find the rows that are no data: totals, and the example row of the kit's own workbook."""
    first = raw.columns[0] if raw.columns else None
    cells = first if isinstance(first, Cells) else Cells.blank(len(raw.rows))
    # A million codes are not folded to find that none of them says "I alt".
    written = "\n".join(map(str, cells.uniques)).casefold()
    if not any(part in written for part in _PARTS):
        return np.zeros(len(raw.rows), dtype=bool), []
    words = {i: fold(c) for i, c in enumerate(cells.uniques) if isinstance(c, str)}
    codes = cells.codes
    totals = np.isin(codes, [i for i, word in words.items() if word in _TOTALS]) & filled
    named = np.isin(codes, [i for i, c in enumerate(cells.uniques) if is_example(c)])
    whole = named.copy()
    for place in np.flatnonzero(named).tolist():
        whole[place] = is_whole_example([as_text(_at(c, place)) for c in raw.columns], columns)
    # The first row below the headings is where the kit's workbook has its own.
    edited = named & ~whole & (raw.rows == first_row)
    problems = _passed(raw.rows[totals], _TOTAL) + _passed(raw.rows[edited], _EDITED)
    return totals | whole | edited, problems


def _at(column: Cells | npt.NDArray[np.int64], place: int) -> object:
    if not isinstance(column, Cells):
        return int(column[place])
    code = column.codes[place]
    return "" if code < 0 or column.uniques[code] is None else column.uniques[code]


def _passed(rows: npt.NDArray[np.int64], like: Problem) -> list[Problem]:
    """Tell of rows that are no notes, all of them in one line."""
    found = tuple(map(int, rows))
    return [replace(like, row=found[0], rows=found if len(found) > 1 else ())] if found else []


_TOTAL = Problem(
    "Rækken er en sum og ikke en note, så den er ikke med.",
    "Slet rækken.",
    level="advarsel",
    code="raekke_i_alt",
)
_EDITED = Problem(
    "Rækken er læst som et eksempel, så den er ikke med.",
    "Slet ordet 'Eksempel', hvis det er jeres egen note.",
    level="advarsel",
    code="raekke_eksempel",
)


def _misfits(
    column: Column, heading: str, rows: npt.NDArray[np.int64], misfit: Misfit
) -> list[Problem]:
    left_out = _left_out(column)
    message = misfit.why or {
        "dato": "Datoen kan ikke læses.",
        "heltal": "Tallet passer ikke.",
        "tal": "Tallet passer ikke.",
        "sekunder": "Tidskoden kan ikke læses.",
        "ja_nej": "Svaret er hverken ja eller nej.",
        "valg": "Svaret er ikke et af dem, kittet kender.",
    }.get(column.kind, "Cellen kan ikke bruges.")
    return _told(rows, heading, message + left_out, misfit.hint or column.allowed_text, "celle")


def _left_out(column: Column) -> str:
    """Say what a cell that is not there costs its row."""
    if column.kept:
        return " Rækken er med, men ikke i det, der viser tid."
    return " Rækken er ikke med." if column.required else ""


def _blanks(column: Column, heading: str, rows: npt.NDArray[np.int64]) -> list[Problem]:
    message = f"Cellen er tom, men skal udfyldes.{_left_out(column)}"
    return _told(rows, heading, message, column.allowed_text, "celle_tom")


def _told(
    rows: npt.NDArray[np.int64],
    heading: str,
    message: str,
    hint: str,
    code: str,
    level: Level = "fejl",
) -> list[Problem]:
    like = Problem(message, hint, column=heading, level=level, code=code)
    problems = [replace(like, row=int(row)) for row in rows[:_TOLD]]
    if len(rows) > _TOLD:
        from kitlib.dansk import number

        more = f"Det samme gælder {number(len(rows) - _TOLD)} rækker mere."
        problems.append(replace(like, message=more, row=int(rows[_TOLD])))
    return problems
