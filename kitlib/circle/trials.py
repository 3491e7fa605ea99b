"""A small trial: what, where, from when, the worst, the sign, and when to come back to it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from kitlib.circle.measures import measures
from kitlib.dansk import long_date
from kitlib.journal.merge import Head

if TYPE_CHECKING:
    from kitlib.team import Team

__all__ = [
    "DECISIONS",
    "FIELDS",
    "Decision",
    "Trial",
    "new_id",
    "read_trials",
    "said_of",
    "trial_dict",
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

_KEY = re.compile(r"proeve\.(?P<id>[0-9a-f]{8})\.(?P<name>[a-z]+)(?:\.(?P<meeting>.+))?")


@dataclass(frozen=True)
class Decision:
    """What was decided at one meeting.

    Parameters
    ----------
    meeting : str
        Which meeting; begins with its day.
    choice : str
        One of `DECISIONS`; "" where nothing is decided yet.
    children : str
        What the children got out of it.
    """

    meeting: str
    choice: str
    children: str

    @property
    def day(self) -> date | None:
        return _day(self.meeting[:10])


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
    decisions : tuple of Decision
        In the order of meetings.
    """

    id: str
    values: Mapping[str, str]
    agreed: str = ""
    begun: str = ""
    decisions: tuple[Decision, ...] = field(default=())

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
    marks: dict[str, dict[str, str]] = {}
    decided: dict[str, list[Decision]] = {}
    for name, head in heads.items():
        found = _KEY.fullmatch(name)
        if found is None or head.value is None:
            continue
        key = found["id"]
        values.setdefault(key, {})
        if found["name"] == "beslutning" and isinstance(head.value, Mapping):
            choice = str(head.value.get("valg", ""))
            children = str(head.value.get("boernene", ""))
            if choice in DECISIONS or (not choice and children):
                decided.setdefault(key, []).append(Decision(found["meeting"], choice, children))
        elif found["name"] in ("aftalt", "begyndt"):
            marks.setdefault(key, {})[found["name"]] = str(head.value)
        elif found["name"] in _NAMES:
            values[key][found["name"]] = str(head.value)
    trials = [
        Trial(
            key,
            said,
            marks.get(key, {}).get("aftalt", ""),
            marks.get(key, {}).get("begyndt", ""),
            tuple(sorted(decided.get(key, []), key=lambda d: d.meeting)),
        )
        for key, said in values.items()
        if any(said.values())
    ]
    return tuple(sorted(trials, key=lambda t: (t.begun, t.id)))


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


def trial_dict(trial: Trial, labels: Mapping[str, str]) -> dict[str, Any]:
    """Return a trial for the page, its days and its measure in words as well."""
    return {
        "id": trial.id,
        "values": {name: trial.values.get(name, "") for name, _, _ in FIELDS},
        "agreed": bool(trial.agreed),
        "standing": trial.standing,
        "start": long_date(trial.start) if trial.start else "",
        "revisit": long_date(trial.revisit) if trial.revisit else "",
        "measure": labels.get(trial.values.get("viser", ""), ""),
        "decisions": [
            {
                "day": long_date(d.day) if d.day else "",
                "choice": d.choice,
                "children": d.children,
            }
            for d in trial.decisions
        ],
    }
