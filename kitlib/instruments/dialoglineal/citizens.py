"""Views of the ruler, citizen by citizen: start, goal and now; and two people's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kitlib.about import About
from kitlib.dansk import genitive, plural, short_date
from kitlib.figures import Note, Ruler, RulerLine, Talk, Talks, View
from kitlib.instruments.dialoglineal.say import (
    RULER_CAVEAT,
    counts_sentence,
    empty,
    ruler_bands,
    shared_ring,
    shown,
)
from kitlib.instruments.dialoglineal.scores import NO_CHANGE, per_citizen
from kitlib.instruments.marks import people, quoted
from kitlib.noteids import ID, ids_in

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["citizen_and_worker", "start_goal_now"]

#: Words of more citizens or talks than this are not drawn: the picture would not end.
MOST_WITH_WORDS = 40


def start_goal_now(frame: pd.DataFrame, about: About, *, own: bool = False) -> View:
    """Where each citizen began, wants to be, and is now, on the five bands.

    Parameters
    ----------
    frame : DataFrame
        The ruler's table.
    about : About
        Says whether the rulers are shared in the team.
    own : bool
        True for one's own file, where nothing is held back.
    """
    name = "dialoglineal.start_maal_nu"
    ring = shared_ring(about, own)
    data = per_citizen(shown(frame, ring))
    data = data[data[["start", "maal", "nu"]].notna().any(axis=1)].reset_index(drop=True)
    if data.empty:
        return empty(name, about, data, ring)
    with_words = len(data) <= MOST_WITH_WORDS and bool(data["borger_ord"].notna().any())
    names = _latest_names(frame) if with_words else {}
    lines = tuple(_line(person, names) for person in data.itertuples())

    word = about.person_word
    told = (
        ""
        if with_words or not data["borger_ord"].notna().any()
        else (f" Med flere end {MOST_WITH_WORDS} vises ordene ikke.")
    )
    return View(
        key=name,
        question=about.says(f"{name}.spoergsmaal"),
        sentence=counts_sentence(data, word) + told,
        caveat=RULER_CAVEAT,
        alt=_alt(data, word),
        data=data,
        ring=ring,
        blocks=(Ruler(bands=ruler_bands(), lines=lines, reach=NO_CHANGE),),
    )


def _latest_names(frame: pd.DataFrame) -> dict[str, str]:
    """The name of the note that each citizen's latest words are."""
    known = frame.assign(**{ID: ids_in(frame).fillna("")}).sort_values("dato", kind="stable")
    return dict(zip(known["borger"], known[ID], strict=True))


def _line(person: Any, names: dict[str, str]) -> RulerLine:
    import pandas as pd

    days = [short_date(d) for d in (person.start_dato, person.nu_dato) if pd.notna(d)]
    when = " – ".join(dict.fromkeys(days)) if pd.notna(person.nu) else "uden opfølgning"
    note = None
    if names and pd.notna(person.borger_ord):
        said = quoted(person.borger_ord)
        note = Note("", said, person.borger, kind="words", id=names[person.borger])
    start, goal, now = (
        None if pd.isna(v) else int(v) for v in (person.start, person.maal, person.nu)
    )
    return RulerLine(person.borger, when, start, goal, now, note)


def _alt(data: pd.DataFrame, word: str) -> str:
    return (
        f"En lineal fra 1 til 10 i fem bånd med {people(len(data), word)}, en linje hver: "
        "start som åben prik, mål som ring og nu som fyldt prik."
    )


def citizen_and_worker(
    frame: pd.DataFrame, about: About, *, own: bool = False, borger: str | None = None
) -> View:
    """The citizen's number against the worker's, with the words beside the numbers.

    Parameters
    ----------
    frame, about, own
        As in `start_goal_now`.
    borger : str, optional
        Show every talk with this citizen; without it, everyone's latest talk.
    """
    name = "dialoglineal.borger_og_medarbejder"
    ring = shared_ring(about, own)
    columns = [
        "borger",
        "dato",
        "tidspunkt",
        "borger_tal",
        "borger_ord",
        "medarbejder_tal",
        "medarbejder_ord",
        ID,
    ]
    talks = shown(frame.assign(**{ID: ids_in(frame)}), ring).reindex(columns=columns)
    talks = talks[talks[columns[3:-1]].notna().any(axis=1)].sort_values("dato", kind="stable")
    if borger is None:
        talks = talks.drop_duplicates("borger", keep="last")
        order = {code: place for place, code in enumerate(frame["borger"].unique())}
        talks = talks.sort_values("borger", key=lambda codes: codes.map(order), kind="stable")
    else:
        talks = talks[talks["borger"] == borger]
    if talks.empty:
        return empty(name, about, talks.drop(columns=ID), ring)
    latest = talks["dato"].sort_values(kind="stable").index[-MOST_WITH_WORDS:]
    data = talks.loc[talks.index.isin(latest)].reset_index(drop=True)
    return _two_sides(name, about, data, ring, len(talks))


def _two_sides(name: str, about: About, data: pd.DataFrame, ring: Any, n_talks: int) -> View:
    the = about.persons.the.capitalize()
    talks = tuple(_talk(talk) for talk in data.itertuples())
    block = Talks(bands=ruler_bands(), talks=talks, sides=(the, about.says(f"{name}.medarbejder")))
    both = data[data["borger_tal"].notna() & data["medarbejder_tal"].notna()]
    sentence = _apart(both["borger_tal"], both["medarbejder_tal"], len(data), the.casefold())
    if n_talks > len(data):
        sentence += f" De {len(data)} seneste af {plural(n_talks, 'samtale', 'samtaler')} er vist."
    alt = "I midten en lineal fra 1 til 10 med en linje for hver samtale, ordene på hver sin side."
    return View(
        key=name,
        question=about.says(f"{name}.spoergsmaal"),
        sentence=sentence,
        caveat=about.says(f"{name}.under"),
        alt=alt,
        data=data.drop(columns=ID),
        ring=ring,
        blocks=(block,),
    )


def _apart(own: pd.Series, worker: pd.Series, n_talks: int, the: str) -> str:
    """Say whose number is the higher, where both gave one."""
    n, over, under = len(own), int((worker > own).sum()), int((worker < own).sum())
    if not n:
        return "Ingen samtale har tal fra begge endnu."
    where = "" if n == n_talks else "Hvor begge har sat et tal: "
    if not over and not under:
        return f"{where}De to tal er ens." if n == 1 else f"{where}De to tal er ens hver gang."
    high, low = over or "ingen", under or "ingen"
    of = f"{high} af {plural(n, 'samtale', 'samtaler')}" if over else "ingen samtaler"
    return f"{where}Medarbejderens tal er højest i {of}, {genitive(the)} i {low}."


def _talk(talk: Any) -> Talk:
    import pandas as pd

    told = f"{talk.borger}, {short_date(talk.dato)}" if pd.notna(talk.dato) else talk.borger
    said = "" if pd.isna(talk.borger_ord) else quoted(talk.borger_ord)
    seen = "" if pd.isna(talk.medarbejder_ord) else talk.medarbejder_ord
    name = talk.note_id if pd.notna(talk.note_id) and (said or seen) else ""
    first, second = (
        None if pd.isna(v) else int(v) for v in (talk.borger_tal, talk.medarbejder_tal)
    )
    return Talk(told, first, second, Note(seen, said, told, kind="words", id=name))
