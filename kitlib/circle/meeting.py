"""What every part of a session stands on: the meeting's fields, written and read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kitlib.circle.model import Circle, Field
from kitlib.journal.logbog import Logbog
from kitlib.journal.merge import Head
from kitlib.problems import KitError, Problem, did_you_mean
from kitlib.team import Team

__all__ = ["ALWAYS", "Meeting", "Receipt", "checked_text"]

#: The part of the logbog that is of no one meeting: trials, notes in the pocket.
ALWAYS = "altid"

_LONGEST = 20_000  # letters in one field: more than anybody writes, and a slip of the paste key


@dataclass(frozen=True)
class Receipt:
    """What was written, given only when the disk has it.

    Parameters
    ----------
    field : str
        Name in the logbog.
    counter : int
        Grows with each thing written; for the line "gemt".
    version : str
        Name of what the field says now; hand it back as `base` with the next change.
    """

    field: str
    counter: int
    version: str


@dataclass
class Meeting:
    """One meeting and its fields. `Session` adds answers, figures, trials and the referat."""

    team: Team
    circle: Circle
    today: date
    meeting: str
    logbog: Logbog
    notices: tuple[Problem, ...] = ()

    def heads(self) -> Mapping[str, Head]:
        """Return what each field of this meeting says now, others' writing included."""
        return self.logbog.heads(self.meeting)

    def value(self, name: str, default: Any = "") -> Any:
        """Return what one field says."""
        head = self.heads().get(name)
        return default if head is None or head.value is None else head.value

    @property
    def newest(self) -> str:
        """The meeting of this circle that was begun last, here or in another window."""
        circle = f".{self.circle.key}"
        begun = [n for n in self.logbog.meetings() if n[10:].startswith(circle)]

        def order(name: str) -> tuple[str, int]:
            number = name[10 + len(circle) :].removeprefix(".")
            return name[:10], int(number) if number.isdigit() else 1

        return max((self.meeting, *begun), key=order)

    @property
    def later(self) -> str:
        """When a meeting after this one was begun in another window: "i dag", "siden", or ""."""
        newest = self.newest
        if newest == self.meeting:
            return ""
        return "i dag" if newest.startswith(self.today.isoformat()) else "siden"

    def put(self, name: str, value: str, *, base: str | None = None) -> Receipt:
        """Write a field of the circle, whole; the receipt comes when the disk has it.

        Parameters
        ----------
        name : str
            Key of a field of kind "linje" or "tekst", such as "se.set".
        value : str
            All it says from now on; "" empties it.
        base : str, optional
            The version the writer had before them (`fields[].version`, "" for an empty field).
            Where somebody has written since, both stand: the later as the value, the other in
            `others`. Without it the value goes over whatever stands there.
        """
        found = self._field(name)
        if found.kind not in ("linje", "tekst"):
            raise KitError("Her skrives svar hver for sig.", hint="Brug knappen under feltet.")
        return self._write(name, checked_text(value), base=base)

    def take_in(self, name: str) -> Receipt:
        """Lay what others wrote at the same time under what stands in a field, as one text."""
        self._field(name)
        head = self.heads().get(name)
        if head is None:
            return self._write(name, "")
        texts = [str(e.value) for e in (head.entry, *head.others)]
        versions = tuple(e.version for e in (head.entry, *head.others))
        joined = "\n".join(dict.fromkeys(t for t in texts if t))
        entry = self.logbog.write(self.meeting, name, joined, after=versions)
        return Receipt(name, entry.counter, entry.version)

    def go(self, phase: str) -> Receipt:
        """Turn to a phase, forth or back; any, at any time."""
        keys = [p.key for p in self.circle.phases]
        if phase not in keys:
            raise KitError("Fasen findes ikke i cirklen.", hint=did_you_mean(phase, keys))
        return self._write("fase", phase)

    def _write(self, name: str, value: Any, *, base: str | None = None) -> Receipt:
        after = None if base is None else ((base,) if base else ())
        entry = self.logbog.write(self.meeting, name, value, after=after)
        return Receipt(name, entry.counter, entry.version)

    def _field(self, name: str) -> Field:
        fields = self.circle.fields
        if name not in fields:
            raise KitError("Feltet findes ikke i cirklen.", hint=did_you_mean(name, list(fields)))
        return fields[name]


def checked_text(value: Any) -> str:
    """Return a text of a length that fits on a page, or refuse it."""
    if not isinstance(value, str):
        raise KitError("Her skal stå en tekst.", hint="Skriv igen.")
    if len(value) > _LONGEST:
        raise KitError(
            "Teksten er for lang til at stå på en side.",
            hint="Er det sat ind ved en fejl? Skriv det vigtigste.",
        )
    return value
