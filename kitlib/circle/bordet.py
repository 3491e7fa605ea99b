"""Bordet: the notes laid on a table, and the heaps a team moves them into.

What lies where is a field of the meeting for each note, so that two who move at once never undo
each other, and whoever reads the same logbog sees the same table. A note in a heap that is gone,
a heap of no known shape, a note that is no longer shown: each is passed over, and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2s
from typing import Any

from kitlib.circle.meeting import Meeting, Receipt, checked_text
from kitlib.circle.notes import Notes
from kitlib.handwritten import BY_HAND, hand_of
from kitlib.instruments import all_instruments
from kitlib.journal.kind import field_of, found, from_line, to_line
from kitlib.journal.kinds import HeapName, InHeap, Pointed
from kitlib.journal.lines import Stamp
from kitlib.journal.merge import Head
from kitlib.laid import Laid, LaidNote, amount, laid_together
from kitlib.problems import KitError
from kitlib.team import Team

__all__ = ["Bordet", "Heap", "heaps_in", "laid_of"]

_LONGEST = 80  # letters in the name of a heap: more cannot be read from the back row
_ID = re.compile("[0-9a-f]{16}")


@dataclass(frozen=True)
class Heap:
    """Notes the team has laid together.

    Parameters
    ----------
    id : str
    name : str
        What the team calls it; empty until it has said so.
    notes : tuple of LaidNote
        In the order they were laid there.
    """

    id: str
    name: str
    notes: tuple[LaidNote, ...] = ()

    @property
    def told(self) -> str:
        """How many notes it is and from how many days, in words."""
        return amount(self.notes)


def heaps_in(heads: Mapping[str, Head], notes: Mapping[str, LaidNote]) -> tuple[Heap, ...]:
    """Return the heaps of a meeting's fields, the first made first.

    Parameters
    ----------
    heads : mapping of str to Head
        What each field of the meeting says: `Logbog.heads`.
    notes : mapping of str to LaidNote
        The notes that lie on the table, by id.
    """
    inside: dict[str, list[tuple[Stamp, LaidNote]]] = {}
    for lies, head in found(InHeap, heads):
        if lies.note in notes:
            inside.setdefault(lies.heap, []).append((head.entry.stamp, notes[lies.note]))
    heaps = []
    for said, head in sorted(found(HeapName, heads), key=lambda made: _order(*made)):
        those = sorted(inside.get(said.heap, ()), key=lambda pair: pair[0])
        heaps.append(Heap(said.heap, _name(head), tuple(note for _, note in those)))
    return tuple(heaps)


def _order(said: HeapName, head: Head) -> tuple[int, str]:
    """Which of the heaps it is; it keeps its place when it gets another name."""
    return head.entry.counter if said.number is None else said.number, said.heap


def _name(head: Head) -> str:
    """What it is called; two names given at the same time stand both until one is chosen."""
    said = [from_line(HeapName, e.field, e.value) for e in (head.entry, *head.others)]
    return " / ".join(dict.fromkeys(heap.name for heap in said if heap and heap.name))


def laid_of(team: Team) -> Laid:
    """Lay everything on the table that a team may be shown."""
    parts = []
    for name, frame in team.shown.items():
        lays = all_instruments()[name].lays
        if lays is not None:
            parts.append(lays(frame, team.said))
    return laid_together(parts)


@dataclass
class Bordet:
    """The table of a meeting: what lies on it, and where."""

    meeting: Meeting
    notes: Notes
    _laid: tuple[Team, Laid] | None = field(default=None, repr=False)

    @property
    def laid(self) -> Laid:
        """What lies on the table now: nothing that is in the pocket, or may not be shown."""
        team = self.notes.shown
        if self._laid is None or self._laid[0] is not team:
            self._laid = (team, laid_of(team))
        return self._laid[1]

    @property
    def lays(self) -> bool:
        """Whether the team has anything that can be laid on a table."""
        return any(all_instruments()[name].lays is not None for name in self.notes.team.frames)

    def is_board(self, key: str) -> bool:
        """Whether a view shows standing still what the table shows."""
        return key in {all_instruments()[name].board for name in self.notes.team.frames}

    def heaps(self) -> tuple[Heap, ...]:
        """Return the heaps the team has made at this meeting, the first made first."""
        return heaps_in(self.meeting.heads(), {note.id: note for note in self.laid.notes})

    def heaps_on_paper(self) -> tuple[Heap, ...]:
        """Return the heaps with a name as the referat may take them.

        A note in which something is unanswered is not among them, as on all paper.
        """
        if not any(heap.name and heap.notes for heap in self.heaps()):
            return ()
        laid = laid_of(self.notes.shown.for_paper())
        heaps = heaps_in(self.meeting.heads(), {note.id: note for note in laid.notes})
        return tuple(heap for heap in heaps if heap.name and heap.notes)

    def lay(self, note: str, heap: str | None) -> Receipt:
        """Lay a note in a heap; None takes it out again, to where it lay on the table.

        Raises
        ------
        KitError
            Where the note is not on the table any more. A heap that is not there yet is no fault:
            two windows may be told of it in any order.
        """
        if note not in {n.id for n in self.laid.notes}:
            raise KitError(
                "Noten ligger ikke på bordet længere.", hint="Den kan være lagt i lommen."
            )
        if heap is None:
            return self.meeting.settle(field_of(InHeap, note=note), None)
        return self.meeting.settle(*to_line(InHeap(note, _checked(heap))))

    def name_heap(self, heap: str, name: str) -> Receipt:
        """Make a heap, or give it another name.

        Parameters
        ----------
        heap : str
            16 random hexadecimal digits the page gave it; sent again, it is the same heap.
        name : str
            What it is called; "" while nobody has said so.
        """
        words = " ".join(checked_text(name).split())
        if len(words) > _LONGEST:
            raise KitError("Navnet på bunken er for langt.", hint="Skriv det med få ord.")
        made = {
            said.heap: _order(said, head)[0] for said, head in found(HeapName, self.meeting.heads())
        }
        number = made.get(_checked(heap), self.meeting.logbog.highest + 1)
        return self.meeting.settle(*to_line(HeapName(heap, words, number)))

    def dissolve(self, heap: str) -> Receipt:
        """Take a heap away; its notes lie on the table again, each where it came from."""
        return self.meeting.settle(field_of(HeapName, heap=_checked(heap)), None)

    def point(self, note: str | None) -> Receipt:
        """Point at a note, so that everybody knows which is talked about; None at none."""
        return self.meeting.write(field_of(Pointed), note)

    def for_page(self) -> dict[str, Any]:
        """Return the table for the page.

        Returns
        -------
        dict
            - notes : list of {id, note, text, said, corner, n, counted, clip, start, stop, under,
              picture}; `note` is the name the pocket knows it by, `picture` its {src, wide, tall}
              or None, the rest as `LaidNote`
            - ways : list of {key, label, headings, without}
            - told : str; what is not on the table, "" for nothing
            - lies : where everything lies, as `lies`
        """
        laid = self.laid
        return {
            "notes": [_for_page(n) for n in laid.notes],
            "ways": [vars(way) for way in laid.ways],
            "told": laid.told,
            "lies": self.lies(),
        }

    def lies(self, seen: int | None = None) -> dict[str, Any]:
        """Return where everything lies; nothing where the page has `seen` as much of the logbog.

        Returns
        -------
        dict
            - counter : int; grows with everything written by anybody
            - notes : str; another one where other notes lie on the table than before
            - heaps : list of {id, name, told, notes: ids in the order they were laid there}
            - here : str; the note that is pointed at, "" for none
        """
        here = self.meeting.one(Pointed)
        if seen is not None and seen == self.meeting.logbog.highest:
            return {}
        return {
            "counter": self.meeting.logbog.highest,
            "notes": _mark(self.laid),
            "heaps": [
                {"id": h.id, "name": h.name, "told": h.told, "notes": [n.id for n in h.notes]}
                for h in self.heaps()
            ],
            "here": here.note if here and here.note in {n.id for n in self.laid.notes} else "",
        }


def _for_page(note: LaidNote) -> dict[str, Any]:
    hand = hand_of(note.picture) if note.picture else None
    text = "" if hand and note.text == BY_HAND else note.text
    shown = hand and {"src": hand.uri, "wide": hand.wide, "tall": hand.tall}
    return {**vars(note), "note": note.note, "text": text, "picture": shown}


def _checked(heap: str) -> str:
    if not isinstance(heap, str) or not _ID.fullmatch(heap):
        raise KitError("Det kunne ikke gemmes.", hint="Genindlæs siden, og prøv igen.")
    return heap


def _mark(laid: Laid) -> str:
    said = "\x1f".join(f"{n.id}\x1e{n.words}" for n in laid.notes)
    return blake2s(said.encode("utf-8", "replace"), digest_size=6).hexdigest()
