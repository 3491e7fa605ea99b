"""Attacks on published tables: on the naive table each succeeds, on ours it fails."""

import pandas as pd
import pytest

from kitlib.privacy import Linked, Refused, audit, suppress
from tests.suppression.outsider import Outsider, holes, key

DIMS = ["distrikt", "svar"]
COUNTS = {
    "Nord": {"ja": 3, "måske": 20, "nej": 17},
    "Syd": {"ja": 9, "måske": 12, "nej": 14},
    "Vest": {"ja": 30, "måske": 8, "nej": 16},
    "Øst": {"ja": 11, "måske": 25, "nej": 12},
}


def frame(counts, dims=DIMS):
    rows = [(one, two, n) for one, line in counts.items() for two, n in line.items()]
    return pd.DataFrame(rows, columns=[*dims, "n"])


def changed(counts, *steps):
    """The same counts with some cells moved: (row, column, by)."""
    new = {one: dict(line) for one, line in counts.items()}
    for one, two, by in steps:
        new[one][two] += by
    return new


def naive(release, dims=DIMS):
    """What a tool that hides small cells only would print."""
    printed = release.cells[[*dims, "n"]].copy()
    printed["n"] = printed["n"].mask(release.cells["status"] == "primær")
    return printed


def shown(release):
    return {
        tuple(row[:-1]): row[-1]
        for row in release.published[[*release.dims, "n"]].itertuples(index=False, name=None)
        if not pd.isna(row[-1])
    }


@pytest.mark.parametrize(("n", "status"), [(0, "vist"), (1, "skjult"), (4, "skjult"), (5, "vist")])
def test_1_small_cells(n, status):
    counts = changed(COUNTS, ("Nord", "ja", n - 3))
    release = suppress(frame(counts), DIMS)
    cell = release.published.set_index(DIMS).loc[("Nord", "ja")]
    assert cell["status"] == status


ALL_IN_ONE = {**COUNTS, "Nord": {"ja": 0, "måske": 40, "nej": 0}}
ALL_BUT_ONE = {**COUNTS, "Nord": {"ja": 0, "måske": 39, "nej": 1}}


@pytest.mark.parametrize("counts", [ALL_IN_ONE, ALL_BUT_ONE])
def test_2_and_3_everyone_or_all_but_one_gave_the_same_answer(counts):
    plain = suppress(frame(counts), DIMS)
    release = suppress(frame(counts), DIMS, answers=["svar"])
    if counts is ALL_IN_ONE:
        assert shown(plain)["Nord", "måske"] == shown(plain)["Nord", "I alt"] == 40
    assert ("Nord", "måske") not in shown(release)
    row = release.cells.set_index(DIMS).loc[("Nord", "måske")]
    assert row["status"] == "primær"
    assert row["rule"] == ("alle i ét svar" if counts is ALL_IN_ONE else "alle på nær én i ét svar")
    assert row["high"] - row["low"] >= 5
    # Zeros may be hidden here, so a hidden cell may be 0.
    outsider = Outsider((release.published, DIMS), least=0)
    low, high = outsider.ends(key({"distrikt": "Nord", "svar": "måske"}))
    assert high - low >= 5 and low <= 35


@pytest.mark.parametrize(("most", "status"), [(40, "primær"), (39, "primær"), (38, "vist")])
def test_2_and_3_at_the_edge(most, status):
    counts = {**COUNTS, "Nord": {"ja": 0, "måske": most, "nej": 40 - most}}
    release = suppress(frame(counts), DIMS, answers=["svar"])
    found = release.cells.set_index(DIMS)["status"]["Nord", "måske"]
    assert found in ({"primær"} if status == "primær" else {"vist", "sekundær"})


def test_4_the_total_minus_the_shown():
    release = suppress(frame(COUNTS), DIMS)
    cell = key({"distrikt": "Nord", "svar": "ja"})
    assert Outsider((naive(release), DIMS)).ends(cell) == (3, 3)
    low, high = Outsider((release.published, DIMS)).ends(cell)
    assert high - low >= 5
    assert holes(release) == []


def test_4_two_in_a_line_are_not_enough_where_one_of_them_knows():
    """Two hidden singles in one line and column: each would know the other's."""
    cells = pd.DataFrame({"bånd": list("abcde"), "n": [1, 1, 20, 30, 40]})
    hidden = [("a",), ("b",)]
    naively = audit(cells, ["bånd"], hidden=hidden)
    assert not naively["protected"].any()
    assert holes(suppress(cells, ["bånd"])) == []


