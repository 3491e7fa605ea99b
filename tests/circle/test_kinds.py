"""The kinds of line in a logbog: what stands in the file for each, and that it reads back."""

import pytest

from kitlib.journal import kinds
from kitlib.journal.kind import Kind, field_of, found, from_line, to_line
from kitlib.journal.lines import Entry
from kitlib.journal.merge import Merged

#: Each kind as the files of teams have it. A word here is never changed: their logbøger hold it.
LINES = [
    (kinds.MeetingBegun(), "begyndt", True),
    (kinds.Minutes(60), "minutter", 60),
    (kinds.Turned("se"), "fase", "se"),
    (kinds.QuietFirst(True), "regel.stille", True),
    (
        kinds.Approved(("se.set",), "teamet", ("referat.md",), "a1"),
        "godkendt",
        {"felter": ("se.set",), "modtagere": "teamet", "filer": ("referat.md",), "aftryk": "a1"},
    ),
    (
        kinds.Answer("undres.undrer", "00000a1", "Ro", 2, False),
        "svar.undres.undrer.00000a1",
        {"tekst": "Ro", "haender": 2, "skjult": False},
    ),
    (kinds.Together("undres.undrer", True), "vist.undres.undrer", True),
    (kinds.Piled("svar.undres.undrer.a1", "Tempo"), "bunke.svar.undres.undrer.a1", "Tempo"),
    (kinds.Parked("a1", "Kroge"), "parkeret.a1", "Kroge"),
    (kinds.Bud("postits.tavlen", {"kind": "x"}), "bud.postits.tavlen", {"kind": "x"}),
    (kinds.Revealed("postits.tavlen"), "vist_bud.postits.tavlen", True),
    (kinds.HeapName("a1", "Leg", 3), "bord.bunke.a1", {"navn": "Leg", "nr": 3}),
    (kinds.InHeap("b2", "a1"), "bord.note.b2", "a1"),
    (kinds.Pointed("b2"), "bord.her", "b2"),
    (kinds.Pocketed.of("b2", "c3"), "lomme.b2", {"ord": "c3"}),
    (kinds.Pocketed.of("b2", ""), "lomme.b2", True),
    (kinds.TrialBegun("0a1b2c3d", "2026-09-03.x"), "proeve.0a1b2c3d.begyndt", "2026-09-03.x"),
    (kinds.Agreed("0a1b2c3d", "2026-09-03.x"), "proeve.0a1b2c3d.aftalt", "2026-09-03.x"),
    (kinds.TrialSaid("0a1b2c3d", "hvad", "Ro"), "proeve.0a1b2c3d.hvad", "Ro"),
    (
        kinds.Decided("0a1b2c3d", "2026-09-03.x.2", "slipper", "Ro"),
        "proeve.0a1b2c3d.beslutning.2026-09-03.x.2",
        {"valg": "slipper", "boernene": "Ro"},
    ),
    (kinds.LeaderKnown("a1", "age1"), "leder", {"hvem": "a1", "modtager": "age1"}),
    (kinds.Released("7", "Set."), "bekymring.7", "Set."),
]


@pytest.mark.parametrize(("said", "field", "value"), LINES, ids=lambda x: None)
def test_a_kind_stands_in_the_file_as_it_always_did_and_reads_back(said, field, value):
    assert to_line(said) == (field, value)
    stored = (
        {k: list(v) if isinstance(v, tuple) else v for k, v in value.items()}
        if isinstance(value, dict)
        else value
    )
    assert from_line(type(said), field, stored) == said


def test_every_kind_stands_here():
    assert {type(said) for said, _, _ in LINES} == set(Kind.__subclasses__())


def test_what_is_of_another_kind_taken_away_or_no_kits_is_none():
    assert from_line(kinds.Parked, "svar.a.b", "x") is None
    assert from_line(kinds.Parked, "parkeret.a1", None) is None
    assert from_line(kinds.Answer, "svar.se.set.a1", "Ro") is None
    assert from_line(kinds.TrialSaid, "proeve.0a1b2c3d.beslutning.2026-09-03.x", {}) is None
    odd = from_line(kinds.Answer, "svar.se.set.a1", {"tekst": 5, "haender": "to", "skjult": 1})
    assert odd == kinds.Answer("se.set", "a1", "5", None, True)


def test_those_of_a_kind_are_found_in_the_order_of_their_names():
    merged = Merged()
    for number, (said, name) in enumerate([("b", "x"), ("a", "y"), ("a", None)], start=1):
        field = field_of(kinds.Parked, token=said)
        merged.add([Entry(number, number, "aa", "m", field, name)])
    assert [said.text for said, _ in found(kinds.Parked, merged.heads("m"))] == ["x"]
