"""TOML texts -> rows of the instruments; chance decides only days, roles and how answers fall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from _script.formats import Cell

__all__ = ["days_looked", "notes", "own_who5", "piles", "ruler", "video", "who5_counts"]

#: Weekdays in 2026 when nobody is at work.
_CLOSED = frozenset(
    date(2026, month, day)
    for month, day in ((1, 1), (4, 2), (4, 3), (4, 6), (5, 14), (5, 15), (5, 25), (6, 5))
)
_DIRECTIONS = (
    "tydeligt højere",
    "lidt højere, kan være tilfældigt",
    "samme",
    "lidt lavere, kan være tilfældigt",
    "tydeligt lavere",
)
_TIMES = ("før", "efter", "3 måneder")
_ITEMS = ("q1", "q2", "q3", "q4", "q5")
# How often each role writes the note; the first roles are at work most.
_WEIGHTS = (0.62, 0.28, 0.10)

Row = dict[str, Cell]


def workdays(first: date, last: date) -> list[date]:
    """Return the days somebody is at work."""
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in every if day.weekday() < 5 and day not in _CLOSED]


def notes(
    parts: Iterable[Mapping[str, Any]],
    roles: tuple[str, ...],
    rng: Random,
    *,
    closed: Iterable[date] = (),
) -> list[Row]:
    """Lay notes out over the workdays of their part, in the order they stand.

    `closed` holds the Mondays of weeks when nobody is there.
    """
    shut = set(closed)
    rows: list[Row] = []
    for part in parts:
        open_days = workdays(part["fra"], part["til"])
        days = [day for day in open_days if day - timedelta(days=day.weekday()) not in shut]
        places = sorted(int(rng.random() * len(days)) for _ in part["noter"])
        for place, note in zip(places, part["noter"], strict=True):
            drawn = _role(roles, rng)
            rows.append(
                {
                    "dato": days[place],
                    "observation": note["set"],
                    "barn": note.get("barn"),
                    "hvem_saa": note.get("rolle", drawn) or None,
                    "situation": note.get("sit"),
                    "sammen_med": note.get("med"),
                    "tema": note.get("tema"),
                    "tolkning": note.get("tolk"),
                    "barnets_ord": note.get("ord"),
                    "maa_vises": "ja" if note.get("vis", True) else "nej",
                }
            )
    return rows


def _role(roles: tuple[str, ...], rng: Random) -> str | None:
    point = rng.random() * sum(_WEIGHTS[: len(roles)])
    for role, weight in zip(roles, _WEIGHTS, strict=False):
        point -= weight
        if point < 0:
            return role
    return None


def piles(parts: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Return one row a counted pile."""
    return [
        {"dato": part["dato"], "situation": situation, "tema": tema, "antal": count}
        for part in parts
        for situation, tema, count in part["bunker"]
    ]


def days_looked(
    rows: list[Row], first: date, last: date, rng: Random, *, closed: Iterable[date] = ()
) -> list[Row]:
    """Return one row a week, by its Monday: days somebody looked, at least the days with notes."""
    weeks = []
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        week = workdays(max(monday, first), min(monday + timedelta(days=4), last))
        noted = {row["dato"] for row in rows} & set(week)
        looked = 0 if monday in set(closed) else max(2 + int(rng.random() * 3), len(noted))
        weeks.append({"dato": monday, "gange": min(looked, len(week))})
        monday += timedelta(days=7)
    return weeks


def video(clips: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Return one row a note about a place in a film."""
    names = ("start", "slut", "aktor", "virkning", "tema", "hvad", "tolkning")
    return [
        {
            **{n: v or None for n, v in zip(names, note, strict=True)},
            "klip": clip["klip"],
            "dato": clip["dato"],
            "maa_vises": "ja",
        }
        for clip in clips
        for note in clip["noter"]
    ]


def ruler(citizens: Mapping[str, Mapping[str, Any]]) -> list[Row]:
    """Return one row a talk; the first of each citizen is the start."""
    rows: list[Row] = []
    for code, citizen in citizens.items():
        for n, talk in enumerate(citizen["samtaler"]):
            day, own, goal, words, other, other_words, again, *shown = talk
            rows.append(
                {
                    "borger": code,
                    "dato": date.fromisoformat(day),
                    "tidspunkt": "opfølgning" if n else "start",
                    "borger_tal": own,
                    "maal_tal": goal,
                    "maal": citizen["maal"],
                    "borger_ord": words or None,
                    "medarbejder_tal": other or None,
                    "medarbejder_ord": other_words,
                    "naeste_opfoelgning": date.fromisoformat(again) if again else None,
                    "maa_vises": "ja" if all(shown) else "nej",
                }
            )
    return sorted(rows, key=lambda row: (row["dato"], row["borger"]))  # type: ignore[arg-type, return-value]


def who5_counts(contrasts: Iterable[tuple[str, str, list[int]]]) -> list[Row]:
    """Return one row a contrast and direction, highest first; empty directions are kept."""
    return [
        {"fra": before, "til": after, "retning": direction, "antal": count}
        for before, after, counts in contrasts
        for direction, count in zip(_DIRECTIONS, counts, strict=True)
    ]


def own_who5(table: Mapping[str, Any], first: date, rng: Random) -> list[Row]:
    """Return one row a person and time: before, after up to eight talks, and 13 weeks later."""
    missing = tuple(table["mangler"])
    rows: list[Row] = []
    for code, person in table["borgere"].items():
        day = first + timedelta(days=int(rng.random() * 60))
        days = (day, day + timedelta(days=63 + int(rng.random() * 21)))
        days = _weekday(days[0]), _weekday(days[1]), _weekday(days[1] + timedelta(days=91))
        tilt = [rng.random() for _ in _ITEMS]
        for n, time in enumerate(_TIMES):
            answers = _answers(person["indeks"][n], tilt, rng)
            if answers is None:
                continue
            items = dict(zip(_ITEMS, answers, strict=True))
            rows.append(
                {
                    "borger": code,
                    "tidspunkt": time,
                    "dato": days[n],
                    **{q: None if (code, time, q) == missing else a for q, a in items.items()},
                    "eget_tal": person["eget"][n],
                    "eget_spoergsmaal": table["spoergsmaal"],
                    "hvem_svarer": "selv",
                    "alder": person.get("alder"),
                    "ord": person["ord"][n] or None,
                }
            )
    return rows


def _weekday(day: date) -> date:
    """Return the day, or the next one somebody is at work."""
    return workdays(day, day + timedelta(days=7))[0]


def _answers(index: int, tilt: list[float], rng: Random) -> list[int] | None:
    """Split an index 0-100 into five answers 0-5 that hang together; None where it is below 0.

    Points are handed out one at a time to an answer that has few; a person's own tilt and chance
    make the answers differ by a step or two.
    """
    if index < 0:
        return None
    answers = [0] * len(_ITEMS)
    for _ in range(index // 4):
        room = [i for i, a in enumerate(answers) if a < 5]
        nearest = min(room, key=lambda i: answers[i] - 1.2 * tilt[i] + 0.9 * rng.random())
        answers[nearest] += 1
    return answers
