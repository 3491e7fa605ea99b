"""What is said and drawn when a bud is laid beside the data."""

from dataclasses import replace

import pytest

from kitlib.circle.guess import guess_for
from kitlib.circle.reveal import reveal_words
from kitlib.circle.reveal_figure import reveal_view
from kitlib.instruments import all_instruments
from kitlib.instruments.guesses import Guess, definite, share_words

PLACES = (("leg", "leg"), ("garderobe", "garderobe"), ("Broen", "Broen"))
ASK = "Hvad tænker I om det?"


def _guess(counts, *, what="situation", beside=0, options=PLACES, one="note", many="noter"):
    return Guess("v", options, counts, one, many, what, beside=beside)


@pytest.mark.parametrize(
    ("share", "option", "counts", "beside", "said"),
    [
        # The issue's own example.
        (
            0.55,
            "garderobe",
            {"leg": 12, "garderobe": 4, "Broen": 0},
            6,
            "I regnede med, at godt halvdelen kom fra garderoben. Det gør 4 af de 22 noter.",
        ),
        (
            0.25,
            "leg",
            {"leg": 3, "garderobe": 0, "Broen": 0},
            0,
            "I regnede med, at omkring en fjerdedel kom fra legen. Det gør alle 3 noter.",
        ),
        (
            1.0,
            "Broen",
            {"leg": 3, "garderobe": 0, "Broen": 0},
            0,
            "I regnede med, at alle kom fra Broen. Det gør ingen af de 3 noter.",
        ),
        (
            0.0,
            "leg",
            {"leg": 1, "garderobe": 0, "Broen": 0},
            0,
            "I regnede med, at ingen kom fra legen. Det gør den ene note.",
        ),
    ],
)
def test_a_share(share, option, counts, beside, said):
    value = {"kind": "andel", "option": option, "share": share}
    assert reveal_words(_guess(counts, beside=beside), value) == (said, ASK)


@pytest.mark.parametrize(
    ("guess", "value", "said"),
    [
        (
            _guess({"leg": 12, "garderobe": 4, "Broen": 0}),
            {"kind": "raekkefoelge", "order": ["garderobe", "leg"]},
            "I regnede med flest fra garderoben, så fra legen. "
            "Der er flest fra legen (12), så fra garderoben (4).",
        ),
        (
            _guess({"leg": 12, "garderobe": 4, "Broen": 1}),
            {"kind": "haender", "hands": {"leg": 1, "garderobe": 4, "Broen": 0}},
            "4 af jer gættede på garderoben og 1 på legen. "
            "Der er flest fra legen: 12 af de 17 noter.",
        ),
        (
            _guess({"leg": 4, "garderobe": 4, "Broen": 1}),
            {"kind": "haender", "hands": {"leg": 0, "garderobe": 0, "Broen": 0}},
            "Ingen rakte hånden op. Der er flest fra legen og fra garderoben: 4 af de 9 noter "
            "hver.",
        ),
        (
            _guess({"ro": 5, "sprog": 2}, what="tema", options=(("ro", "ro"), ("sprog", "sprog"))),
            {"kind": "andel", "option": "ro", "share": 0.5},
            "I regnede med, at halvdelen handlede om ro. 5 af de 7 noter handler om det.",
        ),
        (
            _guess(
                {"hjalp": 17, "spændte ben": 11},
                what="virkning",
                options=(("hjalp", "Det hjalp"), ("spændte ben", "Det spændte ben")),
            ),
            {"kind": "fordeling", "parts": {"hjalp": 9, "spændte ben": 3}},
            "I regnede med 9 om det, der hjalp, og 3 om det, der spændte ben. "
            "Noterne har 17 om det, der hjalp, og 11 om det, der spændte ben.",
        ),
        (
            _guess(
                {"op": 4, "samme": 1, "ned": 2},
                what="retning",
                one="svar",
                many="svar",
                options=(("op", "Højere"), ("samme", "Samme"), ("ned", "Lavere")),
            ),
            {"kind": "fordeling", "parts": {"op": 5, "samme": 2, "ned": 0}},
            "I regnede med 5 højere, 2 samme og 0 lavere. Det blev 4 højere, 1 samme og 2 lavere.",
        ),
    ],
)
def test_other_ways_to_guess(guess, value, said):
    assert reveal_words(guess, value) == (said, ASK)


def test_nothing_in_the_words_says_right_or_wrong():
    counts = {"leg": 12, "garderobe": 4, "Broen": 0}
    for option in counts:
        said, _ = reveal_words(_guess(counts), {"kind": "andel", "option": option, "share": 0.9})
        assert not {"forkert", "rigtigt", "desværre", "kun"} & set(said.casefold().split())


