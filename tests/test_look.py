"""How lines break: nothing is lost, and no word is left alone where it need not be."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib.look import even, text_width, wrap

WORDS = st.lists(st.text("abcdefgæøå.,", min_size=1, max_size=12), min_size=1, max_size=30)


@given(WORDS, st.integers(120, 900))
def test_even_lines_hold_every_word_in_as_few_lines_and_fit(words, width):
    text = " ".join(words)
    lines = even(text, width, 14)
    assert " ".join(lines) == text
    assert len(lines) == len(wrap(text, width, 14))
    assert all(text_width(line, 14) <= width for line in lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Kort.", ["Kort."]),
        ("5 højere, 1 samme. Fra før: 7 højere.", ["5 højere, 1 samme.", "Fra før: 7 højere."]),
        # Four of them fit on a line, in every version's measure.
        ("leger leger leger leger leger leger", ["leger leger leger", "leger leger leger"]),
    ],
)
def test_lines_end_where_sentences_end_else_about_alike(text, lines):
    assert even(text, 150, 14) == lines


def test_what_is_empty_has_a_width_and_no_basis_alone(root):
    """Firefox leaves a basis out when it counts how wide a row is; the words beside it break."""
    sheets = sorted((root / "kitlib").rglob("*.css"))
    found = [p.name for p in sheets if re.search(r"flex: 0 0 \d", p.read_text("utf-8"))]
    assert len(sheets) > 3 and found == []
