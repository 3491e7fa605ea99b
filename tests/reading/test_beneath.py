"""What the library says nothing of is read as a person sees it, and told."""

import subprocess
from datetime import date, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kitlib import open_team
from kitlib.columns import Column
from kitlib.reading import read_columns, read_table
from kitlib.reading.values.clocktimes import clock_of

from .sheets import sheet_of

CASES = Path(__file__).parents[1] / "cases"
COLUMNS = (
    Column("dato", "dato", "Dagen.", required=True),
    Column("observation", "tekst", "Det, I så.", required=True),
    Column("situation", "tekst", "Hvor."),
    Column("barn", "kode", "Kode."),
    Column("start", "sekunder", "Hvor i filmen."),
    Column("gange", "heltal", "Hvor mange."),
)
START = Column("start", "sekunder", "Hvor i filmen.")


def test_an_error_is_no_blank_cell():
    frame = read_table(CASES / "error_cells_are_not_blank" / "tabel.xlsx")
    told = [(p.row, p.message) for p in frame.attrs["problems"]]
    assert told == [
        (2, "Cellen viser en fejl i regnearket, #N/A."),
        (3, "Cellen viser en fejl i regnearket, #DIV/0!."),
        (4, "Cellen viser en fejl i regnearket, #REF!."),
    ]
    assert frame["score"].isna().tolist() == [True, True, True, False]


def test_an_error_in_a_required_cell_is_called_by_its_name():
    score = (Column("borger", "kode", "Kode."), Column("score", "heltal", "Tal.", required=True))
    reading = read_columns(CASES / "error_cells_are_not_blank" / "tabel.xlsx", score)
    assert "#N/A" in str(reading.problems)
    assert "tom" not in str(reading.problems)


def test_a_merged_cell_holds_for_each_of_its_rows():
    team = open_team(CASES / "merged_cells_down")
    assert team.postits["situation"].tolist() == ["leg"] * 3
    [told] = [p for p in team.problems if p.code == "flettet"]
    assert told.rows == (3, 4)


def test_a_minute_and_a_quarter_typed_into_a_spreadsheet():
    team = open_team(CASES / "excel_time_1_15_in_film")
    assert team.video["start"].tolist() == [75, 160]
    [told] = [p for p in team.problems.together() if p.code == "laest_som"]
    assert told.rows == (2, 3)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_each_format_is_looked_beneath(kind):
    """One sheet with everything in it, saved by LibreOffice as each of them."""
    reading = read_columns(CASES / "under_cellerne" / f"under.{kind}", COLUMNS)
    frame = reading.frame
    assert frame.index.tolist() == [2, 3, 4, 6, 7]  # a merged cell makes no row of a blank one
    assert [d.day for d in frame["dato"]] == [2, 3, 3, 6, 7]
    assert frame["situation"].tolist() == ["leg", "leg", "leg", "garderobe", "garderobe"]
    assert frame["start"].fillna(-1).tolist() == [75, 160, 5, -1, 65 * 60 + 20]
    assert frame["gange"].fillna(-1).tolist() == [1, -1, 3, -1, 6]
    told = [(p.code, p.column, p.rows or (p.row,)) for p in reading.problems.together()]
    assert sorted(told, key=str) == sorted(
        [
            ("flettet", "situation", (3, 4)),
            ("flettet", "dato", (4,)),
            ("kolonne_skjult", "barn", (None,)),
            ("raekker_skjult", None, (7,)),
            ("kommentar", None, (6,)),
            ("laest_som", "start", (2, 3, 4, 7)),
            ("celle", "gange", (3,)),
            ("celle", "gange", (6,)),
        ],
        key=str,
    )
    assert "#N/A" in str(reading.problems)
    assert "#DIV/0!" in str(reading.problems)
    assert "Spørg mor" not in str(reading.problems)


def _book(path, rows, formats=None):
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("postits")
        looks = {n: book.add_format({"num_format": n}) for n in (formats or {}).values()}
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                look = looks.get((formats or {}).get(j))
                if isinstance(cell, (date, time, timedelta)):
                    page.write_datetime(i, j, cell, look)
                elif isinstance(cell, str) and cell.startswith("="):
                    page.write_formula(i, j, cell, None, "")
                else:
                    page.write(i, j, cell)
    return path


