"""Eight quarters of 66 and 168 invented units: what a series by keys shows, and how near it is.

    python benchmarks/key_series.py

Cumulative: every unit sends all it has up to each quarter, new follow-ups by half-year. Rolling: a
quarter of the units stay away each time, in turn. For both: whether every table stands at the same
grouping in every quarter, the share of its cells with a number or "få", the error against the
truth beside the sampling error (that of a count of n: the root of n), and the change from one
half-year to the next against the true change. Beside them, what hiding shows of the same counts.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from kitlib.evidence import LABELS
from kitlib.instruments.counted import Keys
from kitlib.instruments.dialoglineal.scores import OUTCOMES
from kitlib.privacy.policy import release_policy
from kitlib.privacy.release_hide import by_hiding
from kitlib.privacy.release_keys import by_keys

LATER = date(2030, 1, 1)
SECRET = b"udgiverens egen, til maaling"
TABLES = {"who5.retning": LABELS, "dialoglineal.udfald": OUTCOMES}
QUARTERS = [(year, quarter) for year in (2025, 2026) for quarter in (1, 2, 3, 4)]
KINDS = ("skole", "fritid", "unge")
KEY = ["distrikt", "type", "tabel", "a", "periode"]


def follow_ups(n_units: int, seed: int) -> pd.DataFrame:
    """One row a new follow-up: unit, quarter, table, answer, key."""
    rng = np.random.default_rng(seed)
    rows = []
    for place in range(n_units):
        kind, district = KINDS[place % 3], f"Distrikt {'NSVØ'[place // 3 % 4]}"
        unit, keys = f"Enhed {place}", Keys(f"{seed} {place}".encode())
        for table, labels in TABLES.items():
            weights = rng.dirichlet(np.full(len(labels), 4.0))
            for quarter, (year, number) in enumerate(QUARTERS):
                for person in range(int(rng.poisson(6))):
                    label = labels[rng.choice(len(labels), p=weights)]
                    key = keys.of_person(f"{table} {quarter} {person}")
                    half = f"{year} H{(number + 1) // 2}"
                    rows.append((unit, kind, district, quarter, table, label, half, 1, key))
    columns = ["enhed", "type", "distrikt", "kvartal", "tabel", "a", "periode", "antal", "noegle"]
    return pd.DataFrame(rows, columns=columns)


def contributed(rows: pd.DataFrame, quarter: int, *, rolling: bool) -> pd.DataFrame:
    """What contributions hold after a quarter."""
    known = rows[rows["kvartal"] <= quarter]
    if rolling:
        away = known["enhed"].str.removeprefix("Enhed ").astype(int) % 4 == quarter % 4
        known = known[~away]
    by = ["enhed", "type", "distrikt", "tabel", "a", "periode"]
    found = known.groupby(by, as_index=False)[["antal", "noegle"]].sum()
    return found.assign(b="", sum=pd.NA, noegle=found["noegle"] % 2**32)


def truth(counts: pd.DataFrame) -> pd.Series:
    parts = []
    for away in range(4):
        held = counts
        for bit, name in enumerate(("distrikt", "type")):
            held = held.assign(**{name: ""}) if away >> bit & 1 else held
        parts.append(held.groupby(KEY)["antal"].sum())
    return pd.concat(parts)


def shown(gate: object) -> pd.DataFrame:
    tables = gate.tables  # type: ignore[attr-defined]
    return pd.concat([t.series.assign(tabel=t.words.name) for t in tables], ignore_index=True)


def measure(n_units: int, *, rolling: bool) -> None:
    policy, rows = release_policy(), follow_ups(n_units, n_units)
    hide = replace(policy, method="skjul")
    groupings, errors, changes, cells, hidden, seconds, plain = set(), [], [], [], [], [], []
    for quarter in range(len(QUARTERS)):
        counts = contributed(rows, quarter, rolling=rolling)
        began = time.perf_counter()
        counts.groupby(["tabel", "periode", "distrikt", "type", "a"])["antal"].sum()
        plain.append(time.perf_counter() - began)
        began = time.perf_counter()
        gate = by_keys(counts, policy, SECRET, today=LATER)
        seconds.append(time.perf_counter() - began)
        told = shown(gate)
        told = told[(told["periode"] != "I alt") & (told["a"] != "I alt")]
        groupings.add(
            tuple(
                (t.words.name, t.grouping, t.public["gruppe"].nunique(), t.public["a"].nunique())
                for t in gate.tables
            )
        )
        real = truth(counts)
        true = real.reindex(pd.MultiIndex.from_frame(told[KEY])).fillna(0).to_numpy()
        cells.append(
            (told["status"].isin(["vist", "få"]).mean(), (told["status"] == "vist").mean())
        )
        number = told["n"].notna().to_numpy()
        error = told["n"][number].to_numpy(float) - true[number]
        errors.append(pd.DataFrame({"n": true[number], "off": error}))
        if quarter % 2 and quarter > 1:
            now, before = sorted(told["periode"].unique())[-2:][::-1]
            wide = {"index": KEY[:-1], "columns": "periode", "values": ["n", "true"]}
            both = told.assign(true=true).pivot_table(**wide, aggfunc="first")
            big = both[(both["true"][now] >= 20) & (both["true"][before] >= 20)]  # few seldom bind
            step = (big["n"][now] - big["n"][before]) - (big["true"][now] - big["true"][before])
            changes.append(step.dropna().astype(float))
        if quarter in (0, 3, 7):
            exact = by_hiding(counts, hide, seconds=0)
            one = shown(exact) if exact.tables else told.iloc[:0]
            hidden.append(
                (
                    exact.tables[0].grouping if exact.tables else None,
                    (one["status"] == "vist").mean(),
                )
            )
    error, change = pd.concat(errors), pd.concat(changes)
    print(f"\n{n_units} units, {'rolling' if rolling else 'cumulative'}")
    print(
        f"  groupings over eight quarters: {len(groupings)}; cells shown or få: "
        f"{min(c for c, _ in cells):.1%}; with a number: {min(v for _, v in cells):.1%} to "
        f"{max(v for _, v in cells):.1%}"
    )
    for low, high in ((10, 20), (20, 40), (40, 100), (100, 400), (400, 9999)):
        part = error[(error["n"] >= low) & (error["n"] < high)]
        if len(part):
            off, chance = part["off"], part["n"].mean() ** 0.5
            print(
                f"  n {low:>3}-{high:<4}: {len(part):5} numbers, error {off.std():.2f} "
                f"(mean {off.mean():+.2f}), sampling error {chance:.1f}"
            )
    near = 1.96 * change.std() / len(change) ** 0.5
    print(
        f"  change: {len(change)} pairs, off by {change.mean():+.2f} on average "
        f"(+-{near:.2f}), error {change.std():.2f}"
    )
    print(
        f"  release {np.median(seconds) * 1000:.0f} ms, the same counts grouped by pandas "
        f"{np.median(plain) * 1000:.0f} ms"
    )
    print(f"  hiding, quarters 1, 4, 8: {hidden}")


def main() -> None:
    for n_units in (66, 168):
        for rolling in (False, True):
            measure(n_units, rolling=rolling)


if __name__ == "__main__":
    sys.exit(main())
