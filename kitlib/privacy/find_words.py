"""Words that make a note special-category data: health, ethnicity, faith, sexuality, union."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kitlib.privacy.finding import Finding
from kitlib.texts import load

__all__ = ["find_special"]

# The inflections of a Danish noun or adjective.
_ENDINGS = "(?:s|n|r|t|e|en|et|er|es|ens|ets|ers|erne|ernes|ene|enes|ede|re|ne|nes|t?iske?t?)?"


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """For each group: its name, what is found, and what only looks like it."""
    made = []
    for group, words in load("privatliv/saerlig").items():
        inside, begins, whole, phrases = (
            "|".join(re.escape(w) for w in sorted(words[key], key=len, reverse=True))
            for key in ("indeholder", "begynder", "ord", "vendinger")
        )
        found = (
            rf"(?<!\w)(?:(?:{phrases})(?!\w)|(?:{begins})[\w\-]*|(?:{whole}){_ENDINGS}(?![\w])"
            rf"|[\w\-]*?(?:{inside})[\w\-]*)"
        )
        besides = "|".join(re.escape(w) for w in words["undtagen"]) or r"(?!)"
        made.append((group, re.compile(found, re.I), re.compile(rf"(?:{besides})", re.I)))
    return tuple(made)


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
        "seksualitet" or "fagforening". The lists can be edited (texts/privatliv/saerlig.toml).

    Examples
    --------
    >>> said = "Har fået sin ADHD-medicin, og farmor er i moskeen."
    >>> [(f.text(said), f.rule) for f in find_special(said)]
    [('ADHD-medicin', 'helbred'), ('moskeen', 'tro')]
    """
    for group, found, besides in _patterns():
        for match in found.finditer(text):
            if not besides.fullmatch(match[0]):
                yield Finding(*match.span(), "saerlig", group)