def test_a_formula_whose_result_was_not_kept_is_told(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["dato", "observation", "gange"])
    book.active.append(["3-3-2026", "a", "=1+1"])
    book.active.append(["=A2", "b", 2])
    book.save(tmp_path / "t.xlsx")
    reading = read_columns(tmp_path / "t.xlsx", COLUMNS)
    told = [(p.row, p.column) for p in reading.problems if "resultat" in p.message]
    assert told == [(2, "gange"), (3, "dato")]
    frame = read_table(tmp_path / "t.xlsx")
    assert len(frame) == 2
    assert len(frame.attrs["problems"]) == 2


def test_a_formula_that_gives_an_empty_text_is_blank(tmp_path):
    head = '<row r="1"><c t="inlineStr"><is><t>gange</t></is></c></row>'
    cells = '<row r="2"><c r="A2" t="str"><f>IF(1,"")</f><v></v></c></row>'
    path = sheet_of(tmp_path / "t.xlsx", head + cells)
    assert len(read_columns(path, COLUMNS[-1:]).problems) == 0


@pytest.mark.parametrize("sign", ["#REF!", "#I/T", "#N/A", "#DIVISION/0!", "#VÆRDI!", "#navn?"])
def test_an_error_saved_as_text_is_told(tmp_path, sign):
    path = tmp_path / "t.csv"
    path.write_text(f"dato;observation;situation\n3-3-2026;a;{sign}\n", encoding="utf-8")
    [told] = read_columns(path, COLUMNS).problems
    assert sign in told.message
    assert (told.row, told.column) == (2, "situation")


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ([time(1, 15), time(0, 5)], "minutter"),
        ([time(0, 1, 15), time(0, 2, 40)], "timer"),
        ([time(1, 15), time(0, 2, 40)], "blandet"),
        ([time(1, 15), 75, "1:20", None], "minutter"),
        ([75.5, "1:20"], "ingen"),
    ],
)
def test_times_of_day_are_decided_for_the_column(typed, clock):
    assert clock_of(typed) == clock


def test_times_with_and_without_seconds_are_asked_about(tmp_path):
    rows = [["start"], [time(1, 15)], [time(0, 2, 40)], [90]]
    reading = read_columns(_book(tmp_path / "t.xlsx", rows, {0: "h:mm:ss"}), (START,))
    assert reading.frame["start"].fillna(-1).tolist() == [-1, 160, 90]
    [told] = reading.problems
    assert (told.row, told.level) == (2, "fejl")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 59)), min_size=1, max_size=6))
def test_what_is_typed_as_minutes_and_seconds_comes_back(tmp_path_factory, typed):
    """Law: whatever minutes and seconds are typed, and kept as hours and minutes, is read."""
    path = tmp_path_factory.mktemp("ur") / "t.xlsx"
    rows = [["start"], *([timedelta(hours=m, minutes=s)] for m, s in typed)]
    reading = read_columns(_book(path, rows, {0: "[h]:mm"}), (START,))
    assert reading.frame["start"].tolist() == [60 * m + s for m, s in typed]


@pytest.mark.whole
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_picture_on_a_sheet_is_told_and_a_chart_is_none(tmp_path, soffice, kind):
    png = tmp_path / "sedler.png"
    Image.new("RGB", (80, 60), "white").save(png)
    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(path)
    for name in ("billede", "kurve"):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["dato", "observation", "gange"])
        sheet.write_row(1, 0, ["3-3-2026", "gik", 2])
    book.get_worksheet_by_name("billede").insert_image(4, 1, png)
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=kurve!$C$2:$C$2"})
    book.get_worksheet_by_name("kurve").insert_chart(4, 1, chart)
    book.close()
    if kind != "xlsx":
        profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
        command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path)]
        subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
        path = path.with_suffix(f".{kind}")
    codes = {
        name: [p.code for p in read_columns(path, COLUMNS, sheet=name).problems]
        for name in ("billede", "kurve")
    }
    assert codes == {"billede": ["billede_paa_ark"], "kurve": []}
