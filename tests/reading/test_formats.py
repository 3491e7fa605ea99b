"""A cell is read as the person sees it: percents, codes and words a number format makes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib.columns import Column
from kitlib.reading import read_columns, read_table
from kitlib.reading.values.formats import Shown, is_telling, shown, shows_otherwise
from tests.laws.sheets import WRITERS, Cell

COUNT = Column("antal", "heltal", "Hvor mange.")
SHARE = Column("antal", "tal", "Hvor stor en del.", low=0, high=100)


def written(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / f"t.{kind}"
    if kind == "csv":
        path.write_text("uge;antal\na;100 %\nb;12,5 %\n", encoding="utf-8")
        return path
    heads = [Cell("uge"), Cell("antal")]
    rows = [[Cell("a"), Cell(1.0, "procent")], [Cell("b"), Cell(0.125, "procent")]]
    WRITERS[kind](path, [heads, *rows], ())
    return path


def book(path: Path, *cells: tuple[float, str]) -> Path:
    import xlsxwriter

    new = xlsxwriter.Workbook(path)
    sheet = new.add_worksheet("ark")
    sheet.write(0, 0, "barn")
    for row, (value, code) in enumerate(cells, start=1):
        sheet.write_number(row, 0, value, new.add_format({"num_format": code}))
    new.close()
    return path


@pytest.mark.parametrize("kind", ["csv", *WRITERS])
class TestPercents:
    def test_is_no_count(self, tmp_path, kind):
        reading = read_columns(written(tmp_path, kind), [COUNT])
        assert reading.frame["antal"].isna().all()
        assert {p.row for p in reading.problems if "procent" in p.message} == {2, 3}

    def test_is_what_stands_before_its_sign_where_a_column_goes_to_100(self, tmp_path, kind):
        reading = read_columns(written(tmp_path, kind), [SHARE])
        assert reading.frame["antal"].tolist() == [100.0, 12.5]
        assert [p.message[:10] for p in reading.problems if p.column == "antal"] == ["Procentern"]

    def test_is_a_number_where_nothing_is_declared_and_is_told(self, tmp_path, kind):
        frame = read_table(written(tmp_path, kind))
        assert frame["antal"].tolist() == [100.0, 12.5]
        assert [p.code for p in frame.attrs["problems"]] == ["procent"]


def test_a_number_among_percents_is_asked_about(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("uge;antal\na;5 %\nb;7 %\nc;4\n", encoding="utf-8")
    frame = read_table(path)
    assert frame["antal"].tolist() == ["5 %", "7 %", "4"]
    assert [(p.code, p.row) for p in frame.attrs["problems"]] == [("tal_blandet", 4)]


@pytest.mark.parametrize(
    ("code", "value", "how"),
    [
        ("#,##0,", 1_234_000, "tusinder"),
        ("0.0,,", 1_234_567, "tusinder"),
        ('0.0,, "mio."', 1_234_567, "tusinder"),
        ('#,##0,"t";-#,##0,"t"', -1_234_000, "tusinder"),
        ("0,.0", 1_250, "tusinder"),
        (";;;", 7, "skjult"),
        (";;;", "en note", "skjult"),
        ("0;;;@", 0, "skjult"),
        ('"";"";"";""', "en note", "skjult"),
        ('0;-0;" "', 0, "skjult"),
        ("[Red];[Blue]", 7, "skjult"),
        (";;", "en note", None),
        ("0;;;@", 7, None),
        ("#,##0,", 0, None),
        ('0", "', 1250, None),
        ("#,##0.00", 1250, None),
        ("[$kr.-406] ", 1250, None),
        ("[h]", 1.25, None),
        ("@", "en note", None),
    ],
)
def test_a_format_that_shows_less_than_the_cell_is_known(code, value, how):
    assert shows_otherwise(code, value) == how
    assert is_telling(code) or how is None


@pytest.mark.parametrize("declared", [True, False])
def test_what_a_format_hides_or_scales_is_read_and_told(tmp_path, declared):
    path = book(tmp_path / "t.xlsx", (1_234_000, "#,##0,"), (7, ";;;"), (8, "0"), (9, ";;;"))
    if declared:
        reading = read_columns(path, [Column("barn", "heltal", "Hvor mange.")])
        frame, problems = reading.frame, list(reading.problems)
    else:
        frame = read_table(path)
        problems = list(frame.attrs["problems"])
    assert frame["barn"].tolist() == [1_234_000, 7, 8, 9]
    told = [(p.code, p.column, p.rows or (p.row,)) for p in problems]
    assert sorted(told) == [("vises_skjult", "barn", (3, 5)), ("vises_tusinder", "barn", (2,))]


def test_a_code_made_by_a_format_is_the_code_people_see(tmp_path):
    path = book(tmp_path / "t.xlsx", (7, '"B"00'), (7, '"C"00'), (101701234, "000000-0000"))
    reading = read_columns(path, [Column("barn", "kode", "Koden.")])
    assert reading.frame["barn"].tolist()[:2] == ["B07", "C07"]
    # A number that is shown as a CPR number is one, and no code.
    assert reading.frame["barn"].isna().tolist() == [False, False, True]
    assert "CPR" in next(p for p in reading.problems if p.row == 4).hint
    assert read_table(path)["barn"].tolist() == ["B07", "C07", "010170-1234"]


def test_a_word_made_by_a_format_is_the_answer(tmp_path):
    path = book(tmp_path / "t.xlsx", (1, '[=1]"ja";[=0]"nej"'), (0, '[=1]"ja";[=0]"nej"'))
    assert read_columns(path, [Column("barn", "ja_nej", "?")]).frame["barn"].tolist() == [1, 0]
    assert read_columns(path, [Column("barn", "heltal", "?")]).frame["barn"].tolist() == [1, 0]


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "#,##0.00",
        '#,##0.00 "kr."',
        "[$kr.-406] 0",
        "# ?/?",
        "0.00E+00",
        '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-',
        "dd-mm-yyyy",
        "[h]:mm",
        '0" gange"',
        "@",
    ],
)
def test_currency_rounding_fractions_and_dates_leave_the_number_alone(code):
    assert not is_telling(code)
    assert shown(code, 1250.5) == 1250.5


@given(
    st.text("ABCÆ ", min_size=1, max_size=3).filter(str.strip),
    st.integers(0, 4),
    st.integers(0, 99_999),
)
def test_a_prefix_and_zeros_are_shown_as_a_spreadsheet_does(prefix, zeros, number):
    cell = shown(f'"{prefix}"' + ("0" * zeros or "#"), float(number))
    assert isinstance(cell, Shown) and cell == number
    digits = f"{number:0{zeros}d}" if zeros or number else "0"
    assert cell.text == (prefix + digits).strip()


@given(st.text('0#?%,.;"[]=<>\\ABdmy1 -_*@$/', max_size=12), st.floats(-1e6, 1e6))
def test_any_format_leaves_the_number_or_gives_a_text(code, number):
    is_telling(code)
    assert isinstance(shown(code, number), (float, str))
