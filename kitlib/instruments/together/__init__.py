"""Both together: scores on one time axis, with the notes of the same days under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from kitlib.about import About
from kitlib.dansk import month, number, plural, sentence
from kitlib.figures import Block, Cards, Course, Courses, Group, Note, Ring, View
from kitlib.instruments.marks import corner, each_or_many, people, quoted, rows, text_of
from kitlib.noteids import ID, ids_in

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MOST_NOTES", "numbers_and_words", "views"]

#: More notes than this are not laid out: nobody reads them on a wall. The latest are kept.
MOST_NOTES = 60

# From more notes than this only those nearer the talks are laid out by default.
_PLENTY = 20

_KEY = "sammen.tal_og_ord"

_Dated = tuple[date, Note]
Maker = Callable[[Mapping[str, "pd.DataFrame"], About], View]


def views(frames: Mapping[str, pd.DataFrame]) -> dict[str, Maker]:
    """Return the views that need more than one instrument, for the frames that are there.

    Examples
    --------
    >>> views({})
    {}
    """
    return {_KEY: numbers_and_words} if "dialoglineal" in frames else {}


def numbers_and_words(
    frames: Mapping[str, pd.DataFrame], about: About, *, dage: int | None = None
) -> View:
    """The citizens' numbers over time, and what was noted around the same days.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        "dialoglineal" gives the scores. "postits" gives the notes; without any near the talks
        the workers' words at the talks take their place.
    about : About
        Gives the word for the persons, and whether the rulers are shared.
    dage : int, optional
        How many days before or after a talk a note may be from; 0 for the same day only. Where
        not said: 3, or fewer where that would be more notes than a wall of them reads well.
    """
    import pandas as pd

    from kitlib.instruments.dialoglineal.scores import NO_CHANGE

    ruler = frames["dialoglineal"].reindex(columns=["borger", "dato", "borger_tal"])
    scores = ruler.dropna().sort_values("dato", kind="stable").reset_index(drop=True)
    ring = _ring(about)
    question = about.says(f"{_KEY}.spoergsmaal")
    if scores.empty:
        why = about.says(f"{_KEY}.tom")
        return View(key=_KEY, question=question, sentence=why, data=scores, ring=ring)
    laid, talks, dage = _notes(frames, about, scores["dato"].unique(), dage)
    n_notes = len(laid)
    laid = laid[-MOST_NOTES:]
    said = pd.DataFrame(
        {"dato": [pd.Timestamp(day) for day, _ in laid], "tekst": [note.text for _, note in laid]}
    )
    data = pd.concat(
        [
            scores.rename(columns={"borger_tal": "tal"}).assign(slags="tal"),
            said.astype({"tekst": "string"}).assign(slags="note"),
        ],
        ignore_index=True,
    )
    blocks: tuple[Block, ...] = (_courses(scores, laid, about),)
    if laid:
        blocks += (Cards(groups=_groups(laid)),)
    n = scores["borger"].nunique()
    told = _moved(scores, about)
    if n_notes > len(laid):
        told += f" De {len(laid)} seneste af {n_notes} noter er vist under."
    elif not n_notes:
        told += " " + about.says(f"{_KEY}.uden_noter")
    near = "samme dag som" if dage == 0 else f"højst {plural(dage, 'dag', 'dage')} før eller efter"
    source = "medarbejderens ord fra samtalerne" if talks else f"skrevet {near} en samtale"
    caveat = f"Noterne er {source}. {about.says(f'{_KEY}.under')}"
    if scores["borger"].duplicated().any():
        caveat += f" Op til {number(NO_CHANGE)} trin op eller ned kan være tilfældigt."
    alt = (
        f"Linealen 1-10 over tid for {people(n, about.person_word)}, en linje hver. Under linjerne "
        f"{plural(len(laid), 'note', 'noter')}, hver som en firkant på sin dag."
    )
    return View(
        key=_KEY,
        question=question,
        sentence=told,
        caveat=caveat,
        alt=alt,
        data=data,
        ring=ring,
        blocks=blocks,
    )


def _moved(scores: pd.DataFrame, about: About) -> str:
    """Say how many lie higher and lower at the end than at first; of very few, each."""
    from kitlib.evidence import policy_for
    from kitlib.instruments.dialoglineal.say import went

    ends = scores.groupby("borger", sort=False)["borger_tal"].agg(["first", "last", "size"])
    twice = ends[ends["size"] > 1]
    if not policy_for(len(twice)).counts:
        # Too few to be counted as a group: each for oneself.
        ways = zip(twice.index, twice["first"], twice["last"], strict=True)
        return " ".join([*(f"{went(*way)}." for way in ways), *_once(ends, about)])
    up, down = (
        int(found.sum())
        for found in (twice["last"] > twice["first"], twice["last"] < twice["first"])
    )
    same = len(twice) - up - down
    parts = f"{up or 'ingen'} højere, {same or 'ingen'} samme og {down or 'ingen'} lavere"
    return " ".join([f"Fra første til seneste tal: {parts}.", *_once(ends, about)])


def _once(ends: pd.DataFrame, about: About) -> list[str]:
    """Say who has one number only: nobody can see where that goes."""
    codes = [str(code) for code in ends.index[ends["size"] == 1]]
    if not codes:
        return []
    return [f"{each_or_many(codes, about.person_word)} har kun ét tal endnu."]


def _ring(about: About) -> Ring:
    return "hos_teamet" if about.dialoglineal_faelles else "mit"


def _notes(
    frames: Mapping[str, pd.DataFrame], about: About, days: Any, dage: int | None
) -> tuple[list[_Dated], bool, int]:
    """Notes near the talks, whether they are the talks' own words, and how far away they may be."""
    found, reach = _near(frames, about, days, dage)
    return (
        (found, False, reach) if found else (_of_talks(frames["dialoglineal"], about), True, reach)
    )


