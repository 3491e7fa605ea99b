"""A film's line of time in inches: each note where it is, on its own side, as long as it lasts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from kitlib import look
from kitlib.dansk import time_code
from kitlib.figures.blocks import Film, Reel, Span
from kitlib.figures.drawn import Drawn, below
from kitlib.figures.inches import INNER, LEFT, Canvas
from kitlib.figures.links import note_link

__all__ = ["OWN_SCALE", "axis", "film", "one_below_another", "scale_of"]

#: Said under a film that is not to the scale of those beside it.
OWN_SCALE = "Filmen er kort og er tegnet større end de andre."

_SIDE = 1.35  # inches for the words left of the line
_LENGTH = INNER - _SIDE - 0.2
_HEADING = 0.5
_ROW = 0.3  # inches a note's mark takes
_LEAST = 0.16  # inches of the shortest note, so that it can be touched
_SHORT = 5  # a film shorter than the longest by more than this has a scale of its own
_SCALE = 0.36
_TOLD = 0.24  # inches for what the small strokes are
_STROKES = "Små streger på linjen: noter, der siger ingen af delene."
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 36000, 86400)

Rows = list[list[tuple[float, float, Span]]]


def scale_of(length: float, longest: float) -> float:
    """Return how many seconds all the room is for a film, where the longest beside it has so many.

    All films of a figure are to one scale, so that they can be held together; one that would be
    too short to see anything in has one of its own.

    Examples
    --------
    >>> scale_of(300, 600), scale_of(30, 600)
    (600, 30)
    """
    return longest if length * _SHORT >= longest else length


def axis(sheet: Canvas, y: float, length: float, left: float, room: float, scale: float) -> None:
    """Draw a film's line of time from 0:00 with its time codes below.

    `scale` is how many seconds all the room is; films of one scale share their steps.
    """
    inch = room / scale if scale else 0.0
    sheet.line((left, left + (length * inch or room)), (y, y), lw=2, gid="film")
    step = next((s for s in _STEPS if scale / s <= 9), 172800)
    for k in range(int(length // step) + 1):
        x = left + k * step * inch
        sheet.line((x, x), (y, y + 0.07), lw=1.2)
        tiny = look.SIZES["tiny"]
        sheet.text(x, y + 0.09, time_code(k * step), tiny, ha="center", color=look.QUIET)


@dataclass(frozen=True)
class _Laid:
    """One film in its place: the marks of either side in rows, to the scale of the longest."""

    reel: Reel
    longest: float

    @property
    def scale(self) -> float:
        return scale_of(self.reel.length, self.longest)

    def x(self, seconds: float) -> float:
        return LEFT + _SIDE + (seconds * _LENGTH / self.scale if self.scale else 0.0)

    @cached_property
    def above(self) -> Rows:
        return self._rows(0)

    @cached_property
    def below(self) -> Rows:
        return self._rows(1)

    @property
    def told(self) -> list[str]:
        """What is said below it: what the small strokes are, and a scale of its own."""
        strokes = any(span.side < 0 for span in self.reel.spans)
        return [_STROKES] * strokes + [OWN_SCALE] * (self.scale < self.longest)

    @property
    def height(self) -> float:
        rows = max(len(self.above), 1) + max(len(self.below), 2)
        return self.over + rows * _ROW + _SCALE + 0.15 + _TOLD * len(self.told)

    @property
    def over(self) -> float:
        return _HEADING if self.reel.heading else 0.1

    def _rows(self, side: int) -> Rows:
        """Lay the marks of one side in rows, so that none lies on another."""
        rows: Rows = []
        for span in self.reel.spans:
            if span.side != side:
                continue
            start = self.x(span.start)
            stop = start if span.stop is None else self.x(span.stop)
            stop = max(stop, start + _LEAST)
            row = next((r for r in rows if r[-1][1] + 0.03 <= start), None)
            if row is None:
                rows.append(row := [])
            row.append((start, stop, span))
        return rows


def film(block: Film) -> Drawn:
    """Return what draws the films below each other, and how tall they are."""
    longest = max([block.longest, *(reel.length for reel in block.reels)])
    laid = [_Laid(reel, longest) for reel in block.reels]
    return one_below_another([(partial(_draw, block, each), each.height) for each in laid])


def one_below_another(films: Sequence[tuple[Callable[[Canvas, float], None], float]]) -> Drawn:
    """Return what draws films, each by its function from a height on, and how tall each is."""
    tall = [height for _, height in films]

    def draw(figure: Any) -> None:
        sheet = Canvas(figure)
        # What a projector has to spare stands around them.
        top = 0.4 * max(0.0, sheet.height - sum(tall))
        for one, height in films:
            one(sheet, top)
            top += height

    return Drawn(draw, sum(tall), below(0.0, tall))


def _draw(block: Film, laid: _Laid, sheet: Canvas, top: float) -> None:
    line = top + laid.over + max(len(laid.above), 1) * _ROW
    under = line + _SCALE
    if laid.reel.heading:
        sheet.text(LEFT, top + 0.05, laid.reel.heading, 18)
    axis(sheet, line, laid.reel.length, LEFT + _SIDE, _LENGTH, laid.scale)
    first, second = (words.replace(" ben", "\nben") for words in block.columns)
    sheet.text(LEFT, line - 0.06, first, 16, va="bottom")
    sheet.text(LEFT, under - 0.02, second, 16)
    _bars(sheet, laid.above, lambda k: line - 0.04 - (k + 1) * _ROW, look.BLUE)
    _bars(sheet, laid.below, lambda k: under + k * _ROW, look.ORANGE)
    for span in laid.reel.spans:
        if span.side < 0:
            x = laid.x(span.start)
            sheet.line((x, x), (line - 0.08, line + 0.02), color=look.QUIET, lw=1.6, gid="uden")
    down = under + max(len(laid.below), 2) * _ROW
    for k, words in enumerate(laid.told):
        tiny = look.SIZES["tiny"]
        sheet.text(LEFT + _SIDE, down + k * _TOLD, words, tiny, color=look.QUIET)


def _bars(sheet: Canvas, rows: Rows, at: Callable[[int], float], colour: str) -> None:
    from matplotlib.collections import PolyCollection

    shapes = []
    links = []
    for k, row in enumerate(rows):
        y = at(k)
        for start, stop, span in row:
            corners = [(start, y), (stop, y), (stop, y + _ROW - 0.05), (start, y + _ROW - 0.05)]
            shapes.append(corners)
            links.append(note_link(span.note.id) if span.note.id else None)
    drawn = PolyCollection(shapes, facecolor=colour, edgecolor=look.PAPER, lw=0.8, gid="varighed")
    if any(links):
        drawn.set_urls(links)
    sheet.ax.add_collection(drawn, autolim=False)
