"""How numbers are written is decided once for a file, and told where there was doubt."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib.columns import Column
from kitlib.reading import read_columns, read_table
from kitlib.reading.values.figures import parse_number

CASES = Path(__file__).parents[1] / "cases"


def table(tmp_path, delimiter, *columns):
    rows = enumerate(zip(*columns, strict=True))
    lines = ['"' + f'"{delimiter}"'.join([f"r{i}", *row]) + '"' for i, row in rows]
    path = tmp_path / "t.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_table(path)


def codes(frame):
    return [p.code for p in frame.attrs["problems"]]


def test_danish_numbers_where_comma_parts_the_cells():
    frame = read_table(CASES / "danish_sheets_thousands" / "tabel.csv")
    assert frame["Antal"].tolist() == [1234, 1234.5, 12345]
    assert frame["Andel"].tolist() == [12.5, 7.25, 3]
    assert codes(frame) == []


def test_english_thousands_are_read_by_the_delimiter_and_told():
    frame = read_table(CASES / "english_thousands_in_comma_file" / "tabel.csv")
    assert frame["Count"].tolist() == [1234, 2500, 12345]
    assert codes(frame) == ["talform"]


@pytest.mark.parametrize(
    ("delimiter", "column", "other", "values", "told"),
    [
        (";", ["a", "1.234", "22.000"], ["b", "1", "2"], [1234, 22000], True),
        (";", ["a", "1.234", "22.000"], ["b", "1,5", "2"], [1234, 22000], False),
        (";", ["a", "1,234", "22,000"], ["b", "0.5", "2"], [1234, 22000], True),
        (";", ["a", "1.234", "2.5"], ["b", "1", "2"], [1.234, 2.5], False),
        (",", ["a", "1.234", "22.000"], ["b", "1,5", "2"], [1234, 22000], True),
        (",", ["a", "1.234", "2.5"], ["b", "1", "2"], [1.234, 2.5], False),
        ("\t", ["a", "1.234.567", "1.234"], ["b", "1", "2"], [1234567, 1234], False),
        (";", ["a", "1 234,5", "12'345"], ["b", "1", "2"], [1234.5, 12345], False),
        (";", ["a", "1,5", "2.5"], ["b", "1", "2"], [1.5, 2.5], False),
    ],
)
def test_every_number_that_can_be_written_in_one_way_votes(
    tmp_path, delimiter, column, other, values, told
):
    frame = table(tmp_path, delimiter, column, other)
    assert frame["a"].tolist() == values
    assert codes(frame) == ["talform"] * told


STYLES = {"dansk": ".,", "engelsk": ",.", "plain": ("", ",")}


@given(
    numbers=st.lists(st.integers(0, 10**7).map(lambda n: n / 100), min_size=1, max_size=6),
    style=st.sampled_from(sorted(STYLES)),
)
def test_a_number_with_decimals_is_read_in_the_style_it_is_written(numbers, style):
    thousands, point = STYLES[style]
    for number in numbers:
        text = f"{number:,.2f}".replace(",", "t").replace(".", point).replace("t", thousands)
        assert parse_number(text) == number


def test_declared_columns_decide_together(tmp_path):
    columns = (Column("antal", "heltal", "Antal."), Column("maal", "tal", "Mål."))
    path = tmp_path / "t.csv"
    path.write_text('antal,maal\n"1.234","12,5"\n"2.500","0,5"\n', encoding="utf-8")
    reading = read_columns(path, columns)
    assert reading.frame["antal"].tolist() == [1234, 2500]
    assert [(p.code, p.column) for p in reading.problems] == [("talform", "antal")]


def test_a_number_with_a_mark_is_told_and_the_column_kept_as_written(tmp_path):
    frame = table(tmp_path, ";", ["antal", "12", "0*", "7"])
    assert frame["antal"].tolist() == ["12", "0*", "7"]
    assert [(p.code, p.row) for p in frame.attrs["problems"]] == [("tal_blandet", 3)]
