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
# Two who are called by a letter each; "A og B" may be anything that is counted so, "i" is a word.
_PAIR = re.compile(r"(?<![\w.])([A-ZÆØÅ])(?=,? (?:og|samt|&) [A-ZÆØÅ](?!\w)(?! ?[-–:]))")
_VOWEL = re.compile(r"[aeiouyæøå]")
_LONGEST = 4
_RARE = -440  # centibels; a word so rare may be letters of somebody's


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
    for match in _PAIR.finditer(text):
        if match[1] not in "AI":
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


def _doubtful(token: Token, low: str, cues: Cues, *, large: bool) -> bool:
    """Whether letters are something else as well: a unit, a word, a name some list holds."""
    common = token.profile.common and not (large and token.profile.frequency <= -500)
    return bool(low in cues.units or token.profile.given or common)


def _as_a_person(tokens: list[Token], n: int, cues: Cues) -> bool:
    """Whether two letters that are a rare word as well stand where only a person does.

    Spoken with (mødet med ah), doing something (når ah er der, ås siger), or pointed out (det er
    mb, der følger op).
    """
    token = tokens[n]
    if token.profile.common and token.profile.frequency > _RARE:
        return False
    before = tokens[n - 1].low if n and not token.begins else ""
    after = tokens[n + 1].low if n + 1 < len(tokens) and not tokens[n + 1].begins else ""
    pair = f"{tokens[n - 2].low} {before}" if n > 1 and before else ""
    if pair in cues.beside:
        return True
    if before in cues.being and after in ("der", "som"):
        return True
    opens = not before or before in cues.openers
    does = after in cues.acting or after in cues.modals or after in cues.being
    second = tokens[n + 2].low if n + 2 < len(tokens) else ""
    return opens and (does or (after == "og" and second in ("jeg", "vi")))


def _one_letter(tokens: list[Token], n: int, cues: Cues) -> float | None:
    """Points for a large letter that does something: N sagde. "I" is a word."""
    token = tokens[n]
    after = tokens[n + 1] if n + 1 < len(tokens) and not tokens[n + 1].begins else None
    if not (token.capital and token.begins) or token.word == "I" or after is None:
        return None
    does = after.joined and (after.low in cues.acting or after.low in cues.modals)
    return weights()["initials_upper"] if does else None


def initials_points(tokens: list[Token], n: int, cues: Cues) -> float | None:
    """Points for two or three letters that are no word; None for what cannot be initials."""
    w, token = weights(), tokens[n]
    if len(token.word) == 1:
        return _one_letter(tokens, n, cues)
    letters = _letters(token)
    low = letters.casefold() if letters else ""
    if letters is None or token.digit or letters.upper() in cues.short_forms or low in cues.new:
        return None
    large = letters.isupper() and not token.block
    if not large and not letters.islower():
        return None
    if _doubtful(token, low, cues, large=large):
        return w["initials_placed"] if len(low) == 2 and _as_a_person(tokens, n, cues) else None
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
