"""Who can be seen in a release by keys: attackers who know nearly everything, in random worlds.

    python benchmarks/key_attacks.py [WORLDS]

Each world is a municipality with two districts, two kinds and three units in each group, whose
persons answer in one of five ways, and one person more or not. Numbers come from the kit
(`kitlib.privacy.release`); the attackers are written here and share nothing with it: they make the
step's chances anew (largest entropy, no step over D, variance V) and believe by Bayes, from 50 %.

- `exact`: a release of exact numbers, held against what the attacker knows.
- `all but one`: knows every other person, every unit's keys and the rules, and not the publisher's
  secret; sees each number the person would be in.
- `two releases`: the same, and a later release, when more of that half-year have been sent: what
  is out stays as it is, so there is nothing new to see.
- `let out again`: were the half-year let out once more with them in it, which the kit does not.
- `units`: all units of the group but the person's put their counts together, know the person's
  unit's size, and not how the others in it answered.
"""

from __future__ import annotations

import sys
from datetime import date

import numpy as np
import pandas as pd

from kitlib.evidence import LABELS
from kitlib.instruments.counted import Keys
from kitlib.privacy.policy import release_policy
from kitlib.privacy.release_keys import by_keys
from kitlib.privacy.release_moved import Out

LATER = date(2030, 1, 1)
TABLE = "who5.retning"
D, V, FEW = 16, 12, 5
ALL = "I alt"


def chances(variance: float = V, longest: int = D) -> np.ndarray:
    """Chance of each step up to the longest: exp(-b x^2), with b where the variance is as said."""
    steps = np.arange(-longest, longest + 1)
    low, high = 0.0, 10.0
    for _ in range(200):
        b = (low + high) / 2
        p = np.exp(-b * steps**2)
        p /= p.sum()
        low, high = (b, high) if (p * steps**2).sum() > variance else (low, b)
    return p


P = chances()


def likely(shown: int | None, n: int) -> float:
    """How likely a published number, None for few, is where the true one is n."""
    if shown is None:
        return float(P[: max(0, min(2 * D + 1, FEW - n + D))].sum())
    step = shown - n
    return float(P[step + D]) if abs(step) <= D else 0.0


class World:
    """Persons by unit and answer, each with a key that everybody in the attack knows."""

    def __init__(self, rng: np.random.Generator, mean: float) -> None:
        self.rng, self.persons = rng, []
        self.units = [
            (f"{d}{k}{i}", d, k) for d in "NS" for k in ("skole", "unge") for i in range(3)
        ]
        self.add(mean)

    def add(self, mean: float) -> None:
        for unit in self.units:
            for label in LABELS:
                self.persons += [(*unit, label)] * int(self.rng.poisson(mean))

    def counts(self, persons: list[tuple[str, str, str, str]]) -> pd.DataFrame:
        keys: dict[tuple[str, str, str, str], int] = {}
        number: dict[tuple[str, str, str, str], int] = {}
        for place, person in enumerate(persons):
            key = Keys(person[0].encode()).of_person(f"U{place}")
            keys[person] = (keys.get(person, 0) + key) % 2**32
            number[person] = number.get(person, 0) + 1
        rows = [
            (*cell[:3], TABLE, cell[3], "", "2026 H1", number.get(cell, 0), keys.get(cell, 0))
            for cell in ((*unit, label) for unit in self.units for label in LABELS)
        ]
        columns = ["enhed", "distrikt", "type", "tabel", "a", "b", "periode", "antal", "noegle"]
        return pd.DataFrame(rows, columns=columns)


Told = dict[tuple[str, str, str], int | None]


def told(counts: pd.DataFrame, secret: bytes, out: Out | None = None) -> tuple[Told, Out]:
    """What a release by the kit tells: (district, kind, answer) -> number, None for few."""
    gate = by_keys(counts, release_policy(), secret, today=LATER, out=out or Out())
    numbers = {
        (r.distrikt or ALL, r.type or ALL, r.a): None if pd.isna(r.n) else int(r.n)
        for r in gate.tables[0].of("2026 H1").itertuples()
    }
    return numbers, Out(pd.DataFrame(list(gate.moved)))


