"""Going through what a folder asks about, one thing at a time; what a page or a notebook shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kitlib.asking.questions import Question, answer, questions, take_back
from kitlib.dansk import plural
from kitlib.instruments import place_of
from kitlib.privacy.answers import Answer

if TYPE_CHECKING:
    from kitlib.privacy.finding import NameKey
    from kitlib.team import Team

__all__ = ["Turns"]

_SHOWN = 4  # places of a word shown at once

_AGAIN = (
    "Det har I svaret på én gang. Ordet kan både være et navn og noget andet, så værktøjet spørger "
    "en gang til, før noget gives videre."
)


class Turns:
    """What is asked, and how far one has come. Each answer is kept before the next is shown.

    Parameters
    ----------
    folder : Path
        A team's folder, where answers are kept.
    asked : sequence of Question
        What `questions`, or `questions_of`, gave for it.
    at_gate : bool
        Whether something is on its way out.

    Examples
    --------
    >>> Turns(Path("sample_data/solsikken"), []).state()["asks"]
    'Der er ikke flere spørgsmål.'
    """

    def __init__(self, folder: Path, asked: Sequence[Question], *, at_gate: bool = False) -> None:
        self._folder = folder
        self._at_gate = at_gate
        self._asked = list(asked)
        self._number = 0
        self._more: Callable[[], list[Question]] = list

    @classmethod
    def of_team(cls, team: Team, *, key: NameKey | None = None, at_gate: bool = False) -> Turns:
        """Ask about a team's notes.

        When all is answered, what is a name and a word both, and was let stand, is asked about a
        second time, as it must be before anything is handed on; the question says so.
        """
        turns = cls(team.folder, questions(team, key=key, at_gate=at_gate), at_gate=at_gate)
        turns._more = lambda: questions(team, key=key, at_gate=True)
        turns._go_on()
        return turns

    def _go_on(self) -> None:
        """Ask what is to be asked a second time, once the first round is through."""
        if self._number >= len(self._asked):
            self._asked += self._more()
            self._more = list

    def __len__(self) -> int:
        return len(self._asked)

    def answer(self, number: int, choice: str) -> None:
        """Keep an answer; one about a question that is gone, or that is none, is let be.

        A second click of a double click answers a question that is gone.
        """
        if number != self._number or number >= len(self._asked):
            return
        question = self._asked[number]
        if choice in [key for key, _ in question.choices]:
            second = self._at_gate or question.again
            answer(self._folder, question, cast(Answer, choice), at_gate=second)
            self._number += 1
            self._go_on()

    def undo(self) -> None:
        """Take the last answer back, and ask again."""
        if self._number > 0:
            self._number -= 1
            take_back(self._folder, self._asked[self._number])

    def state(self) -> dict[str, Any]:
        """Return what is shown now.

        Returns
        -------
        dict
            - number : int; hand it back with the answer
            - asks, why, more, progress : str
            - places : list of {before, word, after, where}
            - choices : list of [answer, words on its button]; empty when all is answered
            - can_undo : bool
        """
        base = {
            "number": self._number,
            "can_undo": self._number > 0,
            "places": [],
            "choices": [],
            "why": "",
        }
        if self._number >= len(self._asked):
            return {
                **base,
                "asks": "Der er ikke flere spørgsmål.",
                "more": "Værktøjet finder ikke alle navne. Læs det hele, før I giver det videre.",
                "progress": "",
            }
        question = self._asked[self._number]
        hidden = len(question.places) - _SHOWN
        return {
            **base,
            "asks": question.asks,
            "why": _AGAIN if question.again else "",
            "progress": f"{self._number + 1} af {len(self._asked)}",
            "places": [_line(question, i) for i in range(min(len(question.places), _SHOWN))],
            "more": f"… og {plural(hidden, 'sted', 'steder')} mere." if hidden > 0 else "",
            "choices": [list(choice) for choice in question.choices],
        }


def _line(question: Question, number: int) -> dict[str, str]:
    place = question.places[number]
    where = place_of(place.file, place.row)
    return {"before": place.before, "word": place.word, "after": place.after, "where": where}
