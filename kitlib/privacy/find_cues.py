"""The words whose neighbours are names, or are not; they can be edited (texts/privatliv)."""

from __future__ import annotations

import re
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
    modals: frozenset[str]
    predicates: frozenset[str]
    having: frozenset[str]
    being: frozenset[str]
    acting: frozenset[str]
    openers: frozenset[str]
    closers: frozenset[str]
    giving: frozenset[str]
    given: frozenset[str]
    lettered: frozenset[str]
    pronouns: frozenset[str]
    beside: frozenset[str]
    toward: frozenset[str]
    objects: frozenset[str]
    idioms: frozenset[str]
    also_verbs: frozenset[str]
    dotted: frozenset[str]
    units: frozenset[str]
    new: frozenset[str]
    figures: re.Pattern[str]


def _phrases(phrases: frozenset[str]) -> re.Pattern[str]:
    """The phrases as one pattern, the longest first, in any case and in the genitive."""
    spelled = "|".join(map(re.escape, sorted(phrases, key=lambda each: (-len(each), each))))
    return re.compile(rf"(?<![\w])(?:{spelled})(?:['’]?s)?(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def cues() -> Cues:
    words = {name: frozenset(listed) for name, listed in load("privatliv/navne").items()}
    not_acting = words["maadesord"] | words["er_ord"] | {"selv", "også", "ikke"}
    return Cues(
        before=words["titler"],
        owned=words["ejes"],
        doing=words["verber"],
        blockers=words["foran_ord"],
        prepositions=words["forholdsord"],
        short_forms=words["forkortelser"],
        always=words["spoerg_altid"],
        modals=words["maadesord"],
        predicates=words["er_ord"],
        having=words["har_ord"],
        being=words["blive_ord"],
        acting=words["verber"] - not_acting,
        openers=words["bindeord"],
        closers=words["efter_navn"],
        giving=words["giver_ord"],
        given=words["det_givne"],
        lettered=words["foran_bogstav"],
        pronouns=words["stedord"],
        beside=words["hos_personer"],
        toward=words["til_personer"],
        objects=words["goer_ved_personer"],
        idioms=words["faste_vendinger"],
        also_verbs=words["ogsaa_udsagnsord"],
        dotted=words["forkortelser_med_punktum"],
        units=words["maal"],
        new=words["nye_ord"],
        figures=_phrases(words["spil_og_figurer"]),
    )