def within(person: tuple[str, str, str, str]) -> list[tuple[str, str, str]]:
    """Every number a person is in: eight of them."""
    _, district, kind, label = person
    return [(d, k, a) for d in (district, ALL) for k in (kind, ALL) for a in (label, ALL)]


def true(persons: list[tuple[str, str, str, str]], cell: tuple[str, str, str]) -> int:
    return sum(
        cell[0] in (p[1], ALL) and cell[1] in (p[2], ALL) and cell[2] in (p[3], ALL)
        for p in persons
    )


def odds(
    shown: dict[tuple[str, str, str], int | None],
    others: list[tuple[str, str, str, str]],
    person: tuple[str, str, str, str],
) -> float:
    """Log odds that the person is there, for whoever knows all others."""
    found = 0.0
    for cell in filter(shown.__contains__, within(person)):  # a group of few units is not told
        n = true(others, cell)
        with np.errstate(divide="ignore"):
            found += float(np.log(likely(shown[cell], n + 1)) - np.log(likely(shown[cell], n)))
    return found


def units_odds(
    shown: dict[tuple[str, str, str], int | None],
    others: list[tuple[str, str, str, str]],
    person: tuple[str, str, str, str],
    mean: float,
) -> float:
    """Log odds for units that know all but how the person's own unit answered."""
    cell = within(person)[0]
    if cell not in shown:
        return 0.0
    known = [p for p in others if p[0] != person[0]]
    base = true(known, cell)
    weights = np.cumprod([np.exp(-mean), *(mean / k for k in range(1, 60))])  # Poisson
    there = sum(w * likely(shown[cell], base + k + 1) for k, w in enumerate(weights))
    away = sum(w * likely(shown[cell], base + k) for k, w in enumerate(weights))
    return float(np.log(there) - np.log(away))


def play(worlds: int, seed: int = 1) -> pd.DataFrame:
    """One row a world: what each attacker believes of what is true, and whether they are sure."""
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(worlds):
        mean = float(rng.choice([0.3, 1, 3, 8]))
        made = World(rng, mean)
        unit = made.units[int(rng.integers(len(made.units)))]
        person = (*unit, LABELS[int(rng.integers(len(LABELS)))])
        there = bool(rng.integers(2))
        secret = rng.bytes(32)
        others = list(made.persons)
        before, out = told(made.counts([*others, person] if there else others), secret)
        made.add(mean / 4)
        more = list(made.persons)
        later = made.counts([*more, person] if there else more)
        after, _ = told(later, secret, out)
        again, _ = told(later, secret)
        sign = 1 if there else -1
        one = odds(before, others, person)
        # Whoever sees the same number twice has seen it once.
        new = {cell: n for cell, n in after.items() if cell not in before or before[cell] != n}
        both = one + odds(new, more, person)
        leak = one + odds(again, more, person)
        few = units_odds(before, others, person, mean)
        exact = true([*others, person] if there else others, within(person)[0])
        rows.append(
            {
                "exact": float(exact - true(others, within(person)[0]) == there),
                "all but one": 1 / (1 + np.exp(-sign * one)),
                "two releases": 1 / (1 + np.exp(-sign * both)),
                "let out again": 1 / (1 + np.exp(-sign * leak)),
                "units": 1 / (1 + np.exp(-sign * few)),
            }
        )
    return pd.DataFrame(rows)


def main() -> None:
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    found = play(worlds)
    print(f"{worlds} worlds; belief in what is true, from 50 %")
    print(f"{'attacker':14} {'mean':>6} {'>80 %':>7} {'>95 %':>7} {'sure':>7}")
    for name in found:
        belief = found[name]
        shares = [(belief > limit).mean() for limit in (0.8, 0.95, 1 - 1e-9)]
        print(f"{name:14} {belief.mean():6.1%} " + " ".join(f"{share:7.2%}" for share in shares))


if __name__ == "__main__":
    sys.exit(main())
