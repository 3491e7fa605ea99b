"""The people a team's data is about are called what that kind of team calls them."""

import pytest

from kitlib.about import KINDS, About, read_about
from kitlib.persons import PERSONS


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("dagtilbud", "Et barn siger det. Barnets ord, børnenes ord. Børn, børnene og barnet."),
        ("skole", "En elev siger det. Elevens ord, elevernes ord. Elever, eleverne og eleven."),
        ("unge", "En ung siger det. Den unges ord, de unges ord. Unge, de unge og den unge."),
        (
            "andet",
            "En borger siger det. Borgerens ord, borgernes ord. Borgere, borgerne og borgeren.",
        ),
    ],
)
def test_a_text_written_for_children_speaks_of_those_a_kind_of_team_works_with(kind, said):
    text = "{Et barn} siger det. {Barnets} ord, {børnenes} ord. {Børn}, {børnene} og {barnet}."
    assert About(type=kind).persons.fill(text) == said


def test_other_braces_are_left_alone():
    assert PERSONS["elev"].fill("{dato} {barnevogn} {} {barn") == "{dato} {barnevogn} {} {barn"


def test_every_kind_of_team_has_its_words():
    assert all(About(type=kind).persons.one == About(type=kind).person_word for kind in KINDS)


def test_a_club_for_the_young_and_a_team_that_says_its_word_are_heard():
    assert About(type="fritid").person_word == "barn"
    assert About(type="fritid", who5_hvem="unge").person_word == "ung"
    assert About(type="andet", personord="elev").person_word == "elev"


def test_a_word_that_is_not_known_is_told_and_the_kind_decides(tmp_path):
    path = tmp_path / "om.toml"
    path.write_text('navn = "A"\ntype = "skole"\npersonord = "klient"\nopdigtet = true\n', "utf-8")
    about, problems = read_about(path)
    assert about.person_word == "elev"
    assert [(p.column, p.hint) for p in problems] == [
        ("personord", "Skriv et af: barn, elev, ung, borger.")
    ]
