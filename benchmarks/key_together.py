"""Everything a release publishes, attacked together: integer programs over it, and means.

    python benchmarks/key_together.py [WORLDS [personer]]     with the word, without the programs

Each world is a municipality of two districts, two kinds and three units in each, whose persons have
WHO-5 before and after. One release tells of the same persons in three ways: directions by district
and kind, bands before and after, and the mean change. The attackers have what is published and the
rules, and share no code with what protects: everything is written down as equations and given to
HiGHS (`scipy.optimize.milp`), with a whole number of persons for each district, kind and way to
have answered ("samme" cannot change band; a clear change is at least 24 points).

Integer programs ask for the least and the most of each cell of a district and kind:

- `threshold`: exact numbers with 1-4 left out, and nothing else hidden.
- `hiding`: the two tables of all protected one by one by hiding, and held together.
- `hiding, a quarter later`: the same once more when a few have come; asked of the newcomers.
- `keys`: a release by keys, where each number lies within the longest step of what is told (sums
  of bands are added up of its moved cells, and tell nothing more).
- `keys, all units but one`: the same by all units but one, who know their own.

The last also gives a best guess, the world that moves all numbers least, held against the number as
it is told. Means are attacked by whoever knows everybody but one person, from 50 %, by Bayes: the
person's eight numbers among directions, with bands (as they were moved, also where few are told),
and with the mean.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: E402

from benchmarks.key_attacks import ALL, FEW, LATER, D, P, likely  # noqa: E402
from kitlib.evidence import LABELS  # noqa: E402
from kitlib.instruments.counted import Keys  # noqa: E402
from kitlib.privacy import Refused, suppress  # noqa: E402
from kitlib.privacy.policy import release_policy  # noqa: E402
from kitlib.privacy.release_keys import by_keys  # noqa: E402

PERIOD = "2026 H1"
WAYS, BANDS, MEAN = "who5.retning", "who5.baand", "who5.aendring"
POINT = 100  # a rule, which everybody may read, as D and FEW are
NAMES = ("0-35", "36-50", "over 50")
DISTRICTS, KINDS = ("Nord", "Syd"), ("skole", "unge")
#: Who can be: district, kind, direction, band before, band after.
SORTS = [
    (d, k, way, before, after)
    for d, k, (place, way), before, after in product(
        DISTRICTS, KINDS, enumerate(LABELS), NAMES, NAMES
    )
    if (NAMES.index(after) - NAMES.index(before)) * (2 - place) >= 0
    and (place != 2 or before == after)
]


def band(index: int) -> str:
    return NAMES[0] if index <= 35 else NAMES[1] if index <= 50 else NAMES[2]


def way(change: int) -> str:
    clear = 0 if change >= 24 else 1 if change > 0 else 2
    return LABELS[clear] if change >= 0 else LABELS[4 if change <= -24 else 3]


def people(rng: np.random.Generator, mean: float) -> pd.DataFrame:
    """One row a person, with a key that everybody in the attack knows."""
    rows = []
    for d, k, unit in product(DISTRICTS, KINDS, range(3)):
        for place in range(int(rng.poisson(5 * mean))):
            before = int(np.clip(round(rng.normal(52, 19) / 4) * 4, 0, 100))
            after = int(np.clip(before + round(rng.normal(5, 15) / 4) * 4, 0, 100))
            name = f"{d}{k}{unit}"
            key = Keys(name.encode()).of_person(f"U{place}")
            change = after - before
            rows.append((name, d, k, way(change), band(before), band(after), change, key))
    columns = ["enhed", "distrikt", "type", "retning", "foer", "efter", "sum", "noegle"]
    return pd.DataFrame(rows, columns=columns)


def counts(persons: pd.DataFrame) -> pd.DataFrame:
    """What contributions hold of them: three tables on the same persons."""
    parts = []
    for table, a, b in ((WAYS, "retning", None), (BANDS, "foer", "efter"), (MEAN, None, None)):
        made = persons.assign(
            a=persons[a] if a else "fra før til efter", b=persons[b] if b else "", antal=1
        )
        by = ["enhed", "distrikt", "type", "a", "b"]
        made = made.groupby(by, as_index=False)[["antal", "noegle", "sum"]].sum()
        parts.append(made.assign(tabel=table, periode=PERIOD, noegle=made["noegle"] % 2**32))
    return pd.concat(parts, ignore_index=True)


#: A table's cell -> what is told of it: a number, or None.
Told = dict[tuple[str, ...], int | None]


def told(persons: pd.DataFrame, secret: bytes) -> tuple[Told, Told, tuple[int, int] | None]:
    """What a release by the kit tells: directions, bands as they were moved, and the mean."""
    gate = by_keys(counts(persons), release_policy(), secret, today=LATER)
    ways: Told = {}
    bands: Told = {}
    for table in gate.tables:
        for r in table.of(PERIOD).itertuples():
            n = None if pd.isna(r.n) else int(r.n)
            if table.words.name == WAYS:
                ways[r.distrikt or ALL, r.type or ALL, r.a] = n
    for row in gate.moved:
        inner = ALL not in (row["a"], row["b"])
        if row["tabel"] == BANDS and (inner or row["a"] == row["b"] == ALL):
            bands[str(row["a"]), str(row["b"])] = int(str(row["antal"]))
    mean = (gate.means[0].change, gate.means[0].off) if gate.means else None
    return ways, bands, mean


# Integer programs -----------------------------------------------------------------------------


def row_of(cell: tuple[str, ...]) -> np.ndarray:
    """Which sorts of people are in a cell: of three labels by direction, of two by bands."""
    at = (0, 1, 2) if len(cell) == 3 else (3, 4)
    return np.array(
        [all(label in (sort[i], ALL) for label, i in zip(cell, at, strict=True)) for sort in SORTS],
        dtype=float,
    )


class Attacker:
    """Everything known as rows of an integer program over how many there are of each sort."""

    def __init__(self, parts: int = 1) -> None:
        self.parts = parts  # two where the newcomers of a later release are counted apart
        self.rows: list[np.ndarray] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.seen: list[tuple[np.ndarray, int]] = []

    def knows(self, cell: tuple[str, ...], low: float, high: float, *, later: bool = False) -> None:
        one, none = row_of(cell), np.zeros(len(SORTS))
        last = [one if later else none] if self.parts == 2 else []
        self.rows.append(np.concatenate([one, *last]))
        self.low.append(low)
        self.high.append(high)

    def sees(self, cell: tuple[str, ...], n: int | None) -> None:
        """A number moved by at most D; few is what was moved to below `FEW`."""
        self.knows(cell, -np.inf if n is None else n - D, FEW - 1 + D if n is None else n + D)
        if n is not None:
            self.seen.append((row_of(cell), n))

    def ends(self, cell: tuple[str, ...]) -> tuple[float, float]:
        """The least and the most there can be in a cell, of newcomers where they are apart."""
        asked = np.concatenate([np.zeros((self.parts - 1) * len(SORTS)), row_of(cell)])
        rows = LinearConstraint(np.array(self.rows), self.low, self.high)
        found = []
        for sign in (1, -1):
            answer = milp(
                sign * asked,
                integrality=np.ones(len(asked)),
                bounds=Bounds(0, np.inf),
                constraints=rows,
                options={"time_limit": 20},
            )
            found.append(np.inf if answer.x is None else sign * answer.mip_dual_bound)
        return float(np.ceil(found[0] - 1e-6)), float(np.floor(found[1] + 1e-6))

    def guess(self) -> np.ndarray | None:
        """The world that moves all that is told least; each number has a column for its step."""
        n, m = len(SORTS), len(self.seen)
        told_rows = np.array([row for row, _ in self.seen])
        numbers = np.array([number for _, number in self.seen], dtype=float)
        known = np.hstack([np.array(self.rows), np.zeros((len(self.rows), m))])
        limits = [
            LinearConstraint(known, self.low, self.high),
            LinearConstraint(np.hstack([told_rows, np.eye(m)]), numbers, np.inf),
            LinearConstraint(np.hstack([told_rows, -np.eye(m)]), -np.inf, numbers),
        ]
        answer = milp(
            np.concatenate([np.zeros(n), np.ones(m)]),
            integrality=np.concatenate([np.ones(n), np.zeros(m)]),
            bounds=Bounds(0, np.inf),
            constraints=limits,
            options={"time_limit": 5},
        )
        return None if answer.x is None else np.round(answer.x[:n])


def count(persons: pd.DataFrame, cell: tuple[str, ...]) -> int:
    names = ("distrikt", "type", "retning") if len(cell) == 3 else ("foer", "efter")
    here = np.ones(len(persons), dtype=bool)
    for name, label in zip(names, cell, strict=True):
        here &= (persons[name] == label).to_numpy() if label != ALL else True
    return int(here.sum())


EVERY = [
    *product((*DISTRICTS, ALL), (*KINDS, ALL), (*LABELS, ALL)),
    *product((*NAMES, ALL), (*NAMES, ALL)),
]


def by_threshold(persons: pd.DataFrame) -> tuple[Attacker, list[tuple[str, ...]]]:
    """Exact numbers with 1-4 left out."""
    attacker, hidden = Attacker(), []
    for cell in EVERY:
        n = count(persons, cell)
        small = 0 < n < FEW
        attacker.knows(cell, 1 if small else n, FEW - 1 if small else n)
        hidden += [cell] if small and ALL not in cell else []
    return attacker, hidden


def one_by_one(persons: pd.DataFrame, attacker: Attacker, later: bool = False) -> list[Any]:
    """Two tables of all, each hidden by itself as if the other were not there."""
    hidden = []
    for dims, start in ((["retning"], (ALL, ALL)), (["foer", "efter"], ())):
        labels = {"retning": LABELS, "foer": NAMES, "efter": NAMES}
        cells = pd.DataFrame(
            [(*c, count(persons, (*start, *c))) for c in product(*(labels[d] for d in dims))],
            columns=[*dims, "n"],
        )
        try:
            out = suppress(cells, dims, seconds=1).cells
        except Refused:
            continue
        for *cell, n, status in out[[*dims, "n", "status"]].itertuples(index=False, name=None):
            shown = status == "vist"
            ends = (n, n) if shown else (1, np.inf)
            attacker.knows((*start, *cell), *ends, later=later)
            hidden += [] if shown or ALL in cell else [(*start, *cell)]
    return hidden


def a_quarter_later(persons: pd.DataFrame) -> tuple[Attacker, pd.DataFrame, list[Any]]:
    """Hidden twice, with one unit's last few come in between."""
    late = persons[persons["enhed"] == persons["enhed"].iloc[0]].tail(3)
    attacker = Attacker(parts=2)
    one_by_one(persons.drop(index=late.index), attacker)
    one_by_one(persons, attacker, later=True)
    return attacker, late, [(ALL, ALL, label) for label in LABELS]


