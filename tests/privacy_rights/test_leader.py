"""A false alarm is released by the leader alone, who proves to be it, and the logbog tells."""

import io
import sys

import pytest

from kitlib import open_team
from kitlib.journal.logbog import Logbog
from kitlib.leader import prove, release, worried
from kitlib.privacy.answers import read_answers
from kitlib.problems import KitError
from kitlib.shown import shown_text, worried_texts

WORDS = "fire små blå heste"
NOTE = "Far slår søm i plankeværket."
OM = """format = 1
navn = "Solsikken"
formaal = "At lære"
slettes = 2099-12-31
adgang = "Teamet. Leder: Ane Holm"
"""


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "team"
    place.mkdir()
    (place / "om.toml").write_text(OM, encoding="utf-8")
    (place / "postits.csv").write_text(
        f"dato;observation\n03-03-2026;Leger\n04-03-2026;{NOTE}\n", encoding="utf-8"
    )
    return place


@pytest.fixture
def mine(tmp_path):
    return tmp_path / "leder.age"


def logged(folder):
    return {k: h.value for k, h in Logbog(folder).heads("altid").items()}


def test_the_leader_is_set_up_once_and_releases_a_note(folder, mine):
    [note] = worried(open_team(folder))
    assert (note.place, NOTE in repr(note)) == ("Post-its, række 3", False)
    release(prove(open_team(folder), mine, WORDS), note)
    assert read_answers(folder).released(NOTE)
    assert worried(open_team(folder)) == []
    told = logged(folder)
    assert len(told) == 2
    assert not any(w in str(told) for w in ("Ane", "søm", "SECRET"))
    # The same file again, and for another team.
    prove(open_team(folder), mine, WORDS)
    assert len(logged(folder)) == 2


def test_what_sounds_like_a_worry_in_om_toml_is_released_and_shown(folder, mine):
    (folder / "postits.csv").unlink()
    om = folder / "om.toml"
    line = f'nysgerrig = "{NOTE}"  # vores spørgsmål'
    om.write_text(f'{OM}{line}\n# "Far slår mig" står her ikke\n', encoding="utf-8")
    [note] = worried(open_team(folder))
    about = open_team(folder).about
    assert shown_text(about.nysgerrig, about, folder) == ""
    release(prove(open_team(folder), mine, WORDS), note)
    assert worried(open_team(folder)) == []
    assert shown_text(about.nysgerrig, about, folder) == NOTE


def test_a_worry_stays_one_where_om_toml_cannot_be_read(folder):
    for broken in (f'nysgerrig = "{NOTE}', f"nysgerrig = {NOTE}", f'temaer = ["leg", "{NOTE}"'):
        (folder / "om.toml").write_text(f"{OM}{broken}\n", encoding="utf-8")
        assert [w for w in worried_texts({}, folder) if w.table == "om.toml"], broken


def test_nobody_else_can_say_that_they_are_the_leader(folder, mine, tmp_path):
    prove(open_team(folder), mine, WORDS)
    for path, words in ((tmp_path / "anden.age", WORDS), (mine, "fire små blå hunde")):
        with pytest.raises(KitError):
            prove(open_team(folder), path, words)
    assert not (tmp_path / "anden.age").exists()
    other = folder.parent / "andet"
    other.mkdir()
    (other / "om.toml").write_text(OM, encoding="utf-8")
    forged = tmp_path / "falsk.age"
    prove(open_team(other), forged, WORDS)
    with pytest.raises(KitError, match="Kun lederen"):
        prove(open_team(folder), forged, WORDS)


def test_nothing_of_the_secret_lies_in_the_folder(folder, mine):
    with pytest.raises(KitError, match="må ikke ligge i teamets mappe"):
        prove(open_team(folder), folder / "leder.age", WORDS)
    assert not (folder / "leder.age").exists()
    prove(open_team(folder), mine, WORDS)
    held = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    assert b"SECRET" not in held and b"scrypt" not in held


def test_without_a_leader_in_om_toml_nobody_is(folder, mine):
    om = folder / "om.toml"
    om.write_text(OM.replace("Leder: Ane Holm", ""), encoding="utf-8")
    with pytest.raises(KitError, match="hvem lederen er"):
        prove(open_team(folder), mine, WORDS)
    assert not mine.exists()


def test_a_new_leader_is_set_up_anew_and_that_is_logged(folder, mine, tmp_path):
    prove(open_team(folder), mine, WORDS)
    before = logged(folder)["leder"]
    om = folder / "om.toml"
    om.write_text(OM.replace("Ane Holm", "Bodil Dam"), encoding="utf-8")
    prove(open_team(folder), tmp_path / "bodil.age", WORDS)
    assert logged(folder)["leder"] != before


def test_the_command_shows_the_note_to_the_leader_alone(folder, mine, monkeypatch, capsys):
    from kitlib.cli import main

    def run(*args, typed=""):
        stdin = io.TextIOWrapper(io.BytesIO(typed.encode("utf-8")), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stdin)
        with pytest.raises(SystemExit) as left:
            main(["bekymring", str(folder), *map(str, args)])
        return (left.value.code, *capsys.readouterr())

    code, out, _ = run()
    assert (code, "Post-its, række 3" in out, "søm" in out) == (0, True, False)
    code, out, _ = run("--leder", mine, typed=f"{WORDS}\nnej\n")
    assert (code, NOTE in out, "stadig ikke" in out) == (0, True, True)
    code, out, err = run("--leder", mine, typed="noget helt andet\nja\n")
    assert (code, NOTE in out + err) == (1, False)
    code, out, _ = run("--leder", mine, typed=f"{WORDS}\nja\n")
    assert (code, "Det står i logbogen" in out) == (0, True)
    assert "Ingen note lyder" in run()[1]


def test_nothing_is_set_aside_that_the_logbog_does_not_tell(folder, mine, monkeypatch):
    [note] = worried(open_team(folder))
    known = prove(open_team(folder), mine, WORDS)

    def full(*given, **options):
        raise KitError("Det kunne ikke gemmes i logbogen.")

    monkeypatch.setattr(Logbog, "write", full)
    with pytest.raises(KitError, match="logbogen"):
        release(known, note)
    assert worried(open_team(folder)) == [note]
