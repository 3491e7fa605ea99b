"""What is printed above and below a sheet: the words of it that somebody wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

__all__ = ["said_in_margins", "written_in_xlsx"]

# How a workbook says "page 2 of 5", the sheet's name, the day, and how letters look; && is a sign.
_CODE = re.compile(
    r'&(?:"[^"]*"|K(?:[0-9A-F]{6}|\d\d[+-]\d{3})|\d+|[A-Za-z])|&(?=&)', re.IGNORECASE
)
_MARGIN = re.compile(
    rb"<(?:[\w.-]+:)?(?:odd|even|first)(?:Header|Footer)(?:\s[^>]*)?>([^<]*)<", re.IGNORECASE
)
# Beside a page's number nobody says anything.
_QUIET = re.compile(r"\b(?:side|page|sider|pages|af|of)\b|[\W\d_]", re.IGNORECASE)


def said_in_margins(texts: Iterable[str]) -> tuple[str, ...]:
    """Return what is said in headers and footers, each once; nothing of those that only count.

    Examples
    --------
    >>> said_in_margins(["&LStue Sol&RSide &P af &N", "&P/&N"])
    ('Stue Sol Side af',)
    """
    plain = (" ".join(_CODE.sub(" ", text).split()) for text in texts)
    return tuple(dict.fromkeys(text for text in plain if _QUIET.sub("", text)))


def written_in_xlsx(xml: bytes) -> tuple[str, ...]:
    """Return what a sheet's XML has in its headers and footers."""
    if b"Header" not in xml and b"Footer" not in xml:
        return ()
    found = (unescape(m[1].decode("utf-8", "replace")) for m in _MARGIN.finditer(xml))
    return said_in_margins(found)
