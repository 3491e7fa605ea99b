"""Where and when we looked: the day through, with whom, and under which theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kitlib.about import About
from kitlib.codes import normal, order
from kitlib.columns import fold
from kitlib.dansk import join, plural
from kitlib.figures import Grid, Note, Pile, Stacks, View
from kitlib.figures.squares import squares_words
from kitlib.instruments.guesses import definite
from kitlib.instruments.marks import (
    corner,
    empty,
    most_told,
    notes_word,
    rows,
    several_years,
    text_of,
)
from kitlib.instruments.postits.board import noted, role_of
from kitlib.instruments.postits.tables import (
    Material,
    answers_in,
    codes_in,
    material,
    one_an_answer,
)
from kitlib.instruments.postits.words import ATTENTION, NO_NOTES, none_to_read

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["dagen_igennem", "situation_selskab", "situation_tema"]

_NO_SITUATION = "uden situation"
_NO_THEME = "uden tema"
_ALONE = "alene"
_ALONE_WORDS = frozenset({"alene", "ingen", "sig_selv", "for_sig_selv", "voksen", "voksne"})


def _order(known: Iterable[str], found: Iterable[str], none: str) -> tuple[str, ...]:
    """The team's own order, what else was found as people count, and the column without last."""
    first = list(dict.fromkeys(known))
    rest = sorted(set(found) - set(first) - {none}, key=order)
    return (*first, *rest, *([none] if none in set(found) else []))


