"""The team's own words for situations, themes, roles and at views, as outputs may show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.about import SITUATIONS, About
from kitlib.privacy.answers import Answers, read_answers
from kitlib.privacy.worry import is_worry

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["as_headed", "covered_heads", "covered_line", "own_words", "said_about"]


def own_words(about: About) -> frozenset[str]:
    """Return the team's own words for situations, themes and roles: nobody's name."""
    return frozenset((*SITUATIONS, *about.situationer, *about.temaer, *about.roller))


def said_about(about: About, folder: Path) -> About:
    """Return what a team says of itself as outputs may show it: what may be a name is covered.

    A heading in a table is covered as the same one here, so that rows still meet their heading.
    Where its words at a view sound like a worry, the kit's stand.
    """
    answers = read_answers(folder)
    own = tuple((place, words) for place, words in about.own if not is_worry(words, answers))
    if about.opdigtet:
        return replace(about, own=own)
    heads = covered_heads(about, answers)

    def said(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(heads[word] for word in words))

    return replace(
        about,
        situationer=said(about.situationer),
        temaer=said(about.temaer),
        roller=said(about.roller),
        own=tuple((place, covered_line(words, answers)) for place, words in own),
    )


def covered_heads(about: About, answers: Answers) -> dict[str, str]:
    """Return each of the team's own words, and what stands for it where it may be a name.

    Words that are names and something else are let be: a heading is too short to tell.
    """
    if about.opdigtet:
        return {word: word for word in own_words(about)}
    return {word: _covered_head(word, answers) for word in own_words(about)}


def _covered_head(word: str, answers: Answers) -> str:
    from kitlib.privacy.cover import covered
    from kitlib.privacy.find import find_likely

    if word in SITUATIONS:
        return word
    return covered(word, find_likely(word), answers, cover_unanswered=True) or "[udeladt]"


def covered_line(text: str, answers: Answers) -> str:
    """Return a line a team wrote of itself with what looks like a name covered."""
    from kitlib.privacy.cover import covered
    from kitlib.privacy.find import find_identifiers

    return covered(text, find_identifiers(text), answers, cover_unanswered=True) or ""


def as_headed(
    frame: pd.DataFrame, columns: Sequence[str], heads: Mapping[str, str]
) -> pd.DataFrame:
    """Return a frame in which a heading stands as it is covered everywhere."""
    changed = {word: said for word, said in heads.items() if said != word}
    if not changed:
        return frame
    frame = frame.copy()
    for column in columns:
        frame[column] = frame[column].replace(changed)
    return frame
