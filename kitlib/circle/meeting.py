"""One meeting's fields in the logbog, written and read: what every part of a session stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kitlib.circle.model import Circle, Field
from kitlib.journal.kind import K, field_of, from_line, to_line
from kitlib.journal.kinds import ALWAYS, QuietFirst, Turned
from kitlib.journal.lines import Entry
from kitlib.journal.logbog import Logbog
from kitlib.journal.merge import Head
from kitlib.problems import KitError, did_you_mean

__all__ = ["Meeting", "Receipt", "checked_text"]

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

    @classmethod
    def of(cls, entry: Entry) -> Receipt:
        """Return the receipt of what was written."""
        return cls(entry.field, entry.counter, entry.version)


@dataclass
class Meeting:
    """One meeting and what is written at it.

    Parameters
    ----------
    name : str
        Its name in the logbog: day and circle, so that two who open it at once are in the same.
    circle : Circle
        As planned for this day's minutes.
    today : date
        The day of the meeting.
    logbog : Logbog
    """

    name: str
    circle: Circle
    today: date
    logbog: Logbog

    def heads(self) -> Mapping[str, Head]:
        """Return what each field of this meeting says now, others' writing included."""
        return self.logbog.heads(self.name)

    def always(self) -> Mapping[str, Head]:
        """Return what each field says that is of no one meeting."""
        return self.logbog.heads(ALWAYS)

    def value(self, name: str, default: Any = "") -> Any:
        """Return what one field says."""
        head = self.heads().get(name)
        return default if head is None or head.value is None else head.value

    def one(self, kind: type[K], **names: str) -> K | None:
        """Return what a kind of line says; None where nothing is said, or it was taken away."""
        head = self.heads().get(field_of(kind, **names))
        return None if head is None else from_line(kind, head.entry.field, head.value)

    @property
    def newest(self) -> str:
        """The meeting of this circle that was begun last, here or in another window."""
        circle = f".{self.circle.key}"
        begun = [n for n in self.logbog.meetings() if n[10:].startswith(circle)]

        def order(name: str) -> tuple[str, int]:
            number = name[10 + len(circle) :].removeprefix(".")
            return name[:10], int(number) if number.isdigit() else 1

        return max((self.name, *begun), key=order)

    @property
    def later(self) -> str:
        """When a meeting after this one was begun in another window: "i dag", "siden", or ""."""
        newest = self.newest
        if newest == self.name:
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
        found = self.field(name)
        if found.kind not in ("linje", "tekst"):
            raise KitError("Her skrives svar hver for sig.", hint="Brug knappen under feltet.")
        return self.write(name, checked_text(value), base=base)

    def take_in(self, name: str) -> Receipt:
        """Lay what others wrote at the same time under what stands in a field, as one text."""
        self.field(name)
        head = self.heads().get(name)
        texts = [str(e.value) for e in (head.entry, *head.others)] if head else []
        return self.settle(name, "\n".join(dict.fromkeys(t for t in texts if t)))

    def go(self, phase: str) -> Receipt:
        """Turn to a phase, forth or back; any, at any time."""
        keys = [p.key for p in self.circle.phases]
        if phase not in keys:
            raise KitError("Fasen findes ikke i cirklen.", hint=did_you_mean(phase, keys))
        return self.write(*to_line(Turned(phase)))

    def quiet_first(self, chosen: bool) -> Receipt:
        """Choose, or take back, that those who have said least speak first."""
        return self.write(*to_line(QuietFirst(bool(chosen))))

    def write(self, name: str, value: Any, *, base: str | None = None) -> Receipt:
        """Write a field of this meeting; `base` as in `put`."""
        return Receipt.of(self.logbog.write(self.name, name, value, after=_after(base)))

    def keep(self, name: str, value: Any, *, base: str | None = None) -> Receipt:
        """Write a field that is of no one meeting; `base` as in `put`."""
        return Receipt.of(self.logbog.write(ALWAYS, name, value, after=_after(base)))

    def write_unordered(self, field: str, value: Any, *, name: str) -> Receipt:
        """Write so that nothing tells in which order it came; `name` is random."""
        entry = self.logbog.write_unordered(self.name, field, value, name=name, day=self.today)
        return Receipt(entry.field, self.logbog.highest, entry.version)

    def settle(self, name: str, value: Any) -> Receipt:
        """Write over all that stands in a field, what others wrote at the same time as well."""
        head = self.heads().get(name)
        over = () if head is None else tuple(e.version for e in (head.entry, *head.others))
        return Receipt.of(self.logbog.write(self.name, name, value, after=over))

    def field(self, name: str) -> Field:
        """Return a field of the circle, or refuse one that is not in it."""
        fields = self.circle.fields
        if name not in fields:
            raise KitError("Feltet findes ikke i cirklen.", hint=did_you_mean(name, list(fields)))
        return fields[name]


def _after(base: str | None) -> tuple[str, ...] | None:
    return None if base is None else ((base,) if base else ())


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
