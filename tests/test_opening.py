"""What opens in a browser, and what other people on the machine can read of it."""

import os
import stat
import sys

import pytest

from kitlib import opening

SECRET = "http://127.0.0.1:4000/?token=abc&x=1"


@pytest.fixture
def started(monkeypatch, tmp_path):
    """What a browser is started with; the owner's own folder is a folder of the test."""
    seen = []
    monkeypatch.setattr(opening.webbrowser, "open", lambda what: seen.append(what) or True)
    monkeypatch.setattr(opening.Path, "home", lambda: tmp_path)
    monkeypatch.setattr(opening.atexit, "register", lambda step, **given: None)
    monkeypatch.setenv("DISPLAY", ":0")
    return seen


def test_no_secret_is_on_the_command_line_and_its_page_is_the_owners(started, tmp_path):
    assert opening.open_address(SECRET)
    [page] = tmp_path.iterdir()
    assert started == [page.as_uri()] and "abc" not in started[0]
    assert "token=abc&amp;x=1" in page.read_text(encoding="utf-8")
    if os.name != "nt":
        assert stat.S_IMODE(page.stat().st_mode) == 0o600


def test_where_nothing_can_be_written_nothing_opens_and_the_address_stands(started, monkeypatch):
    monkeypatch.setattr(opening.Path, "home", lambda: opening.Path("findes/ikke"))
    assert not opening.open_address(SECRET) and not started


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a screen")
def test_without_a_screen_nothing_opens(started, monkeypatch):
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not opening.open_address(SECRET) and not started
