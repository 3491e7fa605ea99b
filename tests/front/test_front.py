"""The front page's server: what it says of a folder, and what each button does."""

import json
import re
import shutil
import subprocess
import sys
from datetime import date

import pytest

from kitlib.checking import check_team
from kitlib.cli import main
from kitlib.front.page import FrontServer
from kitlib.problems import KitError
from kitlib.start import new_folder

TODAY = date(2026, 3, 3)


@pytest.fixture
def opened():
    return []


@pytest.fixture
def front(opened):
    """The server of a folder's page, asked as its page asks."""
    made = []

    def make(folder):
        server = FrontServer(folder, today=TODAY, opens=lambda path: not opened.append(path))
        server.server_close()
        made.append(server)
        return server

    yield make
    for server in made:
        server.running.end()


@pytest.fixture
def team(tmp_path, root):
    folder = tmp_path / "kastanjen"
    shutil.copytree(
        root / "sample_data" / "kastanjen", folder, ignore=shutil.ignore_patterns("ud", "logbog")
    )
    return folder


def test_it_says_what_is_here(front, team):
    said = front(team).take("tilstand", {})
    assert (said["slags"], said["navn"]) == ("team", "Kastanjen")
    assert "2 klip" in said["her"]
    assert said["her"][-1] == "Intet næste møde er aftalt"
    assert json.dumps(said)


def test_what_is_ticked_is_made_of_the_notes_that_are_chosen(front, team):
    page = front(team)
    asked = json.loads(json.dumps(page.take("materiale_valg", {})["felter"]))
    fields = {field["noegle"]: field for field in asked}
    assert ["plakat", "Plakater til væggen"] in fields["slags"]["valg"]
    heaps = {"slags": ["kort"], "bunke": ["alle"]}
    assert "ingen bunker" in page.take("materiale", {"valg": heaps})["problem"]
    assert "Sæt kryds" in page.take("materiale", {"valg": {"hoejst": "4"}})["problem"]
    some = {"slags": ["plakat"], "stor": True}
    made = page.take("materiale", {"valg": some})
    assert {name.rpartition("/")[2] for name in made["filer"]} >= {"plakat_tavlen.pdf"}
    assert "torsdagspakken.pdf" in page.take("materiale", {})["filer"][0]


def test_it_says_when_the_team_meets_again(front, team):
    from kitlib.circle.session import Session

    session = Session.open(team, today=TODAY)
    trial = session.trials.put("hvad", "Seks ad gangen").field.split(".")[1]
    session.trials.put("igen", "2026-03-12", trial=trial)
    session.trials.agree(trial)
    session.close()
    assert front(team).take("tilstand", {})["her"][-1] == "Næste møde: 12. marts 2026"


def test_it_tells_what_to_mend_as_tjek_does(front, team):
    (team / "postits.csv").write_text("dato;observation\n31-2-2026;Leger\n", encoding="utf-8")
    found = check_team(team, today=TODAY)
    said = front(team).take("tilstand", {})
    assert said["overskrift"] == found.report.headline != "Ingen fejl. Alt kan læses."
    told = {(line["hvor"], line["ord"]) for line in said["ret"]}
    assert {(p.place, p.message) for p in found.report.together()} <= told
    assert {s.problem.message for s in found.stops} <= {words for _, words in told}


def test_what_is_told_asks_for_no_command_that_is_a_button_there(front, team):
    (team / "postits.csv").write_text(
        "dato;observation\n3-3-2026;Kirsten Sørensen leger\n", encoding="utf-8"
    )
    about = (team / "om.toml").read_text("utf-8")
    past = about.replace("opdigtet = true", "slettes = 2026-01-02")
    (team / "om.toml").write_text(past, encoding="utf-8")
    said = json.dumps(front(team).take("tilstand", {}), ensure_ascii=False)
    assert "Svar med knappen Svar på navne" in said
    assert "en ny dato under Om jeres team" in said
    assert "Slet dem med knappen Slet noterne" in said
    assert re.findall(r"laeringskit (\w+)", said) == []


