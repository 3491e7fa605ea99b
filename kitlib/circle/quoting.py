"""Makes a referat that quotes a team's own note, for those who look at whatever is made."""

from __future__ import annotations

from pathlib import Path

from kitlib.circle.referat_parts import parts_of
from kitlib.circle.session import Session

__all__ = ["make_referat"]


def make_referat(source: Path, out: Path) -> list[Path]:
    """Make a referat that quotes the team's first note, for the register of outputs."""
    session = Session.open(source)
    notes = session.notes.shown.notes
    words = [] if notes is None else list(notes["observation"].dropna())
    session.meeting.put("se.set", str(words[0]) if words else "Vi så sedlerne på bordet.")
    return session.approve([p.key for p in parts_of(session)], "teamet", out=out)
