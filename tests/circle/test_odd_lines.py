"""A line of the logbog that is whole and says what no kit wrote stops no meeting."""

from dataclasses import replace

import pytest

from kitlib.journal.lines import Entry, read_line, write_line

ODD = ["xxxxxxxxxx", {"tekst": 5}, [1], True, -3, 10**30, 1.5, "45", "", {}, [{}], [[[]]], 0]
FIELDS = [
    "minutter",
    "fase",
    "se.set",
    "se.antaget",
    "forstaa.boevler",
    "godkendt",
    "sammendrag",
    "bud.dagen_igennem",
    "vist.forstaa.boevler",
    "vist_bud.tavlen",
    "parkeret.a1",
    "forstaa.boevler.svar.a1",
    "proeve.a1.hvad",
    "proeve.a1.beslutning",
    "siden.a1",
    "bunke.a1",
    "bekymring.1",
]


@pytest.mark.parametrize("field", FIELDS)
def test_a_value_of_the_wrong_kind_opens_the_meeting(folder, open_, field):
    session = open_()
    session.meeting.put("se.set", "Vi så det her.")
    meeting = session.meeting.name
    session.close()
    for number, value in enumerate(ODD):
        name = f"{number:016x}"
        path = folder / "logbog" / f"{name}.jsonl"
        path.write_bytes(write_line(Entry(1, 900 + number, name, meeting, field, value)))
        again = open_()
        again.state()
        again.referat()
        again.close()


def test_the_length_of_a_meeting_that_is_no_number_is_told(folder, open_):
    session = open_()
    session.meeting.put("se.set", "Vi så det her.")
    session.close()
    line = write_line(Entry(1, 999, "aaaaaaaaaaaaaaaa", session.meeting.name, "minutter", {"x": 5}))
    (folder / "logbog" / "aaaaaaaaaaaaaaaa.jsonl").write_bytes(line)
    again = open_()
    assert "logbog_tid" in [notice.code for notice in again.notices]
    assert again.meeting.value("se.set") == "Vi så det her."


SAID = Entry(1, 7, "aaaaaaaaaaaaaaaa", "2026-03-03", "se.set", "To støvler.")


@pytest.mark.parametrize(
    "odd",
    [
        {"line": "1"},
        {"counter": None},
        {"writer": 5},
        {"meeting": ["x"]},
        {"field": {}},
        {"after": (3,)},
        {"line": True},
    ],
)
def test_a_whole_line_whose_marks_are_of_another_kind_is_left_out(odd):
    assert read_line(write_line(SAID)) == SAID
    assert read_line(write_line(replace(SAID, **odd))) is None


@pytest.mark.parametrize("shut", ["[]", "{}"])
def test_a_value_no_kit_could_have_nested_so_deep_is_left_out(shut):
    deep = "x"
    for _ in range(60):
        deep = [deep] if shut == "[]" else {"a": deep}
    assert read_line(write_line(replace(SAID, value=deep))) is None
    assert read_line(write_line(replace(SAID, value={"a": [{"b": [1]}]}))) is not None
