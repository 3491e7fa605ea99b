"""Material in a notebook: seen before anything is written, made by a click."""

from datetime import date

import pytest

from kitlib import open_team
from kitlib.material import KINDS, Made, NoteChoice, gallery, picker
from kitlib.material.offered import choices_of, offered
from kitlib.material.picking import form
from kitlib.material.shop import Shop
from kitlib.problems import KitError, ProblemReport


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
    team = open_team(folder)
    shown = form(widgets, offered(team), picker(team).chosen)
    kinds, _, button, told = shown.children
    _, *boxes = kinds.children
    assert [box.description for box in boxes] == [kind.label for kind in KINDS.values()]
    assert [box.value for box in boxes] == [name == "pakke" for name in KINDS]
    boxes[0].value = False
    button.click()
    assert "Sæt kryds ved det" in told.value
    boxes[list(KINDS).index("plakat")].value = True
    button.click()
    made = sorted(p.name for p in (folder / "ud" / "materiale").iterdir())
    assert made == ["mennesketavle.pdf", "plakat_tavlen.pdf", "tavle_tom.pdf"]
    assert all(name in told.value for name in made)


def test_notes_are_chosen_by_ticking(team_folder):
    widgets = pytest.importorskip("ipywidgets")
    folder = team_folder([(f"Note nummer {n} her.", "", "") for n in range(20)])
    asked = []
    form_ = form(
        widgets,
        offered(open_team(folder)),
        lambda said: asked.append(said) or Made((), ProblemReport()),
    )
    _, fold, button, _ = form_.children
    fields = {
        part.children[0].value: part.children[1:]
        for part in fold.children[0].children
        if hasattr(part, "children")
    }
    fields["Kun noter om"][0].value = True
    fields["Højst så mange noter"][0].value = "4"
    fields["Kun noter fra den dag og frem"][0].value = "10-3-2026"
    stor = next(
        p
        for p in fold.children[0].children
        if getattr(p, "description", "") == "Kort med stor skrift"
    )
    stor.value = True
    button.click()
    choices = choices_of(asked[0])
    assert choices.large and not choices.duplex
    assert choices.notes == NoteChoice(("selvhjulpenhed",), (), date(2026, 3, 10), None, (), 4)
    assert len(Shop(open_team(folder), choices).notes) == 4


@pytest.mark.parametrize("said", [{"hoejst": "mange"}, {"fra": "i går"}])
def test_what_is_no_day_and_no_number_is_told(said):
    with pytest.raises(KitError, match="Skriv fx"):
        choices_of(said)
