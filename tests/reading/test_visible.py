"""Nothing that cannot be seen comes through a cell, so that nothing hides a name."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib import open_team
from kitlib.reading import read_table
from kitlib.reading.values.visible import clean

CASES = Path(__file__).parents[1] / "cases"


@given(st.text(st.characters(codec="utf-8")))
def test_a_cell_holds_only_what_can_be_seen_and_is_composed(text):
    found = clean(text)
    assert unicodedata.normalize("NFC", found) == found == clean(found)
    kinds = {unicodedata.category(c) for c in found} - {"Cn", "Co"}
    assert not kinds & {"Cf", "Zl", "Zp"}
    assert {c for c in found if unicodedata.category(c) in ("Cc", "Zs")} <= set("\t\n\r ")


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("A\u030ase", "Åse"),
        ("Em\u00adma", "Emma"),
        ("Em\u00ad\nma", "Emma"),
        ("E\u200bm\u200dm\u2060a\u034f", "Emma"),
        ("\u202eEmma\u202c", "Emma"),
        ("hun\x0bsmiler", "hun\nsmiler"),
        ("hun\u2028smiler", "hun\nsmiler"),
        ("1\u202f234", "1 234"),
    ],
)
def test_what_programs_leave_in_a_text_goes(written, seen):
    assert clean(written) == seen


def test_a_name_in_two_part_letters_is_covered():
    shown = open_team(CASES / "name_in_nfd_not_covered").shown["postits"]
    assert shown["observation"].tolist() == ["[navn] gik ud", "tog hue på"]


def test_a_table_without_headings_keeps_rows_whose_last_cell_is_blank():
    frame = read_table(CASES / "headerless_blank_last_column" / "tabel.csv")
    assert frame["niveau_1"].tolist() == ["Nord", "Syd", "Øst"]
    assert frame["niveau_3"].tolist() == [5, 6, 7]
