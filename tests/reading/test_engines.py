"""The C reader takes in what the slow engine, row by row, takes in: the slow one is the oracle."""

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitlib.columns import Column
from kitlib.reading import read_columns
from kitlib.reading.layout import Layout
from kitlib.reading.textfile import TextFile, in_bulk

COLUMNS = (
    Column("borger", "kode", "Kode.", required=True),
    Column("dato", "dato", "Dagen."),
    Column("note", "tekst", "Ord."),
    Column("q1", "heltal", "Svar.", low=0, high=5, answers=(("Hele tiden", 5),)),
    Column("antal", "heltal", "Hvor mange."),
    Column("maal", "tal", "Et mål."),
    Column("virkning", "valg", "Hvad det gjorde.", allowed=("hjalp", "spændte ben")),
    Column("maa_vises", "ja_nej", "Om den må vises."),
    Column("start", "sekunder", "Hvor i filmen."),
)
HEAD = [c.name for c in COLUMNS]
GOOD = ["B07", "3-3-2026", "a", "3", "12", "1,5", "hjalp", "ja", "1:15"]

# What a C reader might take for something else: zeros, signs, blanks, quotes, its own words for NA.
CELLS = st.sampled_from(
    [
        "",
        " ",
        "0",
        "3",
        "007",
        "+3",
        "-1",
        "3,5",
        "3.5",
        "1.234",
        "1e3",
        "0x1A",
        "NA",
        "nan",
        "null",
        "inf",
        "True",
        "12345678901234567890",
        "1 234",
        "5 ",
        " 5",
        "Hele tiden",
        "ja",
        "nej",
        "hjalp",
        "3-3-2026",
        "46084",
        "1:15",
        "1.15",
        "I alt",
        "Ialt",
        "Sum",
        "Eksempel: 3",
        "B07",
        "010203-1234",
        "æ;ø",
        'han sagde "nej"',
        "to\nlinjer",
        "#",
        "'",
        "\u00a0",
        "x" * 40,
    ]
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=len(HEAD) + 1), max_size=12)
#: Rows as they should be, but for a cell here and there, so that the C reader gets its turn.
NEARLY = st.lists(
    st.tuples(st.integers(0, len(HEAD) - 1), CELLS).map(
        lambda change: [change[1] if j == change[0] else cell for j, cell in enumerate(GOOD)]
    ),
    max_size=12,
)


def save(path, rows, *, delimiter=";", encoding="utf-8", above=""):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path.write_bytes((above + text.getvalue()).encode(encoding))
    return TextFile.open(path)


def same(file):
    slow = read_columns(file, COLUMNS)
    fast = read_columns(replace(file, complete=False), COLUMNS)
    assert list(fast.problems) == list(slow.problems)
    pd.testing.assert_frame_equal(fast.frame, slow.frame, check_index_type=False)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=ROWS | NEARLY,
    delimiter=st.sampled_from(";,\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    above=st.sampled_from(["", "sep=", "Vores noter\r\n\r\n"]),
)
def test_both_engines_tell_the_same_of_any_table(tmp_path, rows, delimiter, encoding, above):
    above = f"sep={delimiter}\r\n" if above == "sep=" else above
    file = save(
        tmp_path / "t.csv", [HEAD, *rows], delimiter=delimiter, encoding=encoding, above=above
    )
    same(file)


@pytest.mark.parametrize("text", ['B07;"3-3-2026;a\nB08;3-3-2026;b\n', 'B07;3-3-2026;"a"b";\n'])
def test_both_engines_tell_the_same_of_a_quotation_mark_left_open(tmp_path, text):
    path = tmp_path / "t.csv"
    path.write_text(";".join(HEAD) + "\n" + text, encoding="utf-8")
    same(TextFile.open(path))


@pytest.mark.parametrize(
    ("rows", "bulk"),
    [
        ([GOOD] * 3, True),
        ([GOOD, []], True),
        ([GOOD, [*GOOD[:3], "", *GOOD[4:]]], True),
        ([GOOD, [*GOOD, "for meget"]], False),
        ([GOOD, [*GOOD, "", "", "for meget"]], False),
    ],
)
def test_the_c_reader_takes_what_is_straight_and_leaves_the_rest(tmp_path, rows, bulk):
    file = save(tmp_path / "t.csv", [HEAD, *rows])
    layout = Layout(tuple(HEAD), 1, delimiter=";")
    assert (in_bulk(file, layout, whole=[3, 4]) is not None) == bulk


def test_a_file_longer_than_its_top_is_read_to_its_end(tmp_path):
    rows = [[f"B{i:05}", *GOOD[1:]] for i in range(6000)]
    rows[5500][3] = "6"
    file = save(tmp_path / "t.csv", [HEAD, *rows])
    reading = read_columns(file, COLUMNS)
    assert not file.complete
    assert reading.frame["borger"].iloc[-1] == "B05999"
    assert [(p.row, p.column) for p in reading.problems] == [(5502, "q1")]
