"""A sheet or file that is not read is always named, and one that fits is read or asked about."""

import pytest
import xlsxwriter
from click.testing import CliRunner

import kitlib.cli.table
from kitlib.cli.app import app
from kitlib.start import new_folder

HEAD = ["dato", "observation", "situation"]
OM = 'navn = "Birk"\ntype = "dagtilbud"\nopdigtet = true\n'


def _note(n):
    return [f"{n}-3-2026", f"Note {n}", "leg"]


def _folder(tmp_path, sheets, hidden=(), files=None):
    (tmp_path / "om.toml").write_text(OM, encoding="utf-8")
    if sheets:
        with xlsxwriter.Workbook(tmp_path / "data.xlsx") as book:
            for name, rows in sheets.items():
                page = book.add_worksheet(name)
                for i, row in enumerate(rows):
                    page.write_row(i, 0, row)
                if name in hidden:
                    page.hide()
    for name, text in (files or {}).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return kitlib.open_team(tmp_path)


def _told(team):
    return [(p.code, p.sheet or p.file) for p in team.problems]


def test_the_teams_own_dilemmas_are_no_file_that_is_passed_by(tmp_path):
    told = _told(
        _folder(tmp_path, {}, files={"dilemmaer.txt": "Hvem venter?\n", "husk.txt": "Husk"})
    )
    assert ("fil_ukendt", "husk.txt") in told
    assert not [file for _, file in told if file == "dilemmaer.txt"]


def test_a_renamed_sheet_is_read_by_its_headings_and_told(tmp_path):
    team = _folder(tmp_path, {"November": [HEAD, _note(1), _note(2)]})
    assert len(team.postits) == 2
    assert _told(team) == [("laest_efter_overskrifter", "November")]


def test_a_renamed_file_is_read_by_its_headings_and_told(tmp_path):
    text = "dato;observation\n1-3-2026;Note\n"
    team = _folder(tmp_path, {}, files={"november.csv": text})
    assert len(team.postits) == 1
    assert _told(team) == [("laest_efter_overskrifter", "november.csv")]


def test_of_several_sheets_with_notes_none_is_chosen_in_silence(tmp_path):
    sheets = {"Oktober": [HEAD, _note(1)], "November": [HEAD, _note(2)]}
    team = _folder(tmp_path, sheets)
    assert team.postits is None
    assert [p.level for p in team.problems if p.code == "ligner_flere"] == ["fejl", "fejl"]


def test_a_copied_sheet_is_not_counted_twice(tmp_path):
    notes = [HEAD, _note(1)]
    team = _folder(tmp_path, {"Post-its": notes, "Post-its (2)": notes})
    assert len(team.postits) == 1
    assert _told(team) == [("ark_kopi", "Post-its (2)")]


def test_a_copied_sheet_that_somebody_wrote_on_in_is_an_error(tmp_path):
    sheets = {"Post-its": [HEAD, _note(1)], "Post-its (2)": [HEAD, _note(1), _note(2)]}
    team = _folder(tmp_path, sheets)
    assert len(team.postits) == 1
    assert [p.sheet for p in team.problems.errors] == ["Post-its (2)"]


def test_a_sheet_of_something_else_is_named_and_a_blank_one_is_not(tmp_path):
    sheets = {"Post-its": [HEAD, _note(1)], "Indkøb": [["Mælk", 2], ["Brød", 1]], "Ark3": []}
    assert _told(_folder(tmp_path, sheets)) == [("ark_ukendt", "Indkøb")]


def test_a_hidden_sheet_is_named(tmp_path):
    sheets = {"Post-its": [HEAD, _note(1)], "video": [HEAD, _note(3)]}
    assert _told(_folder(tmp_path, sheets, hidden=["video"])) == [("ark_skjult", "video")]


def test_answers_of_persons_are_refused_under_any_name(tmp_path):
    head = ["borger", "tidspunkt", "q1", "q2", "q3", "q4", "q5"]
    team = _folder(tmp_path, {"Ark1": [head, ["U04", "før", 1, 2, 3, 4, 5]]})
    assert "who5" not in team.frames
    assert "who5_boern" in [p.code for p in team.problems]  # a dagtilbud has no WHO-5 at all


def _tjek(folder):
    return CliRunner().invoke(app, ["tjek", str(folder)], standalone_mode=False).output


def test_tjek_ends_with_what_was_read(tmp_path):
    clip = [["start", "aktor", "hvad"], ["0:21", "voksen", "Sætter sig"]]
    files = {"kigget.csv": "dato\n3-3-2026\n"}
    _folder(tmp_path, {"Post-its": [HEAD, _note(1), _note(2)], "video": clip}, files=files)
    last = _tjek(tmp_path).splitlines()[-1]
    assert last == "Læst: 2 post-its, 1 gang, I kiggede, 1 videonote, fra 1 fil og 2 ark."


def test_tjek_says_that_a_fresh_folder_has_no_notes(tmp_path):
    new_folder(tmp_path / "ny")
    out = _tjek(tmp_path / "ny")
    assert "Der står ingen noter i mappen endnu." in out
    assert "ark" not in out.casefold().replace("regneark", "")


