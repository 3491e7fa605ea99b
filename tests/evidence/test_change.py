"""Change: of a group by the policy, of one person by reliability."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib.evidence import (
    bca_interval,
    mean_interval,
    median_coverage,
    paired_change,
    reliable_change,
    reliable_threshold,
    sign_flip_p,
    wilson,
    zero_upper,
)

WHO5 = {"sd": 19, "r": 0.85}


@pytest.fixture
def stats():
    """What the kit's own formulas are held against; the kit itself does not load it."""
    from scipy import stats

    return stats


@pytest.mark.parametrize(
    ("before", "after", "rci", "label"),
    [
        # Worked by hand from SD 19 and r .85.
        (44, 60, 1.54, "lidt højere, kan være tilfældigt"),
        (40, 64, 2.31, "tydeligt højere"),
        (60, 44, -1.54, "lidt lavere, kan være tilfældigt"),
        (64, 40, -2.31, "tydeligt lavere"),
        (52, 52, 0.0, "samme"),
    ],
)
def test_reliable_change_of_who5(before, after, rci, label):
    found = reliable_change(before, after, **WHO5)
    assert round(found.rci, 2) == rci
    assert found.label == label


def test_thresholds_of_domain_section_3():
    assert reliable_threshold(**WHO5) == pytest.approx(20.4, abs=0.05)
    assert reliable_threshold(**WHO5, grid=4) == 24
    assert reliable_threshold(sd=2, r=0.8) == pytest.approx(2.5, abs=0.05)
    assert reliable_threshold(sd=2, r=0.8, grid=1) == 3


@pytest.mark.parametrize(("change", "clear"), [(20, False), (24, True), (-20, False), (-24, True)])
def test_one_step_below_the_threshold_and_one_above(change, clear):
    label = reliable_change(48, 48 + change, **WHO5).label
    assert label.startswith("tydeligt") == clear


def test_many_at_once_and_a_missing_one():
    found = reliable_change(pd.Series([40, 44, None]), pd.Series([64, 60, 60]), **WHO5)
    assert found.label == ["tydeligt højere", "lidt højere, kan være tilfældigt", None]
    assert math.isnan(found.rci[2])


@pytest.mark.parametrize("bad", [{"sd": 0, "r": 0.8}, {"sd": 1, "r": 1.0}, {"sd": 1, "r": -0.1}])
def test_parameters_that_make_no_sense_are_refused(bad):
    with pytest.raises(ValueError, match="sd must be"):
        reliable_threshold(**bad)


def test_jacobson_1989_thirty_couples(shared_data, stats):
    """clinicalsignificance 7b2f20bdd242, jacobson_1989: 30 couples, 81.583 to 98.050."""
    frame = pd.read_csv(shared_data / "scales" / "clinsig_jacobson_1989.csv")
    wide = frame.pivot(index="subject", columns="time", values="das")
    found = paired_change(wide["pre"], wide["post"], kind="interval")
    assert found.n == 30
    assert wide["pre"].mean() == pytest.approx(81.583, abs=5e-4)
    assert found.mean == pytest.approx(98.050 - 81.583, abs=1e-3)
    outside = stats.ttest_rel(wide["post"], wide["pre"]).confidence_interval(0.95)
    assert found.interval == pytest.approx((outside.low, outside.high))


@pytest.mark.parametrize(
    ("n", "none", "there"),
    [
        (2, "up same down mean median interval p bootstrap", ""),
        (4, "mean median interval p bootstrap", "up same down"),
        (5, "p bootstrap", "up same down mean median interval"),
        (10, "bootstrap", "up same down mean median interval p"),
        (20, "", "up same down mean median interval p bootstrap"),
    ],
)
def test_what_the_policy_forbids_is_none(n, none, there):
    before = [40.0] * n
    after = [40.0 + 4 * i for i in range(n)]
    found = paired_change(before, after, kind="interval", planned=True)
    assert all(getattr(found, name) is None for name in none.split())
    assert all(getattr(found, name) is not None for name in there.split())


def test_no_p_that_was_not_planned_and_no_mean_of_an_ordinal_scale():
    x, y = list(range(12)), list(range(2, 14))
    y[0] = 9
    assert paired_change(x, y, kind="interval").p is None
    ruler = paired_change(x, y, kind="ordinal", planned=True)
    assert (ruler.mean, ruler.interval, ruler.p) == (None, None, None)
    assert ruler.median == 2


def test_pairs_are_complete_and_those_who_dropped_are_counted():
    found = paired_change([1, 2, None, 4, None, 6], [2, None, 3, 4, None, 5], kind="ordinal")
    assert (found.n, found.dropped) == (3, 2)
    assert (found.up, found.same, found.down) == (1, 1, 1)


@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=30))
def test_turning_time_round_turns_up_and_down_round(pairs):
    x, y = [a for a, _ in pairs], [b for _, b in pairs]
    there = paired_change(x, y, kind="ordinal")
    back = paired_change(y, x, kind="ordinal")
    assert (there.up, there.same, there.down) == (back.down, back.same, back.up)


def test_intervals_against_scipy_and_domain_section_5(stats):
    x = [3.0, 5.0, 8.0, 2.0, 9.0, 4.0]
    outside = stats.t.interval(0.95, 5, loc=np.mean(x), scale=stats.sem(x))
    assert mean_interval(x) == pytest.approx(outside)
    # Newcombe (1998), Statistics in Medicine 17, table I: 81/263 by Wilson's score method.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert [round(zero_upper(n), 2) for n in (3, 5, 10, 20)] == [0.71, 0.52, 0.31, 0.17]
    coverages = [round(median_coverage(n), 3) for n in (3, 4, 5, 6)]
    assert coverages == [0.75, 0.875, 0.938, 0.969]


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.999])
def test_the_interval_of_a_mean_is_scipys_for_every_n(stats, level):
    for n in (*range(2, 60), 100, 401, 1000):
        x = np.random.default_rng(n).normal(50, 12, n)
        outside = stats.t.interval(level, n - 1, loc=np.mean(x), scale=stats.sem(x))
        assert mean_interval(x, level=level) == pytest.approx(outside, rel=1e-8)


def test_exact_p_of_all_signs_alike_is_two_in_two_to_the_n():
    assert sign_flip_p([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) == pytest.approx(2 / 2**10)


@pytest.mark.parametrize("n", [5, 10, 25])
def test_intervals_and_p_are_scipys(stats, n):
    x = np.random.default_rng(n).integers(-20, 30, n) / 4
    draws = {"n_resamples": 9999, "method": "BCa", "rng": np.random.default_rng(1)}
    found = stats.bootstrap((x,), np.mean, confidence_level=0.95, **draws).confidence_interval
    assert bca_interval(x) == pytest.approx((found.low, found.high))
    flipped = stats.permutation_test(
        (x,), np.mean, permutation_type="samples", n_resamples=2**14, rng=np.random.default_rng(1)
    ).pvalue
    assert sign_flip_p(x) == pytest.approx(flipped, abs=0 if n <= 14 else 0.02)
    for k in range(n + 1):
        share = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
        assert wilson(k, n) == pytest.approx((share.low, share.high), abs=1e-12)


def test_all_alike_is_an_interval_of_one_value():
    assert bca_interval([4.0] * 20) == (4.0, 4.0)


def test_bca_lies_about_the_mean():
    values = list(np.random.default_rng(3).normal(10, 2, 25))
    low, high = bca_interval(values)
    assert low < np.mean(values) < high
