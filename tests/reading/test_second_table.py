"""A second table on a sheet: read where it is the same, and told where it is another."""

import pytest

from kitlib.columns import Column
from kitlib.reading import read_columns

COLUMNS = (
    Column("dato", "dato", "Dagen.", unit="dag", required=True, kept=True),
    Column("observation", "tekst", "Det, I så.", required=True),
    Column("barn", "kode", "Kode."),
)
TOP = "dato;observation;barn\n3-3-2026;Tog hue;B1\n4-3-2026;Gik ud;B2\n"


def read(tmp_path, below):
    path = tmp_path / "t.csv"
    path.write_text(TOP + below, encoding="utf-8")
    return read_columns(path, COLUMNS)


@pytest.mark.parametrize(
    ("below", "first"),
    [
        ("\nDato;Gange;\n3-3-2026;4;\n4-3-2026;2;\n", 5),
        ("\n\nKigget:;;\ndato;Hvor mange gange;situation\n3-3-2026;4;leg\n4-3-2026;2;tur\n", 7),
        ("\ndato;barn;\n3-3-2026;B1;\n4-3-2026;B2;\n", 5),
    ],
)
def test_another_table_below_is_told_and_gives_no_notes(tmp_path, below, first):
    reading = read(tmp_path, below)
    assert reading.frame["observation"].tolist() == ["Tog hue", "Gik ud"]
    [told] = [p for p in reading.problems if p.code == "anden_tabel"]
    assert told.rows == (first, first + 1, first + 2)


@pytest.mark.parametrize(
    "below",
    [
        "dato;Leger i sandkassen;B1\n",
        "\ndato;De lo, og hun sagde: se mig.;B1\n5-3-2026;Spiste;B1\n",
        "\ndato?;Hun var 3 år;B1\n",
        "\nDato;Observation;Barn\n5-3-2026;Spiste;B1\n",
    ],
)
def test_a_note_whose_day_is_not_filled_in_begins_no_table(tmp_path, below):
    reading = read(tmp_path, below)
    assert "anden_tabel" not in {p.code for p in reading.problems}
    assert len(reading.frame) == 2 + sum(";" in line for line in below.split("\n")) - (
        "Observation" in below
    )
