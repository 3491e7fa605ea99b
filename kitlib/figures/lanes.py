"""Films in lanes, in inches: when there is a note under each heading, and for how long."""

from __future__ import annotations

from functools import partial
from typing import Any

from kitlib import look
from kitlib.figures.blocks import Span
from kitlib.figures.drawn import Drawn
from kitlib.figures.films import OWN_SCALE, axis, one_below_another, scale_of
from kitlib.figures.inches import INNER, LEFT, PITCH, Canvas
from kitlib.figures.lines import wrap
from kitlib.figures.links import key_link, note_link
from kitlib.figures.measured import Lane, Lanes, Take

__all__ = ["lanes"]

_SIDE = 2.3  # inches for labels
_TOTAL = 1.7  # inches for what is told at the end of each line
_LENGTH = INNER - _SIDE - _TOTAL
_HEADING = 0.5
_AXIS = 0.65
_BAR = 0.3
_LEAST = 0.06  # inches of the shortest note, so that it is seen
_SIZE = 15
_PALE = "#CDE6F5"  # the sky's own blue, lighter
# Each tone's blocks and their edge, dark to pale. Orange is what got in the way, on another figure.
_TONES = ((look.BLUE, look.PAPER), (look.SKY, look.PAPER), (_PALE, look.BLUE))


def lanes(block: Lanes) -> Drawn:
    """Return what draws films, a line a heading; all to one scale (see `films.scale_of`)."""
    longest = max(take.length for take in block.takes)
    return one_below_another(
        [(partial(_take, take, longest), _height(take)) for take in block.takes]
    )


def _height(take: Take) -> float:
    head = _HEADING if take.heading else 0.15
    return head + sum(_lane_height(lane) for lane in take.lanes) + _AXIS


def _lane_height(lane: Lane) -> float:
    return max(0.55, (_label(lane).count("\n") + 1) * _SIZE * PITCH / 72 + 0.2)


def _label(lane: Lane) -> str:
    return wrap(lane.label, 72 * (_SIDE - 0.2), _SIZE)


def _take(take: Take, longest: float, sheet: Canvas, top: float) -> None:
    scale = scale_of(take.length, longest)
    if take.heading:
        sheet.text(LEFT, top + 0.05, take.heading, 18)
    y = top + (_HEADING if take.heading else 0.15)
    inch = _LENGTH / scale if scale else 0.0
    for lane in take.lanes:
        _lane(sheet, lane, y + 0.25, take.length * inch or _LENGTH, inch)
        y += _lane_height(lane)
    axis(sheet, y + 0.05, take.length, LEFT + _SIDE, _LENGTH, scale)
    if scale < longest:
        sheet.text(LEFT + _SIDE, y + 0.36, OWN_SCALE, look.SIZES["tiny"], color=look.QUIET)


def _lane(sheet: Canvas, lane: Lane, middle: float, length: float, inch: float) -> None:
    left = LEFT + _SIDE
    tone = (look.QUIET, look.PAPER) if lane.quiet else _TONES[lane.tone % len(_TONES)]
    pale = tone[0] == _PALE
    ink = look.QUIET if lane.quiet else look.INK
    first = middle - _SIZE * PITCH / 144
    sheet.text(LEFT, first, _label(lane), _SIZE, color=ink, url=key_link(lane.label))
    sheet.line((left, left + length), (middle, middle), lw=0.8, zorder=0.5)
    ends = (middle - _BAR / 2, middle + _BAR / 2)
    _blocks(sheet, [s for s in lane.spans if s.stop is not None], left, inch, ends, tone)
    for span in lane.spans:
        if span.stop is None:
            x = left + span.start * inch
            url = note_link(span.note.id) if span.note.id else None
            colour = tone[1] if pale else tone[0]
            sheet.line((x, x), ends, color=colour, lw=1.4 if pale else 2.4, gid="streg", url=url)
    sheet.text(left + _LENGTH + 0.2, middle, lane.told, _SIZE, va="center", color=ink)


def _blocks(
    sheet: Canvas,
    spans: list[Span],
    left: float,
    inch: float,
    ends: tuple[float, float],
    tone: tuple[str, str],
) -> None:
    from matplotlib.collections import PolyCollection

    shapes = []
    for span in spans:
        a, b = left + span.start * inch, left + (span.stop or 0.0) * inch
        b = max(b, a + _LEAST)
        shapes.append([(a, ends[0]), (b, ends[0]), (b, ends[1]), (a, ends[1])])
    # The edge keeps blocks apart that touch; each is one note.
    colour, edge = tone
    look_as: dict[str, Any] = {"facecolor": colour, "edgecolor": edge, "lw": 0.8}
    drawn = PolyCollection(shapes, gid="blokke", **look_as)
    links = [note_link(span.note.id) if span.note.id else None for span in spans]
    if any(links):
        drawn.set_urls(links)
    sheet.ax.add_collection(drawn, autolim=False)
