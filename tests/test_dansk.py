"""Danish as people write it: each row is an input and what a colleague would write."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib import dansk


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, None, "0"),
        (7, None, "7"),
        (1.5, None, "1,5"),
        (1234567, None, "1.234.567"),
        (4867265.25, 2, "4.867.265,25"),
        (-0.04, 1, "0,0"),
        (-2.25, 2, "-2,25"),
    ],
)
def test_numbers_have_decimal_comma_and_thousands_point(value, decimals, text):
    assert dansk.number(value, decimals) == text


@given(st.floats(min_value=-1e9, max_value=1e9))
def test_a_number_can_be_read_back(value):
    text = dansk.number(value, 3)
    assert float(text.replace(".", "").replace(",", ".")) == pytest.approx(value, abs=5e-4)


@pytest.mark.parametrize(
    ("n", "text"), [(0, "0 noter"), (1, "1 note"), (2, "2 noter"), (1200, "1.200 noter")]
)
def test_plural_follows_the_count(n, text):
    assert dansk.plural(n, "note", "noter") == text


@pytest.mark.parametrize(
    ("name", "text"),
    [("Solsikken", "Solsikkens"), ("Ungehus", "Ungehus'"), ("B07", "B07s"), ("Max", "Max'")],
)
def test_genitive_takes_an_s_or_an_apostrophe(name, text):
    assert dansk.genitive(name) == text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], ""),
        (["leg"], "leg"),
        (["leg", "tur"], "leg og tur"),
        (["a", "b", "c"], "a, b og c"),
    ],
)
def test_lists_end_in_og(words, text):
    assert dansk.join(words) == text


def test_dates_months_and_weeks():
    day = date(2026, 3, 3)
    assert dansk.long_date(day) == "3. marts 2026"
    assert dansk.short_date(day) == "3. mar."
    assert dansk.month(day) == "marts 2026"
    # ISO 8601: 1 January 2027 lies in week 53 of 2026.
    assert dansk.week(date(2027, 1, 1)) == "uge 53"


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (75, "1:15"), (59.6, "1:00"), (3725, "1:02:05")]
)
def test_time_codes(seconds, text):
    assert dansk.time_code(seconds) == text
