"""Texts in which letters were lost before they came here: no reader can bring them back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

__all__ = ["LOST", "have_lost"]

#: What is said of such cells, and what to do.
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
