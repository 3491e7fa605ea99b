"""A cell that cannot be read counts as what does no harm, and the row's problem says which."""

import io
from datetime import datetime, time

import openpyxl
import pytest

from kitlib import open_team
from kitlib.columns import Column
from kitlib.reading import read_columns, read_table

OM = 'format = 1\nnavn = "Egern"\ntype = "dagtilbud"\nformaal = "At lære"\nslettes = 2099-01-01\n'


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "Egern"
    folder.mkdir()
    (folder / "om.toml").write_text(OM, encoding="utf-8")
    return folder


@pytest.mark.parametrize("answer", ["helst ikke", "?", "ja, men ikke på væggen"])
def test_a_note_is_not_shown_where_the_answer_cannot_be_read(folder, answer):
    """Whoever wrote more than ja or nej has a wish, and it is not for us to guess."""
    text = f'dato;observation;maa_vises\n3-3-2026;Tog hue på;"{answer}"\n4-3-2026;Gik ud;\n'
    (folder / "postits.csv").write_text(text, encoding="utf-8")
    team = open_team(folder)
    shown = team.shown["postits"]["observation"]
    assert shown.dropna().tolist() == ["Gik ud"]
    [told] = [p for p in team.problems if p.column == "maa_vises"]
    assert told.row == 2 and told.message.endswith("Ordene i rækken vises ikke.")
    assert answer not in str(told)


@pytest.mark.parametrize("times", ["0*", "2-3", "ca. 2", "-1"])
def test_a_day_somebody_looked_is_not_counted_once_for_a_number_nobody_can_read(folder, times):
    (folder / "kigget.csv").write_text(f"dato;gange\n3-3-2026;{times}\n4-3-2026;\n5-3-2026;2\n")
    team = open_team(folder)
    assert team.postits["gange"].tolist() == [1, 2]
    [told] = [p for p in team.problems if p.column == "gange"]
    assert told.row == 2 and told.message.endswith("Rækken er ikke med.")


@pytest.mark.parametrize("name", ["t.xls", "t.ods", "t.csv", "t.XLSX", "t"])
def test_a_workbook_is_read_by_what_it_is_and_not_by_its_name(tmp_path, name):
    book, held = openpyxl.Workbook(), io.BytesIO()
    for row in (["Enhed", "Antal"], ["Nord", 3], ["Syd", 4]):
        book.active.append(row)
    book.save(held)
    (tmp_path / name).write_bytes(held.getvalue())
    assert read_table(tmp_path / name)["Antal"].tolist() == [3, 4]


def book(tmp_path, rows):
    path = tmp_path / "t.xlsx"
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


def test_what_a_spreadsheet_made_a_date_of_is_no_code_and_is_told_in_words(tmp_path):
    """Whoever types 3-5 into a spreadsheet finds 3 May there."""
    columns = (
        Column("observation", "tekst", "Det, I så.", required=True),
        Column("tema", "tekst", "Tema."),
        Column("barn", "kode", "Kode."),
        Column("tal", "heltal", "Tal.", low=1, high=10),
    )
    rows = [["observation", "tema", "barn", "tal"], ["Gik", datetime(2026, 5, 3), "B1", 3]]
    rows += [["Løb", "ro", datetime(2026, 3, 1), time(7, 30)], ["Sov", "ro", "B2", 4]]
    reading = read_columns(book(tmp_path, rows), columns)
    assert reading.frame["barn"].fillna("").tolist() == ["B1", "", "B2"]
    told = {(p.column, p.row) for p in reading.problems if "gjort det skrevne" in p.message}
    assert told == {("tema", 2), ("barn", 3), ("tal", 3)}


DAY = (Column("dato", "dato", "Dagen.", unit="dag", required=True),)
THIRD, FIFTH, LATE = datetime(2026, 4, 3), datetime(2026, 5, 3), datetime(2026, 5, 30)


