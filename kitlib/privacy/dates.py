"""The day the data goes: reminded of in time, held to after, moved only with a reason."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from kitlib.about import About
from kitlib.dansk import long_date, plural
from kitlib.holding import briefly
from kitlib.placing import replacing
from kitlib.problems import KitError, Problem

__all__ = [
    "FIRST_REVISIT",
    "KEEP",
    "LONGEST",
    "REMIND",
    "Deadline",
    "NoReason",
    "check",
    "default_day",
    "extend",
    "refuse_later",
]

#: Days the data is kept after the last planned revisit.
KEEP = 30
#: Days to a first revisit where none is planned yet: a quarter to collect, meet and try (ours).
FIRST_REVISIT = 90
#: Days before the date that it is spoken of.
REMIND = 30
#: Most days a date can be moved ahead at a time (ours).
LONGEST = 365

_SHORTEST_REASON = 10
_LINE = re.compile(r"^(?P<head>\s*slettes\s*=\s*)(?P<value>[^#\r\n]*?)(?P<tail>\s*(?:#.*)?)$", re.M)


@dataclass(frozen=True)
class Deadline:
    """Where a folder stands towards its delete date.

    Parameters
    ----------
    status : {"god_tid", "snart", "forbi", "mangler", "opdigtet"}
        "forbi" from the day itself on.
    day : date or None
        The date.
    days : int
        Days left; negative after it.
    """

    status: Literal["god_tid", "snart", "forbi", "mangler", "opdigtet"]
    day: date | None = None
    days: int = 0

    @property
    def may_open(self) -> bool:
        """Whether a session may open without deleting or a new date."""
        return self.status not in ("forbi", "mangler")

    @property
    def problem(self) -> Problem | None:
        """What to say of it, or None where there is nothing to say."""
        if self.status == "mangler":
            return Problem(
                "Der står ikke, hvornår noterne slettes.",
                "Skriv det i om.toml, fx slettes = 2026-12-31.",
                "om.toml",
                column="slettes",
                code="slettes_mangler",
            )
        if self.day is None or self.status == "god_tid":
            return None
        if self.status == "forbi":
            return Problem(
                f"Noterne skulle være slettet senest {long_date(self.day)}.",
                "Slet dem med 'laeringskit slet MAPPE', eller giv en grund til en ny dato med "
                "'laeringskit slet MAPPE --ny-dato DATO --grund \"...\"'.",
                "om.toml",
                column="slettes",
                code="slettes_forbi",
            )
        left = f"om {plural(self.days, 'dag', 'dage')}"
        return Problem(
            f"Noterne slettes {left}, den {long_date(self.day)}.",
            "Gem det, I vil huske, i et referat uden navne.",
            "om.toml",
            column="slettes",
            level="advarsel",
            code="slettes_snart",
        )


def default_day(today: date, *, revisit: date | None = None) -> date:
    """Return the delete date of a folder: 30 days after the last planned revisit.

    Examples
    --------
    >>> default_day(date(2026, 3, 3), revisit=date(2026, 4, 1)).isoformat()
    '2026-05-01'
    >>> default_day(date(2026, 3, 3)).isoformat()
    '2026-07-01'
    """
    return (revisit or today + timedelta(days=FIRST_REVISIT)) + timedelta(days=KEEP)


def check(about: About, today: date) -> Deadline:
    """Tell where a folder stands towards its delete date.

    Examples
    --------
    >>> check(About(slettes=date(2026, 3, 31)), date(2026, 3, 11)).status
    'snart'
    """
    if about.opdigtet:
        return Deadline("opdigtet")
    if about.slettes is None:
        return Deadline("mangler")
    days = (about.slettes - today).days
    status: Literal["god_tid", "snart", "forbi"] = "god_tid"
    if days <= 0:
        status = "forbi"
    elif days <= REMIND:
        status = "snart"
    return Deadline(status, about.slettes, days)


def extend(folder: Path, day: date, reason: str, *, today: date) -> str:
    """Move the delete date in om.toml, and return the sentence that belongs in the logbog.

    Raises
    ------
    KitError
        Where there is no reason, the day is not ahead or too far ahead, or om.toml has no line
        to change. Nothing is changed then.
    """
    refuse_later(day, reason, today=today)
    path = folder / "om.toml"
    with briefly(folder):
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise KitError("om.toml kan ikke læses.", hint="Kør 'laeringskit tjek'.") from error
        before = _LINE.search(text)
        new = _LINE.sub(rf"\g<head>{day.isoformat()}\g<tail>", text, count=1)
        if before is None or tomllib.loads(new).get("slettes") != day:
            raise KitError(
                "Der er ingen linje med slettes i om.toml.", hint="Skriv slettes = 2026-12-31."
            )
        with replacing(path) as temporary:
            temporary.write_bytes(new.encode("utf-8"))
    was = before["value"].strip()
    try:
        was = long_date(date.fromisoformat(was))
    except ValueError:
        was = "en dato, der ikke kunne læses"
    return f"Noterne slettes {long_date(day)} i stedet for {was}. Grund: {_one_line(reason)}"


class NoReason(KitError):
    """Notes are kept longer for a reason only."""


def refuse_later(day: date, reason: str, *, today: date) -> None:
    """Refuse a later day that may not be; nothing is read or written.

    Raises
    ------
    KitError
        Where the day is not ahead or too far ahead; `NoReason` where there is no reason.
    """
    if not today < day <= today + timedelta(days=LONGEST):
        raise KitError(
            "Den nye dato skal ligge efter i dag og højst et år frem.",
            hint="Vælg en dato 30 dage efter det møde, hvor I tager det op igen.",
        )
    if len(_one_line(reason)) < _SHORTEST_REASON:
        raise NoReason(
            "Der mangler en grund til, at noterne skal gemmes længere.",
            hint="Skriv med en sætning, hvad de skal bruges til, og hvornår det er færdigt.",
        )


def _one_line(reason: str) -> str:
    return " ".join(reason.split())
