"""The questions about a heap of slips, one at a time: what a page shows, and what was answered."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kitlib.slips.answers import Asked, questions, said
from kitlib.slips.read import Slip

__all__ = ["SlipTurns"]


class SlipTurns:
    """Asks about slips in their order.

    Parameters
    ----------
    slips : sequence of Slip
    today : date
        No note is from a later day.
    """

    def __init__(self, slips: Sequence[Slip], today: date) -> None:
        self._slips, self._today = slips, today
        self._asked = [(k, a) for k, slip in enumerate(slips) for a in questions(slip, today)]
        self._answers: list[str] = []

    def __len__(self) -> int:
        return len(self._asked) - len(self._answers)

    def answer(self, number: int, value: str) -> None:
        """Keep the answer to a question; one that is not asked now is passed over."""
        if number == len(self._answers) < len(self._asked) and value in self._values:
            self._answers.append(value)

    @property
    def _values(self) -> list[str]:
        return [value for value, _ in self._asked[len(self._answers)][1].choices]

    def undo(self) -> None:
        """Take the last answer back."""
        if self._answers:
            self._answers.pop()

    def answers(self, slip: int) -> dict[str, str]:
        """Return what was answered about one slip, by the question's key."""
        pairs = zip(self._asked, self._answers, strict=False)
        return {asked.key: answer for (k, asked), answer in pairs if k == slip}

    def open(self, slip: int) -> list[Asked]:
        """Return what nobody could say about one slip."""
        known = self.answers(slip)
        return [a for k, a in self._asked if k == slip and not known.get(a.key)]

    def rows(self) -> list[dict[str, Any]]:
        """Return what each slip says, by the columns of a note."""
        return [said(s, self.answers(k), self._today) for k, s in enumerate(self._slips)]

    def state(self) -> Mapping[str, Any]:
        """Return what the page shows: a question with the card beside it, or that it is done."""
        number = len(self._answers)
        shown: dict[str, Any] = {"nr": number, "i_alt": len(self._asked), "fortryd": number > 0}
        if number == len(self._asked):
            return {**shown, "spoerg": "", "valg": [], "billede": "", "sted": ""}
        k, asked = self._asked[number]
        slip = self._slips[k]
        picture = f"data:image/jpeg;base64,{b64encode(slip.whole).decode('ascii')}"
        key = asked.key.partition(":")[0]
        keys = ("uge_ti", "uge_en") if key == "uge" else (key,)
        return {
            **shown,
            "spoerg": asked.words,
            "valg": [list(choice) for choice in asked.choices],
            "billede": picture,
            "sted": slip.place,
            "felter": [[b.x, b.y] for b in slip.card.boxes if b.field in keys],
            "bredde": slip.card.format.width,
        }
