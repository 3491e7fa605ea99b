"""What the instruments' figures share: rows gone through, and the small words said of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kitlib.dansk import join, number, plural, sentence, short_date
from kitlib.figures import View
from kitlib.persons import PERSONS

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "assumed_of",
    "corner",
    "each_or_many",
    "empty",
    "group_caveat",
    "most_told",
    "notes_word",
    "people",
    "quoted",
    "rows",
    "several_years",
    "text_of",
]

_NAMED = 4  # things in a sentence that names each
_WHOLE = 24  # letters of a part that is kept on one line


def people(n: int, word: str) -> str:
    """Count persons: "1 ung", "4 unge".

    Examples
    --------
    >>> people(1, "ung"), people(4, "borger")
    ('1 ung', '4 borgere')
    """
    return plural(n, word, PERSONS[word].many)


def group_caveat(n: int) -> str:
    """Return what the policy says beside a figure of n persons' dots.

    From where the policy speaks of uncertainty being drawn it says nothing: dots draw none.

    Examples
    --------
    >>> group_caveat(6)
    'Der er få med, så tallene er meget usikre.'
    """
    from kitlib.evidence import policy_for

    policy = policy_for(n)
    return "" if policy.bootstrap else policy.caveat


def empty(key: str, question: str, sentence: str) -> View:
    """Make a view with nothing to draw and a sentence on what to do."""

    return View(key=key, question=question, sentence=sentence)


def most_told(counts: Mapping[str, int]) -> str:
    """Say which has most and how many, as a figure shows it; "" where no one or two stand out.

    Examples
    --------
    >>> most_told({"leg": 2, "garderoben": 7}), most_told({"leg": 2, "tur": 2, "hvil": 1})
    ('Garderoben har flest: 7', 'Leg og tur har flest: 2 hver')
    >>> most_told({"leg": 1, "tur": 1})
    ''
    """
    top = max(counts.values(), default=0)
    first = [name for name, n in counts.items() if n == top]
    # What is as frequent as everything else is not more than anything.
    if top < 2 or len(first) > 2 or len(first) == sum(map(bool, counts.values())):
        return ""
    each = " hver" if len(first) > 1 else ""
    return f"{sentence(join(first)).rstrip('.')} har flest: {number(top)}{each}"


def assumed_of(counts: Mapping[str, int], many: str) -> str:
    """Say what assumptions are about, by how many notes of each have one.

    Parameters
    ----------
    counts : mapping of str to int
        Notes with an assumption, by what they are about.
    many : str
        What they are called where they are too many to be named.

    Examples
    --------
    >>> assumed_of({"garderoben": 16, "legen": 2}, "situationer")
    'Vi antager mest om garderoben.'
    >>> assumed_of({"sprog": 1, "ro": 1}, "temaer")
    'Vi antager noget om sprog og ro.'
    >>> assumed_of({}, "temaer")
    'Ved siden af noterne står, hvad vi antager.'
    """
    if not counts:
        return "Ved siden af noterne står, hvad vi antager."
    top = max(counts.values())
    first = [name for name, n in counts.items() if n == top]
    if len(first) == 1 < len(counts):
        return f"Vi antager mest om {first[0]}."
    if len(counts) <= _NAMED:
        return f"Vi antager noget om {join(list(counts))}."
    return f"Vi antager noget om {number(len(counts))} {many}."


def each_or_many(codes: Sequence[str], word: str) -> str:
    """Name each where they are few, else say how many they are.

    Examples
    --------
    >>> each_or_many(["B01", "B07"], "barn"), each_or_many(["B01"] * 8, "barn")
    ('B01 og B07', '8 børn')
    """
    return join(list(codes)) if len(codes) <= _NAMED else people(len(codes), word)


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


def notes_word(n: int) -> str:
    """Write a count of notes: "1 note", "4 noter"."""
    return plural(n, "note", "noter")
