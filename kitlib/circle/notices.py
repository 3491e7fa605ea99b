"""What a meeting tells when it opens: what must not wait, what is not shown, and what is amiss."""

from __future__ import annotations

from collections.abc import Iterator

from kitlib.circle.figures import whole_key
from kitlib.handwritten import COLUMN
from kitlib.privacy.stray import SYNCED
from kitlib.privacy.worry import message
from kitlib.problems import Problem, did_you_mean
from kitlib.team import Team

__all__ = ["notices_of"]


def notices_of(team: Team) -> Iterator[Problem]:
    """Tell what of a team's folder everybody at the table is to know."""
    yield from (p for p in team.problems if p.code == SYNCED)
    if team.worries:
        yield Problem(message(), code="session_bekymring")
    yield from _held_pictures(team)
    yield from _missing_views(team)


def _held_pictures(team: Team) -> Iterator[Problem]:
    """Say that pictures of handwriting are not shown, where a name is covered in the words."""
    frames = team.frames.values()
    any_there = any(COLUMN in frame and frame[COLUMN].notna().any() for frame in frames)
    if any_there and (told := team.told_pictures):
        hint = "Hvor de er, og hvad I kan gøre, står i: laeringskit tjek."
        yield Problem(told, hint, level="advarsel", code="billede_daekket")


def _missing_views(team: Team) -> Iterator[Problem]:
    """Tell which of the views chosen in om.toml the team's data cannot make."""
    known = team.view_keys
    for key in team.about.visninger:
        if whole_key(key, known) is None:
            yield Problem(
                f"Visningen '{key}' er valgt, men kan ikke laves af jeres data.",
                did_you_mean(key, known) or "Cirklen kan bruges uden den.",
                "om.toml",
                column="visninger",
                level="advarsel",
                code="session_visning",
            )
