"""A text with what identifies covered, as people answered."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from kitlib.privacy.answers import Answers

if TYPE_CHECKING:
    from kitlib.privacy.finding import Finding, NameKey

__all__ = ["as_answered", "covered", "sentence_at"]

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'»”)]*\s+(?=[\"'«“(]*[A-ZÆØÅ])|\n+")

_LEFT_OUT = "[udeladt]"  # what makes a note special-category data, where someone said cover it


def covered(
    text: str,
    found: Sequence[Finding],
    answers: Answers,
    key: NameKey | None = None,
    *,
    at_gate: bool = False,
    cover_unanswered: bool = False,
) -> str | None:
    """Return a text with names covered and sentences left out as answered; None where all is.

    Parameters
    ----------
    found : sequence of Finding
        What `find_identifiers` gave for this text.
    cover_unanswered : bool
        Whether what nobody answered is covered as well. Words that make it special-category data
        stand until somebody says otherwise: they are the team's own to answer for.
    """
    hide: list[Finding] = []
    gone: list[tuple[int, int]] = []
    for f in found:
        answer = answers.of(text, f, at_gate=at_gate)
        waits = answer is None and cover_unanswered and f.kind != "saerlig"
        if answer == "fjern":
            gone.append(sentence_at(text, f.start))
        elif answer == "navn" or f.rule == "noegle" or waits:
            hide.append(f)
    if not gone:
        return _put(text, 0, len(text), hide, key)
    parts = []
    for start, stop in _rest(len(text), gone):
        parts.append(_put(text, start, stop, hide, key).strip())
    return " ".join(p for p in parts if p) or None


def as_answered(text: str, answers: Answers) -> str:
    """Return a text as it may be handed on: covered as people answered, and where nobody did.

    Words that make it special-category data stand, unless somebody took them out. What sounds
    like a worry for a child, and is not released, is not handed on at all.

    Examples
    --------
    >>> as_answered("Fatima og Bodil fandt vej.", Answers(b""))
    '[navn] og [navn] fandt vej.'
    """
    from kitlib.privacy.find import find_identifiers
    from kitlib.privacy.worry import is_worry

    if is_worry(text, answers):
        return ""
    found = find_identifiers(text)
    return covered(text, found, answers, at_gate=True, cover_unanswered=True) or ""


def sentence_at(text: str, place: int) -> tuple[int, int]:
    """Return where the sentence around a place begins and ends.

    Examples
    --------
    >>> text = "Hun leger. Alma går hjem. De vinker."
    >>> text[slice(*sentence_at(text, 12))]
    'Alma går hjem. '
    """
    ends = _sentence_ends(text)
    at = bisect_right(ends, place)
    return ends[at - 1], ends[at] if at < len(ends) else len(text)


@lru_cache(maxsize=8)
def _sentence_ends(text: str) -> tuple[int, ...]:
    return 0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)


def _rest(length: int, gone: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    kept, at = [], 0
    for start, stop in sorted(set(gone)):
        if start > at:
            kept.append((at, start))
        at = max(at, stop)
    return [*kept, (at, length)] if at < length else kept


def _put(text: str, start: int, stop: int, hide: Sequence[Finding], key: NameKey | None) -> str:
    """Return a stretch of the text with findings replaced by a code or a word for their kind."""
    from kitlib.privacy.masking import instead

    parts, at = [], start
    for f in sorted(hide, key=lambda f: f.start):
        if f.start < at or f.stop > stop:
            continue
        word = _LEFT_OUT if f.kind == "saerlig" else instead(f, text, key)
        parts += [text[at : f.start], word]
        at = f.stop
    return "".join([*parts, text[at:stop]])
