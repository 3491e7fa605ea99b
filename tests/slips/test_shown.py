"""Handwriting lies beside typed notes, is taken back as they are, and is in nothing that leaves."""

import shutil
from base64 import b64encode
from datetime import date

import numpy as np
import pytest

from kitlib.circle.session import Session
from kitlib.noteids import note_ids
from kitlib.outputs import maker, outputs
from kitlib.pictured import holds_picture
from kitlib.slips.notepicture import as_jpeg
from kitlib.team import open_team

HEAD = "Dato;Observation;Barn;Hvem så;Situation;Tema;Må vises;Billede\n"
ROWS = (
    "24-11-2026;;B01;pædagog;leg;sprog;;sedler/aa.jpg",
    "24-11-2026;;B02;;leg;;nej;sedler/bb.jpg",
    "25-11-2026;Ler højt.;B07;;samling;;;sedler/cc.jpg",
)


def picture(seed):
    return as_jpeg(np.random.default_rng(seed).integers(0, 255, (40, 80, 3), np.uint8), 80)


def source(path):
    return b64encode(path.read_bytes()).decode("ascii")


@pytest.fixture
def noted(folder):
    (folder / "papir.csv").write_text(HEAD + "\n".join(ROWS) + "\n", encoding="utf-8")
    (folder / "postits.csv").write_text("dato;observation\n3-11-2026;Bygger et tårn.\n")
    for seed, name in enumerate(("aa", "bb", "cc")):
        (folder / "sedler" / f"{name}.jpg").write_bytes(picture(seed))
    return folder


def page(folder):
    return open_team(folder).view("postits.tavlen")._repr_html_()


def test_the_board_shows_handwriting_beside_what_was_typed(noted):
    shown = page(noted)
    assert source(noted / "sedler" / "aa.jpg") in shown
    assert source(noted / "sedler" / "cc.jpg") in shown and "Ler højt." in shown
    assert "Bygger et tårn." in shown and "(skrevet i hånden)" not in shown


def test_a_note_that_may_not_be_shown_shows_no_picture(noted):
    assert source(noted / "sedler" / "bb.jpg") not in page(noted)


def test_a_note_taken_back_stays_away_also_when_its_words_are_typed(noted):
    team = open_team(noted)
    frame = team.frames["postits"]
    name = note_ids(frame)[frame["billede"] == "sedler/aa.jpg"].iloc[0]
    session = Session.open(noted, today=date(2026, 11, 29))
    session.notes.pocket(name)
    session.close()
    assert source(noted / "sedler" / "aa.jpg") not in page(noted)
    path = noted / "papir.csv"
    path.write_text(path.read_text().replace("2026;;B01", "2026;Hun vælter tårnet.;B01"))
    assert "Hun vælter" not in page(noted)
    assert source(noted / "sedler" / "aa.jpg") not in page(noted)


def test_ids_of_typed_notes_are_what_they_were():
    import pandas as pd

    typed = pd.DataFrame({"dato": pd.to_datetime(["2026-11-03"]), "observation": ["Ler."]})
    assert note_ids(typed).equals(note_ids(typed.assign(billede=pd.NA)))


def test_a_picture_that_is_gone_is_told_and_its_words_stay(noted):
    (noted / "sedler" / "cc.jpg").unlink()
    team = open_team(noted)
    [told] = [p for p in team.problems if p.code == "billede_mangler"]
    assert (told.file, told.row) == ("papir.csv", 4)
    assert "Ler højt." in page(noted)


def test_handwriting_lies_on_the_table_of_the_meeting(noted):
    session = Session.open(noted, today=date(2026, 11, 29))
    notes = session.bordet.for_page()["notes"]
    session.close()
    shown = [n for n in notes if n["picture"]]
    assert sorted(n["text"] for n in shown) == ["", "Ler højt."]
    assert all(n["picture"]["src"].startswith("data:image/jpeg;base64,") for n in shown)
    assert {(n["picture"]["wide"], n["picture"]["tall"]) for n in shown} == {(80, 40)}


@pytest.mark.parametrize(
    "output",
    [o for o in outputs() if o.ring == "hos_teamet" and not o.handwriting],
    ids=lambda o: o.name,
)
def test_what_holds_nobodys_words_holds_no_handwriting(output, noted, sample_data, tmp_path):
    """Made of a rich team, which is enough for a contribution, with slips among its notes."""
    rich = shutil.copytree(sample_data / "solsikken", tmp_path / "rich")
    shutil.copytree(noted / "sedler", rich / "sedler")
    shutil.copyfile(noted / "papir.csv", rich / "papir.csv")
    made = maker(output)(rich, rich / "ud")
    files = [f for path in made for f in ([path] if path.is_file() else path.rglob("*"))]
    assert not [f.name for f in files if f.is_file() and holds_picture(f.read_bytes())]
