"""The page on this machine where slips are asked about, each beside its picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kitlib.local.served import LocalServer
from kitlib.local.shell import shell
from kitlib.slips.turns import SlipTurns

__all__ = ["SlipServer", "serve"]

_HERE = Path(__file__).parent


class SlipServer(LocalServer):
    """Serves the questions about a heap of slips until its page is closed, or all is answered.

    Parameters
    ----------
    turns : SlipTurns
        What is asked.
    **options
        As `LocalServer`.
    """

    pictures = True

    def __init__(self, turns: SlipTurns, **options: Any) -> None:
        super().__init__(**options)
        self._turns = turns

    def take(self, what: str, message: Mapping[str, Any]) -> dict[str, Any] | None:
        """Keep an answer, or take the last one back, and return what is asked next."""
        if what == "svar":
            if message.get("fortryd"):
                self._turns.undo()
            elif isinstance(message.get("nr"), int):
                self._turns.answer(message["nr"], str(message.get("svar")))
        elif what != "tilstand":
            return None
        return dict(self._turns.state())

    def page(self, nonce: str) -> str:
        """Return the page, with no question on it yet."""
        return shell(_HERE, "Sedler i hånden", nonce, css=("slips.css",), js=("slips.js",))


def serve(turns: SlipTurns, *, ready: Callable[[str], None]) -> None:
    """Ask until the page is closed; `ready` is told its address, which opens it once."""
    server = SlipServer(turns)
    ready(server.address)
    server.run()
