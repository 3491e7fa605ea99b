"""The two laws over text files: 6 encodings x 3 delimiters x 3 styles of numbers."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings

from tests.laws.tables import STYLES, TABLES, holds

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("style", sorted(STYLES))
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=TABLES)
def test_nothing_is_lost_without_a_word(tmp_path, rows, encoding, delimiter, style):
    def write(path, table):
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter).writerows(table)
        # What an old encoding has no sign for, no program could have written.
        path.write_bytes(out.getvalue().encode(encoding, "ignore"))

    holds(tmp_path / "t.csv", rows, style, write)
