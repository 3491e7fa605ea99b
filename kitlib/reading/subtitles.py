"""WebVTT and SRT through pysubs2."""

from __future__ import annotations

import re
from pathlib import Path

from kitlib.problems import KitError, Problem
from kitlib.reading.sniff import encoding_of

__all__ = ["read_subtitles"]

Row = tuple[float | None, float | None, str | None, str | None, str]

# WebVTT names who speaks inside the text. It is a tier like ELAN's, and may be a person's name.
_VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+([^>]+)>")
_TAG = re.compile(r"<[^<>]*>")
_TIMES = re.compile(r"\d{2}:\d{2}[.,]\d{3}\s*-->\s*(?:\d+:)?\d{2}:\d{2}[.,]\d{3}")


def read_subtitles(path: Path) -> list[Row]:
    """Return every cue as (start, slut, lag, None, tekst), seconds from the start.

    Raises
    ------
    KitError
        Where no cue has a time code that can be read.
    """
    from pysubs2 import SSAFile
    from pysubs2.exceptions import Pysubs2Error

    with path.open(encoding=encoding_of(path), errors="replace") as stream:
        content = stream.read()
    form = path.suffix.casefold().removeprefix(".")
    # Speakers are taken out before pysubs2 drops the tags with their names in them.
    voices = _VOICE.sub(lambda match: f"\x02{match[1].strip()}\x03", content)
    try:
        subtitles = SSAFile.from_string(voices, format_=form)
    except (Pysubs2Error, ValueError, IndexError, OverflowError):
        raise _broken(path) from None
    if not len(subtitles) and content.strip().removeprefix("WEBVTT").strip():
        if not _TIMES.search(content):
            raise _broken(path)
        return []
    return [_row(event.start, event.end, event.plaintext) for event in subtitles]


def _row(start: int, end: int, text: str) -> Row:
    voice = re.search("\x02([^\x03]*)\x03", text)
    text = _TAG.sub("", re.sub("\x02[^\x03]*\x03", "", text))
    text = " ".join(text.split())
    return start / 1000, end / 1000, voice[1] if voice else None, None, text


def _broken(path: Path) -> KitError:
    return KitError(
        Problem(
            "Der er ingen tidskoder, der kan læses, i filen.",
            "En linje med tider ser sådan ud: 00:01:15.000 --> 00:01:20.000",
            file=path.name,
            code="undertekster",
        )
    )
