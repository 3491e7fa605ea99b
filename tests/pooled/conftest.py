"""Small contributions to make the pooled picture of, and a release of some."""

from dataclasses import replace
from datetime import date
from itertools import product

import pandas as pd
import pytest

from kitlib.contribution import Contribution, rows_of, to_bytes
from kitlib.instruments.counted import COUNTS, Keys
from kitlib.pooled import pool
from kitlib.privacy.policy import release_policy

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
    own = cells or {"nået": 4, "på vej": 3, "samme": 0}
    table = changed.pop("counts", None)
    table = counts(keys, dialoglineal_udfald=own) if table is None else table
    values = {
        "enhed": enhed,
        "type": "unge",
        "distrikt": "Nord",
        "kvartal": "2026 K2",
        "dato": date(2026, 7, 1),
        "nr": 1,
        "rows": rows_of(table),
        **changed,
    }
    return Contribution(**values)


@pytest.fixture
def make():
    """Make a contribution, as `contribution` does."""
    return contribution


STEPS = ("trin 1-2", "trin 3-4", "trin 5-6")
#: Table -> the answers of its cells, one or two.
TABLES = {
    "dialoglineal.udfald": [(a, "") for a in ("nået", "på vej", "samme")],
    "dialoglineal.start_nu": list(product(STEPS, STEPS)),
}


def unit(place):
    """One unit's counts of one answer and of two, in two half-years and without one."""
    keys, rows = Keys(f"{place}".encode()), []
    for table, cells in TABLES.items():
        for period, (a, b) in product(("2025 H1", "2025 H2", ""), cells):
            n = (len(a) + len(b) + place) % 6
            key = keys.of_count(table, a, b, period, n)
            rows.append((table, a, b, period, n, n, 90, pd.NA, key))
    columns = ["tabel", "a", "b", "periode", "antal", "personer", "n", "sum", "noegle"]
    counts = pd.DataFrame(rows, columns=columns)[list(COUNTS)].astype(COUNTS)
    return contribution(f"Hus {place}", distrikt="NS"[place % 2], opdigtet=True, counts=counts)


@pytest.fixture(scope="package", params=["noegle", "skjul"], ids=["by keys", "by hiding"])
def public(request, tmp_path_factory):
    """The public folder of a release of eight units."""
    policy = replace(release_policy(), method=request.param)
    inbox = tmp_path_factory.mktemp("ind")
    for place in range(8):
        (inbox / f"{place}.bidrag").write_bytes(to_bytes(unit(place)))
    out = tmp_path_factory.mktemp("ud")
    day = date(2026, 7, 1)
    made = pool(sorted(inbox.iterdir()), out, today=day, seconds=0, policy=policy)
    return made.folder / "offentlig"
