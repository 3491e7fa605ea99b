"""Heaps a team laid on Bordet, for the cards of its next meeting: which notes lie in which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kitlib.problems import KitError, did_you_mean
from kitlib.team import Team

if TYPE_CHECKING:
    from kitlib.circle.bordet import Heap

__all__ = ["ALL", "heap_notes", "heaps_of"]

#: All heaps there are, in place of their names.
ALL = "alle"


def heaps_of(team: Team) -> tuple[Heap, ...]:
    """Return the heaps with a name of the last meeting that laid any, the first made first.

    Parameters
    ----------
    team : Team
        As paper may show it: a note that waits for an answer lies in none.
    """
    from kitlib.circle.bordet import heaps_in, laid_of
    from kitlib.circle.logbog import Logbog

    log = Logbog(team.folder)
    notes = {note.id: note for note in laid_of(team).notes}
    for meeting in reversed(log.meetings()):
        found = heaps_in(log.heads(meeting), notes)
        if named := tuple(heap for heap in found if heap.name and heap.notes):
            return named
    return ()


def heap_notes(team: Team, names: Sequence[str]) -> frozenset[str]:
    """Return the names of the notes that lie in some heaps.

    Raises
    ------
    KitError
        Where no heap is called that.
    """
    heaps = heaps_of(team)
    if not heaps:
        hint = "Læg noterne i bunker på Bordet i et møde, og giv bunkerne navne."
        raise KitError("Der ligger ingen bunker med navn på Bordet.", hint=hint)
    wanted = {name.casefold() for name in names}
    known = {heap.name.casefold(): heap for heap in heaps}
    for name in names:
        if name.casefold() not in {*known, ALL}:
            there = ", ".join(heap.name for heap in heaps)
            hint = did_you_mean(name, [h.name for h in heaps]) or f"Bunkerne hedder: {there}."
            raise KitError(f"Ingen bunke på Bordet hedder '{name}'.", hint=hint)
    chosen = [h for h in heaps if ALL in wanted or h.name.casefold() in wanted]
    return frozenset(note.note for heap in chosen for note in heap.notes)
