"""Asking: each word once, words that are two things place by place, and no more after."""

import shutil

import pytest

from kitlib.asking import answer, questions
from kitlib.asking.turns import Turns
from kitlib.privacy.answers import read_answers
from kitlib.privacy.gate import quotable
from kitlib.problems import KitError
from kitlib.team import open_team

OM = 'format = 1\nnavn = "Solsikken"\nformaal = "At lære"\nslettes = 2099-12-31\n'
NOTES = """dato;observation;barn
03-03-2026;Fatima hjælper ham. Så går de ud.;B07
04-03-2026;Vi talte om Fatima i dag.;B03
05-03-2026;Fatimas sko er våde.;B12
06-03-2026;Ring til mor på 20 30 40 51.;B12
07-03-2026;Bygger et tårn.;B12
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "om.toml").write_text(OM, encoding="utf-8")
    (tmp_path / "postits.csv").write_text(NOTES, encoding="utf-8")
    return tmp_path


def gate(folder):
    team = open_team(folder)
    return quotable(
        team.postits, columns=["observation"], answers=read_answers(folder), file="postits.csv"
    )["observation"].tolist()


def test_a_word_is_one_question_wherever_it_stands(folder):
    first, second = questions(folder)
    assert (first.asks, len(first.places)) == ("Er det et navn?", 3)
    assert {p.row for p in first.places} == {2, 3, 4}
    assert (second.asks, len(second.places)) == ("Er det et telefonnummer?", 1)


def test_it_is_shown_in_place(folder):
    place = next(p for p in questions(folder)[0].places if p.row == 2)
    assert (place.before, place.word, place.after) == ("", "Fatima", " hjælper ham.")
    assert (place.file, place.column) == ("postits", "observation")


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("navn", "[navn] hjælper ham. Så går de ud."),
        ("ikke", "Fatima hjælper ham. Så går de ud."),
        ("fjern", "Så går de ud."),
    ],
)
def test_when_all_is_answered_the_gate_opens(folder, choice, expected):
    with pytest.raises(KitError):
        gate(folder)
    name, phone = questions(folder)
    answer(folder, name, choice)
    with pytest.raises(KitError) as caught:
        gate(folder)
    assert [p.code for p in caught.value.report] == ["ubesvaret_telefon"]
    answer(folder, phone, "navn")
    assert questions(folder) == []
    said = gate(folder)
    assert said[0] == expected
    assert said[3] == "Ring til mor på [telefon]."


def test_a_name_in_the_key_is_no_question(folder):
    from kitlib.privacy.key import Key

    assert [q.kind for q in questions(folder, key=Key({"B01": ("Fatima",)}))] == ["telefon"]


def test_a_word_that_is_two_things_is_asked_by_place_and_again_at_the_gate(folder):
    notes = "dato;observation\n03-03-2026;Vi så Bo i dag.\n04-03-2026;Så kom Bo.\n"
    (folder / "postits.csv").write_text(notes, encoding="utf-8")
    asked = questions(folder)
    assert [q.places[0].found.certainty for q in asked] == ["tvetydig", "tvetydig"]
    for question in asked:
        answer(folder, question, "ikke")
    assert questions(folder) == []
    again = questions(folder, at_gate=True)
    assert len(again) == 2
    # Asked for once more when all else is answered, without anybody saying that it is time.
    assert len(Turns.of_team(open_team(folder))) == 2
    for question in again:
        answer(folder, question, "ikke", at_gate=True)
    assert gate(folder) == ["Vi så Bo i dag.", "Så kom Bo."]


def test_the_widget_asks_one_at_a_time_and_a_click_is_an_answer(folder):
    pytest.importorskip("anywidget")
    from kitlib.asking.widget import AskingWidget

    widget = AskingWidget(folder)
    assert widget.state["progress"] == "1 af 2"
    assert [label for _, label in widget.state["choices"]] == [
        "Navn",
        "Ikke et navn",
        "Fjern sætningen",
    ]
    widget._receive(widget, {"svar": "navn", "nr": 0}, [])
    assert widget.state["progress"] == "2 af 2"
    widget._receive(widget, {"svar": "navn", "nr": 0}, [])  # the second half of a double click
    widget._receive(widget, {"svar": "sludder", "nr": 1}, [])
    assert widget.state["progress"] == "2 af 2"
    widget._receive(widget, {"fortryd": True}, [])
    assert len(questions(folder)) == 2
    widget._receive(widget, {"svar": "navn", "nr": 0}, [])
    widget._receive(widget, {"svar": "ikke", "nr": 1}, [])
    assert (widget.state["choices"], questions(folder)) == ([], [])
    assert gate(folder)[0] == "[navn] hjælper ham. Så går de ud."


def test_of_invented_data_practice_notes_are_asked_about_wherever_the_folder_lies(
    sample_data, tmp_path
):
    pytest.importorskip("anywidget", reason="the extra session is not installed")
    from kitlib import spoerg

    copied = open_team(shutil.copytree(sample_data / "solsikken", tmp_path / "solsikken"))
    for _ in range(2):
        assert repr(spoerg(copied)) == "<Navne i noterne: 4 spørgsmål>"
    assert not [p for p in (tmp_path / "solsikken").iterdir() if p.name.startswith(".svar")]
