"""The commands about people's data, as somebody at a keyboard meets them."""

from datetime import date, timedelta

import pytest

from kitlib.cli import main
from kitlib.start import new_folder

WORDS = "fire små blå heste"


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a command with what is typed, and return its exit code and what it said."""
    import io
    import sys

    def run(*argv, typed=""):
        stdin = io.TextIOWrapper(io.BytesIO(typed.encode("utf-8")), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stdin)
        with pytest.raises(SystemExit) as left:
            main([str(a) for a in argv])
        out, err = capsys.readouterr()
        return left.value.code, out, err

    return run


def test_koder_prints_the_list_and_keeps_nothing(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run("koder", typed="Alma Holm\nBodil Dam\n\n")
    assert code == 0
    assert sorted(line.split()[0] for line in out.splitlines()) == ["B01", "B02"]
    assert "ikke gemt" in err
    assert list(tmp_path.iterdir()) == []
    _, again, _ = run("koder", typed=f"{out}Carl\n\n")
    assert set(out.splitlines()) < set(again.splitlines())


def test_koder_locks_the_list_in_a_file(run, tmp_path):
    place = tmp_path / "liste.age"
    code, out, _ = run("koder", "--fil", place, typed=f"Alma\nBodil\n\n{WORDS}\n")
    assert code == 0
    assert "Alma" not in out
    assert b"Alma" not in place.read_bytes()
    code, out, _ = run("koder", "--fil", place, typed=f"\n{WORDS}\n")
    assert (code, len(out.splitlines())) == (0, 2)
    assert "Alma" in out
    code, _, err = run("koder", "--fil", place, typed="\nen anden en\n")
    assert (code, "passer ikke" in err) == (1, True)


def test_koder_never_into_the_teams_folder(run, tmp_path):
    team = tmp_path / "team"
    new_folder(team)
    code, _, err = run("koder", "--fil", team / "x.age", typed=f"Alma\n\n{WORDS}\n")
    assert (code, "teamets mappe" in err) == (1, True)
    assert not (team / "x.age").exists()


def test_tjek_reports_a_key_among_the_data(run, tmp_path):
    team = tmp_path / "team"
    new_folder(team)
    (team / "børn.csv").write_text("kode;navn\nB01;Alma\nB02;Bodil\n", encoding="utf-8")
    code, out, _ = run("tjek", team)
    assert code == 1
    assert "børn.csv: Filen ligner listen over, hvem koderne er." in out
    assert "Alma" not in out


@pytest.mark.parametrize(
    ("days", "said"), [(31, None), (30, "slettes om 30 dage"), (-1, "skulle være slettet")]
)
def test_tjek_reminds_of_the_date(run, tmp_path, days, said):
    from kitlib.clock import today

    team = tmp_path / "team"
    new_folder(team)
    text = (team / "om.toml").read_text(encoding="utf-8")
    was = (today() + timedelta(days=120)).isoformat()
    assert was in text
    now = (today() + timedelta(days=days)).isoformat()
    (team / "om.toml").write_text(text.replace(was, now), encoding="utf-8")
    _, out, _ = run("tjek", team)
    assert ("slette" in out.replace("slettes'", "")) == (said is not None)
    assert said is None or said in out


def test_a_new_folder_keeps_its_data_out_of_git(tmp_path):
    import subprocess

    team = tmp_path / "team"
    new_folder(team, today=date(2026, 3, 3))
    (team / "postits.csv").write_text("dato;observation\n", encoding="utf-8")
    try:
        subprocess.run(["git", "init", "-q", tmp_path], check=True)
        told = subprocess.run(
            ["git", "-C", tmp_path, "status", "--porcelain", "-uall"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    except FileNotFoundError:
        pytest.skip("git is not installed")
    assert told.split() == ["??", "team/.gitignore"]


@pytest.fixture
def team(tmp_path):
    folder = tmp_path / "team"
    new_folder(folder)
    (folder / "data.xlsx").unlink()
    (folder / "postits.csv").write_text(
        "dato;observation;barn\n03-03-2026;Almas sko er våde;B07\n04-03-2026;Leger;B03\n",
        encoding="utf-8",
    )
    return folder


def test_slet_shows_asks_and_gives_a_receipt(run, team):
    code, out, _ = run("slet", team, "B07", "--navn", "Alma", typed="nej\n")
    assert (code, "Intet er slettet." in out) == (0, True)
    assert "postits.csv: 1 række slettes." in out
    assert "Alma" in (team / "postits.csv").read_text(encoding="utf-8")
    code, out, _ = run("slet", team, "B07", "--navn", "Alma", typed="slet\n")
    assert code == 0
    assert out.rstrip().endswith(
        "Værktøjet kan ikke slette print, mails og sikkerhedskopier. Det skal I selv."
    )
    assert "Alma" not in out
    assert (team / "postits.csv").read_text(encoding="utf-8").splitlines() == [
        "dato;observation;barn",
        "04-03-2026;Leger;B03",
    ]


def test_slet_finds_the_name_in_the_locked_list(run, team, tmp_path):
    from kitlib.privacy.key import Key, save_key

    key = save_key(Key({"B03": ("Alma Dam",)}), tmp_path / "liste", WORDS)
    code, _, _ = run("slet", team, "B03", "--noegle", key, "--ja", typed=f"{WORDS}\n")
    assert code == 0
    assert (team / "postits.csv").read_text(encoding="utf-8").splitlines() == [
        "dato;observation;barn",
        "03-03-2026;[slettet] sko er våde;B07",
    ]
    code, _, err = run("slet", team, "B99", "--noegle", key, "--ja", typed=f"{WORDS}\n")
    assert (code, "ikke på listen" in err) == (1, True)


def test_a_new_date_is_logged(run, team):
    from kitlib.clock import today
    from kitlib.journal.logbog import Logbog

    day = (today() + timedelta(days=200)).isoformat()
    code, _, err = run("slet", team, "--ny-dato", day)
    assert (code, "grund" in err) == (1, True)
    code, out, _ = run("slet", team, "--ny-dato", day, "--grund", "Vi mødes igen i august.")
    assert code == 0
    assert day in (team / "om.toml").read_text(encoding="utf-8")
    heads = Logbog(team).heads("altid")
    assert [h.value for name, h in heads.items() if name.startswith("slettes")] == [out.strip()]


def test_indsigt_writes_its_page_in_the_folder(run, team):
    code, out, _ = run("indsigt", team, "B07")
    assert code == 0
    page = team / "ud" / "indsigt_b07.html"
    assert str(page) in out
    assert "Almas sko" not in page.read_text(encoding="utf-8")
    run("indsigt", team, "B07", "--navn", "Alma")
    assert "Almas sko er våde" in page.read_text(encoding="utf-8")


def test_a_private_sky_is_warned_of_wherever_the_folder_is_opened(run, tmp_path):
    from kitlib import open_team
    from kitlib.circle.session import Session

    team = tmp_path / "Dropbox" / "team"
    warning = "Mappen ligger i Dropbox"
    code, _, err = run("ny", team)
    assert (code, err.count(warning)) == (0, 1)
    (team / "data.xlsx").unlink()
    (team / "postits.csv").write_text("dato;observation\n03-03-2026;Leger\n", encoding="utf-8")
    assert run("tjek", team)[1].count(warning) == 1
    assert run("vis", team, "--uden-browser")[2].count(warning) == 1
    assert warning in (team / "ud" / "visninger.html").read_text(encoding="utf-8")
    with_meeting = Session.open(team)
    assert [n["message"] for n in with_meeting.state()["notices"]].count(
        next(p.message for p in open_team(team).problems if warning in p.message)
    ) == 1
