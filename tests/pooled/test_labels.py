"""What stands on everything that is published: looked at where it leaves, whoever made it."""

import csv
import io
import shutil
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib import open_team
from kitlib.columns import file_stem
from kitlib.contribution import draft, to_bytes, write
from kitlib.contribution.collect import Collected, Outcome
from kitlib.pooled import Rows, pool
from kitlib.privacy.labels import KnownLabels, somebody
from kitlib.problems import KitError, ProblemReport
from kitlib.writing import csv_bytes
from tests.pooled.conftest import contribution
from tests.pooled.test_attacks import DAY, NORTH, SOUTH, counts, through

SOMEBODY = "Alma Holm 010203-1234"
CELLS = {"nået": 9, "på vej": 7, "samme": 9, "lavere": 6}


def sent(folder, number, **changed):
    folder.mkdir(exist_ok=True)
    given = {"enhed": f"Hus {number}", "cells": CELLS, "opdigtet": True, **changed}
    path = folder / f"{number}.bidrag"
    path.write_bytes(to_bytes(contribution(**given)))
    return path


def published(done):
    return b"".join(p.read_bytes() for p in done.folder.rglob("*") if p.is_file())


@pytest.mark.parametrize(
    "changed",
    [
        {"distrikt": SOMEBODY},
        {"distrikt": "Ring 86 12 34 56"},
        {"distrikt": "010203\u20601234"},
        {"distrikt": "No\u00adrd"},
        {"enhed": f"Hos {SOMEBODY}"},
        {"cells": {**CELLS, SOMEBODY: 5}},
    ],
)
def test_a_contribution_with_somebody_in_a_label_is_refused_and_the_rest_go_on(tmp_path, changed):
    files = [sent(tmp_path / "ind", n) for n in range(6)]
    files += [sent(tmp_path / "ind", n, **{"enhed": f"Hus {n}", **changed}) for n in (7, 8)]
    done = pool(files, tmp_path / "ud", today=DAY, seconds=0)
    assert [o.fate for o in done.collected.outcomes].count("afvist") == 2
    assert len(done.units) == 6
    whole = published(done)
    assert b"Alma" not in whole and b"86 12" not in whole and "\u2060".encode() not in whole
    assert "Alma" not in str(done.collected.problems)


def test_a_district_gets_the_lists_spelling_and_where_they_differ_the_list_holds(tmp_path):
    listed = tmp_path / "alle.csv"
    rows = [f"Hus {n};unge;Christiansbro" for n in range(8)]
    listed.write_text("\n".join(["enhed;type;distrikt", *rows]), encoding="utf-8")
    files = [sent(tmp_path / "ind", n, distrikt="christiansbro ") for n in range(7)]
    files.append(sent(tmp_path / "ind", 7, distrikt="Nord"))
    done = pool(files, tmp_path / "ud", today=DAY, seconds=0, units=listed)
    assert "listen gælder: Hus 7 (Christiansbro, unge)." in " ".join(done.notes)
    assert set(done.gate.tables[0].public["gruppe"]) <= {
        "Christiansbro",
        "unge",
        "I alt",
        "Christiansbro, unge",
    }


@pytest.mark.parametrize("column", ["enhed", "type", "distrikt", "retning"])
def test_rows_of_a_central_system_with_somebody_in_a_label_are_refused(tmp_path, column):
    row = {"enhed": "Hus 1", "type": "unge", "distrikt": "Nord", "retning": "samme"}
    path = tmp_path / "r.csv"
    pd.DataFrame([{**row, column: SOMEBODY}] * 9).to_csv(path, index=False)
    with pytest.raises(KitError) as told:
        pool([], tmp_path / "ud", rows=[Rows(path, "who5.retning", "retning")], invented=True)
    assert "Alma" not in str(told.value) and "r.csv" in str(told.value)
    assert not (tmp_path / "ud").exists()


@pytest.mark.parametrize("column", ["enhed", "type", "distrikt"])
def test_the_gate_itself_looks_whoever_calls_it(column):
    frame = counts(NORTH | SOUTH)
    frame[column] = frame[column].replace(frame[column].iloc[0], SOMEBODY)
    with pytest.raises(KitError) as told:
        through(frame)
    assert "Alma" not in str(told.value)


def test_being_on_the_list_lets_a_name_out_and_never_a_number():
    assert somebody("Emma") and not somebody("Emma", known=True)
    assert somebody(SOMEBODY, known=True)
    assert not somebody("Sankt Annæ Skole", unit=True)
    assert KnownLabels().districts == {}


@pytest.mark.parametrize(
    "name", [SOMEBODY, "Alma Holms gruppe, ring 86 12 34 56", "Alma Holm", "Gruppen hos Alma Holm"]
)
def test_a_team_named_after_somebody_sends_nothing(tmp_path, sample_data, name):
    opened = open_team(sample_data / "solsikken")
    named = replace(opened, about=replace(opened.about, navn=name))
    with pytest.raises(KitError) as told:
        draft(named)
    assert "'navn'" in str(told.value) and "Alma" not in str(told.value)


@pytest.mark.parametrize("name", ["CON", "nul", "Aux", "COM1", "a/b", "..\\x", "=1+1", "x:y"])
def test_a_unit_of_any_name_gives_a_file_any_machine_takes(tmp_path, sample_data, name):
    folder = shutil.copytree(sample_data / "solsikken", tmp_path / "t")
    made = draft(open_team(folder))
    path = write(replace(made.contribution, enhed=name), made.home)
    assert path.parent == folder / "ud"
    assert path.name.split(".")[0] not in {"con", "nul", "aux", "com1"}
    assert file_stem(name).rstrip("_").replace("_", "").isalnum()


def test_a_file_called_after_somebody_is_a_number_in_the_list_of_files():
    outcomes = (Outcome("Alma_Holm.bidrag", "", "afvist", "", ""),)
    table = Collected((), outcomes, ProblemReport()).table
    assert table["fil"].tolist() == ["fil 1"]


# Formulas ---------------------------------------------------------------------------------------


@given(st.text(st.sampled_from("=+-@\t\r\n ab1\"';,＝"), max_size=8))
def test_no_cell_and_no_heading_is_a_formula(text):
    raw = csv_bytes(pd.DataFrame({f"={text}": [text, "x"], "n": [-1, 2]})).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(raw, newline=""), delimiter=";"))
    assert rows[1][1] == "-1"
    for cell in (rows[0][0], rows[1][0]):
        bare = cell.strip("\t\r\n ")
        assert not cell.startswith(("\t", "\r"))
        assert not bare.startswith(("=", "+", "@", "＝")) or cell.startswith("'")
        if bare.startswith("-"):
            assert bare[1:].replace(".", "").replace(",", "").isdigit()
    assert rows[1][0] in (text, f"'{text}")


def test_a_formula_for_a_district_or_a_unit_is_text_in_every_table(tmp_path):
    names = ["=1+1", "@SUM(A1)", "+3 huse", "-hus", "Hus 5", "Hus 6"]
    files = [
        sent(tmp_path / "ind", n, enhed=name, distrikt="=Nord") for n, name in enumerate(names)
    ]
    done = pool(files, tmp_path / "ud", today=DAY, seconds=0)
    assert len(done.units) == 6
    for path in done.folder.rglob("*.csv"):
        text = path.read_text(encoding="utf-8-sig")
        for row in csv.reader(io.StringIO(text), delimiter=";"):
            assert not any(cell.startswith(("=", "+", "@", "-h", "\t")) for cell in row), path
