"""Views of the ruler, citizen by citizen: start, goal and now; and two people's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.about import About
from kitlib.dansk import plural, short_date
from kitlib.figures import Painted, View
from kitlib.instruments.dialoglineal.ruler import GOAL, NOW, START, draw_ruler, sentences_height
from kitlib.instruments.dialoglineal.say import (
    RULER_CAVEAT,
    counts_sentence,
    empty,
    shared_ring,
    shown,
)
from kitlib.instruments.dialoglineal.scores import NO_CHANGE, per_citizen
from kitlib.instruments.marks import LEFT, RIGHT, key, people, quote, text_height, wrap, write
from kitlib.persons import PERSONS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["citizen_and_worker", "start_goal_now"]

#: Words of more citizens or talks than this are not drawn: the picture would not end.
MOST_WITH_WORDS = 40

_LABELS = 1.45  # inches for the citizen's code and dates
_WORDS = 3.9  # inches for words beside the ruler
_GAP = 0.25
_SMALL = look.SIZES["small"]
_TINY = look.SIZES["tiny"]
_KEY = 0.42


@dataclass(frozen=True)
class _Row:
    """One citizen: where the marks stand, what is written, and how tall the row is."""

    code: str
    when: str
    start: int | None
    goal: int | None
    now: int | None
    words: tuple[str, ...]
    height: float


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
    question = about.persons.fill("Hvor begyndte {børnene}, hvor vil de hen, og hvor er de nu?")
    name = "dialoglineal.start_maal_nu"
    ring = shared_ring(about, own)
    data = per_citizen(shown(frame, ring))
    data = data[data[["start", "maal", "nu"]].notna().any(axis=1)].reset_index(drop=True)
    if data.empty:
        return empty(name, question, data, ring)
    with_words = len(data) <= MOST_WITH_WORDS and bool(data["borger_ord"].notna().any())
    rows = [_row(person, with_words) for person in data.itertuples()]
    width = RIGHT - LEFT - _LABELS - (_GAP + _WORDS if with_words else 0)
    head = sentences_height(width)
    height = _KEY + head + sum(row.height for row in rows) + 0.4

    def draw(figure: Any) -> None:
        key(
            figure,
            LEFT + _LABELS,
            0,
            [
                (START, "start"),
                (GOAL, "mål"),
                (NOW, "nu"),
                (
                    {
                        "linestyle": "-",
                        "linewidth": 14,
                        "color": look.HAIR,
                        "solid_capstyle": "butt",
                    },
                    f"op til {NO_CHANGE} trin fra start: kan være tilfældigt",
                ),
            ],
        )
        total = sum(row.height for row in rows)
        ax = draw_ruler(figure, LEFT + _LABELS, _KEY, width, head + total, rows=total)
        down = 0.0
        for row in rows:
            _draw_marks(ax, row, down + min(row.height, 0.75) / 2)
            y = _KEY + head + down
            write(figure, LEFT, y + 0.1, [row.code], size=look.SIZES["body"], weight="bold")
            write(figure, LEFT, y + 0.38, [row.when], size=_TINY, color=look.QUIET)
            if row.words:
                write(
                    figure,
                    LEFT + _LABELS + width + _GAP,
                    y + 0.12,
                    row.words,
                    size=_SMALL,
                    style="italic",
                )
            if down:
                ax.axhline(down, color=look.PAPER, linewidth=2, zorder=1)
            down += row.height

    word = about.person_word
    told = (
        ""
        if with_words or not data["borger_ord"].notna().any()
        else (f" Med flere end {MOST_WITH_WORDS} vises ordene ikke.")
    )
    return View(
        key=name,
        question=question,
        sentence=counts_sentence(data, word) + told,
        caveat=RULER_CAVEAT,
        alt=_alt(data, word),
        data=data,
        ring=ring,
        blocks=(Painted(draw=draw, height=height, quotes=with_words, head=_KEY + head),),
    )


def _row(person: Any, with_words: bool) -> _Row:
    import pandas as pd

    lines: list[str] = []
    if with_words and pd.notna(person.borger_ord):
        lines = wrap(quote(person.borger_ord), 72 * _WORDS, _SMALL, "It")
    days = [short_date(d) for d in (person.start_dato, person.nu_dato) if pd.notna(d)]
    when = " – ".join(dict.fromkeys(days)) if pd.notna(person.nu) else "uden opfølgning"
    height = max(0.75, text_height(lines, _SMALL) + 0.28) if with_words else 0.66
    start, goal, now = (
        None if pd.isna(v) else int(v) for v in (person.start, person.maal, person.nu)
    )
    return _Row(person.borger, when, start, goal, now, tuple(lines), height)


def _draw_marks(ax: Any, row: _Row, y: float) -> None:
    places = [v for v in (row.start, row.goal, row.now) if v is not None]
    if row.start is not None:
        reach = NO_CHANGE + 0.5
        ends = [max(0.5, row.start - reach), min(10.5, row.start + reach)]
        ax.plot(ends, [y, y], color=look.HAIR, linewidth=20, solid_capstyle="butt", zorder=1)
    if len(places) > 1:
        ax.plot([min(places), max(places)], [y, y], color=look.INK, linewidth=1.2, zorder=2)
    for value, mark in ((row.goal, GOAL), (row.start, START), (row.now, NOW)):
        if value is not None:
            ax.plot([value], [y], linestyle="none", zorder=3, **mark)


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
    question = "Hvad siger tallet, og hvad siger ordene?"
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
    ]
    talks = shown(frame, ring).reindex(columns=columns)
    talks = talks[talks[columns[3:]].notna().any(axis=1)].sort_values("dato", kind="stable")
    if borger is None:
        talks = talks.drop_duplicates("borger", keep="last")
        order = {code: place for place, code in enumerate(frame["borger"].unique())}
        talks = talks.sort_values("borger", key=lambda codes: codes.map(order), kind="stable")
    else:
        talks = talks[talks["borger"] == borger]
    if talks.empty:
        return empty(name, question, talks, ring)
    latest = talks["dato"].sort_values(kind="stable").index[-MOST_WITH_WORDS:]
    data = talks.loc[talks.index.isin(latest)].reset_index(drop=True)
    return _two_sides(name, question, data, ring, about.person_word, len(talks))


_SIDE = 3.55  # inches for each one's words
_MIDDLE = RIGHT - LEFT - 2 * _SIDE - 2 * _GAP
_TOP = 0.75


def _two_sides(
    name: str, question: str, data: pd.DataFrame, ring: Any, word: str, n_talks: int
) -> View:
    import pandas as pd

    talks: list[tuple[Any, list[str], list[str], float]] = []
    each: Any
    for each in data.itertuples():
        said = "" if pd.isna(each.borger_ord) else quote(each.borger_ord)
        told = "" if pd.isna(each.medarbejder_ord) else each.medarbejder_ord
        left = wrap(said, 72 * _SIDE, _SMALL, "It")
        right = wrap(told, 72 * _SIDE, _SMALL)
        tall = max(0.75, 0.5 + max(text_height(side, _SMALL) for side in (left, right)))
        talks.append((each, left, right, tall))
    total = sum(tall for *_, tall in talks)
    height = _TOP + total + 0.4

    def draw(figure: Any) -> None:
        ax = _plain_ruler(figure, total)
        middle = LEFT + _SIDE + _GAP
        label = PERSONS[word].the.capitalize()
        write(figure, LEFT, 0, [f"{label} siger"], size=look.SIZES["body"], weight="bold")
        write(
            figure,
            middle + _MIDDLE + _GAP,
            0,
            ["Medarbejderen siger"],
            size=look.SIZES["body"],
            weight="bold",
        )
        key(figure, middle, 0, [(_CITIZEN, label.lower()), (_WORKER, "medarbejderen")])
        down = 0.0
        for talk, said, told, tall in talks:
            y = _TOP + down
            head = f"{talk.borger}, {short_date(talk.dato)}" if pd.notna(talk.dato) else talk.borger
            write(figure, LEFT, y + 0.08, [head], size=_TINY, color=look.QUIET)
            write(figure, LEFT, y + 0.34, said, size=_SMALL, style="italic")
            write(figure, middle + _MIDDLE + _GAP, y + 0.34, told, size=_SMALL)
            _draw_pair(ax, talk, down + 0.47)
            if down:
                ax.axhline(down, color=look.PAPER, linewidth=3, zorder=1)
            down += tall

    both = data[data["borger_tal"].notna() & data["medarbejder_tal"].notna()]
    apart = int((both["borger_tal"] != both["medarbejder_tal"]).sum())
    sentence = plural(len(data), "samtale", "samtaler") + " med ord og tal."
    if n_talks > len(data):
        sentence = f"De {len(data)} seneste af {plural(n_talks, 'samtale', 'samtaler')}."
    if len(both):
        sentence += f" I {len(both)} har begge sat et tal, og i {apart} er tallene forskellige."
    alt = "I midten en lineal fra 1 til 10 med en linje for hver samtale, ordene på hver sin side."
    caveat = (
        "Ordene kan fortælle om noget, der lykkes, hvor tallet er lavt. Ingen af de to har mere "
        "ret end den anden."
    )
    return View(
        key=name,
        question=question,
        sentence=sentence,
        caveat=caveat,
        alt=alt,
        data=data,
        ring=ring,
        blocks=(Painted(draw=draw, height=height, quotes=True),),
    )


_CITIZEN: dict[str, Any] = {"marker": "o", "markersize": 11, "color": look.BLUE}
_WORKER: dict[str, Any] = {
    "marker": "s",
    "markersize": 21,
    "markerfacecolor": look.PAPER,
    "markeredgecolor": look.ORANGE,
    "markeredgewidth": 2.6,
}


def _plain_ruler(figure: Any, total: float) -> Any:
    """The ruler without its sentences: the words on either side need the room."""
    return draw_ruler(
        figure, LEFT + _SIDE + _GAP, _TOP, _MIDDLE, total, rows=total, sentences=False
    )


def _draw_pair(ax: Any, talk: Any, y: float) -> None:
    import pandas as pd

    numbers = [int(v) for v in (talk.borger_tal, talk.medarbejder_tal) if pd.notna(v)]
    if len(numbers) == 2:
        ax.plot(numbers, [y, y], color=look.INK, linewidth=1.2, zorder=2)
    for value, mark in ((talk.medarbejder_tal, _WORKER), (talk.borger_tal, _CITIZEN)):
        if pd.notna(value):
            ax.plot([int(value)], [y], linestyle="none", zorder=3, **mark)
