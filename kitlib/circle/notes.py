"""The notes a view shows, each with its own name, so that it can be put back in the pocket."""

from __future__ import annotations

from dataclasses import dataclass

from kitlib.figures import View

__all__ = ["Note", "notes_in"]


@dataclass(frozen=True)
class Note:
    """A note that a view shows, so that it can be put back in the pocket.

    Parameters
    ----------
    id : str
        Name it keeps when rows move in the spreadsheet; says nothing of its text.
    text : str
        Its words, to be recognised by.
    where : str
        Day, situation or clip.
    """

    id: str
    text: str
    where: str


def notes_in(view: View) -> list[Note]:
    """Return the notes whose words a view shows, in the order it shows them.

    The words are as the view has them, with names covered; the note's own name is that of the
    note as it was written. A mark whose words nobody sees before it is opened is not among them:
    it goes back in the pocket where it is opened, and no list of words stands beside a figure
    that has none.
    """
    marks = [m for block in view.blocks if block.quotes for m in block.marks if m.id]
    said = {m.id: Note(m.id, " ".join(filter(None, (m.text, m.said))), m.corner) for m in marks}
    return list(said.values())
