"""Small contributions to make the pooled picture of."""

from datetime import date

import pandas as pd
import pytest

from kitlib.contribution import Contribution
from kitlib.instruments.counted import COUNTS, Keys

KEYS = Keys(b"kun til tests")


def counts(keys=KEYS, **tables):
    """Counts frame from table name -> {label: n}; "x_y" is the table "x.y"."""
    rows = []
    for name, cells in tables.items():
        name, n = name.replace("_", ".", 1), sum(cells.values())
        rows += [
            {
                "tabel": name,
                "a": label,
                "b": "",
                "periode": "",
                "antal": k,
                "personer": k,
                "n": n,
                "noegle": keys.of_count(name, label, "", "", k),
            }
            for label, k in cells.items()
        ]
    return pd.DataFrame(rows).reindex(columns=list(COUNTS)).astype(COUNTS)


def contribution(enhed="Solsikken", cells=None, **changed):
    """Make a contribution: contribution("Nord 1", {"nået": 3, "samme": 2})."""
    keys = Keys(enhed.encode("utf-8"))
    table = counts(keys, dialoglineal_udfald=cells or {"nået": 4, "på vej": 3, "samme": 0})
    values = {
        "enhed": enhed,
        "type": "unge",
        "distrikt": "Nord",
        "kvartal": "2026 K2",
        "dato": date(2026, 7, 1),
        "nr": 1,
        "counts": table,
        **changed,
    }
    return Contribution(**values)


@pytest.fixture
def make():
    """Make a contribution, as `contribution` does."""
    return contribution
