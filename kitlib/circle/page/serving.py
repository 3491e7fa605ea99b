"""Opens the session page in the browser and stays until it is closed: `laeringskit session`."""

from __future__ import annotations

import logging
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.holding import sharing
from kitlib.problems import KitError
from kitlib.whose import shut

if TYPE_CHECKING:
    from kitlib.circle.page.server import SessionServer

__all__ = ["serve"]

# Long enough to reload the page, short enough that nothing is left running after the meeting.
_GRACE = 20.0


def serve(
    folder: str | Path,
    *,
    minutes: int | None = None,
    circle: str | None = None,
    today: date | None = None,
    ready: Callable[[str], None],
    grace: float = _GRACE,
) -> None:
    """Serve a session on this machine alone, and return when the page is closed or at Ctrl-C.

    Parameters
    ----------
    folder : str or Path
        The team's folder.
    minutes, circle, today
        As `kitlib.circle.Session.open`.
    ready : callable
        Told the address, token and all, once it can be opened.
    grace : float
        Seconds without a page after which the server stops.

    Raises
    ------
    KitError
        Where there is no such folder, or Voilà is not installed.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise KitError(
            f"Mappen '{folder.name}' findes ikke.",
            hint="Tjek stien. Skriv 'laeringskit ny MAPPE' for at lave en ny.",
        )
    if find_spec("voila") is None or find_spec("anywidget") is None:
        raise KitError(
            "Det, der viser siden, er ikke installeret.",
            hint='Skriv: python -m pip install "laeringskit[session]"',
        )
    shut(folder)
    from kitlib.about import read_about
    from kitlib.circle.page.assets import style
    from kitlib.circle.state import RULES

    opens = {
        "folder": str(folder.resolve()),
        "minutes": minutes,
        "circle": circle,
        "today": today.isoformat() if today else None,
    }
    server = _server_class()
    about, _ = read_about(folder / "om.toml")
    shell = {
        "navn": about.navn or folder.resolve().name,
        "spilleregler": RULES,
        "css": style(),
    }
    with sharing(folder, "moede"), _quiet("tornado", "asyncio", "traitlets", "Voila"):
        server(
            opens=opens,
            shell=shell,
            token=secrets.token_urlsafe(24),
            ready=ready,
            grace=grace,
        ).run()


def _server_class() -> type[SessionServer]:
    """Load the server, without a grammar of web addresses that costs more than all the rest.

    jsonschema builds it on import (2.8 of 5 seconds) to check a kind of address that no
    message here holds, and does without where it cannot be had.
    """
    name = "rfc3987_syntax"
    hidden = name not in sys.modules
    if hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        from kitlib.circle.page.server import SessionServer
    finally:
        if hidden:
            del sys.modules[name]
    return SessionServer


@contextmanager
def _quiet(*names: str) -> Iterator[None]:
    """Keep the server's own English remarks off the terminal while it runs."""
    loggers = [logging.getLogger(name) for name in names]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