def _near(
    frames: Mapping[str, pd.DataFrame], about: About, days: Any, dage: int | None
) -> tuple[list[_Dated], int]:
    from kitlib.instruments.postits import material
    from kitlib.instruments.postits.board import noted, role_of
    from kitlib.instruments.postits.tables import dated

    if "postits" not in frames:
        return [], dage or 0
    notes = material(dated(frames["postits"]), about).notes.sort_values("dato", kind="stable")
    away = [min(abs(day - d) for d in days).days for day in notes["dato"]]
    if dage is None:
        dage = next((k for k in (3, 2, 1) if sum(a <= k for a in away) <= _PLENTY), 0)
    near = rows(notes[[a <= dage for a in away]])
    found = [
        (r.dato.date(), noted(r, corner(r.barn, role_of(r.hvem_saa), day=r.dato))) for r in near
    ]
    return found, dage


def _of_talks(ruler: pd.DataFrame, about: About) -> list[_Dated]:
    """What the workers wrote at the talks, with the citizen's own words."""
    from kitlib.instruments.dialoglineal.say import shown

    names = ruler.assign(**{ID: ids_in(ruler).fillna("")})
    talks = shown(names, _ring(about)).reindex(
        columns=["borger", "dato", "medarbejder_ord", "borger_ord", ID]
    )
    talks = talks.dropna(subset=["dato", "medarbejder_ord"]).sort_values("dato", kind="stable")
    found = []
    for r in rows(talks):
        said = quoted(r.borger_ord) if text_of(r.borger_ord) else ""
        small = corner(r.borger, day=r.dato)
        note = Note(r.medarbejder_ord, said, small, id=r.note_id, keys=(r.borger,))
        found.append((r.dato.date(), note))
    return found


def _courses(scores: pd.DataFrame, laid: list[_Dated], about: About) -> Courses:
    from kitlib.instruments.dialoglineal.say import ruler_bands

    lines = []
    for code, own in scores.groupby("borger", sort=False):
        points = zip(own["dato"], own["borger_tal"], strict=True)
        lines.append(Course(str(code), tuple((day.date(), int(value)) for day, value in points)))
    who = about.persons.many
    return Courses(bands=ruler_bands(), courses=tuple(lines), notes=tuple(laid), who=who)


def _groups(laid: list[_Dated]) -> tuple[Group, ...]:
    """Notes under the month they are from; all under none where that is one."""
    months: dict[str, list[Note]] = {}
    for day, note in laid:
        months.setdefault(month(day, year=True), []).append(note)
    heads = months if len(months) > 1 else {"": [note for _, note in laid]}
    return tuple(
        Group(sentence(head).rstrip("."), "", tuple(those)) for head, those in heads.items()
    )
