"""Any table file -> a typed frame, where nothing is declared: statistics, exports, codebooks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kitlib.columns import fold
from kitlib.problems import Problem, ProblemReport
from kitlib.reading.decided import Days, decide_days, decide_numbers
from kitlib.reading.held import as_path
from kitlib.reading.opened import open_table
from kitlib.reading.passed import is_sum
from kitlib.reading.raw import Cells, Unread
from kitlib.reading.sniff import check_size, lock_problems
from kitlib.reading.toldays import told_of_days
from kitlib.reading.values.cells import LOST, as_text, clean, have_lost, is_blank, parse_number
from kitlib.reading.values.days import written
from kitlib.reading.values.figures import Style, bare, parse_percent
from kitlib.reading.values.formats import Shown

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_table"]

# May be an answer in a row of a person as well; such a row must be counted.
_ANSWERS = {"alle", "all", "alt", "samtlige"}
# Statistics hide small counts like this; it is no number and must not become one.
_HIDDEN = re.compile(r"[<>≤≥]\s*\d+|\.\.|:")
# "007" is a code, "0" and "0,5" are numbers.
_CODE = re.compile(r"0\d+")
# Numbers with a sign around them that has no one meaning.
_NEARLY = re.compile(
    r"[(-]?\s*(?:kr\.?|dkk|€|\$)?\s*\d[\d.,' ]*\s*(?:kr\.?|dkk|,-|-|\))?", re.IGNORECASE
)
_ANY_DIGIT = re.compile(r"\d")


def read_table(path: str | Path, sheet: str | None = None) -> pd.DataFrame:
    """Read any table file, typed by what stands in it.

    Parameters
    ----------
    path : str or Path
        .csv, .tsv, .txt, .xlsx, .xls or .ods.
    sheet : str, optional
        Sheet of a workbook; the first that holds anything where not said.

    Returns
    -------
    DataFrame
        Columns as headed ("niveau_1", ... where the heading is blank), dtypes Int64, Float64,
        datetime64 or string, and `er_total` (bool): rows that sum others, flagged, not dropped.
        Index "raekke" is the row number as the spreadsheet shows it. Headings that stand on a
        line of their own are filled down. `attrs["problems"]` is a ProblemReport: a hidden count
        such as "<10" keeps its column text, and is told.

    Raises
    ------
    KitError
        Where the file as a whole cannot be read.

    Notes
    -----
    How numbers are written is decided for the whole file, see `decided`. Text is a date where every
    cell is one, the day or the month first as the column has it, with its time of day. A
    spreadsheet's day number is a date only in declared columns, so here it stays a number.

    Examples
    --------
    >>> read_table("sample_data/solsikken/postits.csv").columns[0]
    'dato'
    """
    check_size(as_path(path))
    table = open_table(path, sheet)
    layout = table.lay()
    raw = table.load(layout)
    names = _names(layout.headings)
    plain = [c for c in raw.columns if isinstance(c, Cells)]
    unread = [p for name, c in zip(names, plain, strict=True) for p in _unread(name, c, raw.rows)]
    cells, keep = _fill_down([c.had() for c in plain], layout.headings)
    stubs = ~keep
    filled = np.zeros(len(raw.rows), dtype=bool)
    for column in cells:
        filled |= ~_blank(column)
    filled |= np.isin(raw.rows, [p.row or 0 for p in unread])
    keep &= filled
    totals = _totals(cells)
    import pandas as pd

    problems = [*lock_problems(table.path), *unread]
    problems += _nothing_below(plain, stubs, keep, raw.rows)
    numbers = decide_numbers(_of_numbers(names, cells), layout.delimiter)
    columns: dict[str, Any] = {}
    for name, column in zip(names, cells, strict=True):
        columns[name], hidden, odd = _typed(column, totals, numbers.styles.get(name, "dansk"))
        problems += [_hidden(name, int(row)) for row in raw.rows[hidden & keep]]
        shares = _is_share(column) & keep
        what = "en procent" if (shares & ~odd).any() else "et tal"
        problems += [_mixed(name, int(row), what) for row in raw.rows[odd & keep]]
        if shares.any() and np.asarray(columns[name]).dtype.kind in "if":
            problems.append(replace(_SHARES, column=name))
        lost = totals & keep & column.filled & ~_calls(column) & pd.isna(columns[name])
        problems += [replace(_IN_A_TOTAL, column=name, row=int(row)) for row in raw.rows[lost]]
        if lost := have_lost(column.uniques):
            found = tuple(map(int, raw.rows[column.where(lost) & keep]))
            problems += [replace(_LOST, column=name, row=row) for row in found]
        if np.asarray(columns[name]).dtype.kind == "M":
            problems += _of_days(name, column, raw.rows)
    columns["er_total"] = totals
    frame = pd.DataFrame(columns, index=pd.Index(raw.rows, name="raekke"))[keep]
    frame.attrs["problems"] = ProblemReport.of(
        [*problems, *numbers.told, *layout.told, *raw.problems]
    ).placed(file=table.path.name, sheet=layout.sheet)
    return frame


def _unread(name: str, column: Cells, rows: Any) -> list[Problem]:
    """Tell of cells whose content could not be had."""
    return [
        Problem(cell.why, cell.hint, row=int(row), column=name, code="celle")
        for place, cell in enumerate(column.uniques)
        if isinstance(cell, Unread)
        for row in rows[column.codes == place]
    ]


def _names(headings: Sequence[str]) -> list[str]:
    """Name every column, blank headings by their place, doubles by a number."""
    names: list[str] = []
    for place, heading in enumerate(headings, start=1):
        name = base = heading or f"niveau_{place}"
        again = 2
        while name in names or name == "er_total":
            name, again = f"{base}_{again}", again + 1
        names.append(name)
    return names


def _blank(column: Cells) -> Any:
    return ~column.filled | column.where([is_blank(c) for c in column.uniques])


def _fill_down(cells: list[Cells], headings: Sequence[str]) -> tuple[list[Cells], Any]:
    """Fill headings that stand on lines of their own into the rows below them.

    Official statistics print levels so: leading columns without a heading, and rows in which
    only one of them is filled. Such a row names the rows below it until a level above changes.
    """
    n = len(cells[0].codes) if cells else 0
    if not any(headings):
        return cells, np.ones(n, dtype=bool)  # nothing tells a level from what is counted
    levels = next((j for j, h in enumerate(headings) if h), len(headings)) - 1
    keep = np.ones(n, dtype=bool)
    if levels < 1:
        return cells, keep
    blank = np.array([_blank(column) for column in cells])
    stub = blank[levels:].all(axis=0) & ~blank[:levels].all(axis=0)
    if not stub.any():
        return cells, keep
    codes = [column.codes.copy() for column in cells[:levels]]
    current = [-1] * levels
    for row in range(n):
        for level in range(levels):
            if not blank[level][row]:
                current[level:] = [int(codes[level][row])] + [-1] * (levels - level - 1)
        for level in range(levels):
            codes[level][row] = current[level]
    filled = [Cells(c.uniques, new) for c, new in zip(cells[:levels], codes, strict=True)]
    return [*filled, *cells[levels:]], ~stub


def _nothing_below(plain: Sequence[Cells], stubs: Any, keep: Any, rows: Any) -> list[Problem]:
    """Tell of headings on lines of their own that no row stands below."""
    waiting: dict[int, int] = {}  # the level a heading stands in, and its row
    lost: list[int] = []
    for place in np.flatnonzero(stubs | keep).tolist() if stubs.any() else ():
        level = next((j for j, c in enumerate(plain) if not _blank_at(c, place)), len(plain))
        lost += [row for other, row in waiting.items() if other >= level]
        waiting = {other: row for other, row in waiting.items() if other < level}
        if stubs[place]:
            waiting[level] = int(rows[place])
        else:
            waiting = {}
    lost = sorted({*lost, *waiting.values()})
    if not lost:
        return []
    more = tuple(lost) if len(lost) > 1 else ()
    return [replace(_NOTHING_BELOW, row=lost[0], rows=more)]


def _blank_at(column: Cells, place: int) -> bool:
    code = column.codes[place]
    return bool(code < 0 or is_blank(column.uniques[code]))


_NOTHING_BELOW = Problem(
    "Der står ingen rækker under overskriften, så den er ikke med i tabellen.",
    "Slet den, eller skriv det, der hører til, i rækken.",
    level="advarsel",
    code="overskrift_alene",
)


def _totals(cells: Sequence[Cells]) -> Any:
    """Find rows whose first word, among the leading columns of words, says that they sum others."""
    found = np.zeros(len(cells[0].codes) if cells else 0, dtype=bool)
    for column in cells[:3]:
        found |= _calls(column)
    return found


def _calls(column: Cells) -> Any:
    """Find cells that are the name of a sum."""
    return column.where(is_sum(c) and fold(str(c)) not in _ANSWERS for c in column.uniques)


_IN_A_TOTAL = Problem(
    "Cellen står i en række med en sum og er ikke skrevet som resten af kolonnen. Den er ikke med.",
    "Tjek den, hvis rækken skal bruges.",
    level="advarsel",
    code="celle",
)


def _of_numbers(names: Sequence[str], cells: Sequence[Cells]) -> dict[str, list[str]]:
    """Return the texts of each column in which most cells are numbers."""
    found = {}
    for name, column in zip(names, cells, strict=True):
        texts = [bare(clean(c)) for c in column.uniques if isinstance(c, str) and not is_blank(c)]
        count = sum(_number(c, "dansk") is not None for c in texts)
        if 2 * count >= len(texts) > 0:
            found[name] = texts
    return found


def _typed(column: Cells, totals: Any, style: Style) -> tuple[Any, Any, Any]:
    """Return a column's values, where it hides a count, and where else a number is none."""
    import pandas as pd

    nowhere = np.zeros(len(column.codes), dtype=bool)
    # What a total says of itself ("I alt" among the years) decides nothing about the rest.
    used = np.unique(column.codes[~totals]) if totals.any() else range(len(column.uniques))
    cells = [column.uniques[i] for i in used if i >= 0 and not is_blank(column.uniques[i])]
    if not cells:
        return _text(column), nowhere, nowhere
    as_number = _usual(cells, style)
    numbers = {c: as_number(c, style) for c in cells if isinstance(c, (str, int, float))}
    if len(numbers) == len(cells) and all(v is not None for v in numbers.values()):
        values = [as_number(c, style) for c in column.uniques]
        whole = all(float(v).is_integer() and abs(v) < 2**53 for v in values if v is not None)
        dotted = any(isinstance(c, float) and not c.is_integer() for c in cells)
        spread = pd.array([*values, None], dtype="Float64").take(column.codes)
        return spread.astype("Int64") if whole and not dotted else spread, nowhere, nowhere
    days = decide_days(cells)
    if all(_stamp(c, days) for c in cells):
        stamps = [_stamp(c, days) or np.datetime64("NaT", "ns") for c in [*column.uniques, None]]
        return np.array(stamps, dtype="datetime64[ns]")[column.codes], nowhere, nowhere
    hidden = column.where([isinstance(c, str) and _is_hidden(c) for c in column.uniques])
    counts = sum(v is not None for v in numbers.values())
    nearly = sum(isinstance(c, str) and _NEARLY.fullmatch(clean(c)) is not None for c in cells)
    counts = counts and counts + nearly  # "(1.234)" and "5 kr." among numbers are meant as some
    codes = any(isinstance(c, str) and _CODE.fullmatch(clean(c)) for c in cells)
    odd = column.filled & ~totals & ~hidden if 2 * counts >= len(cells) and not codes else nowhere
    odd = odd & ~column.where([numbers.get(c) is not None or is_blank(c) for c in column.uniques])
    return _text(column), hidden if counts else nowhere, odd


