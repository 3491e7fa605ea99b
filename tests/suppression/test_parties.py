"""A unit knows its own counts: what it takes away from the rest must not tell it of others."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitlib.privacy import Linked, Refused, audit, suppress
from kitlib.problems import KitError
from tests.suppression.outsider import Outsider, key
from tests.suppression.units import frame, pinned

PAGES = ["enhed", "svar"]
GROUPS = ["distrikt", "svar"]
HOME = dict(zip("ABCDEFGH", ["Nord"] * 4 + ["Syd"] * 4, strict=True))
TREES = {"enhed": HOME}
COUNTS = {
    "A": {"ja": 12, "måske": 9, "nej": 14}, "B": {"ja": 9, "måske": 16, "nej": 2},
    "C": {"ja": 15, "måske": 11, "nej": 8}, "D": {"ja": 13, "måske": 7, "nej": 12},
    "E": {"ja": 10, "måske": 8, "nej": 9}, "F": {"ja": 17, "måske": 12, "nej": 11},
    "G": {"ja": 9, "måske": 14, "nej": 10}, "H": {"ja": 11, "måske": 6, "nej": 13},
}  # fmt: skip


def units(counts=COUNTS):
    return frame(counts, distrikt=HOME)


def pages(cells, **options):
    return suppress(cells, PAGES, hierarchies={"enhed": "distrikt"}, **options)


def status(release):
    return release.cells.set_index(list(release.dims))["status"]


def rules(release):
    return release.cells.set_index(list(release.dims))["rule"]


# The unit's own page is in the table ------------------------------------------------------------


def ends_for(unit, release, cell):
    """What a unit can make of a cell, with all on its own page known; by scipy alone."""
    seen = Outsider((release.published, PAGES, TREES))
    rows = release.cells[release.cells["enhed"] == unit]
    own = {
        key({"enhed": unit, "svar": svar}): n
        for svar, n in zip(rows["svar"], rows["n"], strict=True)
    }
    known = {cell: n for cell, n in own.items() if cell in seen.place}
    return seen.ends(key(dict(zip(PAGES, cell, strict=True))), known=known)


def test_a_unit_takes_its_own_numbers_away_from_all():
    """B's 2 lies hidden among four; C, who has two of them, works the other two out."""
    naively = pages(units())
    assert naively.cells["protected"].dropna().all()
    assert ends_for("C", naively, ("B", "nej")) == (2, 2)
    assert ("C", ("B", "nej")) in pinned(naively, units(), "enhed", TREES)
    release = pages(units(), parties="enhed")
    for unit in set(COUNTS) - {"B"}:
        low, high = ends_for(unit, release, ("B", "nej"))
        assert low < high
    assert pinned(release, units(), "enhed", TREES) == []


def test_the_audit_sees_what_a_unit_works_out():
    naively = pages(units())
    hidden = naively.cells.loc[naively.cells["status"] != "vist", PAGES]
    options = {"hidden": hidden, "hierarchies": {"enhed": "distrikt"}}
    found = audit(units(), PAGES, **options).set_index(PAGES)["protected"]
    told = audit(units(), PAGES, parties="enhed", **options).set_index(PAGES)["protected"]
    assert found["B", "nej"] and not told["B", "nej"]


def test_two_units_cannot_hide_from_each_other():
    """Each would take its own away from the sum, so there is no sum."""
    cells = frame({unit: COUNTS[unit] for unit in "AB"})
    sums = suppress(cells, PAGES, cost={("I alt", "nej"): np.inf})
    assert status(sums)["I alt", "nej"] == "vist"
    release = suppress(cells, PAGES, parties="enhed")
    assert status(release)["I alt", "nej"] == "primær"
    assert pinned(release, cells, "enhed") == []


def test_its_own_small_number_is_no_secret_to_a_unit():
    """Nord's "nej" is all A's: A knows it, and nobody else is in it."""
    counts = {unit: {**line, "nej": 0} for unit, line in COUNTS.items()}
    counts["A"]["nej"] = counts["E"]["nej"] = 3
    counts["F"]["nej"] = 8
    release = pages(units(counts), parties="enhed")
    assert status(release)["Nord", "nej"] == "primær"
    assert release.cells["protected"].dropna().all()


