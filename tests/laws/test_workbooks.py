"""The two laws over workbooks: what people leave in a sheet comes out, or is told of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitlib.columns import Column
from kitlib.problems import Problem
from kitlib.reading import read_columns, read_table
from tests.laws.sheets import ERRORS, WRITERS, Cell, Grid, Spans

LAW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
COLUMNS = (
    Column("dato", "dato", "Dagen.", required=True),
    Column("observation", "tekst", "Det, I så.", required=True),
    Column("barn", "kode", "Kode."),
    Column("gange", "heltal", "Hvor mange."),
    Column("andel", "tal", "Et tal."),
    Column("start", "sekunder", "Hvor i filmen."),
    Column("maa_vises", "ja_nej", "Om den må vises."),
)
HEADS = [c.name for c in COLUMNS]

# Cells of several kinds, each of which may stand in any column by mistake.
_DAYS = [
    *("3-3-2026", "25/3/2026", "2026-03-04", "3. marts 2026", "32-1-2026", "2/11", "i går"),
    *(date(2026, 3, 5), datetime(2026, 3, 6), datetime(2026, 3, 6, 14, 30), 46084, 46084.5),
]
_WORDS = ["tog støvler på", "to\nlinjer", "x\x0by", "Emma\u00ad og Åse", "Eksempel på leg", "7"]
_NUMBERS = [3, 0, 2.5, "1.234", "1,234", "1.234,5", "12,5", "3 gange", "1 234", -4, 1e12]
_TIMES = [time(1, 15), time(0, 1, 15), "1:15", "0:21", 75, 75.5, "75"]
_ANSWERS = ["ja", "nej", "måske", True, False, 1, 0]
_ODD = [
    *(Cell(sign, "fejl") for sign in ERRORS),
    *(Cell(None, "formel"), Cell(0.25, "procent"), Cell(1.0, "procent"), Cell(" "), Cell("")),
]


def _of(values, *more):
    plain = st.sampled_from([*map(Cell, values), *more])
    cell = st.one_of(*[plain] * 12, st.just(Cell()), st.sampled_from(_ODD))
    return st.tuples(cell, st.integers(0, 12)).map(
        lambda pair: replace(pair[0], note=True) if not pair[1] and pair[0].filled else pair[0]
    )


ROWS = st.tuples(
    _of(_DAYS),
    _of(_WORDS),
    _of(["B07", "u04", "7", 7.0, "010203-1234"]),
    _of(_NUMBERS, Cell(1.0, "procent")),
    _of(_NUMBERS, Cell(0.25, "procent")),
    _of(_TIMES),
    _of(_ANSWERS),
).map(list)
TITLES = st.lists(
    st.sampled_from(
        [
            [Cell("Vores noter")],
            [Cell("Uge 9"), Cell("Stue Sol")],
            [Cell(date(2026, 3, 2)), Cell("tog hue på")],
            [Cell("Antal"), Cell(), Cell(17)],
            [],
        ]
    ),
    max_size=2,
)
# Without declared columns, nothing tells that a first row with a date holds no headings.
WORDS_ABOVE = st.lists(st.sampled_from([[Cell("Vores noter")], []]), max_size=2)
TOTALS = st.sampled_from([[], [[Cell("I alt"), Cell(), Cell(), Cell(7)]]])


@dataclass(frozen=True)
class Sheet:
    """A sheet, and where its headings stand (from 0)."""

    grid: Grid
    head: int
    spans: Spans = ()


@st.composite
def sheets(draw, *, more_tables: bool = True, titles=TITLES) -> Sheet:
    """Return a sheet: titles, headings, rows with blank ones between, perhaps one more table."""
    titles = draw(titles)
    extra = draw(st.sampled_from([[], ["vejr"], ["vejr", "bemærkning 2"]]))
    order = draw(st.permutations(range(len(HEADS))))
    rows = draw(st.lists(ROWS, min_size=1, max_size=6))
    body: Grid = []
    for row in rows:
        body.append([*(row[i] for i in order), *(Cell("sol") for _ in extra)])
        if draw(st.integers(0, 5)) == 0:
            body.append([])
    if more_tables and draw(st.integers(0, 3)) == 0:
        again = draw(st.permutations(range(len(HEADS)))) if draw(st.booleans()) else order
        body.append([])
        body.append([Cell(HEADS[i]) for i in again])
        body += [[row[i] for i in again] for row in draw(st.lists(ROWS, min_size=1, max_size=3))]
    body += draw(TOTALS)
    heads = [*(Cell(HEADS[i]) for i in order), *map(Cell, extra)]
    grid = [*titles, heads, *body]
    return Sheet(grid, len(titles), _spans(draw, grid, len(titles)))


def _spans(draw, grid: Grid, head: int) -> Spans:
    """Merge a cell with the one below it; what the lower one held is gone."""
    if draw(st.integers(0, 3)) or len(grid) < head + 3:
        return ()
    row, column = draw(st.integers(head + 1, len(grid) - 2)), draw(st.integers(0, len(HEADS) - 1))
    if column >= len(grid[row]) or column >= len(grid[row + 1]) or not grid[row][column].filled:
        return ()
    grid[row + 1][column] = Cell()
    return ((row, row + 1, column),)


def told(problems: list[Problem]) -> set[tuple[int, str | None]]:
    """Return the rows told of, and the column where one was named."""
    return {(row, p.column) for p in problems for row in (p.rows or ((p.row,) if p.row else ()))}


def filled(row: list[Cell], kind: str) -> bool:
    return any(c.filled and not (kind == "xls" and c.look == "formel") for c in row)


@pytest.mark.parametrize("kind", sorted(WRITERS))
@LAW
@given(sheet=sheets(), since_1904=st.booleans())
def test_every_row_and_cell_of_a_sheet_is_read_or_told(tmp_path, kind, sheet, since_1904):
    path = tmp_path / f"t.{kind}"
    WRITERS[kind](path, sheet.grid, sheet.spans, since_1904=since_1904)
    reading = read_columns(path, COLUMNS)
    frame, known = reading.frame, told(list(reading.problems))
    rows = {row for row, _ in known}
    heads = [c.value for c in sheet.grid[sheet.head]]
    assert frame is not None
    assert {p.column for p in reading.problems if p.code == "kolonne_ukendt"} == set(heads) - set(
        HEADS
    )
    for number, row in enumerate(sheet.grid, start=1):
        if number == sheet.head + 1 or not filled(row, kind):
            continue
        # What stands in a column that is not known is told with the column.
        known_row = [c for name, c in zip(heads, row, strict=False) if name in HEADS]
        if number > sheet.head and not filled(known_row, kind):
            continue
        out = number in frame.index
        assert out or number in rows or _is_title(number, row, sheet), f"row {number} is lost"
        for name, cell in zip(heads, row, strict=False) if out else ():
            if name not in HEADS or not cell.filled or (kind == "xls" and cell.look == "formel"):
                continue
            value = frame.loc[number, name]
            if pd.isna(value):
                assert (number, name) in known, f"a cell of {name} in row {number} is lost"
            elif isinstance(cell.value, (int, float)) and name == "andel":
                assert value == cell.value
            elif isinstance(cell.value, date) and name == "dato":
                assert value.date() == pd.Timestamp(cell.value).date()
        if any(c.note for c in row) and kind != "xls":
            assert number in rows


def _is_title(number: int, row: list[Cell], sheet: Sheet) -> bool:
    """One text of its own above the headings is a title, and no note."""
    texts = [c for c in row if c.filled]
    return number <= sheet.head and len(texts) == 1 and isinstance(texts[0].value, str)


@pytest.mark.parametrize("kind", sorted(WRITERS))
@LAW
@given(sheet=sheets(more_tables=False, titles=WORDS_ABOVE))
def test_every_row_and_cell_of_an_undeclared_table_is_read_or_told(tmp_path, kind, sheet):
    path = tmp_path / f"t.{kind}"
    WRITERS[kind](path, sheet.grid, sheet.spans)
    frame = read_table(path)
    known = told(list(frame.attrs["problems"]))
    rows = {row for row, _ in known}
    head = _head_of(frame, sheet)
    for number, row in enumerate(sheet.grid, start=1):
        if number == head or not filled(row, kind):
            continue
        out = number in frame.index
        assert out or number in rows or _is_title(number, row, replace(sheet, head=head or 0)), (
            f"row {number} is lost"
        )
        for name, cell in zip(frame.columns, row, strict=False) if out else ():
            # What a total is called stands in `er_total`.
            called = cell.value == "I alt" and frame.loc[number, "er_total"]
            if cell.filled and not called and not (kind == "xls" and cell.look == "formel"):
                assert not pd.isna(frame.loc[number, name]) or (number, name) in known, (
                    f"a cell of {name} in row {number} is lost"
                )


def _head_of(frame: pd.DataFrame, sheet: Sheet) -> int | None:
    """Return the row whose cells became the names of the columns."""
    for number, row in enumerate(sheet.grid, start=1):
        if row and str(row[0].value) == frame.columns[0] and number not in frame.index:
            return number
    return None
