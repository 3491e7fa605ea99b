"""Which perturbation table to publish with: what an attacker learns, and how far numbers are off.

    python benchmarks/key_candidates.py

The attacker knows everybody in the municipality but one person, and everybody's keys, and not the
publisher's secret. It begins at a belief of 50 % that the person is in a cell, and sees every
number the person would be in: the cell, its district, its kind, all, and what they add up to, each
moved by a step of its own. The code shares nothing with `kitlib.disclosure.steps`: beliefs are made
from the table's probabilities alone (Bayes), 200,000 times with a fixed seed.

Rows of a release: "rækker" uses the table's own rows for small counts, where 0 stays 0; "ens" moves
every count as large ones are, and shows what comes below `few` as "få".
"""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd

from kitlib.disclosure import perturbation_table
from kitlib.problems import KitError

CANDIDATES = [
    (5, 3, 2, "rækker"),
    (8, 8, 4, "rækker"),
    (8, 6, 0, "rækker"),
    (15, 12, 4, "rækker"),
    (8, 4, 0, "ens"),
    (10, 6, 0, "ens"),
    (12, 8, 0, "ens"),
    (14, 10, 0, "ens"),
    (16, 12, 0, "ens"),
    (20, 20, 0, "ens"),
    (30, 40, 0, "ens"),
]
FEW = 5
#: Others in the eight numbers a person is in, from the cell to all: a middling and a small place.
PLACES = {
    "mange": (12, 30, 45, 150, 40, 110, 160, 600),
    "få": (0, 2, 3, 20, 4, 15, 12, 90),
}
TIMES = 200_000


def chances(table: pd.DataFrame, n: int, way: str) -> dict[int | None, float]:
    """Published number -> probability for a true count; None is "få"."""
    last = int(table["i"].max())
    i = last if way == "ens" else min(n, last)
    found: dict[int | None, float] = {}
    for j, p in table.loc[table["i"] == i, ["j", "p"]].itertuples(index=False):
        number = int(j) - i + n
        seen = number if number >= FEW else None
        found[seen] = found.get(seen, 0.0) + float(p)
    return found


def beliefs(table: pd.DataFrame, others: tuple[int, ...], way: str, seed: int) -> np.ndarray:
    """The attacker's belief in what is true, each time it is played."""
    rng = np.random.default_rng(seed)
    told = np.zeros(TIMES)
    for n in others:
        there, away = chances(table, n + 1, way), chances(table, n, way)
        seen = list(there)
        p = np.array([there[s] for s in seen])
        q = np.array([away.get(s, 0.0) for s in seen])
        with np.errstate(divide="ignore"):
            ratio = np.log(p) - np.log(q)
        told += ratio[rng.choice(len(seen), TIMES, p=p / p.sum())]
    return 1 / (1 + np.exp(-told))


def worst_ratio(table: pd.DataFrame, way: str) -> float:
    """The largest likelihood ratio of one number that occurs at least once in 10,000."""
    ratios = [
        p / away[seen]
        for n in range(60)
        for there, away in [(chances(table, n + 1, way), chances(table, n, way))]
        for seen, p in there.items()
        if p >= 1e-4 and seen in away
    ]
    return max(ratios)


def main() -> None:
    print(f"{'D':>3} {'V':>3} {'js':>2} {'måde':7} {'fejl':>5} {'LR':>6}", end="")
    for place in PLACES:
        print(f" | {place}: {'>80 %':>6} {'>95 %':>6} {'sikkert':>8}", end="")
    print()
    for D, V, js, way in CANDIDATES:
        try:
            table = perturbation_table(D, V, js)
        except KitError:
            print(f"{D:3} {V:3} {js:2} findes ikke")
            continue
        line = f"{D:3} {V:3} {js:2} {way:7} {V**0.5:5.1f} {worst_ratio(table, way):6.1f}"
        for seed, others in enumerate(PLACES.values()):
            belief = beliefs(table, others, way, seed)
            shares = [(belief > limit).mean() for limit in (0.8, 0.95, 1 - 1e-9)]
            line += f" | {'':{4}}{shares[0]:8.2%} {shares[1]:6.2%} {shares[2]:8.3%}"
        print(line)
    print("\nSampling error of a count of n among 3 n: ", end="")
    print(", ".join(f"{n}: {(n * 2 / 3) ** 0.5:.1f}" for n in (10, 20, 40, 100, 400)))


if __name__ == "__main__":
    sys.exit(main())
