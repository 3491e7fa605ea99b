"""Counts written once: the same figures from pandas, DuckDB and Spark, with all margins."""

from datetime import date
from shutil import which

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitlib.aggregate import TOTAL, UNKNOWN, counts, inner, open_rows
from kitlib.disclosure import add_keys, person_key
from kitlib.problems import KitError

ROWS = pd.DataFrame(
    {
        "distrikt": ["Nord", "Nord", "Syd", "Syd", "Ø st'\"", None] * 5,
        "type": ["skole", "unge", "skole"] * 10,
        "baand": [1, 2, 3, 4, 5] * 6,
        "tal": [1.0, 2.0, None] * 10,
        "ja": [True, False, True] * 10,
        "dag": [date(2026, 1, 1), date(2026, 4, 1)] * 15,
        "point": [4, -8, 0, 20, None] * 6,
    }
).astype({"point": "Int64"})


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    import duckdb

    folder = tmp_path_factory.mktemp("rows")
    rows = ROWS.astype({"point": object})
    con = duckdb.connect()
    con.register("rows", rows)
    casts = "* replace (cast(point as bigint) as point, cast(dag as date) as dag)"
    con.execute(f"copy (select {casts} from rows) to '{folder / 'rows.parquet'}'")
    ROWS.to_csv(folder / "rows.csv", sep=";", index=False, encoding="utf-8-sig")
    return folder


def test_all_margins_stand_with_the_inner_cells():
    table = counts(ROWS, ["distrikt", "type"])
    assert table["n"].iloc[-1] == 30
    assert set(table.columns) == {"distrikt", "type", "n"}
    margin = table[(table["type"] == TOTAL) & (table["distrikt"] != TOTAL)]
    assert margin.set_index("distrikt")["n"].to_dict() == {
        "Nord": 10,
        "Syd": 10,
        "uoplyst": 5,
        "Ø st'\"": 5,
    }
    by_type = table[(table["distrikt"] == TOTAL) & (table["type"] != TOTAL)]
    assert by_type.set_index("type")["n"].to_dict() == {"skole": 20, "unge": 10}