def test_units_know_their_lines_in_linked_tables_too():
    """The answers by unit, and the same persons by unit and sex beside them."""
    other = pd.DataFrame(
        [(u, k, sum(line.values()) // 2 + (k == "p") * (sum(line.values()) % 2))
         for u, line in COUNTS.items() for k in "dp"], columns=["enhed", "køn", "n"],
    )  # fmt: skip
    other.loc[(other["enhed"] == "B") & (other["køn"] == "d"), "n"] = 2
    other.loc[(other["enhed"] == "B") & (other["køn"] == "p"), "n"] = 25
    linked = [Linked(other, ["enhed", "køn"])]
    naively = pages(units(), linked=linked).linked[0]
    release = pages(units(), linked=linked, parties="enhed").linked[0]
    assert pinned(naively, other, "enhed") != []
    assert pinned(release, other, "enhed") == []


@st.composite
def small_tables(draw):
    n = st.integers(0, 9) | st.integers(0, 3)
    names = "ABCD"
    home = dict(zip(names, draw(st.sampled_from(["NNNN", "NNSS", "NNNS"])), strict=True))
    counts = {u: {s: draw(n) for s in ("ja", "måske", "nej")} for u in names}
    return frame(counts, distrikt=home), {"enhed": home}


@settings(deadline=None, max_examples=60)
@given(small_tables())
def test_no_unit_works_out_another(drawn):
    cells, trees = drawn
    try:
        release = pages(cells, parties="enhed", seconds=1)
    except Refused:
        return
    assert pinned(release, cells, "enhed", trees) == []
    assert release.cells["protected"].dropna().all()


# Only groups are published -----------------------------------------------------------------------


def group(*, rest, largest=20, label="nej"):
    """Nord's `label` is `largest` of one unit and `rest` of the others, one of each at most."""
    counts = {unit: dict(line) for unit, line in COUNTS.items()}
    for unit, n in zip("ABCD", (largest, 0, rest // 2, rest - rest // 2), strict=True):
        counts[unit][label] = n
    return units(counts)


def public(cells, **options):
    return suppress(cells, GROUPS, **options)


@pytest.mark.parametrize(("rest", "hidden"), [(0, False), (1, True), (4, True), (5, False)])
def test_what_one_unit_leaves_of_a_number(rest, hidden):
    cells = group(rest=rest)
    assert status(public(cells))["Nord", "nej"] == "vist"
    release = public(cells, parties="enhed")
    assert (status(release)["Nord", "nej"] == "primær") == hidden
    assert (rules(release)["Nord", "nej"] == "resten uden én enhed") == hidden


def test_a_unit_takes_its_own_numbers_away_from_its_district():
    """Nord has 22 "nej", of which A has 20: A is told that the others have 2."""
    cells = group(rest=2)
    naively = public(cells).published.set_index(GROUPS)["n"]
    assert naively["Nord", "nej"] - 20 == 2
    release = public(cells, parties="enhed")
    assert pd.isna(release.published.set_index(GROUPS)["n"]["Nord", "nej"])
    assert pinned(release, cells, "enhed") == []
    assert set(release.published["status"]) == {"vist", "skjult"}


def test_a_unit_knows_that_its_district_has_no_fewer_than_itself():
    """A has every "ja" and "nej" of Nord, 16 in all: that tells it both, and so Syd's 3 "nej"."""
    counts = {unit: {"ja": 0, "måske": 30, "nej": 0} for unit in "ABCEFG"}
    counts |= {unit: {"ja": 30, "måske": 30, "nej": 30} for unit in "XYZ"}
    counts["A"] |= {"ja": 9, "nej": 7}
    counts["E"] |= {"ja": 4, "nej": 2}
    counts["F"] |= {"ja": 4, "nej": 1}
    cells = frame(counts, distrikt={**HOME, "X": "Vest", "Y": "Vest", "Z": "Vest"})
    naively = public(cells)
    hidden = set(naively.cells.loc[naively.cells["status"] != "vist", "distrikt"])
    assert hidden == {"Nord", "Syd"} and ("A", ("Syd", "nej")) in pinned(naively, cells, "enhed")
    assert pinned(public(cells, parties="enhed"), cells, "enhed") == []


def test_what_one_unit_leaves_of_all_together():
    counts = {unit: {**line, "nej": 0} for unit, line in COUNTS.items()}
    counts["A"]["nej"], counts["E"]["nej"] = 20, 7
    assert status(public(units(counts), parties="enhed"))["I alt", "nej"] == "vist"
    counts["E"]["nej"] = 4
    assert rules(public(units(counts), parties="enhed"))["I alt", "nej"] == "resten uden én enhed"


@pytest.mark.parametrize(("others", "rule"), [
    ((0, 0), "resten uden én enhed i ét svar"), ((1, 0), "resten uden én enhed i ét svar"),
    ((1, 1), ""), ((5, 5), ""),
])  # fmt: skip
def test_all_but_one_unit_gave_the_same_answer(others, rule):
    """A has all answers and the rest of Nord only "ja", or all but one of them."""
    counts = {unit: dict(line) for unit, line in COUNTS.items()}
    for unit in "BCD":
        counts[unit] = {"ja": 10, "måske": 0, "nej": 0}
    counts["B"]["måske"], counts["C"]["nej"] = others
    release = public(units(counts), parties="enhed", answers=["svar"])
    assert rules(public(units(counts), answers=["svar"]))["Nord", "ja"] in ("", "beskytter andre")
    found = rules(release)["Nord", "ja"]
    assert found == rule if rule else found in ("", "beskytter andre")
    assert pinned(release, units(counts), "enhed") == []


@pytest.mark.parametrize("above", ["distrikt", {"Nord": ["A", "B", "C"]}])
def test_a_coarser_table_knows_its_units_still(above):
    """Groups take the units' place: C, who has 3 of Nord's 6, is not told of the other 3."""
    cells = pd.DataFrame({"enhed": [*"ABC"], "distrikt": "Nord", "n": [2, 1, 3]})
    with pytest.raises(Refused) as naively:
        suppress(cells, ["enhed"], hierarchies={"enhed": above})
    assert list(naively.value.coarser.published["n"]) == [6, 6]
    with pytest.raises(Refused, match="Vent") as refusal:
        suppress(cells, ["enhed"], hierarchies={"enhed": above}, parties="enhed")
    assert refusal.value.coarser is None


@st.composite
def districts(draw):
    n = st.integers(0, 4) | st.integers(0, 30)
    names = "ABCDEFGHI"
    home = dict(zip(names, ["Nord"] * 3 + ["Syd"] * 3 + ["Vest"] * 3, strict=True))
    counts = {u: {s: draw(n) for s in ("ja", "måske", "nej")} for u in names}
    return frame(counts, distrikt=home)


@settings(deadline=None, max_examples=80)
@given(districts(), st.booleans())
def test_no_unit_works_out_the_rest_of_its_district(cells, told):
    try:
        release = public(cells, parties="enhed", answers=["svar"] if told else [], seconds=1)
    except Refused:
        return
    if not told:
        assert pinned(release, cells, "enhed") == []
    shown = release.published.dropna(subset="n").set_index(GROUPS)["n"]
    table = cells.pivot_table(index="distrikt", columns="svar", values="n", aggfunc="sum")
    for _, its in cells.groupby("enhed"):
        own = its.set_index("svar")["n"]
        for svar, n in own.items():
            rest = table.loc[its["distrikt"].iloc[0], svar] - n
            assert not ((its["distrikt"].iloc[0], svar) in shown.index and 0 < rest < 5)


# Over time ---------------------------------------------------------------------------------------


def test_a_unit_takes_its_own_change_away():
    """Nord has 9 more "nej", of which 7 are A's: A is told that the others have 2 more."""
    before, after = group(rest=20), group(rest=22, largest=27)
    first = public(before, parties="enhed")
    naively = public(after, earlier=[public(before)])
    old, new = (r.published.set_index(GROUPS)["n"] for r in (first, naively))
    assert new["Nord", "nej"] - old["Nord", "nej"] - 7 == 2
    try:
        second = public(after, earlier=[first], parties="enhed")
    except Refused as refusal:
        second = refusal.coarser
    assert second is None or ("Nord", "nej") not in set(
        second.published.dropna(subset="n")[list(second.dims)].itertuples(index=False, name=None)
    )


def test_pages_of_two_dates():
    """C knows its own pages of both; B's number of then and of now is hidden from it."""
    first = pages(units(), parties="enhed")
    more = {unit: {svar: n + 20 for svar, n in line.items()} for unit, line in COUNTS.items()}
    more["B"]["nej"] = 3
    second = pages(units(more), parties="enhed", earlier=[first])
    assert pinned(second, units(more), "enhed", TREES) == []


# What is refused ---------------------------------------------------------------------------------


def test_a_column_that_is_not_there():
    with pytest.raises(KitError, match="enheder"):
        public(units(), parties="enheder")
    with pytest.raises(KitError, match="hører ikke til nogen"):
        public(units().assign(enhed=None), parties="enhed")
