"""The workbook to fill in: what stands in it, and that what is typed comes back."""

import shutil
import subprocess
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest

import kitlib
from kitlib.about import About
from kitlib.instruments import all_instruments
from kitlib.instruments.base import Instrument
from kitlib.material.workbook import write_own_workbook, write_workbook
from kitlib.problems import KitError
from kitlib.start import new_folder, new_own_file

OM = (
    'navn = "Proeve"\ntype = "unge"\nformaal = "At lære."\nslettes = 2027-12-31\n'
    'situationer = ["aflevering", "leg"]\ntemaer = ["overgange", "sprog"]\nwho5_hvem = "unge"\n'
    "dialoglineal_faelles = true\n"
)
ALL = ("postits", "video", "dialoglineal", "who5")

#: What a team types, by sheet, heading and column read; the rest stays blank.
TYPED = {
    "Post-its": [
        {
            "Dato": datetime(2026, 3, 3),
            "Observation": "tager bukser på",
            "Ung": "007",
            "Situation": "leg",
            "Tema": "sprog",
            "Må vises": "ja",
            "Hvem så": "pædagog",
        },
        {"Dato": "4-3-2026", "Observation": "Ærø, ål & 'blåbær'"},
    ],
    "Sedlerne på bordet": [{"Dato": datetime(2026, 3, 31), "Situation": "leg", "Antal sedler": 12}],
    "Hvornår kiggede vi": [{"Dato": datetime(2026, 3, 2), "Gange kigget": 2}],
    "Videonoter": [
        {
            "Start": "1:15",
            "Hvad sker der": "venter",
            "Aktør": "voksen",
            "Hjalp eller spændte ben": "spændte ben",
        }
    ],
    "Dialoglineal": [
        {
            "Borger": "U01",
            "Dato": datetime(2026, 3, 3),
            "Tidspunkt": "start",
            "Måltal": 6,
            "Borgerens tal": "4: Jeg kan det, når nogen hjælper mig med flere dele af det",
            "Medarbejderens ord": "Vi talte om skolen.",
        },
    ],
    "WHO-5": [{"Fra": "før", "Til": "efter", "Retning": "samme", "Antal": 6}],
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A new folder that nothing is written to."""
    folder = tmp_path_factory.mktemp("ny") / "team"
    folder.mkdir()
    (folder / "om.toml").write_text(OM, encoding="utf-8")
    new_folder(folder, instruments=ALL)
    return folder


@pytest.fixture(scope="module")
def book(made):
    return openpyxl.load_workbook(made / "data.xlsx")


@pytest.fixture
def folder(made, tmp_path):
    """A new folder to fill in."""
    return shutil.copytree(made, tmp_path / "team")


def fill(path, typed):
    book = openpyxl.load_workbook(path)
    for sheet, rows in typed.items():
        page = book[sheet]
        places = {cell.value: cell.column for cell in page[1]}
        for number, row in enumerate(rows, start=3):
            for heading, value in row.items():
                page.cell(number, places[heading]).value = value
    book.save(path)


def rules(book, sheet, heading):
    """Return what is checked of the cells under a heading, and the list it names."""
    page = book[sheet]
    [letter] = [c.column_letter for c in page[1] if c.value == heading]
    [rule] = [r for r in page.data_validations.dataValidation if f"{letter}3" in r.sqref]
    if rule.type != "list":
        return rule, None
    name, _, place = rule.formula1.removeprefix("OFFSET(").partition("!")
    if "," in place:  # the team's own words, as many as there are
        top, bottom = place.split(",")[0], place.rpartition(":")[2].partition(")")[0]
        cells = book[name][f"{top}:{bottom}".replace("$", "")]
        return rule, [cell.value for (cell,) in cells if cell.value is not None]
    return rule, [cell.value for (cell,) in book[name][place.replace("$", "")]]


def folded(page):
    """Return the headings of the columns folded away."""
    groups = [d for d in page.column_dimensions.values() if d.hidden and d.outlineLevel == 1]
    return [c.value for c in page[1] if any(d.min <= c.column <= d.max for d in groups)]


def test_a_new_workbook_reads_as_nothing_and_without_a_fault(made):
    team = kitlib.open_team(made)
    assert list(team.problems) == []
    assert {name: len(frame) for name, frame in team.frames.items()} == dict.fromkeys(ALL, 0)


def test_what_is_typed_is_read(folder):
    fill(folder / "data.xlsx", TYPED)
    team = kitlib.open_team(folder)
    assert list(team.problems) == []
    assert team.postits["slags"].tolist() == ["note", "note", "optalt", "kigget"]
    assert team.postits["barn"].tolist()[0] == "007"
    assert team.postits["dato"].dt.date.tolist()[:2] == [date(2026, 3, 3), date(2026, 3, 4)]
    assert team.postits["antal"].dropna().tolist() == [1, 1, 12]
    assert team.video["start"].tolist() == [75.0]
    assert team.dialoglineal["borger_tal"].tolist() == [4]
    assert team.dialoglineal["maal_tal"].tolist() == [6]
    assert team.who5["antal"].tolist() == [6]


@pytest.mark.whole
def test_libreoffice_opens_it_and_gives_the_same_data_back(folder, tmp_path, soffice):
    fill(folder / "data.xlsx", TYPED)
    before = kitlib.open_team(folder)
    command = [
        soffice,
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(tmp_path / "out"),
        str(folder / "data.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    saved = tmp_path / "out" / "data.xlsx"
    _, situations = rules(openpyxl.load_workbook(saved), "Post-its", "Situation")
    assert situations == ["aflevering", "leg"]
    (folder / "data.xlsx").write_bytes(saved.read_bytes())
    after = kitlib.open_team(folder)
    assert list(after.problems) == []
    for name, frame in before.frames.items():
        pd.testing.assert_frame_equal(after.frames[name], frame)


@pytest.mark.parametrize(
    ("sheet", "heading", "entries"),
    [
        ("Post-its", "Situation", ["aflevering", "leg"]),
        ("Post-its", "Tema", ["overgange", "sprog"]),
        ("Sedlerne på bordet", "Tema", ["overgange", "sprog"]),
        ("Post-its", "Må vises", ["ja", "nej"]),
        ("Videonoter", "Aktør", ["voksen", "barn", "gruppe"]),
        ("WHO-5", "Fra", ["før", "efter"]),
    ],
)
def test_lists_to_choose_from(book, sheet, heading, entries):
    assert rules(book, sheet, heading)[1] == entries


def test_the_bands_are_a_list_and_a_number_may_be_typed(book):
    _, entries = rules(book, "Dialoglineal", "Borgerens tal")
    assert entries[0] == "1: Jeg kan det, når nogen hjælper mig med det meste"
    assert entries[9:11] == ["10: Jeg kan det selv", 1]
    assert entries[10:] == list(range(1, 11))


def test_the_teams_own_words_may_be_left_and_declared_answers_may_not(book):
    own, _ = rules(book, "Post-its", "Situation")
    declared, _ = rules(book, "Videonoter", "Aktør")
    assert not own.showErrorMessage
    assert declared.showErrorMessage and declared.errorStyle in (None, "stop")


def test_a_list_longer_than_255_characters_is_whole(tmp_path):
    about = About(situationer=tuple(f"situation nummer {n}" for n in range(60)))
    path = write_workbook(tmp_path / "d.xlsx", [all_instruments()["postits"]], about)
    assert rules(openpyxl.load_workbook(path), "Post-its", "Situation")[1] == list(
        about.situationer
    )


@pytest.mark.parametrize(
    ("sheet", "heading", "kind", "message"),
    [
        ("Post-its", "Dato", "date", "Skriv en dato som 3-3-2026."),
        ("Sedlerne på bordet", "Antal sedler", "whole", "Skriv et helt tal, der er mindst 1."),
        ("Videonoter", "Aktør", "list", "Skriv voksen, barn eller gruppe."),
        ("Dialoglineal", "Borgerens tal", "list", "Vælg et af svarene på listen."),
        ("Dialoglineal", "Borger", "textLength", "aldrig et navn eller et CPR-nummer"),
    ],
)
def test_what_does_not_fit_is_said_in_danish(book, sheet, heading, kind, message):
    rule, _ = rules(book, sheet, heading)
    assert (rule.type, rule.errorTitle) == (kind, "Det passer ikke")
    assert message in rule.error


def test_every_sheet_is_ready_to_fill_in(book):
    front, *pages, lists = book.worksheets
    assert front.title == book.active.title == "Læs mig først"
    assert [front.cell(row, 1).value for row in range(2, 13)] == [*range(1, 11), None]
    assert (lists.title, lists.sheet_state) == ("Lister", "visible")
    assert [c.value for c in lists[1]][:3] == ["Situationer", "Temaer", "Roller"]
    assert [p.title for p in pages] == list(TYPED)
    for page in pages:
        assert page.freeze_panes == "A2"
        assert page["A2"].value.startswith("Eksempel: ")
        assert page["A2"].font.color.rgb != page["A3"].font.color.rgb
        assert page.max_row == 502
        assert all(cell.comment.text for cell in page[1])


def test_the_optional_columns_are_folded_away_and_no_required_one_is(book):
    assert folded(book["Post-its"]) == ["Hvem så", "Sammen med", "Tolkning"]
    required = {c.heading for i in all_instruments().values() for c in i.columns if c.required}
    for page in book.worksheets[1:-1]:
        assert required.isdisjoint(folded(page))


def test_who5_of_a_team_is_counts_and_of_ones_own_is_answer_words(book, tmp_path):
    assert [c.value for c in book["WHO-5"][1]] == ["Dato", "Fra", "Til", "Retning", "Antal"]
    path = write_own_workbook(tmp_path / "o.xlsx", [all_instruments()["who5"]], About())
    _, entries = rules(openpyxl.load_workbook(path), "WHO-5", "har jeg været glad og i godt humør")
    assert entries == [
        "Hele tiden",
        "Det meste af tiden",
        "Lidt mere end halvdelen af tiden",
        "Lidt mindre end halvdelen af tiden",
        "Lidt af tiden",
        "På intet tidspunkt",
    ]


def test_ones_own_file_needs_no_coding(tmp_path):
    path = new_own_file(tmp_path / "mine.xlsx")
    items = [
        "har jeg været glad og i godt humør",
        "har jeg følt mig rolig og afslappet",
        "har jeg følt mig aktiv og energisk",
        "er jeg vågnet frisk og udhvilet",
        "har min dagligdag været fyldt med ting der interesserer mig",
    ]
    row = {"Borger": "U01", "Tidspunkt": "før", **dict.fromkeys(items, "Lidt af tiden")}
    fill(path, {"WHO-5": [row]})
    mine = kitlib.open_mine(path)
    assert mine.problems.errors == ()
    assert mine.who5["sum"].tolist() == [5]
    assert len(mine.dialoglineal) == 0
    with pytest.raises(KitError, match="findes allerede"):
        new_own_file(path)


def test_a_team_folder_takes_no_new_sheets_once_it_holds_data(folder):
    with pytest.raises(KitError, match="ikke tom"):
        new_folder(folder)
    (folder / "data.xlsx").unlink()
    om = (folder / "om.toml").read_text(encoding="utf-8")
    assert (folder / "data.xlsx") in new_folder(folder)
    assert (folder / "om.toml").read_text(encoding="utf-8") == om


def test_an_instrument_the_wording_file_does_not_know_gets_a_sheet_all_the_same(tmp_path):
    from kitlib.columns import Column

    columns = (
        Column("dato", "dato", "Dagen.", label="Dato", required=True),
        Column("vejr", "valg", "Vejret.", label="Vejr", allowed=("sol", "regn")),
    )
    path = write_workbook(tmp_path / "d.xlsx", [Instrument("vejr", "Vejret", columns, {})], About())
    page = openpyxl.load_workbook(path)["Vejret"]
    assert [c.value for c in page[2]] == ["Eksempel: 3-3-2026", "sol"]
    assert folded(page) == ["Vejr"]