@given(st.lists(st.tuples(*[st.sampled_from(["x", "y", "z", None])] * 3), min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_every_margin_is_the_sum_of_its_cells(rows):
    frame = pd.DataFrame(rows, columns=["a", "b", "c"])
    table = counts(frame, ["a", "b", "c"])
    whole = frame.fillna(UNKNOWN)
    for row in table.itertuples():
        mask = pd.Series(True, index=whole.index)
        for name in ("a", "b", "c"):
            if getattr(row, name) != TOTAL:
                mask &= whole[name] == getattr(row, name)
        assert row.n == mask.sum()


@pytest.mark.parametrize(
    ("column", "labels"),
    [
        ("baand", ["1", "2", "3", "4", "5"]),
        ("tal", ["1", "2", UNKNOWN]),
        ("ja", ["ja", "nej"]),
        ("dag", ["2026-01-01", "2026-04-01"]),
    ],
)
def test_labels_of_any_type_are_written_one_way(files, column, labels):
    for rows in (ROWS, open_rows(files / "rows.parquet"), ROWS.astype({column: "category"})):
        assert inner(rows, [column])[column].tolist() == labels


@pytest.mark.parametrize("by", [["distrikt", "type"], ["baand"], ["dag"], ["ja", "tal"], []])
def test_the_same_figures_from_every_engine(files, by):
    """pandas is the oracle of DuckDB."""
    expected = counts(ROWS, by, value="point")
    for engine in ("pandas", "duckdb"):
        found = counts(open_rows(files / "rows.parquet", engine), by, value="point")
        pd.testing.assert_frame_equal(found, expected)
    one = counts(open_rows(files / "rows.csv", "pandas"), by, value="point")
    two = counts(open_rows(files / "rows.csv", "duckdb"), by, value="point")
    pd.testing.assert_frame_equal(one, two)
    assert one["n"].tolist() == expected["n"].tolist() or by[0] in ("ja", "tal")


@pytest.mark.whole
def test_the_same_figures_from_spark(files):
    import os

    pytest.importorskip("pyspark")
    if not which("java"):
        if "java" in os.environ.get("KIT_REQUIRE", "").split(","):
            pytest.fail("KIT_REQUIRE names java, but it is not installed")
        pytest.skip("Java is not installed")
    import warnings

    with warnings.catch_warnings():
        # Spark's own: which pandas it supports, and sockets it leaves to the collector.
        warnings.simplefilter("ignore")
        for file in ("rows.parquet", "rows.csv"):
            found = counts(open_rows(files / file, "spark"), ["distrikt", "type"], value="point")
            expected = counts(
                open_rows(files / file, "duckdb"), ["distrikt", "type"], value="point"
            )
            pd.testing.assert_frame_equal(found, expected)
        from pyspark.sql import SparkSession

        people = PEOPLE[["distrikt", "type", "person"]].astype(object)
        people = people.where(people.notna(), None).values.tolist()
        in_spark = SparkSession.builder.getOrCreate().createDataFrame(
            people, "distrikt string, type string, person string"
        )
        pd.testing.assert_frame_equal(_keyed(in_spark, ["type"]), _keyed(PEOPLE, ["type"]))

        SparkSession.builder.getOrCreate().stop()


def test_rows_of_totals_are_not_counted():
    frame = pd.DataFrame({"a": ["x", "y", "I alt"], "er_total": [False, False, True]})
    assert counts(frame, ["a"])["n"].tolist() == [1, 1, 2]


@pytest.mark.parametrize("word", ["I alt", " i ALT "])
def test_a_total_among_the_rows_is_refused(word):
    with pytest.raises(KitError, match="I alt"):
        counts(pd.DataFrame({"a": ["x", word]}), ["a"])


@pytest.mark.parametrize(
    ("by", "value", "says"),
    [
        (["distrik"], None, "Mente du 'distrikt'"),
        (["type", "type"], None, "to gange"),
        (["type"], "ja", "hele tal"),
        (["type"], "distrikt", "hele tal"),
        (["type"], "nix", "ikke i tabellen"),
    ],
)
def test_what_cannot_be_counted_is_said(files, by, value, says):
    for rows in (ROWS, open_rows(files / "rows.parquet")):
        with pytest.raises(KitError, match=says):
            counts(rows, by, value=value)


@pytest.mark.parametrize(
    ("name", "engine", "says"),
    [
        ("rows.parquet", "duckdbb", "Mente du 'duckdb'"),
        ("nix.csv", "pandas", "findes ikke"),
        ("x.xlsx", "duckdb", "hverken Parquet eller CSV"),
        ("cp1252.csv", "duckdb", "UTF-8"),
    ],
)
def test_what_cannot_be_opened_is_said(files, name, engine, says):
    (files / "x.xlsx").write_bytes(b"x")
    (files / "cp1252.csv").write_bytes("båd;ø\n".encode("cp1252"))
    with pytest.raises(KitError, match=says):
        open_rows(files / name, engine)


def test_half_points_are_refused():
    with pytest.raises(KitError, match="hele tal"):
        counts(pd.DataFrame({"a": ["x", "y"], "point": [1.0, 1.5]}), ["a"], value="point")


PEOPLE = ROWS.assign(
    person=[f" P{n % 29:03} " if n % 2 else f"Å'\"{n % 29}" for n in range(len(ROWS))]
)


def _keyed(rows, by):
    table = counts(rows, by, person="person", secret=b"udgiverens hemmelighed")
    return table[[*by, "n", "noegle"]]


@pytest.mark.parametrize("by", [["distrikt", "type"], ["type"], []])
def test_sums_of_keys_are_the_same_from_every_engine(by, tmp_path):
    """Python's own HMAC is the oracle of SQL written out; the last digit counts."""
    import duckdb

    frame = PEOPLE[["distrikt", "type", "person"]]
    table = _keyed(frame, by)
    con = duckdb.connect()
    pd.testing.assert_frame_equal(_keyed(con.from_df(frame), by), table)
    keys = [person_key(b"udgiverens hemmelighed", p.strip()) for p in frame["person"]]
    assert table["noegle"].iloc[-1] == add_keys(keys)


def test_a_row_without_a_person_is_refused_and_not_left_unprotected():
    import duckdb

    frame = PEOPLE[["type", "person"]].copy()
    frame.loc[3, "person"] = " "
    con = duckdb.connect()
    for rows in (frame, con.from_df(frame)):
        with pytest.raises(KitError, match="mangler en person"):
            _keyed(rows, ["type"])


def test_whole_numbers_name_a_person_as_their_digits():
    numbers = pd.DataFrame({"type": ["a", "a"], "person": [7, 12]})
    floats, texts = numbers.astype({"person": float}), numbers.astype({"person": str})
    for other in (floats, texts):
        pd.testing.assert_frame_equal(_keyed(other, ["type"]), _keyed(numbers, ["type"]))
