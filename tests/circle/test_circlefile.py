"""A circle is a file: what the kit ships, how minutes add up, and every mistake told at once."""

import re
from datetime import date

import pytest

from kitlib.circle.circlefile import known_circles, read_circle
from kitlib.circle.parsing import parse_circle
from kitlib.persons import PERSONS
from kitlib.problems import KitError

# 60 minutes in six phases.
DEFAULT = [
    ("Ramme og bud", 5),
    ("Se", 10),
    ("Undres", 10),
    ("Forstå", 15),
    ("Prøve af", 12),
    ("Runde af", 8),
]


def test_the_default_circle_is_the_one_agreed_on():
    circle = read_circle().planned(60)
    assert [(p.title, p.minutes) for p in circle.phases] == DEFAULT
    assert (circle.arrive, circle.air) == (0, 0)
    assert "eget forslag" in circle.about


def test_next_time_siden_sidst_comes_before_se():
    titles = [p.title for p in read_circle().planned(60, revisit=True).phases]
    assert titles.index("Siden sidst") == titles.index("Se") - 1


def test_75_minutes_are_5_to_arrive_60_and_10_of_air():
    circle = read_circle().planned(75)
    assert [(p.title, p.minutes) for p in circle.phases] == DEFAULT
    assert (circle.arrive, circle.air) == (5, 10)


@pytest.mark.parametrize("name", sorted(known_circles()))
@pytest.mark.parametrize("minutes", [20, 45, 60, 75, 120])
@pytest.mark.parametrize("revisit", [False, True])
def test_minutes_add_up_to_the_time_there_is(name, minutes, revisit):
    circle = read_circle(name).planned(minutes, revisit=revisit)
    assert circle.arrive + sum(p.minutes for p in circle.phases) + circle.air == minutes
    assert all(p.minutes >= 1 for p in circle.phases)


@pytest.mark.parametrize("name", sorted(known_circles()))
def test_every_circle_of_the_kit_keeps_what_matters(name):
    circle = read_circle(name)
    parts = [part for p in circle.phases for part in p.parts]
    assert {"siden_sidst", "proevehandling", "parkering", "referat"} <= set(parts)
    labels = " ".join(f.label for f in circle.fields.values()).casefold()
    assert "set" in labels or "ser" in labels, "seen is a field"
    assert "antager" in labels, "assumed is another"
    assert "selv" in labels or "egen del" in labels or "vi voksne" in labels
    assert "værktøjets egen" in circle.about or "værktøjets eget" in circle.about


def test_jeg_ser_jeg_undres_takes_40_minutes():
    assert read_circle("jeg_ser_jeg_undres").minutes == 40


def test_a_copy_in_the_folder_overrides(tmp_path):
    (tmp_path / "laeringscirklen.toml").write_text(
        'titel = "Vores cirkel"\n[[faser]]\nnavn = "Se"\nnoegle = "se"\nminutter = 30\n', "utf-8"
    )
    circle = read_circle(folder=tmp_path)
    assert (circle.title, circle.own, circle.minutes) == ("Vores cirkel", True, 30)


def test_a_circle_of_ones_own_lies_in_cirkler(tmp_path):
    (tmp_path / "cirkler").mkdir()
    (tmp_path / "cirkler" / "morgenrunden.toml").write_text(
        'titel = "Morgenrunden"\n[[faser]]\nnavn = "Se"\nminutter = 10\n', "utf-8"
    )
    assert read_circle("Morgenrunden", folder=tmp_path).title == "Morgenrunden"


def test_an_unknown_circle_names_the_nearest():
    with pytest.raises(KitError, match="Mente du 'smtte'"):
        read_circle("smte")


WRONG = """titel = 5
minuter = 60
[[faser]]
navn = "Se"
noegle = "Se på det"
minutter = "ti"
dele = ["visninger", "buud"]
spoergsmaal = "Hvad ser vi?"
[[faser.felter]]
noegle = "set"
tekst = "Det så vi"
slags = "text"
doemmende_ord = "ja"
[[faser]]
noegle = "to"
minutter = 10
[[faser.felter]]
noegle = "bunker"
tekst = "Bunker"
slags = "bunker"
af = "to.svr"
"""


def test_every_mistake_is_told_at_once_with_line_and_hint():
    _, problems = parse_circle(WRONG, key="min", file="min.toml")
    told = {(p.row, p.column) for p in problems}
    assert told == {
        (1, "titel"),
        (2, "minuter"),
        (5, "noegle"),
        (6, "minutter"),
        (7, "dele"),
        (8, "spoergsmaal"),
        (12, "slags"),
        (13, "doemmende_ord"),
        (14, 1),
        (21, "af"),
    } - {(14, 1)} | {(14, None)}
    assert all(p.hint for p in problems)
    hints = {p.column: p.hint for p in problems}
    assert hints["minuter"] == "Mente du 'minutter'?"
    assert hints["slags"] == "Mente du 'tekst'?"
    assert hints["dele"] == "Mente du 'bud'?"


def test_lines_that_cannot_be_read_are_all_told_and_nothing_else_is_said_to_be_missing():
    text = 'titel "x"\n[[faser]]\nnavn = Se\nminutter = 10\nspoergsmaal = ["a"\n'
    _, problems = parse_circle(text, key="min", file="min.toml")
    assert [p.row for p in problems] == [1, 3, 5]
    assert {p.code for p in problems} == {"cirkel_linje"}


def test_two_phases_of_one_key_are_refused():
    text = 'titel = "x"\n' + '[[faser]]\nnavn = "Se"\nnoegle = "se"\nminutter = 10\n' * 2
    _, problems = parse_circle(text, key="min", file="min.toml")
    assert [(p.row, p.code) for p in problems] == [(8, "cirkel_dobbelt")]


@pytest.mark.parametrize("text", ["", "titel = 'x'\nfaser = 3", "\x00", "[[[", "a = 1\n" * 3])
def test_any_text_gives_problems_and_never_an_error(text):
    _, problems = parse_circle(text, key="x", file="x.toml")
    assert problems and date(2026, 3, 3)


@pytest.mark.parametrize("name", sorted(known_circles()))
@pytest.mark.parametrize("word", ["elev", "ung", "borger"])
def test_a_circle_speaks_of_those_the_team_works_with(name, word):
    circle = read_circle(name, persons=PERSONS[word])
    texts = [circle.title, circle.about]
    for phase in circle.phases:
        texts += [phase.title, phase.paper, *phase.questions]
        texts += [t for f in phase.fields for t in (f.label, f.help, f.missing)]
    said = " ".join(texts).casefold()
    assert not re.search(r"\b(barn|børn)|[{}]", said)
    assert set(circle.fields) == set(read_circle(name).fields)
