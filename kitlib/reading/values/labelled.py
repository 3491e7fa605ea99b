"""An answer written with its number and its word, as forms and statistics programs save it."""

from __future__ import annotations

import re

from kitlib.reading.values.visible import clean

__all__ = ["labelled"]

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
