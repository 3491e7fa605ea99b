"""Places that are not read by their name: known by their headings, or told of as not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.columns import Column, fold
from kitlib.instruments import Instrument
from kitlib.problems import KitError, Problem

if TYPE_CHECKING:
    from kitlib.reading import Workbook
    from kitlib.sources import Source

__all__ = ["Unnamed", "fitting", "settle", "sheets_of", "step_back"]

#: The headings of a table, as they are found by one who looks for these columns.
Headings = Callable[[tuple[Column, ...]], Sequence[str]]

# What the kit's own workbook holds beside its tables; a person's sheet is named when not read.
_LISTS = "lister"
_NOTHING = ("ark_tomt", "fil_tom")  # what is told of a place that holds nothing


@dataclass(frozen=True)
class Unnamed:
    """A file or sheet whose name is no table's, and the table its headings fit, if any."""

    path: Path
    sheet: str | None
    fits: str | None
    hint: str
    book: Workbook | None = field(default=None, repr=False, compare=False)
    hidden: bool = False


def fitting(path: Path, instruments: Mapping[str, Instrument]) -> str | None:
    """Return the table a text file's headings fit, or None."""
    from kitlib.reading import open_table
    from kitlib.reading.names import Names

    def known(columns: tuple[Column, ...]) -> Sequence[str]:
        return open_table(path).lay(Names.of(columns).match).headings

    try:
        return _best(known, instruments)
    except KitError:
        return None


def sheets_of(
    book: Workbook, names: Sequence[str], instruments: Mapping[str, Instrument]
) -> Iterator[Unnamed]:
    """Look at sheets that hold something, hidden ones too, and say what their headings fit.

    Parameters
    ----------
    book : Workbook
        The workbook.
    names : sequence of str
        Sheets whose names are no table's.
    instruments : mapping of str to Instrument
        Whose tables to look for.
    """
    for name in names:
        hidden = name not in book.visible
        ours = (_LISTS,) if hidden else (_LISTS, *_fronts(book.path.parent))
        if fold(name) in ours or not book.rows(name):
            continue
        yield Unnamed(book.path, name, _sheet_fits(book, name, instruments), "", book, hidden)


def _sheet_fits(book: Workbook, name: str, instruments: Mapping[str, Instrument]) -> str | None:
    from kitlib.reading import open_table
    from kitlib.reading.names import Names

    def known(columns: tuple[Column, ...]) -> Sequence[str]:
        sheet = open_table(book.path, name, book=book)
        return sheet.lay(Names.of(columns).match).headings

    return _best(known, instruments)


def _fronts(folder: Path) -> tuple[str, ...]:
    """What the front sheet of a workbook may be called: by the kit, or in the team's own words."""
    from kitlib.texts import load

    names = [load("projektmappe")["forside_navn"]]
    with suppress(KitError):  # told where the team's words are looked through
        names.append(load("projektmappe", own=folder)["forside_navn"])
    return tuple(fold(str(name)) for name in names)


def _best(headings: Headings, instruments: Mapping[str, Instrument]) -> str | None:
    """Return the table most of whose columns are there; each of the required ones must be."""
    from kitlib.reading.names import Names

    most, found = 0, None
    for instrument in instruments.values():
        own = [(instrument.name, instrument.own_columns)] if instrument.own_columns else []
        for table, columns in [
            (instrument.name, instrument.columns),
            *instrument.tables.items(),
            *own,
        ]:
            written = [h for h in headings(columns) if h]
            known = {Names.of(columns).match(h) for h in written} - {None}
            needed = {c.name for c in columns if c.required}
            if needed <= known and len(known) > max(1, most) and 2 * len(known) >= len(written):
                most, found = len(known), table
    return found


