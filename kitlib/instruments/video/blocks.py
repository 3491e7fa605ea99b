"""How the time of a film is spread over who acts and what it is about; seconds, never persons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.about import About
from kitlib.dansk import join, time_code
from kitlib.figures import Painted, View
from kitlib.figures import inches as paper
from kitlib.figures.films import axis
from kitlib.figures.inches import INNER, LEFT, Sheet
from kitlib.figures.lines import wrap
from kitlib.instruments.postits.words import empty
from kitlib.instruments.video.columns import ACTORS
from kitlib.instruments.video.film import NO_NOTES, OURS
from kitlib.instruments.video.tables import Clip, clips, hidden, nameless

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["seconds_covered", "tid_efter_aktor", "tid_efter_tema"]

_SIDE = 2.3  # inches for labels
_TOTAL = 1.7  # inches for the time at the end of each line
_LENGTH = INNER - _SIDE - _TOTAL
_HEADING = 0.5
_BAR = 0.3
_SHORT = 5  # a film shorter than the longest by more than this has a scale of its own

Span = tuple[float, float]


def seconds_covered(spans: Sequence[Span]) -> float:
    """Return how long at least one of them is on; where they overlap, time counts once.

    Examples
    --------
    >>> seconds_covered([(0, 10), (5, 12), (20, 20)])
    12.0
    """
    total, reached = 0.0, float("-inf")
    for start, end in sorted(spans):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total


def tid_efter_aktor(frame: pd.DataFrame, about: About) -> View:
    """Make time by actor kind: blocks on one line an actor, with minutes and seconds."""
    colours = dict(zip(ACTORS, (look.BLUE, look.ORANGE, look.SKY), strict=True))
    return _view(
        frame,
        "video.tid_efter_aktor",
        "Hvem er på banen hvornår?",
        "aktor",
        lambda found: ACTORS,
        "ikke sagt hvem",
        colours,
        "Ingen noter siger endnu, hvem der gør noget. Skriv voksen, barn eller gruppe i kolonnen "
        "aktor, aldrig et navn.",
    )


def tid_efter_tema(frame: pd.DataFrame, about: About) -> View:
    """Make time by theme: blocks on one line a theme, with minutes and seconds."""

    def order(found: set[str]) -> tuple[str, ...]:
        known = [t for t in about.temaer if t in found]
        return (*known, *sorted(found - set(known)))

    return _view(
        frame,
        "video.tid_efter_tema",
        "Hvad sker der hvornår?",
        "tema",
        order,
        "uden tema",
        {},
        "Ingen noter har et tema endnu. Skriv fx turtagning i kolonnen tema.",
    )


@dataclass(frozen=True)
class _Lane:
    clip: Clip
    label: str
    spans: tuple[Span, ...]
    points: tuple[float, ...]
    top: float
    quiet: bool

    @property
    def seconds(self) -> float:
        return seconds_covered(self.spans)


def _view(
    frame: pd.DataFrame,
    key: str,
    question: str,
    column: str,
    order: Callable[[set[str]], Sequence[str]],
    none: str,
    colours: dict[str, str],
    say_empty: str,
) -> View:
    import pandas as pd

    films = clips(frame)
    if not films:
        return empty(key, question, NO_NOTES + hidden(frame))
    told = pd.concat([c.notes for c in films])
    if told[column].isna().all():
        return empty(key, question, say_empty + hidden(frame))
    labels = list(order(set(told[column].dropna())))
    lanes, tops, y = _lanes(films, column, labels, none)
    told_lanes = [
        (
            lane.clip.name,
            lane.label,
            lane.seconds,
            len(lane.spans),
            len(lane.points),
            lane.clip.length,
        )
        for lane in lanes
    ]
    names = ["klip", column, "sekunder", "blokke", "streger", "klippets_laengde"]
    data = pd.DataFrame(told_lanes, columns=names)
    whole = sum(c.length for c in films)
    sums = data.groupby(column, sort=False)["sekunder"].sum()
    parts = [f"{label} {time_code(s)}" for label, s in sums.items() if s > 0]
    say = "Noterne siger ikke, hvor længe noget varer."
    if parts:
        unit = " min." if whole < 3600 else ""
        say = f"Ud af {time_code(whole)}{unit} er der skrevet noter om: {join(parts)}."
    caveat = f"{OURS} Tiden er den, der er skrevet noter om, og tiderne kan overlappe."
    caveat += nameless(films)
    length = _lengths(films)
    if data["streger"].any():
        caveat += " En streg er en note, der ikke siger, hvornår det slutter."

    def draw(figure: Any) -> None:
        sheet = Sheet(figure)
        for clip, top, bottom in tops:
            if clip.name:
                sheet.text(LEFT, top + 0.05, clip.name, 18)
            drawn = length[clip.name]
            axis(
                sheet,
                bottom,
                clip.length,
                LEFT + _SIDE,
                drawn,
                longest=clip.length * _LENGTH / drawn,
            )
        for lane in lanes:
            colour = colours.get(lane.label, look.BLUE)
            _draw_lane(sheet, lane, colour, length[lane.clip.name])

    alt = "Blokke på en tidslinje, en linje for hver: " + join(parts or labels)
    return View(
        key=key,
        question=question,
        sentence=say,
        caveat=caveat,
        alt=f"{alt}.",
        data=data,
        blocks=(Painted(draw=draw, height=max(y, 3.6)),),
    )


def _lanes(
    films: list[Clip], column: str, labels: list[str], none: str
) -> tuple[list[_Lane], list[tuple[Clip, float, float]], float]:
    lanes: list[_Lane] = []
    tops: list[tuple[Clip, float, float]] = []
    y = 0.0
    for clip in films:
        top = y
        y += _HEADING if clip.name else 0.15
        own = clip.notes[column]
        for label in [*labels, *([none] if own.isna().any() else [])]:
            part = clip.notes[own.isna() if label == none else (own == label).fillna(False)]
            lasts = (part["slut"] > part["start"]).fillna(False).astype(bool)
            ends = zip(part.loc[lasts, "start"], part.loc[lasts, "slut"], strict=True)
            spans = tuple((float(a), float(b)) for a, b in ends)
            points = tuple(float(a) for a in part.loc[~lasts, "start"])
            lanes.append(_Lane(clip, label, spans, points, y, label == none))
            lines = wrap(label, 72 * (_SIDE - 0.2), 15).count("\n") + 1
            y += max(0.55, lines * 15 * paper.PITCH / 72 + 0.2)
        tops.append((clip, top, y + 0.05))
        y += 0.65
    return lanes, tops, y


def _lengths(films: Sequence[Clip]) -> dict[str, float]:
    """How long each film's line is, in inches: to one scale, so that blocks can be compared.

    A film that would be too short to see anything in has a scale of its own.
    """
    longest = max(c.length for c in films)
    return {
        c.name: _LENGTH * (c.length / longest if c.length * _SHORT >= longest > 0 else 1.0)
        for c in films
    }


def _draw_lane(sheet: Sheet, lane: _Lane, colour: str, length: float) -> None:
    from matplotlib.collections import PolyCollection

    left = LEFT + _SIDE
    scale = length / lane.clip.length if lane.clip.length else 0.0
    colour = look.QUIET if lane.quiet else colour
    middle = lane.top + 0.25
    wrapped = wrap(lane.label, 72 * (_SIDE - 0.2), 15)
    ink = look.QUIET if lane.quiet else look.INK
    sheet.text(LEFT, middle - 15 * paper.PITCH / 144, wrapped, 15, color=ink)
    sheet.line((left, left + length), (middle, middle), lw=0.8, zorder=0.5)
    shapes = []
    for start, end in lane.spans:
        a, b = left + start * scale, left + end * scale
        b = max(b, a + 0.03)
        shapes.append(
            [
                (a, middle - _BAR / 2),
                (b, middle - _BAR / 2),
                (b, middle + _BAR / 2),
                (a, middle + _BAR / 2),
            ]
        )
    # The edge of paper keeps blocks apart that touch; each is one note.
    sheet.ax.add_collection(
        PolyCollection(shapes, facecolor=colour, edgecolor=look.PAPER, lw=0.8, gid="blokke"),
        autolim=False,
    )
    for point in lane.points:
        x = left + point * scale
        sheet.line(
            (x, x), (middle - _BAR / 2, middle + _BAR / 2), color=colour, lw=1.6, gid="streg"
        )
    if lane.seconds:
        words = (
            f"{time_code(lane.seconds)} min." if lane.seconds < 3600 else time_code(lane.seconds)
        )
    elif lane.points:
        words = "ukendt tid"
    else:
        words = "ingen"
    sheet.text(left + _LENGTH + 0.2, middle, words, 15, va="center", color=ink)
