"""A text as its words, each with where it stands and what is known about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby

from kitlib.privacy.find_lexicon import Lexicon, Profile
from kitlib.privacy.find_word import whole_profile

__all__ = ["Token", "tokens_of"]

# A word is letters, apostrophes and hyphens. What else touches it (mor/Emma, #freja, _Ida_) parts.
_WORD = re.compile(r"[^\W\d_]+(?:['’´`\-\u2010\u2011][^\W\d_]+)*['’´`]?")
_OWNER = re.compile(r"(?:\b[A-ZÆØÅ]{1,3}\d+|\])s $")
_ENDS = re.compile(r"(?:^|[.!?:\n\"”“»«(\[•*]|[-–—]\s)\s*$")
_TIGHT = re.compile(r"[^\W\d_]\.$")
_ASIDE = re.compile(r"\s[\"'”“»«(]|\s[-–]\s?")
_BEFORE_STOP = re.compile(r"([^\W\d_]+)\.$")
_LOOK_BACK = 20  # letters
_LONG = 5  # letters no part of an abbreviation has
_DANISH = re.compile("[æøåÆØÅ]")
# Fewer letters beside a digit are a code and no name: B07, u04s, 2b.
_SHORTEST_BESIDE_DIGIT = 3
# Block capitals: so many words in a row, or all the words there are.
_BLOCK, _BLOCK_WHOLE = 3, 2


@dataclass(slots=True)
class Token:
    """One word, where it stands, and the points it has."""

    word: str  # in small letters where it stands in block capitals
    start: int
    stop: int
    begins: bool
    joined: bool  # only a space since the word before
    aside: bool  # in quotes or brackets straight after the word before: Karl "Kalle"
    dotted: bool  # a full stop follows at once
    owned: bool  # straight after a code or a mask in the genitive: B07s hue
    digit: bool  # a digit stands against it: Emil1
    profile: Profile
    block: bool = False  # in block capitals: what is large says nothing
    points: float = 0.0
    capital: bool = field(init=False)
    low: str = field(init=False)

    def __post_init__(self) -> None:
        self.capital = self.word[0].isupper()
        self.low = self.word.casefold()


def tokens_of(text: str, lex: Lexicon) -> list[Token]:
    """Return the words of a text in order.

    Most words stand after another with a space between, where none of the patterns can match.
    """
    tokens: list[Token] = []
    end = 0
    danish = bool(_DANISH.search(text))
    for match in _WORD.finditer(text):
        start, stop = match.span()
        between = text[end:start]
        plain = bool(tokens) and between == " "
        digit = text[stop : stop + 1].isdigit() or (not plain and text[start - 1 : start].isdigit())
        if digit and stop - start < _SHORTEST_BESIDE_DIGIT:
            continue
        short = not plain and stop - start < _LONG
        if short and _TIGHT.search(text[max(0, start - 2) : start]) and not _is_new(match):
            continue  # an abbreviation goes on: dr.phil., f.eks.
        tokens.append(
            Token(
                match[0],
                start,
                stop,
                begins=not plain and bool(_ENDS.search(text[max(0, start - 5) : start])),
                joined=plain or (bool(tokens) and between in ("\u00a0", ". ")),
                aside=not plain and bool(tokens) and bool(_ASIDE.fullmatch(between)),
                dotted=text[stop : stop + 1] == ".",
                owned=text[start - 2 : start] == "s "
                and bool(_OWNER.search(text[max(0, start - 12) : start])),
                digit=digit,
                profile=whole_profile(match[0], lex, danish),
            )
        )
        end = stop
    _mark_blocks(tokens, lex, danish)
    return tokens


def _is_new(match: re.Match[str]) -> bool:
    """Tell whether a word right after a full stop is one of its own: Han faldt.Emma kom.

    The parts of an abbreviation are small and short; initials are looked for elsewhere.
    """
    word, before = match[0], _BEFORE_STOP.search(match.string[: match.start()][-_LOOK_BACK:])
    if word[0].isupper():
        return len(word) > 1 and word[1].islower()
    return before is not None and len(before[1]) >= _LONG


def _mark_blocks(tokens: list[Token], lex: Lexicon, danish: bool) -> None:
    """Read what stands in block capitals by its words: as if it were written small."""
    if not any(token.capital for token in tokens):
        return
    for upper, run in groupby(tokens, lambda token: token.word.isupper()):
        words = list(run)
        long = sum(len(token.word) > 1 for token in words)
        whole = len(words) == len(tokens) and long >= _BLOCK_WHOLE
        if not upper or (long < _BLOCK and not whole):
            continue
        if not any(token.profile.common and len(token.word) > 1 for token in words):
            continue  # a row of names or short forms, and no sentence
        for token in words:
            token.word, token.block, token.capital = token.low, True, False
            token.profile = whole_profile(token.word, lex, danish)
