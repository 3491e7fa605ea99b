"""Notes side by side on paper: each has its place, in order, and every one can be set."""

import itertools

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kitlib.figures import Cards, Group, Note, Pairs
from kitlib.figures.paper import set_notes
from kitlib.material import make
from kitlib.typeset import pdf

from .pdfs import plain

LENGTHS = st.lists(
    st.sampled_from([0, 1, 40, 259, 260, 330, 519, 520, 1499, 1500, 9000]) | st.integers(0, 3000),
    min_size=1,
    max_size=30,
)


def _board(lengths):
    notes = tuple(Note(f"n{i} ".ljust(n, "å")) for i, n in enumerate(lengths))
    return set_notes(Cards(groups=(Group("", "", notes),)))


@given(LENGTHS)
def test_every_note_has_a_place_of_its_own_in_reading_order(lengths):
    board = _board(lengths)
    notes = board["grupper"][0]["noter"]
    taken = [(n["y"], n["x"] + k) for n in notes for k in range(n["bredde"])]
    assert len(set(taken)) == len(taken)
    assert taken == sorted(taken)
    assert all(0 <= x < board["kolonner"] for _, x in taken)
    assert [n["tekst"].split()[0] for n in notes] == [f"n{i}" for i in range(len(lengths))]
    # A row is left short only where the next note did not fit.
    for before, after in itertools.pairwise(notes):
        if after["y"] > before["y"]:
            assert before["x"] + before["bredde"] + after["bredde"] > board["kolonner"]


@settings(max_examples=15)
@example([25, 25, 25, 330], False)
@example([25, 600, 330, 25, 330, 20_000], False)
@example([30_000, 10], True)
@given(LENGTHS, st.booleans())
def test_notes_of_any_length_are_set_whole(lengths, in_two):
    words = [" ".join(f"n{i}w{k}" for k in range(n // 8 + 1)) for i, n in enumerate(lengths)]
    groups = (Group("", "", tuple(map(Note, words))),)
    two = Pairs(groups=groups, columns=("Hjalp", "Spændte ben"), assumed=False)
    notes = two if in_two else Cards(groups=groups)
    view = {"spoergsmaal": "Hvad?", "saetning": "Så.", "forbehold": "", "alt": "Alt."}
    data = {
        "titel": "Handout",
        "fod": "",
        "team": "T",
        "nysgerrig": "",
        "nysgerrig_navn": "",
        "spoergsmaal": [],
        "ingen": "",
        "sprog": "da",
        "visninger": [{**view, "tavle": set_notes(notes)}],
    }
    said = plain(pdf("handout", data))
    assert all(text.split()[-1] in said for text in words)


def test_a_long_note_in_fourth_place_prints(team_folder):
    long = "Sad på gulvet med flyverdragten halvt på og rakte benet frem, da en kom. " * 5
    notes = [(f"Tog støvle nummer {k} på.", "", "") for k in range(3)] + [(long, "", "")]
    made = make([team_folder(notes)], ["handout", "plakat", "session"])
    assert not made.problems.errors
    assert {"handout.pdf", "plakat_tavlen.pdf", "session.pdf"} <= {p.name for p in made.paths}