def by_our_keys(persons: pd.DataFrame, secret: bytes) -> Attacker:
    """What a release by keys tells."""
    ways, bands, _ = told(persons, secret)
    attacker = Attacker()
    for cell, n in (ways | bands).items():
        attacker.sees(cell, n)
    return attacker


def pinned(attacker: Attacker, persons: pd.DataFrame, cells: list[tuple[str, ...]]) -> list[float]:
    """How wide each cell is left; 0 is known exactly. What is true is always within."""
    wide = []
    for cell in cells:
        low, high = attacker.ends(cell)
        assert low <= count(persons, cell) <= high
        wide.append(high - low)
    return wide


def integers(worlds: int, seed: int = 1) -> dict[str, list[float]]:
    """Attacker -> how wide each attacked cell is left; and how far off guesses and numbers are."""
    rng = np.random.default_rng(seed)
    found: dict[str, list[float]] = {}
    for _ in range(worlds):
        persons = people(rng, float(rng.choice([0.5, 1, 3])))
        attacker, cells = by_threshold(persons)
        found.setdefault("threshold", []).extend(pinned(attacker, persons, cells))
        attacker = Attacker()
        cells = one_by_one(persons, attacker)
        found.setdefault("hiding", []).extend(pinned(attacker, persons, cells))
        attacker, late, cells = a_quarter_later(persons)
        found.setdefault("hiding, a quarter later", []).extend(pinned(attacker, late, cells))
        ours = by_our_keys(persons, rng.bytes(32))
        inner = list(product(DISTRICTS, KINDS, LABELS))
        some = [inner[i] for i in rng.choice(len(inner), 4, replace=False)]
        found.setdefault("keys", []).extend(pinned(ours, persons, some))
        best = ours.guess()
        for cell in inner if best is not None else []:
            n = count(persons, cell)
            said = next((s for row, s in ours.seen if (row == row_of(cell)).all()), None)
            if said is not None:
                found.setdefault("guess off", []).append(abs(float(row_of(cell) @ best) - n))
                found.setdefault("told off", []).append(abs(said - n))
        unit = persons["enhed"].iloc[0]
        others = persons[persons["enhed"] != unit]
        for cell in inner:  # two units know that there are at least their own
            ours.knows(cell, count(others, cell), np.inf)
        for cell in inner:
            if (cell[0] + cell[1]) not in unit:
                ours.knows(cell, count(others, cell), count(others, cell))
        own = [c for c in inner if (c[0] + c[1]) in unit]
        found.setdefault("keys, all units but one", []).extend(pinned(ours, persons, own))
    return found