def test_6_a_page_of_its_own_beside_the_pooled_table():
    """A unit's page is a table on the same persons; both are protected together."""
    units = pd.DataFrame(
        [
            (u, "N" if u < "d" else "S", b, n)
            for u, line in {
                "a": (9, 3),
                "b": (8, 12),
                "c": (14, 9),
                "d": (7, 16),
                "e": (11, 13),
            }.items()
            for b, n in zip(("lav", "høj"), line, strict=True)
        ],
        columns=["enhed", "kreds", "bånd", "n"],
    )
    public = units.groupby(["kreds", "bånd"], as_index=False)["n"].sum()
    release = suppress(
        public, ["kreds", "bånd"], linked=[Linked(units, ["enhed", "bånd"], {"enhed": "kreds"})]
    )
    (pages,) = release.linked
    trees = {"enhed": dict(zip(units["enhed"], units["kreds"], strict=True))}
    assert holes(pages, trees=trees) == []
    printed = pages.published.set_index(["enhed", "bånd"])["status"]
    assert printed["a", "høj"] == "skjult"
    # What both tables print, both print alike.
    pooled = release.published.set_index(["kreds", "bånd"])["status"]
    assert all(printed[cell] == pooled[cell] for cell in pooled.index)


def test_10_zeros_are_shown_and_every_hidden_cell_is_taken_to_be_one_at_least():
    counts = {"Nord": {"ja": 2, "nej": 0, "måske": 9}, "Syd": {"ja": 4, "nej": 0, "måske": 3}}
    more = changed(counts, ("Nord", "måske", 30), ("Syd", "måske", 30))
    release = suppress(frame(more), DIMS)
    assert shown(release)["Nord", "nej"] == 0
    assert holes(release) == []


def test_every_hidden_cell_carries_the_same_mark():
    release = suppress(frame(COUNTS), DIMS)
    assert list(release.published.columns) == [*DIMS, "n", "status"]
    assert set(release.published["status"]) == {"vist", "skjult"}
    assert release.published.loc[release.published["status"] == "skjult", "n"].isna().all()
    assert {"primær", "sekundær"} <= set(release.cells["status"])


def test_one_row_all_small_is_refused_with_the_nearest_coarser_table():
    cells = pd.DataFrame({"bånd": list("abc"), "n": [2, 1, 3]})
    with pytest.raises(Refused, match="uden 'bånd'") as refusal:
        suppress(cells, ["bånd"])
    assert list(refusal.value.coarser.published["n"]) == [6]


def test_a_whole_table_below_the_threshold_has_no_coarser_one():
    with pytest.raises(Refused, match="Vent") as refusal:
        suppress(pd.DataFrame({"bånd": list("ab"), "n": [2, 1]}), ["bånd"])
    assert refusal.value.coarser is None


def test_groups_come_before_fewer_dimensions():
    cells = pd.DataFrame({"enhed": list("abc"), "kreds": ["N"] * 3, "n": [2, 1, 3]})
    with pytest.raises(Refused, match="'enhed' lagt sammen til 'kreds'") as refusal:
        suppress(cells, ["enhed"], hierarchies={"enhed": "kreds"})
    assert refusal.value.coarser.dims == ("kreds",)


def test_weights_keep_a_cell_showing():
    plain = suppress(frame(COUNTS), DIMS)
    extra = plain.cells[plain.cells["status"] == "sekundær"]
    kept = tuple(extra[DIMS].iloc[0])
    release = suppress(frame(COUNTS), DIMS, cost={kept: float("inf")})
    assert kept in shown(release)
    assert release.cost >= plain.cost
    assert holes(release) == []


def test_whole_numbers_are_nearer_than_linear_bounds():
    """Three dimensions: a linear attacker leaves room that no whole table has."""
    import numpy as np

    rng = np.random.default_rng(4)
    n = rng.poisson(1.2, (4, 4, 4))
    cells = pd.DataFrame(
        [(*map(int, at), int(n[at])) for at in np.ndindex(n.shape)], columns=["a", "b", "c", "n"]
    )
    small = cells[cells["n"].between(1, 4)]
    hidden = [tuple(row) for row in small[["a", "b", "c"]].itertuples(index=False, name=None)]
    found = audit(cells, ["a", "b", "c"], hidden=hidden)
    assert (found["low"] % 1 == 0).all() and (found["high"] % 1 == 0).all()
    assert (found["low"] <= found["n"]).all() and (found["n"] <= found["high"]).all()