def settle(
    unnamed: Sequence[Unnamed], taken: Mapping[str, Unnamed], titles: Mapping[str, str]
) -> tuple[list[Unnamed], list[Problem]]:
    """Decide which of them are read: the only place of a table is; all others are named.

    Parameters
    ----------
    unnamed : sequence of Unnamed
        What was found.
    taken : mapping of str to Unnamed
        Tables that stand under their own name somewhere, and where.
    titles : mapping of str to str
        What a table's file or sheet should be called.

    Returns
    -------
    (list of Unnamed, list of Problem)
        Those to read, and what is told of each.
    """
    read: list[Unnamed] = []
    problems: list[Problem] = []
    for one in unnamed:
        same = [u for u in unnamed if u.fits == one.fits and not u.hidden]
        if one.fits is None or one.hidden:
            problems.append(_unread(one))
        elif one.fits in taken and _is_copy(one, taken[one.fits]):
            problems.append(_copy(one))
        elif one.fits in taken or len(same) > 1:
            problems.append(_several(one, titles[one.fits]))
        else:
            read.append(one)
            problems.append(_read_as(one, titles[one.fits]))
    return read, problems


def _is_copy(one: Unnamed, other: Unnamed) -> bool:
    if one.book is None or other.book is None or one.sheet is None or other.sheet is None:
        return False
    return one.book.rows(one.sheet) == other.book.rows(other.sheet)


def _what(one: Unnamed) -> str:
    return "Filen" if one.sheet is None else "Arket"


def _told(
    one: Unnamed | Source, message: str, hint: str, code: str, *, error: bool = False
) -> Problem:
    told = Problem(message, hint, one.path.name, one.sheet, code=code)
    return told if error else replace(told, level="advarsel")


def _unread(one: Unnamed) -> Problem:
    if one.hidden:
        hint = "Vis arket, hvis det skal med. Ellers kan I slette det."
        return _told(one, "Arket er skjult og er ikke læst.", hint, "ark_skjult")
    if one.sheet is None:
        message = "Filen bruges ikke: navnet siger ikke, hvad den er."
        return _told(one, message, one.hint, "fil_ukendt")
    return _told(one, "Arket er ikke læst.", one.hint, "ark_ukendt")


def _read_as(one: Unnamed, title: str) -> Problem:
    message = f"{_what(one)} er læst som {title}, for det siger overskrifterne."
    hint = f"Passer det ikke, så flyt {_what(one).casefold()} ud af mappen."
    return _told(one, message, hint, "laest_efter_overskrifter")


def _several(one: Unnamed, title: str) -> Problem:
    message = f"{_what(one)} ligner {title}, men er ikke læst, for der er flere af dem."
    hint = f"Saml rækkerne under {title}, eller flyt {_what(one).casefold()} ud af mappen."
    return _told(one, message, hint, "ligner_flere", error=True)


def _copy(one: Unnamed) -> Problem:
    message = "Arket er en kopi af et andet og er ikke læst en gang til."
    return _told(one, message, "Slet kopien.", "ark_kopi")


def step_back(
    places: Sequence[Source], others: int, columns: tuple[Column, ...]
) -> tuple[list[Source], list[Problem]]:
    """Leave out the places of one table that hold nothing, where another holds something.

    Parameters
    ----------
    places : sequence of Source
        Where the table stands by name.
    others : int
        How many more places there are, known by their headings; each of them holds something.
    columns : tuple of Column
        The table's.

    Returns
    -------
    (list of Source, list of Problem)
        The places left, and what is told of the others.
    """
    if len(places) + others < 2:
        return list(places), []
    empty = [place for place in places if _is_empty(place, columns)]
    if not empty or len(empty) == len(places) + others:
        return list(places), []
    return [place for place in places if place not in empty], [_blank(place) for place in empty]


def _is_empty(place: Source, columns: tuple[Column, ...]) -> bool:
    """Tell whether a table has headings and no row below them that is anybody's."""
    from kitlib.reading import open_table, read_columns

    try:
        reading = read_columns(open_table(place.path, place.sheet, book=place.book), columns)
    except KitError as error:
        return all(p.code in _NOTHING for p in error.report)
    rows = any(p.row is not None and p.code != "kolonne_mangler" for p in reading.problems)
    return reading.frame is not None and reading.frame.empty and not rows


def _blank(place: Source) -> Problem:
    what = "Filen er tom" if place.sheet is None else "Arket er tomt"
    message = f"{what}, så et andet sted er læst i stedet."
    return _told(place, message, "Flyt rækkerne herind, eller slet det tomme.", "tomt_sted")
