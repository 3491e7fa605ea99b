"""An invented central register: rows of persons by unit, and the list of every unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Any

from _script.formats import Cell

__all__ = ["Row", "all_units", "effects", "having", "spread_out", "wellbeing"]

_DIRECTIONS = (
    "tydeligt højere",
    "lidt højere, kan være tilfældigt",
    "samme",
    "lidt lavere, kan være tilfældigt",
    "tydeligt lavere",
)
_HALF_YEARS = ("2025 H2", "2026 H1", "2026 H2")
_FEWEST, _MOST = 10, 60
_NO_FOLLOW_UP, _UNSEEN = 0.16, "uden opfølgning"

Row = dict[str, Cell]


def spread_out(groups: Mapping[str, Any]) -> list[Row]:
    """Spread the names out over districts, in turn, kind by kind."""
    units: list[Row] = []
    for kind, group in groups.items():
        for place, name in enumerate(group["navne"]):
            where = group["distrikter"][place % len(group["distrikter"])]
            full = f"{group['foran']} {name}"
            units.append({"enhed": full, "type": kind, "distrikt": where})
    return units


def having(units: Iterable[Row], groups: Mapping[str, Any], table: str) -> list[Row]:
    """Return the units that a table of the register has rows of."""
    return [
        unit
        for unit in units
        for group in [groups[str(unit["type"])]]
        if table in group["med"]
        and str(unit["enhed"]).removeprefix(f"{group['foran']} ") not in group.get("ikke", ())
    ]


def all_units(units: Iterable[Row], samples: Iterable[Mapping[str, Any]]) -> list[Row]:
    """List every unit there is: those of the register and those with a folder of their own."""
    own: list[Row] = [
        {"enhed": about["navn"], "type": about["type"], "distrikt": about["distrikt"]}
        for about in samples
    ]
    return sorted([*units, *own], key=lambda unit: str(unit["enhed"]))


def effects(units: Sequence[Row], seed: str) -> list[Row]:
    """Give each unit citizens with a ruler: from which steps to which, held against the goal."""
    rows: list[Row] = []
    for unit in units:
        rng = Random(f"{seed} {unit['enhed']}")
        lift = rng.uniform(-0.4, 1.6)  # units differ a bit, and chance does the rest
        rows += [{**unit, **_citizen(rng, lift)} for _ in range(_size(rng))]
    return _known(rows, seed)


def wellbeing(units: Sequence[Row], seed: str) -> list[Row]:
    """Give each unit persons who answered twice, and which way each went."""
    rows: list[Row] = []
    for unit in units:
        rng = Random(f"{seed} {unit['enhed']}")
        weights = [w * rng.uniform(0.6, 1.5) for w in (20, 28, 24, 18, 10)]
        drawn = rng.choices(_DIRECTIONS, weights, k=_size(rng))
        rows += [{**unit, "retning": way} for way in drawn]
    return _known(rows, seed)


def _known(rows: Sequence[Row], seed: str) -> list[Row]:
    """Give each row the number of its person and the half-year of its follow-up."""
    rng = Random(f"{seed} halvår")
    when = rng.choices(_HALF_YEARS, (30, 45, 25), k=len(rows))
    return [
        {**row, "person": f"R{place:04}", "halvaar": half}
        for place, (row, half) in enumerate(zip(rows, when, strict=True), start=1)
    ]


def _size(rng: Random) -> int:
    return round(rng.triangular(_FEWEST, _MOST, 15))


def _citizen(rng: Random, lift: float) -> Row:
    start = rng.choices(range(1, 10), (3, 6, 9, 11, 10, 7, 4, 2, 1))[0]
    goal = min(10, start + rng.choice((1, 2, 2, 3)))
    now = max(1, min(10, start + round(rng.gauss(lift, 1.7))))
    if rng.random() < _NO_FOLLOW_UP:
        return {"start": _band(start), "nu": _UNSEEN, "udfald": _UNSEEN}
    outcome = "nået" if now >= goal else "på vej" if now > start else "samme"
    return {"start": _band(start), "nu": _band(now), "udfald": "lavere" if now < start else outcome}


def _band(step: int) -> str:
    low = step - (step - 1) % 2
    return f"trin {low}-{low + 1}"
