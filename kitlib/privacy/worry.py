"""A note that sounds like a worry for a child's safety: answered with words, and not shown."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kitlib.privacy.answers import Answers
from kitlib.texts import load

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["is_worry", "leaders_of", "message", "sounds_like_worry", "worried_rows"]

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


def is_worry(text: object, answers: Answers) -> bool:
    """Tell whether a text sounds like a worry that no leader has set aside."""
    return isinstance(text, str) and sounds_like_worry(text) and not answers.released(text)


def worried_rows(frame: pd.DataFrame, answers: Answers) -> pd.Series:
    """Return a boolean a row: whether any text in it sounds like a worry nobody has set aside."""
    import pandas as pd

    worried = pd.Series(False, index=frame.index)
    for name in frame.columns:
        if not pd.api.types.is_string_dtype(frame[name].dtype):
            continue
        found = [is_worry(text, answers) for text in frame[name]]
        worried |= pd.Series(found, index=frame.index, dtype=bool)
    return worried


def leaders_of(adgang: str) -> tuple[str, ...]:
    """Return whom om.toml's `adgang` names as leader.

    Examples
    --------
    >>> leaders_of("Teamet. Leder: Ane Holm"), leaders_of("Teamet og Ane")
    (('Ane Holm',), ())
    """
    named = (
        " ".join(re.split(r"[.;,)\n]|\bog\b", after, maxsplit=1)[0].split())
        for after in _LEADER.split(adgang)[1:]
    )
    return tuple(name for name in named if len(name) >= _SHORTEST_NAME)


def _flat(text: str) -> str:
    """Lay a text out as its words in small letters, one space before each."""
    return "".join(f" {word}" for word in _WORD.findall(text.casefold()))


@cache
def _pattern() -> re.Pattern[str]:
    """The phrases as one pattern; read once, since every text of a folder is held against it."""
    lists = (v for v in load("bekymring").values() if isinstance(v, list))
    phrases = [phrase for words in lists for phrase in words]
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
