"""Every value out is the value in, over text files of every dialect and the three workbooks."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitlib.reading import read_columns
from tests.laws.people import COLUMNS, NOTHING, STYLES, TOLD, Table, check, in_encoding, tables
from tests.laws.sheets import WRITERS, Cell, Grid

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850"]
LAW = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("style", sorted(STYLES))
@LAW
@given(data=st.data())
def test_every_cell_of_a_text_file_is_what_was_meant(tmp_path, encoding, delimiter, style, data):
    table = in_encoding(data.draw(tables(style)), encoding)
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(table.lines)
    path = tmp_path / "t.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    reading = read_columns(path, COLUMNS)
    check(table, reading.frame, list(reading.problems))


def _grid(table: Table, typed: list[bool]) -> Grid:
    """Return a table as a sheet: what a spreadsheet knows the kind of, it keeps as such."""
    kept = iter(typed * 200)
    grid = [[Cell(text) for text in line] for line in table.lines]
    for number, cells in {**table.rows, **table.more}.items():
        line = grid[number - 1]
        for cell in cells.values():
            if cell.means in (TOLD, NOTHING) or isinstance(cell.means, str) or not next(kept):
                continue
            place = next(j for j, new in enumerate(line) if new.value == cell.written)
            # A place in a film typed as text stays one; as a number it is seconds.
            line[place] = Cell(cell.means)
    return grid


@pytest.mark.parametrize("kind", sorted(WRITERS))
@settings(LAW, max_examples=40)
@given(
    table=st.sampled_from(sorted(STYLES)).flatmap(tables),
    typed=st.lists(st.booleans(), min_size=3, max_size=9),
)
def test_every_cell_of_a_sheet_is_what_was_meant(tmp_path, kind, table, typed):
    path = tmp_path / f"t.{kind}"
    WRITERS[kind](path, _grid(table, typed), ())
    reading = read_columns(path, COLUMNS)
    check(table, reading.frame, list(reading.problems))