@pytest.mark.parametrize(
    ("word", "said"),
    [("garderobe", "garderoben"), ("Måltid", "måltidet"), ("sofaen", "sofaen"), ("Bro", "Bro")],
)
def test_situations_in_the_definite_form(word, said):
    assert definite(word) == said


def test_shares_as_people_say_them():
    assert [share_words(s) for s in (0, 0.5, 0.56, 1)] == [
        "ingen",
        "halvdelen",
        "godt halvdelen",
        "alle",
    ]


GUESSES = [
    ("solsikken", "postits.dagen_igennem", ("andel", "raekkefoelge", "haender")),
    ("solsikken", "postits.situation_tema", ("andel", "raekkefoelge", "haender")),
    ("solsikken", "video.hjalp_og_spaendte_ben", ("fordeling", "haender")),
    ("ungehuset", "who5.retning", ("fordeling", "haender")),
    ("ungehuset", "dialoglineal.de_fire_tal", ("fordeling", "haender")),
]


@pytest.mark.parametrize(("team", "key", "kinds"), GUESSES)
def test_the_figure_has_a_mark_a_thing_and_the_bud_on_the_same_scale(sample_data, team, key, kinds):
    from kitlib import open_team

    opened = open_team(sample_data / team)
    view = opened.view(key)
    guess = guess_for(view, opened.said)
    assert guess.question.endswith("?") and "{" not in guess.question
    assert guess.kinds == kinds
    first = guess.options[0][0]
    n = 5
    for kind in kinds:
        value = {
            "andel": {"kind": kind, "option": first, "share": n / guess.total},
            "raekkefoelge": {"kind": kind, "order": [first]},
            "fordeling": {"kind": kind, "parts": {k: n for k, _ in guess.options}},
            "haender": {"kind": kind, "hands": {first: 3}},
        }[kind]
        shown = reveal_view(view, guess, value)
        assert shown.data["antal"].tolist() == [guess.counts[k] for k, _ in guess.options]
        drawn = {a.get_gid(): a for a in shown.picture.axes[0].get_children() if a.get_gid()}
        marks = drawn["data"]
        count = len(marks.get_paths()) if hasattr(marks, "get_paths") else len(marks.get_xdata())
        assert count == sum(guess.counts.values())
        assert ("bud" in drawn) == (kind != "haender")
        assert shown.ring == "hos_teamet" and not shown.quotes


def test_an_instrument_that_asks_nothing_asks_as_its_view_does(sample_data, monkeypatch):
    from kitlib import open_team

    parts = (("leg", "leg"), ("tur", "tur"))
    asks = Guess("postits.tavlen", parts, {"leg": 2, "tur": 1}, "note", "noter", "situation")
    own = replace(all_instruments()["postits"], guesses={"postits.tavlen": lambda view: asks})
    monkeypatch.setattr("kitlib.circle.guess.all_instruments", lambda: {"postits": own})
    team = open_team(sample_data / "solsikken")
    assert guess_for(team.view("postits.tavlen"), team.said).question == "Hvad har vi set?"


def test_too_few_for_a_group_is_no_guess(sample_data):
    from kitlib import open_team

    team = open_team(sample_data / "ungehuset")
    few = team.frames["who5"].assign(antal=1).head(3)
    view = replace(team, frames={"who5": few}).view("who5.retning")
    assert view.is_empty and guess_for(view, team.said) is None


def test_a_clause_that_is_not_last_ends_in_a_comma():
    options = (("hjalp", "Det hjalp"), ("spændte ben", "Det spændte ben"))
    guess = _guess({"hjalp": 4, "spændte ben": 4}, what="virkning", options=options)
    said, _ = reveal_words(guess, {"kind": "haender", "hands": {"hjalp": 3, "spændte ben": 1}})
    assert said == (
        "3 af jer gættede på det, der hjalp, og 1 på det, der spændte ben. "
        "Der er lige mange om det, der hjalp, og om det, der spændte ben: 4 af de 8 noter hver."
    )


def test_a_count_that_begins_with_paa_is_in_quotes():
    options = (("nået", "Nået"), ("på vej", "På vej"))
    guess = _guess({"nået": 3, "på vej": 1}, what="retning", options=options, one="lineal")
    said, _ = reveal_words(guess, {"kind": "haender", "hands": {"nået": 4, "på vej": 1}})
    assert said.startswith("4 af jer gættede på »nået« og 1 på »på vej«.")
