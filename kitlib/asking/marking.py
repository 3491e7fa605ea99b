"""Marks in what is being written: where something identifies, and what to say of it, at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kitlib.privacy.answers import Answers
from kitlib.privacy.worry import is_worry, message
from kitlib.texts import load

if TYPE_CHECKING:
    from kitlib.privacy.finding import Finding

__all__ = ["look", "marked_at"]


def look(text: str, answers: Answers) -> dict[str, Any]:
    """Return what to mark in a text while it is being written; nothing is kept of it.

    Parameters
    ----------
    text : str
        What stands in the field now.
    answers : Answers
        What is answered in the folder; a word that is no name is not marked.

    Returns
    -------
    dict
        - marks : list of {start, stop, kind, word}; places are counted as a browser counts them
        - says : list of str; one calm line for each sort of thing marked
        - worry : str; the words a worry for a child is answered with, or ""

    Examples
    --------
    >>> seen = look("Vi så Fatima hjælpe.", Answers(b""))
    >>> seen["marks"], seen["worry"]
    ([{'start': 6, 'stop': 12, 'kind': 'navn', 'word': 'Fatima'}], '')
    """
    found = _open(text, answers)
    words = load("privatliv/maerker")
    sorts = dict.fromkeys(_sort(f) for f in found)
    return {
        "marks": [
            {
                "start": _browser(text, f.start),
                "stop": _browser(text, f.stop),
                "kind": f.kind,
                "word": text[f.start : f.stop],
            }
            for f in found
        ],
        "says": [str(words[sort]) for sort in sorts],
        "worry": message() if is_worry(text, answers) else "",
    }


def marked_at(text: str, start: int, answers: Answers) -> Finding | None:
    """Return what is marked at a place, as a browser counts places."""
    return next((f for f in _open(text, answers) if _browser(text, f.start) == start), None)


def _open(text: str, answers: Answers) -> Sequence[Finding]:
    """What is found and not answered with "ikke"."""
    from kitlib.privacy.find import find_identifiers

    return [f for f in find_identifiers(text) if answers.of(text, f) != "ikke"]


def _sort(found: Finding) -> str:
    return found.kind if found.kind in ("navn", "saerlig") else "nummer"


def _browser(text: str, place: int) -> int:
    """A place in Python's letters as a place in a browser's: an emoji counts two there."""
    return len(text[:place].encode("utf-16-le")) // 2