# One person, with everything told of them together ---------------------------------------------


def rounded(total: int, n: int) -> int:
    """A mean change as it is told."""
    step = 5 if n < 40 else 2 if n < 100 else 1
    return int(abs(total) / n / step + 0.5) * step * (-1 if total < 0 else 1)


def of_mean(mean: int, n: int, others: pd.DataFrame, change: int) -> float:
    """How likely the mean is: POINT for each step, by chances of its own, and between two steps."""
    total = int(others["sum"].sum()) + change
    between = np.arange(POINT + 1) - POINT // 2
    fits = [
        np.mean([rounded(total + POINT * int(step) + int(more), n) == mean for more in between])
        for step in range(-D, D + 1)
    ]
    return float((P * fits).sum())


def ratio(there: float, away: float) -> float:
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.log(there) - np.log(away))


def persons_worlds(worlds: int, seed: int = 2) -> pd.DataFrame:
    """One row a world: belief in what is true of whoever knows all others, by what they look at."""
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(worlds):
        persons = people(rng, float(rng.choice([0.5, 1, 3])))
        secret, place = rng.bytes(32), int(rng.integers(len(persons)))
        person, others = persons.iloc[place], persons.drop(index=persons.index[place])
        there = bool(rng.integers(2))
        ways, bands, mean = told(persons if there else others, secret)
        d, k = person["distrikt"], person["type"]
        mine = list(product((d, ALL), (k, ALL), (person["retning"], ALL)))
        directions = sum(
            ratio(likely(ways[c], count(others, c) + 1), likely(ways[c], count(others, c)))
            for c in mine
            if c in ways
        )
        # How many there are is one number, told alike in every table.
        own = (person["foer"], person["efter"])
        banded = directions
        if own in bands:
            step = int(bands[own] or 0) - count(others, own) + D
            banded += ratio(*(P[at] if 0 <= at < len(P) else 0.0 for at in (step - 1, step)))
        n = ways.get((ALL, ALL, ALL))
        everything, naive = banded, 0.0
        if mean is not None and n is not None:
            everything += ratio(
                of_mean(mean[0], n, others, int(person["sum"])), of_mean(mean[0], n, others, 0)
            )
        exact = persons if there else others
        # Exactly told, mean times n is the sum, and the others' sum away from it is the person's.
        naive = float((exact["sum"].mean() * len(exact) - others["sum"].sum() != 0) == there)
        naive = naive if person["sum"] else float(len(exact) - len(others) == there)
        sign = 1 if there else -1
        beliefs = (1 / (1 + np.exp(-sign * odds)) for odds in (directions, banded, everything))
        names = ("directions", "with bands", "with the mean")
        rows.append(
            {"mean told": mean is not None, "exact mean": naive}
            | dict(zip(names, beliefs, strict=True))
        )
    return pd.DataFrame(rows)


