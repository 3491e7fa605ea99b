"""Subtitles (WebVTT, SRT, SBV) by their blocks: every line of times gives notes or is told.

Own reader, as the libraries for it are lenient in silence: they take a cue's name for its words,
leave out what is in braces, and pass over a line of times they cannot read.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kitlib.problems import KitError, Problem
from kitlib.reading.annotation import (
    MOST_NOTES,
    Annotated,
    Annotation,
    check_count,
    told_at,
)
from kitlib.reading.cue_text import has_inline_times, said_in
from kitlib.reading.rolling import Cue, unrolled
from kitlib.reading.written import read_text

__all__ = ["read_subtitles"]

_TIME = re.compile(r"\s*(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2})(?:[.,]\s?(\d{1,9}))?(?=\s|$)\s*")
# Word turns "-->" into an arrow, and a page saved as text turns it into an entity.
_ARROWED = re.compile(
    r"(?P<start>.*?)(?P<arrow>-->|--&gt;|[-–—]>|[→⟶\uf0e0])(?P<end>.*)", re.DOTALL
)
# "position:0%" and "X1:117" say where it is shown; whatever else follows the times is words.
_SETTINGS = re.compile(
    r"(?:(?:vertical|line|position|size|align|region|[xy][12]):\S+(?:\s+|$))+", re.IGNORECASE
)
_LIKE_TIME = re.compile(r"\s*\d+\s*[:.,]\s*\w")
_SBV = re.compile(r"(?P<start>\s*\d+:\d+:\d+(?:\.\w+)?)\s*,(?P<end>.*)")
_ARROW_IN_NOTE = re.compile(r"NOTE\s+\d+\s*:.*-->.*")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s.*)?")


@dataclass
class _Block:
    """A line of times and the lines below it."""

    number: int
    start: float | None
    end: float | None
    lines: list[str] = field(default_factory=list)


@dataclass
class _Found:
    """A file taken apart: its blocks, and the lines that belong to none."""

    blocks: list[_Block] = field(default_factory=list)
    homeless: list[int] = field(default_factory=list)
    no_end: list[int] = field(default_factory=list)
    noted: list[int] = field(default_factory=list)


def read_subtitles(path: Path) -> Annotated:
    """Read every cue of a file with subtitles.

    Parameters
    ----------
    path : Path
        .vtt, .srt or .sbv.

    Returns
    -------
    Annotated
        One note a voice in each cue; `lag` is the voice, which may be a person's name. Captions
        that roll are one note a line that was said.

    Raises
    ------
    KitError
        Where no line of times can be read, or there are more than can be looked at.
    """
    written = read_text(path)
    lines = re.split("\r\n|\r|\n", written.text or "")
    found = _parted(lines, sbv=path.suffix.casefold() == ".sbv")
    check_count(path, len(found.blocks))
    if not any(b.start is not None for b in found.blocks) and (found.blocks or found.homeless):
        raise _broken(path)
    cues = [
        Cue(b.number, b.start, b.end, tuple(said_in(b.lines)))
        for b in found.blocks
        if b.start is not None
    ]
    inline = any(has_inline_times(line) for b in found.blocks for line in b.lines)
    cues, merged = unrolled(cues, inline=inline)
    rows = [row for cue in cues for row in _rows(cue)]
    check_count(path, len(rows))
    return Annotated(rows, [*written.told, *_problems(found, cues), *merged], spoken=True)


def _parted(lines: Sequence[str], *, sbv: bool) -> _Found:
    """Take a file apart, line by line.

    A line of times begins a block wherever it stands; the line above it is its name when an empty
    one is above that. A block ends at an empty line.
    """
    found = _Found()
    block: _Block | None = None
    waiting: list[int] = []  # lines of a block that has no times yet
    aside = bool(lines) and lines[0].lstrip("\ufeff").startswith("WEBVTT")
    for number, line in enumerate(lines, start=1):
        if len(found.blocks) > MOST_NOTES:
            break
        times = _times(line, sbv=sbv)
        if times is not None:
            if block is not None:
                _take_name(block, found.blocks)
            found.homeless += _words(waiting[:-1], lines)
            waiting, aside = [], False
            block = _Block(number, *times[:2], [times[2]] if times[2] else [])
            found.blocks.append(block)
            if block.start is not None and block.end is None:
                found.no_end.append(number)
        elif not line:
            found.homeless += _words(waiting, lines)
            block, waiting, aside = None, [], False
        elif not aside and _ASIDE.fullmatch(line) and _begins(block, waiting):
            aside = True
            found.noted += [number] if _ARROW_IN_NOTE.fullmatch(line) else []
        elif not aside and block is not None:
            block.lines.append(line)
        elif not aside and line.strip():
            waiting.append(number)
    found.homeless += _words(waiting, lines)
    return found


def _begins(block: _Block | None, waiting: Sequence[int]) -> bool:
    """Tell whether the next line begins a block of its own, also after a line of spaces."""
    if block is None:
        return not waiting
    return bool(block.lines) and not block.lines[-1].strip()


def _words(numbers: Sequence[int], lines: Sequence[str]) -> Sequence[int]:
    """Return which lines hold words; a cue's number above them does not."""
    first = numbers and lines[numbers[0] - 1].strip().isdigit()
    return numbers[1:] if first else numbers


