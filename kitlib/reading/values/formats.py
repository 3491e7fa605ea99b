"""Number formats: where a cell shows something else than the number it holds."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

__all__ = ["BUILT_IN", "SCALED", "Otherwise", "Shown", "is_telling", "shown", "shows_otherwise"]

#: Formats that a workbook only names by their number.
BUILT_IN = {9: "0%", 10: "0.00%"}
#: The plainest format that shows a number in thousands.
SCALED = "0,"

#: How a cell may show less than it holds: nothing at all, or its thousands alone.
Otherwise = Literal["skjult", "tusinder"]

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<one>.)|_.|\*.|\[(?P<hook>[^\]]*)\]|(?P<general>General|Standard)'
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<odd>[EeYyMmDdHhSsGg@/])"
    r"|(?P<sign>.)",
    re.DOTALL | re.IGNORECASE,
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*', re.DOTALL)
_ASKED = re.compile(r"\s*(<=|>=|<>|=|<|>)\s*(-?\d+(?:\.\d+)?)\s*")
_MONEY = re.compile(r"(?:kr\.?|dkk|eur|usd|€|\$|£)", re.IGNORECASE)
# A number is not told by its digits alone: a word before them, zeros, or a line between them.
_WORD = re.compile(r"\s*[^\W\d_]|0\d|.*\d\s*[-/]\s*\d", re.DOTALL)
_COMPARE = {
    "=": float.__eq__,
    "<>": float.__ne__,
    "<": float.__lt__,
    ">": float.__gt__,
    "<=": float.__le__,
    ">=": float.__ge__,
}
_DIGITS = 15  # of a number, as a spreadsheet holds it
_TEXT_PART = 4  # of a format: what texts are shown by, where it has so many
_QUIET = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
# A comma that stands behind the digits, and not between them, leaves out three of them.
_BEHIND = re.compile(r"[0#?](?:,+(?![0#?,])|[.,]*[0#?]*,+$)")


class Shown(float):
    """A number that a spreadsheet shows as a text: 7 where the cell shows "B07".

    Examples
    --------
    >>> cell = Shown(7, "B07")
    >>> cell == 7, cell.text
    (True, 'B07')
    """

    text: str

    def __new__(cls, value: float, text: str) -> Shown:
        found = super().__new__(cls, value)
        found.text = text
        return found


def is_telling(code: str) -> bool:
    """Tell whether a format may show something else than the number.

    Examples
    --------
    >>> [is_telling(code) for code in ("0%", '"B"00', "#,##0,", ";;;", "#,##0.00", "dd-mm-yyyy")]
    [True, True, True, True, False, False]
    """
    asked = [c[1] for section in _parted(code) if (c := _condition(section))]
    values = {1.0, 0.0, -1.0, 101010.0, *asked, *(n + d for n in asked for d in (-1, 1))}
    return shows_otherwise(code, "") is not None or any(
        _rendered(code, value) is not None or shows_otherwise(code, value) for value in values
    )


def shown(code: str, value: float) -> float | str:
    """Return what a cell holds, as a person sees it.

    Parameters
    ----------
    code : str
        Its number format, as workbooks write it.
    value : float
        Its number.

    Returns
    -------
    float, Shown or str
        A percent as its text, "12,5 %"; a number shown as a text with that text; any other as
        it is: how a number is rounded, and its currency, is no part of it.

    Examples
    --------
    >>> shown("0%", 0.125), shown("#,##0", 1250.0), shown('"B"00', 7.0).text
    ('12,5 %', 1250.0, 'B07')
    >>> shown('[=1]"ja";[=0]"nej";General', 1.0).text, shown("000000-0000", 101701234.0).text
    ('ja', '010170-1234')
    """
    text = _rendered(code, value)
    if text is None:
        return value
    return text if text.endswith("%") else Shown(value, text)


@lru_cache(maxsize=4096)
def shows_otherwise(code: str, value: float | str) -> Otherwise | None:
    """Tell whether a cell shows less than it holds, which is read all the same.

    Examples
    --------
    >>> shows_otherwise(";;;", 7.0), shows_otherwise("#,##0,", 1_250_000.0)
    ('skjult', 'tusinder')
    >>> shows_otherwise("#,##0.00", 1250.0), shows_otherwise("0;-0;;@", "ja")
    (None, None)
    """
    if isinstance(value, str):
        parts = _parted(code)
        return "skjult" if len(parts) >= _TEXT_PART and not _shows(parts[3]) else None
    section = _chosen(code, value)
    if not _shows(section):
        return "skjult"
    return "tusinder" if value and _BEHIND.search(_QUIET.sub("", section).rstrip()) else None


def _shows(section: str) -> bool:
    """Tell whether anything is seen of what a part of a format is for."""
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup
        if kind in ("quoted", "one", "sign"):
            seen = bool((match[kind] or "").strip())
        elif kind == "hook":  # a currency, or hours beyond a day; others are colours and conditions
            seen = re.match(r"\$[^-]|[hms]+$", match["hook"], re.IGNORECASE) is not None
        else:
            seen = kind in ("general", "digit", "percent", "odd")
        if seen:
            return True
    return False


@lru_cache(maxsize=4096)
def _rendered(code: str, value: float) -> str | None:
    """Write a number by a format; None where that says no more than the number does."""
    section = _section(code, value)
    if section is None:
        return None
    before, pattern, after, percent = section
    negative = value < 0 and ";" not in code
    if percent:
        return f"{_digits(value * 100)} %"
    if not pattern:
        text = before.strip()
        return text if _WORD.match(text) else None
    whole, comma, part = _digits(abs(value)).partition(",")
    text = f"{before}{'-' if negative else ''}{_filled(pattern, whole)}{comma}{part}{after}".strip()
    if _MONEY.match(before.strip()):
        return None
    return text if _WORD.match(text.lstrip("-")) else None


def _digits(value: float) -> str:
    return f"{value:.{_DIGITS}g}".replace(".", ",") if abs(value) < 10**_DIGITS else str(value)


def _filled(pattern: tuple[str, ...], whole: str) -> str:
    """Put digits, from the last, in the places a format has for them."""
    left, out = list(whole), []
    places = sum(len(sign) == 1 and sign in "0#?" for sign in pattern)
    for sign in reversed(pattern):
        if len(sign) > 1 or sign not in "0#?":
            out.append(sign.lstrip("\0"))
            continue
        places -= 1
        if left:
            out.append("".join(left) if places == 0 else left.pop())
        elif sign == "0":
            out.append("0")
    return "".join(reversed(out))


_Section = tuple[str, tuple[str, ...], str, bool]


def _section(code: str, value: float) -> _Section | None:
    """Return the part of a format that a number is shown by; None where it is a date or a plain."""
    return _understood(_chosen(code, value))


def _chosen(code: str, value: float) -> str:
    """Return the part of a format that a number is shown by."""
    sections = _parted(code)[:3]
    chosen = sections[0]
    asked = [(_condition(s), s) for s in sections]
    if any(condition for condition, _ in asked):
        chosen = next((s for c, s in asked if c is None or _COMPARE[c[0]](value, c[1])), chosen)
    elif len(sections) > 1 and (value < 0 or (value == 0 and len(sections) > 2)):
        chosen = sections[1] if value < 0 else sections[2]
    return chosen


def _parted(code: str) -> list[str]:
    found, at = [], 0
    while at <= len(code):
        match = _SECTION.match(code, at)
        assert match is not None  # it may be empty
        found.append(match[0])
        at = match.end() + 1
    return found


def _condition(section: str) -> tuple[str, float] | None:
    for match in _TOKEN.finditer(section):
        if match["hook"] and (asked := _ASKED.fullmatch(match["hook"])):
            return asked[1], float(asked[2])
    return None


def _understood(section: str) -> _Section | None:
    pattern: list[str] = []
    before = after = ""
    percent = point = False
    for match in _TOKEN.finditer(section):
        kind, said = match.lastgroup, match[0]
        hook = match["hook"]
        if kind == "odd" or (kind == "hook" and re.fullmatch(r"[hms]+", hook or "", re.I)):
            return None  # a date, a time, a fraction, or a power of ten
        if kind in ("digit", "general"):
            if not point:
                pattern += [after] if after and pattern else []
                pattern.append(said if kind == "digit" else "#")
                after = ""
        elif kind == "point":
            point = True
        elif kind == "percent":
            percent = True
        elif kind in ("quoted", "one", "sign", "hook"):
            word = match["quoted"] or match["one"] or match["sign"] or ""
            if kind == "hook" and (hook or "").startswith("$"):
                word = (hook or "")[1:].partition("-")[0]
            if pattern:
                after += word
            else:
                before += word
    return before, tuple(pattern), after, percent
