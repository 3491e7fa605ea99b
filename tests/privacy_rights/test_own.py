"""One's own file: locked, opened in memory, and nothing of it in clear on the disk."""

import os
import shutil
import signal
import sys
import threading
from pathlib import Path

import pytest

from kitlib import open_mine
from kitlib.own import edit_own, lock_again, lock_own, open_own
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
    from tests.written import write_table

    frame = read_table(sample_data / "mit" / "psykolog_who5.csv")
    book = write_table(tmp_path / "min_who5.xlsx", frame, sheet="who5")
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


@pytest.fixture
def quick(monkeypatch):
    """Locks that cost nothing; what is tested is what happens to the files."""

    def lock(content, passphrase):
        return b"age-encryption.org/v1 " + passphrase.encode() + b"|" + content[::-1]

    def unlock(locked, passphrase, *, file=None):
        head, _, content = locked.removeprefix(b"age-encryption.org/v1 ").partition(b"|")
        if head != passphrase.encode():
            raise KitError("Adgangssætningen passer ikke.", hint="Prøv igen.")
        return content[::-1]

    monkeypatch.setattr("kitlib.own.lock", lock)
    monkeypatch.setattr("kitlib.own.unlock", unlock)
    return lock, unlock


@pytest.fixture
def own(tmp_path, quick):
    """One's own file, locked: the readable place, the locked one, and what the locked says."""
    plain = tmp_path / "mine.csv"
    plain.write_bytes(b"borger;q1\nA;1\n")
    locked = lock_own(plain, WORDS)
    return plain, locked, lambda: quick[1](locked.read_bytes(), WORDS)


def names(folder):
    return sorted(p.name for p in folder.iterdir())


def test_it_is_readable_only_while_its_owner_writes_in_it(own):
    plain, locked, said = own

    def write(path):
        assert path == plain
        assert path.stat().st_mode & 0o077 == 0, "others cannot read it"
        path.write_bytes(b"borger;q1\nA;2\n")

    def fall(path):
        path.write_bytes(b"borger;q1\nA;3\n")
        raise KeyboardInterrupt

    before = locked.read_bytes()
    assert edit_own(locked, WORDS, edit=lambda path: None) == locked
    assert locked.read_bytes() == before
    edit_own(locked, WORDS, edit=write)
    assert said() == b"borger;q1\nA;2\n"
    with pytest.raises(KeyboardInterrupt):
        edit_own(locked, WORDS, edit=fall)
    assert said() == b"borger;q1\nA;3\n"
    with pytest.raises(KitError, match="passer ikke"):
        edit_own(locked, "fire små blå hunde", edit=write)
    assert names(plain.parent) == ["mine.csv.age"]


def test_a_file_that_was_moved_while_it_was_readable_is_told(own, tmp_path):
    _plain, locked, said = own
    with pytest.raises(KitError, match="er flyttet, mens den var læsbar"):
        edit_own(locked, WORDS, edit=lambda path: path.rename(tmp_path / "et_andet_sted.csv"))
    assert said() == b"borger;q1\nA;1\n"


@pytest.mark.parametrize("signal_name", ["SIGHUP", "SIGTERM", "SIGINT"])
def test_a_closed_window_locks_it_again_with_what_was_written(own, signal_name):
    plain, locked, said = own
    if not hasattr(signal, signal_name):
        pytest.skip("this system has no such signal")

    def write(path):
        path.write_bytes(b"borger;q1\nA;4\n")
        signal.raise_signal(getattr(signal, signal_name))

    with pytest.raises(KeyboardInterrupt):
        edit_own(locked, WORDS, edit=write)
    assert said() == b"borger;q1\nA;4\n"
    assert names(plain.parent) == ["mine.csv.age"]


@pytest.mark.parametrize("first", ["locked", "plain"])
def test_the_next_command_takes_in_what_a_killed_one_left(own, first, capsys):
    plain, locked, said = own
    plain.write_bytes(b"borger;q1\nA;5\n")
    with pytest.raises(KitError, match=r"både låst og læsbar.*læsbare, er nyest.*--kun-laas"):
        open_mine(plain)
    assert "den låste" in lock_again(plain if first == "plain" else locked, WORDS)
    assert said() == b"borger;q1\nA;5\n"
    assert names(plain.parent) == ["mine.csv.age", "mine_foer.csv.age"], "nothing is lost"


def test_an_older_readable_one_is_kept_locked_and_the_locked_one_stays(own):
    plain, _locked, said = own
    plain.write_bytes(b"gammel\n")
    os.utime(plain, (1, 1))
    for _ in range(2):
        lock_own(plain, WORDS)
        assert said() == b"borger;q1\nA;1\n"
        assert names(plain.parent) == ["mine.csv.age", "mine_foer.csv.age"]
        plain.write_bytes(b"gammel\n")
        os.utime(plain, (1, 1))


@pytest.mark.parametrize("left", [b"", b"borger;q", b"\0" * 15, b"\0" * 9 + b";1\nA;1\n"[1:]])
def test_one_that_was_being_laid_or_wiped_when_all_ended_is_never_taken_in(own, left):
    plain, locked, said = own
    plain.write_bytes(left)
    plain.chmod(0o400)
    lock_again(locked, WORDS)
    assert said() == b"borger;q1\nA;1\n"
    assert names(plain.parent) == ["mine.csv.age"]


def test_with_the_wrong_passphrase_both_files_are_left_as_they_are(own):
    plain, locked, _said = own
    plain.write_bytes(b"borger;q1\nA;6\n")
    before = locked.read_bytes()
    for again in (lock_again, lock_own):
        with pytest.raises(KitError, match="passer ikke"):
            again(plain, "fire små blå hunde")
    assert (locked.read_bytes(), plain.read_bytes()) == (before, b"borger;q1\nA;6\n")


def test_who_writes_in_it_is_alone_with_it(own, monkeypatch):
    _plain, locked, _said = own
    monkeypatch.setattr("kitlib.holding.WAIT", 0)
    told = []

    def write(path):
        def other():
            try:
                lock_again(path, WORDS)
            except KitError as error:
                told.append(str(error))

        thread = threading.Thread(target=other)
        thread.start()
        thread.join()

    edit_own(locked, WORDS, edit=write)
    assert "filen er åben, så der kan skrives i den" in told[0]


def test_mit_meets_both_and_goes_on(own, capsys, monkeypatch):
    import io

    from kitlib.cli import main

    plain, locked, said = own
    for arguments in ([str(locked), "--ret", "--regneark"], [str(plain), "--kun-laas"]):
        plain.write_bytes(b"borger;q1\nA;7\n")
        typed = io.TextIOWrapper(io.BytesIO(f"{WORDS}\n\n".encode()), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", typed)
        with pytest.raises(SystemExit) as left:
            main(["mit", *arguments])
        assert left.value.code == 0
        assert "både låst og læsbar" in capsys.readouterr().out
        assert said() == b"borger;q1\nA;7\n"
        assert not plain.exists()


def test_mit_opens_notebook_05_on_the_file_and_keeps_no_figures(locked, monkeypatch):
    pytest.importorskip("jupyterlab", reason="the extra notebooks is not installed")
    started = {}

    class Lab:
        def __init__(self, command, env, **_):
            started.update(command=command, env=env, there=Path(command[-1]).is_file())
            config = next(c for c in command if c.startswith("--config="))
            started["config"] = Path(config.partition("=")[2]).read_text(encoding="utf-8")

        def poll(self):
            return 0

        wait = poll

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
