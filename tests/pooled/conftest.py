"""Small contributions to make the pooled picture of."""

from datetime import date

import pandas as pd
import pytest

from kitlib.contribution import Contribution
from kitlib.instruments.counted import COUNTS


def counts(**tables):
    """Counts frame from table name -> {label: n}; "x_y" is the table "x.y"."""
    rows = []
    for name, cells in tables.items():
        n = sum(cells.values())
        rows += [
            (name.replace("_", ".", 1), label, "", k, k, None, n) for label, k in cells.items()
        ]
    return pd.DataFrame(rows, columns=list(COUNTS)).astype(COUNTS)


def contribution(enhed="Solsikken", cells=None, **changed):
    """Make a contribution: contribution("Nord 1", {"nået": 3, "samme": 2})."""
    table = counts(dialoglineal_udfald=cells or {"nået": 4, "på vej": 3, "samme": 0})
    values = {
        "enhed": enhed, "type": "unge", "distrikt": "Nord", "kvartal": "2026 K2",
        "dato": date(2026, 7, 1), "nr": 1, "counts": table, **changed,
    }  # fmt: skip
    return Contribution(**values)


@pytest.fixture
def make():
    """Make a contribution, as `contribution` does."""
    return contribution
