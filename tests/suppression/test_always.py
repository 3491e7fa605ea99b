"""What must hold of every table: it is protected or refused, and what is shown is true.

benchmarks/suppression.py runs the same over 2,000 tables.
"""

from time import process_time

import numpy as np
import pandas as pd
import pytest

from kitlib.privacy import Refused, suppress
from tests.suppression.outsider import holes
from tests.suppression.random_tables import draw, truth


def check(seed):
    """Suppress one random table; return whether it was refused."""
    cells, dims, hierarchies, trees = draw(seed)
    try:
        release = suppress(cells, dims, hierarchies=hierarchies, seconds=1)
    except Refused as refusal:
        if refusal.coarser is not None:
            assert refusal.coarser.published["status"].eq("vist").any()
        return True
    assert holes(release, trees=trees) == []
    numbers = truth(cells, dims, trees)
    for row in release.published[[*dims, "n", "status"]].itertuples(index=False, name=None):
        if row[-1] == "vist":
            assert row[-2] == numbers.get(row[:-2], 0), row
            assert not 0 < row[-2] < 5
        else:
            assert row[-1] == "skjult"
    hidden = release.cells[release.cells["status"] != "vist"]
    assert hidden["protected"].all()
    assert (hidden["low"] <= hidden["n"]).all() and (hidden["n"] <= hidden["high"]).all()
    return False


@pytest.mark.parametrize("first", range(0, 100, 20))
def test_a_table_is_protected_or_refused(first):
    refused = [check(seed) for seed in range(first, first + 20)]
    assert not all(refused)


def test_three_dimensions_keep_to_the_time():
    """A sparse 10 x 8 x 6 table: a choice that holds within the time given, not the best one."""
    rng = np.random.default_rng(1)
    n = rng.poisson(1.5, (10, 8, 6))
    n[rng.random(n.shape) < 0.8] = 0
    cells = pd.DataFrame([(*at, int(v)) for at, v in np.ndenumerate(n)], columns=[*"abcn"])
    began = process_time()
    release = suppress(cells, ["a", "b", "c"], seconds=1)
    assert process_time() - began < 30  # by itself about 3
    assert release.cells["protected"].dropna().all() and not release.optimal
    assert release.published["status"].eq("vist").sum() > 400
    assert holes(release, at_most=6) == []
