"""Material in a notebook: seen before anything is written, made by a click."""

import pytest

from kitlib import open_team
from kitlib.material import KINDS, gallery, picker
from kitlib.material.preview import _boxes


def test_a_gallery_shows_every_kind_and_writes_nothing(team_folder):
    folder = team_folder()
    before = sorted(p.name for p in folder.rglob("*"))
    shown = gallery(open_team(folder), "ark", "plakat")
    assert {t.kind for t in shown.thumbnails} == {"ark", "plakat"}
    assert shown._repr_html_().count("<img alt='Første side af ") == len(shown.thumbnails)
    assert sorted(p.name for p in folder.rglob("*")) == before


def test_a_gallery_tells_what_waits_for_an_answer(team_folder):
    shown = gallery(open_team(team_folder([("Ring 20 12 34 56.", "", "")])), "kort")
    assert [p.code for p in shown.problems] == ["noter_venter"]
    assert "20 12 34 56" not in shown._repr_html_()


def test_the_picker_says_the_same_on_every_run(team_folder):
    team = open_team(team_folder())
    assert repr(picker(team)) == repr(picker(team))
    assert picker(team)._repr_mimebundle_()["text/plain"] == repr(picker(team))


def test_what_is_ticked_is_made_in_the_teams_own_folder(team_folder):
    widgets = pytest.importorskip("ipywidgets")
    folder = team_folder()
    shown = _boxes(widgets, picker(open_team(folder)).make)
    *boxes, button, told = shown.children
    assert [box.description for box in boxes] == [kind.label for kind in KINDS.values()]
    button.click()
    assert "Sæt først et kryds" in told.value
    boxes[list(KINDS).index("plakat")].value = True
    button.click()
    made = sorted(p.name for p in (folder / "ud" / "materiale").iterdir())
    assert made == ["mennesketavle.pdf", "plakat_tavlen.pdf", "tavle_tom.pdf"]
    assert all(name in told.value for name in made)
