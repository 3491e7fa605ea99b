"""Which sign of the kit's own drawing stands for a phase, and for a situation of the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["NOTE", "phase_sign", "situation_sign"]

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


def situation_sign(name: str, said: Mapping[str, Any]) -> str:
    """Return the name of the sign of a situation, by how its words begin.

    Examples
    --------
    >>> signs = {"situationer": {"skaal": ["spis", "måltid"], "maane": ["søvn"]}}
    >>> situation_sign("Fælles spisning", signs), situation_sign("vuggestuen", signs)
    ('skaal', 'seddel')
    """
    words = name.casefold().replace("-", " ").split()
    return next((s for s, starts in said["situationer"].items() if _begins(words, starts)), NOTE)


def _begins(words: Sequence[str], starts: Sequence[str]) -> bool:
    return any(word.startswith(tuple(starts)) for word in words)
