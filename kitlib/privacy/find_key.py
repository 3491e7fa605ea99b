"""The names that a team's own key holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kitlib.privacy.find_text import seen
from kitlib.privacy.finding import Finding, NameKey

__all__ = ["find_key_names"]

_OWNS = "(?:['’´`]?s|['’´`])?"
_APART = re.compile(r"[\s\-\u2010\u2011]+")


def find_key_names(text: str, key: NameKey) -> Iterator[Finding]:
    """Find every name that the team's key holds, in any case and in the genitive.

    Parameters
    ----------
    text : str
        Danish free text.
    key : NameKey
        The team's key: names, nicknames and initials with their codes. A name of several words
        is found whole and word by word.
    """
    pattern = _pattern(key.names)
    if pattern is None:
        return
    for match in pattern.finditer(text):
        yield Finding(*match.span(), "navn", "noegle")


@lru_cache(maxsize=8)
def _pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    """All names as one pattern, the longest first."""
    forms = {seen(name).strip() for name in names}
    forms |= {part for name in forms for part in _APART.split(name) if len(part) > 1}
    spelled = [
        r"[\s\-\u2010\u2011]+".join(re.escape(part) for part in _APART.split(form))
        for form in sorted(forms, key=lambda form: (-len(form), form))
        if form
    ]
    if not spelled:
        return None
    # A digit or a line may stand against a name (Emil1, _Ida_), but not against one letter: B07.
    letters = [form for form in spelled if len(form) == 1]
    longer = [form for form in spelled if len(form) > 1]
    return re.compile(
        rf"(?<![^\W\d_])(?:{'|'.join(longer) or '(?!)'}){_OWNS}(?![^\W\d_])"
        rf"|(?<!\w)(?:{'|'.join(letters) or '(?!)'}){_OWNS}(?!\w)",
        re.IGNORECASE,
    )
