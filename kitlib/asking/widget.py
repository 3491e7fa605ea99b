"""The questions in a notebook: one at a time, the word in its sentences, one click an answer."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import anywidget
import traitlets

from kitlib.asking.questions import Question, answer, questions, take_back
from kitlib.dansk import plural
from kitlib.privacy.answers import Answer
from kitlib.team import Team, open_team

if TYPE_CHECKING:
    from kitlib.privacy.finding import NameKey

__all__ = ["AskingWidget"]

_SHOWN = 4  # places of a word shown at once
_HERE = files("kitlib") / "asking"


class AskingWidget(anywidget.AnyWidget):
    """Goes through what a folder asks about; each answer is kept before the next is shown.

    Parameters
    ----------
    folder : str, Path or Team
        A team's folder.
    key : NameKey, optional
        The team's key, unlocked.
    at_gate : bool
        Whether something is on its way out.
    """

    _esm = (_HERE / "ask.js").read_text(encoding="utf-8")
    _css = (_HERE / "ask.css").read_text(encoding="utf-8")
    state = traitlets.Dict().tag(sync=True)

    def __init__(
        self, folder: str | Path | Team, *, key: NameKey | None = None, at_gate: bool = False
    ) -> None:
        super().__init__()
        team = folder if isinstance(folder, Team) else open_team(folder)
        self._folder = team.folder
        self._at_gate = at_gate
        self._asked = questions(team, key=key, at_gate=at_gate)
        self._number = 0
        self.state = self._say()
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        return f"<Spørgsmål om navne: {len(self._asked)}>"

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        if not isinstance(message, Mapping):
            return
        if message.get("fortryd") and self._number > 0:
            self._number -= 1
            take_back(self._folder, self._asked[self._number])
        # A second click of a double click answers a question that is gone.
        elif message.get("nr") == self._number < len(self._asked):
            question = self._asked[self._number]
            choice = message.get("svar")
            if choice not in [key for key, _ in question.choices]:
                return
            answer(self._folder, question, cast(Answer, choice), at_gate=self._at_gate)
            self._number += 1
        self.state = self._say()

    def _say(self) -> dict[str, Any]:
        """What the page shows now."""
        base = {"number": self._number, "can_undo": self._number > 0, "places": [], "choices": []}
        if self._number >= len(self._asked):
            return {
                **base,
                "asks": "Der er ikke flere spørgsmål.",
                "more": "Kittet finder ikke alle navne. Læs det igennem, før I giver det videre.",
                "progress": "",
            }
        question = self._asked[self._number]
        hidden = len(question.places) - _SHOWN
        return {
            **base,
            "asks": question.asks,
            "progress": f"{self._number + 1} af {len(self._asked)}",
            "places": [_line(question, i) for i in range(min(len(question.places), _SHOWN))],
            "more": f"… og {plural(hidden, 'sted', 'steder')} mere." if hidden > 0 else "",
            "choices": [list(choice) for choice in question.choices],
        }


def _line(question: Question, number: int) -> dict[str, str]:
    place = question.places[number]
    where = f"{place.file}, række {place.row}" if place.row is not None else place.file
    return {"before": place.before, "word": place.word, "after": place.after, "where": where}
