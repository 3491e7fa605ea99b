"""Everyone's answers: by show of hands, or typed with the screen hidden and shown shuffled."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace

from kitlib.circle.meeting import Meeting, Receipt, checked_text
from kitlib.circle.model import Field
from kitlib.circle.naming import NameWatch
from kitlib.journal.kind import field_of, from_line, to_line
from kitlib.journal.kinds import Answer, Parked, Piled, Together
from kitlib.problems import KitError

__all__ = ["TeamAnswers"]

_TOKEN = re.compile("[0-9a-f]{16}")


@dataclass
class TeamAnswers:
    """Answers to a field, ideas parked, and answers laid in piles."""

    meeting: Meeting
    names: NameWatch

    def add(
        self,
        name: str,
        text: str,
        *,
        hands: int | None = None,
        hidden: bool = False,
        token: str | None = None,
    ) -> Receipt:
        """Add one answer to a field of kind "svar".

        Parameters
        ----------
        name : str
            The field's key.
        text : str
            The answer.
        hands : int, optional
            How many raised their hand for it.
        hidden : bool
            Typed with the screen hidden: kept out of `state` until `show`, and kept so
            that nothing, neither counter nor file date, tells in which order they came.
        token : str, optional
            16 random hexadecimal digits the page gave the answer. The same one sent again, as
            after a kernel that died before it could acknowledge, is one answer.
        """
        self._answers_field(name)
        words = checked_text(text).strip()
        if not words:
            raise KitError("Svaret er tomt.", hint="Skriv et svar, eller gå videre.")
        token = _token(token)
        said = Answer(name, token, words, _hands(hands), hidden)
        known = self._same(name, token)
        if known is not None:
            # A visible answer may have been written on in the meantime.
            value = to_line(said)[1]
            same = hidden or self.meeting.value(known.field, None) == value
            return known if same else self.meeting.write(known.field, value)
        if hidden:
            if (together := self.meeting.one(Together, field=name)) and together.shown:
                self.meeting.write(*to_line(Together(name, shown=False)))
            return self.meeting.write_unordered(*to_line(said), name=token)
        number = sum(field.startswith(_start(name)) for field in self.meeting.heads())
        return self.meeting.write(*to_line(replace(said, token=f"{number:05d}{token}")))

    def _same(self, name: str, token: str) -> Receipt | None:
        """Return the receipt of an answer that is in the logbog already."""
        for key, head in self.meeting.heads().items():
            if key.startswith(_start(name)) and key.endswith(token):
                return Receipt(key, self.meeting.logbog.highest, head.entry.version)
        return None

    def change(self, answer: str, *, text: str | None = None, hands: int | None = None) -> Receipt:
        """Change an answer's words, or how many raised their hand for it.

        Words that come back as they were shown behind a hidden screen are as they were typed.
        """
        said = self._answer(answer)
        covered = self.names.covered(said.text) if said.hidden else ""
        if text is not None and not (said.hidden and text.strip() == covered.strip()):
            said = replace(said, text=checked_text(text).strip())
        if hands is not None:
            said = replace(said, hands=_hands(hands))
        return self.meeting.write(*to_line(said))

    def take_back(self, answer: str) -> Receipt:
        """Take an answer, or a parked idea, off the table again."""
        if answer not in self.meeting.heads():
            raise KitError("Svaret findes ikke længere.", hint="Intet er ændret.")
        return self.meeting.write(answer, None)

    def show(self, name: str) -> Receipt:
        """Show the hidden answers of a field, all together and shuffled."""
        self._answers_field(name)
        return self.meeting.write(*to_line(Together(name, shown=True)))

    def group(self, answer: str, pile: str) -> Receipt:
        """Lay an answer in a pile with a heading ("" takes it out again)."""
        self._answer(answer)
        return self.meeting.write(*to_line(Piled(answer, checked_text(pile).strip())))

    def park(self, text: str, *, token: str | None = None) -> Receipt:
        """Park an idea for a solution that came early; it comes back in the trial's phase.

        `token` as in `answer`: the same one sent again is one idea.
        """
        words = checked_text(text).strip()
        if not words:
            raise KitError("Der står ikke noget endnu.", hint="Skriv ideen, og park den så.")
        return self.meeting.write(*to_line(Parked(_token(token), words)))

    def _answers_field(self, name: str) -> Field:
        found = self.meeting.field(name)
        if found.kind != "svar":
            raise KitError("Feltet tager ikke imod svar.", hint="Skriv i feltet i stedet for.")
        return found

    def _answer(self, name: str) -> Answer:
        said = from_line(Answer, name, self.meeting.value(name, None))
        if said is None:
            raise KitError("Svaret findes ikke længere.", hint="Intet er ændret.")
        return said


def _start(field: str) -> str:
    """How the name of every answer to a field begins, also of those that are taken back."""
    return field_of(Answer, field=field, token="")


def _token(token: str | None) -> str:
    token = token or secrets.token_hex(8)
    if not _TOKEN.fullmatch(token):
        raise KitError("Det kunne ikke gemmes.", hint="Genindlæs siden, og prøv igen.")
    return token


def _hands(value: int | None) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 999:
        raise KitError("Hænderne skal være et helt tal.", hint="Tæl igen.")
    return value
