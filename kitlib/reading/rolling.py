"""Captions that roll: each line is shown again while the next comes, and is one note only."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from kitlib.dansk import plural
from kitlib.problems import Problem
from kitlib.reading.cue_text import Said

__all__ = ["Cue", "unrolled"]

_GAP = 1.0  # seconds between two cues that still follow each other
_BLINK = 0.11  # seconds; a cue as short as this only holds a line on the screen


class Cue(NamedTuple):
    """What is said from one time to another, and the line of the file that says so."""

    number: int
    start: float
    end: float | None
    said: tuple[Said, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(line for said in self.said for line in said.lines)


def unrolled(cues: Sequence[Cue], *, inline: bool) -> tuple[list[Cue], list[Problem]]:
    """Leave out of each cue the lines that the one before it already showed.

    Parameters
    ----------
    cues : sequence of Cue
        In the order of the file.
    inline : bool
        Whether words in the file have times of their own: such captions roll.

    Returns
    -------
    (list of Cue, list of Problem)
        The cues, and how many were merged. A file whose captions do not roll is returned as it
        is: who says "Nej" twice said it twice.

    Notes
    -----
    Captions roll where a cue of several lines begins with what the one before ended with, or
    where one of a tenth of a second or less shows it again; twice, or in a third of the cues.
    Captions grow where a cue begins with the whole of the one before, with no time between, and
    goes on; twice, and in a third of the cues: who says "Nej" and then "Nej tak" said both.
    """
    pairs = list(itertools.pairwise(cues))
    signs = sum(_rolls(a, b) for a, b in pairs)
    grown = sum(_grows(a, b) for a, b in pairs)
    rolls = signs > 0 and (inline or signs > 1 or signs * 3 >= len(cues))
    grows = grown > 0 and (inline or rolls or (grown > 1 and grown * 3 >= len(cues)))
    if not rolls and not grows:
        return list(cues), []
    kept: list[Cue] = []
    shown: tuple[str, ...] = ()
    merged = 0
    for before, cue in zip([None, *cues], cues, strict=False):
        follows = before is not None and _follows(before, cue)
        longer = _longer(shown, cue.lines) if grows and before and _grows(before, cue) else 0
        again = longer or (_overlap(shown, cue.lines) if follows and rolls else 0)
        shown = cue.lines or shown
        if longer:
            kept[-1] = _ended_with(kept[-1], cue.lines[longer - 1], cue.end)
        if again and again == len(cue.lines):
            merged += 1
            kept[-1] = kept[-1]._replace(end=_later(kept[-1].end, cue.end))
            continue
        kept.append(cue._replace(said=_without(cue.said, again)))
    return kept, _told(merged, kept)


def _rolls(before: Cue, cue: Cue) -> bool:
    again = _overlap(before.lines, cue.lines) if _follows(before, cue) else 0
    short = cue.end is not None and cue.end - cue.start <= _BLINK
    return bool(again) and (len(cue.lines) > again or short)


def _grows(before: Cue, cue: Cue) -> bool:
    """Tell whether a cue shows the last line of the one before with more words after it."""
    same = bool(before.said) and before.said[-1].voice in {s.voice for s in cue.said}
    at_once = before.end is None or cue.start <= before.end + _BLINK
    return same and at_once and _follows(before, cue) and bool(_longer(before.lines, cue.lines))


def _longer(shown: Sequence[str], lines: Sequence[str]) -> int:
    """Return how many of the first lines were shown, the last of them before it went on."""
    for k in range(min(len(shown), len(lines)), 0, -1):
        old, new = shown[-1], lines[k - 1]
        goes_on = len(new) > len(old) and new.startswith(old) and not new[len(old)].isalnum()
        if goes_on and tuple(shown[-k:-1]) == tuple(lines[: k - 1]):
            return k
    return 0


def _ended_with(cue: Cue, line: str, end: float | None) -> Cue:
    """Return a cue whose last line has gone on."""
    *said, last = cue.said
    said.append(last._replace(lines=(*last.lines[:-1], line)))
    return cue._replace(said=tuple(said), end=_later(cue.end, end))


def _follows(before: Cue, cue: Cue) -> bool:
    end = before.start if before.end is None else before.end
    return before.start <= cue.start <= end + _GAP


def _overlap(shown: Sequence[str], lines: Sequence[str]) -> int:
    """Return how many of the first lines are the last that were shown."""
    most = min(len(shown), len(lines))
    return next((k for k in range(most, 0, -1) if tuple(shown[-k:]) == tuple(lines[:k])), 0)


def _without(said: Sequence[Said], lines: int) -> tuple[Said, ...]:
    left = []
    for part in said:
        kept = part.lines[lines:]
        lines = max(0, lines - len(part.lines))
        left += [part._replace(lines=kept)] if kept else []
    return tuple(left)


def _later(one: float | None, other: float | None) -> float | None:
    return max((t for t in (one, other) if t is not None), default=None)


def _told(merged: int, kept: Sequence[Cue]) -> list[Problem]:
    if not merged:
        return []
    words = f"{plural(merged, 'tidskode', 'tidskoder')} viste kun det samme igen"
    notes = plural(len(kept), "note", "noter")
    message = f"Underteksterne ruller: {words}, så de er samlet til {notes}."
    return [Problem(message, "Der mangler ingen ord.", level="advarsel", code="ruller")]
