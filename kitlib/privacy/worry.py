"""A note that sounds like a worry for a child's safety: answered with words, and not shown."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.privacy.answers import Answers, record
from kitlib.problems import KitError, Problem
from kitlib.texts import load

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["is_leader", "message", "release", "sounds_like_worry", "worried_rows"]

_BETWEEN = 3  # words that may stand between those of a phrase (ours)
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_LEADER = re.compile(r"\b(?:leder\w*|souschef\w*|\w*leder)\b[\s:,(]*", re.IGNORECASE)
_SHORTEST_NAME = 2


def message() -> str:
    """Return the words a worry is answered with."""
    return str(load("bekymring")["besked"])


def sounds_like_worry(text: str) -> bool:
    """Tell whether a text sounds like a worry for a child's safety.

    Looks for the words and phrases of texts/bekymring.toml. Words alone miss much, and take some
    play for danger; the message says the first, and the leader can set the second right.

    Examples
    --------
    >>> sounds_like_worry("Hun siger, at hun er bange for sin far.")
    True
    >>> sounds_like_worry("Han er bange for hunden.")
    False
    """
    return bool(_pattern().search(_flat(text)))


def worried_rows(frame: pd.DataFrame, answers: Answers) -> pd.Series:
    """Return a boolean a row: whether any text in it sounds like a worry nobody has set aside."""
    import pandas as pd

    pattern = _pattern()
    worried = pd.Series(False, index=frame.index)
    for name in frame.columns:
        if not pd.api.types.is_string_dtype(frame[name].dtype):
            continue
        found = [
            isinstance(t, str) and bool(pattern.search(_flat(t))) and not answers.released(t)
            for t in frame[name]
        ]
        worried |= pd.Series(found, index=frame.index, dtype=bool)
    return worried


def is_leader(adgang: str, name: str) -> bool:
    """Tell whether om.toml's `adgang` names somebody as the leader.

    Examples
    --------
    >>> is_leader("Teamet. Leder: Ane Holm", "ane holm"), is_leader("Teamet og Ane", "Ane")
    (True, False)
    """
    wanted = " ".join(name.casefold().split())
    if len(wanted) < _SHORTEST_NAME:
        return False
    for after in _LEADER.split(adgang)[1:]:
        named = " ".join(re.split(r"[.;,)\n]|\bog\b", after, maxsplit=1)[0].casefold().split())
        if named == wanted:
            return True
    return False


def release(folder: Path, text: str, *, adgang: str, name: str) -> Answers:
    """Let the leader named in om.toml say that a note is a false alarm; it is shown again.

    The caller writes the line in the logbog that says so: that a note was released and on which
    day, not which one and not by whom.

    Raises
    ------
    KitError
        Where `adgang` names no leader, or another.
    """
    if not _LEADER.search(adgang):
        raise KitError(
            Problem(
                "Der står ikke i om.toml, hvem lederen er.",
                'Skriv det i adgang, fx adgang = "Teamet. Leder: Ane Holm".',
                "om.toml",
                column="adgang",
                code="leder_mangler",
            )
        )
    if not is_leader(adgang, name):
        raise KitError(
            Problem(
                "Kun lederen kan sige, at noten ikke er en bekymring.",
                "Gå til den leder, der står i om.toml under adgang.",
                code="leder_anden",
            )
        )
    return record(folder, lambda answers: answers.release(text))


def _flat(text: str) -> str:
    """Lay a text out as its words in small letters, one space before each."""
    return "".join(f" {word}" for word in _WORD.findall(text.casefold()))


def _pattern() -> re.Pattern[str]:
    lists = (v for v in load("bekymring").values() if isinstance(v, list))
    return _compiled(tuple(phrase for words in lists for phrase in words))


@lru_cache(maxsize=8)
def _compiled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    between = rf"(?: \w+){{0,{_BETWEEN}}}?"
    parts = []
    for phrase in phrases:
        words = []
        for choices in phrase.casefold().split():
            each = "|".join(re.escape(choice) for choice in choices.split("|"))
            words.append(rf" (?:{each})")
        last = r"\w*" if len(words) == 1 else r"\b"
        parts.append(between.join(words) + last)
    return re.compile("|".join(parts) or r"(?!)")
