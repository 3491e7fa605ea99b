"""Words that make a note special-category data, or confidential.

Health, ethnicity, faith, sexuality and union; crime, violence and what the municipality helps with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kitlib.privacy.finding import Finding
from kitlib.texts import load

__all__ = ["find_special"]

# The inflections of a Danish noun or adjective.
_ENDINGS = "(?:s|n|r|t|e|en|et|er|es|ens|ets|ers|erne|ernes|ene|enes|ede|re|ne|nes|t?iske?t?)?"
_WORD = re.compile(r"(?<!\w)[^\W\d_][\w\-]*")


def _any(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) or "(?!)"


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]:
    """For each group: its name, its words, what only looks like them, and its phrases."""
    return tuple(
        (
            group,
            re.compile(
                rf"(?:{_any(words['begynder'])})|(?:{_any(words['ord'])}){_ENDINGS}$"
                rf"|.*?(?:{_any(words['indeholder'])})"
            ),
            re.compile(rf"(?:{_any(words['undtagen'])})$"),
            re.compile(rf"(?<!\w)(?:{_any(words['vendinger'])})(?!\w)", re.IGNORECASE),
        )
        for group, words in load("privatliv/saerlig").items()
    )


@lru_cache(maxsize=20_000)
def _group_of(word: str) -> str | None:
    """The group a word in small letters belongs to."""
    for group, found, besides, _ in _patterns():
        if found.match(word) and not besides.match(word):
            return group
    return None


def find_special(text: str) -> Iterator[Finding]:
    """Find words about health, ethnicity, faith, sexuality or union membership.

    Parameters
    ----------
    text : str
        Danish free text.

    Yields
    ------
    Finding
        Of kind "saerlig", with the group as its rule: "helbred", "etnicitet", "tro",
        "seksualitet", "fagforening" or "fortroligt". The lists can be edited
        (texts/privatliv/saerlig.toml).

    Examples
    --------
    >>> said = "Har fået sin ADHD-medicin, og farmor er i moskeen."
    >>> [(f.text(said), f.rule) for f in find_special(said)]
    [('ADHD-medicin', 'helbred'), ('moskeen', 'tro')]
    """
    for match in _WORD.finditer(text):
        if group := _group_of(match[0].casefold()):
            yield Finding(*match.span(), "saerlig", group)
    for group, _, _, phrases in _patterns():
        for match in phrases.finditer(text):
            yield Finding(*match.span(), "saerlig", group)
