"""Words that often carry a judgement: found while a team writes what it saw, never stored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kitlib.texts import load

__all__ = ["WordSpan", "hints", "judging_words", "question"]


@dataclass(frozen=True)
class WordSpan:
    """Where in a text a word stands."""

    start: int
    stop: int


def judging_words() -> tuple[str, ...]:
    """Return every form of every word in the list, which a team may edit."""
    return tuple(form for forms in load("doemmende_ord").get("ord", {}).values() for form in forms)


def question() -> str:
    """Return the quiet question asked beside such a word."""
    return str(load("doemmende_ord").get("spoergsmaal", "Hvad så eller hørte I?"))


def hints(text: str, words: Iterable[str] | None = None) -> tuple[WordSpan, ...]:
    """Find whole words of the list in a text that is being written.

    Parameters
    ----------
    text : str
        What the team is writing. It goes nowhere.
    words : iterable of str, optional
        Forms to look for; the list in `texts` where not given.

    Examples
    --------
    >>> hints("Han var vred og skubbede.")
    (WordSpan(start=8, stop=12),)
    >>> hints("Hun løb i vilden sky.")
    ()
    """
    forms = tuple(words) if words is not None else judging_words()
    return tuple(WordSpan(*m.span()) for m in _pattern(forms).finditer(text)) if forms else ()


@lru_cache(maxsize=4)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    # Longest first, so that "ked af det" is one word and not the first part of it.
    ordered = sorted(forms, key=lambda f: (-len(f), f))
    joined = "|".join(r"\s+".join(map(re.escape, form.split())) for form in ordered)
    return re.compile(rf"(?<![\w])(?:{joined})(?![\w])", re.IGNORECASE)
