"""Both together: scores on one time axis, with the notes of the same days under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.about import About
from kitlib.dansk import MONTHS_SHORT, number, plural, short_date
from kitlib.figures import Painted, Ring, View
from kitlib.figures.inches import GAP, Card, Sheet, card
from kitlib.instruments.marks import (
    LEFT,
    NAMED,
    RIGHT,
    area,
    people,
    quote,
    spread,
    text_height,
    write,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MOST_NOTES", "numbers_and_words", "views"]

#: More notes than this are not laid out: nobody reads them on a wall. The latest are kept.
MOST_NOTES = 60

# From more notes than this only those nearer the talks are laid out by default.
_PLENTY = 20

_QUESTION = "Hvad fortæller tallene og noterne tilsammen?"
_KEY = "sammen.tal_og_ord"
_SENTENCES = 2.5  # inches for the bands' sentences, left of the scores
_CODES = 0.75  # inches for codes at the ends of lines
_SCORES = 3.7  # inches for the scores
_DATES = 0.55
_SQUARES = 0.2
_FALL = 0.55  # inches the leaders have to spread out in
_COLUMNS = 4
_CARD = (RIGHT - LEFT - (_COLUMNS - 1) * (GAP + 0.12)) / _COLUMNS

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

    ruler = frames["dialoglineal"].reindex(columns=["borger", "dato", "borger_tal"])
    scores = ruler.dropna().sort_values("dato", kind="stable").reset_index(drop=True)
    ring = _ring(about)
    if scores.empty:
        why = "Her er endnu ingen tal med en dato. Sæt et tal på linealen sammen med borgeren."
        return View(key=_KEY, question=_QUESTION, sentence=why, data=scores, ring=ring)
    notes, talks, dage = _notes(frames, about, scores["dato"].unique(), dage)
    n_notes = len(notes)
    notes = notes.tail(MOST_NOTES)
    data = pd.concat(
        [
            scores.rename(columns={"borger_tal": "tal"}).assign(slags="tal"),
            notes[["dato", "tekst"]].assign(slags="note"),
        ],
        ignore_index=True,
    )
    picture = _Picture.of(scores, notes)
    n = scores["borger"].nunique()
    told = f"{people(n, about.person_word).capitalize()} har sat {number(len(scores))} tal"
    if n_notes > len(notes):
        told += f". De {len(notes)} seneste af {n_notes} noter er vist under."
    elif n_notes:
        where = "fra de samme dage" if dage == 0 else "fra dagene omkring"
        where = "fra samtalerne" if talks else where
        told += f", og her er {plural(n_notes, 'note', 'noter')} {where}."
    else:
        told += ". Her er ingen noter fra de dage endnu."
    near = "samme dag som" if dage == 0 else f"højst {plural(dage, 'dag', 'dage')} før eller efter"
    source = "medarbejderens ord fra samtalerne" if talks else f"skrevet {near} en samtale"
    caveat = (
        f"Noterne er {source}. De viser, hvornår og hvor vi kiggede, ikke hvor tit det sker. At "
        "to ting ligger ved siden af hinanden, siger ikke, hvorfor."
    )
    alt = (
        f"Øverst {people(n, about.person_word)} på linealen 1-10 over tid, en linje hver. Under "
        f"tidslinjen {plural(len(notes), 'note', 'noter')}, hver med en tynd streg op til sin dag."
    )
    return View(
        key=_KEY,
        question=_QUESTION,
        sentence=told,
        caveat=caveat,
        alt=alt,
        data=data,
        ring=ring,
        blocks=(Painted(draw=picture.draw, height=picture.height, quotes=bool(len(notes))),),
    )


def _ring(about: About) -> Ring:
    return "hos_teamet" if about.dialoglineal_faelles else "mit"


def _notes(
    frames: Mapping[str, pd.DataFrame], about: About, days: Any, dage: int | None
) -> tuple[pd.DataFrame, bool, int]:
    """Notes near the talks (`dato`, `tekst`, `ord`, `hjoerne`), whether they are the talks' own
    words, and how many days from a talk they may be."""
    import pandas as pd

    from kitlib.instruments.dialoglineal.say import shown
    from kitlib.instruments.postits import material
    from kitlib.instruments.postits.tables import dated

    names = ["dato", "tekst", "ord", "hjoerne"]
    near = pd.DataFrame(columns=names)
    if "postits" in frames:
        notes = material(dated(frames["postits"]), about).notes
        away = [min(abs(day - d) for d in days).days for day in notes["dato"]]
        if dage is None:
            dage = next((k for k in (3, 2, 1) if sum(a <= k for a in away) <= _PLENTY), 0)
        notes = notes[[a <= dage for a in away]]
        near = pd.DataFrame(
            {
                "dato": notes["dato"],
                "tekst": notes["observation"],
                "ord": notes["barnets_ord"],
                "hjoerne": notes["hvem_saa"].fillna(""),
            }
        )
    talks_only = near.empty
    if talks_only:
        talks = shown(frames["dialoglineal"], _ring(about)).reindex(
            columns=["dato", "medarbejder_ord", "borger_ord", "borger"]
        )
        near = talks.dropna(subset=["dato", "medarbejder_ord"]).set_axis(names, axis=1)
    return near.sort_values("dato", kind="stable").reset_index(drop=True), talks_only, dage or 0


@dataclass(frozen=True)
class _Picture:
    """Scores and cards, measured before anything is drawn."""

    scores: pd.DataFrame
    cards: tuple[tuple[Card, date], ...]
    first: date
    last: date
    height: float

    @classmethod
    def of(cls, scores: pd.DataFrame, notes: pd.DataFrame) -> _Picture:
        days = [d.date() for d in (*scores["dato"], *notes["dato"])]
        first, last = min(days), max(days)
        air = max(7, (last - first).days // 30)
        first, last = first - timedelta(days=air), last + timedelta(days=air)
        below = _SCORES + _DATES + _SQUARES
        laid = _lay_out(notes, first, last, below + _FALL)
        end = max((each.bottom for each, _ in laid), default=below - _SQUARES)
        return cls(scores, tuple(laid), first, last, end + 0.15)

    def x(self, day: date) -> float:
        """Where a day stands, in inches."""
        return _x_of(day, self.first, self.last)

    def draw(self, figure: Any) -> None:
        sheet = Sheet(figure)
        _draw_scores(figure, self)
        y = _SCORES + _DATES
        side = 0.15
        seen: dict[date, int] = {}
        for each, day in self.cards:
            x = self.x(day)
            # Notes of one day stand in a row of squares, as they would on the table.
            place = x + 0.6 * side * seen.get(day, 0)
            seen[day] = seen.get(day, 0) + 1
            trunk = each.x - 0.07
            turn = min(y + _SQUARES + _FALL - 0.08, each.y)
            sheet.line(
                [place, place, trunk, trunk, each.x],
                [y + side, y + side + 0.05, turn, each.y + 0.14, each.y + 0.14],
                color=look.QUIET,
                lw=0.7,
                zorder=0.5,
            )
            sheet.squares([(place - side / 2, y, "")], side, gid="dag")
        sheet.cards([each for each, _ in self.cards])


def _x_of(day: date, first: date, last: date) -> float:
    left, right = LEFT + _SENTENCES, RIGHT - _CODES
    return left + (right - left) * (day - first).days / max(1, (last - first).days)


def _lay_out(notes: pd.DataFrame, first: date, last: date, top: float) -> list[tuple[Card, date]]:
    """Lay cards in at most four columns in the order of days, so that no leader crosses another."""
    made: list[tuple[Card, date]] = []
    note: Any
    for note in notes.itertuples(index=False):
        parts: list[Any] = [(str(note.tekst), "Regular")]
        if isinstance(note.ord, str) and note.ord.strip():
            parts.append((quote(note.ord), "It"))
        corner = " · ".join(p for p in (str(note.hjoerne), short_date(note.dato)) if p.strip())
        made.append((card(parts, _CARD, corner=corner), note.dato.date()))
    if not made:
        return []
    columns = _split([each.height + GAP for each, _ in made], min(_COLUMNS, len(made)))
    wanted = []
    for column in columns:
        middle = sum(_x_of(made[i][1], first, last) for i in column) / len(column)
        wanted.append(middle - _CARD / 2)
    places = spread(wanted, _CARD + GAP + 0.12, low=LEFT + 0.1, high=RIGHT - _CARD)
    laid = []
    for column, x in zip(columns, places, strict=True):
        y = top
        for i in column:
            each, day = made[i]
            laid.append((each.at(x, y), day))
            y += each.height + GAP
    return laid


def _split(heights: Sequence[float], columns: int) -> list[list[int]]:
    """Part things in order into columns of about the same height, none of them empty."""
    parts: list[list[int]] = [[] for _ in range(columns)]
    share = sum(heights) / columns
    place, so_far = 0, 0.0
    for i, height in enumerate(heights):
        left = len(heights) - i
        full = so_far + height / 2 > share * (place + 1)
        if parts[place] and place + 1 < columns and (full or left <= columns - place - 1):
            place += 1
        parts[place].append(i)
        so_far += height
    return parts


def _draw_scores(figure: Any, picture: _Picture) -> None:
    from kitlib.instruments.dialoglineal.columns import HIGH, LOW
    from kitlib.instruments.dialoglineal.ruler import TINTS
    from kitlib.instruments.dialoglineal.wording import bands

    left, right = LEFT + _SENTENCES, RIGHT - _CODES
    ax = area(figure, left, 0, right - left, _SCORES)
    look.bare(ax)
    ax.set(xlim=(left, right), ylim=(LOW - 0.5, HIGH + 0.5))
    ax.set_yticks(range(LOW, HIGH + 1))
    step = _SCORES / (HIGH - LOW + 1)
    small = look.SIZES["tiny"]
    for place, band in enumerate(bands()):
        ax.axhspan(band.low - 0.5, band.high + 0.5, color=TINTS[place % 2], linewidth=0, zorder=0)
        lines = look.even(band.sentence, 72 * (_SENTENCES - 0.45), small)
        middle = step * (HIGH + 0.5 - (band.low + band.high) / 2)
        write(figure, LEFT, middle - text_height(lines, small) / 2, lines, size=small)
    ends = []
    few = picture.scores["borger"].nunique() <= NAMED
    for code, rows in picture.scores.groupby("borger", sort=False):
        xs = [picture.x(d.date()) for d in rows["dato"]]
        ys = [int(v) for v in rows["borger_tal"]]
        ax.plot(
            xs,
            ys,
            color=look.BLUE,
            linewidth=1.6 if few else 0.7,
            marker="o",
            markersize=8 if few else 5,
            zorder=3,
        )
        ends.append((str(code), xs[-1], ys[-1]))
    if few:
        places = spread([y for *_, y in ends], 0.2 / step, low=LOW - 0.3, high=HIGH + 0.3)
        for (code, x, y), at in zip(ends, places, strict=True):
            ax.plot(
                [x + 0.08, right],
                [y, at],
                color=look.QUIET,
                linewidth=0.7,
                zorder=2,
                linestyle=(0, (2, 3)),
            )
            ax.text(right + 0.06, at, code, size=look.SIZES["small"], va="center_baseline")
    _draw_months(ax, picture)


def _draw_months(ax: Any, picture: _Picture) -> None:
    starts = _starts(picture)
    # Names need about half an inch each; a line still stands at every month.
    room = max(1, int((RIGHT - _CODES - LEFT - _SENTENCES) / 0.55))
    every = -(-len(starts) // room)
    labels = []
    for i, start in enumerate(starts):
        year = f"\n{start.year}" if i == 0 or start.month == 1 or every > 11 else ""
        labels.append(f"{MONTHS_SHORT[start.month - 1]}{year}" if i % every == 0 else "")
        if start.day == 1:
            ax.axvline(picture.x(start), color=look.HAIR, linewidth=0.8, zorder=0.5)
    if (picture.last - picture.first).days < 45:
        # All within a few weeks: the first and the last day say more than a month does.
        days = sorted({d.date() for d in picture.scores["dato"]})
        far = picture.x(days[-1]) - picture.x(days[0]) > 1
        starts = [days[0], days[-1]] if far else days[:1]
        labels = [f"{short_date(day)}\n{day.year}" for day in starts]
    ax.set_xticks([picture.x(start) for start in starts], labels, ha="left")


def _starts(picture: _Picture) -> list[date]:
    """The first of every month on the axis, and its first day where there is room to name it."""
    starts = []
    day = picture.first.replace(day=1)
    following = (day + timedelta(days=32)).replace(day=1)
    if following <= picture.last and picture.x(following) - picture.x(picture.first) > 0.7:
        starts.append(picture.first)
    while day <= picture.last:
        if day >= picture.first and day not in starts:
            starts.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return starts
