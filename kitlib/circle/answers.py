"""Everyone's answers: by show of hands, or typed with the screen hidden and shown shuffled."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Any

from kitlib.circle.meeting import Meeting, Receipt, checked_text
from kitlib.circle.model import Field
from kitlib.circle.naming import Names
from kitlib.problems import KitError

__all__ = ["Answers"]

_TOKEN = re.compile("[0-9a-f]{16}")


@dataclass
class Answers:
    """Answers to a field, ideas parked, and answers laid in piles."""

    meeting: Meeting
    names: Names

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
        value = {"tekst": words, "haender": _hands(hands), "skjult": hidden}
        known = self._same(name, token)
        if known is not None:
            # A visible answer may have been written on in the meantime.
            same = hidden or self.meeting.value(known.field, None) == value
            return known if same else self.meeting.write(known.field, value)
        if hidden:
            if self.meeting.value(f"vist.{name}", False):
                self.meeting.write(f"vist.{name}", False)
            return self.meeting.write_unordered(f"svar.{name}.{token}", value, name=token)
        number = len([h for h in self.meeting.heads() if h.startswith(f"svar.{name}.")])
        return self.meeting.write(f"svar.{name}.{number:05d}{token}", value)

    def _same(self, name: str, token: str) -> Receipt | None:
        """Return the receipt of an answer that is in the logbog already."""
        for key, head in self.meeting.heads().items():
            if key.startswith(f"svar.{name}.") and key.endswith(token):
                return Receipt(key, self.meeting.logbog.highest, head.entry.version)
        return None

    def change(self, answer: str, *, text: str | None = None, hands: int | None = None) -> Receipt:
        """Change an answer's words, or how many raised their hand for it.

        Words that come back as they were shown behind a hidden screen are as they were typed.
        """
        value = dict(self._answer(answer))
        typed = str(value.get("tekst", ""))
        hidden = value.get("skjult")
        if text is not None and not (hidden and text.strip() == self.names.covered(typed).strip()):
            value["tekst"] = checked_text(text).strip()
        if hands is not None:
            value["haender"] = _hands(hands)
        return self.meeting.write(answer, value)

    def take_back(self, answer: str) -> Receipt:
        """Take an answer, or a parked idea, off the table again."""
        if answer not in self.meeting.heads():
            raise KitError("Svaret findes ikke længere.", hint="Intet er ændret.")
        return self.meeting.write(answer, None)

    def show(self, name: str) -> Receipt:
        """Show the hidden answers of a field, all together and shuffled."""
        self._answers_field(name)
        return self.meeting.write(f"vist.{name}", True)

    def group(self, answer: str, pile: str) -> Receipt:
        """Lay an answer in a pile with a heading ("" takes it out again)."""
        self._answer(answer)
        return self.meeting.write(f"bunke.{answer}", checked_text(pile).strip())

    def park(self, text: str, *, token: str | None = None) -> Receipt:
        """Park an idea for a solution that came early; it comes back in the trial's phase.

        `token` as in `answer`: the same one sent again is one idea.
        """
        words = checked_text(text).strip()
        if not words:
            raise KitError("Der står ikke noget endnu.", hint="Skriv ideen, og park den så.")
        return self.meeting.write(f"parkeret.{_token(token)}", words)

    def _answers_field(self, name: str) -> Field:
        found = self.meeting.field(name)
        if found.kind != "svar":
            raise KitError("Feltet tager ikke imod svar.", hint="Skriv i feltet i stedet for.")
        return found

    def _answer(self, name: str) -> dict[str, Any]:
        value = self.meeting.value(name, None)
        if not name.startswith("svar.") or not isinstance(value, dict):
            raise KitError("Svaret findes ikke længere.", hint="Intet er ændret.")
        return value


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
