"""Time codes as people type them: "0:21 hun smiler", a line each; and chapter lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from kitlib.dansk import plural
from kitlib.problems import KitError, Problem
from kitlib.reading.annotation import Annotated, Annotation, check_count, told_at
from kitlib.reading.written import read_text

__all__ = ["Typed", "dots_are_minutes", "is_list", "looks_like_list", "read_list", "typed"]

_LONGEST = 200  # letters of a line that ends with its time, as chapters do
_TOP = 80  # lines looked at to tell whether a text is a list of times
_SHARE = 4  # one line in so many begins with a time: others go on with what is said

_COLON = r"(?:\d{1,2}:)?\d{1,3}:[0-5]\d(?:[.,]\d{1,3})?"
_MINUTES = r"(?:\d{1,2}\.)?\d{1,3}[.,][0-5]\d"
_DOT = r"(?:\d{1,2}\.)?\d{1,3}[.,]\d{1,3}"
_SOME_SECONDS = r"\d{1,4}\s?s(?:ek(?:under|und)?)?\.?"
# "5 m" alone is metres.
_WORDS = (
    rf"(?:\d{{1,2}}\s?t(?:imer?)?\.?\s?)?\d{{1,3}}\s?m(?:in(?:utter|ut)?\.?)?\s?(?:og\s)?{_SOME_SECONDS}"
    rf"|(?:\d{{1,2}}\s?t(?:imer?)?\.?\s?)?\d{{1,3}}\s?min(?:utter|ut)?\.?|{_SOME_SECONDS}"
)
_UNIT = r"(?:\s?(?:min(?:utter)?|sek(?:under)?)\.?)?(?!\w|[:.,]\d)"
_ONE = rf"(?:kl\.?\s?|ca\.?\s?|fra\s)*({_COLON}|{_WORDS}|{_DOT}){_UNIT}"
_TO = r"(?:\s?(?:-->|[-–—→]|til)\s?|\t+)"
_PLACE = (
    rf"[(\[]?\s?{_ONE}(?:{_TO}(?:({_COLON}|{_DOT}|{_WORDS}){_UNIT}|([0-5]\d)(?![\w:.,])))?\s?[)\]]?"
)
_FIRST = re.compile(rf"\s*(?:[-–—•*·]\s+|\d{{1,3}}[.)]\s+)?{_PLACE}", re.IGNORECASE)
_LAST = re.compile(rf"(?P<text>.*?\S)(?:\s*[-–—:]\s*|\s+)(?P<place>{_PLACE})\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[-–—:;,|>]+(?=\s)|[.:](?=\s|$))?\s*")
_SURE = re.compile(
    rf"[(\[]?\s?(?:kl|{_COLON}|\d{{1,3}}\s?(?:min|sek))|[(\[]\s?{_DOT}", re.IGNORECASE
)


class Typed(NamedTuple):
    """A text that says where in the film it is."""

    start: float
    end: float | None
    text: str
    #: Written with a point or a comma, so that it may be minutes or seconds.
    dotted: bool


@dataclass
class _Note:
    line: int
    start: float
    end: float | None
    words: list[str] = field(default_factory=list)


def typed(line: str, *, minutes: bool = True) -> Typed | None:
    """Read a line that begins (or ends) with a time; None where it has none.

    Parameters
    ----------
    line : str
        One line somebody typed.
    minutes : bool
        Whether "1.15" is a minute and fifteen seconds; else it is a bit over one second.

    Examples
    --------
    >>> typed("0:21-0:30 hun smiler")[:3], typed("kl. 1.15: han går")[:3]
    ((21.0, 30.0, 'hun smiler'), (75.0, None, 'han går'))
    >>> typed("[1:02:05] Samling")[:3], typed("3 børn leger") is None
    ((3725.0, None, 'Samling'), True)
    """
    line = line.replace("\u00a0", " ").strip()
    match = _FIRST.match(line)
    if match and (found := _read(match[1], match[2], match[3], minutes)):
        rest = line[match.end() :]
        if not rest or not (rest[0].isalnum() and match[0][-1:].isalnum()):
            return Typed(*found, _BETWEEN.sub("", rest, count=1).strip(), _is_dotted(match[1]))
    match = _LAST.fullmatch(line) if len(line) <= _LONGEST else None
    if (
        match
        and _SURE.match(match["place"])
        and (found := _read(match[3], match[4], match[5], minutes))
    ):
        return Typed(*found, match["text"].strip(), _is_dotted(match[3]))
    return None


def _is_dotted(time: str) -> bool:
    return re.fullmatch(_DOT, time) is not None


def _read(
    start: str, end: str | None, seconds: str | None, minutes: bool
) -> tuple[float, float | None] | None:
    first = _seconds(start, minutes)
    if first is None:
        return None
    if seconds:
        return first, first - first % 60 + int(seconds)
    return first, _seconds(end, minutes) if end else None


def _seconds(time: str, minutes: bool) -> float | None:
    if not (re.fullmatch(_COLON, time) or re.fullmatch(_DOT, time)):
        hours, mins, secs = (re.search(rf"(\d+)\s?{unit}", time, re.I) for unit in "tms")
        parts = [int(m[1]) if m else 0 for m in (hours, mins, secs)]
        return parts[0] * 3600.0 + parts[1] * 60 + parts[2]
    if ":" in time:
        whole, _, part = re.sub(",", ".", time).partition(".")
        numbers = [int(n) for n in whole.split(":")]
    elif minutes and not re.fullmatch(_MINUTES, time):
        return None
    elif minutes:
        numbers, part = [int(n) for n in re.split(r"[.,]", time)], ""
    else:
        return float(time.replace(",", ".")) if re.fullmatch(r"\d+[.,]\d+", time) else None
    if any(n > 59 for n in numbers[1:]):
        return None
    total = 0.0
    for number in numbers:
        total = total * 60 + number
    return total + float(f"0.{part or 0}")


def dots_are_minutes(times: Sequence[str]) -> bool:
    """Decide for all of them whether "1.15" is a minute and fifteen seconds.

    They are where each has two digits after the point that can be seconds, and where others are
    written with a colon.

    Examples
    --------
    >>> dots_are_minutes(["1.15 han går", "0.21"]), dots_are_minutes(["1.15", "12.5"])
    (True, False)
    """
    found = [m[1] for t in times if (m := _FIRST.match(t))]
    return any(":" in t for t in found) or all(
        re.fullmatch(_MINUTES, t) for t in found if _is_dotted(t)
    )


def is_list(lines: Sequence[str]) -> bool:
    """Tell whether lines are a list of times: enough of them begin with one, and some surely.

    Examples
    --------
    >>> is_list(["0:21 hun smiler", "0:35 han går"]), is_list(["2 børn", "3.5 liter"])
    (True, False)
    """
    filled = [line for line in lines if line.strip()]
    minutes = dots_are_minutes(filled)
    found = [line for line in filled if typed(line, minutes=minutes)]
    sure = [line for line in found if _SURE.search(line)]
    return bool(found) and (bool(sure) or len(found) > 1) and len(found) * _SHARE >= len(filled)


def looks_like_list(path: Path) -> bool:
    """Tell by its top whether a text is a list of times; never raises for what it holds."""
    try:
        top = _lines(read_text(path).text)[:_TOP]
    except (KitError, OSError):
        return False
    first = next((line for line in top if line.strip()), "")
    # A heading row with cells is a table, whatever stands below it.
    return is_list(top) and (_FIRST.match(first) is not None or not re.search(r"[;\t|]", first))


def read_list(path: Path) -> Annotated:
    """Read a list of time codes in a text, a line each.

    Parameters
    ----------
    path : Path
        A text, such as a chapter list of a video site.

    Returns
    -------
    Annotated
        A line without a time goes on with the note above it.
    """
    written = read_text(path)
    lines = _lines(written.text)
    minutes = dots_are_minutes(lines)
    notes: list[_Note] = []
    before: list[int] = []
    dotted = False
    for number, line in enumerate(lines, start=1):
        found = typed(line, minutes=minutes)
        if found is not None:
            notes.append(_Note(number, found.start, found.end, [found.text] if found.text else []))
            dotted |= found.dotted
        elif line.strip():
            if notes:
                notes[-1].words.append(line.strip())
            else:
                before.append(number)
    check_count(path, len(notes))
    rows = [_row(note) for note in notes if note.words]
    told = [_as_list(len(rows)), *_problems(notes, before, dotted, minutes)]
    return Annotated(rows, [*written.told, *told])


def _lines(text: str | None) -> list[str]:
    return re.split("\r\n|\r|\n", text or "")


def _row(note: _Note) -> Annotation:
    end = note.end if note.end is None or note.end >= note.start else None
    return Annotation(note.start, end, None, None, " ".join(note.words))


def _as_list(count: int) -> Problem:
    notes = plural(count, "note", "noter")
    message = f"Filen er læst som en liste med tider i et filmklip: {notes}."
    hint = "Er tiderne klokkeslæt fra dagen, så flyt filen ud af mappen."
    return Problem(message, hint, level="advarsel", code="tidsliste")


def _problems(
    notes: Sequence[_Note], before: Sequence[int], dotted: bool, minutes: bool
) -> list[Problem]:
    problems = [
        *told_at(
            before,
            "Linjen står før den første tid og er ikke med.",
            "Skriv en tid foran, hvis den skal med.",
            "tekst_uden_tid",
        ),
        *told_at(
            [n.line for n in notes if not n.words],
            "Der står ingen ord ved tiden, så den gav ingen note.",
            "Skriv det, I ser, efter tiden.",
            "tidskode_uden_ord",
        ),
        *told_at(
            [n.line for n in notes if n.end is not None and n.end < n.start],
            "Noten slutter, før den begynder. Den står ved sin start.",
            "Byt om på start og slut, eller ret tiden.",
            "slut_foer_start",
        ),
        *told_at(
            [b.line for a, b in pairwise(notes) if b.start < a.start],
            "Tiden er før den forrige i filen. Noterne vises i klippets rækkefølge.",
            "Tjek, at tiden er rigtig.",
            "raekkefoelge",
        ),
    ]
    return problems + ([dots_told(minutes)] if dotted else [])


def dots_told(minutes: bool) -> Problem:
    """Say how "1.15" was read."""
    message = "Tider som 1.15 er læst som minutter og sekunder: 1 minut og 15 sekunder."
    if not minutes:
        message = "Tider som 12.5 er læst som sekunder med decimaler."
    return Problem(
        message, "Skriv 1:15, så er der ingen tvivl.", level="advarsel", code="tid_punktum"
    )
