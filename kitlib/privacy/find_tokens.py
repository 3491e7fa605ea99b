"""A text as its words, each with where it stands and what is known about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kitlib.privacy.find_lexicon import Lexicon, Profile
from kitlib.privacy.find_word import whole_profile

__all__ = ["Token", "tokens_of"]

# A word is letters, apostrophes and hyphens; letters that touch a digit are a code (B07).
_WORD = re.compile(r"(?<![\w@#/])[^\W\d_]+(?:['’´`\-\u2010\u2011][^\W\d_]+)*['’´`]?(?![\w@])")
_OWNER = re.compile(r"(?:\b[A-ZÆØÅ]{1,3}\d+|\])s $")
_ENDS = re.compile(r"(?:^|[.!?:\n\"”“»«(\[•*]|[-–—]\s)\s*$")
_TIGHT = re.compile(r"[^\W\d_]\.$")
_ASIDE = re.compile(r"\s[\"'”“»«(]|\s[-–]\s?")


@dataclass(slots=True)
class Token:
    """One word, where it stands, and the points it has."""

    word: str
    start: int
    stop: int
    begins: bool
    joined: bool  # only a space since the word before
    aside: bool  # in quotes or brackets straight after the word before: Karl "Kalle"
    dotted: bool  # a full stop follows at once
    owned: bool  # straight after a code or a mask in the genitive: B07s hue
    profile: Profile
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
    for match in _WORD.finditer(text):
        start, stop = match.span()
        between = text[end:start]
        plain = bool(tokens) and between == " "
        if not plain and stop - start < 5 and _TIGHT.search(text[max(0, start - 2) : start]):
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
                profile=whole_profile(match[0], lex),
            )
        )
        end = stop
    return tokens
