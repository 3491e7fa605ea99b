"""`tjek` says what will stop a team later; worries are found in whatever a file holds."""

import shutil
from datetime import date

import openpyxl
import pytest

from kitlib.cli import main
from kitlib.leader import worried
from kitlib.privacy.answers import record
from kitlib.privacy.stray import stray_keys
from kitlib.stops import stops
from kitlib.team import open_team

TODAY = date(2026, 9, 1)
OM = """format = 1
navn = "Solsikken"
formaal = "At lære"
slettes = 2099-12-31
"""
NOTES = """dato;observation;barn
03-03-2026;Vi så Fatima hjælpe ham.;B07
04-03-2026;Bygger et tårn.;B03
05-03-2026;Ring til mor på 20 30 40 51.;B12
"""
WORRY = "Han fortæller, at far slår ham."


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "team"
    place.mkdir()
    (place / "om.toml").write_text(OM, encoding="utf-8")
    (place / "postits.csv").write_text(NOTES, encoding="utf-8")
    return place


def _said(folder):
    found = stops(open_team(folder), today=TODAY)
    return {f"{stop.what}|{stop.problem.code}": str(stop) for stop in found}


def test_names_that_wait_are_told_with_their_rows_and_how_to_answer(folder):
    said = _said(folder)["materiale|noter_venter"]
    assert "postits.csv" in said and "2 noter venter" in said and "række 2 og 4" in said
    assert "laeringskit navne team" in said and "Fatima" not in said


def test_answered_nothing_waits(folder):
    from kitlib.asking import answer, questions

    for question in questions(folder, at_gate=True):
        answer(folder, question, "navn", at_gate=True)
    assert "materiale|noter_venter" not in _said(folder)


def test_a_contribution_without_a_district_is_told(folder):
    assert "distrikt" in _said(folder)["bidrag|bidrag_enhed"].casefold()


def test_a_meeting_that_may_not_open_is_told(folder):
    om = folder / "om.toml"
    om.write_text(OM.replace("2099-12-31", "2020-01-01"), encoding="utf-8")
    assert [s for s in stops(open_team(folder), today=TODAY) if s.what == "session"]


def test_a_view_and_a_logo_that_cannot_be_used_are_told(folder):
    with (folder / "om.toml").open("a", encoding="utf-8") as stream:
        stream.write('visninger = ["postits.findes_ikke"]\n')
    (folder / "logo.png").write_bytes(b"ikke et billede")
    said = " ".join(_said(folder).values())
    assert "postits.findes_ikke" in said and "Logoet" in said


def test_tjek_says_it_after_the_faults_and_does_not_fail_for_it(folder, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["tjek", str(folder)])
    told = capsys.readouterr().out
    assert not ended.value.code
    assert "Det her vil stoppe jer" in told and "laeringskit navne team" in told
    assert "Fatima" not in told and "20 30" not in told


@pytest.mark.parametrize(
    ("rows", "is_list"),
    [
        ("B07;Alma Holm\nB08;Yusuf al Amin\n", True),
        ("03-03-2021;Alma Holm;B07\n04-05-2021;Ida-Marie Ø. Krag;B08\n", True),
        ("03-03-2026;Bygger et tårn.;B07\n04-03-2026;Leger med Ida i skoven;B08\n", False),
        ("03-03-2026;Sover.;B07\n04-03-2026;Vi så Fatima hjælpe ham.;B08\n", False),
    ],
)
def test_short_notes_are_not_taken_for_the_list_of_who_is_who(tmp_path, rows, is_list):
    (tmp_path / "x.csv").write_text(rows, encoding="utf-8")
    assert bool(stray_keys(tmp_path)) == is_list


def test_invented_data_that_is_whole_stops_nothing(sample_data):
    assert stops(open_team(sample_data / "solsikken"), today=TODAY) == []


# Worries in what no frame holds ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "row"),
    [
        ("postits.csv", f"{NOTES}35-03-2026;{WORRY};B03\n", 5),
        ("postits.csv", f"{NOTES}I alt;{WORRY};\n", 5),
        ("noter fra mappen.csv", f"dag,ord\n1,x\n2,{WORRY.replace(',', '')}\n", 3),
        ("klip.vtt", f"WEBVTT\n\nNOTE {WORRY}\n", 3),
        ("video.csv", f"start;hvad\nikke en tid;{WORRY}\n", 2),
        ("dialoglineal.csv", f"borger;dato\nU01;{WORRY}\n", 2),
        ("dilemmaer.txt", f"Et dilemma\n{WORRY}\n", 2),
    ],
)
def test_a_worry_is_found_in_a_row_that_is_not_read(folder, name, text, row, capsys):
    (folder / name).write_text(text, encoding="utf-8")
    told = [p for p in open_team(folder).worries if p.code == "bekymring"]
    assert [(p.file, p.row) for p in told] == [(name, row)]
    assert "slår" not in str(told)
    with pytest.raises(SystemExit):
        main(["tjek", str(folder)])
    out = capsys.readouterr().out
    assert "Tal med din leder i dag" in out and "slår" not in out


def test_a_worry_is_found_in_a_sheet_nobody_reads(folder):
    (folder / "postits.csv").unlink()
    book = openpyxl.Workbook()
    book.active.title = "postits"
    book.active.append(["dato", "observation"])
    book.active.append([date(2026, 3, 3), "Bygger et tårn."])
    book.create_sheet("Løse tanker").append(["x", WORRY])
    book.save(folder / "data.xlsx")
    [told] = open_team(folder).worries
    assert (told.file, told.sheet, told.row) == ("data.xlsx", "Løse tanker", 1)


def test_a_worry_that_is_read_is_told_once(folder):
    (folder / "postits.csv").write_text(f"{NOTES}06-03-2026;{WORRY};B03\n", encoding="utf-8")
    [told] = open_team(folder).worries
    assert (told.file, told.row) == ("postits.csv", 5)


def test_a_meeting_says_it_too(folder):
    from kitlib.circle import Session

    (folder / "postits.csv").write_text(f"{NOTES}35-03-2026;{WORRY};B03\n", encoding="utf-8")
    session = Session.open(folder, today=TODAY)
    assert any(p.code == "session_bekymring" for p in session.notices)
    session.close()


def test_the_leader_can_set_one_aside_that_no_frame_holds(folder):
    (folder / "postits.csv").write_text(f"{NOTES}35-03-2026;{WORRY};B03\n", encoding="utf-8")
    [note] = worried(open_team(folder))
    record(folder, lambda answers: answers.release(note.text))
    assert open_team(folder).worries == ()


def test_a_new_folder_worries_nobody(tmp_path):
    from kitlib.start import new_folder

    new_folder(tmp_path / "ny")
    assert open_team(tmp_path / "ny").worries == ()


def test_the_sample_teams_worry_nobody(sample_data, tmp_path):
    # The folder of own files is no team's.
    for om in sorted(set(sample_data.glob("*/om.toml")) - {sample_data / "mit" / "om.toml"}):
        folder = shutil.copytree(om.parent, tmp_path / om.parent.name)
        assert open_team(folder).worries == (), folder.name
