"""The questions in a notebook: one at a time, the word in its sentences, one click an answer."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from kitlib.asking.turns import Turns
from kitlib.dansk import plural
from kitlib.team import Team, open_team

if TYPE_CHECKING:
    from kitlib.privacy.finding import NameKey

__all__ = ["AskingWidget"]

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
        self._turns = Turns.of_team(team, key=key, at_gate=at_gate)
        self.state = self._turns.state()
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        # How many, and no word of what: it is saved in the notebook.
        return f"<Navne i noterne: {plural(len(self._turns), 'spørgsmål', 'spørgsmål')}>"

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        if not isinstance(message, Mapping):
            return
        if message.get("fortryd"):
            self._turns.undo()
        elif isinstance(message.get("nr"), int):
            self._turns.answer(message["nr"], str(message.get("svar")))
        self.state = self._turns.state()
