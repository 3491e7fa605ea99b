"""One's own file: locked, opened in memory, and nothing of it in clear on the disk."""

import shutil
import sys
from pathlib import Path

import pytest

from kitlib import open_mine
from kitlib.own import lock_own, open_own
from kitlib.problems import KitError
from kitlib.show import show_mine

WORDS = "fire små blå heste"


@pytest.fixture(scope="module")
def locked(tmp_path_factory, sample_data):
    folder = tmp_path_factory.mktemp("own")
    shutil.copy(sample_data / "mit" / "om.toml", folder)
    path = folder / "psykolog_who5.csv"
    shutil.copy(sample_data / "mit" / "psykolog_who5.csv", path)
    return lock_own(path, WORDS)


def test_the_readable_file_is_gone_and_the_locked_one_says_nothing(locked):
    assert sorted(p.name for p in locked.parent.iterdir()) == ["om.toml", "psykolog_who5.csv.age"]
    assert b"borger" not in locked.read_bytes()


def test_it_opens_in_memory_as_if_it_lay_there(locked, sample_data):
    before = sorted(locked.parent.rglob("*"))
    mine = open_mine(locked, WORDS)
    plain = open_mine(sample_data / "mit" / "psykolog_who5.csv")
    assert mine.who5.equals(plain.who5)
    assert (mine.ring, mine.locked, mine.name) == ("mit", True, "psykolog_who5")
    assert mine.view("who5.foer_efter").sentence == plain.view("who5.foer_efter").sentence
    assert sorted(locked.parent.rglob("*")) == before


def test_a_locked_workbook_opens_in_memory_too(tmp_path, sample_data):
    from kitlib.privacy.lock import lock
    from kitlib.reading import read_table
    from kitlib.writing import Home, write_table

    frame = read_table(sample_data / "mit" / "psykolog_who5.csv")
    home = Home(tmp_path, "mit", opdigtet=True)
    book = write_table(tmp_path / "min_who5.xlsx", frame, home, sheet="who5")
    plain = open_mine(book)
    (tmp_path / "min_who5.xlsx.age").write_bytes(lock(book.read_bytes(), WORDS))
    book.unlink()
    mine = open_mine(tmp_path / "min_who5.xlsx.age", WORDS)
    assert set(mine.frames) == set(plain.frames)
    assert [p.code for p in mine.problems] == [p.code for p in plain.problems]


def test_without_the_passphrase_it_stays_shut(locked):
    with pytest.raises(KitError, match="laeringskit mit"):
        open_mine(locked)
    with pytest.raises(KitError, match="passer ikke"):
        open_mine(locked, "fire små blå hunde")


def test_no_page_is_made_of_a_file_about_real_people(locked, tmp_path, sample_data):
    plain = tmp_path / "psykolog_who5.csv"
    shutil.copy(sample_data / "mit" / plain.name, plain)
    for mine in (open_mine(locked, WORDS), open_mine(plain)):
        with pytest.raises(KitError, match="laeringskit mit FIL"):
            show_mine(mine)
    assert [p.name for p in tmp_path.rglob("*")] == [plain.name]
    page = show_mine(open_mine(sample_data / "mit" / plain.name), tmp_path / "x.html").path
    assert "Opdigtede data" in page.read_text(encoding="utf-8")


def test_it_is_readable_only_while_its_owner_writes_in_it(locked, tmp_path):
    from kitlib.own import edit_own

    path = tmp_path / locked.name
    shutil.copy(locked, path)
    there = path.with_suffix("")

    def write(plain):
        assert plain == there
        plain.write_text(plain.read_text(encoding="utf-8").replace("0", "1", 1), encoding="utf-8")

    def fall(plain):
        plain.write_text("borger\n", encoding="utf-8")
        raise KeyboardInterrupt

    before = path.read_bytes()
    assert edit_own(path, WORDS, edit=lambda plain: None) == path
    assert path.read_bytes() == before
    edit_own(path, WORDS, edit=write)
    assert path.read_bytes() != before
    with pytest.raises(KeyboardInterrupt):
        edit_own(path, WORDS, edit=fall)
    from kitlib.privacy.lock import unlock

    assert unlock(path.read_bytes(), WORDS) == b"borger\n"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    with pytest.raises(KitError, match="passer ikke"):
        edit_own(path, "fire små blå hunde", edit=write)
    there.write_text("et andet\n", encoding="utf-8")
    with pytest.raises(KitError, match="læsbar fil"):
        edit_own(path, WORDS, edit=write)
    assert there.read_text(encoding="utf-8") == "et andet\n"


def test_a_locked_file_is_never_written_over(locked, tmp_path):
    plain = locked.with_suffix("")
    plain.write_text("borger\n", encoding="utf-8")
    try:
        with pytest.raises(KitError, match="allerede en låst fil"):
            lock_own(plain, WORDS)
        assert plain.read_text(encoding="utf-8") == "borger\n"
    finally:
        plain.unlink()


def test_mit_opens_notebook_05_on_the_file_and_keeps_no_figures(locked, monkeypatch):
    pytest.importorskip("jupyterlab", reason="the extra notebooks is not installed")
    started = {}

    class Lab:
        def __init__(self, command, env):
            started.update(command=command, env=env, there=Path(command[-1]).is_file())
            config = next(c for c in command if c.startswith("--config="))
            started["config"] = Path(config.partition("=")[2]).read_text(encoding="utf-8")

        def wait(self):
            return 0

    monkeypatch.setattr("kitlib.lab.subprocess.Popen", Lab)
    open_own(locked)
    assert started["there"], "the server looks for the notebook where it is started"
    assert Path(started["command"][-1]).name == "05_who5.ipynb"
    assert started["env"]["LAERINGSKIT_MIT"] == str(locked)
    assert WORDS not in " ".join([*started["command"], *started["env"].values()])

    class Contents:
        class FileContentsManager:
            pre_save_hook = None

    scope = {"c": Contents}
    exec(started["config"], scope)
    cell = {"cell_type": "code", "outputs": ["figur"], "execution_count": 2}
    model = {"type": "notebook", "content": {"nbformat": 4, "cells": [cell]}}
    scope["c"].FileContentsManager.pre_save_hook(model)
    assert (cell["outputs"], cell["execution_count"]) == ([], None)


def test_the_notebook_asks_for_the_passphrase_where_it_runs(locked, monkeypatch):
    from kitlib import find_mine

    monkeypatch.setenv("LAERINGSKIT_MIT", str(locked))
    monkeypatch.setattr("kitlib.notebook.getpass", lambda prompt: WORDS)
    assert find_mine().locked


def test_mit_offers_to_lock_a_plain_file(locked, tmp_path, monkeypatch, capsys, sample_data):
    import io

    from kitlib.cli import main

    path = tmp_path / "psykolog_who5.csv"
    shutil.copy(sample_data / "mit" / "psykolog_who5.csv", path)
    for typed, code in (("nej\n", 1), (f"ja\n{WORDS}\n", 0)):
        opened = []
        monkeypatch.setattr("kitlib.own.open_own", opened.append)
        stdin = io.TextIOWrapper(io.BytesIO(typed.encode("utf-8")), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stdin)
        with pytest.raises(SystemExit) as left:
            main(["mit", str(path)])
        assert left.value.code == code
        assert path.exists() == (code == 1)
        assert [p.name for p in opened] == ([] if code else ["psykolog_who5.csv.age"])
    assert "er ikke låst" in capsys.readouterr().out
