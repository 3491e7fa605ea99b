"""Themes, situations, roles and dilemmas: what may be a name is asked about and shown nowhere."""

import shutil

import pytest

from kitlib.asking.questions import answer, questions
from kitlib.circle.measures import measures
from kitlib.material.kinds import known_kinds
from kitlib.material.making import waiting
from kitlib.material.shop import Shop
from kitlib.outputs import maker, outputs
from kitlib.team import open_team
from tests.privacy_rights.searching import hits

OM = """format = 1
navn = "Solsikken"
type = "dagtilbud"
distrikt = "Distrikt Nord"
formaal = "At lære"
slettes = 2099-12-31
temaer = ["trøst", "Abdirahmans hjørne"]
situationer = ["leg", "hos Khadija"]
roller = ["pædagog", "Grzegorz"]
"""
NOTES = """dato;observation;barn;hvem_saa;situation;tema
03-03-2026;Bygger et tårn.;B07;pædagog;leg;trøst
04-03-2026;Deler en bolle.;B07;Grzegorz;hos Khadija;Abdirahmans hjørne
05-03-2026;Gynger højt.;B09;pædagog;leg;Abdirahmans hjørne
"""
VIDEO = """start;aktor;hvad;virkning;klip;dato
0:05;voksen;Peger på bogen.;hjalp;Zbigniew maler;05-03-2026
"""
DILEMMAS = """Hvad gør vi, når Fatima løber ud af lågen?
Hvad gør vi, når der er for få vanter?
Hvad gør vi, når far slår ham?
"""
NEVER = ("Abdirahman", "Khadija", "Grzegorz", "Zbigniew", "Fatima", "far slår")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "team"
    made.mkdir()
    files = {"om.toml": OM, "postits.csv": NOTES, "video.csv": VIDEO, "dilemmaer.txt": DILEMMAS}
    for name, text in files.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.mark.parametrize(
    "output",
    [
        o
        for o in outputs()
        if o.name in ("visninger.html", "ark", "kort", "handout", "plakat", "cirklen på papir")
    ],
    ids=lambda o: o.name,
)
def test_no_output_shows_them(output, folder, tmp_path):
    copy = shutil.copytree(folder, tmp_path / "copy")
    made = maker(output)(copy, copy / "ud")
    found = {path.name: hits(path, NEVER) for path in made}
    assert {name: words for name, words in found.items() if words} == {}


def test_rows_still_meet_their_heading(folder):
    team = open_team(folder)
    assert team.said.temaer == ("trøst", "[navn]s hjørne")
    assert team.shown["postits"]["tema"].tolist() == ["trøst", *["[navn]s hjørne"] * 2]
    assert team.shown["postits"]["situation"].tolist() == ["leg", "hos [navn]", "leg"]
    assert not [label for label in measures(team).values() if any(w in label for w in NEVER)]


def test_the_page_asks_about_each(folder):
    asked = {q.places[0].word for q in questions(folder)}
    assert {"Abdirahmans", "Khadija", "Grzegorz", "Zbigniew", "Fatima"} <= asked


def test_an_answer_lets_the_heading_and_the_dilemma_stand(folder):
    for question in questions(folder):
        answer(folder, question, "ikke")
    team = open_team(folder)
    assert team.said == team.about
    assert [p.code for p in waiting(Shop(team), known_kinds(["kort"]))] == ["dilemma_venter"]


def test_one_dilemma_that_waits_holds_no_other_back(folder):
    [told] = [
        p
        for p in waiting(Shop(open_team(folder)), known_kinds(["kort"]))
        if p.code == "dilemma_venter"
    ]
    assert told.message.startswith("2 dilemmaer er ikke med")
