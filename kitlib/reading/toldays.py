"""What is told of a column's dates: how they were read, and days that can hardly be right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from kitlib.reading.decided import Days
from kitlib.reading.raw import Cells
from kitlib.reading.values.days import Written, written

__all__ = ["told_of_days"]

_MONTHS = 12
_SOME = 3  # dates of each sort from which it is hardly chance
_YEAR_AND_MORE = timedelta(days=400)
_ONE_IN = 4  # days, or more, of which one may be a slip
_Told = tuple[npt.NDArray[np.intp], str, str]
_TURNED = (
    "Datoen er læst med måneden først, som på engelsk: 3/31/2026 er 31. marts.",
    "Skriv dagen først, så måneden, så året, hvis det er forkert.",
)
_YEAR = (
    "Året mangler i datoen og er taget fra perioden i om.toml.",
    "Skriv året med, hvis det er forkert.",
)
_DOUBT = (
    "Datoerne kan læses på to måder og er læst med dagen først: 3/4/2026 er 3. april.",
    "Er det forkert, så skriv perioden i om.toml, eller måneden med bogstaver.",
)
_WEEKDAY = (
    "Ugedagen passer ikke til datoen. Datoen er læst.",
    "Ret den af dem, der er forkert.",
)
_SERIAL = (
    "Datoen er skrevet som regnearkets tal for en dag og er læst sådan: 46084 er 3. marts 2026.",
    "Skriv den som 3-3-2026, hvis det er forkert.",
)
_SWAPPED = (
    "Dagen og måneden er måske byttet om. Andre datoer i kolonnen er skrevet, så regnearket ikke "
    "kunne læse dem, og disse kan det have læst forkert.",
    "Tjek datoerne, og skriv måneden med bogstaver, hvis de er forkerte.",
)
_ALONE = (
    "Datoen ligger mere end et år fra de andre i kolonnen. Er den rigtig?",
    "Ret året, hvis ikke.",
)
_AHEAD = ("Datoen ligger i fremtiden. Er den rigtig?", "Ret dagen, måneden eller året, hvis ikke.")
_CLOCK = (
    "Nogle af datoerne har et klokkeslæt efter sig. Det er læst for sig og vises ikke.",
    "Skriv det i noten, hvis det betyder noget.",
)
_ZONE = (
    "Klokkeslættet er skrevet i en anden tidszone, fx UTC (Z), og er læst som dansk tid.",
    "Tjek dagen, hvis det var sent på aftenen.",
)
_FAR = (
    "Datoen ligger langt uden for perioden i om.toml. Er den rigtig?",
    "Ret datoen eller perioden, hvis ikke.",
)


def told_of_days(
    cells: Cells, values: Sequence[Any], days: Days, *, ahead: bool = False, clock: bool = False
) -> list[_Told]:
    """Return rows, what is told of them and what to do, for each kind of doubt.

    Parameters
    ----------
    cells : Cells
        A column of dates as they stand.
    values : sequence
        The day of each different cell; None where it has none.
    days : Days
        How they were read.
    ahead : bool
        Whether the column holds days to come; then none is asked about.
    clock : bool
        Whether to tell, once a column, that a time of day stands in a column of its own.
    """
    values = [v.date() if isinstance(v, datetime) else v for v in values]
    texts = [written(c) if isinstance(c, str) else None for c in cells.uniques]
    found: list[_Told] = []

    def tell(what: tuple[str, str], of: Callable[[date, Written | None], bool]) -> None:
        flags = [isinstance(d, date) and of(d, w) for d, w in zip(values, texts, strict=True)]
        if any(flags):
            found.append((np.flatnonzero(cells.where(flags)), *what))

    clocks = [_has_clock(c, w) for c, w in zip(cells.uniques, texts, strict=True)]
    flags = [f and isinstance(d, date) for f, d in zip(clocks, values, strict=True)]
    if clock and any(flags):
        found.append((np.flatnonzero(cells.where(flags))[:1], *_CLOCK))
    flags = [w is not None and w.two_ways for w in texts]
    if days.doubt and any(flags):
        found.append((np.flatnonzero(cells.where(flags))[:1], *_DOUBT))
    flags = [w is not None and w.moved for w in texts]
    if any(flags):
        found.append((np.flatnonzero(cells.where(flags))[:1], *_ZONE))
    if _are_swapped(cells.uniques, texts):
        tell(_SWAPPED, lambda d, w: w is None and d.day <= _MONTHS and d.day != d.month)
    tell(_TURNED, lambda _, w: w is not None and days.turned(w))
    tell(_WEEKDAY, lambda d, w: w is not None and w.weekday not in (None, d.weekday()))
    serial = [isinstance(c, str) and w is None for c, w in zip(cells.uniques, texts, strict=True)]
    flags = [f and isinstance(d, date) for f, d in zip(serial, values, strict=True)]
    if any(flags):
        found.append((np.flatnonzero(cells.where(flags)), *_SERIAL))
    tell(_YEAR, lambda _, w: w is not None and w.year is None)
    if not ahead:
        tell(_AHEAD, lambda d, _: days.calendar.is_ahead(d))
        alone = _alone(values) if days.calendar.period is None else set()
        tell(_ALONE, lambda d, _: d in alone and not days.calendar.is_ahead(d))
        tell(_FAR, lambda d, _: days.calendar.is_far(d) and not days.calendar.is_ahead(d))
    return found


def _are_swapped(cells: Sequence[Any], texts: Sequence[Written | None]) -> bool:
    """Tell whether a spreadsheet may have taken the day for the month in what it made dates.

    It makes dates of those that fit its own order, and leaves the others as text: then no date has
    a day over 12, and each text has, by what stands first.
    """
    made = [c for c in cells if isinstance(c, date)]
    votes = [w.votes for w in texts if w is not None]
    if not made or not votes or any(d.day > _MONTHS for d in made) or not all(votes):
        return False
    # With the day first, as Danes write, it may be chance.
    english = all("måned" in v for v in votes)
    return english or (len(made) >= _SOME and len(votes) >= _SOME)


def _alone(values: Sequence[Any]) -> set[date]:
    """Return the few days that lie more than a year from all the others; most often a slip.

    Where no period is known, the column's own days are all there is to hold a day against.
    """
    found = sorted({d for d in values if isinstance(d, date)})
    gaps = [i for i in range(1, len(found)) if found[i] - found[i - 1] > _YEAR_AND_MORE]
    parts = [found[a:b] for a, b in zip([0, *gaps], [*gaps, len(found)], strict=True)]
    few = [part for part in parts if len(part) * _ONE_IN < len(found)]
    # Where days are far apart all the way, none of them is a slip.
    return {d for part in few for d in part} if len(parts) - len(few) == 1 else set()


def _has_clock(cell: Any, found: Written | None) -> bool:
    """Tell whether a date has a time of day that is not midnight, in which days begin."""
    if isinstance(cell, datetime):
        return cell.time() != time()
    if isinstance(cell, float):
        return not cell.is_integer()
    return found is not None and found.clock not in (None, time())
