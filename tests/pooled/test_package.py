"""A release's datapackage, read by the frictionless library as whoever fetches it reads it."""

import hashlib
import json
import shutil

import duckdb
import pandas as pd
import pytest
from frictionless import Package, validate
from jsonschema import Draft202012Validator

from tests.pooled.conftest import STEPS


def faults(folder):
    """What the library says of a package, as (resource, kind of error)."""
    report = validate(str(folder / "datapackage.json"))
    assert [task.name for task in report.tasks] == ["tal", "tal-parquet"]
    of_all = {("", error.type) for error in report.errors}
    return of_all | {(task.name, error.type) for task in report.tasks for error in task.errors}


def test_the_library_finds_nothing_to_say(public, schemas):
    assert faults(public) == set()
    package = json.loads((public / "datapackage.json").read_text("utf-8"))
    Draft202012Validator(schemas["udgivelse"]).validate(package)
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]


def test_the_library_reads_what_pandas_reads(public):
    """Types, empty cells and letters: every row, from the description alone."""
    read = Package(str(public / "datapackage.json")).get_resource("tal").read_rows()
    rows = [row.to_dict() for row in read]
    assert not any(row.errors for row in read)
    table = pd.read_csv(public / "tal.csv", sep=";", encoding="utf-8-sig").astype(object)
    assert rows == table.where(table.notna(), None).to_dict("records")
    assert {row["status"] for row in rows if row["n"] is None} <= {"få", "skjult"}
    if rows[0]["metode"] == "noegle":
        assert {row["periode"] for row in rows} == {None, "2025 H1", "2025 H2", "I alt"}
        assert {row["b"] for row in rows} == {None, *STEPS, "I alt"}


def test_parquet_holds_the_same(public):
    same = duckdb.read_parquet(str(public / "tal.parquet")).df()
    table = pd.read_csv(public / "tal.csv", sep=";", encoding="utf-8-sig")
    assert same["n"].isna().tolist() == table["n"].isna().tolist()
    assert same["n"].sum() == table["n"].sum() and same["a"].tolist() == table["a"].tolist()


def changed(public, folder, old, new):
    """The release again with one thing changed in its CSV, and described as it now is."""
    shutil.copytree(public, folder)
    text = (folder / "tal.csv").read_text("utf-8-sig")
    assert old in text
    content = text.replace(old, new, 1).encode("utf-8-sig")
    (folder / "tal.csv").write_bytes(content)
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    told = {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    package["resources"][0] |= told
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("dialoglineal.udfald;", "dialoglineal;", "constraint-error"),
        ("dialoglineal.udfald;", ";", "constraint-error"),
        (";I alt;I alt;", ";I alt;;", "constraint-error"),
        (";vist;", ";set;", "constraint-error"),
        (";vist;", ";;", "constraint-error"),
        ("dialoglineal.udfald;I alt;", "dialoglineal.udfald;2025;", "constraint-error"),
        ("dialoglineal.udfald;I alt;", "dialoglineal.udfald;2025 H1x;", "constraint-error"),
        (";flyttet", ";flyt", "incorrect-label"),
    ],
)
def test_the_library_would_see_what_does_not_belong(public, tmp_path, old, new, fault):
    assert faults(changed(public, tmp_path / "ny", old, new)) == {("tal", fault)}


def test_the_library_would_see_a_cell_told_twice(public, tmp_path):
    line = (public / "tal.csv").read_text("utf-8-sig").splitlines()[-1]
    twice = changed(public, tmp_path / "ny", line, f"{line}\n{line}")
    assert faults(twice) == {("tal", "primary-key")}


@pytest.mark.parametrize(("name", "resource"), [("tal.csv", "tal"), ("tal.parquet", "tal-parquet")])
def test_the_library_would_see_a_file_that_is_another(public, tmp_path, name, resource):
    folder = shutil.copytree(public, tmp_path / "ny")
    (folder / name).write_bytes((folder / name).read_bytes() + b"\n")
    assert (resource, "hash-count") in faults(folder)
