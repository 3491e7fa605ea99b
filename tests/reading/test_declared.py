"""Declared columns: what people write, and what they are told when it does not fit."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitlib.columns import Column
from kitlib.instruments import instrument
from kitlib.problems import KitError
from kitlib.reading import headings, read_columns
from tests.written import write_table

from .ole import container

COLUMNS = (
    Column("dato", "dato", "Dagen.", required=True),
    Column("observation", "tekst", "Det, I så.", required=True),
    Column("barn", "kode", "Barnets kode."),
    Column("sammen_med", "koder", "Andre koder."),
    Column("antal", "heltal", "Hvor mange.", low=0, high=20),
    Column("maal", "tal", "Et mål.", low=0),
    Column("virkning", "valg", "Hvad det gjorde.", allowed=("hjalp", "spændte ben")),
    Column("maa_vises", "ja_nej", "Om den må vises."),
    Column("start", "sekunder", "Hvor i filmen."),
    Column(
        "q1", "heltal", "Svar.", low=0, high=5, answers=(("Hele tiden", 5), ("Lidt af tiden", 1))
    ),
)
HEAD = [c.name for c in COLUMNS]
ROW = [
    "3-3-2026",
    "æøå; og mere",
    "B07",
    "B01 B02",
    "3",
    "1,5",
    "hjalp",
    "ja",
    "1:15",
    "Hele tiden",
]


def save(path: Path, rows, *, delimiter=";", encoding="utf-8") -> Path:
    import csv
    import io

    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def read(path, **options):
    return read_columns(path, COLUMNS, **options)


def one(tmp_path, column, cell):
    """Read one cell in an otherwise good row."""
    row = dict(zip(HEAD, ROW, strict=True)) | {column: cell}
    return read(save(tmp_path / "t.csv", [HEAD, list(row.values())]))


DIALECTS = [
    ("utf-8", ";"),
    ("utf-8-sig", ";"),
    ("cp1252", ";"),
    ("utf-16", ";"),
    ("utf-8", ","),
    ("utf-8-sig", ","),
    ("cp1252", "\t"),
    ("utf-16", "\t"),
    ("utf-8", "\t"),
]


def expected() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "dato": pd.array([pd.Timestamp(2026, 3, 3)], dtype="datetime64[ns]"),
            "observation": pd.array(["æøå; og mere"], dtype="string"),
            "barn": pd.array(["B07"], dtype="string"),
            "sammen_med": pd.array(["B01, B02"], dtype="string"),
            "antal": pd.array([3], dtype="Int64"),
            "maal": pd.array([1.5], dtype="Float64"),
            "virkning": pd.array(["hjalp"], dtype="string"),
            "maa_vises": pd.array([True], dtype="boolean"),
            "start": pd.array([75.0], dtype="Float64"),
            "q1": pd.array([5], dtype="Int64"),
        },
        index=pd.Index([2], name="raekke"),
    )


@pytest.mark.parametrize(("encoding", "delimiter"), DIALECTS)
def test_one_content_in_every_text_dialect(tmp_path, encoding, delimiter):
    # Where comma divides the cells, programs write the decimal point.
    row = [c.replace("1,5", "1.5") for c in ROW] if delimiter == "," else ROW
    path = save(tmp_path / "t.csv", [HEAD, row], delimiter=delimiter, encoding=encoding)
    reading = read(path)
    assert list(reading.problems) == []
    pd.testing.assert_frame_equal(reading.frame, expected(), check_index_type=False)


def _xlsx(path):
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("ark")
        page.write_row(0, 0, HEAD)
        page.write_datetime(
            1, 0, pd.Timestamp(2026, 3, 3), book.add_format({"num_format": "d-m-yy"})
        )
        page.write_row(1, 1, [*ROW[1:4], 3, 1.5, *ROW[6:]])


def _serial(path):
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("ark")
        page.write_row(0, 0, HEAD)
        page.write_row(1, 0, [46084, *ROW[1:]])


def _ods(path):
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    table = Table(name="ark")
    for row in (HEAD, ROW):
        line = TableRow()
        for cell in row:
            box = TableCell(valuetype="string")
            box.addElement(P(text=cell))
            line.addElement(box)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(path))


@pytest.mark.parametrize(
    ("name", "writer"), [("t.xlsx", _xlsx), ("t.xlsx", _serial), ("t.ods", _ods)]
)
def test_the_same_content_in_workbooks(tmp_path, name, writer):
    writer(tmp_path / name)
    reading = read(tmp_path / name)
    assert list(reading.problems) == []
    pd.testing.assert_frame_equal(reading.frame, expected(), check_index_type=False)


@pytest.mark.whole
def test_the_same_content_in_an_old_workbook(tmp_path, soffice):
    """LibreOffice writes the .xls: the format Excel used until 2003."""
    import subprocess

    _xlsx(tmp_path / "t.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "t.xlsx")], check=True, capture_output=True)
    reading = read(tmp_path / "t.xls")
    assert list(reading.problems) == []
    pd.testing.assert_frame_equal(reading.frame, expected(), check_index_type=False)


def test_titles_blank_lines_sep_and_totals(tmp_path):
    path = tmp_path / "t.csv"
    lines = ["sep=;", "Vores noter i marts", "", "Dato;Observation", "3-3-2026;a", "", "I alt;1"]
    path.write_text("\n".join(lines), encoding="utf-8")
    reading = read(path)
    # The sep= line is not a row of the spreadsheet.
    assert reading.frame["observation"].to_dict() == {4: "a"}
    assert [(p.code, p.row, p.level) for p in reading.problems] == [("raekke_i_alt", 6, "advarsel")]


@pytest.mark.parametrize(
    "text",
    [
        "3-3-2026",
        "03.03.26",
        "3/3 2026",
        "2026-03-03",
        "3. marts 2026",
        "03-03-2026 09:30",
        "46084",
        " 3-3-2026 ",
    ],
)
def test_dates_are_read_day_first(tmp_path, text):
    assert one(tmp_path, "dato", text).frame["dato"].iloc[0].date() == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("column", "cell", "hint"),
    [
        ("dato", "31-2-2026", "Skriv en dato som 3-3-2026."),
        ("dato", "3/25/2026", "Skriv dagen først"),
        ("observation", "", "Skriv en tekst."),
        ("barn", "010203-1234", "CPR"),
        ("antal", "21", "Skriv et helt tal fra 0 til 20."),
        ("antal", "2,5", "Skriv et helt tal fra 0 til 20."),
        ("antal", "mange", "Skriv et helt tal fra 0 til 20."),
        ("maal", "-1", "Skriv et tal, der er mindst 0."),
        ("virkning", "måske", "Skriv hjalp eller spændte ben."),
        ("maa_vises", "tja", "Skriv ja eller nej."),
        ("start", "1.15", "1:15"),
        ("q1", "6", "Skriv et helt tal fra 0 til 5."),
    ],
)
def test_each_misfit_names_row_column_and_what_to_write(tmp_path, column, cell, hint):
    report = one(tmp_path, column, cell).problems
    assert [(p.file, p.row, p.column) for p in report] == [("t.csv", 2, column)]
    assert hint in report.problems[0].hint
    if cell:
        assert cell not in report.problems[0].message


def test_a_fault_in_a_required_cell_costs_the_row_and_elsewhere_the_cell(tmp_path):
    rows = [HEAD, ROW, ["32-1-2026", *ROW[1:]], [*ROW[:4], "99", *ROW[5:]]]
    frame = read(save(tmp_path / "t.csv", rows)).frame
    assert frame.index.tolist() == [2, 4]
    assert frame["antal"].isna().tolist() == [False, True]


@pytest.mark.parametrize("heading", ["Medarbejder", "Initialer", "Navn på pædagog", "Udfyldt af"])
def test_no_column_that_names_an_employee(tmp_path, heading):
    reading = read(save(tmp_path / "t.csv", [[*HEAD, heading], [*ROW, "Mette"]]))
    assert [p.code for p in reading.problems] == ["medarbejder"]
    assert heading not in reading.frame
    assert "Mette" not in str(reading.problems)


def test_headings_that_are_not_known_are_told_with_the_nearest(tmp_path):
    reading = read(save(tmp_path / "t.csv", [["datto", "observation"], ["3-3-2026", "a"]]))
    assert reading.frame is None
    assert "Mente du" in str(reading.problems)
    assert {p.code for p in reading.problems} == {"kolonne_ukendt", "kolonne_mangler"}


def test_a_heading_like_none_is_not_told_to_be_a_column_that_is_there(tmp_path):
    columns = (*COLUMNS[:2], Column("tema", "tekst", "Det, det handler om."))
    rows = [["dato", "observation", "Vores fokus"], ["3-3-2026", "a", "b"]]
    reading = read_columns(save(tmp_path / "t.csv", rows), columns)
    [told] = reading.problems
    assert 'tema = ["Vores fokus"]' in told.hint


def test_synonyms_of_the_team_are_used(tmp_path):
    path = save(tmp_path / "t.csv", [["Skumlet dag", "observation"], ["3-3-2026", "a"]])
    assert len(read(path, synonyms={"dato": ["skumlet DAG"]}).frame) == 1


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("DATO *", "dato"),
        ("Må noten vises?", "maa_vises"),
        ("Hvad så du?", "observation"),
        ("Tidsstempel", "dato"),
        ("I de sidste 2 uger [har jeg været glad og i godt humør]", "q1"),
        ("I de sidste 2 uger har jeg været glad og i godt humør", "q1"),
    ],
)
def test_headings_as_forms_write_them(tmp_path, heading, column):
    who5 = instrument("who5")
    path = save(tmp_path / "t.csv", [[heading, "x"], ["1", "2"]])
    assert headings(path, columns=who5.own_columns)[0] == column


def test_the_kits_own_example_is_passed_over_and_one_with_words_of_the_teams_own_is_told(tmp_path):
    rows = [HEAD, ["Eksempel: 3-3-2026", *ROW[1:]], ROW]
    reading = read(save(tmp_path / "t.csv", rows))
    assert len(reading.frame) == 1
    assert [(p.row, p.code) for p in reading.problems] == [(2, "raekke_eksempel")]
    own = ["Eksempel: 3-3-2026", "2", "samling"]
    kigget = instrument("postits").tables["kigget"]
    rows = [["dato", "gange", "situation"], own, ["4-3-2026", "1", "leg"]]
    reading = read_columns(save(tmp_path / "t.csv", rows), kigget)
    assert (len(reading.frame), len(reading.problems)) == (1, 0)


def test_a_note_that_begins_with_an_example_is_a_note(tmp_path):
    columns = (Column("observation", "tekst", "Det, I så.", required=True),)
    words = ["Tog hue på.", "Eksempel på en god leg", "Eksempel: Tog selv støvler på."]
    reading = read_columns(
        save(tmp_path / "t.csv", [["observation"], *([w] for w in words)]), columns
    )
    assert reading.frame["observation"].tolist() == words
    assert len(reading.problems) == 0


def test_every_total_is_told_however_many(tmp_path):
    rows = [HEAD, *[["I alt", *ROW[1:]]] * 150, ROW]
    [told] = read(save(tmp_path / "t.csv", rows)).problems
    assert told.rows == tuple(range(2, 152))


def test_what_stands_above_the_headings_or_below_none_is_told(tmp_path):
    rows = [["Vores noter"], ["3-3-2026", "tog hue på"], [*HEAD, ""], [*ROW, "x"]]
    reading = read(save(tmp_path / "t.csv", rows))
    told = [(p.row, p.code) for p in reading.problems]
    assert told == [(2, "over_overskrifter"), (4, "kolonne_uden_overskrift")]


@pytest.mark.parametrize("day", ["3-3-2026 14.30", "2026-03-03T14:30", "3-3-2026 00:00"])
def test_a_time_of_day_that_is_not_used_is_said_once(tmp_path, day):
    path = save(tmp_path / "t.csv", [HEAD, [day, *ROW[1:]], [day, *ROW[1:]]])
    days = tuple(replace(c, unit="dag") if c.kind == "dato" else c for c in COLUMNS)
    told = [p for p in read_columns(path, days).problems if "klokkeslæt" in p.message]
    assert len(told) == (0 if "00:00" in day else 1)


def _encrypted(path):
    path.write_bytes(container({"EncryptionInfo": (), "EncryptedPackage": ()}))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("t.csv", None, "findes ikke"),
        ("t.csv", b"", "0 byte"),
        ("t.xlsx", b"", "0 byte"),
        ("t.xls", b"<html><table><tr><td>dato</td></tr></table></html>", "hjemmeside"),
        ("t.xlsx", b"junk" * 50, "ikke en projektmappe"),
        ("t.xlsx", _encrypted, "adgangskode"),
        ("t.csv", b"%PDF-1.7", "PDF"),
        ("t.csv", b"\n\n  \n", "tom"),
    ],
)
def test_each_broken_file_has_its_own_message(tmp_path, name, content, says):
    path = tmp_path / name
    if callable(content):
        content(path)
    elif content is not None:
        path.write_bytes(content)
    with pytest.raises(KitError) as caught:
        read(path)
    assert says in str(caught.value)
    assert caught.value.report.problems[0].file == name
    assert caught.value.hint


def test_an_empty_sheet_and_a_missing_one(tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        book.add_worksheet("postits")
    with pytest.raises(KitError, match="tom"):
        read(tmp_path / "t.xlsx")
    with pytest.raises(KitError, match="findes ikke"):
        read(tmp_path / "t.xlsx", sheet="video")


def test_a_file_open_elsewhere_is_told_and_still_read(tmp_path):
    path = save(tmp_path / "t.csv", [HEAD, ROW])
    (tmp_path / "~$t.csv").write_bytes(b"x")
    reading = read(path)
    assert [p.code for p in reading.problems] == ["fil_aaben"]
    assert len(reading.frame) == 1


def test_a_folder_in_place_of_a_file(tmp_path):
    (tmp_path / "t.csv").mkdir()
    with pytest.raises(KitError):
        read(tmp_path / "t.csv")


# Â and Ã before a sign are what letters look like that were encoded twice, and are mended.
LETTERS = st.text(
    st.characters(codec="cp1252", exclude_categories=["C", "Z"], exclude_characters="ÂÃâð"),
    min_size=1,
    max_size=30,
)
FRAMES = st.lists(
    st.tuples(
        st.dates(date(1950, 1, 1), date(2090, 1, 1)),
        LETTERS.map(lambda t: "n" + t),
        st.none() | st.integers(0, 20),
        st.none() | st.floats(0, 1e6).map(lambda v: round(v, 3)),
        st.none() | st.booleans(),
    ),
    min_size=1,
    max_size=8,
)
QUIET = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@QUIET
@given(rows=FRAMES, name=st.sampled_from(["t.csv", "t.xlsx"]))
def test_writing_then_reading_gives_the_frame_back(tmp_path, rows, name):
    columns = tuple(
        c for c in COLUMNS if c.name in ("dato", "observation", "antal", "maal", "maa_vises")
    )
    frame = pd.DataFrame(
        {
            "dato": pd.array([pd.Timestamp(r[0]) for r in rows], dtype="datetime64[ns]"),
            "observation": pd.array([r[1] for r in rows], dtype="string"),
            "antal": pd.array([r[2] for r in rows], dtype="Int64"),
            "maal": pd.array([r[3] for r in rows], dtype="Float64"),
            "maa_vises": pd.array([r[4] for r in rows], dtype="boolean"),
        }
    )
    (tmp_path / name).unlink(missing_ok=True)
    reading = read_columns(write_table(tmp_path / name, frame), columns)
    # Made-up days lie years apart, and a note may be no word: that is asked about, and read.
    assert [p for p in reading.problems if p.code != "laest_som"] == []
    pd.testing.assert_frame_equal(reading.frame.reset_index(drop=True), frame)


@QUIET
@given(
    content=st.binary(max_size=300),
    name=st.sampled_from(["t.csv", "t.tsv", "t.xlsx", "t.xls", "t.ods"]),
)
def test_junk_gives_a_frame_or_a_plain_message(tmp_path, content, name):
    (tmp_path / name).write_bytes(content)
    try:
        read(tmp_path / name)
    except KitError as error:
        assert str(error)


@QUIET
@given(cut=st.integers(0, 6000), length=st.integers(0, 60), junk=st.binary(max_size=20))
def test_a_damaged_workbook_gives_a_frame_or_a_plain_message(tmp_path, cut, length, junk):
    good = tmp_path / "good.xlsx"
    if not good.exists():
        _xlsx(good)
    content = good.read_bytes()
    (tmp_path / "t.xlsx").write_bytes(content[:cut] + junk + content[cut + length :])
    try:
        read(tmp_path / "t.xlsx")
    except KitError as error:
        assert str(error)


@pytest.mark.parametrize("more", [[], ["vejr"]])
def test_a_second_table_on_the_sheet_is_read_by_its_own_headings(tmp_path, more):
    rows = [HEAD, ROW, [], [*HEAD[::-1], *more], ROW[::-1], ["Kilde: os"]]
    reading = read(save(tmp_path / "t.csv", rows))
    first, second = reading.frame.to_dict("records")
    assert second == first
    told = {p.code: p.rows or p.row for p in reading.problems}
    assert told["overskrifter_igen"] == 4


def test_what_means_no_one_person_is_told_once_and_leaves_the_row(tmp_path):
    rows = [["3-3-2026", "gik", who] for who in ("alle", "B07", "Hele gruppen", "alle", "B1 og B2")]
    path = save(tmp_path / "t.csv", [["dato", "observation", "barn"], *rows])
    columns = [Column("observation", "tekst", "Det, I så."), Column("barn", "kode", "Kode.")]
    reading = read_columns(path, columns)
    assert reading.frame["barn"].isna().tolist() == [True, False, True, True, True]
    told = [(p.level, p.rows or p.row) for p in reading.problems if p.column == "barn"]
    assert told == [("advarsel", (2, 4, 5)), ("fejl", 6)]
    needed = [columns[0], replace(columns[1], required=True)]
    told = [(p.level, p.row) for p in read_columns(path, needed).problems if p.column == "barn"]
    assert told == [("fejl", 2), ("fejl", 4), ("fejl", 5), ("fejl", 6)]
