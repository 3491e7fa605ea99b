"""A number as people write it -> a value, and which style of writing it shows."""

from __future__ import annotations

import re
from typing import Literal

from kitlib.reading.values.visible import clean

__all__ = ["Style", "bare", "is_ambiguous", "parse_number", "parse_percent", "style_of"]

#: How numbers are written: "dansk" is 1.234,5 and "engelsk" is 1,234.5.
Style = Literal["dansk", "engelsk"]

_WHOLE = re.compile(r"[+-]?\d+")
_ONE_SIGN = re.compile(r"[+-]?\d+([.,])\d+")
_DANISH = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_SPACED = re.compile(r"[+-]?[1-9]\d{0,2}(?:([ '])\d{3})(?:\1\d{3})*(?:[.,]\d+)?")
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_PERCENT = re.compile(r"\s*(?:%|pct\.?|procent)$", re.IGNORECASE)
# Longer than this a float no longer holds every digit: it is an id, not a number.
_MAX_DIGITS = 15


def is_ambiguous(text: str) -> bool:
    """Tell whether a number means one thing in Danish and another in English.

    Examples
    --------
    >>> is_ambiguous("1.234"), is_ambiguous("0.512"), is_ambiguous("1.234,5")
    (True, False, False)
    """
    return _AMBIGUOUS.fullmatch(text) is not None


def style_of(text: str) -> Style | None:
    """Return the style a number can only be written in, or None.

    Examples
    --------
    >>> style_of("12,5"), style_of("0.512"), style_of("1.234"), style_of("7")
    ('dansk', 'engelsk', None, None)
    """
    if is_ambiguous(text):
        return None
    if match := _ONE_SIGN.fullmatch(text):
        return "dansk" if match[1] == "," else "engelsk"
    if _DANISH.fullmatch(text):
        return "dansk"
    if _ENGLISH.fullmatch(text):
        return "engelsk"
    if _SPACED.fullmatch(text) and text[-3:].isdigit() is False:
        return "dansk" if "," in text else "engelsk"
    return None


def parse_number(text: str, style: Style = "dansk") -> float | None:
    """Read a number; whole ones come back as int.

    Parameters
    ----------
    text : str
        Such as "1.234,5", "1 234", "-7". What can only be written in one style is read in it.
    style : {"dansk", "engelsk"}
        How "1.234" and "1,234" are read; see `kitlib.reading.decided`.

    Examples
    --------
    >>> parse_number("1.234,5"), parse_number("554.621"), parse_number("4,8 pct.") is None
    (1234.5, 554621, True)
    >>> parse_number("1.234", "engelsk"), parse_number("1,234", "engelsk")
    (1.234, 1234)
    """
    text = clean(text)
    if not text.isascii() or sum(c.isdigit() for c in text) > _MAX_DIGITS:
        return None
    if _WHOLE.fullmatch(text):
        return int(text)
    if _SPACED.fullmatch(text):
        return _value(text.replace(" ", "").replace("'", "").replace(",", "."))
    if is_ambiguous(text):
        thousands = "." if style == "dansk" else ","
        return _value(text.replace(thousands, "").replace(",", "."))
    if _ONE_SIGN.fullmatch(text):
        return _value(text.replace(",", "."))
    if _DANISH.fullmatch(text):
        return _value(text.replace(".", "").replace(",", "."))
    return _value(text.replace(",", "")) if _ENGLISH.fullmatch(text) else None


def bare(text: str) -> str:
    """Return a number without the sign of percent after it.

    Examples
    --------
    >>> bare("12,5 %"), bare("64 pct."), bare("7")
    ('12,5', '64', '7')
    """
    return _PERCENT.sub("", text)


def parse_percent(text: str, style: Style = "dansk") -> float | None:
    """Read a percent as the number that stands before its sign; None where it is none.

    Examples
    --------
    >>> parse_percent("12,5 %"), parse_percent("64"), parse_percent("% af alle")
    (12.5, None, None)
    """
    text = clean(text)
    number = bare(text)
    return parse_number(number, style) if number != text else None


def _value(text: str) -> float:
    return float(text) if "." in text else int(text)
