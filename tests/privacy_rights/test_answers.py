"""Answers hold for the word in the folder, or for the place where the word is two things."""

import json
import threading

import pytest

from kitlib.privacy.answers import ANSWERS_NAME, Answers, read_answers, record
from kitlib.privacy.finding import Finding
from kitlib.problems import KitError


def at(text, word, certainty="mulig", kind="navn"):
    start = text.index(word)
    return text, Finding(start, start + len(word), kind, "proeve", certainty)


@pytest.fixture
def answers():
    return Answers(b"secret")


@pytest.mark.parametrize(
    ("asked", "also"),
    [("alma", "Alma"), ("Almas", "Alma"), ("Alma", "Alma's"), ("Jens", "jens"), ("Nils", "nils")],
)
def test_an_answer_holds_for_the_word_wherever_it_stands(answers, asked, also):
    given = answers.answered(*at(f"Her er {asked} nu", asked), "ikke")
    assert given.of(*at(f"{also} går", also)) == "ikke"
    assert given.of(*at("Bodil går", "Bodil")) is None


def test_a_word_that_is_two_things_is_answered_place_by_place(answers):
    sun, child = at("Der er sol i dag", "sol", "tvetydig"), at("Så kom Sol", "Sol", "tvetydig")
    given = answers.answered(*sun, "ikke")
    assert given.of(*sun) == "ikke"
    assert given.of(*child) is None


def test_at_the_gate_it_is_asked_again(answers):
    place = at("Der er sol i dag", "sol", "tvetydig")
    inside = answers.answered(*place, "ikke")
    assert inside.of(*place, at_gate=True) is None
    outside = inside.answered(*place, "ikke", at_gate=True)
    assert outside.of(*place, at_gate=True) == "ikke"
    assert inside.answered(*place, "navn").of(*place, at_gate=True) == "navn"


def test_a_sentence_left_out_leaves_the_word_to_be_asked_elsewhere(answers):
    given = answers.answered(*at("Alma bor på vejen", "Alma"), "fjern")
    assert given.of(*at("Alma bor på vejen", "Alma")) == "fjern"
    assert given.of(*at("Alma leger", "Alma")) is None


def test_sorting_the_sheet_asks_nothing_again_but_a_changed_note_does(answers):
    given = answers.answered(*at("Der er sol i dag", "sol", "tvetydig"), "ikke")
    assert given.of(*at("Der er sol i dag", "sol", "tvetydig")) == "ikke"
    assert given.of(*at("Her er sol i dag", "sol", "tvetydig")) is None


def test_the_file_holds_no_word_in_any_form(tmp_path):
    place = at("Alma sover hos Bodil", "Alma")
    record(tmp_path, lambda a: a.answered(*place, "navn").release("en hel note om Alma"))
    raw = (tmp_path / ANSWERS_NAME).read_text(encoding="utf-8")
    for word in ("Alma", "alma", "sover", "note"):
        assert word not in raw
        assert word.encode().hex() not in raw
    assert read_answers(tmp_path).of(*place) == "navn"


def test_two_folders_share_no_hash(tmp_path):
    stored = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        record(tmp_path / name, lambda a: a.answered(*at("Alma går", "Alma"), "navn"))
        text = (tmp_path / name / ANSWERS_NAME).read_text(encoding="utf-8")
        stored.append(set(json.loads(text)["svar"]))
    assert not stored[0] & stored[1]


def test_a_name_that_is_forgotten_leaves_no_hash(tmp_path):
    place = at("Almas sko", "Almas")
    record(tmp_path, lambda a: a.answered(*place, "navn"))
    assert record(tmp_path, lambda a: a.without(["Alma"])).given == {}


def test_all_that_answer_at_once_are_kept(tmp_path):
    names = [f"Navn{i}" for i in range(12)]

    def answer(name):
        record(tmp_path, lambda a: a.answered(*at(f"{name} går", name), "navn"))

    threads = [threading.Thread(target=answer, args=(n,)) for n in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_answers(tmp_path).given) == len(names)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 2, "svar": {}}'])
def test_a_damaged_file_lets_nothing_through(tmp_path, content):
    (tmp_path / ANSWERS_NAME).write_text(content, encoding="utf-8")
    with pytest.raises(KitError, match="kan ikke læses"):
        read_answers(tmp_path)
