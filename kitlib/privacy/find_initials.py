"""Initials, in every way they are written: M.K., m.k., MK, mk, JJP, H.s hånd, H's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kitlib.privacy.find_cues import Cues
from kitlib.privacy.find_tokens import Token
from kitlib.privacy.find_weights import weights
from kitlib.privacy.finding import Finding

__all__ = ["find_dotted", "initials_points"]

_LETTER = r"[^\W\d_](?:[hj])?"
_OWNS = r"(?:['’´`]?s)?(?!\w)"
# M.K., M. K., J.-P. H, Th.M., and the genitive: two to five letters, the last with or without stop.
_DOTTED = re.compile(
    rf"(?<![\w.])(?:[A-ZÆØÅ](?:[hj])?\.[ \-]?){{1,4}}(?:[A-ZÆØÅ](?:[hj])?\.?){_OWNS}"
    rf"|(?<![\w.])(?:[^\W\d_]\.){{1,3}}[^\W\d_]\.?{_OWNS}"
)
_OWNED_LETTER = re.compile(r"(?<![\w.'’])[^\W\d_]\.?['’´`]s(?!\w)")
_VOWEL = re.compile(r"[aeiouyæøå]")
_LONGEST = 4


def find_dotted(text: str, cues: Cues) -> Iterator[Finding]:
    """Find letters with full stops, and one letter that owns something.

    Examples
    --------
    >>> from kitlib.privacy.find_cues import cues
    >>> said = "M.K. holdt H.s hånd, bl.a. og m.m."
    >>> [f.text(said) for f in find_dotted(said, cues())]
    ['M.K.', 'H.s']
    """
    for match in _DOTTED.finditer(text):
        bare = match[0].casefold().replace(" ", "")
        if (
            bare.rstrip(".") not in cues.dotted
            and bare.removesuffix("s").rstrip(".") not in cues.dotted
        ):
            yield Finding(*match.span(), "navn", "initialer", "mulig")
    for match in _OWNED_LETTER.finditer(text):
        yield Finding(*match.span(), "navn", "initialer", "mulig")


def _letters(token: Token) -> str | None:
    """The letters of a token that may be somebody's initials, without the genitive."""
    word = token.word
    for ending in ("'s", "’s", "´s", "`s"):
        word = word.removesuffix(ending)
    if len(word) > 2 and word[:-1].isupper() and word[-1] == "s":
        word = word[:-1]
    if not 2 <= len(word) <= _LONGEST - (not word.isupper()) or not word.isalpha():
        return None
    return word


def initials_points(tokens: list[Token], n: int, cues: Cues) -> float | None:
    """Points for two or three letters that are no word; None for what cannot be initials."""
    w, token = weights(), tokens[n]
    letters = _letters(token)
    low = letters.casefold() if letters else ""
    if letters is None or token.digit or letters.upper() in cues.short_forms or token.profile.given:
        return None
    if low in cues.new or low in cues.units:
        return None
    large = letters.isupper() and not token.block
    if not large and (not letters.islower() or token.profile.common):
        return None
    if large and token.profile.common and token.profile.frequency > -500:
        return None  # a word said loudly: DET, SÅ
    points = w["initials_upper"] if large else w["initials_small"]
    if not large and _VOWEL.search(low):
        points += w["initials_vowel"]
    before = tokens[n - 1] if n and not token.begins else None
    after = tokens[n + 1] if n + 1 < len(tokens) and not tokens[n + 1].begins else None
    if (before and before.low in cues.toward) or (after and after.low in cues.acting):
        points += w["initials_placed"]
    elif letters != token.word and after is not None and after.profile.common:
        points += w["initials_placed"]  # MKs jakke
    return points
