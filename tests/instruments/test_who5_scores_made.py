"""Scores that stand in a WHO-5 file already are evidence of how its answers are written."""

import pytest

from kitlib import open_mine

OM = """
format = 1
navn = "Eg"
type = "skole"
formaal = "At lære"
slettes = 2099-01-01
who5_hvem = "elever"
who5_kodning = "{}"
"""
ROWS = [("E01", 5, 4, 3, 2, 1), ("E02", 5, 5, 4, 3, 2)]


def mine(tmp_path, coding, heading, made, rows=ROWS):
    (tmp_path / "om.toml").write_text(OM.format(coding), encoding="utf-8")
    lines = [f"borger;tidspunkt;q1;q2;q3;q4;q5;{heading}"]
    for (code, *items), score in zip(rows, made, strict=True):
        lines.append(";".join(map(str, (code, "før", *items, score))))
    (tmp_path / "who5.csv").write_text("\n".join(lines), encoding="utf-8")
    return open_mine(tmp_path / "who5.csv")


@pytest.mark.parametrize(
    ("coding", "heading", "made"),
    [
        ("0-5", "sum", [15, 19]),
        ("0-5", "indeks", [60, 76]),
        ("1-6", "indeks", [40, 56]),
        ("1-6", "sum", [15, 19]),  # of the numbers as they are written
        ("1-6", "sum", [10, 14]),
    ],
)
def test_scores_that_fit_are_passed_over(tmp_path, coding, heading, made):
    found = mine(tmp_path, coding, heading, made)
    assert len(found.frames["who5"]) == 2
    assert [p.code for p in found.problems if p.code.startswith("who5")] == []


@pytest.mark.parametrize(
    ("coding", "heading", "made"),
    [("0-5", "indeks", [40, 56]), ("0-5", "sum", [10, 14]), ("1-6", "indeks", [60, 76])],
)
def test_scores_that_fit_only_the_other_coding_refuse_the_table(tmp_path, coding, heading, made):
    found = mine(tmp_path, coding, heading, made)
    assert "who5" not in found.frames or found.frames["who5"].empty
    [told] = [p for p in found.problems if p.column == heading]
    assert told.level == "fejl" and f'who5_kodning = "{coding}"' in told.message


def test_one_score_that_does_not_fit_is_told(tmp_path):
    found = mine(tmp_path, "0-5", "indeks", [60, 99])
    assert len(found.frames["who5"]) == 2
    [told] = [p for p in found.problems if p.code == "who5_tal_passer_ikke"]
    assert told.row == 3
