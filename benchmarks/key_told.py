"""Which of all that is told of one person to tell, and how exactly: what it gives away together.

    python benchmarks/key_told.py [WORLDS [WORD]]     only the ways with WORD in their name

`key_candidates.py` chooses how far one number is moved; here all that a release tells of a person's
WHO-5 is looked at together by whoever knows everybody else, all keys and the rules, and begins at
50 %: eight numbers among directions (district and kind, district, kind and all; the answer and
their sum), bands before and after, and the mean change. Each number's step is drawn anew and
believed by Bayes from the step's chances alone, so that thousands of worlds take seconds and what
the kit does not do can be tried as well; `key_together.py` attacks the kit's own releases.

Beside it stands how far numbers are off: a count (standard deviation of its step), a row or column
of the table of bands, and the mean against its sampling error, in worlds of 140 persons and more.
"mean of counts" is made of the moved directions, each with a fixed number of points: it tells
nothing that they do not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from benchmarks.key_attacks import chances  # noqa: E402

FEW = 5
LIMITS = (0.8, 0.9, 0.95, 0.97, 0.99)
SURE = 1 - 1e-9
MIDDLE = np.array([32, 12, 0, -12, -32])
TODAY = ((40, 5), (100, 2), (np.inf, 1))


@dataclass(frozen=True)
class Way:
    """What is told, and how."""

    name: str
    #: Levels of directions' eight numbers: all, or the inner cell alone with the rest added up.
    directions: int = 8
    #: Numbers of bands: cell, row and column; the cell alone; none.
    bands: int = 3
    variance: int = 12
    #: A sum is moved by so many points a step; 0 where there is no mean of its own.
    point: int = 20
    fewest: int = 5
    rounding: tuple[tuple[float, int], ...] = TODAY
    of_counts: bool = False
    #: The sum is moved by whole points, evenly between two steps, so that no step can be seen.
    fine: bool = False
    #: Asked so many times again, three months or half-years after: as many numbers more each time.
    again: int = 0
    #: How many of the directions' numbers are told then, and how many of bands where not as many.
    later: int = 8
    later_bands: int | None = None


THIRD = "asked again, once; told of all"
FOUR_TIMES = "ruler, asked again, 3 times"
RULER = "ruler, and once later; of all"
CHOSEN = "sums added up, mean 100 from 137"
UNTIL_NOW = "all three, mean 20 (until now)"
WAYS = [
    Way("directions alone", bands=0, point=0),
    Way("and bands", point=0),
    Way("and bands, sums added up", bands=1, point=0),
    Way(UNTIL_NOW),
    Way("mean from 20 persons", fewest=20),
    Way("mean from 40 persons", fewest=40),
    Way("mean to 5 points", rounding=((np.inf, 5),)),
    Way("mean to 10 points", rounding=((np.inf, 10),)),
    Way("mean 60", point=60, fine=True),
    Way("mean 100", point=100, fine=True),
    Way("mean 100 from 137", point=100, fewest=137, fine=True),
    Way("mean of counts", point=0, of_counts=True),
    Way("sums added up, mean 20", bands=1),
    Way("sums added up, mean 60 from 81", bands=1, point=60, fewest=81, fine=True),
    Way(CHOSEN, bands=1, point=100, fewest=137, fine=True),
    Way("asked again, once", bands=1, point=100, fewest=137, fine=True, again=1),
    Way(
        THIRD,
        bands=1,
        point=100,
        fewest=137,
        fine=True,
        again=1,
        later=2,
    ),
    Way("asked again, twice", bands=1, point=100, fewest=137, fine=True, again=2),
    Way("ruler", bands=1, point=0),
    Way(RULER, bands=1, point=0, again=1, later=2, later_bands=0),
    Way("ruler, and twice; of all", bands=1, point=0, again=2, later=2, later_bands=0),
    Way("ruler, and once; bands too", bands=1, point=0, again=1, later=2),
    Way("ruler, asked again, once", bands=1, point=0, again=1),
    Way("ruler, asked again, twice", bands=1, point=0, again=2),
    Way(FOUR_TIMES, bands=1, point=0, again=3),
    Way("the same, and V 16", bands=1, point=100, fewest=157, fine=True, variance=16),
    Way("the same, and V 20", bands=1, point=100, fewest=175, fine=True, variance=20),
    Way("the same, and V 24", bands=1, point=100, fewest=195, fine=True, variance=24),
    Way("the same, and V 62", bands=1, point=100, fewest=308, fine=True, variance=62),
    Way("answers' sums added up, and V 16", 5, 1, 16, point=100, fewest=157, fine=True),
    Way("no bands, mean 100 from 137", bands=0, point=100, fewest=137, fine=True),
    Way("no answers' sums but of all", directions=5, bands=1, point=0),
    Way("all but cells added up", directions=1, bands=1, point=0),
]


@cache
def steps_of(variance: int) -> tuple[np.ndarray, np.ndarray]:
    """Steps, and the chance of each; none over 16, or as much further as the variance needs."""
    longest = int(np.ceil(16 * (variance / 12) ** 0.5))
    return np.arange(-longest, longest + 1), chances(variance, longest)


class World:
    """Persons of two districts and two kinds, and one of them the attacker asks about."""

    def __init__(self, rng: np.random.Generator, change: int | None = None) -> None:
        n = max(2, int(rng.poisson(60 * float(rng.choice([0.5, 1, 3])))))
        self.district, self.kind = rng.integers(2, size=n), rng.integers(2, size=n)
        before = np.clip(np.round(rng.normal(52, 19, n) / 4) * 4, 0, 100)
        after = np.clip(before + np.round(rng.normal(5, 15, n) / 4) * 4, 0, 100)
        if change is not None:
            before[0], after[0] = 0, change
        self.change = (after - before).astype(int)
        self.way = np.select([self.change >= 24, self.change > 0, self.change == 0,
                              self.change > -24], [0, 1, 2, 3], 4)  # fmt: skip
        self.bands = [np.digitize(at, [35.5, 50.5]) for at in (before, after)]

    def others(self, way: Way) -> Iterator[int]:
        """How many others are in each number the first person is in."""
        places = [(self.district, self.district[0]), (self.kind, self.kind[0]),
                  (self.way, self.way[0])]  # fmt: skip
        levels = {8: range(8), 5: (0, 1, 2, 3, 7), 2: (3, 7), 1: (0,)}[way.directions]
        for level in levels:
            here = np.ones(len(self.way), dtype=bool)
            for bit, (column, own) in enumerate(places):
                here &= (column == own) if not level >> bit & 1 else True
            yield int(here.sum()) - 1
        before, after = (column == column[0] for column in self.bands)
        yield from [int(each.sum()) - 1 for each in (before & after, before, after)][: way.bands]


def rounded(total: Any, n: int, way: Way) -> Any:
    step = next(step for below, step in way.rounding if n < below)
    return np.sign(total) * np.floor(np.abs(total) / n / step + 0.5) * step


def ratio(there: float, away: float) -> float:
    with np.errstate(divide="ignore"):
        return float(np.log(there) - np.log(away))


def log_odds(way: Way, world: World, there: bool, rng: np.random.Generator) -> float:
    """What the attacker learns of whether the person is there, and is told."""
    steps, p = steps_of(way.variance)
    bands = way.bands if way.later_bands is None else way.later_bands
    then = replace(way, again=0, directions=way.later, bands=bands)
    found = sum(log_odds(then, world, there, rng) for _ in range(way.again))
    for place, others in enumerate(world.others(way)):
        shown = others + there + int(rng.choice(steps, p=p))
        # A few can be worked out where all but they stand, and their sum with them.
        few = shown < FEW and not (place >= way.directions and way.bands == 1)
        each = [
            p[steps + n < FEW].sum() if few else p[steps + n == shown].sum()
            for n in (others + 1, others)
        ]
        found += ratio(*each)
    told = len(world.way) - 1 + there + int(rng.choice(steps, p=p))
    if way.point and told >= way.fewest:
        sums = [int(world.change.sum()), int(world.change[1:].sum())]
        moved, q = of_sum(way)
        shown = rounded(sums[0 if there else 1] + rng.choice(moved, p=q), told, way)
        found += ratio(*(q[rounded(total + moved, told, way) == shown].sum() for total in sums))
    return found


def of_sum(way: Way) -> tuple[np.ndarray, np.ndarray]:
    """By how many points a sum is moved, and the chance of each."""
    steps, p = steps_of(way.variance)
    if not way.fine:
        return way.point * steps, p
    within = np.arange(way.point + 1) - way.point // 2
    moved = (way.point * steps[:, None] + within[None, :]).ravel()
    return moved, np.repeat(p / len(within), len(within))


def off(way: Way, world: World, rng: np.random.Generator) -> float | None:
    """How far a mean is from the true one, in its sampling errors."""
    steps, p = steps_of(way.variance)
    n = len(world.way)
    sampling = world.change.std() / n**0.5
    if way.of_counts:
        moved = np.bincount(world.way, minlength=5) + rng.choice(steps, size=5, p=p)
        mean = (MIDDLE * moved).sum() / moved.sum()
    elif way.point and n >= way.fewest:
        told = max(1, n + int(rng.choice(steps, p=p)))
        moved, q = of_sum(way)
        mean = rounded(world.change.sum() + rng.choice(moved, p=q), told, way)
    else:
        return None
    return float((mean - world.change.mean()) / sampling)


def measured(way: Way, worlds: int, change: int | None = None) -> tuple[np.ndarray, list[float]]:
    """The belief in what is true in each world, and how far means are off."""
    rng = np.random.default_rng(5)
    beliefs, errors = [], []
    for _ in range(worlds):
        world, there = World(rng, change), bool(rng.integers(2))
        odds = log_odds(way, world, there, rng) * (1 if there else -1)
        beliefs.append(1 / (1 + np.exp(-odds)))
        if len(world.way) >= 140 and (one := off(way, world, rng)) is not None:
            errors.append(one)
    return np.array(beliefs), errors


def main() -> None:
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    word = sys.argv[2] if len(sys.argv) > 2 else ""
    print(f"{worlds} worlds; belief in what is true of one person, from 50 %; and of one whose")
    print("change is 100 points; error of counts, of bands' sums, and of means in sampling errors")
    heads = " ".join(f">{limit:.0%}".rjust(6) for limit in LIMITS)
    print(f"{'':34} {heads} {'sure':>6} {'99.9 %':>7} | {'100:>80':>7} {'>97':>6} | "
          f"{'count':>5} {'sum':>5} {'mean':>5}")  # fmt: skip
    for way in (way for way in WAYS if word in way.name):
        beliefs, errors = measured(way, worlds)
        extreme, _ = measured(way, worlds, 100)
        shares = " ".join(f"{(beliefs > limit).mean():6.2%}" for limit in LIMITS)
        sure = (beliefs > SURE).mean()
        one = way.variance**0.5
        summed = one if way.bands == 3 else one * 3**0.5
        mean = f"{np.mean(np.square(errors)) ** 0.5:5.2f}" if errors else "    -"
        print(
            f"{way.name:34} {shares} {sure:6.2%} {np.quantile(beliefs, 0.999):7.1%} | "
            f"{(extreme > 0.8).mean():7.2%} {(extreme > 0.97).mean():6.2%} | "
            f"{one:5.1f} {summed if way.bands else np.nan:5.1f} {mean}",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