def _number(cell: Any, style: Style) -> float | None:
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        return None
    if isinstance(cell, (int, float)) and not isinstance(cell, Shown):
        return cell if cell == cell else None
    text = as_text(cell)
    return None if _CODE.fullmatch(text) else parse_number(text, style)


def _share(cell: Any, style: Style) -> float | None:
    return parse_percent(cell, style) if isinstance(cell, str) else None


def _usual(cells: Sequence[Any], style: Style) -> Callable[[Any, Style], float | None]:
    """Return what reads most cells: numbers, or percents, which are numbers of their own kind."""
    shares = sum(_share(c, style) is not None for c in cells)
    return _share if 2 * shares > len(cells) else _number


def _is_share(column: Cells) -> Any:
    return column.where(_share(c, "dansk") is not None for c in column.uniques)


def _stamp(cell: Any, days: Days) -> Any:
    """Return a day, with its time of day where one is written."""
    from datetime import date

    if isinstance(cell, date):
        return np.datetime64(cell, "ns")
    found = written(cell) if isinstance(cell, str) and _ANY_DIGIT.search(cell) else None
    day = days.day(found) if found else None
    return np.datetime64(found.at(day), "ns") if found and day else None


def _is_hidden(cell: str) -> bool:
    return bool(_HIDDEN.fullmatch(clean(cell)))


