"""WHO-5's coding is never believed against the answers, and answers are read as people write."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitlib.about import About, read_about
from kitlib.instruments.who5 import prepare_own
from kitlib.instruments.who5.columns import ITEMS
from kitlib.instruments.who5.scores import score

CASE = Path(__file__).parents[1] / "cases" / "who5_numbered_answers"
HEAD = "borger;tidspunkt;q1;q2;q3;q4;q5"
WORDS = (
    "På intet tidspunkt",
    "Lidt af tiden",
    "Lidt mindre end halvdelen af tiden",
    "Lidt mere end halvdelen af tiden",
    "Det meste af tiden",
    "Hele tiden",
)
LABELS = ("{n} - {w}", "{w} ({n})", "{n}: {w}", "({n}) {w}", "{n} {w}", "{n}. {w}", "{w} = {n}")


def _own(tmp_path, text, coding="0-5"):
    path = tmp_path / "who5.csv"
    path.write_text(text, encoding="utf-8")
    about = About(type="skole", who5_hvem="elever", who5_kodning=coding)
    return prepare_own(path, about)


def _rows(*rows):
    return "\n".join([HEAD, *rows]) + "\n"


def test_words_and_numbers_that_agree_are_read():
    about, _ = read_about(CASE / "om.toml")
    frame, problems = prepare_own(CASE / "who5.csv", about)
    assert problems == []
    assert frame[list(ITEMS)].values.tolist() == [[5, 4, 3, 2, 1]]
    assert score(frame)["indeks"].tolist() == [60]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 5), min_size=5, max_size=5),
    st.sampled_from(LABELS),
    st.sampled_from(["0-5", "1-6", ""]),
    st.booleans(),
)
def test_every_way_of_labelling_reads_the_same(tmp_path_factory, given, label, coding, low):
    """Law: number and word in any order and coding give the word's value."""
    shift = 1 if coding == "1-6" else 0
    cells = [label.format(n=n + shift, w=WORDS[n].lower() if low else WORDS[n]) for n in given]
    text = _rows(";".join(["E01", "før", *cells]))
    frame, problems = _own(tmp_path_factory.mktemp("w"), text, coding)
    assert problems == []
    assert frame[list(ITEMS)].values.tolist() == [given]


def test_a_word_and_a_number_that_disagree_are_told(tmp_path):
    text = _rows("E01;før;5 - Hele tiden;3 - Hele tiden;4;4;4")
    frame, [told] = _own(tmp_path, text)
    assert frame["q2"].isna().all()
    assert told.message == "Ordet og tallet i cellen siger ikke det samme."


@pytest.mark.parametrize(
    ("coding", "cells", "write"),
    [
        ("0-5", "6;5;4;3;2", '"1-6"'),
        ("1-6", "0;5;4;3;2", '"0-5"'),
        ("0-5", "6 - Hele tiden;5;4;3;2", '"1-6"'),
        ("1-6", "Hele tiden (5);4;4;3;2", '"0-5"'),
        ("0-5", "0;6;4;3;2", "slåfejl"),
        ("1-6", "0;6;4;3;2", "slåfejl"),
        ("", "0;6;4;3;2", "slåfejl"),
        ("", "4;4;4;3;2", "who5_kodning"),
        ("0-5", "5 - Hele tiden;6;4;3;2", "slåfejl"),
    ],
)
def test_one_answer_that_cannot_be_there_refuses_the_table(tmp_path, coding, cells, write):
    frame, [told] = _own(tmp_path, _rows("E01;før;4;4;4;3;2", f"E02;før;{cells}"), coding)
    assert frame is None
    assert told.level == "fejl"
    assert write in told.hint


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("foer_q{}", "efter_q{}"),
        ("Før {}", "Efter {}"),
        ("q{} før", "q{} efter"),
        ("WHO-5 {} (før)", "WHO-5 {} (efter)"),
        ("Spørgsmål {} ved start", "Spørgsmål {} ved slut"),
        ("q{}_start", "q{}_slut"),
        ("FørQ{}", "EfterQ{}"),
        ("Før [q{}]", "3 måneder efter [q{}]"),
        ("q{}_foer_forloebet", "q{}_3mdr"),
    ],
)
def test_measurements_beside_each_other_are_read(tmp_path, before, after):
    items = range(1, 6)
    head = [
        "borger",
        "Dato før",
        *(before.format(n) for n in items),
        *(after.format(n) for n in items),
    ]
    rows = ["E01;3-3-2026;1;2;3;4;5;5;5;5;5;5", "E02;3-3-2026;1;1;1;1;1;;;;;"]
    frame, problems = _own(tmp_path, "\n".join([";".join(head), *rows]) + "\n")
    assert problems == []
    last = "3 måneder" if after.startswith("3") or "3mdr" in after else "efter"
    assert frame["tidspunkt"].tolist() == ["før", "før", last]
    assert frame["borger"].tolist() == ["E01", "E02", "E01"]
    assert frame[list(ITEMS)].values.tolist() == [[1, 2, 3, 4, 5], [1] * 5, [5] * 5]
    assert frame["dato"].notna().tolist() == [True, True, False]


def test_a_long_file_is_not_taken_for_a_wide_one(tmp_path):
    frame, problems = _own(tmp_path, _rows("E01;før;1;2;3;4;5", "E01;efter;5;5;5;5;5"))
    assert frame["tidspunkt"].tolist() == ["før", "efter"]
    assert problems == []


def test_na_in_each_cell_of_a_person_is_told_once(tmp_path):
    frame, problems = _own(tmp_path, _rows("E01;før;NA;NA;NA;NA;NA", "E02;før;1;2;3;4;5"))
    assert frame["borger"].tolist() == ["E02"]
    assert [(p.row, p.code) for p in problems] == [(2, "who5_ingen_svar")]
