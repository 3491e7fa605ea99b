"""Notes put back in the pocket: which they are, wherever they stand, and what keeps them there.

The pocket lies in the team's logbog. A note is named by a checksum of its day and its words, so
it stays in the pocket when rows are sorted, a file is added or the sheet is typed in again. Where
no row has that name any more (its day is read otherwise, a column came or went), every note with
the same words is taken to be it: rather one note too many in the pocket than one that comes back.
A note that is written anew, in other words, is another note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.journal.kind import found
from kitlib.journal.kinds import ALWAYS, Pocketed
from kitlib.noteids import note_ids, words_ids

if TYPE_CHECKING:
    import pandas as pd

    from kitlib.journal.logbog import Logbog

__all__ = ["Pocket", "pocketed", "read_pocket"]


@dataclass(frozen=True)
class Pocket:
    """The notes that are back in the pocket.

    Parameters
    ----------
    notes : mapping of str to str
        A note's name to the name of its words, "" where that was not kept.
    """

    notes: Mapping[str, str]

    def rows(self, frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.Series]:
        """Return which rows of each frame are in the pocket, by the frame's name."""
        if not self.notes:
            return {}
        ids = {name: note_ids(frame) for name, frame in frames.items()}
        there = {i for found in ids.values() for i in found.dropna()}
        lost = {words for note, words in self.notes.items() if words and note not in there}
        gone = {}
        for name, frame in frames.items():
            rows = ids[name].isin(list(self.notes))
            if lost:
                rows |= words_ids(frame).isin(list(lost))
            gone[name] = rows.fillna(False).astype(bool)
        return gone


def read_pocket(where: Path | Logbog) -> Pocket:
    """Read which notes are in the pocket, from a team's folder or its logbog that is open."""
    from kitlib.journal.logbog import Logbog

    heads = (Logbog(where) if isinstance(where, Path) else where).heads(ALWAYS)
    return Pocket({said.note: said.words for said, _ in found(Pocketed, heads) if said.kept})


def pocketed(note: str, frames: Iterable[pd.DataFrame]) -> Pocketed:
    """Return what the logbog keeps of a note in the pocket: what its words are called."""
    for frame in frames:
        here = (note_ids(frame) == note).fillna(False).to_numpy(bool)
        if here.any():
            return Pocketed.of(note, str(words_ids(frame)[here].iloc[0]))
    return Pocketed.of(note, "")