def main() -> None:
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    tell_persons(worlds)  # first: it takes minutes, and the programs hours
    if "personer" not in sys.argv:
        tell_integers(max(1, worlds // 10))


def tell_integers(worlds: int) -> None:
    """Print how wide integer programs leave a cell."""
    found = integers(worlds)
    print(f"{worlds} worlds, integer programs over everything told: how wide a cell is left")
    for name in (name for name in found if not name.endswith(" off")):
        wide = np.array(found[name])
        print(
            f"  {name:25} {len(wide):5} cells, known exactly {(wide == 0).mean():6.1%}, "
            f"narrowest {wide.min():.0f}, median {np.median(wide):.0f}"
        )
    for name in ("guess off", "told off"):
        off = np.array(found[name])
        print(f"  {name:25} {off.mean():.2f} on average, exactly right {(off == 0).mean():.1%}")


def tell_persons(worlds: int) -> None:
    """Print what is believed of one person, also where a mean is told."""
    beliefs = persons_worlds(worlds)
    print(f"{worlds} worlds; belief in what is true of one person, from 50 %")
    meant = beliefs[beliefs["mean told"]]
    parts = {name: beliefs[name] for name in beliefs if name != "mean told"}
    parts[f"in {len(meant)} with one"] = meant["with the mean"]
    for name, belief in parts.items():
        shares = [(belief > limit).mean() for limit in (0.8, 0.9, 0.95, 0.97, 1 - 1e-9)]
        print(
            f"  {name:14} mean {belief.mean():6.1%}, over 80 % {shares[0]:6.2%}, "
            f"over 90 % {shares[1]:6.2%}, over 95 % {shares[2]:6.2%}, over 97 % {shares[3]:6.2%}, "
            f"sure {shares[4]:6.2%}",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
