"""What is done ahead, while nothing is asked: it is said once it is done, and hides no fault."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from kitlib import open_team
from kitlib.onefile import guest
from kitlib.problems import KitError

KEYS = ("postits.dagen_igennem", "postits.situation_tema")


@pytest.fixture
def said(monkeypatch):
    """What Python says to its page."""
    heard: list[bytes] = []
    monkeypatch.setitem(sys.modules, "_host", SimpleNamespace(call=heard.append))
    return heard


@pytest.fixture
def opened(monkeypatch):
    """A team is opened, each view of which is made so."""

    def open_with(view: Any) -> None:
        team = SimpleNamespace(view_keys=KEYS, view=view)
        monkeypatch.setitem(guest._opened, "team", team)
        monkeypatch.setitem(guest._opened, "ahead", guest._drawn(team))

    return open_with


def test_every_figure_of_the_team_is_drawn_ahead_and_then_that_is_said(said, opened, sample_data):
    team = open_team(sample_data / "solsikken")
    asked: list[str] = []
    opened(lambda key: asked.append(key) or team.view(key))
    turns = 0
    while not said:
        guest.ahead()
        turns += 1
    assert said == [b"rest"]
    assert asked == list(KEYS)
    assert turns > len(KEYS)  # a question comes in between


def test_what_cannot_be_drawn_ahead_is_told_when_it_is_asked_for(said, opened):
    def fails(key: str) -> None:
        raise KitError("Den kan ikke vises.")

    opened(fails)
    guest.ahead()
    assert said == [b"rest"]
    with pytest.raises(KitError, match="kan ikke vises"):
        guest._first()


def test_the_first_figure_is_asked_for_beside_the_folder_and_is_nothing_where_that_failed(
    opened, monkeypatch, sample_data
):
    team = open_team(sample_data / "solsikken")
    opened(team.view)
    assert guest._first()["question"] == team.view(KEYS[0]).question
    monkeypatch.setattr(guest, "folder", lambda: sample_data / "der_er_ingen")
    with pytest.raises(KitError):
        guest._open()
    assert guest._first() == {}, "never that of the folder before"
