"""Who holds a folder: many that read, or one that changes; nobody waits for the dead."""

import logging
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest

from kitlib.holding import alone, briefly, sharing
from kitlib.problems import KitError

WAYS = {"sharing": sharing, "alone": alone, "briefly": lambda place, what, **o: briefly(place, **o)}


@contextmanager
def held(way, place, what):
    """Hold a place in another thread, as another program does."""
    inside, enough = threading.Event(), threading.Event()

    def hold():
        with WAYS[way](place, what):
            inside.set()
            enough.wait(60)

    thread = threading.Thread(target=hold)
    thread.start()
    assert inside.wait(60)
    try:
        yield
    finally:
        enough.set()
        thread.join()


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("sharing", "sharing", True),
        ("sharing", "briefly", True),
        ("briefly", "briefly", False),
        ("sharing", "alone", False),
        ("alone", "sharing", False),
        ("alone", "alone", False),
        ("alone", "briefly", False),
    ],
)
@pytest.mark.parametrize("kind", ["folder", "file"])
def test_many_read_or_one_changes(tmp_path, first, second, both, kind):
    place = tmp_path if kind == "folder" else tmp_path / "koder.age"
    with held(first, place, "vis"):
        if both:
            with WAYS[second](place, "slet", wait=0):
                pass
        else:
            busy = pytest.raises(KitError, match="En anden er i gang lige nu")
            with busy, WAYS[second](place, "slet", wait=0):
                pass
    with alone(place, "slet", wait=0):
        pass
    assert list(tmp_path.iterdir()) == [], "nothing is left when everybody is done"


def test_who_waits_is_told_for_whom(tmp_path, caplog):
    with held("sharing", tmp_path, "moede"), caplog.at_level(logging.WARNING):
        busy = pytest.raises(KitError, match="et møde er åbent i mappen")
        with busy, alone(tmp_path, "slet", wait=0.6):
            pass
    assert [r.message for r in caplog.records] == ["Venter lidt: et møde er åbent i mappen."]


def test_one_never_waits_for_oneself(tmp_path):
    (tmp_path / "ud").mkdir()
    with alone(tmp_path, "slet", wait=0), briefly(tmp_path / "ud", wait=0):
        pass
    with alone(tmp_path, "slet", wait=0), sharing(tmp_path / "ud", "vis", wait=0):
        pass
    with sharing(tmp_path, "vis", wait=0), alone(tmp_path, "slet", wait=0):
        pass


@pytest.mark.parametrize("way", ["sharing", "alone"])
def test_what_a_killed_program_held_is_free(tmp_path, way):
    code = (
        f"import os, sys, pathlib; from kitlib.holding import {way}\n"
        f"with {way}(pathlib.Path(sys.argv[1]), 'vis'): os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False).returncode == 9
    with alone(tmp_path, "slet", wait=0):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_went_is_not_brought_back(tmp_path):
    gone = tmp_path / "team"
    with sharing(gone, "vis", wait=0):
        assert not gone.exists()
    with briefly(gone, wait=0):
        assert not gone.exists()
