"""How many notes wait for an answer about a name: one number, whoever is asked."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitlib.asking.questions import answer, questions
from kitlib.circle.session import Session
from kitlib.material.kinds import known_kinds
from kitlib.material.making import waiting
from kitlib.material.shop import Shop
from kitlib.show import show_team
from kitlib.shown import shown_text
from kitlib.stops import stops
from kitlib.team import open_team

TODAY = date(2026, 4, 1)
OM = 'format = 1\nnavn = "Solsikken"\nformaal = "At lære"\nslettes = 2099-12-31\n'
SAID = st.sampled_from(
    [
        "Bygger et tårn.",
        "Mohammed hjælper ham.",
        "Hun leder efter Fatimas hue.",
        "Gynger højt.",
        "Ring på 20 30 40 51.",
        "så kom storm og hjalp",
        "Får sin Ritalin.",
        "",
    ]
)
WITH = st.sampled_from(["", "B03", "mulle", "B03, lillebror", "alene", "Emma"])


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "om.toml").write_text(OM, encoding="utf-8")
    return tmp_path


def _write(folder, notes):
    lines = [f"{n + 1:02}-03-2026;{text};{who};B07" for n, (text, who) in enumerate(notes)]
    rows = "\n".join(["dato;observation;sammen_med;barn", *lines])
    (folder / "postits.csv").write_text(f"{rows}\n", encoding="utf-8")


def _number(text):
    found = re.match(r"(\d+) note", text)
    return int(found[1]) if found else 0


def _numbers(folder):
    """What the meeting, tjek and the material say."""
    session = Session.open(folder, today=TODAY)
    at_meeting = session.state()["waiting"]
    session.close()
    team = open_team(folder)
    told = [s.problem.message for s in stops(team, today=TODAY) if s.problem.code == "noter_venter"]
    made = [p.message for p in waiting(Shop(open_team(folder)), known_kinds(["handout"]))]
    return _number(at_meeting), sum(map(_number, told)), sum(map(_number, made))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(SAID, WITH), min_size=1, max_size=8))
def test_the_meeting_tjek_and_the_material_say_the_same_number(folder, notes):
    for path in (*folder.glob(".svar.json"), *folder.glob("logbog/*")):
        path.unlink()
    _write(folder, notes)
    numbers = _numbers(folder)
    assert set(numbers) == {open_team(folder).waiting}
    while asked := questions(folder, at_gate=True):
        answer(folder, asked[0], "navn", at_gate=True)
    assert _numbers(folder) == (0, 0, 0)


def test_the_page_says_it_with_the_way_to_the_answers(folder, tmp_path):
    _write(folder, [("Mohammed hjælper ham.", "B03"), ("Bygger.", "mulle"), ("Gynger.", "")])
    page = show_team(open_team(folder)).path.read_text(encoding="utf-8")
    assert "2 noter venter på svar" in page
    assert f"laeringskit navne {folder.name}" in page


def test_only_what_is_covered_is_said_to_be(folder):
    """A word about belief waits too, and is the team's to read until it is answered."""
    _write(folder, [("Emma hjælper ham.", "B03"), ("Siger tak på polsk.", "B04")])
    page = show_team(open_team(folder)).path.read_text(encoding="utf-8")
    assert "Emma" not in page and "Siger tak på polsk." in page
    assert "2 noter venter på svar: der står noget, der kan være navne eller følsomt." in page
    assert "Navne er dækket her på siden." in page


def test_a_sensitive_word_is_hidden_everywhere_once_somebody_said_so(folder):
    """Else it is answered, waits no more, and is printed all the same."""
    heads = 'nysgerrig = "Hvem har ADHD?"\ntemaer = ["autisme", "leg"]\n'
    (folder / "om.toml").write_text(OM + heads, encoding="utf-8")
    said = ["Har ADHD og løber.", "Hun er muslim. Hun fandt en pind.", "Siger tak på polsk."]
    _write(folder, [(text, "B03") for text in said])
    chosen = {"muslim": "fjern", "polsk": "ikke"}
    while asked := questions(folder, at_gate=True):
        word = asked[0].places[0].word
        answer(folder, asked[0], chosen.get(word, "navn"), at_gate=True)
    team = open_team(folder)
    hidden = ["Har [udeladt] og løber.", "Hun fandt en pind.", "Siger tak på polsk."]
    for shown in (team, team.for_paper()):
        assert list(shown.shown["postits"]["observation"]) == hidden
    assert shown_text(team.about.nysgerrig, team.about, folder) == "Hvem har [udeladt]?"
    assert team.said.temaer == ("[udeladt]", "leg")


def test_an_answer_at_the_meeting_changes_its_number(folder):
    _write(folder, [("Mohammed hjælper ham.", "B03"), ("Bygger.", "mulle")])
    session = Session.open(folder, today=TODAY)
    assert _number(session.state()["waiting"]) == 2
    session.names.ask()
    session.names.answer(0, "navn")
    assert _number(session.state()["waiting"]) == 1
    session.names.answer(1, "navn")
    assert session.state()["waiting"] == ""
    session.close()