def due(team, day):
    """Promise that the notes are deleted on a day."""
    about = (team / "om.toml").read_text("utf-8")
    text = about.replace("opdigtet = true", f"slettes = {day}")
    (team / "om.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("day", "now"), [("2026-03-02", True), (TODAY, True), ("2026-03-04", False)]
)
def test_notes_are_deleted_when_their_day_has_come_and_not_before(front, team, day, now):
    due(team, day)
    server = front(team)
    assert server.take("tilstand", {})["slettes_nu"] is now
    said = server.take("slet_vis", {})
    assert ("- video.csv: slettes." in said.get("tekst", "")) is now
    for word in ("", "ja", "slette"):
        assert "problem" in server.take("slet", {"ord": word}) and (team / "om.toml").is_file()
    receipt = server.take("slet", {"ord": " Slet "})
    assert ("- video.csv: slettet." in receipt.get("sagt", "")) is now
    assert team.exists() is not now


def test_notes_are_not_deleted_while_somebody_is_in_the_folder(front, team, monkeypatch):
    monkeypatch.setattr("kitlib.holding.WAIT", 0.1)
    held = "import sys; from pathlib import Path; from kitlib.holding import sharing\n"
    held += "with sharing(Path(sys.argv[1]), 'session'): print('holder', flush=True); input()"
    due(team, "2026-03-02")
    other = subprocess.Popen(
        [sys.executable, "-c", held, str(team)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout is not None and other.stdout.readline() == b"holder\n"
    assert "problem" in front(team).take("slet", {"ord": "slet"})
    assert (team / "video.csv").is_file()
    other.communicate(b"\n")


def test_invented_notes_are_not_offered_for_deletion(front, team):
    server = front(team)
    assert server.take("tilstand", {})["slettes_nu"] is False
    assert "problem" in server.take("slet_vis", {}) and "problem" in server.take(
        "slet", {"ord": "slet"}
    )


def test_an_empty_folder_becomes_a_teams(front, tmp_path):
    folder = tmp_path / "tom"
    folder.mkdir()
    server = front(folder)
    assert server.take("tilstand", {})["slags"] == "tom"
    assert "navn" in server.take("ny", {"navn": " ", "type": "skole"})["fejl"]
    said = server.take("ny", {"navn": "Blå stue", "type": "skole"})
    assert (said["slags"], said["navn"], said["regneark"]) == ("team", "Blå stue", True)
    assert sorted(p.name for p in folder.iterdir() if p.suffix in (".cmd", ".xlsx")) == [
        "Start her.cmd",
        "data.xlsx",
    ]


def test_in_a_folder_of_other_things_a_team_is_chosen_or_made_below(front, tmp_path):
    (tmp_path / "brev.docx").touch()
    new_folder(tmp_path / "sol", today=TODAY)
    server = front(tmp_path)
    said = server.take("tilstand", {})
    assert (said["slags"], said["teams"]) == ("andet", ["sol"])
    for name in ("../ude", "a/b", "C:x", ".skjult", "slut."):
        assert "navn" in server.take("ny", {"navn": name, "type": "andet"})["fejl"]
    assert "problem" in server.take("ny", {"navn": "sol", "type": "andet"})
    assert "problem" in server.take("vaelg", {"navn": "../" + tmp_path.name})
    assert server.take("ny", {"navn": "Måne", "type": "andet"})["navn"] == "Måne"
    assert (tmp_path / "Måne" / "om.toml").is_file()


def test_what_is_filled_in_is_saved_and_shown(front, tmp_path):
    new_folder(tmp_path / "sol", today=TODAY)
    server = front(tmp_path / "sol")
    server.take("tilstand", {})
    assert server.take("gem", {"svar": {"slettes": "snart"}})["fejl"].keys() == {"slettes"}
    said = server.take("gem", {"svar": {"navn": "Solen", "formaal": "At lære."}})
    assert (said["navn"], said["gemt"]) == ("Solen", "Gemt i om.toml.")
    assert "problem" in server.take("gem", {"svar": {"opdigtet": "ja"}})
    assert "problem" in server.take("gem", {"svar": None})
    assert "problem" in server.take("aaben_fil", {"nr": 0})
    assert server.take("hemmelig", {}) is None


def test_no_file_but_one_just_made_is_opened(front, team, opened):
    server = front(team)
    said = server.take("bidrag", {})
    assert "kun antal" not in said["tekst"] and said["sagt"].endswith("Intet er skrevet endnu.")
    written = server.take("bidrag_skriv", {})
    assert (team / written["hvor"]).is_file()
    for number in (0, -1, 99, "x", None):
        assert "problem" in server.take("aaben_fil", {"nr": number})
    assert opened == []


def test_without_a_screen_the_command_says_what_it_can_do(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("kitlib.opening.has_screen", lambda: False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        main([])
    told = capsys.readouterr().out
    assert left.value.code == 0
    assert "Sådan: laeringskit" in told and "Her er ingen browser" in told


@pytest.mark.parametrize("arguments", [[], ["."], ["forside", "."]])
def test_the_command_alone_opens_the_front_page(monkeypatch, capsys, tmp_path, arguments):
    ran = []
    monkeypatch.setattr("kitlib.opening.has_screen", lambda: True)
    monkeypatch.setattr("kitlib.opening.open_address", lambda address: True)
    monkeypatch.setattr(FrontServer, "run", lambda server: ran.append(server.server_close()))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert (left.value.code, len(ran)) == (0, 1)
    assert "Kun denne computer kan nå den" in capsys.readouterr().out


def _killed_while_new(tmp_path, *, placed):
    """A folder where a new team's was all on the disk, and so many files of it in their places."""
    folder = tmp_path / "t"
    new_folder(tmp_path / "made", today=TODAY)
    folder.mkdir()
    ready = (tmp_path / "made").rename(folder / ".kit-mappe-0123456789abcdef")
    (ready / ".klar").touch()
    for path in sorted(p for p in ready.iterdir() if p.name != ".klar")[:placed]:
        path.rename(folder / path.name)
    return folder


@pytest.mark.parametrize("placed", [0, 2, 4, 5])
@pytest.mark.parametrize("seen", [True, False])
def test_a_team_that_a_killed_page_had_ready_is_gone_on_with(front, tmp_path, placed, seen):
    folder = _killed_while_new(tmp_path, placed=placed)
    made = (folder / "om.toml").exists()
    page = front(folder)
    if seen or made:
        assert page.take("tilstand", {})["slags"] == "team"
    else:  # a page that was open already, and shows an empty folder
        said = page.take("ny", {"navn": "Vi", "type": "dagtilbud"})
        assert said["slags"] == "team" and "problem" not in said
    assert "gemt" in page.take("gem", {"svar": {"navn": "Solen"}})
    assert [p.parent for p in tmp_path.rglob("om.toml")] == [folder]
    assert (folder / "data.xlsx").is_file() and not list(folder.glob(".kit-mappe*"))


@pytest.mark.parametrize("placed", [0, 2, 4, 5])
def test_the_command_finishes_a_team_that_a_killed_one_had_ready(tmp_path, placed):
    folder = _killed_while_new(tmp_path, placed=placed)
    with pytest.raises(KitError, match="er ikke tom"):
        new_folder(folder, today=TODAY)
    assert (folder / "om.toml").is_file() and (folder / "data.xlsx").is_file()
    assert not list(folder.glob(".kit-mappe*"))


def test_what_is_saved_is_never_written_over_by_what_a_killed_page_had_ready(front, tmp_path):
    folder = tmp_path / "t"
    new_folder(folder, today=TODAY)
    ready = folder / ".kit-mappe-0123456789abcdef"
    ready.mkdir()
    shutil.copy(folder / "om.toml", ready)
    (ready / ".klar").touch()
    page = front(folder)
    page.take("tilstand", {})
    assert "gemt" in page.take("gem", {"svar": {"navn": "Solen", "situationer": ["Strand"]}})
    assert page.take("tilstand", {})["navn"] == "Solen"
    assert not ready.exists()
