"""The session page as one widget: the same in Voilà, in JupyterLab and in a notebook."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget

from kitlib.circle.page.assets import faces, script, style
from kitlib.circle.page.desk import SLOW, Desk, open_session, opened_here, warmed
from kitlib.circle.page.opens import OPENS

if TYPE_CHECKING:
    from kitlib.circle.session import Session

__all__ = ["SLOW", "SessionWidget", "from_server", "show"]


class SessionWidget(anywidget.AnyWidget):
    """Carries messages between the page and a desk, which answers them.

    Parameters
    ----------
    opening : Future of Session
        The meeting that is shown, or on its way; where it ends in a KitError, the page says why.
    """

    _esm = script()
    _css = style()

    def __init__(self, opening: Future[Session]) -> None:
        super().__init__()
        self._desk = Desk(opening, lambda message: self.send(message))
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        return repr(self._desk)

    def _receive(self, _widget: Any, message: Mapping[str, Any], _buffers: Any) -> None:
        self._desk.receive(message)


def show(
    folder: str | Path,
    *,
    minutes: int | None = None,
    circle: str | None = None,
    today: date | None = None,
) -> SessionWidget:
    """Open a session as a widget, for a notebook or a page.

    A folder that cannot be opened gives a page that says why, not an error.
    """
    widget = SessionWidget(opened_here(folder, minutes, circle, today))
    widget._css = faces() + style()
    return widget


def from_server() -> SessionWidget:
    """Open the session that `laeringskit session` asked for.

    Gives the widget at once and reads the data beside it, while the browser loads its scripts.
    """
    opens = json.loads(os.environ[OPENS])
    today = date.fromisoformat(opens["today"]) if opens["today"] else None
    beside = ThreadPoolExecutor(1)
    opening = beside.submit(open_session, opens["folder"], opens["minutes"], opens["circle"], today)
    beside.submit(lambda: warmed(opening.result()))
    beside.shutdown(wait=False)
    return SessionWidget(opening)
