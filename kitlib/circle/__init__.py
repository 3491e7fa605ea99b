"""Læringscirklen: a team goes through a data session, writes as it goes, and comes back to it.

Back end only: files, logbog and session state, testable without a browser. The page is in
`kitlib.circle.page`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.face import face

if TYPE_CHECKING:
    from kitlib.circle.circlefile import read_circle
    from kitlib.circle.judgement import hints
    from kitlib.circle.model import Circle
    from kitlib.circle.session import Receipt, Session
    from kitlib.journal.logbog import Logbog

__all__ = ["Circle", "Logbog", "Receipt", "Session", "hints", "read_circle"]

__getattr__, __dir__ = face(
    __name__,
    {
        "model": ["Circle"],
        "circlefile": ["read_circle"],
        "judgement": ["hints"],
        "kitlib.journal.logbog": ["Logbog"],
        "session": ["Receipt", "Session"],
    },
)
