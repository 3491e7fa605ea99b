"""A workbook that lives: its lists follow om.toml, and its words who it is about."""

import zipfile

import openpyxl
import pytest

import kitlib
from kitlib.problems import KitError
from kitlib.start import new_folder, refresh_workbook
from tests.spoilt import each_part_spoilt

from .test_workbook import rules

OM = 'navn = "P"\ntype = "{type}"\nformaal = "At lære."\nslettes = 2027-12-31\n{more}'


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "team"
    new_folder(folder)
    return folder


def _say(folder, more="", kind="unge"):
    (folder / "om.toml").write_text(OM.format(type=kind, more=more), encoding="utf-8")


def _entries(folder, heading):
    book = openpyxl.load_workbook(folder / "data.xlsx")
    return rules(book, "Post-its", heading)[1]


@pytest.mark.parametrize("saved", [False, True])
def test_the_lists_follow_what_the_team_chose_later_and_the_rows_stay(folder, saved):
    path = folder / "data.xlsx"
    if saved:  # by another program, with a note in it
        book = openpyxl.load_workbook(path)
        book["Post-its"]["A3"], book["Post-its"]["B3"] = "3-3-2026", "Ærø & <ål>"
        book.save(path)
    _say(folder, 'temaer = ["ro", "mod på \\"nyt\\" & mere"]\nsituationer = ["køkkenet"]\n')
    told = refresh_workbook(folder)
    assert _entries(folder, "Tema") == ["ro", 'mod på "nyt" & mere']
    assert _entries(folder, "Situation") == ["køkkenet"]
    assert "aflevering" in str(told[0]) and told[0].level == "advarsel"
    team = kitlib.open_team(folder)
    assert not team.problems.errors
    assert team.postits.observation.tolist() == (["Ærø & <ål>"] if saved else [])
    assert refresh_workbook(folder) == []


def test_a_shorter_list_leaves_nothing_of_the_longer(folder):
    _say(folder, 'temaer = ["a", "b", "c", "d"]\n')
    refresh_workbook(folder)
    _say(folder, 'temaer = ["e"]\n')
    refresh_workbook(folder)
    assert _entries(folder, "Tema") == ["e"]


def test_a_slip_in_the_words_at_the_views_stops_no_list(folder):
    (folder / "tekster").mkdir()
    (folder / "tekster" / "visninger.toml").write_text("[postits]\nunder = Se\n", "utf-8")
    _say(folder, 'temaer = ["e"]\n')
    refresh_workbook(folder)
    assert _entries(folder, "Tema") == ["e"]


def test_nothing_but_the_sheet_of_lists_is_changed(folder):
    def parts():
        with zipfile.ZipFile(folder / "data.xlsx") as book:
            return {name: book.read(name) for name in book.namelist()}

    before = parts()
    _say(folder, 'temaer = ["ro"]\n')
    refresh_workbook(folder)
    after = parts()
    assert before.keys() == after.keys()
    changed = [name for name in before if before[name] != after[name]]
    assert len(changed) == 1 and changed[0].startswith("xl/worksheets/")


def test_a_workbook_without_such_a_sheet_is_left_alone(folder):
    book = openpyxl.Workbook()
    book.save(folder / "data.xlsx")
    with pytest.raises(KitError, match="ark med lister"):
        refresh_workbook(folder)
    (folder / "data.xlsx").write_bytes(b"PK ikke et regneark")
    with pytest.raises(KitError, match="beskadiget"):
        refresh_workbook(folder)


def test_a_workbook_with_any_part_spoilt_is_refused_and_left_as_it_is(folder):
    path = folder / "data.xlsx"
    for name, spoilt in each_part_spoilt(path.read_bytes()):
        path.write_bytes(spoilt)
        with pytest.raises(KitError, match="beskadiget"):
            refresh_workbook(folder)
        assert path.read_bytes() == spoilt, name


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("unge", "Den unges egne ord"),
        ("skole", "Elevens egne ord"),
        ("dagtilbud", "Barnets egne ord"),
    ],
)
def test_a_heading_speaks_of_those_it_is_about_and_is_read_back(tmp_path, kind, said):
    folder = tmp_path / "team"
    folder.mkdir()
    _say(folder, kind=kind)
    new_folder(folder)
    book = openpyxl.load_workbook(folder / "data.xlsx")
    page = book["Post-its"]
    heads = [c.value for c in page[1]]
    assert said in heads
    page["A3"], page["B3"] = "3-3-2026", "Så noget."
    page.cell(3, heads.index(said) + 1).value = "Se selv!"
    book.save(folder / "data.xlsx")
    team = kitlib.open_team(folder)
    assert not team.problems.errors
    assert team.postits.barnets_ord.tolist() == ["Se selv!"]
