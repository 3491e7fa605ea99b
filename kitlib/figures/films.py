"""A film's line of time in inches: each note where it is, on its own side, as long as it lasts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kitlib import look
from kitlib.dansk import time_code
from kitlib.figures.blocks import Film, Reel, Span
from kitlib.figures.drawn import Drawn, below
from kitlib.figures.inches import INNER, LEFT, Sheet
from kitlib.figures.links import note_link

__all__ = ["axis", "film"]

_SIDE = 1.35  # inches for the words left of the line
_LENGTH = INNER - _SIDE - 0.2
_HEADING = 0.5
_ROW = 0.3  # inches a note's mark takes
_LEAST = 0.16  # inches of the shortest note, so that it can be touched
_SCALE = 0.36
_TOLD = 0.24  # inches for what the small strokes are
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 36000, 86400)

Rows = list[list[tuple[float, float, Span]]]


def axis(
    sheet: Sheet, y: float, length: float, left: float, width: float, *, longest: float = 0.0
) -> None:
    """Draw the film's line of time from 0:00 with its time codes below.

    `longest`: length of the longest film that is drawn to the same scale; they share their steps.
    """
    sheet.line((left, left + width), (y, y), lw=2, gid="film")
    step = next((s for s in _STEPS if max(length, longest) / s <= 9), 172800)
    for k in range(int(length // step) + 1):
        x = left + (k * step / length if length else 0) * width
        sheet.line((x, x), (y, y + 0.07), lw=1.2)
        tiny = look.SIZES["tiny"]
        sheet.text(x, y + 0.09, time_code(k * step), tiny, ha="center", color=look.QUIET)


def film(block: Film) -> Drawn:
    """Return what draws the films below each other, and how tall they are."""
    laid = [(reel, _rows(reel, 0), _rows(reel, 1)) for reel in block.reels]
    tall = [_height(*each) for each in laid]

    def draw(figure: Any) -> None:
        sheet = Sheet(figure)
        top = 0.0
        for each, height in zip(laid, tall, strict=True):
            _draw(sheet, block, *each, top)
            top += height

    return Drawn(draw, sum(tall), below(0.0, tall))


def _height(reel: Reel, above: Rows, below: Rows) -> float:
    rows = max(len(above), 1) + max(len(below), 2)
    told = _TOLD if _neither(reel) else 0.0
    return (_HEADING if reel.heading else 0.1) + rows * _ROW + _SCALE + 0.15 + told


def _neither(reel: Reel) -> bool:
    """Whether any of its notes is on no side of the line."""
    return any(span.side < 0 for span in reel.spans)


def _rows(reel: Reel, side: int) -> Rows:
    """Lay the marks of one side in rows, so that none lies on another."""
    scale = _LENGTH / reel.length if reel.length else 0.0
    rows: Rows = []
    for span in reel.spans:
        if span.side != side:
            continue
        start = LEFT + _SIDE + span.start * scale
        stop = start if span.stop is None else LEFT + _SIDE + span.stop * scale
        stop = max(stop, start + _LEAST)
        row = next((r for r in rows if r[-1][1] + 0.03 <= start), None)
        if row is None:
            rows.append(row := [])
        row.append((start, stop, span))
    return rows


def _draw(sheet: Sheet, block: Film, reel: Reel, above: Rows, below: Rows, top: float) -> None:
    line = top + (_HEADING if reel.heading else 0.1) + max(len(above), 1) * _ROW
    under = line + _SCALE
    if reel.heading:
        sheet.text(LEFT, top + 0.05, reel.heading, 18)
    axis(sheet, line, reel.length, LEFT + _SIDE, _LENGTH)
    first, second = (words.replace(" ben", "\nben") for words in block.columns)
    sheet.text(LEFT, line - 0.06, first, 16, va="bottom")
    sheet.text(LEFT, under - 0.02, second, 16)
    _bars(sheet, above, lambda k: line - 0.04 - (k + 1) * _ROW, look.BLUE)
    _bars(sheet, below, lambda k: under + k * _ROW, look.ORANGE)
    scale = _LENGTH / reel.length if reel.length else 0.0
    for span in reel.spans:
        if span.side < 0:
            x = LEFT + _SIDE + span.start * scale
            sheet.line((x, x), (line - 0.08, line + 0.02), color=look.QUIET, lw=1.6, gid="uden")
    if _neither(reel):
        down = under + max(len(below), 2) * _ROW
        words = "Små streger på linjen: noter, der siger ingen af delene."
        sheet.text(LEFT + _SIDE, down, words, look.SIZES["tiny"], color=look.QUIET)


def _bars(sheet: Sheet, rows: Rows, at: Callable[[int], float], colour: str) -> None:
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
