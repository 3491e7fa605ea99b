"""What is decided of a whole file or column from all the evidence in it; no cell decides alone.

The encoding is decided in `encodings`; here is how numbers are written, and what there was doubt
about, to be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kitlib.problems import Problem
from kitlib.reading.period import Calendar
from kitlib.reading.values.days import Order, Written, written
from kitlib.reading.values.figures import Style, bare, is_ambiguous, style_of
from kitlib.reading.values.visible import clean

__all__ = ["Days", "WrittenNumbers", "decide_days", "decide_numbers"]


@dataclass(frozen=True)
class WrittenNumbers:
    """How the numbers of a file are written.

    Parameters
    ----------
    styles : mapping of str to {"dansk", "engelsk"}
        For each column, how "1.234" and "1,234" are read in it.
    told : tuple of Problem
        Columns in which that was in doubt.
    """

    styles: Mapping[str, Style]
    told: tuple[Problem, ...] = ()


def decide_numbers(
    columns: Mapping[str, Iterable[object]], delimiter: str | None
) -> WrittenNumbers:
    """Decide how numbers are written, from every one that can be written in one way only.

    Parameters
    ----------
    columns : mapping of str to cells
        Columns of numbers, by the name they are told under; what is no text is no evidence.
    delimiter : str or None
        Of the text file: "," stands with English numbers. It decides where no number does.

    Notes
    -----
    A column's own numbers decide where they agree, else those of the whole file, else the
    delimiter. It is told where a number can be read in two ways and anything but an agreement of
    its own column, or of the whole file with its delimiter, decided; and where a column has both
    "1.234" and "1,234".

    Examples
    --------
    >>> found = decide_numbers({"antal": ["1.234", "12.345"], "andel": ["12,5"]}, ",")
    >>> found.styles["antal"], [p.code for p in found.told]
    ('dansk', ['talform'])
    """
    usual: Style = "engelsk" if delimiter == "," else "dansk"
    texts = {
        name: [bare(clean(c)) for c in cells if isinstance(c, str)]
        for name, cells in columns.items()
    }
    votes = {name: Counter(map(style_of, cells)) for name, cells in texts.items()}
    every: Counter[Style | None] = Counter()
    for own in votes.values():
        del own[None]
        every += own
    whole = _agreed(every, usual)
    styles: dict[str, Style] = {}
    told = []
    for name, cells in texts.items():
        own = votes[name]
        styles[name] = _agreed(own, whole)
        sure = len(own) == 1 or (not own and len(every) == 1 and whole == usual)
        unsettled = [cell for cell in cells if is_ambiguous(cell)]
        both = any("." in cell for cell in unsettled) and any("," in cell for cell in unsettled)
        if unsettled and (both or not sure):
            told.append(_in_doubt(name, styles[name]))
    return WrittenNumbers(styles, tuple(told))


def _agreed(votes: Counter[Style | None], otherwise: Style) -> Style:
    """Return what most votes say; where they are equal, what else is known."""
    danish, english = votes["dansk"], votes["engelsk"]
    if danish == english:
        return otherwise
    return "dansk" if danish > english else "engelsk"


def _in_doubt(name: str, style: Style) -> Problem:
    read = "1.234 er 1234, og 1,234 er lidt over 1"
    if style == "engelsk":
        read = "1,234 er 1234, og 1.234 er lidt over 1"
    return Problem(
        f"Tallene kan læses på to måder og er læst på {style}: {read}.",
        "Er det forkert, så skriv tallene uden punktum eller komma ved tusinder.",
        column=name,
        level="advarsel",
        code="talform",
    )


# One slip in five does not make the rest of a column uncertain.
_MOST = 4


@dataclass(frozen=True)
class Days:
    """How the dates of a column are written.

    Parameters
    ----------
    order : {"dag", "måned"} or None
        What stands first in 3/4/2026; None where the column says both.
    calendar : Calendar
        What is known of the days.
    doubt : bool
        Whether nothing told the order, and English would be written so.
    """

    order: Order | None = "dag"
    calendar: Calendar = field(default_factory=Calendar)
    doubt: bool = False

    def day(self, found: Written) -> date | None:
        """Return the day a date is in this column; None where that cannot be known."""
        year = None
        if found.year is None:
            first, second = found.first, found.second
            turned = not found.sure and (self.order == "måned" or second > 12)
            year = self.calendar.year_of(*((first, second) if turned else (second, first)))
        if self.order is not None or not found.two_ways:
            return found.day(self.order or "dag", year)
        ways = {found.day("dag", year), found.day("måned", year)} - {None}
        fit = [d for d in ways if d is not None and self.calendar.fits(d)]
        return fit[0] if len(fit) == 1 and self.calendar.period is not None else None

    def turned(self, found: Written) -> bool:
        """Tell whether a date is read with the month first."""
        return not found.sure and (found.second > 12 or (found.two_ways and self.order == "måned"))


def decide_days(cells: Iterable[object], calendar: Calendar | None = None) -> Days:
    """Decide what stands first in a column's dates, the day or the month, from all of them.

    Notes
    -----
    One date over 12 decides for all, and so do AM and PM; where they are at odds, what most say,
    if it is most by far. Where nothing tells, a Danish column has the day first, unless only the
    month first gives days within the team's period and not in the future.

    Examples
    --------
    >>> decide_days(["3/4/2026", "3/15/2026"]).order, decide_days(["3/4/2026"]).order
    ('måned', 'dag')
    """
    calendar = calendar or Calendar()
    dates = [found for c in cells if isinstance(c, str) and (found := written(c))]
    votes = Counter(vote for found in dates for vote in found.votes)
    day, month = votes["dag"], votes["måned"]
    if not day and not month:
        return _by_calendar(dates, calendar)
    if day >= _MOST * month:
        return Days("dag", calendar)
    return Days("måned" if month >= _MOST * day else None, calendar)


def _by_calendar(dates: list[Written], calendar: Calendar) -> Days:
    """Decide by which order gives days that may well be days of notes."""
    both = [found for found in dates if found.two_ways and found.year is not None]
    straight, turned = (
        all(calendar.fits(day) for found in both if (day := found.day(order)))
        for order in ("dag", "måned")
    )
    if both and turned and not straight:
        return Days("måned", calendar)
    settled = straight and not turned
    return Days("dag", calendar, not settled and any(found.sign == "/" for found in both))