def _text(column: Cells) -> Any:
    import pandas as pd

    words = [pd.NA if is_blank(c) else as_text(c) for c in [*column.uniques, None]]
    return pd.array(words, dtype="string").take(column.codes)


def _hidden(name: str, row: int) -> Problem:
    return Problem(
        "Cellen skjuler et tal, så kolonnen er læst som tekst.",
        "Spørg den, der har lavet tabellen, om tallet, eller regn ikke på kolonnen.",
        row=row,
        column=name,
        level="advarsel",
        code="tal_skjult",
    )


def _of_days(name: str, column: Cells, rows: Any) -> list[Problem]:
    """Tell of dates that are read with the month first."""
    days = decide_days(column.uniques)
    values = [
        d.astype("datetime64[D]").item() if (d := _stamp(c, days)) else None for c in column.uniques
    ]
    return [
        Problem(message, hint, row=int(row), column=name, level="advarsel", code="laest_som")
        for places, message, hint in told_of_days(column, values, days)
        for row in rows[places]
    ]


_LOST = Problem(*LOST, level="advarsel", code="laest_som")
_SHARES = Problem(
    "Kolonnen er procenter og er læst som tal: 12,5 % er 12,5.",
    "Regn med det, hvis tallene skal bruges sammen med andre.",
    level="advarsel",
    code="procent",
)


def _mixed(name: str, row: int, what: str) -> Problem:
    return Problem(
        f"Cellen er ikke {what}, som de fleste i kolonnen, så kolonnen er læst som tekst.",
        "Skriv tallet uden tegn, eller lad cellen være tom.",
        row=row,
        column=name,
        level="advarsel",
        code="tal_blandet",
    )
