"""Where the time is up before a choice is seen to hold, the nearest coarser table comes instead."""

import itertools

import pandas as pd
import pytest

from kitlib.privacy import Refused, suppress, suppression
from kitlib.privacy import suppression_exact as exact
from kitlib.privacy import suppression_fast as fast
from tests.suppression.outsider import holes

DIMS = ["type", "distrikt", "svar"]  # of two, three and four labels
NUMBERS = [29, 4, 25, 2, 8, 6, 5, 12, 6, 12, 7, 8, 1, 12, 35, 7, 9, 2, 4, 21, 29, 6, 1, 12]


def cells():
    places = itertools.product("ab", "NSV", "1234")
    rows = [(*place, n) for place, n in zip(places, NUMBERS, strict=True)]
    return pd.DataFrame(rows, columns=[*DIMS, "n"])


@pytest.fixture
def late(monkeypatch):
    """Clock on which whatever is done takes longer than there is time for."""
    looks = itertools.count(0.0, 1000.0)
    for module in (suppression, exact, fast):
        monkeypatch.setattr(module, "clock", lambda: next(looks))


def test_in_time_the_table_comes_whole():
    assert suppress(cells(), DIMS, seconds=4).dims == tuple(DIMS)


def test_no_choice_in_time_is_refused_with_the_nearest_coarser_table(late, monkeypatch):
    outcomes, real = [], suppression.choose

    def noting(worlds, costs, **options):
        try:
            found = real(worlds, costs, **options)
        except (fast.TooSlow, fast.Impossible) as error:
            outcomes.append(type(error).__name__)
            raise
        outcomes.append("found")
        return found

    monkeypatch.setattr(suppression, "choose", noting)
    with pytest.raises(Refused) as refused:
        suppress(cells(), DIMS, seconds=4)
    # It is the time that is up, and more is not spent on the same table.
    assert outcomes == ["TooSlow", "found"]
    # Of the tables with one dimension less, the one that keeps most cells: three times four.
    (problem,) = refused.value.report
    assert problem.hint == "Vis i stedet tabellen uden 'type'."
    assert not any(sign.isdigit() for sign in str(problem))
    coarser = refused.value.coarser
    assert coarser.dims == ("distrikt", "svar")
    assert holes(coarser) == []
    true = cells().groupby(["distrikt", "svar"])["n"].sum()
    inner = coarser.published[
        (coarser.published["distrikt"] != "I alt") & (coarser.published["svar"] != "I alt")
    ]
    shown = inner[inner["status"] == "vist"]
    assert len(inner) == 12 and len(shown)
    assert {(r.distrikt, r.svar): r.n for r in shown.itertuples()}.items() <= true.to_dict().items()
