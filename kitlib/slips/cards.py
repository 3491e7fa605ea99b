"""The cards of one team: what there is to tick on them, and the smallest paper that has room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kitlib.about import About
from kitlib.problems import KitError, Problem
from kitlib.slips.drawing import DrawnSlip, Ticks, lay_out

__all__ = ["DAYS", "MOST_CODES", "YES_NO", "dated_card", "full_card"]

#: Weekdays as they stand on a card, Monday first.
DAYS = ("ma", "ti", "on", "to", "fr", "lø", "sø")
YES_NO = ("ja", "nej")
#: Codes one can find one's way among with a pencil; where there are more, they are written.
MOST_CODES = 20

_TENS = tuple("012345")
_ONES = tuple("0123456789")
_ROLES = ("pædagog", "medhjælper", "vikar")
_FEWEST = {"A6": 5, "A5": 6}  # lines that make a card worth writing on


def full_card(about: About, said: Mapping[str, Any]) -> DrawnSlip:
    """Lay out the card with everything to tick, on the smallest paper that leaves room to write.

    Parameters
    ----------
    about : About
        Situations, themes, roles and codes of the team.
    said : mapping
        The wording: a text for each heading.

    Raises
    ------
    KitError
        Where not even the large card has room for the words and something to write as well.

    Examples
    --------
    >>> from kitlib.texts import load
    >>> about = About(koder=("B01", "B02"), temaer=("venskab",))
    >>> card = full_card(about, load("materiale/ark")["postits"]).card
    >>> card.size, card.values("barn"), card.values("tema")
    ('A6', ('B01', 'B02'), ('venskab',))
    """
    questions = [*_date(said), *_asked(about, said)]
    last = Ticks("maa_vises", said["vises"], YES_NO)
    for size, fewest in _FEWEST.items():
        drawn = lay_out(size, questions, last, said["set"], said["ord"], said["hjaelp"])
        if drawn.lines >= fewest:
            return drawn
    raise KitError(_too_many(questions))


def dated_card(said: Mapping[str, Any]) -> DrawnSlip:
    """Lay out the card for those who just write: nothing to tick but the day."""
    return lay_out("A7", _date(said), None, said["set"], "", said["hjaelp"])


def _date(said: Mapping[str, Any]) -> list[Ticks]:
    return [
        Ticks("ugedag", "", DAYS),
        Ticks("uge_ti", said["uge_ti"], _TENS),
        Ticks("uge_en", said["uge_en"], _ONES),
    ]


def _asked(about: About, said: Mapping[str, Any]) -> list[Ticks]:
    codes = about.koder if len(about.koder) <= MOST_CODES else ()
    asked = [
        Ticks("barn", said["barn"] if codes else said["barn_linje"], codes),
        Ticks("hvem_saa", said["rolle"], about.roller or _ROLES),
        Ticks("situation", said["situation"], about.day),
    ]
    return asked + ([Ticks("tema", said["tema"], about.temaer)] if about.temaer else [])


def _too_many(questions: Sequence[Ticks]) -> Problem:
    words = {q.field: q.values for q in questions}
    told = f"{len(words['situation'])} situationer og {len(words.get('tema', ()))} temaer"
    return Problem(
        f"Der er for mange eller for lange ord til en seddel: {told} er mere, end der kan stå på "
        "et A5-kort, når der også skal skrives på det. Sedlen er ikke lavet.",
        "Skriv færre eller kortere ord i om.toml. Sedlerne uden krydser kan bruges, som de er.",
        "om.toml",
        code="seddel_fuld",
    )
