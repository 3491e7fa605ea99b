"""The names that a team's own key holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kitlib.privacy.finding import Finding, NameKey

__all__ = ["find_key_names"]


def find_key_names(text: str, key: NameKey) -> Iterator[Finding]:
    """Find every name that the team's key holds, in any case and in the genitive.

    Parameters
    ----------
    text : str
        Danish free text.
    key : NameKey
        The team's key: names, nicknames and initials with their codes.
    """
    for name in sorted(key.names, key=len, reverse=True):
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?:['’´`]?s|['’´`])?(?!\w)", re.IGNORECASE)
        for match in pattern.finditer(text):
            yield Finding(*match.span(), "navn", "noegle")
