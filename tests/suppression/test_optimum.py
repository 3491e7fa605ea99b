"""Where a choice is called the cheapest, trying all choices finds none cheaper."""

import numpy as np
import pandas as pd
import pytest

from kitlib.privacy import Refused, suppress
from tests.suppression.brute import cheapest

SHAPES = [(2, 2), (2, 3), (3, 3), (1, 4), (3, 4)]


@pytest.mark.parametrize("attacker", ["informed", "nonnegative"])
@pytest.mark.parametrize("cost", ["count", "cells"])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_cheapest_choice(shape, cost, attacker):
    rng = np.random.default_rng([*shape, len(cost), len(attacker)])
    for mean in (3, 8):
        n = rng.poisson(mean, shape)
        n[rng.random(shape) < 0.1] = 0
        cells = pd.DataFrame(
            [(r, c, int(n[r, c])) for r, c in np.ndindex(shape)], columns=["row", "column", "n"]
        )
        least = cheapest(n, cost=cost, attacker=attacker)
        if least is None:
            with pytest.raises(Refused):
                suppress(cells, ["row", "column"], cost=cost, attacker=attacker)
            continue
        release = suppress(cells, ["row", "column"], cost=cost, attacker=attacker, seconds=20)
        assert release.optimal and release.gap == 0
        assert release.cost == least
