"""A small trial: what, where, from when, the worst, the sign, and when to come back to it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from kitlib.circle.measures import measures
from kitlib.dansk import long_date
from kitlib.journal.kind import found
from kitlib.journal.kinds import Agreed, Decided, TrialBegun, TrialSaid
from kitlib.journal.merge import Head

if TYPE_CHECKING:
    from kitlib.team import Team

__all__ = [
    "DECISIONS",
    "FIELDS",
    "Trial",
    "new_id",
    "read_trials",
    "said_of",
]

_HOW = " Skriv roller, ikke navne."

#: What is asked of a trial: key, label, kind ("linje", "tekst", "dag", "rolle" or "maal").
FIELDS: tuple[tuple[str, str, str], ...] = (
    ("hvad", "Hvilken lille ting vil vi prøve?", "tekst"),
    ("hvor", "Hvor og hvornår på dagen?", "linje"),
    ("fra", "Hvornår begynder vi?", "dag"),
    ("vaerst", "Hvad er det værste, der kan ske?", "tekst"),
    ("tegn", "Hvilket tegn vil vi se eller høre hos {børnene}?", "tekst"),
    ("viser", "Hvad i vores materiale vil vise det?", "maal"),
    ("hvem", f"Hvem gør det?{_HOW}", "rolle"),
    ("igen", "Hvornår tager vi det op igen?", "dag"),
)

#: What may be decided of a trial when the team comes back to it.
DECISIONS = ("beholder", "justerer", "slipper")


@dataclass(frozen=True)
class Trial:
    """One trial as the logbog has it.

    Parameters
    ----------
    id : str
    values : mapping of str to str
        By the keys of `FIELDS`; days as "2026-09-03".
    agreed : str
        The meeting it was agreed at; "" for a draft.
    begun : str
        The meeting it was first written at.
    decisions : tuple of Decided
        In the order of meetings.
    """

    id: str
    values: Mapping[str, str]
    agreed: str = ""
    begun: str = ""
    decisions: tuple[Decided, ...] = field(default=())

    @property
    def start(self) -> date | None:
        """The day it begins, where one was said that is a day."""
        return _day(self.values.get("fra", ""))

    @property
    def revisit(self) -> date | None:
        """The day to come back to it."""
        return _day(self.values.get("igen", ""))

    @property
    def open(self) -> bool:
        """Whether it is agreed on and still to be come back to."""
        return bool(self.agreed) and self._last in ("", "justerer")

    @property
    def standing(self) -> str:
        """How it stands, in a word people read."""
        if not self.agreed:
            return "udkast"
        words = {"": "i gang", "beholder": "beholdt", "justerer": "justeret", "slipper": "sluppet"}
        return words[self._last]

    @property
    def _last(self) -> str:
        """What was decided last; a meeting that has only begun to write decides nothing."""
        return next((d.choice for d in reversed(self.decisions) if d.choice), "")


def new_id() -> str:
    """Return a random id for a trial."""
    return secrets.token_hex(4)


def read_trials(heads: Mapping[str, Head]) -> tuple[Trial, ...]:
    """Return every trial in the fields of the logbog that are of no one meeting, oldest first."""
    values: dict[str, dict[str, str]] = {}
    for said, _ in found(TrialSaid, heads):
        if said.name in _NAMES:
            values.setdefault(said.trial, {})[said.name] = said.said
    begun = {said.trial: said.meeting for said, _ in found(TrialBegun, heads)}
    agreed = {said.trial: said.meeting for said, _ in found(Agreed, heads)}
    decided = sorted((said for said, _ in found(Decided, heads)), key=lambda d: d.meeting)
    trials = [
        Trial(
            key,
            told,
            agreed.get(key, ""),
            begun.get(key, ""),
            tuple(d for d in decided if d.trial == key and _is_whole(d)),
        )
        for key, told in values.items()
        if any(told.values())
    ]
    return tuple(sorted(trials, key=lambda t: (t.begun, t.id)))


def _is_whole(decided: Decided) -> bool:
    return decided.choice in DECISIONS or bool(not decided.choice and decided.children)


_NAMES = frozenset(name for name, _, _ in FIELDS)


def said_of(trial: Trial, team: Team) -> list[tuple[str, str, str]]:
    """Return what was said of a trial as (key, question, answer), days and measure in words."""
    labels = measures(team)
    said = []
    for name, label, kind in FIELDS:
        value = trial.values.get(name, "")
        if kind == "dag":
            day = trial.start if name == "fra" else trial.revisit
            value = long_date(day) if day else ""
        if kind == "maal":
            value = labels.get(value, "")
        if value:
            question = team.about.persons.fill(label.removesuffix(_HOW))
            said.append((name, question, value))
    return said


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