def _counts(marks: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Notes typed and notes counted on the table, by some columns: noter, talte, antal."""
    frame = marks.assign(
        noter=marks["antal"].where(marks["slags"] == "note", 0).astype("int64"),
        talte=marks["antal"].where(marks["slags"] == "optalt", 0).astype("int64"),
    )
    table = frame.groupby(by, sort=False)[["noter", "talte"]].sum().reset_index()
    return table.assign(antal=table["noter"] + table["talte"])


def _full(table: pd.DataFrame, by: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    """Every combination in its order; those with no notes stand with 0."""
    import pandas as pd

    index = pd.MultiIndex.from_product(list(by.values()), names=list(by))
    wanted = pd.DataFrame(index=index).reset_index()
    full = wanted.merge(table, how="left", on=list(by))
    numbers = ["noter", "talte", "antal"]
    return full.assign(**{c: full[c].fillna(0).astype("int64") for c in numbers})


def _with_names(marks: pd.DataFrame, *by: str) -> pd.DataFrame:
    """Name what is missing; a note with two answers stands under each."""
    marks = one_an_answer(marks, by)
    return marks.assign(
        situation=marks["situation"]
        .astype(object)
        .where(marks["situation"].notna(), _NO_SITUATION),
        tema=marks["tema"].astype(object).where(marks["tema"].notna(), _NO_THEME),
    )


def dagen_igennem(frame: pd.DataFrame, about: About) -> View:
    """Make "Dagen igennem": notes over each situation, from morning to going home."""
    key = "postits.dagen_igennem"
    question = about.says(f"{key}.spoergsmaal")
    found = material(frame, about)
    if found.marks.empty:
        return empty(key, question, about.says(NO_NOTES))
    marks = _with_names(found.marks, "situation")
    if set(marks["situation"]) == {_NO_SITUATION}:
        return empty(key, question, about.says(f"{key}.tom"))
    columns = _order(about.day, marks["situation"], _NO_SITUATION)
    data = _full(_counts(marks, ["situation"]), {"situation": columns})
    looked = found.looked.dropna(subset=["situation"]).groupby("situation")["gange"].sum()
    data["gange"] = data["situation"].map(looked).astype("Int64")
    stacks = Stacks(
        columns=columns,
        piles=_piles(marks, ["situation"]),
        under={str(s): f"kigget {plural(int(n), 'gang', 'gange')}" for s, n in looked.items()},
        quiet=frozenset({_NO_SITUATION}),
        what="hver situation, i dagens rækkefølge",
    )
    total = int(found.marks["antal"].sum())
    seen = [s for s in columns if s != _NO_SITUATION and _any(data, "situation", s)]
    most = most_told({definite(s): _sum(data, "situation", s) for s in seen})
    sentence = (
        f"{most} af {notes_word(total)}."
        if most
        else f"{notes_word(total)} fra {plural(len(seen), 'situation', 'situationer')}."
    )
    sentence += _without([s for s in columns if not _any(data, "situation", s)], "situationer")
    return View(
        key=key,
        question=question,
        sentence=sentence + squares_words(stacks),
        caveat=about.says(ATTENTION),
        data=data,
        blocks=(stacks,),
    )


def situation_selskab(frame: pd.DataFrame, about: About, *, barn: str | None = None) -> View:
    """Make situation x company: in which situations, and with which children?

    Parameters
    ----------
    barn : str, optional
        Code of the one child whose notes to take; all notes where not given.
    """
    key = "postits.situation_selskab"
    question = about.says(f"{key}.spoergsmaal")
    found = material(frame, about)
    notes = found.notes
    if barn is not None:
        question = about.says(f"{key}.spoergsmaal_om_en", kode=barn)
        same = notes["barn"].map(lambda code: normal(code) == normal(barn), na_action="ignore")
        notes = notes[same.fillna(False).astype(bool)]
    told_of = []
    for note in rows(notes):
        codes = [c for c in codes_in(note.sammen_med) if c != text_of(note.barn)]
        names = {_ALONE if fold(c) in _ALONE_WORDS else c for c in codes}
        situations = answers_in(note.situation) or [_NO_SITUATION]
        told_of += [(note.Index, s, name) for s in situations for name in sorted(names)]
    if not told_of:
        say = none_to_read(found, about) if notes.empty else about.says(f"{key}.tom")
        return empty(key, question, say)
    found_at, places, company = zip(*told_of, strict=True)
    told = notes.loc[list(found_at)].assign(situation=places, sammen_med=company)
    those = _order((), told["sammen_med"], _ALONE)
    data, grid = _grid(told, "sammen_med", those, about, "Sammen med")
    silent = len(notes) - int(notes["sammen_med"].notna().sum())
    parts = []
    # A note that names two is two marks: what is said is what is seen, of notes where it is true.
    where = [(at, s) for at, s in zip(found_at, places, strict=True) if s != _NO_SITUATION]
    most = _most(s for _, s in where)
    if most:
        lead = "Flest er fra" if most == _most(s for _, s in set(where)) else "Flest mærker:"
        lead = "Alle er fra" if len({s for _, s in where}) == 1 else lead
        parts.append(f"{lead} {join([definite(s) for s in most])}.")
    if who := _most(name for _, name in set(zip(found_at, company, strict=True))):
        parts.append(f"Oftest nævnt: {join(list(who))}.")
    sentence = " ".join(parts) or "Ingen situation og ingen kode skiller sig ud."
    sentence += squares_words(grid)
    with_company = f"{len(notes) - silent} af {notes_word(len(notes))} fortæller, hvem der var med."
    caveat = f"{with_company} {about.says(ATTENTION)} {about.says(f'{key}.under')}"
    return _grid_view(key, question, sentence, caveat, data, grid)


def _most(words: Iterable[str]) -> tuple[str, ...]:
    """Return the one or two words that are there more often than the others; else none."""
    counts = Counter(words)
    first = sorted(word for word, n in counts.items() if n == max(counts.values()))
    alone = len(first) == 1 or len(first) == 2 < len(counts)
    return tuple(first) if alone else ()


def situation_tema(frame: pd.DataFrame, about: About) -> View:
    """Make situation x theme; works from counted piles as well."""
    key = "postits.situation_tema"
    question = about.says(f"{key}.spoergsmaal")
    found = material(frame, about)
    if found.marks.empty:
        return empty(key, question, about.says(NO_NOTES))
    marks = _with_names(found.marks, "situation", "tema")
    if set(marks["tema"]) == {_NO_THEME}:
        return empty(key, question, about.says(f"{key}.tom"))
    themes = _order(about.temaer, marks["tema"], _NO_THEME)
    data, grid = _grid(marks, "tema", themes, about, "Tema")
    total = int(found.marks["antal"].sum())
    seen = [t for t in themes if t != _NO_THEME and _any(data, "tema", t)]
    # By the note, which under one theme may stand at two situations.
    sums = one_an_answer(found.marks, ["tema"]).groupby("tema")["antal"].sum()
    most = most_told({str(theme): int(n) for theme, n in sums.items()})
    sentence = (
        f"{most} af {notes_word(total)}."
        if most
        else f"{notes_word(total)} under {plural(len(seen), 'tema', 'temaer')}."
    )
    sentence += _without([t for t in themes if not _any(data, "tema", t)], "temaer")
    sentence += squares_words(grid)
    return _grid_view(key, question, sentence, about.says(ATTENTION), data, grid)


def _without(bare: list[str], what: str) -> str:
    """Say what has no notes: by name where they are few, else how many."""
    if not bare:
        return ""
    of = "om" if what == "temaer" else "fra"
    return (
        f" Der er ingen {of} {join(bare)}." if len(bare) < 5 else f" {len(bare)} {what} har ingen."
    )


def _any(data: pd.DataFrame, column: str, value: str) -> bool:
    return bool(_sum(data, column, value))


def _sum(data: pd.DataFrame, column: str, value: str) -> int:
    return int(data.loc[data[column] == value, "antal"].sum())


def _grid(
    marks: pd.DataFrame, by: str, down: tuple[str, ...], about: About, heading: str
) -> tuple[pd.DataFrame, Grid]:
    columns = _order(about.day, marks["situation"], _NO_SITUATION)
    data = _full(_counts(marks, [by, "situation"]), {by: down, "situation": columns})
    piles = _piles(marks, [by, "situation"])
    quiet = frozenset({_NO_SITUATION, _NO_THEME, _ALONE})
    return data, Grid(rows=down, columns=columns, piles=piles, heading=heading, quiet=quiet)


def _piles(marks: pd.DataFrame, by: list[str]) -> dict[Any, Pile]:
    """What lies in each place: the notes themselves, and how many were counted on the table."""
    year = several_years(marks["dato"])
    piles: dict[Any, Pile] = {}
    for place, part in marks.groupby(by if len(by) > 1 else by[0], sort=False):
        notes = part[part["slags"] == "note"]
        counted = int(part.loc[part["slags"] == "optalt", "antal"].sum())
        piles[place] = Pile(tuple(_mark(row, by, year=year) for row in rows(notes)), counted)
    return piles


def _mark(row: Any, by: list[str], *, year: bool) -> Note:
    """A note where it lies: found by what it lies under, however many answers it has."""
    small = corner(row.barn, row.situation, role_of(row.hvem_saa), day=row.dato, year=year)
    note = noted(row, small)
    return replace(note, keys=(*note.keys, *(str(getattr(row, name)) for name in by)))


def _grid_view(
    key: str, question: str, sentence: str, caveat: str, data: pd.DataFrame, grid: Grid
) -> View:
    return View(
        key=key, question=question, sentence=sentence, caveat=caveat, data=data, blocks=(grid,)
    )


def company_of(found: Material) -> set[str]:
    """Return every code that was company in a note."""
    return {
        c for t in found.notes["sammen_med"] for c in codes_in(t) if fold(c) not in _ALONE_WORDS
    }
