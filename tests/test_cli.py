"""The command line: Danish throughout, clear endings, nothing left behind."""

import io
import re
import shutil
import threading
import tomllib

import pytest

from kitlib.cli import load_commands, main
from kitlib.cli.app import app
from tests.conftest import PATIENCE

ENGLISH = re.compile(
    r"\b(Usage|Options|Commands|Arguments|Error|Try|Missing|Invalid|No such|Show this|COMMAND|ARGS"
    r"|requires|unexpected|got|Did you mean)\b"
)


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    captured = capsys.readouterr()
    return left.value.code, captured.out, captured.err


load_commands()
COMMANDS = app.list_commands(None)


@pytest.mark.parametrize("arguments", [[], ["--hjælp"], *([c, "--help"] for c in COMMANDS)])
def test_help_is_danish(capsys, arguments):
    code, out, _ = run(capsys, *arguments)
    assert code == 0
    assert "Sådan: laeringskit" in out
    assert not ENGLISH.search(out)


def test_help_names_every_command_in_the_order_a_team_meets_them(capsys):
    _, out, _ = run(capsys)
    named = re.findall(r"^  ([a-z]+) {2,}[A-ZÆØÅ]", out, flags=re.MULTILINE)
    assert named == list(COMMANDS)
    assert named[:3] == ["demo", "forside", "ny"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["vsi"], "Mente du 'vis'?"),
        (["--x"], "--x kendes ikke"),
        (["tjek"], "Der mangler MAPPE"),
        (["tjek", "a", "b"], "Se hjælpen"),
        (["vis", "--htm", "x"], "Mente du '--html'?"),
        (["vis", "--html"], "--html er ikke skrevet rigtigt"),
        (["demo", "--ud"], "--ud er ikke skrevet rigtigt"),
        (["demo", "--uden-browser=3"], "--uden-browser"),
        (["ny"], "Der mangler MAPPE"),
        (["materiale", "a", "--højst", "mange"], "ved '--højst', kan ikke bruges. Skriv et helt"),
    ],
)
def test_usage_errors_are_danish_and_end_with_2(capsys, monkeypatch, arguments, says):
    monkeypatch.setattr("sys.argv", ["laeringskit", *arguments])
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert says in err
    assert not ENGLISH.search(out + err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["tjek", "nix"],
        ["vis", "nix"],
        ["vis"],
        ["vis", "a", "--mit", "b"],
        ["vis", "--mit", "nix"],
        ["notebooks", "nix"],
        ["ny", "x", "--instrumenter", "postit"],
    ],
)
def test_what_cannot_be_done_is_said_and_ends_with_1(capsys, monkeypatch, tmp_path, arguments):
    monkeypatch.chdir(tmp_path)
    code, _, err = run(capsys, *arguments)
    assert code == 1
    assert err.strip() and "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_tjek_ends_with_0_or_1(capsys, sample_data, tmp_path):
    assert run(capsys, "tjek", str(sample_data / "solsikken"))[0] == 0
    code, out, _ = run(capsys, "tjek", str(tmp_path))
    assert code == 1
    assert "om.toml mangler" in out


def test_vis_writes_below_the_folder_and_nowhere_else(capsys, sample_data, tmp_path):
    team = tmp_path / "team"
    shutil.copytree(sample_data / "ungehuset", team)
    om = (team / "om.toml").read_text(encoding="utf-8")
    om = om.replace("opdigtet = true", "slettes = 2027-12-31")
    (team / "om.toml").write_text(om, encoding="utf-8")
    code, out, err = run(capsys, "vis", str(team), "--uden-browser")
    assert (code, err) == (0, "")
    page = (team / "ud" / "visninger.html").read_text(encoding="utf-8")
    assert str((team / "ud" / "visninger.html").resolve()) in out
    assert "Bliver hos teamet. Slettes senest 31. december 2027." in page
    code, _, err = run(capsys, "vis", str(team), "--html", str(tmp_path / "x.html"))
    assert code == 1
    assert "uden for mappen" in err
    assert not (tmp_path / "x.html").exists()


