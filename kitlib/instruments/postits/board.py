"""The notes themselves: the board, what was seen against what is assumed, the children's words."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from kitlib.about import About
from kitlib.codes import order
from kitlib.dansk import long_date, month, plural, sentence
from kitlib.figures import Cards, Group, Note, Pairs, View
from kitlib.handwritten import BY_HAND
from kitlib.instruments.guesses import definite
from kitlib.instruments.marks import (
    assumed_of,
    corner,
    each_or_many,
    empty,
    most_told,
    notes_word,
    quoted,
    rows,
    several_years,
    text_of,
)
from kitlib.instruments.postits.tables import UNKNOWN_ROLE, answers_in, material
from kitlib.instruments.postits.words import ATTENTION, NO_NOTES, none_to_read
from kitlib.problems import KitError

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Order",
    "boernenes_ord",
    "most_from",
    "noted",
    "role_of",
    "set_antaget",
    "tavlen",
]


Order = Literal["situation", "tema", "måned"]


def role_of(value: Any) -> str:
    """Return a known role, else an empty text."""
    text = text_of(value)
    return "" if text == UNKNOWN_ROLE else text


def noted(row: Any, small: str, *, beside: str = "", heading: str = "") -> Note:
    """Return a row of notes as a note: its words, its id, and the headings it is found by.

    Parameters
    ----------
    row : named tuple
        A row of `Material.notes`.
    small : str
        The line in its corner.
    beside : str
        What is assumed of it.
    heading : str
        A heading it lies under that is no answer of its own, such as its month.
    """
    words = text_of(row.barnets_ord)
    keys = (*answers_in(row.situation), *answers_in(row.tema), text_of(row.barn), heading)
    said = quoted(words) if words else ""
    return Note(
        text_of(row.observation) or BY_HAND,
        said,
        small,
        beside,
        id=row.note_id,
        keys=tuple(filter(None, keys)),
        picture=text_of(row.billede),
    )


def _on_board(row: Any, *, year: bool) -> Note:
    if row.slags == "optalt":
        small = f"talt på bordet · {month(row.dato, year=year)}"
        n = int(row.antal)
        return Note(plural(n, "seddel", "sedler"), corner=small, kind="pile", stands_for=n)
    small = corner(row.barn, role_of(row.hvem_saa), day=row.dato, year=year)
    return noted(row, small, heading=row.overskrift)


def _groups(
    marks: pd.DataFrame, about: About, by: Order | None
) -> tuple[Order, list[str], list[str]]:
    """What the board is grouped by, the headings in order, and the heading of each mark."""
    if by is None:
        # Situations tell where in the day a note belongs; a team without them has its themes.
        has = [n for n in ("situation", "tema") if marks[n].notna().any()]
        by = "situation" if has[:1] == ["situation"] else "tema" if has else "måned"
    if by == "måned":
        none = "Uden dato"
        own = [sentence(month(d)).rstrip(".") if d == d else none for d in marks["dato"]]
        return by, sorted(dict.fromkeys(own), key=none.__eq__), own
    none = f"Uden {by}"
    known = list(about.day if by == "situation" else about.temaer)
    # A note is one piece of paper: with several it lies under the first.
    found = marks[by].map(lambda cell: next(iter(answers_in(cell)), None))
    order = known + sorted(set(found.dropna()) - set(known))
    headings = [sentence(h).rstrip(".") for h in order if (found == h).any()]
    own = [sentence(h).rstrip(".") if isinstance(h, str) else none for h in found]
    return by, headings + ([none] if none in own else []), own


def tavlen(frame: pd.DataFrame, about: About, *, efter: Order | None = None, kun: str = "") -> View:
    """Make the board: the notes on the table, grouped under headings.

    Parameters
    ----------
    efter : {"situation", "tema", "måned"}, optional
        What to group by; situations where any note has one, else themes, else months.
    kun : str
        Only the notes under this heading.

    Raises
    ------
    KitError
        Where `efter` is none of those.
    """
    key = "postits.tavlen"
    question = about.says(f"{key}.spoergsmaal")
    if efter not in (None, "situation", "tema", "måned"):
        raise KitError(
            "Tavlen kan ikke ordnes efter det.", hint="Skriv situation, tema eller måned."
        )
    found = material(frame, about)
    marks = found.marks
    if marks.empty:
        return empty(key, question, about.says(NO_NOTES) + found.hidden_words)
    by, headings, own = _groups(marks, about, efter)
    data = marks.assign(overskrift=own)
    if kun:
        headings = [h for h in headings if h.casefold() == kun.casefold()]
        data = data[data["overskrift"].isin(headings)]
        if data.empty:
            return empty(key, question, about.says(f"{key}.tom"))
    year = several_years(data["dato"])
    parts = [(heading, data[data["overskrift"] == heading]) for heading in headings]
    groups = tuple(
        Group(
            heading,
            notes_word(int(part["antal"].sum())),
            tuple(_on_board(r, year=year) for r in rows(part)),
        )
        for heading, part in parts
    )
    headed = plural(len(groups), "overskrift", "overskrifter")
    sums = {h: int(part["antal"].sum()) for h, part in parts}
    said = definite if by == "situation" else str
    most = most_told({said(h[:1].lower() + h[1:]): n for h, n in sums.items()})
    laid = f"{_from(data)}, lagt efter {by}"
    say = f"{laid}. {most}." if most else f"{laid} under {headed}."
    columns = [
        "dato",
        "overskrift",
        "observation",
        "barnets_ord",
        "barn",
        "hvem_saa",
        "slags",
        "antal",
    ]
    return View(
        key=key,
        question=question,
        sentence=say,
        caveat=about.says(ATTENTION),
        data=data[columns],
        blocks=(Cards(groups=groups),),
    )


def _from(marks: pd.DataFrame) -> str:
    """Say from when to when notes are, where that is known; a pile has a month and no day."""
    known = sorted(set(marks.loc[marks["slags"] == "note", "dato"].dropna().dt.date))
    if not known:
        return _from_months(marks["dato"].dropna())
    first, last = long_date(known[0]), long_date(known[-1])
    if len(known) == 1:
        return f"Noter fra {first}"
    if known[0].year == known[-1].year:
        first = first.removesuffix(f" {known[0].year}")
    return f"Noter fra {first} til {last}"


def _from_months(days: pd.Series) -> str:
    if days.empty:
        return "Noter"
    first, last = days.min(), days.max()
    until = month(last, year=True)
    begins = month(first, year=first.year != last.year)
    alone = (first.year, first.month) == (last.year, last.month)
    return f"Noter fra {until}" if alone else f"Noter fra {begins} til {until}"


def set_antaget(frame: pd.DataFrame, about: About) -> View:
    """Make seen against assumed: each note with the reading of it beside, kept apart."""
    key = "postits.set_antaget"
    question = about.says(f"{key}.spoergsmaal")
    found = material(frame, about)
    if found.notes.empty:
        return empty(key, question, none_to_read(found, about))
    data = found.notes[found.notes["tolkning"].notna()]
    if data.empty:
        return empty(key, question, about.says(f"{key}.tom"))
    year = several_years(data["dato"])
    notes = tuple(
        noted(
            row,
            corner(row.situation, role_of(row.hvem_saa), day=row.dato, year=year),
            beside=row.tolkning,
        )
        for row in rows(data)
    )
    say = assumed_of(_situations(data), "situationer")
    names = ["dato", "situation", "hvem_saa", "observation", "barnets_ord", "tolkning"]
    columns = about.says(f"{key}.set"), about.says(f"{key}.antaget")
    return View(
        key=key,
        question=question,
        sentence=say,
        caveat=about.says(f"{key}.under"),
        data=data[names],
        blocks=(Pairs(groups=(Group("", "", notes),), columns=columns),),
    )


def _situations(data: pd.DataFrame) -> Counter[str]:
    """Count notes by the situation they are from."""
    return Counter(definite(s) for cell in data["situation"] for s in answers_in(cell))


def most_from(data: pd.DataFrame) -> str:
    """Say which situation most of some notes are from, where one or two stand out."""
    most = most_told(_situations(data))
    return f" {most}." if most else ""


def _speakers(data: pd.DataFrame, about: About) -> str:
    """Say whose words they are: by code where they are few, else how many are heard."""
    codes = sorted(set(data["barn"].dropna()), key=order)
    if not codes:
        return f"{about.persons.thoses.capitalize()} ord, uden koder."
    who = each_or_many(codes, about.person_word)
    # What has no code may be said by one of them or by somebody else.
    rest = " Nogle ord er uden kode." if data["barn"].isna().any() else ""
    return f"Det sagde {who}.{rest}"


def boernenes_ord(frame: pd.DataFrame, about: About) -> View:
    """Make the children's own words, in the order they were said."""
    key = "postits.boernenes_ord"
    question = about.says(f"{key}.spoergsmaal")
    found = material(frame, about)
    if found.notes.empty:
        return empty(key, question, none_to_read(found, about))
    data = found.notes[found.notes["barnets_ord"].notna()]
    if data.empty:
        return empty(key, question, about.says(f"{key}.tom") + found.hidden_words)
    year = several_years(data["dato"])
    said = tuple(
        replace(noted(row, corner(row.barn, row.situation, day=row.dato, year=year)), text="")
        for row in rows(data)
    )
    say = _speakers(data, about) + most_from(data)
    return View(
        key=key,
        question=question,
        sentence=say,
        caveat=about.says(f"{key}.under"),
        data=data[["dato", "barn", "situation", "barnets_ord"]],
        blocks=(Cards(groups=(Group("", "", said),), size="words"),),
    )
