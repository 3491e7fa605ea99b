"""One child over time, and who we have no notes about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kitlib.about import About
from kitlib.codes import normal, order
from kitlib.dansk import join, long_date, month, sentence
from kitlib.figures import Cards, Group, Note, View
from kitlib.figures.blocks import Kind
from kitlib.instruments.marks import corner, empty, notes_word, rows
from kitlib.instruments.postits.board import most_from, noted, role_of
from kitlib.instruments.postits.counts import company_of
from kitlib.instruments.postits.tables import dated, material
from kitlib.instruments.postits.words import ATTENTION, none_to_read
from kitlib.problems import KitError, did_you_mean

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["children", "et_barn", "ingen_noter_om"]

_FEW_DAYS = 3  # days that are each named
_FEW_MONTHS = 3  # months without notes that are each named

_NO_CODES = "postits.uden_kode"


def children(frame: pd.DataFrame, about: About) -> tuple[str, ...]:
    """Return the codes with at least one note that may be shown, as people count.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2026-03-03", "2026-03-04"])
    >>> notes = pd.DataFrame({"dato": days, "observation": ["a", "b"], "barn": ["B07", "B03"]})
    >>> children(notes, About())
    ('B03', 'B07')
    """
    return tuple(sorted(set(material(frame, about).notes["barn"].dropna()), key=order))


def et_barn(frame: pd.DataFrame, about: About, *, barn: str | None = None) -> View:
    """Make one child over time: its notes along a line of time, the whole period with its gaps.

    Parameters
    ----------
    barn : str, optional
        The child's code; the first by alphabet where not given, so that no child is picked by
        what the notes say. `children` lists them.

    Raises
    ------
    KitError
        Where no note has that code.
    """
    key = "postits.et_barn"
    frame = dated(frame)
    codes = children(frame, about)
    found = material(frame, about)
    if barn is None and not codes:
        say = none_to_read(found, about) if found.notes.empty else about.says(_NO_CODES)
        return empty(key, about.says(f"{key}.spoergsmaal", kode=about.persons.a), say)
    asked = None if barn is None else normal(barn)
    code = codes[0] if asked is None else next((c for c in codes if normal(c) == asked), None)
    if code is None:
        hint = did_you_mean(str(barn), codes) or "Vælg en kode, der står i kolonnen barn."
        raise KitError("Der er ingen noter med den kode.", hint=hint)
    data = found.notes[(found.notes["barn"] == code).fillna(False)]
    first, last = found.marks["dato"].min(), found.marks["dato"].max()
    columns = ["dato", "barn", "situation", "hvem_saa", "observation", "barnets_ord"]
    return View(
        key=key,
        question=about.says(f"{key}.spoergsmaal", kode=code),
        sentence=_when(data) + most_from(data) + _without(data, first, last),
        caveat=about.says(ATTENTION),
        data=data[columns],
        blocks=(Cards(groups=_months(data, first, last), over_time=True),),
    )


def _months(data: pd.DataFrame, first: Any, last: Any) -> tuple[Group, ...]:
    """Every month of the period in its order; one without notes is there, to be seen empty."""
    import pandas as pd

    groups = []
    for begins in pd.period_range(first, last, freq="M"):
        part = data[data["dato"].dt.to_period("M") == begins]
        year = begins.month == 1 or begins == pd.Period(first, "M")
        heading = sentence(month(begins.to_timestamp(), year=year)).rstrip(".")
        notes = tuple(
            noted(row, corner(row.situation, role_of(row.hvem_saa), day=row.dato), heading=heading)
            for row in rows(part)
        )
        groups.append(Group(heading, notes_word(len(notes)) if notes else "ingen noter", notes))
    return tuple(groups)


def _when(data: pd.DataFrame) -> str:
    """Say when its notes are from: day by day where they are few, else the first and the last."""
    days = sorted(set(data["dato"].dt.date))
    named = [long_date(day) for day in days]
    if days[0].year == days[-1].year:
        named[:-1] = [name.removesuffix(f" {days[0].year}") for name in named[:-1]]
    if len(days) > _FEW_DAYS:
        return f"Vi skrev {notes_word(len(data))} fra {named[0]} til {named[-1]}."
    return f"Vi skrev {notes_word(len(data))}: {join(named)}."


def _without(data: pd.DataFrame, first: Any, last: Any) -> str:
    """Say which months have none: by name where they are few, else how many."""
    import pandas as pd

    months = pd.period_range(first, last, freq="M")
    bare = months.difference(data["dato"].dt.to_period("M"))
    if bare.empty:
        return ""
    if len(bare) > _FEW_MONTHS:
        return f" {len(bare)} af {len(months)} måneder har ingen."
    year = first.year != last.year
    return f" Der er ingen fra {join([month(each.to_timestamp(), year=year) for each in bare])}."


def ingen_noter_om(frame: pd.DataFrame, about: About) -> View:
    """Make "Hvem har vi ingen noter om?": codes with no note of their own, and those with.

    Notes
    -----
    The codes are those the team lists in om.toml (`koder`), where it does; else all that stand in
    any note, as `barn` or in `sammen_med`. Then a child nobody has written of at all is not
    there, and the caveat says so.
    """
    import pandas as pd

    key = "postits.ingen_noter_om"
    found = material(frame, about)
    question = about.says(f"{key}.spoergsmaal")
    if found.notes.empty:
        return empty(key, question, none_to_read(found, about))
    have = set(found.notes["barn"].dropna())
    listed = set(about.koder)
    everyone = sorted(listed | have | company_of(found), key=order)
    if not everyone:
        return empty(key, question, about.says(_NO_CODES))
    data = pd.DataFrame({"kode": everyone, "har_noter": [c in have for c in everyone]})
    bare = [c for c in everyone if c not in have]
    say = (
        f"Der er ingen noter om {join(bare)}."
        if 0 < len(bare) < 9
        else f"{len(bare)} koder har ingen noter endnu."
        if bare
        else "Alle koder her har mindst én note."
    )
    if coded_out := int(found.notes["barn"].isna().sum()):
        say += f" {notes_word(coded_out)} er uden kode."
    caveat = about.says(f"{key}.under")
    if not listed:
        caveat += " " + about.says(f"{key}.under_uden_liste")
    sections: list[tuple[Kind, str, list[str]]] = [
        ("guess", about.says(f"{key}.ingen"), bare),
        ("note", about.says(f"{key}.nogle"), [c for c in everyone if c in have]),
    ]
    return View(
        key=key,
        question=question,
        sentence=say,
        caveat=caveat,
        data=data,
        blocks=(Cards(groups=tuple(_tags(*part) for part in sections if part[2]), size="tags"),),
    )


def _tags(kind: Kind, title: str, codes: list[str]) -> Group:
    """Codes as tags: an open one where there is no note, a note where there is."""
    return Group(title, "", tuple(Note(code, kind=kind) for code in codes))
