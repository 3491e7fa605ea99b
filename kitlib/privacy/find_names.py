"""Names of persons: the team's key first, then name lists, then words no dictionary knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kitlib.privacy.find_lexicon import Lexicon, lexicon
from kitlib.privacy.finding import Certainty, Finding, NameKey

__all__ = ["find_key_names", "find_names"]

WORD = re.compile(r"[^\W\d_]+(?:['’´`-][^\W\d_]+)*", re.UNICODE)
_INITIALS = re.compile(r"(?<![\w.])(?:[A-ZÆØÅ]\.\s?){1,3}[A-ZÆØÅ]\.?(?![\w])")
_START = re.compile(r"(?:^|[.!?:\n\"”»(]|- )\s*$")


def stems(word: str) -> tuple[str, ...]:
    """The word and what it may be the genitive of: Almas, Jonas', Max's."""
    low = word.casefold().replace("’", "'").replace("´", "'").replace("`", "'")
    forms = [low]
    if low.endswith("'s"):
        forms.append(low[:-2])
    elif low.endswith("'") or (low.endswith("s") and len(low) > 3):
        forms.append(low[:-1])
    return tuple(forms)


def find_key_names(text: str, key: NameKey) -> Iterator[Finding]:
    """Find every name that the team's key holds, in any case and in the genitive."""
    for name in sorted(key.names, key=len, reverse=True):
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?:['’´`]?s|['’´`])?(?!\w)", re.IGNORECASE)
        for match in pattern.finditer(text):
            yield Finding(*match.span(), "navn", "noegle")


def _judge(word: str, starts: bool, lex: Lexicon) -> tuple[str, Certainty] | None:
    forms = stems(word)
    capital = word[0].isupper()
    listed = any(f in lex.given or f in lex.family for f in forms)
    common = any(f in lex.words for f in forms)
    if listed and not common:
        return ("navneliste", "sikker" if capital else "mulig")
    if listed and capital:
        return None if starts else ("navneliste", "tvetydig")
    if common or any(f in lex.proper for f in forms):
        return None
    if len(word) >= 3 and capital and not starts and not word.isupper():
        return ("ukendt_ord", "mulig")
    return None


def find_names(text: str) -> Iterator[Finding]:
    """Find what looks like the name of a person."""
    lex = lexicon()
    for match in WORD.finditer(text):
        starts = bool(_START.search(text[max(0, match.start() - 4) : match.start()]))
        if judged := _judge(match[0], starts, lex):
            rule, certainty = judged
            yield Finding(*match.span(), "navn", rule, certainty)
    for match in _INITIALS.finditer(text):
        yield Finding(*match.span(), "navn", "initialer", "mulig")
