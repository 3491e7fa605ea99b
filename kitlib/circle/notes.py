"""A team's notes at a meeting: which may be shown, which a view shows, which go in the pocket."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kitlib.circle.meeting import Meeting, Receipt
from kitlib.figures import View
from kitlib.journal.kind import field_of, to_line
from kitlib.journal.kinds import Pocketed
from kitlib.pocket import Pocket, pocketed, read_pocket
from kitlib.shown import shown_text
from kitlib.team import Team

__all__ = ["Notes", "ShownNote", "notes_in"]


@dataclass
class Notes:
    """A team with its notes: everything there is, and what of it may be shown now."""

    team: Team
    meeting: Meeting
    _shown: tuple[Pocket, Team] | None = field(default=None, repr=False)

    @property
    def shown(self) -> Team:
        """The team as it may be shown now; every figure is made of this."""
        pocket = read_pocket(self.meeting.logbog)
        if self._shown is None or self._shown[0] != pocket:
            self._shown = (pocket, replace(self.team))
        return self._shown[1]

    @property
    def curious(self) -> str:
        """What the team is curious about, as it may be shown."""
        about = self.team.about
        return shown_text(about.nysgerrig, about, self.team.folder)

    def renew(self) -> None:
        """Let figures be made anew: what was covered may be shown now, and the other way round."""
        self.team = replace(self.team)
        self._shown = None

    def pocket(self, note: str) -> Receipt:
        """Put a note back in the pocket, from now on and at every meeting: no view shows it."""
        return self.meeting.keep(*to_line(pocketed(note, self.team.frames.values())))

    def take_out(self, note: str) -> Receipt:
        """Take a note out of the pocket again, for the hand that put it there by a slip."""
        return self.meeting.keep(field_of(Pocketed, note=note), None)


@dataclass(frozen=True)
class ShownNote:
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


def notes_in(view: View) -> list[ShownNote]:
    """Return the notes whose words a view shows, in the order it shows them.

    The words are as the view has them, with names covered; the note's own name is that of the
    note as it was written. A mark whose words nobody sees before it is opened is not among them:
    it goes back in the pocket where it is opened, and no list of words stands beside a figure
    that has none.
    """
    marks = [m for block in view.blocks if block.quotes for m in block.marks if m.id]
    said = {
        m.id: ShownNote(m.id, " ".join(filter(None, (m.text, m.said))), m.corner) for m in marks
    }
    return list(said.values())
