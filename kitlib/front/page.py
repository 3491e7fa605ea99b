"""The server of the front page: `laeringskit`, in a folder.

It listens on this machine alone, and its address opens it once. What takes long is said on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from kitlib.front.desk import FrontDesk
from kitlib.front.running import Running
from kitlib.local.served import LocalServer
from kitlib.local.shell import shell
from kitlib.opening import open_in_browser

__all__ = ["FrontServer", "serve"]

_HERE = Path(__file__).parent
_MOST = 100_000  # bytes of a message: all of the form
_PAGES = ("moede", "navne", "notebooks")


class FrontServer(LocalServer):
    """Serves the front page of one folder until it is closed.

    Parameters
    ----------
    folder : Path
        A team's, an empty one, or one that holds teams.
    today : date, optional
    opens : callable, optional
        Opens a file that was made, and tells whether it could.
    **options
        As `LocalServer`.
    """

    def __init__(
        self,
        folder: Path,
        *,
        today: date | None = None,
        opens: Callable[[Path], bool] = open_in_browser,
        **options: Any,
    ) -> None:
        super().__init__(most=_MOST, **options)
        self.running = Running()
        self._desk = FrontDesk(folder, opens=opens, today=today)

    def take(self, what: str, message: Mapping[str, Any]) -> dict[str, Any] | None:
        """Do what a button says, and return what the page shows of it."""
        step = self._desk.step(what)
        if what in _PAGES:
            step = partial(self.start, what=what)
        elif what == "luk":
            step = self.finish
        return None if step is None else self._desk.take(what, step, message)

    def news(self) -> dict[str, Any]:
        """Tell how far it is with what takes long."""
        return {"i_gang": self._desk.doing}

    def start(self, message: Mapping[str, Any], *, what: str) -> dict[str, Any]:
        """Open another page: the meeting, the names, the notebooks."""
        return {"adresse": self.running.start(what, self._desk.folder)}

    def finish(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """End the page from the page."""
        self.end()
        return {"slut": True}

    def page(self, nonce: str) -> str:
        """Return the page, with nothing of the folder on it."""
        return shell(_HERE, "Læringskit", nonce, css=("front.css",), js=("fields.js", "front.js"))


def serve(
    folder: Path,
    *,
    ready: Callable[[str], None],
    left: Callable[[list[str]], None] = lambda kinds: None,
    today: date | None = None,
) -> None:
    """Serve the front page of a folder until it is closed, and every page it has opened.

    Parameters
    ----------
    ready : callable
        Told the address, which opens the page once.
    left : callable
        Told which pages are still open when the front page is closed.
    """
    server = FrontServer(folder, today=today)
    ready(server.address)
    try:
        server.run()
        if kinds := server.running.open:
            left(kinds)
            server.running.wait()
    finally:
        server.running.end()
