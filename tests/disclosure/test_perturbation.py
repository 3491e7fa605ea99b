"""Perturbation tables, against the rules they are made by and against R's package ptable."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kitlib.disclosure import perturbation_table
from kitlib.problems import KitError

#: Rows where ptable 0.3.3 asks that no smaller count below i is likelier than the next, and we
#: do not; (8, 8, 4), i = 1 has variance below V in ptable, and V here.
RULE_OF_MONOTONY = {(5, 2, 0): {1}, (5, 3, 2): {4}, (8, 8, 4): {1, 6, 7, 8, 9}}


def _tables():
    return st.tuples(
        st.integers(1, 10), st.floats(0.05, 12, allow_nan=False), st.integers(0, 5)
    ).filter(lambda t: t[1] <= t[0] ** 2)


def _made(D, V, js):
    try:
        return perturbation_table(D, V, js)
    except KitError:
        assume(False)


@given(_tables())
def test_every_row_keeps_the_rules(numbers):
    D, V, js = numbers
    table = _made(D, V, js)
    nearest = table.attrs["varianser"]
    for i, row in table.groupby("i"):
        step = row["j"] - i
        assert row["p"].sum() == pytest.approx(1, abs=1e-9)
        assert (row["p"] * step).sum() == pytest.approx(0, abs=1e-9)
        assert (row["p"] * step**2).sum() == pytest.approx(nearest.get(i, V), abs=1e-9)
        assert step.abs().max() <= D
        assert ((row["j"] == 0) | (row["j"] > js)).all()


@given(_tables())
def test_no_row_could_hold_more_chance(numbers):
    """Of given mean and variance the largest entropy is where log p is a parabola in the step."""
    D, V, js = numbers
    table = _made(D, V, js)
    for i, row in table.groupby("i"):
        full = [j for j in range(max(i - D, 0), i + D + 1) if j == 0 or j > js]
        if len(row) < 4 or len(row) < len(full) or row["p"].min() < 1e-8:
            continue
        step = (row["j"] - i).to_numpy() / D
        design = np.vander(step, 3)
        off = np.log(row["p"].to_numpy())
        fitted = design @ np.linalg.lstsq(design, off, rcond=None)[0]
        assert np.abs(fitted - off).max() < 1e-6


@given(_tables())
def test_a_variance_that_is_not_v_is_the_largest_there_can_be(numbers):
    D, V, js = numbers
    table = _made(D, V, js)
    for i, variance in table.attrs["varianser"].items():
        if i:
            low = max(i - D, 0)
            low = low if low == 0 or low > js else js + 1
            assert variance == pytest.approx((i - low) * D)
            assert variance < V


def test_zero_stays_zero():
    table = perturbation_table(5, 3, 2)
    assert table[table["i"] == 0].to_dict("list") == {"i": [0], "j": [0], "p": [1.0]}


@pytest.mark.parametrize(("D", "V", "js"), [(6, 4, 4), (8, 6, 4), (3, 2, 4), (2, 1, 5)])
def test_a_table_that_cannot_be_made_is_refused(D, V, js):
    """R's ptable refuses the first two: "The variance parameter you set is too small!"."""
    with pytest.raises(KitError, match=f"ingen tabel med D {D}"):
        perturbation_table(D, V, js)


@pytest.mark.parametrize(
    ("D", "V", "js", "faults"), [(0, 1, 0, 2), (5, 0, 0, 1), (2, 5, 0, 1), (3, 2, -1, 1)]
)
def test_numbers_out_of_range_are_told_together(D, V, js, faults):
    with pytest.raises(KitError) as caught:
        perturbation_table(D, V, js)
    assert len(caught.value.report) == faults


def test_equal_to_ptable_but_where_its_rule_of_monotony_binds(shared_data):
    """Outside truth: R's ptable 0.3.3, called for three tables."""
    theirs = pd.read_csv(shared_data / "sdc" / "ptables_R.csv")
    for (D, V, js), rows in theirs.groupby(["D", "V", "js"]):
        ours = perturbation_table(int(D), float(V), int(js))
        both = rows.merge(ours, on=["i", "j"], how="outer", suffixes=("_r", ""))
        off = (both["p_r"].fillna(0) - both["p"].fillna(0)).abs()
        differ = set(both.loc[off > 1e-4, "i"])
        assert differ == RULE_OF_MONOTONY[int(D), int(V), int(js)]
