"""Rows come out of a text as they were written, whatever a quotation mark does."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib import open_team
from kitlib.reading.records import is_straight, records

CASES = Path(__file__).parents[1] / "cases"
CELLS = st.text(st.sampled_from('ab æ";,\t\n'), max_size=6).map(lambda t: "n" + t)


def codes(problems):
    return [(p.code, p.rows or p.row) for p in problems]


@given(
    rows=st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5),
    delimiter=st.sampled_from(";,\t"),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_a_program_wrote_is_read_as_it_was(rows, delimiter, end, quoting):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    found = records(out.getvalue(), delimiter)
    assert (found.rows, found.stray, found.wrapped) == (rows, [], [])
    alone = all("\n" not in c for row in rows for c in row)
    assert is_straight(out.getvalue(), delimiter) == (alone or '"' not in out.getvalue())


@given(st.text(st.sampled_from('a";\n\r'), max_size=40))
def test_lines_parted_at_once_are_as_lines_parted_one_by_one(text):
    assert records(text, ";") == records(text, ";", starts=[])


@given(st.text(st.sampled_from('a";\n'), max_size=40))
def test_no_sign_but_those_that_part_cells_is_lost(text):
    found = records(text, ";")
    kept = "".join("".join(row) for row in found.rows)
    assert kept.count("a") == text.count("a")


def test_two_stray_quotes_swallow_no_rows():
    team = open_team(CASES / "two_stray_quotes_swallow_rows")
    assert len(team.postits) == 4
    assert codes(team.problems) == [("anfoerselstegn", 2), ("anfoerselstegn", 4)]


@pytest.mark.parametrize(
    "text",
    [
        '1-3-2026;"Jeg kan selv\n2-3-2026;tog sko på"\n',
        'B01;"Jeg kan selv\nB02;tog sko på"\n',
        '1-3-2026;"a" sagde hun\n2-3-2026;b"\n',
        '1-3-2026;"a\n2-3-2026;b\n',
    ],
)
def test_a_mark_that_would_swallow_the_row_below_is_a_sign(text):
    found = records("dato;observation\n" + text, ";")
    assert [len(row) for row in found.rows] == [2, 2, 2]
    assert found.stray == [1]


def test_a_note_of_several_lines_stays_one():
    text = 'dato,observation\n3-3-2026,"Vi var:\nB07, B08 og 2 andre, ude\n\n3 gange"\n'
    assert len(records(text, ",").rows) == 2


def test_lines_in_quotation_marks_as_a_whole_are_parted_once_more():
    team = open_team(CASES / "whole_line_in_quotes")
    assert team.postits["observation"].tolist() == ["Tog hue på", "Leger"]
    assert codes(team.problems) == [("linje_i_anfoerselstegn", (1, 2, 3))]


def test_only_the_lines_a_program_wrapped_are_parted():
    text = 'dato,observation\n3-3-2026,Leger\n"4-3-2026,""hej, du"""\n'
    found = records(text, ",")
    assert found.rows[1:] == [["3-3-2026", "Leger"], ["4-3-2026", "hej, du"]]
    assert found.wrapped == [2]


def test_one_column_of_quoted_notes_is_left_alone():
    found = records('observation\n"tog hue; glad"\n', ";")
    assert (found.rows, found.wrapped) == ([["observation"], ["tog hue; glad"]], [])


def test_many_stray_marks_take_no_longer_than_their_length():
    assert len(records('"a;b\n' * 20_000, ";").rows) == 20_000
