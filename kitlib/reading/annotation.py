"""What every reader of a film's notes gives back: the notes, and what could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kitlib.dansk import number
from kitlib.problems import KitError, Level, Problem

__all__ = ["MOST_NOTES", "Annotated", "Annotation", "check_count", "told_at"]

#: Notes in one file. A day's subtitles are below; no meeting looks at more.
MOST_NOTES = 20_000


class Annotation(NamedTuple):
    """One note of a film; times in seconds."""

    start: float | None
    slut: float | None
    lag: str | None = None
    foraelder: str | None = None
    tekst: str = ""
    #: The film, where one file holds several.
    klip: str | None = None
    #: Whether the time is ours, between two that were set.
    anslaaet: bool = False


@dataclass(frozen=True)
class Annotated:
    """The notes of a file, and what could not be read of it.

    Parameters
    ----------
    rows : sequence of Annotation
        In the order of the file.
    problems : sequence of Problem
        Each place that gave no note, or not the whole of one.
    spoken : bool
        Whether the texts are what was said, and never codes.
    """

    rows: Sequence[Annotation] = ()
    problems: Sequence[Problem] = field(default=())
    spoken: bool = False


def told_at(
    rows: Sequence[int], message: str, hint: str, code: str, *, level: Level = "advarsel"
) -> list[Problem]:
    """Return one problem for all lines or rows of one kind; none where there are none.

    Examples
    --------
    >>> print(*told_at([4, 9], "Der står ingen ord.", "Skriv dem.", "tom"))
    række 4, 9: Der står ingen ord. Skriv dem.
    """
    if not rows:
        return []
    return [Problem(message, hint, level=level, code=code).on(rows)]


def check_count(path: Path, count: int) -> None:
    """Refuse a file with more notes than anybody can look at.

    Raises
    ------
    KitError
        Beyond `MOST_NOTES`.
    """
    if count > MOST_NOTES:
        message = f"Filen har mere end {number(MOST_NOTES)} noter og er for stor til at læse."
        hint = "Del den op, så hver fil er et klip."
        raise KitError(Problem(message, hint, file=path.name, code="for_stor"))