def test_a_comment_that_names_somebody_is_told_and_not_said(tmp_path):
    _folder(tmp_path, {})
    with xlsxwriter.Workbook(tmp_path / "data.xlsx") as book:
        page = book.add_worksheet("postits")
        for i, row in enumerate([HEAD, _note(1), _note(2)]):
            page.write_row(i, 0, row)
        page.write_comment(1, 1, "Spørg Emmas mor på 20 30 40 51")
        page.write_comment(2, 1, "fin note")
    problems = kitlib.open_team(tmp_path).problems
    assert [(p.row, p.rows) for p in problems if p.code == "kommentar"] == [(2, (2, 3))]
    assert [p.row for p in problems if p.code == "kommentar_navn"] == [2]
    assert "Emma" not in str(problems)


def test_a_document_is_told_how_its_table_is_copied_over(tmp_path):
    (tmp_path / "noter.docx").write_bytes(b"PK")
    [told] = [p for p in _folder(tmp_path, {}).problems if p.file == "noter.docx"]
    assert "kopiér" in told.hint


def test_tjek_helps_with_headings(tmp_path):
    head = ["Dato for observationen", "observation", "Navn", "E-mail", "Vejret"]
    row = ["1-3-2026", "Note", "Hanne", "hanne@eksempel.dk", "sol"]
    team = _folder(tmp_path, {"postits": [head, row]})
    assert len(team.postits) == 1
    said = str(team.problems)
    assert said.count("Her står navne på kolleger. Slet kolonnen.") == 2
    assert "synonymer.toml i jeres mappe" in said
    assert "Hanne" not in said


def test_a_word_near_one_of_the_teams_own_is_asked_about(tmp_path):
    lists = 'situationer = ["legeplads"]\ntemaer = ["selvhjulpenhed"]\n'
    head = ["dato", "observation", "situation", "tema"]
    _folder(tmp_path, {"postits": [head, ["1-3-2026", "a", "Legplads", "selvhjulpen"]]})
    (tmp_path / "om.toml").write_text(OM + lists, encoding="utf-8")
    hints = [p.hint for p in kitlib.open_team(tmp_path).problems]
    assert hints == ["Mente du 'legeplads'?", "Mente du 'selvhjulpenhed'?"]


@pytest.mark.parametrize(("rows", "is_read"), [(4, True), (5, True), (6, False)])
def test_a_register_is_no_teams_notes(tmp_path, monkeypatch, rows, is_read):
    monkeypatch.setattr("kitlib.sources.MAX_ROWS", 5)
    team = _folder(tmp_path, {"postits": [HEAD, *(_note(n + 1) for n in range(rows))]})
    assert (team.postits is not None) == is_read
    assert ("for_stor" in [p.code for p in team.problems]) != is_read


def test_a_file_that_is_far_too_heavy_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr("kitlib.reading.sniff.MAX_TEXT_BYTES", 100)
    team = _folder(tmp_path, {}, files={"postits.csv": "dato;observation\n" + "x" * 200})
    assert [p.code for p in team.problems if p.file == "postits.csv"] == ["for_stor"]
    own = tmp_path / "mit_who5.csv"
    own.write_text("borger;dato\n" + "x" * 200, encoding="utf-8")
    with pytest.raises(kitlib.KitError, match="for stor"):
        kitlib.open_mine(own)


@pytest.mark.parametrize("empty", [[], [HEAD], [HEAD, ["", " ", ""]], [["Vores noter"], HEAD]])
def test_an_empty_sheet_steps_back_for_the_one_that_was_renamed(tmp_path, empty):
    team = _folder(tmp_path, {"Post-its": empty, "November": [HEAD, _note(1), _note(2)]})
    assert len(team.postits) == 2
    told = {("tomt_sted", "Post-its"), ("laest_efter_overskrifter", "November")}
    assert set(_told(team)) == told


def test_an_empty_sheet_of_the_kits_own_workbook_steps_back_for_a_file(tmp_path):
    folder = tmp_path / "birk"
    new_folder(folder)
    (folder / "postits.csv").write_text("dato;observation\n3-3-2026;Note\n", encoding="utf-8")
    team = kitlib.open_team(folder)
    assert len(team.postits) == 1
    assert not [p for p in team.problems.errors if p.code == "flere_steder"]
    assert ("tomt_sted", "Post-its") in _told(team)


def test_a_sheet_whose_rows_cannot_be_read_is_not_empty(tmp_path):
    sheets = {"Post-its": [HEAD, ["3-3-2026", "", "leg"]], "November": [HEAD, _note(1)]}
    assert "ligner_flere" in [code for code, _ in _told(_folder(tmp_path, sheets))]


def test_of_places_that_are_all_empty_nothing_new_is_said(tmp_path):
    files = {"postits.csv": "dato;observation\n"}
    assert _told(_folder(tmp_path, {}, files=files)) == []
