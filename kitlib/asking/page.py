"""One small page on this machine where what looks like a name is answered: `laeringskit navne`.

It shows the notes as they are written, so it is for the person who sits there, whose own folder it
is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.asking.turns import Turns
from kitlib.local.served import LocalServer
from kitlib.local.shell import shell
from kitlib.problems import KitError

if TYPE_CHECKING:
    from kitlib.privacy.finding import NameKey
    from kitlib.team import Team

__all__ = ["AskingServer", "serve"]

_HERE = Path(__file__).parent


class AskingServer(LocalServer):
    """Serves the questions of one team until its page is closed.

    Parameters
    ----------
    turns : Turns
        What is asked.
    **options
        As `LocalServer`.
    """

    def __init__(self, turns: Turns, **options: Any) -> None:
        super().__init__(**options)
        self._turns = turns

    def take(self, what: str, message: Mapping[str, Any]) -> dict[str, Any] | None:
        """Keep an answer, or take the last one back, and return what is asked next."""
        if what == "tilstand":
            return self._turns.state()
        if what != "svar":
            return None
        try:
            if message.get("fortryd"):
                self._turns.undo()
            elif isinstance(message.get("nr"), int):
                self._turns.answer(message["nr"], str(message.get("svar")))
        except KitError as error:
            return {"problem": f"{error.message} {error.hint}".strip()}
        return self._turns.state()

    def page(self, nonce: str) -> str:
        """Return the page, with no question on it yet."""
        css, js = ("ask.css", "page.css"), ("ask.js", "page.js")
        return shell(_HERE, "Svar på navne", nonce, css=css, js=js)


def serve(
    team: Team,
    *,
    ready: Callable[[str], None],
    key: NameKey | None = None,
) -> int:
    """Serve a team's questions on this machine alone; return how many notes still wait.

    Parameters
    ----------
    ready : callable
        Told the address, which opens the page once.
    key : NameKey, optional
        The team's key, unlocked: names in it are no question.
    """
    from dataclasses import replace

    server = AskingServer(Turns.of_team(team, key=key))
    ready(server.address)
    server.run()
    return replace(team, key=key).waiting
