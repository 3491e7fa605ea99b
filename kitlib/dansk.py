"""Danish numbers, dates, plurals and genitives, without a locale.

Most machines have no da_DK locale, and setting one is global, so the few rules stand here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

__all__ = [
    "MONTHS",
    "MONTHS_SHORT",
    "WEEKDAYS",
    "genitive",
    "join",
    "long_date",
    "month",
    "number",
    "percent",
    "plural",
    "sentence",
    "short_date",
    "time_code",
    "week",
    "whole",
]

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
MONTHS_SHORT = (
    "jan.",
    "feb.",
    "mar.",
    "apr.",
    "maj",
    "juni",
    "juli",
    "aug.",
    "sep.",
    "okt.",
    "nov.",
    "dec.",
)
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


def number(value: float, decimals: int | None = None) -> str:
    """Write a number the Danish way: decimal comma, "." between thousands.

    Parameters
    ----------
    value : float
        Any finite number.
    decimals : int, optional
        Decimals to show; without it, whole numbers show none and others one.

    Examples
    --------
    >>> number(1234.5), number(7), number(-2.25, 2)
    ('1.234,5', '7', '-2,25')
    """
    if decimals is None:
        decimals = 0 if float(value).is_integer() else 1
    text = f"{value:,.{decimals}f}"
    # "-0" helps nobody: rounding took the rest of the number away.
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")
    return text.translate(str.maketrans(",.", ".,"))


def percent(share: float, decimals: int = 0) -> str:
    """Write a share 0-1 as Danish per cent, with the space Danish asks for.

    Examples
    --------
    >>> percent(0.5)
    '50 %'
    """
    return f"{number(100 * share, decimals)} %"


def plural(n: int, one: str, many: str) -> str:
    """Count something: "1 note", "4 noter".

    Examples
    --------
    >>> plural(1, "note", "noter"), plural(0, "note", "noter")
    ('1 note', '0 noter')
    """
    return f"{number(n)} {one if n == 1 else many}"


def genitive(name: str) -> str:
    """Put a name in the genitive: an s, or an apostrophe after s, x and z.

    Examples
    --------
    >>> genitive("Solsikken"), genitive("Ungehus")
    ('Solsikkens', "Ungehus'")
    """
    return name + ("'" if name[-1:].casefold() in {"s", "x", "z"} else "s")


def join(words: Sequence[str], last: str = "og") -> str:
    """Join words as a Danish list.

    Examples
    --------
    >>> join(["leg", "samling", "måltid"])
    'leg, samling og måltid'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def sentence(text: str) -> str:
    """Begin with a capital and end with a full stop, leaving the rest alone.

    Examples
    --------
    >>> sentence("samling har flest noter")
    'Samling har flest noter.'
    """
    text = text.strip()
    if not text:
        return ""
    end = "" if text[-1] in ".!?:" else "."
    return text[0].upper() + text[1:] + end


def long_date(day: date) -> str:
    """Write a date in full.

    Examples
    --------
    >>> long_date(date(2026, 3, 3))
    '3. marts 2026'
    """
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Write a date for a corner of a note.

    Examples
    --------
    >>> short_date(date(2026, 3, 3))
    '3. mar.'
    """
    return f"{day.day}. {MONTHS_SHORT[day.month - 1]}"


def month(day: date, *, year: bool = True) -> str:
    """Write the month of a date.

    Examples
    --------
    >>> month(date(2026, 3, 3))
    'marts 2026'
    """
    return MONTHS[day.month - 1] + (f" {day.year}" if year else "")


def week(day: date) -> str:
    """Write the ISO week of a date.

    Examples
    --------
    >>> week(date(2026, 3, 18))
    'uge 12'
    """
    return f"uge {day.isocalendar().week}"


def time_code(seconds: float) -> str:
    """Write a place in a film as minutes and seconds.

    Examples
    --------
    >>> time_code(75), time_code(3725)
    ('1:15', '1:02:05')
    """
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{secs:02d}" if hours else f"{minutes}:{secs:02d}"


# A number and its word, an ordinal that ends no sentence, a half-year and its year, a time code.
_TOGETHER = r"(?<=\d) (?=[^\W\d])|(?<=\d\.) (?=[a-zæøå])|(?<=halvår) (?=\d)|(?<=[^\W\d]) (?=\d+:\d)"


def whole(text: str) -> str:
    """Keep each number on one line with the word it counts, and "WHO-5", "1-2" and days whole.

    Examples
    --------
    >>> whole("Af 8 unge er 1 uden.").count("\N{NO-BREAK SPACE}")
    2
    >>> whole("WHO-5") == "WHO-\N{WORD JOINER}5"
    True
    >>> whole("Fra 2. halvår 2026. Se 3. Det er nyt.").replace("\N{NO-BREAK SPACE}", "~")
    'Fra 2.~halvår~2026. Se 3. Det er nyt.'
    >>> whole("Mest sprog 6:02, så ro 1:10.").replace("\N{NO-BREAK SPACE}", "~")
    'Mest sprog~6:02, så ro~1:10.'
    """
    joined = re.sub(r"(?<=\w)-(?=\d)", "-\N{WORD JOINER}", text)
    return re.sub(_TOGETHER, "\N{NO-BREAK SPACE}", joined)
