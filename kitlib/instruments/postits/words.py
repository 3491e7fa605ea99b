"""Words the views of post-its share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from kitlib.dansk import plural, short_date
from kitlib.figures import View

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "ATTENTION",
    "NO_NOTES",
    "corner",
    "empty",
    "notes_word",
    "quoted",
    "rows",
    "several_years",
    "text_of",
]

#: Counting notes is not counting the world; stands under every view that counts.
ATTENTION = "Noterne viser, hvornår og hvor vi kiggede, ikke hvor tit det sker."

_WHOLE = 24  # letters of a part that is kept on one line

NO_NOTES = "Her er ingen noter endnu. En dag og en sætning om det, I så, er nok til at begynde."


def notes_word(n: int) -> str:
    """Write a count of notes: "1 note", "4 noter"."""
    return plural(n, "note", "noter")


def empty(key: str, question: str, sentence: str) -> View:
    """Make a view with nothing to draw and a sentence on what to do."""

    return View(key=key, question=question, sentence=sentence)


def several_years(dates: pd.Series) -> bool:
    """Tell whether days need their year to be told apart: the period is nearly a year or more."""
    return bool(len(dates)) and (dates.max() - dates.min()).days > 330


def rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Go through rows by column name."""
    return iter(frame.itertuples())


def quoted(words: str) -> str:
    """Put Danish quotation marks around somebody's words, in place of those typed.

    Examples
    --------
    >>> quoted('"Jeg kan selv!"')
    '»Jeg kan selv!«'
    """
    return f"»{words.strip(' »«”“„' + chr(34))}«"


def text_of(value: Any) -> str:
    """Return a cell's text; empty where there is none."""
    return value if isinstance(value, str) else ""


def corner(*parts: Any, day: date | None = None, year: bool = False) -> str:
    """Write the small line in a note's corner: what there is, the day last.

    Hard spaces keep each part whole, so that a narrow note breaks between them; a part too long
    for that breaks between its words.
    """
    words = [text_of(p) for p in parts]
    if day is not None and day == day:  # a day that is not known is not equal to itself
        words.append(short_date(day) + (f" {day.year}" if year else ""))
    hard = "\N{NO-BREAK SPACE}"
    return f"{hard}· ".join(w.replace(" ", hard) if len(w) < _WHOLE else w for w in words if w)
