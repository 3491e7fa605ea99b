"""Names of persons: what is known about a word, weighed with where it stands.

Each word gets points: for being on a list of names, for being a word no dictionary knows, for
a capital inside a sentence (`find_word`), for the words around it (`find_context`), and for being
beside a name. Above zero it is found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kitlib.privacy.find_context import ASKED, asked_always, context_points, small_among_capitals
from kitlib.privacy.find_cues import cues
from kitlib.privacy.find_initials import find_dotted, initials_points
from kitlib.privacy.find_lexicon import lexicon, stems
from kitlib.privacy.find_tokens import Token, tokens_of
from kitlib.privacy.find_weights import weights
from kitlib.privacy.find_word import word_points
from kitlib.privacy.finding import Certainty, Covers, Finding

__all__ = ["find_names"]

_ROMAN = re.compile(r"[IVX]{1,4}$")
# A letter and a full stop, or several, before a name or inside one; small ones as well.
_LETTER = re.compile(r"(?<![\w.])(?:[^\W\d_](?:h|j)?\.\s?){1,3}$")
# How verbs and definite nouns end, which may well follow a name.
_VERBLIKE = re.compile(r"(?:er|ede|te|t|s|ende|erne|ene|en|ig|ige|eret)$")
_PARTICLES = frozenset(
    {"af", "von", "van", "de", "der", "den", "la", "le", "du", "di", "da", "el", "al", "bin", "ben"}
)


def _after_initial(token: Token, before: Token) -> bool:
    return token.capital or (not before.capital and token.profile.frequency < -380)


def _lower_surname(token: Token, before: Token) -> bool:
    """A surname that is a word as well, straight after a name: peter lund, victor borge."""
    p, first = token.profile, before.profile
    if token.capital or before.capital or not p.common or before.low.endswith("s"):
        return False
    if p.family:
        return bool(first.given) and p.frequency < -380
    named = not first.common and (first.listed or first.proper or before.points >= 1)
    return named and p.frequency < -500 and not _VERBLIKE.search(token.low)


def _weigh(tokens: list[Token]) -> None:
    w, listed = weights(), cues()
    # A heading or a theme of a few words has no capitals anyway.
    small = len(tokens) > 3 and not any(token.capital for token in tokens)
    for n, token in enumerate(tokens):
        uncased = small or token.block
        token.points = word_points(token.word, token.begins, token.profile) + context_points(
            tokens, n, listed, uncased=uncased
        )
        if not uncased:
            token.points += small_among_capitals(token, listed)
        if token.block:
            token.points += _in_block(token)
        if (points := initials_points(tokens, n, listed)) is not None:
            token.points = max(token.points, points)
        if token.digit and not token.profile.listed:
            token.points += w["beside_digit"]
        if token.word.upper() in listed.short_forms and (token.block or token.word.isupper()):
            token.points += w["short_form"]
        if asked_always(tokens, n, listed):
            token.points = max(token.points, ASKED)
        if len(token.word) == 1 and n and not token.begins and tokens[n - 1].low in listed.lettered:
            token.points = min(token.points, 0.0)  # plan B
        if not token.capital and token.low in listed.pronouns:
            token.points = min(token.points, 0.0)  # Så spørger vi igen.
        if token.low in listed.before:
            token.points += w["is_title"]
        elif not token.capital and token.low in listed.blockers:
            token.points += w["is_blocker"]
    sure = {form for t in tokens if t.points >= 3 for form in stems(t.word)}
    for n, token in enumerate(tokens):
        before = tokens[n - 1] if n and (token.joined or token.aside) else None
        if sure and token.points < 3 and any(form in sure for form in stems(token.word)):
            token.points += 2.0
        if before is None or before.points <= 0:
            continue
        if _ROMAN.match(token.word) or (len(token.word) == 1 and (token.capital or token.dotted)):
            token.points = 1.0
        elif before.dotted and len(before.word) == 1 and n > 1 and _after_initial(token, before):
            token.points += 6.0  # Henrik S. Nissen
        elif token.capital and before.capital and token.word.isupper() == before.word.isupper():
            token.points += 3.0
        elif _lower_surname(token, before):
            token.points = 0.5
        elif not token.capital and not before.capital and not token.profile.common:
            token.points += 4.5 if before.points >= 2 and not token.profile.place else 1.5


def _without_figures(text: str, tokens: list[Token]) -> None:
    """Take the points from what is a game, a figure or a place children talk of: Peter Plys."""
    figures = Covers(match.span() for match in cues().figures.finditer(text))
    for token in tokens:
        first = len(token.word.partition("-")[0])  # Ninjago-figuren
        if token.points > 0 and figures(token.start, token.start + first):
            token.points = 0.0


def _in_block(token: Token) -> float:
    """Points for a word in block capitals, where nothing but the word itself tells."""
    w, p = weights(), token.profile
    if p.common:
        return w["block_both"] if p.listed else 0.0
    return w["block_listed"] if p.listed or p.proper else w["block_unknown"]


def _bridges(tokens: list[Token]) -> Iterator[Token]:
    """The small words inside a name: Anna von Bar, Omar al Said; and a letter between names."""
    for n in range(1, len(tokens) - 1):
        a, b, c = tokens[n - 1 : n + 2]
        small = b.low in _PARTICLES or (len(b.word) == 1 and b.capital)
        if small and b.joined and c.joined and a.points > 0 and c.points > 0 and c.capital:
            yield b


def _certainty(token: Token) -> Certainty:
    p = token.profile
    if p.common and (p.listed or token.capital):
        return "tvetydig"
    return "sikker" if p.listed and token.capital else "mulig"


def _rule(token: Token) -> str:
    p = token.profile
    if p.listed:
        return "navn_og_ord" if p.common else "navneliste"
    return "egennavn" if p.proper else "ord_som_navn" if p.common else "ukendt_ord"


def find_names(text: str) -> Iterator[Finding]:
    """Find what looks like the name of a person.

    Parameters
    ----------
    text : str
        Danish free text, with or without capitals.

    Yields
    ------
    Finding
        One a word; a name of two words gives two.

    Examples
    --------
    >>> said = "Fatima og lille mohammed leger med Almas bil."
    >>> [f.text(said) for f in find_names(said)]
    ['Fatima', 'mohammed', 'Almas']
    """
    tokens = tokens_of(text, lexicon())
    _weigh(tokens)
    _without_figures(text, tokens)
    for token in tokens:
        if token.points > 0:
            yield Finding(token.start, token.stop, "navn", _rule(token), _certainty(token))
        elif not unicodedata.name(token.word[0], "LATIN").startswith("LATIN"):
            yield Finding(token.start, token.stop, "navn", "fremmed_skrift", "mulig")
    for token in _bridges(tokens):
        yield Finding(token.start, token.stop, "navn", "led_i_navn", "mulig")
    for token in tokens:
        if token.points > 0 and (
            match := _LETTER.search(text[max(0, token.start - 12) : token.start])
        ):
            start = max(0, token.start - 12) + match.start()
            yield Finding(start, start + len(match[0].rstrip()), "navn", "initialer", "mulig")
    yield from find_dotted(text, cues())
