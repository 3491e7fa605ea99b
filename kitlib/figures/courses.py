"""Numbers over time in inches: a line each on the ruler's bands, and the notes of the same days."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kitlib import look
from kitlib.dansk import MONTHS_SHORT, short_date
from kitlib.figures.drawn import Drawn
from kitlib.figures.inches import Mark, Sheet, stack_free
from kitlib.figures.links import key_link, line_link
from kitlib.figures.people import Courses
from kitlib.figures.placing import LEFT, NAMED, RIGHT, area, spread, text_height, write
from kitlib.figures.rulers import TINTS

__all__ = ["courses"]

_SENTENCES = 2.5  # inches for the bands' sentences, left of the lines
_CODES = 0.75  # inches for codes at the ends of lines
_SCORES = 3.9
_DATES = 0.55
_SIDE = 0.2  # inches of a note's square
_TALL = 6  # notes of one day on top of each other before they stand side by side as well
_TINY = look.SIZES["tiny"]


@dataclass(frozen=True)
class _Days:
    """Where each day stands, in inches; some air before the first and after the last."""

    first: date
    last: date

    @classmethod
    def of(cls, block: Courses) -> _Days:
        days = [day for course in block.courses for day, _ in course.points]
        days += [day for day, _ in block.notes]
        air = timedelta(days=max(7, (max(days) - min(days)).days // 30))
        return cls(min(days) - air, max(days) + air)

    def x(self, day: date) -> float:
        left, right = LEFT + _SENTENCES, RIGHT - _CODES
        return left + (right - left) * (day - self.first).days / max(1, self.span)

    @property
    def span(self) -> int:
        return (self.last - self.first).days


def courses(block: Courses) -> Drawn:
    """Return what draws lines over time, and the notes of the same days under them."""
    days = _Days.of(block)
    marks, side = _squares(block, days)
    under = max(y for _, y, _ in marks) + side + 0.15 if marks else 0.0

    def draw(figure: Any) -> None:
        sheet = Sheet(figure)
        spare = max(0.0, sheet.height - _SCORES - _DATES - under)
        scores = _SCORES + min(spare, 0.8)
        _scores(figure, block, days, scores)
        top = scores + _DATES
        sheet.squares([(x, top + y, name) for x, y, name in marks], side * 0.84, gid="dag")
        if marks:
            sheet.text(LEFT, top, "Noter fra dagene", _TINY, color=look.QUIET)

    return Drawn(draw, _SCORES + _DATES + under)


def _squares(block: Courses, days: _Days) -> tuple[list[Mark], float]:
    """A square for each note under its day, and the side of one; none lies on another."""
    by_day: dict[date, list[str]] = {}
    for day, note in block.notes:
        by_day.setdefault(day, []).append(note.id)
    ordered = sorted(by_day.items())
    across = [math.ceil(len(names) / _TALL) for _, names in ordered]
    left, right = LEFT + _SENTENCES, RIGHT - _CODES
    side = min(_SIDE, (right - left) / max(sum(across), 1))
    wanted = [days.x(day) - n * side / 2 for (day, _), n in zip(ordered, across, strict=True)]
    places = stack_free(wanted, [n * side for n in across], left, right)
    marks = [
        (x + (k // _TALL) * side, (k % _TALL) * side, name)
        for x, (_, names) in zip(places, ordered, strict=True)
        for k, name in enumerate(names)
    ]
    return marks, side


def _scores(figure: Any, block: Courses, days: _Days, tall: float) -> None:
    low, high = block.bands[0].low, block.bands[-1].high
    left, right = LEFT + _SENTENCES, RIGHT - _CODES
    ax = area(figure, left, 0, right - left, tall)
    look.bare(ax)
    ax.set(xlim=(left, right), ylim=(low - 0.5, high + 0.5))
    ax.set_yticks(range(low, high + 1))
    step = tall / (high - low + 1)
    for place, band in enumerate(block.bands):
        ax.axhspan(band.low - 0.5, band.high + 0.5, color=TINTS[place % 2], linewidth=0, zorder=0)
        lines = look.even(band.sentence, 72 * (_SENTENCES - 0.45), _TINY)
        middle = step * (high + 0.5 - (band.low + band.high) / 2)
        write(figure, LEFT, middle - text_height(lines, _TINY) / 2, lines, size=_TINY)
    few = len(block.courses) <= NAMED
    wide, dot = (1.6, 8) if few else (0.7, 5)
    for course in block.courses:
        xs = [days.x(day) for day, _ in course.points]
        ys = [value for _, value in course.points]
        options: dict[str, Any] = {"marker": "o", "markersize": dot, "linewidth": wide}
        ax.plot(xs, ys, color=look.BLUE, zorder=3, url=line_link(course.code), **options)
    if few:
        _codes(ax, block, days, right, 0.2 / step)
    _months(ax, block, days)


def _codes(ax: Any, block: Courses, days: _Days, right: float, gap: float) -> None:
    """Write each code at the end of its line, none over another."""
    low, high = block.bands[0].low - 0.3, block.bands[-1].high + 0.3
    ends = [course.points[-1] for course in block.courses]
    places = spread([value for _, value in ends], gap, low=low, high=high)
    for course, (day, value), at in zip(block.courses, ends, places, strict=True):
        dotted: dict[str, Any] = {"linewidth": 0.7, "linestyle": (0, (2, 3)), "zorder": 2}
        ax.plot([days.x(day) + 0.08, right], [value, at], color=look.QUIET, **dotted)
        options: dict[str, Any] = {"size": look.SIZES["small"], "va": "center_baseline"}
        ax.text(right + 0.06, at, course.code, url=key_link(course.code), **options)


def _months(ax: Any, block: Courses, days: _Days) -> None:
    starts = _starts(days)
    # Names need about half an inch each; a line still stands at every month.
    room = max(1, int((RIGHT - _CODES - LEFT - _SENTENCES) / 0.55))
    every = -(-len(starts) // room)
    labels = []
    for i, start in enumerate(starts):
        year = f"\n{start.year}" if i == 0 or start.month == 1 or every > 11 else ""
        labels.append(f"{MONTHS_SHORT[start.month - 1]}{year}" if i % every == 0 else "")
        if start.day == 1:
            ax.axvline(days.x(start), color=look.HAIR, linewidth=0.8, zorder=0.5)
    if days.span < 45:
        # All within a few weeks: the first and the last day say more than a month does.
        found = sorted({day for course in block.courses for day, _ in course.points})
        far = days.x(found[-1]) - days.x(found[0]) > 1
        starts = [found[0], found[-1]] if far else found[:1]
        labels = [f"{short_date(day)}\n{day.year}" for day in starts]
    ax.set_xticks([days.x(start) for start in starts], labels, ha="left")


def _starts(days: _Days) -> Sequence[date]:
    """The first of every month on the axis, and its first day where there is room to name it."""
    starts = []
    day = days.first.replace(day=1)
    following = (day + timedelta(days=32)).replace(day=1)
    if following <= days.last and days.x(following) - days.x(days.first) > 0.7:
        starts.append(days.first)
    while day <= days.last:
        if day >= days.first and day not in starts:
            starts.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return starts
