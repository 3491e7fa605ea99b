"""Cell keys: the same persons give the same number, wherever they stand."""

import random
from itertools import product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib.disclosure import (
    PerturbationSteps,
    add_keys,
    count_key,
    person_key,
    perturb,
    perturbation_table,
)
from kitlib.problems import KitError

SECRET = b"udgiverens egen hemmelighed"
TABLE = perturbation_table(5, 3, 2)


def _cells(persons):
    """Persons (district, kind, answer, key) as inner cells."""
    frame = pd.DataFrame(persons, columns=["distrikt", "type", "svar", "noegle"])
    return (
        frame.groupby(["distrikt", "type", "svar"], as_index=False)
        .agg(n=("noegle", "size"), noegle=("noegle", add_keys))
        .astype({"n": "int64", "noegle": "int64"})
    )


PERSONS = st.lists(
    st.tuples(
        st.sampled_from(["Nord", "Syd, og Øst"]),
        st.sampled_from(["skole", "unge"]),
        st.sampled_from(["op", "samme", "ned"]),
        st.integers(0, 2**32 - 1),
    ),
    min_size=1,
    max_size=60,
)


@given(PERSONS)
def test_a_cell_that_is_its_margin_has_its_number(persons):
    """All of Nord are in a school: then Nord is published as Nord's schools are."""
    persons = [(d, "skole" if d == "Nord" else t, s, k) for d, t, s, k in persons]
    out = perturb(
        _cells(persons), ["distrikt", "type", "svar"], table=TABLE, secret=SECRET
    ).set_index(["distrikt", "type", "svar"])["n"]
    labels = {d for d, *_ in persons}
    if "Nord" in labels:
        assert out["Nord", "skole", "I alt"] == out["Nord", "I alt", "I alt"]
    if labels == {"Nord"}:
        assert out["Nord", "I alt", "I alt"] == out["I alt", "I alt", "I alt"]


@given(PERSONS, st.randoms(use_true_random=False))
def test_neither_order_nor_grouping_changes_a_number(persons, chance):
    """Published by district and answer, or by answer alone: one number for the same persons."""
    fine = perturb(_cells(persons), ["distrikt", "svar"], table=TABLE, secret=SECRET)
    mixed = list(persons)
    chance.shuffle(mixed)
    coarse = perturb(_cells(mixed), ["svar"], table=TABLE, secret=SECRET)
    for svar in coarse["svar"]:
        ours = fine[(fine["distrikt"] == "I alt") & (fine["svar"] == svar)]["n"].item()
        assert ours == coarse[coarse["svar"] == svar]["n"].item()


@given(PERSONS)
def test_every_cell_is_near_and_none_is_small(persons):
    cells = _cells(persons)
    out = perturb(cells, ["svar"], table=TABLE, secret=SECRET)
    true = cells.groupby("svar")["n"].sum()
    true["I alt"] = len(persons)
    for svar, n in out.itertuples(index=False):
        assert abs(n - true[svar]) <= 5
        assert n == 0 or n > 2


def test_published_counts_follow_the_table():
    """Over many cells of 3 persons each count stands as often as its p; chi-square, seeded."""
    from scipy.stats import chisquare

    steps = PerturbationSteps(TABLE, SECRET)
    rng = random.Random(11)
    seen = pd.Series(steps.published(3, rng.randrange(2**32)) for _ in range(20_000))
    expected = TABLE[TABLE["i"] == 3].set_index("j")["p"] * 20_000
    found = seen.value_counts().reindex(expected.index, fill_value=0)
    assert chisquare(found, expected).pvalue > 0.001


def test_counts_beyond_the_last_row_move_as_the_last_row_does():
    steps = PerturbationSteps(TABLE, SECRET)
    last = int(TABLE["i"].max())
    moved = {steps.published(last, key) - last for key in range(500)}
    for key in range(500):
        assert steps.published(4_000, key) - 4_000 == steps.published(last, key) - last
    assert max(map(abs, moved)) <= steps.longest == 5


def test_another_publisher_moves_otherwise():
    """Who knows every key of a cell knows nothing of its step without the publisher's secret."""
    ours, theirs = (
        PerturbationSteps(TABLE, SECRET),
        PerturbationSteps(TABLE, b"en anden hemmelighed"),
    )
    keys = range(3_000)
    same = sum(ours.published(40, key) == theirs.published(40, key) for key in keys)
    row = TABLE[TABLE["i"] == TABLE["i"].max()]["p"]
    assert same / len(keys) == pytest.approx((row**2).sum(), abs=0.05)


def test_keys_are_told_apart():
    assert person_key(b"a", "U4") != person_key(b"b", "U4")
    assert person_key(b"a", "U4") != person_key(b"a", "U5")
    assert person_key(b"a", "1:x") != count_key(b"a", "x")
    assert count_key(b"a", "ab", "c") != count_key(b"a", "a", "bc")
    assert all(0 <= person_key(b"a", f"U{n}") < 2**32 for n in range(100))


@given(st.lists(st.integers(0, 2**32 - 1)), st.lists(st.integers(0, 2**32 - 1)))
def test_keys_add_up_as_counts_do(one, other):
    assert add_keys([add_keys(one), add_keys(other)]) == add_keys([*one, *other])


def test_what_cannot_be_protected_is_refused():
    good = pd.DataFrame({"svar": ["op"], "n": [3], "noegle": [4]})
    for cells, dims in (
        (good.assign(svar="I alt"), ["svar"]),
        (good.assign(n=-1), ["svar"]),
        (good.assign(noegle=None), ["svar"]),
        (good, ["retning"]),
        (good, []),
    ):
        with pytest.raises(KitError):
            perturb(cells, dims, table=TABLE, secret=SECRET)
    with pytest.raises(ValueError, match="16 bytes"):
        perturb(good, ["svar"], table=TABLE, secret=b"kort")


def test_no_true_count_and_no_key_comes_out():
    cells = pd.DataFrame(
        [(a, b, 7, 12345) for a, b in product("xy", "zw")], columns=["a", "b", "n", "noegle"]
    )
    out = perturb(cells, ["a", "b"], table=TABLE, secret=SECRET)
    assert list(out.columns) == ["a", "b", "n"]
    assert len(out) == 9


def test_few_hides_nobody_as_it_hides_some():
    """With `few` an empty cell and one of three look alike: both are seldom a number, never 0."""
    steps = PerturbationSteps(perturbation_table(12, 10), SECRET)
    cells = pd.DataFrame({"svar": ["ingen", "tre", "mange"], "n": [0, 3, 60]})
    shown = {"ingen": 0, "tre": 0, "mange": 0}
    for seed in range(400):
        out = perturb(
            cells.assign(noegle=[0, seed * 7919, seed * 104729]),
            ["svar"],
            table=steps.table,
            secret=SECRET,
            few=5,
            name=f"2026 H{seed}",
        ).set_index("svar")["n"]
        assert (out.dropna() >= 5).all()
        for svar in shown:
            shown[svar] += int(pd.notna(out[svar]))
    assert 0 < shown["ingen"] < 60
    assert shown["ingen"] < shown["tre"] < 200
    assert shown["mange"] == 400


def test_empty_cells_are_told_apart_by_their_names():
    """One step for all of them would show which cells are empty."""
    steps = PerturbationSteps(perturbation_table(12, 10), SECRET)
    assert len({steps.moved(0, 0, f"felt {n}") for n in range(50)}) > 5
    assert steps.moved(0, 0, "felt") == steps.moved(0, 0, "felt")
