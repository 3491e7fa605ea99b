"""Points for the words around a word: titles, verbs, prepositions, and what has capitals."""

from __future__ import annotations

from kitlib.privacy.find_cues import Cues
from kitlib.privacy.find_lexicon import Profile
from kitlib.privacy.find_tokens import Token

__all__ = ["context_points", "small_among_capitals"]


def _without_capitals(token: Token, bare: bool) -> float:
    """Points for a common word in a text without any capital, where names have none either.

    A noun in its base form that is the subject with nothing before it is hardly Danish:
    "storm tager sko på" is about a child.
    """
    p = token.profile
    if not p.common:
        return 0.4 if not (p.listed or p.proper or p.compound) else 0.0
    if p.frequency > -330:
        return 0.0
    points = 1.7 if bare else 0.0
    if p.listed:
        return points + (1.1 if p.used else 1.6)
    return points + 3.6 if p.base and p.frequency < -490 and len(token.word) < 8 else 0.0


def _first_and_bare(p: Profile) -> float:
    """Points for a noun in its base form that begins a sentence as its subject: Kamille sover."""
    if not p.common or p.frequency > -470:
        return 0.0
    return 1.7 if p.listed else 4.4


def small_among_capitals(token: Token, cues: Cues) -> float:
    """Points to take from a word with a small letter where the writer does use capitals."""
    p = token.profile
    if token.capital or not p.common or not p.listed:
        return 0.0
    if token.low in cues.always:
        return 0.8
    # An inflected form that some list happens to hold: solen.
    return 2.5 if not p.base and p.elsewhere < 4 else 0.0


def context_points(tokens: list[Token], n: int, cues: Cues, *, uncased: bool) -> float:
    """Points for the words around."""
    token = tokens[n]
    before = tokens[n - 1] if n and not token.begins else None
    after = tokens[n + 1] if n + 1 < len(tokens) and not tokens[n + 1].begins else None
    bare = (before is None or before.low in cues.prepositions) and (
        after is not None and after.low in cues.doing and token.low not in cues.doing
    )
    if token.owned and not token.capital:
        return -3.0  # what a child has on is no child, and a masked text is not masked again
    points = 0.0
    if uncased:
        points = _without_capitals(token, bare)
    elif bare and token.capital and token.begins and token.profile.base and len(token.word) < 8:
        points = _first_and_bare(token.profile)
    if before is not None:
        low = before.low
        if low in cues.before:
            points += 1.7
        if low in cues.prepositions:
            points += 0.5
        if low in cues.blockers:
            points -= 0.3 if token.profile.listed and not token.profile.common else 1.5
    beside = [before if token.joined else None, after if after and after.joined else None]
    if _is_title_word(token) and any(other and _is_title_word(other) for other in beside):
        points -= 1.5  # Rød Stue, Den Blå Avis
    if after is not None:
        if after.low in cues.doing:
            points += 0.8
            if len(token.word) == 2 and token.word.isupper() and token.word not in cues.short_forms:
                points += 5.5  # MK siger
        if after.low in cues.owned and token.low.endswith(("s", "'", "’")):
            points += 1.2
        if after.joined and token.capital == after.capital and _could_be_surname(after):
            points += 2.5 if token.capital else 1.5
    return points


def _is_title_word(token: Token) -> bool:
    p = token.profile
    return token.capital and p.common and not p.listed and not (p.proper and not p.used)


def _could_be_surname(token: Token) -> bool:
    p = token.profile
    if token.word.isupper() or p.place:
        return False
    if token.capital:
        return p.listed or p.proper or not p.common
    return not p.common and (p.family or not (p.compound or p.listed))