@pytest.mark.parametrize(
    ("days", "rows"),
    [
        ([THIRD, "3/25/2026", FIFTH], (2, 4)),
        ([THIRD, FIFTH, datetime(2026, 6, 3), "25/3/2026", "26/3/2026", "27/3/2026"], (2, 3, 4)),
        ([THIRD, "25/3/2026", FIFTH], ()),
        ([THIRD, "3/25/2026", LATE], ()),
        ([THIRD, "25/3/2026", "4/5/2026", FIFTH], ()),
    ],
)
def test_days_a_spreadsheet_may_have_taken_for_months_are_asked_about(tmp_path, days, rows):
    """It makes dates of those it can, in its own order, and leaves the others as text."""
    reading = read_columns(book(tmp_path, [["dato"], *([d] for d in days)]), DAY)
    told = [p.rows or (p.row,) for p in reading.problems if "byttet om" in p.message]
    assert told == ([rows] if rows else [])


NOTES = (
    Column("dato", "dato", "Dagen.", unit="dag", required=True, kept=True),
    Column("observation", "tekst", "Det, I så.", required=True),
    Column("situation", "tekst", "Hvor."),
)


def notes(tmp_path, rows):
    path = tmp_path / "t.csv"
    path.write_text(f"dato;observation;situation\n{rows}", encoding="utf-8")
    return read_columns(path, NOTES)


def test_a_row_that_is_gone_is_not_said_to_be_there(tmp_path):
    reading = notes(tmp_path, "en dag;;leg\n;;leg\nen dag;Gik ud;leg\n")
    assert reading.frame.index.tolist() == [4]
    said = {row: " ".join(p.message for p in reading.problems if p.row == row) for row in (2, 3, 4)}
    assert ["Rækken er med" in said[row] for row in (2, 3, 4)] == [False, False, True]
    assert ["Rækken er ikke med" in said[row] for row in (2, 3, 4)] == [True, True, False]


@pytest.mark.parametrize(
    "row", ["(dd-mm-åååå);(hvad så du);(hvor)", "dd/mm/yyyy;skriv her;", "DAG-MÅNED-ÅR;;"]
)
def test_a_row_that_says_what_to_write_is_no_note(tmp_path, row):
    reading = notes(tmp_path, f"{row}\n3-3-2026;Gik ud;leg\n")
    assert reading.frame["observation"].tolist() == ["Gik ud"]
    assert [(p.code, p.row) for p in reading.problems] == [("raekke_forklaring", 2)]


def test_a_note_in_brackets_is_one(tmp_path):
    reading = notes(tmp_path, ";(hun lo);\n3-3-2026;(Gik ud);leg\n")
    assert reading.frame["observation"].tolist() == ["(hun lo)", "(Gik ud)"]


def test_a_note_without_a_word_is_asked_about(tmp_path):
    rows = ["12", "7-8", "-----", "None", "2 gik ud", "😊", "nå", "på"]
    reading = notes(tmp_path, "".join(f"3-3-2026;{note};\n" for note in rows))
    [told] = [p for p in reading.problems if "ingen ord" in p.message]
    assert told.rows == (2, 3, 4, 5) and len(reading.frame) == len(rows)


@pytest.mark.parametrize(
    ("days", "row"),
    [
        (["3-3-2026", "4-3-2026", "5-3-2016", "6-3-2026", "7-3-2026"], 4),
        (["3-3-2026", "4-3-2026", "5-3-2026", "6-3-2026", "3-3-1987"], 6),
        (["3-3-2026", "4-3-2026", "5-3-2025", "6-3-2026", "7-3-2026"], None),
        (["3-3-2016", "4-3-2018", "5-3-2020", "6-3-2022", "7-3-2024"], None),
        (["3-3-2016", "4-3-2016", "5-3-2016", "6-3-2026", "7-3-2026"], None),
    ],
)
def test_a_day_years_from_all_others_is_asked_about(tmp_path, days, row):
    reading = notes(tmp_path, "".join(f"{day};Gik ud;\n" for day in days))
    told = [p.row for p in reading.problems if "mere end et år" in p.message]
    assert told == ([] if row is None else [row])
