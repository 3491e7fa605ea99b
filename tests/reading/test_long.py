"""A text with a line no table has, or with more text than a team writes, is told and not read."""

import pytest

from kitlib import open_team
from kitlib.problems import KitError
from kitlib.reading import read_table, written
from kitlib.sources import MAX_LETTERS

HEAD = b"dato;observation\n01-02-2026;En note\n"


@pytest.mark.parametrize(
    "line",
    [b";" * written.LONGEST_LINE, b"a" * written.LONGEST_LINE, b'"' + b"a" * written.LONGEST_LINE],
)
@pytest.mark.parametrize("end", [b"", b"\n01-02-2026;To\n"])
def test_a_row_of_millions_of_cells_or_one_such_cell_is_refused(tmp_path, line, end):
    path = tmp_path / "postits.csv"
    path.write_bytes(HEAD + line + b";" + end)
    with pytest.raises(KitError, match=r"alt for lang|højst være 1\.000\.000 felter"):
        read_table(path)


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
def test_a_long_file_of_short_lines_is_read(tmp_path, ending):
    path = tmp_path / "postits.csv"
    row = b"01-02-2026;" + b"a" * 90 + ending
    many = written.LONGEST_LINE // len(row) + 10
    path.write_bytes(HEAD.replace(b"\n", ending) + row * many)
    assert len(read_table(path)) == many + 1


def test_a_line_may_be_as_long_as_it_may_and_no_longer(tmp_path):
    path = tmp_path / "postits.csv"
    for more, refused in ((0, False), (1, True)):
        path.write_bytes(HEAD + b"x;" + b"a" * (written.LONGEST_LINE - 2 + more))
        if refused:
            with pytest.raises(KitError, match="alt for lang"):
                read_table(path)
        else:
            assert len(read_table(path)) == 2


def test_more_letters_than_a_team_writes_are_told(tmp_path):
    (tmp_path / "om.toml").write_text("format = 1\n", "utf-8")
    row = b"01-02-2026;" + b"a b " * 7_500 + b"\n"
    (tmp_path / "postits.csv").write_bytes(HEAD + row * (MAX_LETTERS // 30_000 + 2))
    team = open_team(tmp_path)
    assert team.postits is None
    assert "så meget tekst" in str(team.problems)