def _take_name(block: _Block, blocks: Sequence[_Block]) -> None:
    """Take the next cue's name off a cue that no empty line ends."""
    if not block.lines:
        return
    last, above = block.lines[-1].strip(), block.lines[-2:-1]
    apart = above and not above[0].strip()
    # A number alone on the line above the times is the cue's, where the one before has words.
    counted = last.isdigit() and (bool(above) or last == str(len(blocks) + 1))
    if last and (apart or counted):
        block.lines.pop()


def _times(line: str, *, sbv: bool) -> tuple[float | None, float | None, str] | None:
    """Read a line of times: from, to, and words after them; None where it is no such line."""
    parts = _SBV.fullmatch(line) if sbv else _ARROWED.fullmatch(line)
    if parts is None:
        return None
    arrow = "-->" if sbv else parts["arrow"]
    start, more = _first_time(parts["start"])
    end, rest = _first_time(parts["end"])
    if start is None or more:
        # "Han --> væk" is words; "0:1x --> 0:20" is a time somebody mistyped.
        return (None, None, "") if arrow == "-->" and _LIKE_TIME.match(line) else None
    if end is None and arrow != "-->":
        return None
    if end is None and _LIKE_TIME.match(rest):
        rest = ""
    return start, end, "" if _SETTINGS.fullmatch(rest) else rest


def _first_time(text: str) -> tuple[float | None, str]:
    """Read a time as subtitles write it, with or without hours and thousandths; and the rest."""
    match = _TIME.match(text)
    hours, minutes, seconds = (int(match[i] or 0) for i in (1, 2, 3)) if match else (0, 0, 60)
    if match is None or seconds > 59 or (match[1] and minutes > 59):
        return None, text.strip()
    # One number, and no sum: what is written is what every other program reads.
    time = float(f"{hours * 3600 + minutes * 60 + seconds}.{match[4] or 0}")
    return time, text[match.end() :].strip()


def _rows(cue: Cue) -> Iterator[Annotation]:
    end = cue.end if cue.end is None or cue.end >= cue.start else None
    for said in cue.said:
        yield Annotation(cue.start, end, said.voice, None, " ".join(said.lines))


def _problems(found: _Found, cues: Sequence[Cue]) -> list[Problem]:
    unread = [b.number for b in found.blocks if b.start is None]
    backwards = [c.number for c in cues if c.end is not None and c.end < c.start]
    early = [b.number for a, b in itertools.pairwise(cues) if b.start < a.start]
    return [
        *told_at(
            unread,
            "Tidskoden kan ikke læses, så teksten under den er ikke med.",
            "Ret den, så den ser sådan ud: 00:01:15.000 --> 00:01:20.000",
            "tidskode",
        ),
        *told_at(
            [c.number for c in cues if not c.said],
            "Der står ingen ord under tidskoden, så den gav ingen note.",
            "Skriv ordene under den, eller slet den.",
            "tidskode_uden_ord",
        ),
        *told_at(
            found.homeless,
            "Teksten har ingen tidskode og er ikke med.",
            "Skriv tiden på linjen over den.",
            "tekst_uden_tid",
        ),
        *told_at(
            found.noted,
            "Tidskoden står i en kommentar (NOTE), så teksten under den er ikke med.",
            "Slet ordet NOTE, hvis den skal med.",
            "tidskode_i_kommentar",
        ),
        *told_at(
            found.no_end,
            "Tidskoden siger ikke, hvornår det slutter. Noten står ved sin start.",
            "Skriv begge tider, hvis det betyder noget.",
            "slut_mangler",
        ),
        *told_at(
            backwards,
            "Noten slutter, før den begynder. Den står ved sin start.",
            "Byt om på start og slut, eller ret tidskoden.",
            "slut_foer_start",
        ),
        *told_at(
            early,
            "Tiden er før den forrige i filen. Noterne vises i klippets rækkefølge.",
            "Tjek, at tiden er rigtig.",
            "raekkefoelge",
        ),
    ]


def _broken(path: Path) -> KitError:
    return KitError(
        Problem(
            "Der er ingen tidskoder, der kan læses, i filen.",
            "En linje med tider ser sådan ud: 00:01:15.000 --> 00:01:20.000",
            file=path.name,
            code="undertekster",
        )
    )
