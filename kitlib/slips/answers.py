"""What a slip says by its ticks, and what has to be asked about it: unsure, double or missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kitlib.dansk import join
from kitlib.slips.cards import DAYS
from kitlib.slips.read import Slip

__all__ = ["NOT_KNOWN", "Asked", "day_of", "questions", "said"]

#: The answer of somebody who cannot tell either.
NOT_KNOWN = ""

_WEEKS = 9  # weeks that are offered at most
_YEAR = 53  # weeks back they are taken from
_HEADS = {"hvem_saa": "Hvem skrev den?", "maa_vises": "Må den vises for teamet?"}
_SEVERAL = {"situation": "situationen", "tema": "temaet"}
_DAY_NAMES = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


@dataclass(frozen=True)
class Asked:
    """One question about one slip, with what can be answered: (value, words)."""

    key: str
    words: str
    choices: tuple[tuple[str, str], ...]


def questions(slip: Slip, today: date) -> list[Asked]:
    """Return what has to be asked about a slip, in the order it stands on it.

    The day is asked about where it is missing as well; all else may be left out on purpose.
    """
    asked = []
    if _one(slip, "ugedag") is None:
        days = zip(DAYS, _DAY_NAMES, strict=True)
        asked.append(_asked("ugedag", "Hvilken ugedag?", [*days]))
    if _week(slip) is None:
        asked.append(_asked("uge", "Hvilken uge?", [(w, f"uge {w}") for w in _weeks(slip, today)]))
    ticked, unsure = slip.ticked("barn"), slip.ticked("barn", "usikker")
    if len(ticked) + len(unsure) > 1 or unsure:
        offered = ticked + unsure if ticked else slip.card.values("barn")
        who = [(code, code) for code in offered]
        asked.append(_asked("barn", "Hvem handler den først og fremmest om?", who))
    for key, words in _HEADS.items():
        if _one(slip, key) is None and (slip.ticked(key) or slip.ticked(key, "usikker")):
            asked.append(_asked(key, words, [(v, v) for v in slip.card.values(key)]))
    for key, words in _SEVERAL.items():
        for value in slip.ticked(key, "usikker"):
            yes_no = (("ja", "ja"), ("nej", "nej"))
            asked.append(Asked(f"{key}:{value}", f"Er {words} »{value}« krydset af?", yes_no))
    return asked


def _asked(key: str, words: str, choices: list[tuple[str, str]]) -> Asked:
    return Asked(key, words, (*choices, (NOT_KNOWN, "kan ikke ses")))


def said(slip: Slip, answers: Mapping[str, str], today: date) -> dict[str, Any]:
    """Return what a slip says, as the columns of a note; what nobody could tell is None.

    Parameters
    ----------
    answers : mapping of str to str
        What was answered, by the key of the question.
    """
    day = answers.get("ugedag") or _one(slip, "ugedag")
    week = answers.get("uge") or _week(slip)
    child = answers.get("barn") or _one(slip, "barn")
    with_others = [code for code in slip.ticked("barn") if code != child]
    shown = answers.get("maa_vises") or _one(slip, "maa_vises")
    if shown is None and (slip.ticked("maa_vises") or slip.ticked("maa_vises", "usikker")):
        shown = "nej"  # in doubt, it stays in the pocket
    return {
        "dato": day_of(day, week, today),
        "barn": child,
        "hvem_saa": answers.get("hvem_saa") or _one(slip, "hvem_saa"),
        "situation": _several(slip, "situation", answers),
        "sammen_med": ", ".join(with_others) if child else None,
        "tema": _several(slip, "tema", answers),
        "maa_vises": shown,
    }


def _one(slip: Slip, key: str) -> str | None:
    """The one answer that is ticked; None where it is none, more than one, or not sure."""
    ticked = slip.ticked(key)
    return ticked[0] if len(ticked) == 1 and not slip.ticked(key, "usikker") else None


def _week(slip: Slip) -> str | None:
    tens, ones = _one(slip, "uge_ti"), _one(slip, "uge_en")
    if tens is None or ones is None:
        return None
    week = int(tens + ones)
    return str(week) if 1 <= week <= 53 else None


def _weeks(slip: Slip, today: date) -> list[str]:
    """The latest weeks, newest first; where one of the two digits was read, those that have it."""
    read = [_one(slip, key) for key in ("uge_ti", "uge_en")]
    past = [today - timedelta(weeks=k) for k in range(_YEAR)]
    numbers = dict.fromkeys(f"{d.isocalendar().week:02}" for d in past)
    agree = [w for w in numbers if all(r in (None, d) for r, d in zip(read, w, strict=True))]
    return [str(int(w)) for w in agree or numbers][:_WEEKS]


def _several(slip: Slip, key: str, answers: Mapping[str, str]) -> str | None:
    unsure = slip.ticked(key, "usikker")
    chosen = {*slip.ticked(key), *(v for v in unsure if answers.get(f"{key}:{v}") == "ja")}
    found = [value for value in slip.card.values(key) if value in chosen]
    return "; ".join(found) or None


def day_of(day: str | None, week: str | None, today: date) -> date | None:
    """Return the latest day that is past with that weekday in that week; None where unknown.

    Examples
    --------
    >>> day_of("ti", "48", date(2026, 11, 29)), day_of("ma", "50", date(2026, 11, 29))
    (datetime.date(2026, 11, 24), datetime.date(2025, 12, 8))
    >>> day_of(None, "48", date(2026, 11, 29)) is None
    True
    """
    if not day or not week or day not in DAYS:
        return None
    for year in (today.year + 1, today.year, today.year - 1):
        try:
            found = date.fromisocalendar(year, int(week), DAYS.index(day) + 1)
        except ValueError:
            continue  # a year of 52 weeks
        if found <= today:
            return found
    return None


def told(asked: list[Asked]) -> str:
    """Say in a line what was not answered about a slip.

    Examples
    --------
    >>> told([Asked("uge", "Hvilken uge?", ()), Asked("situation:leg", "Er ...?", ())])
    'ugen og situationen'
    """
    names = {
        "ugedag": "ugedagen",
        "uge": "ugen",
        "barn": "hvem den handler om",
        "hvem_saa": "rollen",
        "maa_vises": "om den må vises",
        **_SEVERAL,
    }
    return join([*dict.fromkeys(names[a.key.partition(":")[0]] for a in asked)])