def test_ny_makes_a_folder_that_tjek_can_read(capsys, tmp_path):
    code, out, _ = run(
        capsys, "ny", str(tmp_path / "Mælkebøtten"), "--instrumenter", "postits,video"
    )
    assert code == 0
    made = sorted(p.name for p in (tmp_path / "Mælkebøtten").iterdir())
    assert "Start her.cmd" in made and "Start her.command" in made and "data.xlsx" in made
    om = tomllib.loads((tmp_path / "Mælkebøtten" / "om.toml").read_text(encoding="utf-8"))
    assert om["navn"] == "Mælkebøtten"
    cmd = (tmp_path / "Mælkebøtten" / "Start her.cmd").read_bytes()
    assert b"\r\n" in cmd
    # What must still be filled in is asked for, and nothing else is wrong.
    code, out, _ = run(capsys, "tjek", str(tmp_path / "Mælkebøtten"))
    assert (code, out.count("\n- ")) == (1, 1)
    assert "Formålet mangler" in out


def test_ny_never_writes_into_a_folder_in_use(capsys, tmp_path):
    (tmp_path / "noter.txt").write_text("vigtigt", encoding="utf-8")
    code, _, err = run(capsys, "ny", str(tmp_path))
    assert code == 1 and "ikke tom" in err
    assert [p.name for p in tmp_path.iterdir()] == ["noter.txt"]


def test_notebooks_are_copied_once_and_never_over_a_changed_one(capsys, tmp_path, root):
    assert run(capsys, "notebooks", str(tmp_path), "--kun-kopi")[0] == 0
    book = tmp_path / "notebooks" / "00_start_her.ipynb"
    book.write_text("ændret", encoding="utf-8")
    assert run(capsys, "notebooks", str(tmp_path), "--kun-kopi")[0] == 0
    assert book.read_text(encoding="utf-8") == "ændret"
    there = {path.name for path in (tmp_path / "notebooks").iterdir()}
    assert there == {path.name for path in (root / "notebooks").glob("*.ipynb")}


def test_lab_is_bound_to_this_machine_and_asks_for_no_news(tmp_path):
    from kitlib.lab import lab_command

    command = lab_command(tmp_path, tmp_path)
    assert "--ServerApp.ip=127.0.0.1" in command
    assert not any("token=" in part and part.endswith("=") for part in command)
    assert "--LabApp.news_url=None" in command


def test_ctrl_c_leaves_nothing_behind(capsys, sample_data, tmp_path, monkeypatch):
    team = tmp_path / "team"
    shutil.copytree(sample_data / "ungehuset", team)
    before = sorted(team.rglob("*"))

    def interrupted(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("kitlib.page.page_html", interrupted)
    code, _, err = run(capsys, "vis", str(team), "--uden-browser")
    assert code == 130
    assert "Afbrudt" in err
    assert sorted(team.rglob("*")) == before


def test_work_without_a_word_is_told_once_on_a_terminal(monkeypatch, capsys):
    from kitlib.cli import saying

    told = threading.Event()
    monkeypatch.setattr(saying, "PATIENCE", 0)
    monkeypatch.setattr(saying, "say", lambda text, *, err: told.set())
    with saying.telling_of_work():
        pass  # where nobody sees it, nothing is said
    assert not told.is_set()
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with saying.telling_of_work():
        assert told.wait(PATIENCE)


def test_whoever_has_said_something_is_not_said_to_work(monkeypatch, capsys):
    from kitlib.cli import saying

    monkeypatch.setattr(saying, "PATIENCE", 10 * PATIENCE)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with saying.telling_of_work():
        saying.say("Færdig.")
    assert capsys.readouterr().err == ""


def test_a_locked_file_of_ones_own_is_counted_when_its_passphrase_is_said(
    capsys, monkeypatch, sample_data, tmp_path
):
    from kitlib.own import lock_own

    shutil.copytree(sample_data / "trappen", tmp_path / "trappen")
    shutil.copytree(sample_data / "mit", tmp_path / "mit")
    plain, words = tmp_path / "mit" / "ungemedarbejder_dialoglineal.csv", "fire små blå heste"
    told = ["bidrag", str(tmp_path / "trappen"), "--del", "--vis", "--mit", str(plain)]
    _, before, _ = run(capsys, *told)
    lock_own(plain, words)
    for typed, code in ((words, 0), ("fire helt andre ord", 1)):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
        assert run(capsys, *told)[0:2] == (code, before if code == 0 else "")
