"""The specification of suppression: table in and table out."""

import pandas as pd
import pytest

from kitlib.privacy import Linked, audit, suppress
from tests.suppression.outsider import Outsider, holes, key

WXYZ = {
    "w": [30, 47, 64, 89],
    "x": [90, 124, 5, 31],
    "y": [92, 100, 59, 85],
    "z": [800, 991, 651, 685],
}
TWO_IN_EVERY_LINE = [tuple(cell) for cell in ["wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd"]]


def hidden_cells(release):
    away = release.cells[release.cells["status"] != "vist"]
    return {tuple(row) for row in away[list(release.dims)].itertuples(index=False, name=None)}


def bounds(found, *labels):
    row = found.set_index([c for c in found.columns if c not in ("n", "low", "high", "protected")])
    return tuple(row.loc[labels, ["low", "high"]])


def test_two_holes_in_every_line_and_still_one_is_given_away(square):
    cells = square(WXYZ, "abcd")
    found = audit(cells, ["row", "column"], hidden=TWO_IN_EVERY_LINE)
    assert bounds(found, "w", "b") == (47, 47)
    assert all(found["high"] - found["low"] >= 5) is False


def test_one_more_hole_repairs_it(square):
    cells = square(WXYZ, "abcd")
    found = audit(cells, ["row", "column"], hidden=[*TWO_IN_EVERY_LINE, ("w", "d")])
    low, high = bounds(found, "w", "b")
    assert high - low >= 5


OPTIMUM = {("A", "female"), ("A", "male"), ("C", "female"), ("C", "male")}


@pytest.mark.parametrize(
    ("attacker", "interval"), [("nonnegative", (0, 12)), ("informed", (1, 11))]
)
def test_cheapest_by_persons(square, attacker, interval):
    """A, B, C, D by sex; the optimum by count costs 40."""
    cells = square({"A": [2, 18], "B": [19, 14], "C": [10, 12], "D": [14, 11]}, ["female", "male"])
    release = suppress(cells, ["row", "column"], threshold=3, attacker=attacker)
    assert hidden_cells(release) == OPTIMUM
    assert release.cost == 40
    assert bounds(release.cells.drop(columns=["status", "rule"]), "A", "female") == interval


REGIONS = pd.DataFrame({"region": list("ABIJKLMN"), "n": [2, 2, 8, 8, 3, 3, 3, 7]})
BY_COUNTY = {"region": {"første": list("ABIJ"), "anden": list("KLMN")}}
BY_SIZE = {"region": {"stor": list("LM"), "resten": list("ABIJKN")}}
COUNTY_OF = {r: c for c, members in BY_COUNTY["region"].items() for r in members}
SIZE_OF = {r: s for s, members in BY_SIZE["region"].items() for r in members}


def test_each_alone_is_safe_and_together_they_tell():
    first = suppress(REGIONS, ["region"], threshold=4, hierarchies=BY_COUNTY)
    second = suppress(REGIONS, ["region"], threshold=4, hierarchies=BY_SIZE)
    assert not holes(first, trees={"region": COUNTY_OF})
    assert not holes(second, trees={"region": SIZE_OF})
    both = Outsider(
        (first.published, ["region"], {"region": COUNTY_OF}),
        (second.published, ["region"], {"region": SIZE_OF}),
    )
    assert both.ends(key({"region": "K"})) == (3, 3)


def _jointly(first, second):
    both = Outsider(
        (first.published, ["region"], {"region": COUNTY_OF}),
        (second.published, ["region"], {"region": SIZE_OF}),
    )
    return [both.ends(key({"region": r})) for r in "ABKLM"]


def test_two_tables_that_share_cells_are_protected_together():
    first = suppress(
        REGIONS,
        ["region"],
        threshold=4,
        hierarchies=BY_COUNTY,
        linked=[Linked(REGIONS, ["region"], BY_SIZE)],
    )
    (second,) = first.linked
    assert all(high - low >= 4 for low, high in _jointly(first, second))


def test_printed_totals_do_not_give_the_hidden_eights_back(shared_data):
    """Charities by year and grant type: 8 R/G every year, in a total of 153."""
    rows = pd.read_csv(shared_data / "sdc" / "charities_subset.csv")
    counts = rows.groupby(["year", "grant_type"]).size().reset_index(name="n")
    assert counts["n"].lt(10).sum() == 6
    release = suppress(counts, ["year", "grant_type"], threshold=10)
    primary = release.cells[release.cells["status"] == "primær"]
    assert list(primary["n"]) == [8] * 6
    assert list(primary["grant_type"].unique()) == ["R/G"]
    assert not holes(release)
    eights = release.published[release.published["grant_type"] == "R/G"]
    assert eights["n"].isna().any()
