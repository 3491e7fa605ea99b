"""What cannot be read as it was meant is told, in the words of the file and never of a note."""

import pandas as pd
import pytest

from kitlib.columns import Column
from kitlib.problems import KitError
from kitlib.reading import read_columns, read_table
from kitlib.reading.timecodes import read_annotations

COLUMNS = (
    Column("dato", "dato", "Dagen.", unit="dag", required=True, kept=True),
    Column("observation", "tekst", "Det, I så.", required=True),
    Column("barn", "kode", "Kode."),
)
LOST = ["S\ufffdren gik p\ufffd tur", "S?ren gik p? tur", "S&oslash;ren gik", "K&#248;kken"]
# As mails (two ways), an old mail program, addresses and programs write a letter.
LOST += ["S=C3=B8ren gik", "S=F8ren gik", "S+APg-ren gik", "S%C3%B8ren gik", r"S\u00f8ren gik"]
WHOLE = ["Hvad? Nej", "hvad?", "se www.x.dk/a?b=1", "https://x.dk/?q=a&amp;b", "B & O; og mere"]
WHOLE += ["a=C3", "3+A-"]


def csv(tmp_path, text, name="t.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("note", [*LOST, *WHOLE])
def test_letters_lost_before_the_file_was_written_are_told(tmp_path, note):
    path = csv(tmp_path, f'dato;observation\n3-3-2026;"{note}"\n4-3-2026;tog hue på\n')
    reading = read_columns(path, COLUMNS)
    assert reading.frame["observation"].iloc[0] == note
    told = [(p.column, p.row) for p in reading.problems if "gået tabt" in p.message]
    assert told == ([("observation", 2)] if note in LOST else [])
    told = [p.row for p in read_table(path).attrs["problems"] if "gået tabt" in p.message]
    assert told == ([2] if note in LOST else [])


def test_a_table_without_headings_is_told_once_and_quotes_no_note(tmp_path):
    path = csv(tmp_path, "3-3-2026;Emma slog Bo;B1\n4-3-2026;de legede;B2\n")
    reading = read_columns(path, COLUMNS)
    assert reading.frame is None
    assert [(p.code, p.row) for p in reading.problems] == [("kolonne_mangler", 1)]
    assert "Emma" not in str(reading.problems)


@pytest.mark.parametrize("text", ['[{"dato": "3-3-2026", "observation": "gik"}]', '{"a": [1]}'])
def test_a_file_of_another_kind_is_named_as_such(tmp_path, text):
    with pytest.raises(KitError, match="JSON"):
        read_table(csv(tmp_path, text))


def test_a_date_without_signs_is_a_day(tmp_path):
    path = csv(tmp_path, "dato;observation\n20260303;a\n20261303;b\n")
    frame = read_columns(path, COLUMNS).frame
    assert frame["dato"].tolist() == [pd.Timestamp(2026, 3, 3), pd.NaT]


def test_both_signs_between_thousands_in_a_column_are_told(tmp_path):
    path = csv(tmp_path, "enhed;antal;andel\nA;1.234;12,5\nB;2.500;7,25\nC;1,234;3,1\n")
    told = [(p.code, p.column) for p in read_table(path).attrs["problems"]]
    assert told == [("talform", "antal")]


@pytest.mark.parametrize("cell", ["(1.234)", "5-", "5 kr.", "kr. 200"])
def test_what_is_nearly_a_number_among_numbers_is_told(tmp_path, cell):
    path = csv(tmp_path, f"enhed;antal\nA;{cell}\nB;{cell}\nC;7\n")
    frame = read_table(path)
    assert frame["antal"].tolist() == [cell, cell, "7"]
    assert {p.row for p in frame.attrs["problems"]} == {2, 3}


def test_a_ticked_box_is_no_code_and_words_in_a_box_are_told(tmp_path):
    import xlsxwriter

    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("ark")
    sheet.write_row(0, 0, [c.name for c in COLUMNS])
    sheet.write_row(1, 0, ["3-3-2026", "gik", True])
    sheet.insert_textbox(5, 1, "en seddel til")
    book.close()
    reading = read_columns(path, COLUMNS)
    assert reading.frame["barn"].isna().all()
    assert [(p.code, p.row) for p in reading.problems] == [("tekstboks", None), ("celle", 2)]


def test_a_cues_number_is_not_read_into_the_words_above_it(tmp_path):
    lines = ["00:00:08,000 --> 00:00:09,000", "uden nummer", "10", "00:00:10,000 --> 00:00:11,000"]
    path = csv(tmp_path, "\n".join([*lines, "12", ""]), "t.srt")
    assert [r.tekst for r in read_annotations(path).rows] == ["uden nummer", "12"]
