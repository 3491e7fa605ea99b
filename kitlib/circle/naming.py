"""Names at a meeting: marked while they are written, asked about, and read from the team's key."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kitlib.circle.notes import Notes
from kitlib.codenames import code_columns
from kitlib.codes import normal
from kitlib.ordinary import MOST_BYTES
from kitlib.privacy.answers import read_answers, record
from kitlib.privacy.key import read_key
from kitlib.problems import KitError
from kitlib.team import Team

if TYPE_CHECKING:
    from kitlib.asking.turns import Turns

__all__ = ["NameWatch", "people_of"]


@dataclass
class NameWatch:
    """What looks like a name, a number or a worry in what a team writes and has written."""

    notes: Notes
    _turns: Turns | None = field(default=None, repr=False)

    def look(self, text: str) -> dict[str, Any]:
        """Return what to mark in a text while it is being written: `kitlib.asking.marking.look`.

        Nothing of the text is kept, in the logbog or anywhere.
        """
        from kitlib.asking.marking import look

        return look(text, read_answers(self.notes.team.folder))

    def covered(self, text: str) -> str:
        """Return what was typed behind a hidden screen as it may be shown: names covered.

        What is typed in the open is marked where it stands; this was seen by nobody.
        """
        from kitlib.privacy.cover import covered
        from kitlib.privacy.find import find_identifiers

        found = find_identifiers(text)
        answers = read_answers(self.notes.team.folder)
        return covered(text, found, answers, cover_unanswered=True) or ""

    def no_name(self, text: str, start: int) -> dict[str, Any]:
        """Keep that what is marked at a place is no name, and return the marks that are left.

        A word that is a name and a word both is answered for this text as it stands.
        """
        from kitlib.asking.marking import marked_at

        found = marked_at(text, start, read_answers(self.notes.team.folder))
        if found is not None and found.kind == "navn":
            record(self.notes.team.folder, lambda answers: answers.answered(text, found, "ikke"))
            self.notes.renew()
        return self.look(text)

    def ask(self, written: Iterable[tuple[str, str]] | None = None) -> dict[str, Any]:
        """Begin to ask about the notes, or about texts that are to be handed on.

        Parameters
        ----------
        written : iterable of (str, str), optional
            Where each text stands, and what it says; the team's notes where none are given.

        Returns
        -------
        dict
            The first question, as `kitlib.asking.turns.Turns.state` has it.
        """
        from kitlib.asking.questions import questions_of
        from kitlib.asking.turns import Turns

        folder = self.notes.team.folder
        self._turns = (
            Turns.of_team(self.notes.team)
            if written is None
            else Turns(folder, questions_of(written, folder), at_gate=True)
        )
        return self._turns.state()

    def answer(self, number: int, choice: str) -> dict[str, Any]:
        """Keep an answer and return the next question."""
        if self._turns is None:
            return self.ask()
        self._turns.answer(number, choice)
        self.notes.renew()
        return self._turns.state()

    def undo(self) -> dict[str, Any]:
        """Take the last answer back and return its question."""
        if self._turns is None:
            return self.ask()
        self._turns.undo()
        self.notes.renew()
        return self._turns.state()


def people_of(team: Team, locked: str, passphrase: str, name: str) -> list[dict[str, str]]:
    """Return the people of a locked key whom the team's tables tell of, in the key's order.

    Parameters
    ----------
    locked : str
        What the file holds, in base64 as a browser sends it; it is unlocked in memory.
    name : str
        What the file is called, for what is said of it.

    Returns
    -------
    list of {code, name}
        Everybody of the key where the team's tables hold no code.

    Raises
    ------
    KitError
        Where the passphrase is wrong, or the file is no key.
    """
    try:
        raw = b64decode(locked, validate=True)
    except (Error, ValueError):
        raw = b""
    if not raw or len(raw) > MOST_BYTES:
        raise KitError("Filen er ikke en nøgle.", hint="Vælg den, som 'laeringskit koder' lavede.")
    key = read_key(raw, passphrase, file=name)
    used = _codes(team)
    there = {code: names for code, names in key.people.items() if normal(code) in used}
    return [{"code": code, "name": names[0]} for code, names in (there or key.people).items()]


def _codes(team: Team) -> set[str]:
    """Every code that stands in a column of codes of the team's tables."""
    found: set[str] = set()
    for name, frame in team.frames.items():
        for column in code_columns(name, frame):
            said = ",".join(map(str, frame[column].dropna().unique()))
            found |= {normal(code.strip()) for code in said.split(",") if code.strip()}
    return found
