"""Læringscirklen: a team goes through a data session, writes as it goes, and comes back to it.

Back end only: files, logbog and session state, testable without a browser. The page is in
`kitlib.circle.page`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kitlib.circle.circlefile import read_circle
    from kitlib.circle.judgement import hints
    from kitlib.circle.logbog import Logbog
    from kitlib.circle.model import Circle
    from kitlib.circle.session import Receipt, Session

__all__ = ["Circle", "Logbog", "Receipt", "Session", "hints", "read_circle"]

_HOMES = {
    "Circle": "model",
    "read_circle": "circlefile",
    "hints": "judgement",
    "Logbog": "logbog",
    "Receipt": "session",
    "Session": "session",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kitlib.circle' has no attribute {name!r}")
    return getattr(import_module(f"kitlib.circle.{_HOMES[name]}"), name)
