"""What a line of a logbog may say: every kind, with the words that stand in the file.

The fields of a circle are no kind: their keys stand in the circle's file, and what they say is
what was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kitlib.journal.kind import Kind

__all__ = [
    "ALWAYS",
    "Agreed",
    "Answer",
    "Approved",
    "Bud",
    "Decided",
    "HeapName",
    "InHeap",
    "LeaderKnown",
    "MeetingBegun",
    "Minutes",
    "Parked",
    "Piled",
    "Pocketed",
    "Pointed",
    "QuietFirst",
    "Released",
    "Revealed",
    "Together",
    "TrialBegun",
    "TrialSaid",
    "Turned",
]


#: The part of the logbog that is of no one meeting: trials, notes in the pocket.
ALWAYS = "altid"


# The meeting as a whole -------------------------------------------------------------------------


@dataclass(frozen=True)
class MeetingBegun(Kind):
    """A further meeting of the same day was begun."""

    KEY = "begyndt"
    begun: bool = True


@dataclass(frozen=True)
class Minutes(Kind):
    """How long there is."""

    KEY = "minutter"
    minutes: int | None


@dataclass(frozen=True)
class Turned(Kind):
    """The phase the team is in."""

    KEY = "fase"
    phase: str


@dataclass(frozen=True)
class QuietFirst(Kind):
    """Whether those who have said least speak first."""

    KEY = "regel.stille"
    chosen: bool


@dataclass(frozen=True)
class Approved(Kind):
    """The referat: keys of its parts, who may get it, its files, and a mark of what it was."""

    KEY = "godkendt"
    WORDS = ("felter", "modtagere", "filer", "aftryk")
    fields: tuple[str, ...] = ()
    receivers: str = ""
    files: tuple[str, ...] = ()
    mark: str = ""


# Everyone's answers -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer(Kind):
    """An answer to a field; hidden until they are shown together where it was typed so."""

    KEY = "svar.{field}.{token}"
    WORDS = ("tekst", "haender", "skjult")
    field: str
    token: str
    text: str
    hands: int | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Together(Kind):
    """Whether the hidden answers of a field are shown."""

    KEY = "vist.{field}"
    field: str
    shown: bool


@dataclass(frozen=True)
class Piled(Kind):
    """The pile an answer lies in; "" for none."""

    KEY = "bunke.{answer}"
    answer: str
    pile: str


@dataclass(frozen=True)
class Parked(Kind):
    """An idea that came early."""

    KEY = "parkeret.{token}"
    token: str
    text: str


# Figures and the table --------------------------------------------------------------------------


@dataclass(frozen=True)
class Bud(Kind):
    """A team's bud on a view, in a shape of `kitlib.circle.guess.checked`."""

    KEY = "bud.{view}"
    view: str
    bud: Any


@dataclass(frozen=True)
class Revealed(Kind):
    """Whether a bud was laid beside the data, or skipped."""

    KEY = "vist_bud.{view}"
    view: str
    revealed: bool = True


@dataclass(frozen=True)
class HeapName(Kind):
    """A heap on the table: what it is called, and which of them it is."""

    KEY = "bord.bunke.{heap}"
    WORDS = ("navn", "nr")
    heap: str
    name: str
    number: int | None


@dataclass(frozen=True)
class InHeap(Kind):
    """The heap a note lies in."""

    KEY = "bord.note.{note}"
    note: str
    heap: str


@dataclass(frozen=True)
class Pointed(Kind):
    """The note that is pointed at."""

    KEY = "bord.her"
    note: str


# Of no one meeting ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pocketed(Kind):
    """A note that is back in the pocket, with what its words are called where that is known."""

    KEY = "lomme.{note}"
    note: str
    kept: Any

    @classmethod
    def of(cls, note: str, words: str) -> Pocketed:
        return cls(note, {"ord": words} if words else True)

    @property
    def words(self) -> str:
        return str(self.kept.get("ord", "")) if isinstance(self.kept, Mapping) else ""


@dataclass(frozen=True)
class TrialBegun(Kind):
    """The meeting a trial was first written at."""

    KEY = "proeve.{trial}.begyndt"
    trial: str
    meeting: str


@dataclass(frozen=True)
class TrialSaid(Kind):
    """What one field of a trial says."""

    KEY = "proeve.{trial}.{name}"
    trial: str
    name: str
    said: str


@dataclass(frozen=True)
class Agreed(Kind):
    """The meeting a trial was agreed on at."""

    KEY = "proeve.{trial}.aftalt"
    trial: str
    meeting: str


@dataclass(frozen=True)
class Decided(Kind):
    """What was decided of a trial at a meeting, and what the children got out of it."""

    KEY = "proeve.{trial}.beslutning.{meeting}"
    WORDS = ("valg", "boernene")
    trial: str
    meeting: str
    choice: str
    children: str

    @property
    def day(self) -> date | None:
        try:
            return date.fromisoformat(self.meeting[:10])
        except ValueError:
            return None


@dataclass(frozen=True)
class LeaderKnown(Kind):
    """A leader who was set up: a mark of the name, and the public half of the key."""

    KEY = "leder"
    WORDS = ("hvem", "modtager")
    who: str
    recipient: str


@dataclass(frozen=True)
class Released(Kind):
    """That the leader set a worry aside; not which."""

    KEY = "bekymring.{number}"
    number: str
    said: str
