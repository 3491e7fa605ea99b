"""The words whose neighbours are names, or are not; they can be edited (texts/privatliv)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kitlib.texts import load

__all__ = ["Cues", "cues"]


@dataclass(frozen=True)
class Cues:
    """The words whose neighbours are names, or are not."""

    before: frozenset[str]
    owned: frozenset[str]
    doing: frozenset[str]
    blockers: frozenset[str]
    prepositions: frozenset[str]
    short_forms: frozenset[str]
    always: frozenset[str]


@lru_cache(maxsize=1)
def cues() -> Cues:
    words = load("privatliv/navne")
    return Cues(
        before=frozenset(words["titler"]),
        owned=frozenset(words["ejes"]),
        doing=frozenset(words["verber"]),
        blockers=frozenset(words["foran_ord"]),
        prepositions=frozenset(words["forholdsord"]),
        short_forms=frozenset(words["forkortelser"]),
        always=frozenset(words["spoerg_altid"]),
    )
