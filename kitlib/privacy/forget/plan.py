"""What would go of a folder, file by file, what came of each, and the receipt when it is gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kitlib.dansk import join, plural

__all__ = ["LAST_WORDS", "Edited", "Plan", "Step", "What"]

#: How every receipt ends.
LAST_WORDS = "Værktøjet kan ikke slette print, mails og sikkerhedskopier. Det skal I selv."

What = Literal["slettes", "rettes", "beholdes"]


@dataclass(frozen=True)
class Step:
    """What happens to one file.

    Parameters
    ----------
    file : str
        Its place below the folder.
    what : {"slettes", "rettes", "beholdes"}
        Whether it goes, is changed, or stays for a reason.
    rows, mentions : int
        How much of it goes.
    why : str
        Why it stays, or goes whole.
    """

    file: str
    what: What
    rows: int = 0
    mentions: int = 0
    why: str = ""
    content: bytes | None = None

    def __str__(self) -> str:
        if self.what != "rettes":
            return f"{self.file}: {self.what}. {self.why}".rstrip()
        parts = []
        if self.rows:
            parts.append(f"{plural(self.rows, 'række', 'rækker')} slettes")
        if self.mentions:
            parts.append(f"{plural(self.mentions, 'sted', 'steder')} rettes")
        return f"{self.file}: {join(parts)}."


@dataclass(frozen=True)
class Plan:
    """Everything that would go, or went.

    Parameters
    ----------
    steps : tuple of Step
        One a file that is touched, or that stays for a reason worth telling.
    done : bool
        Whether it was carried out.
    """

    steps: tuple[Step, ...] = ()
    done: bool = False

    @property
    def kept(self) -> tuple[Step, ...]:
        """Files that stay although they hold something, or may."""
        return tuple(s for s in self.steps if s.what == "beholdes")

    @property
    def changes(self) -> bool:
        """Whether anything goes at all."""
        return any(s.what != "beholdes" for s in self.steps)

    def __str__(self) -> str:
        """The list, and as a receipt its last words; holds no code, no name and no text."""
        if not self.done:
            return "\n".join(f"- {s}" for s in self.steps) or "Der er intet at slette."
        lines = [f"- {_past(s)}" for s in self.steps if s.what != "beholdes"]
        if self.kept:
            lines += ["Se selv efter her:", *(f"- {s.file}: {s.why}" for s in self.kept)]
        return "\n".join(["Slettet.", *lines, LAST_WORDS])


def _past(step: Step) -> str:
    if step.what == "slettes":
        return f"{step.file}: slettet."
    return str(step).replace(" slettes", " slettet").replace(" rettes", " rettet")


@dataclass(frozen=True)
class Edited:
    """A file that was looked through.

    Parameters
    ----------
    content : bytes or None
        The new file; None where it stays as it is.
    rows : int
        Rows of the person's own that went.
    mentions : int
        Other places that were changed.
    refused : str
        Why the file cannot be changed, as a sentence; empty where it can.
    """

    content: bytes | None = None
    rows: int = 0
    mentions: int = 0
    refused: str = ""
