"""The table of a meeting: every note lies in one place, whoever moves it and whatever is read."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitlib.circle.bordet import heaps_in
from kitlib.journal.lines import Entry
from kitlib.journal.merge import Merged
from kitlib.laid import LaidNote, amount
from kitlib.problems import KitError

ONE, TWO = "a1" * 8, "b2" * 8


def ids(session, words):
    return [n.id for n in session.bordet.laid.notes if words in n.text]


def test_a_note_is_moved_to_a_heap_named_and_taken_out_again(open_):
    session = open_()
    first, second = ids(session, "Note 1") + ids(session, "Note 2")
    session.bordet.name_heap(ONE, "")
    session.bordet.lay(first, ONE)
    session.bordet.lay(second, ONE)
    session.bordet.name_heap(ONE, "  Kø ved\ndøren ")
    [heap] = session.bordet.heaps()
    assert (heap.name, heap.told) == ("Kø ved døren", "2 noter fra 2 dage")
    session.bordet.lay(first, None)
    [heap] = session.bordet.heaps()
    assert [n.id for n in heap.notes] == [second]
    session.bordet.dissolve(ONE)
    assert session.bordet.heaps() == ()
    assert len(session.bordet.laid.notes) == 7


def test_it_lies_there_when_the_meeting_is_opened_again_and_in_a_second_window(open_):
    session, other = open_(), open_()
    [note] = ids(session, "Note 3")
    before = other.bordet.lies()
    assert other.bordet.lies(before["counter"]) == {}
    session.bordet.name_heap(ONE, "Kø")
    session.bordet.lay(note, ONE)
    session.bordet.point(note)
    seen = other.bordet.lies(before["counter"])
    assert seen["heaps"] == [{"id": ONE, "name": "Kø", "told": "1 note fra 1 dag", "notes": [note]}]
    assert seen["here"] == note
    assert open_().bordet.lies() == seen


def test_two_windows_that_move_one_note_agree_on_where_it_lies(open_):
    session, other = open_(), open_()
    [note] = ids(session, "Note 3")
    session.bordet.name_heap(ONE, "Kø")
    session.bordet.name_heap(TWO, "Leg")
    other.bordet.lies()
    session.bordet.lay(note, ONE)
    other.bordet.lay(note, TWO)
    session.bordet.lay(note, ONE)
    assert session.bordet.lies() == other.bordet.lies()
    assert [h["notes"] for h in session.bordet.lies()["heaps"]] == [[note], []]


def test_heaps_keep_their_place_when_they_are_named_anew(open_):
    session = open_()
    for heap, name in ((TWO, "Leg"), (ONE, "Kø"), (TWO, "Lege")):
        session.bordet.name_heap(heap, name)
    assert [h.name for h in session.bordet.heaps()] == ["Lege", "Kø"]


def test_a_note_in_the_pocket_lies_on_no_table_and_in_no_heap(open_):
    session = open_()
    [note] = ids(session, "Note 1")
    session.bordet.name_heap(ONE, "Kø")
    session.bordet.lay(note, ONE)
    session.bordet.point(note)
    marked = session.bordet.lies()["notes"]
    session.notes.pocket(note)
    assert "Note 1" not in str(session.bordet.for_page())
    assert session.bordet.lies()["heaps"][0]["notes"] == []
    assert session.bordet.lies()["here"] == ""
    assert session.bordet.lies()["notes"] != marked
    with pytest.raises(KitError, match="ligger ikke på bordet"):
        session.bordet.lay(note, ONE)


def test_what_may_not_be_shown_is_nowhere_in_what_the_page_is_given(folder, open_):
    more = (
        "dato;observation;situation;barnets_ord;maa_vises\n"
        "02-03-2026;Hemmeligt;leg;Kun mig;nej\n"
        "03-03-2026;Han siger, at far slår ham hver aften;leg;;ja\n"
        "04-03-2026;Ida leger med vand;leg;;ja\n"
        "05-03-2026;Bygger et tårn;leg;;ja\n"
    )
    (folder / "postits.csv").write_text(more, "utf-8")
    given_ = str(open_().bordet.for_page())
    for word in ("Hemmeligt", "Kun mig", "slår", "Ida"):
        assert word not in given_
    assert "Bygger et tårn" in given_ and "leger med vand" in given_


def test_counted_notes_lie_as_a_pile_that_can_be_moved(folder, open_):
    (folder / "postits_antal.csv").write_text(
        "dato;situation;antal\n30-03-2026;leg;3\n30-03-2026;garderobe;1\n", "utf-8"
    )
    session = open_()
    pile = next(n for n in session.bordet.laid.notes if n.n == 3)
    assert (pile.text, pile.counted, pile.under["situation"]) == ("3 sedler", True, ("leg",))
    session.bordet.name_heap(ONE, "Leg")
    session.bordet.lay(pile.id, ONE)
    session.bordet.lay(ids(session, "Note 5")[0], ONE)
    assert session.bordet.heaps()[0].told == "4 noter fra 1 dag, 3 talt på bordet"


def test_film_notes_lie_along_their_clip(folder, open_):
    (folder / "video.csv").write_text(
        "start;slut;hvad;klip;virkning\n1:10;1:20;Synger lavt;Samling;hjalp\n"
        "0:05;;Flytter rundt;Samling;spændte ben\n0:30;;Sidder;Frokost;\n",
        "utf-8",
    )
    laid = open_().bordet.laid
    film = [n for n in laid.notes if n.clip]
    assert [(n.clip, n.start, n.stop) for n in film] == [
        ("Frokost", 30, None),
        ("Samling", 5, None),
        ("Samling", 70, 80),
    ]
    assert [w.key for w in laid.ways] == ["situation", "uge", "klip", "virkning"]
    assert amount(film) == "3 noter fra 2 klip"


def test_two_notes_that_say_the_same_are_two(folder, open_):
    (folder / "postits.csv").write_text(
        "dato;observation\n01-03-2026;Bygger et tårn\n01-03-2026;Bygger et tårn\n", "utf-8"
    )
    session = open_()
    one, two = session.bordet.laid.notes
    assert one.id != two.id and one.note == two.note == one.id
    session.bordet.name_heap(ONE, "Leg")
    session.bordet.lay(two.id, ONE)
    assert [n.id for n in session.bordet.heaps()[0].notes] == [two.id]


def test_the_referat_can_take_a_heap_with_its_name(open_):
    session = open_()
    session.bordet.name_heap(ONE, "Kø ved døren")
    session.bordet.name_heap(TWO, "Tom")
    for note in ids(session, "Note 1") + ids(session, "Note 6"):
        session.bordet.lay(note, ONE)
    parts = {p["key"]: p for p in session.referat()["parts"]}
    assert f"bord.{TWO}" not in parts
    part = parts[f"bord.{ONE}"]
    assert (part["phase"], part["label"], part["text"]) == (
        "Se",
        "Kø ved døren",
        "2 noter fra 2 dage",
    )
    assert part["points"] == ["Note 1", "Note 6"]
    made = session.approve([part["key"]], "teamet")
    assert "Kø ved døren" in made[0].read_text("utf-8")


def test_the_referat_shows_no_note_that_waits_for_an_answer(folder, open_):
    (folder / "postits.csv").write_text(
        "dato;observation\n01-03-2026;Ida leger med vand\n02-03-2026;Bygger et tårn\n", "utf-8"
    )
    session = open_()
    session.bordet.name_heap(ONE, "Leg")
    for note in session.bordet.laid.notes:
        session.bordet.lay(note.id, ONE)
    [part] = [p for p in session.referat()["parts"] if p["key"].startswith("bord.")]
    assert part["points"] == ["Bygger et tårn"]


def test_entries_of_another_kind_stop_nothing(open_):
    session = open_()
    [note] = ids(session, "Note 1")
    session.bordet.name_heap(TWO, "Kø")
    session.bordet.lay(note, TWO)
    for name in (f"bord.bunke.{ONE}", "bord.bunke.", "bord.note.x", "bord.her", "bord.nyt.x"):
        for value in (3, True, None, [], {}, {"navn": 7}, "x" * 16, {"nr": "x", "nyt": [1]}):
            session.meeting.logbog.write(session.meeting.name, name, value)
            assert [h["notes"] for h in session.bordet.lies()["heaps"] if h["id"] == TWO] == [
                [note]
            ]
            assert session.bordet.lies()["here"] == ""
    heaps = [p for p in session.referat()["parts"] if p["key"].startswith("bord.")]
    assert len(heaps) == 1


def test_a_heaps_name_is_short_and_its_id_the_pages_own(open_):
    session = open_()
    with pytest.raises(KitError, match="for langt"):
        session.bordet.name_heap(ONE, "x" * 81)
    for odd in ("", "kø", "A1" * 8, ONE + "0", None, 3):
        with pytest.raises(KitError, match="ikke gemmes"):
            session.bordet.name_heap(odd, "Kø")
    assert session.bordet.heaps() == ()


NOTES = {f"n{i}": LaidNote(id=f"n{i}", text="") for i in range(4)}
HEAPS = (ONE, TWO)
_WHERE = st.tuples(st.sampled_from([*NOTES, "gone"]), st.sampled_from([*HEAPS, "c3" * 8, None, 7]))
_MADE = st.tuples(st.sampled_from(HEAPS), st.sampled_from([{"navn": "Kø", "nr": 1}, None, "x"]))


@st.composite
def logbogs(draw):
    """Entries of two writers, some of which had seen the other's."""
    entries = []
    for i in range(draw(st.integers(0, 12))):
        field, value = draw(
            _WHERE.map(lambda w: (f"bord.note.{w[0]}", w[1]))
            | _MADE.map(lambda m: (f"bord.bunke.{m[0]}", m[1]))
        )
        before = [e.version for e in entries if e.field == field]
        after = tuple(before[-draw(st.integers(0, 2)) :]) if before else ()
        counter = draw(st.integers(1, i + 1))
        entries.append(Entry(i, counter, draw(st.sampled_from("ab")), "m", field, value, after))
    return entries, draw(st.permutations(entries))


@settings(max_examples=40)
@given(logbogs())
def test_every_note_lies_in_at_most_one_heap_in_whatever_order_it_is_read(found):
    entries, mixed = found
    seen = []
    for order in (entries, mixed, [*mixed, *entries]):
        merged = Merged()
        merged.add(order)
        seen.append(heaps_in(merged.heads("m"), NOTES))
    assert seen[0] == seen[1] == seen[2]
    inside = [n.id for heap in seen[0] for n in heap.notes]
    assert len(inside) == len(set(inside))
    assert {*inside} <= {*NOTES}


def test_a_meeting_of_another_day_begins_with_an_empty_table(open_):
    session = open_()
    session.bordet.name_heap(ONE, "Kø")
    assert open_(today=date(2026, 9, 10)).bordet.heaps() == ()
