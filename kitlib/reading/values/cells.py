"""One cell as people write it -> a value: dates, numbers, time codes, yes and no, codes.

Scalars only: the same cell stands many times in a column, so readers hand over each different
cell once (`kitlib.reading.raw.Cells`) and the rest is numpy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from kitlib.codes import normal, split
from kitlib.reading.values.days import parse_date, parse_serial
from kitlib.reading.values.figures import Style, parse_number
from kitlib.reading.values.formats import Shown
from kitlib.reading.values.visible import clean

__all__ = [
    "LOST",
    "as_text",
    "clean",
    "have_lost",
    "is_blank",
    "labelled",
    "parse_code",
    "parse_codes",
    "parse_date",
    "parse_number",
    "parse_seconds",
    "parse_serial",
    "parse_yes_no",
]

_TIME_CODE = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):([0-5]?\d)(?:[.,](\d{1,9}))?")
_TIME_WORDS = re.compile(
    r"(?:(\d+)\s*(?:t|time|timer)\.?\s*)?(?:(\d+)\s*m(?:in(?:ut(?:ter)?)?)?\.?\s*)?"
    r"(?:(\d+(?:[.,]\d+)?)\s*s(?:ek(?:und(?:er)?)?)?\.?)?",
    re.IGNORECASE,
)
# 1.15 may be a bit over one second or one minute and fifteen.
_DOT_TIME = re.compile(r"\d{1,3}\.[0-5]\d")

_YES = frozenset({"ja", "j", "yes", "y", "true", "sand", "sandt", "1", "x", "✓", "✔"})
_NO = frozenset({"nej", "n", "no", "false", "falsk", "falskt", "0"})

_CPR = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[- ]?\d{4}(?!\d)")

#: What is said of cells in which letters were lost before they came here, and what to do.
LOST = (
    "Bogstaver er gået tabt i teksten, eller der står koder i stedet for dem. Et navn med dem i "
    "kan ikke genkendes.",
    "Hent teksten igen, hvor den kommer fra, eller ret ordene.",
)

# The mark of a letter that could not be read, one that became "?" inside a word, and letters as
# web pages, addresses, programs, old mail programs and mails write them. Each way begins with its
# own sign, which the engine skips to; a look behind at the head of one made the whole 30 x slower.
_LOST = re.compile(
    "\ufffd"
    r"|\?(?<=[^\W\d_]\?)(?=[a-zæøå])(?![^\s?]*[=/&])"
    r"|&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[\dA-Fa-f]{2,6});"
    r"|%C3%[89AB][\dA-F]"
    r"|\\u00[c-f][\da-f]"
    r"|\+A[MNOP][A-Za-z]-"
    r"|=C3=[89AB][\dA-F](?:(?<=[^\W\d_]=.....)|(?=[a-zæøå]))"
    r"|=(?:C[56]|D8|E[56]|F8)(?<=[^\W\d_]=..)(?=[a-zæøå])"
)
_ADDRESS = re.compile(r"\S*(?:://|www\.)\S*")


def have_lost(cells: Sequence[Any]) -> list[bool]:
    """Tell which cells hold a word that has lost a letter; empty where none does.

    Examples
    --------
    >>> have_lost(["S?ren gik", "Hvad? Nej", "p\\ufffd tur", "K&oslash;kken", "B & O"])
    [True, False, True, True, False]
    >>> have_lost(["S=C3=B8ren", "h=F8j", "=C3=A6ble", "S+APg-ren", r"S\\u00f8ren", "3+AB=C3"])
    [True, True, True, True, True, False]
    >>> have_lost(["Hvad? Nej", 7])
    []
    """
    texts = [cell if isinstance(cell, str) else "" for cell in cells]
    if not _LOST.search("\n".join(texts)):
        return []
    found = [_LOST.search(_ADDRESS.sub("", text)) is not None for text in texts]
    return found if any(found) else []


def is_blank(value: object) -> bool:
    """Tell whether a cell holds nothing: None, an empty text, or only spaces."""
    return value is None or (isinstance(value, str) and not clean(value))


def parse_seconds(text: str, style: Style = "dansk") -> float | None:
    """Read a place in a film: 1:15, 1:02:05, 75, 75,5 or 1 min 15 s, as seconds.

    Returns
    -------
    float or None
        None where it is no time code, or may be two ("1.15": seconds or minutes).

    Examples
    --------
    >>> parse_seconds("1:15"), parse_seconds("1:02:05,5"), parse_seconds("1.15")
    (75.0, 3725.5, None)
    """
    text = clean(text)
    if match := _TIME_CODE.fullmatch(text):
        hours, minutes, seconds = int(match[1] or 0), int(match[2]), int(match[3])
        if match[1] and minutes > 59:
            return None
        return float(f"{hours * 3600 + minutes * 60 + seconds}.{match[4] or 0}")
    if text and text[0].isdigit() and (match := _TIME_WORDS.fullmatch(text)) and match[0]:
        second = (match[3] or "0").replace(",", ".")
        return int(match[1] or 0) * 3600.0 + int(match[2] or 0) * 60 + float(second)
    if style == "dansk" and _DOT_TIME.fullmatch(text):
        return None
    number = parse_number(text, style)
    return None if number is None or number < 0 else float(number)


def parse_yes_no(text: str) -> bool | None:
    """Read yes or no.

    Examples
    --------
    >>> parse_yes_no("Ja"), parse_yes_no("nej"), parse_yes_no("måske")
    (True, False, None)
    """
    word = clean(text).casefold().rstrip(".!")
    return True if word in _YES else False if word in _NO else None


def parse_code(text: str) -> str | None:
    """Read a code, such as B07; None where it is a CPR number, which no code may be.

    Examples
    --------
    >>> parse_code(" B07; "), parse_code("007"), parse_code("010203-1234")
    ('B07', '007', None)
    """
    text = " ".join(clean(text).split())
    if _CPR.search(text):
        return None
    parts = split(text)
    # A cell that ends in a comma, or says the same code twice, holds one.
    return parts[0] if parts and len(set(map(normal, parts))) == 1 else text


def parse_codes(text: str) -> str | None:
    """Read several codes, however they are kept apart, as one text joined by ", ".

    Examples
    --------
    >>> parse_codes("B07; B12 og B03")
    'B07, B12, B03'
    """
    if _CPR.search(clean(text)):
        return None
    return ", ".join(dict.fromkeys(split(clean(text), many=True)))


_BEFORE = re.compile(r"[(\[]?(\d{1,2})[)\]]?\s*[-–—:.=)]?\s*(?=[^\W\d_])(.+)", re.DOTALL)
_AFTER = re.compile(r"(.*[^\W\d_][.!]?)\s*[-–—:=]?\s*[(\[]?\s*=?\s*(\d{1,2})[)\]]?", re.DOTALL)


def labelled(text: str) -> tuple[int, str] | None:
    """Part an answer such as "5 - Hele tiden" into its number and its word.

    Examples
    --------
    >>> labelled("5 - Hele tiden"), labelled("Hele tiden (5)"), labelled("5: hele tiden")
    ((5, 'Hele tiden'), (5, 'Hele tiden'), (5, 'hele tiden'))
    >>> labelled("5"), labelled("hele tiden")
    (None, None)
    """
    text = clean(text)
    if match := _BEFORE.fullmatch(text):
        return int(match[1]), match[2].strip()
    if match := _AFTER.fullmatch(text):
        return int(match[2]), match[1].strip()
    return None


def as_text(value: object) -> str:
    """Write what a spreadsheet cell holds as a person would have typed it.

    Examples
    --------
    >>> as_text(7.0), as_text(2.5), as_text(date(2026, 3, 3)), as_text(True)
    ('7', '2,5', '03-03-2026', 'ja')
    """
    match value:
        case str():
            return clean(value)
        case bool():
            return "ja" if value else "nej"
        case int():
            return str(value)
        case Shown():
            return value.text
        case float():
            whole = value.is_integer() and abs(value) < 1e15
            return str(int(value)) if whole else f"{value:.15g}".replace(".", ",")
        case datetime():
            clock = value.time()
            return f"{value:%d-%m-%Y}" + (f" {clock:%H:%M:%S}" if clock != time() else "")
        case date():
            return f"{value:%d-%m-%Y}"
        case time():
            return f"{value:%H:%M:%S}"
        case timedelta():
            seconds = round(value.total_seconds())
            return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return str(value)
