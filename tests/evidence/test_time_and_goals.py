"""Run chart, XmR, NAP, GAS and the pattern over three measurements, by outside values."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib.evidence import gas, goal_counts, nap, pattern, run_chart, xmr


@pytest.mark.parametrize(
    ("n", "run_limit", "crossings_limit"),
    [
        # Anhøj & Olesen (2014), PLoS ONE 9(11): e113825: the longest run signals above, and the
        # crossings below, these limits.
        (10, 6, 2),
        (14, 7, 4),
        (16, 7, 4),
        (20, 7, 6),
        (24, 8, 8),
        (30, 8, 10),
    ],
)
def test_limits_of_the_run_chart(n, run_limit, crossings_limit):
    chart = run_chart([i % 2 for i in range(n)])
    assert (chart.longest_run_limit, chart.crossings_limit) == (run_limit, crossings_limit)


def test_points_on_the_median_are_not_counted():
    chart = run_chart([1, 2, 3] * 5)
    assert (chart.median, chart.n_useful) == (2, 10)


@pytest.mark.parametrize(("n", "said"), [(8, False), (10, True), (12, True)])
def test_below_ten_useful_points_nothing_is_said(n, said):
    chart = run_chart([0, 4] * (n // 2) + [2])  # the 2 lies on the median and is not useful
    assert chart.n_useful == n
    assert (chart.signal is not None) == said


@pytest.mark.parametrize(
    ("values", "signal"),
    [
        ([1, 9] * 8, False),
        ([1] * 8 + [9] * 8, True),  # a run of 8 where 7 is the limit, one crossing
        ([1] * 5 + [9] * 5 + [1] * 5 + [9] * 5, True),  # runs of 5 are fine, 3 crossings are few
    ],
)
def test_signals(values, signal):
    assert run_chart(values).signal is signal


def test_no_values():
    assert run_chart([]).median is None


def test_xmr_of_wheelers_constant():
    # Mean 10, moving ranges all 2: limits 10 +- 2.66 * 2 by definition.
    chart = xmr([9, 11] * 6)
    assert (chart.mean, chart.lower, chart.upper) == pytest.approx((10, 10 - 5.32, 10 + 5.32))
    assert not chart.provisional
    assert xmr([9, 11] * 5).provisional


def test_no_limits_where_the_run_chart_signals():
    chart = xmr([1] * 8 + [9] * 8)
    assert chart.lower is None
    assert "grænser" in chart.reason


def test_nap_of_parker_2011(shared_data):
    """scan c951c9c36e3d, Parker2011b: NAP 38.5 of 42 pairs; the second series .90."""
    frame = pd.read_csv(shared_data / "scales" / "scan_Parker2011b.csv")
    phases = {name: group["values"].tolist() for name, group in frame.groupby("phase")}
    assert nap(phases["A"], phases["B"]).nap == pytest.approx(38.5 / 42)
    assert nap([3, 3, 4, 5], [4, 5, 6, 7, 7]).nap == pytest.approx(0.90)


def test_two_points_are_no_phase():
    assert nap([1, 2], [3, 4, 5]).nap is None


def test_standard_error_of_nap():
    assert nap([1] * 6, [2] * 7).se0 == pytest.approx((14 / (12 * 42)) ** 0.5)


@pytest.mark.parametrize(
    ("m", "n", "standing"),
    [
        (2, 9, "nej"),
        (3, 9, "med forbehold"),
        (4, 9, "med forbehold"),
        (5, 5, "ja"),
        (6, 4, "med forbehold"),
    ],
)
def test_how_long_phases_must_be(m, n, standing):
    assert nap([1] * m, [2] * n).standing == standing


@given(
    st.lists(st.integers(0, 9), min_size=3, max_size=12),
    st.lists(st.integers(0, 9), min_size=3, max_size=12),
)
def test_nap_both_ways_adds_to_one(a, b):
    assert nap(a, b).nap + nap(b, a).nap == pytest.approx(1)


@pytest.mark.parametrize(
    ("scores", "weights", "t"),
    [([1, 1, 0], [1, 1, 1], 59.1), ([1, -1], [2, 1], 54.0), ([0], [1], 50)],
)
def test_gas_of_domain_section_5(scores, weights, t):
    assert round(gas(scores, weights), 1) == t


@pytest.mark.parametrize(("scores", "weights"), [([], []), ([3], [1]), ([1], [0]), ([1], [1, 2])])
def test_gas_refuses_what_is_no_goal(scores, weights):
    with pytest.raises(ValueError, match="scores must be"):
        gas(scores, weights)


def test_the_four_counts_are_always_all_there():
    assert goal_counts([], [], []) == {"nået": 0, "på vej": 0, "samme": 0, "lavere": 0}
    counts = goal_counts([3, 3, 3, 3, 3], [6, 6, 6, 6, 6], [6, 4, 3, 2, float("nan")])
    assert counts == {"nået": 1, "på vej": 1, "samme": 1, "lavere": 1}


@pytest.mark.parametrize(
    ("before", "after", "later", "label"),
    [
        (8, 4, 7, "bedre, men holder ikke"),
        (8, 4, 4, "bedre, og det holder"),
        (8, 4, 5, "bedre, og det holder"),
        (8, 4, None, "bedre, senere ukendt"),
        (8, 7, 7, "ikke bedre"),
        (None, 4, 7, "kan ikke ses"),
    ],
)
def test_what_gets_better_and_comes_back(before, after, later, label):
    """Loneliness 0-10: better during the talks, back three months later."""
    found = pattern([before], [after], [later], step=2, higher_is_better=False)
    assert found.labels == (label,)


def test_nothing_missing_is_filled_in_and_each_contrast_has_its_own_n():
    found = pattern([8, 8, 8], [4, 4, None], [7, None, 7], step=2, higher_is_better=False)
    assert (found.during.n, found.during.dropped) == (2, 1)
    assert (found.since.n, found.since.dropped) == (1, 2)
