"""Cards to write on: whatever a team calls things, all of it stands on the card, or is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitlib.about import About
from kitlib.instruments.postits.sheets import dated_sheet, note_sheet
from kitlib.problems import KitError
from kitlib.slips.cards import full_card
from kitlib.slips.drawing import text_width
from kitlib.slips.layout import BOX, INSET, MARKER, Card, marker_places
from kitlib.slips.markers import SIDE, fields, words
from kitlib.texts import load
from kitlib.typeset import typeset
from tests.material.pdfs import plain, reader

SAID = load("materiale/ark")["postits"]
NAMES = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyzæøå 0123456789", min_size=1, max_size=60)
    .map(lambda s: " ".join(s.split()))
    .filter(bool),
    unique=True,
)


def team(**said):
    return About(**{"navn": "Vi", "type": "dagtilbud", **said})


def over(one, other):
    (x, y, w, h), (x2, y2, w2, h2) = one, other
    return x < x2 + w2 - 1e-6 and x2 < x + w - 1e-6 and y < y2 + h2 - 1e-6 and y2 < y + h - 1e-6


def stands_free(drawn):
    """Nothing over a cut line, and no box over another, over a word or over a marker."""
    form = drawn.card.format
    markers = [(x, y, MARKER, MARKER) for x, y in marker_places(drawn.card.size)]
    boxes = [(b.x, b.y, BOX, BOX) for b in drawn.card.boxes]
    words = [(t["x"], t["y"], text_width(t["ord"], t["pt"]), 1.0) for t in drawn.data["tekster"]]
    for x, y, w, h in [*boxes, *words]:
        assert x >= INSET - 1e-6 and x + w <= form.width - INSET + 0.01
        assert y >= INSET and y + h <= form.height - INSET
    for k, box in enumerate(boxes):
        assert not any(over(box, other) for other in [*boxes[:k], *markers])
        assert not any(over(box, word) for word in words)
    assert not any(over(word, marker) for word in words for marker in markers)
    assert all(drawn.card.writing[3] <= y for _, y, _, _ in markers[2:])


@settings(max_examples=40, deadline=None)
@given(day=NAMES, themes=NAMES, codes=st.integers(0, 40))
def test_every_word_has_its_box_and_stands_free_of_the_rest(day, themes, codes):
    about = team(
        situationer=tuple(day), temaer=tuple(themes), koder=tuple(f"B{n:02}" for n in range(codes))
    )
    try:
        drawn = full_card(about, SAID)
    except KitError as error:
        assert "Sedlen er ikke lavet" in error.message
        return
    stands_free(drawn)
    assert drawn.card.values("situation") == about.day
    assert drawn.card.values("tema") == about.temaer
    assert drawn.card.values("barn") == (about.koder if codes <= 20 else ())
    assert Card.of(drawn.card.told()) == drawn.card


def test_forty_themes_take_a_larger_card_and_too_many_are_refused_with_a_word():
    small = full_card(team(temaer=("venskab", "sprog")), SAID)
    large = full_card(team(temaer=tuple(f"et tema om noget {n}" for n in range(40))), SAID)
    assert (small.card.size, large.card.size) == ("A6", "A5")
    assert small.lines >= 5 and large.lines >= 6
    with pytest.raises(KitError, match="150 temaer er mere, end der kan stå"):
        full_card(team(temaer=tuple(f"et tema om noget {n}" for n in range(150))), SAID)


def test_another_wording_is_another_code_and_the_same_is_the_same():
    codes = {full_card(team(temaer=(f"tema {n}",)), SAID).card.code for n in range(30)}
    assert len(codes) >= 29
    assert full_card(team(), SAID).card == full_card(team(), SAID).card


def test_the_sheet_is_set_as_it_is_laid_out():
    about = team(temaer=("ﷺ مرحبا", "தமிழ்", "x" * 70), koder=("B01", "B02"))
    for make, cards in ((note_sheet, 4), (dated_sheet, 8)):
        sheet = make(about, lambda name: load(name))
        made = typeset(sheet.template, sheet.data | {"fod": "Bliver hos teamet."}).content
        assert len(reader(made).pages) == 1
        assert plain(made).count("Bliver hos teamet.") == cards
        assert plain(made).count("Det så og hørte jeg") == cards


def test_markers_are_told_apart_however_they_are_turned():
    def turns(rows):
        for _ in range(4):
            yield sum(rows, ())
            rows = tuple(zip(*rows[::-1], strict=True))

    seen = [list(turns(fields(n))) for n in range(0, len(words()), 9)]
    for k, mine in enumerate(seen):
        others = [t for other in seen[:k] for t in other] + mine[1:]
        assert all(sum(a != b for a, b in zip(mine[0], o, strict=True)) >= 6 for o in others)
    assert all(len(t) == SIDE**2 for mine in seen for t in mine)
