"""Which sign of the kit's own drawing stands for a phase, and for a situation of the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kitlib.circle.model import Phase

__all__ = ["NOTE", "numbered", "phase_sign", "situation_sign"]

#: Stands for whatever has no sign of its own.
NOTE = "seddel"


def phase_sign(key: str, said: Mapping[str, Any]) -> str:
    """Return the name of a phase's sign.

    Parameters
    ----------
    key : str
        The phase's key in its circle.
    said : mapping
        The wording `materiale/tegn`: lists of keys and of beginnings of words, by sign.

    Examples
    --------
    >>> phase_sign("undres", {"faser": {"undres": ["undres"]}})
    'undres'
    """
    return next((sign for sign, keys in said["faser"].items() if key in keys), NOTE)


def numbered(phases: Sequence[Phase]) -> Iterator[tuple[int | None, Phase]]:
    """Yield phases with their number; one that is not at every meeting has its sign alone.

    So a deck of cards and the circle on the table say the same number for the same phase, with
    and without something to come back to.
    """
    number = 0
    for phase in phases:
        always = phase.when == "altid"
        number += always
        yield (number if always else None), phase


def situation_sign(name: str, said: Mapping[str, Any]) -> str:
    """Return the name of the sign of a situation, by how its words begin.

    Examples
    --------
    >>> signs = {"situationer": {"skaal": ["spis", "måltid"], "maane": ["søvn"]}}
    >>> situation_sign("Fælles spisning", signs), situation_sign("vuggestuen", signs)
    ('skaal', 'seddel')
    >>> situation_sign("legeplads", {"situationer": {"klodser": ["leg"], "gynge": ["legeplads"]}})
    'gynge'
    """
    words = name.casefold().replace("-", " ").split()
    known = ((_most(words, starts), sign) for sign, starts in said["situationer"].items())
    most, sign = max(known, key=lambda found: found[0], default=(0, NOTE))
    return sign if most else NOTE


def _most(words: Sequence[str], starts: Sequence[str]) -> int:
    """How many letters the longest beginning of a word has: "legeplads" is more than "leg"."""
    return max((len(s) for s in starts for word in words if word.startswith(s)), default=0)
