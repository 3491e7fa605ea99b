"""What may be chosen of a team's material: one form, for a notebook and for the front page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from kitlib.material.choosing import NoteChoice
from kitlib.material.heaps import heaps_of
from kitlib.material.kinds import ALL, KINDS, PACK
from kitlib.material.shop import Choices
from kitlib.problems import KitError
from kitlib.reading.values.days import parse_date
from kitlib.team import Team

__all__ = ["Offer", "choices_of", "kinds_of", "offered"]

Kind = Literal["flere", "dag", "tal", "ja"]


@dataclass(frozen=True)
class Offer:
    """One thing to choose.

    Parameters
    ----------
    key, label : str
        What it goes by, and what people read.
    kind : {"flere", "dag", "tal", "ja"}
        Boxes to tick, a day, a number, or yes and no.
    values : tuple of (str, str)
        What may be ticked: name and label.
    ticked : tuple of str
        What is ticked to begin with.
    """

    key: str
    label: str
    kind: Kind
    values: tuple[tuple[str, str], ...] = ()
    ticked: tuple[str, ...] = ()


def offered(team: Team) -> tuple[Offer, ...]:
    """Return what a team may choose; a list it has nothing in is left out.

    Examples
    --------
    >>> from kitlib import open_team
    >>> [offer.key for offer in offered(open_team("sample_data/kastanjen"))]
    ['slags', 'situation', 'tema', 'fra', 'til', 'hoejst', 'visninger', 'stor', 'tosidet']
    """
    notes = team.notes
    lists = {
        "situation": ("Kun noter fra", team.said.day),
        "tema": ("Kun noter om", team.said.temaer),
    }
    found = [Offer("slags", "Hvad", "flere", _kinds(), (PACK,))]
    for column, (label, known) in lists.items():
        words = () if notes is None else _in_order(notes[column].dropna().astype(str), known)
        found.append(Offer(column, label, "flere", tuple((word, word) for word in words)))
    heaps = tuple((heap.name, heap.name) for heap in heaps_of(team))
    views = tuple((key, team.view(key).question) for key in team.view_keys)
    return tuple(
        offer
        for offer in (
            *found,
            Offer("bunke", "Kun bunker fra Bordet", "flere", heaps),
            Offer("fra", "Kun noter fra den dag og frem", "dag"),
            Offer("til", "Kun noter til og med den dag", "dag"),
            Offer("hoejst", "Højst så mange noter", "tal"),
            Offer("visninger", "Kun disse figurer", "flere", views),
            Offer("stor", "Kort med stor skrift", "ja"),
            Offer("tosidet", "Kort med bagside, til at printe på begge sider", "ja"),
        )
        if offer.values or offer.kind != "flere"
    )


def _kinds() -> tuple[tuple[str, str], ...]:
    return tuple((name, kind.label) for name, kind in KINDS.items() if name != ALL)


def _in_order(words: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """The words that are there: those of om.toml first and as they stand there."""
    there = set(words)
    first = [word for word in known if word in there]
    return (*first, *sorted(there.difference(first)))


def kinds_of(said: Mapping[str, Any]) -> tuple[str, ...]:
    """Return which kinds were ticked.

    Raises
    ------
    KitError
        Where none was.
    """
    kinds = _names(said, "slags")
    if not kinds:
        raise KitError("Der er ikke valgt noget.", hint="Sæt kryds ved det, I vil have.")
    return kinds


def choices_of(said: Mapping[str, Any]) -> Choices:
    """Return what was chosen on the form, by the keys of `offered`.

    Raises
    ------
    KitError
        Where a day or a number is none.

    Examples
    --------
    >>> choices_of({"tema": ["sprog"], "hoejst": "8", "stor": True}).notes.most
    8
    """
    notes = NoteChoice(
        themes=_names(said, "tema"),
        situations=_names(said, "situation"),
        first=_day(said.get("fra")),
        last=_day(said.get("til")),
        heaps=_names(said, "bunke"),
        most=_most(said.get("hoejst")),
    )
    return Choices(
        views=_names(said, "visninger"),
        large=said.get("stor") is True,
        duplex=said.get("tosidet") is True,
        notes=notes,
    )


def _names(said: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(name) for name in said.get(key) or ())


def _day(value: object) -> date | None:
    text = str(value or "").strip()
    day = parse_date(text) if text else None
    if text and day is None:
        raise KitError(f"'{text}' kan ikke læses som en dag.", hint="Skriv fx 3-3-2026.")
    return day


def _most(value: object) -> int | None:
    text = str(value or "").strip()
    if text and not text.isdecimal():
        raise KitError(f"'{text}' er ikke et antal noter.", hint="Skriv fx 16.")
    return int(text) if text else None
