"""A release's datapackage, read by the frictionless library as whoever fetches it reads it."""

import hashlib
import json
import shutil
from itertools import product

import duckdb
import pandas as pd
import pytest
from frictionless import Package, validate
from jsonschema import Draft202012Validator

from kitlib.contribution import to_bytes
from kitlib.instruments.counted import COUNTS, Keys
from kitlib.pooled import pool
from kitlib.privacy.policy import release_policy
from tests.pooled.conftest import contribution
from tests.pooled.test_release import DAY, HIDE, files

STEPS = ("trin 1-2", "trin 3-4", "trin 5-6")
#: Table -> the answers of its cells, one or two.
TABLES = {
    "dialoglineal.udfald": [(a, "") for a in ("nået", "på vej", "samme")],
    "dialoglineal.start_nu": list(product(STEPS, STEPS)),
}


def unit(place):
    """One unit's counts of one answer and of two, in two half-years and without one."""
    keys, rows = Keys(f"{place}".encode()), []
    for table, cells in TABLES.items():
        for period, (a, b) in product(("2025 H1", "2025 H2", ""), cells):
            n = (len(a) + len(b) + place) % 6
            key = keys.of_count(table, a, b, period, n)
            rows.append((table, a, b, period, n, n, 90, pd.NA, key))
    columns = ["tabel", "a", "b", "periode", "antal", "personer", "n", "sum", "noegle"]
    counts = pd.DataFrame(rows, columns=columns)[list(COUNTS)].astype(COUNTS)
    return contribution(f"Hus {place}", distrikt="NS"[place % 2], opdigtet=True, counts=counts)


@pytest.fixture(scope="module", params=[release_policy(), HIDE], ids=["by keys", "by hiding"])
def public(request, tmp_path_factory):
    """The public folder of a release of eight units."""
    inbox = tmp_path_factory.mktemp("ind")
    for place in range(8):
        (inbox / f"{place}.bidrag").write_bytes(to_bytes(unit(place)))
    out = tmp_path_factory.mktemp("ud")
    made = pool(files(inbox), out, today=DAY, seconds=0, policy=request.param)
    return made.folder / "offentlig"


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
