"""Heaps a team laid on Bordet, for the cards of its next meeting: which notes lie in which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kitlib.handwritten import COLUMN
from kitlib.laid import LaidNote
from kitlib.noteids import ID
from kitlib.problems import KitError, did_you_mean
from kitlib.team import Team

if TYPE_CHECKING:
    import pandas as pd

    from kitlib.circle.bordet import Heap

__all__ = ["ALL", "film_rows", "heap_notes", "heaps_of", "with_films"]

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
    from kitlib.journal.logbog import Logbog

    log = Logbog(team.folder)
    notes = {note.id: note for note in laid_of(team).notes}
    for meeting in reversed(log.meetings()):
        found = heaps_in(log.heads(meeting), notes)
        if named := tuple(heap for heap in found if heap.name and heap.notes):
            return named
    return ()


def heap_notes(team: Team, names: Sequence[str]) -> tuple[LaidNote, ...]:
    """Return the notes that lie in some heaps, of whatever kind they are.

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
    return tuple(note for heap in chosen for note in heap.notes)


def with_films(frame: pd.DataFrame | None, notes: Sequence[LaidNote]) -> pd.DataFrame:
    """Return the rows of a frame that are among some notes, and after them those about film."""
    import pandas as pd

    films = film_rows(notes)
    if frame is None:
        return films
    inside = frame[frame[ID].isin({note.note for note in notes})]
    if films.empty:
        return inside
    columns = [*films.columns, *({COLUMN} & {*frame.columns})]
    kinds = frame[columns].dtypes
    return pd.concat([inside[columns], films.reindex(columns=columns).astype(kinds)])


def film_rows(notes: Sequence[LaidNote]) -> pd.DataFrame:
    """Return the notes about film among some, as rows that cards are made of.

    Examples
    --------
    >>> under = {"klip": ("Samling",), "tema": ("sprog",), "aktor": ("voksen",)}
    >>> note = LaidNote(id="a", text="Venter.", day="2026-03-03", clip="Samling", under=under)
    >>> film_rows([note])[["observation", "situation", "hvem_saa"]].values.tolist()
    [['Venter.', 'Samling', 'voksen']]
    """
    import pandas as pd

    rows = [
        {
            ID: note.note,
            "dato": note.day or None,
            "observation": note.text,
            "barn": None,
            "hvem_saa": _first(note, "aktor"),
            "situation": note.clip,
            "tema": _first(note, "tema"),
            "barnets_ord": None,
        }
        for note in notes
        if note.clip
    ]
    index = [f"film{number}" for number in range(len(rows))]
    columns = [ID, "dato", "observation", "barn", "hvem_saa", "situation", "tema", "barnets_ord"]
    frame = pd.DataFrame(rows, index=pd.Index(index, dtype=object), columns=columns, dtype=object)
    return frame.assign(dato=pd.to_datetime(frame["dato"]))


def _first(note: LaidNote, way: str) -> str | None:
    return next(iter(note.under.get(way, ())), None)
