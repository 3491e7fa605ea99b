"""Two commands at once, the first stopped in the middle; all pairs in benchmarks/pairs.py."""

import os
import re
import subprocess
import sys

import pytest


def test_two_at_once_lose_nothing_and_bring_nothing_back(root):
    if not hasattr(os, "fork"):
        pytest.skip("this system makes no copy of a running program")
    command = [sys.executable, str(root / "benchmarks" / "pairs.py")]
    names = ["koder", "koder-flere", "mit-ret", "ny-noegle"]
    done = subprocess.run([*command, *names], capture_output=True, text=True)
    last = done.stdout.splitlines()[-1] if done.stdout else done.stderr
    assert re.fullmatch(r"[1-9]\d* pairs: 0 with faults", last), done.stdout


def test_a_page_never_comes_back_after_a_person_was_deleted(tmp_path, sample_data, monkeypatch):
    """Whoever read the folder before a deletion writes nothing of it, and who waits is told."""
    import shutil
    import threading

    from kitlib import open_team
    from kitlib.contribution import draft, write
    from kitlib.holding import sharing
    from kitlib.problems import KitError
    from kitlib.rights import indsigt, slet
    from kitlib.show import show_team

    folder = shutil.copytree(sample_data / "maelkeboetten", tmp_path / "t")
    monkeypatch.setattr("kitlib.holding.WAIT", 0.1)
    inside, enough = threading.Event(), threading.Event()

    def reads():
        with sharing(folder, "vis"):
            inside.set()
            enough.wait(60)

    thread = threading.Thread(target=reads)
    thread.start()
    inside.wait(60)
    with pytest.raises(KitError, match="der bliver lavet en side i mappen"):
        slet(folder, "B02")
    enough.set()
    thread.join()
    team, contribution = open_team(folder), draft(open_team(folder))
    assert slet(folder, "B02").changes
    with pytest.raises(KitError, match="slettet noget i mappen"):
        write(contribution.contribution, contribution.home)
    monkeypatch.setattr("kitlib.show._show", _small_page)
    with pytest.raises(KitError, match="slettet noget i mappen"):
        show_team(team)
    assert not (folder / "ud" / "visninger.html").exists()
    assert indsigt(folder, "B02").exists(), "who opens the folder again writes again"


def _small_page(opened, path, title, lead, progress):
    from kitlib.writing import write_bytes

    return write_bytes(path, b"B02", opened.home, output="visninger.html")
