"""What is asked over a view and always stands under it: the kit's words, or a team's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kitlib.problems import KitError, Problem
from kitlib.texts import OWN, load, own_words

__all__ = ["FILE", "OwnWords", "kits_words", "read_own_words"]

#: The file of this wording, here and among a team's own.
FILE = "visninger.toml"

#: Where a word stands, such as "postits.tavlen.spoergsmaal", and what a team says there.
OwnWords = tuple[tuple[str, str], ...]


@cache
def kits_words() -> Mapping[str, str]:
    """Return every word of the kit's by where it stands.

    Examples
    --------
    >>> kits_words()["postits.tavlen.spoergsmaal"]
    'Hvad har vi set?'
    """
    return dict(_flat(load("visninger")))


def read_own_words(folder: Path) -> tuple[OwnWords, list[Problem]]:
    """Return what a folder says in place of the kit's words, and what is wrong with it.

    Parameters
    ----------
    folder : Path
        Where om.toml lies. Of a file with a fault nothing is used: the kit's words stand.
    """
    path = folder / OWN / FILE
    if not path.is_file():
        return (), []
    try:
        own = own_words(path, load("visninger"))
    except KitError as error:
        return (), list(error.report)
    kits = kits_words()
    # What always stands under a view may be said otherwise, and not left out.
    changed = ((place, said) for place, said in _flat(own) if said.strip() and said != kits[place])
    return tuple(changed), []


def _flat(words: Mapping[str, Any], place: str = "") -> Iterator[tuple[str, str]]:
    for key, value in words.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{place}{key}.")
        else:
            yield f"{place}{key}", str(value)
