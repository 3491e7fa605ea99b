"""Numbers over time in inches: a line each on the ruler's bands, and the notes of the same days.

A few persons stand one at a time, each on the faint lines of the others, with the notes about
them under their own line: lines that cross can be followed only by who drew them. One alone, and
more than can be named, share one ruler.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from kitlib import look
from kitlib.dansk import MONTHS_SHORT, short_date
from kitlib.figures.blocks import Note
from kitlib.figures.drawn import Drawn, below
from kitlib.figures.inches import PITCH, Canvas, Mark, stack_free
from kitlib.figures.links import key_link, line_link
from kitlib.figures.people import Course, Courses
from kitlib.figures.placing import LEFT, NAMED, RIGHT, area, spread, text_height, write
from kitlib.figures.rulers import TINTS

__all__ = ["courses"]

_Dated = tuple[date, Note]

_SENTENCES = 2.5  # inches for the bands' sentences, left of the lines
_CODES = 0.75  # inches for codes at the ends of lines
_SCORES = 3.9
_DATES = 0.55
_MONTHS = 0.32  # inches for months without their years
_SIDE = 0.2  # inches of a note's square
_TALL = 6  # notes of one day on top of each other before they stand side by side as well
_ACROSS = (3, 4)  # persons side by side: as few as make the fewest rows
_STEPS = 0.3  # inches for the ruler's numbers, left of the first
_APART = 0.4  # inches between persons
_NAME = 0.34  # inches for a code over its line
_OWN = (1.9, 1.6, 1.25)  # inches for one person's line, with one, two and more rows of persons
_MOST_OWN = 3.0  # of them, where a projector has room to spare
_HEAD = 0.42  # inches for what the ruler's ends are
_AIR = 0.14
_THIN = 1.2
_OTHERS = "#B7B0A1"  # lines beside one's own: faint, and still seen on a bad projector
_TINY = look.SIZES["tiny"]


@dataclass(frozen=True)
class _Days:
    """Where each day stands, in inches; some air before the first and after the last."""

    first: date
    last: date
    left: float = LEFT + _SENTENCES
    right: float = RIGHT - _CODES

    @classmethod
    def of(cls, block: Courses) -> _Days:
        days = [day for course in block.courses for day, _ in course.points]
        days += [day for day, _ in block.notes]
        air = timedelta(days=max(7, (max(days) - min(days)).days // 30))
        return cls(min(days) - air, max(days) + air)

    def x(self, day: date) -> float:
        part = (day - self.first).days / max(1, self.span)
        return self.left + (self.right - self.left) * part

    @property
    def span(self) -> int:
        return (self.last - self.first).days


def courses(block: Courses) -> Drawn:
    """Return what draws lines over time, and the notes of the same days under them."""
    if 1 < len(block.courses) <= NAMED:
        return _one_at_a_time(block)
    days = _Days.of(block)
    marks, side = _squares(block.notes, days)
    under = max(y for _, y, _ in marks) + side + 0.15 if marks else 0.0

    def draw(figure: Any) -> None:
        sheet = Canvas(figure)
        spare = max(0.0, sheet.height - _SCORES - _DATES - under)
        scores = _SCORES + min(spare, 0.8)
        _scores(figure, block, days, scores)
        top = scores + _DATES
        _put(sheet, marks, top, side)
        if marks:
            sheet.text(LEFT, top, "Noter fra dagene", _TINY, color=look.QUIET)

    return Drawn(draw, _SCORES + _DATES + under)


def _one_at_a_time(block: Courses) -> Drawn:
    """A ruler each, and notes about nobody of them under them all."""
    whole = _Days.of(block)
    across = min(_ACROSS, key=lambda n: -(-len(block.courses) // n))
    wide = (RIGHT - LEFT - _STEPS - (across - 1) * _APART) / across
    own: dict[str, list[_Dated]] = {course.code: [] for course in block.courses}
    others: list[_Dated] = []
    for day, note in block.notes:
        own.get(next((k for k in note.keys if k in own), ""), others).append((day, note))
    spots = []
    for k, course in enumerate(block.courses):
        left = LEFT + _STEPS + (k % across) * (wide + _APART)
        days = replace(whole, left=left, right=left + wide)
        spots.append((course, days, *_squares(own[course.code], days)))
    rows = [spots[k : k + across] for k in range(0, len(spots), across)]
    # The last in each column say the year too.
    last = block.courses[-across:]
    scales = [_DATES if any(c in last for c, *_ in row) else _MONTHS for row in rows]
    own_tall = _OWN[min(len(rows), len(_OWN)) - 1]
    heights = [
        _NAME + own_tall + dated + max(_room(m, side) for *_, m, side in row)
        for row, dated in zip(rows, scales, strict=True)
    ]
    spare = _laid(others)
    end = _HEAD + sum(heights) + (_AIR if spare else 0)
    whole_height = end + _room(spare, _SIDE)

    def draw(figure: Any) -> None:
        sheet = Canvas(figure)
        _key(sheet, block)
        taller = max(0.0, min(_MOST_OWN - own_tall, (sheet.height - whole_height) / len(rows)))
        top = _HEAD
        for height, row, dated in zip(heights, rows, scales, strict=True):
            down = top + _NAME + own_tall + taller + dated + _AIR / 2
            for course, days, marks, size in row:
                _person(figure, block, course, days, (top, own_tall + taller), years=course in last)
                _put(sheet, marks, down, size)
            top += height + taller
        low = end + taller * len(rows)
        _put(sheet, spare, low, _SIDE)
        if spare:
            sheet.text(LEFT, low, "Andre noter fra dagene", _TINY, color=look.QUIET)

    return Drawn(draw, whole_height, below(_HEAD, heights), _HEAD)


def _key(sheet: Canvas, block: Courses) -> None:
    """Say what the ruler's ends are, and whose the lines are that no code stands over."""
    low, high = block.bands[0], block.bands[-1]
    ends = f"{low.low}: {low.sentence}. {high.high}: {high.sentence}."
    size = look.SIZES["small"]
    sheet.text(LEFT, 0, ends, size, color=look.QUIET)
    others = f"de andre {block.who}"
    left = RIGHT - look.text_width(others, size) / 72
    sheet.text(left, 0, others, size, color=look.QUIET)
    middle = size * PITCH / 144
    sheet.line((left - 0.55, left - 0.1), (middle, middle), color=_OTHERS, lw=_THIN, gid="andre")


def _laid(notes: Sequence[_Dated]) -> list[Mark]:
    """Squares for notes in a row of their own, in the order of their days."""
    left = LEFT + _SENTENCES
    across = int((RIGHT - left) / _SIDE)
    return [
        (left + k % across * _SIDE, k // across * _SIDE, note.id)
        for k, (_, note) in enumerate(sorted(notes, key=lambda each: each[0]))
    ]


def _put(sheet: Canvas, marks: Sequence[Mark], top: float, side: float) -> None:
    if marks:
        placed = [(x, top + y, name) for x, y, name in marks]
        sheet.squares(placed, side * 0.84, gid="dag")


def _room(marks: Sequence[Mark], side: float) -> float:
    return max((y for _, y, _ in marks), default=-side) + side + _AIR


def _person(
    figure: Any, block: Courses, own: Course, days: _Days, spot: tuple[float, float], *, years: bool
) -> None:
    """One person's line on the faint lines of the others; `spot` is from the top, and how tall."""
    top, tall = spot
    low, high = block.bands[0].low, block.bands[-1].high
    ax = area(figure, days.left, top + _NAME, days.right - days.left, tall)
    look.bare(ax)
    ax.set(xlim=(days.left, days.right), ylim=(low - 0.5, high + 0.5))
    for place, band in enumerate(block.bands):
        ax.axhspan(band.low - 0.5, band.high + 0.5, color=TINTS[place % 2], linewidth=0, zorder=0)
    if days.left < LEFT + _STEPS + 0.01:
        ax.set_yticks([low, (low + high) // 2, high])
    for course in block.courses:
        xs, ys = [days.x(day) for day, _ in course.points], [value for _, value in course.points]
        if course is not own:
            alone = "o" if len(xs) == 1 else ""  # one number is no line
            faint: dict[str, Any] = {"marker": alone, "markersize": 3.5, "zorder": 2}
            ax.plot(xs, ys, color=_OTHERS, linewidth=_THIN, **faint)
            continue
        options: dict[str, Any] = {"marker": "o", "markersize": 7, "linewidth": 2.0, "zorder": 3}
        ax.plot(xs, ys, color=look.BLUE, url=line_link(own.code), **options)
        for n, (x, y) in enumerate(zip(xs, ys, strict=True)):
            if n and x - xs[n - 1] < 0.2:
                continue  # there is no room for both numbers
            over = y < high - 1
            side = "bottom" if over else "top"
            up = 0.7 if over else -0.7
            # On paper of its own, so that no line of the others strikes it through.
            free = {"facecolor": look.PAPER, "edgecolor": "none", "pad": 0.6}
            ax.text(x, y + up, str(y), zorder=2.5, ha="center", va=side, size=_TINY, bbox=free)
    name: dict[str, Any] = {"size": look.SIZES["small"], "weight": "bold", "va": "bottom"}
    ax.text(days.left, high + 0.75, own.code, url=key_link(own.code), **name)
    _months(ax, block, days, years=years)


def _squares(notes: Sequence[_Dated], days: _Days) -> tuple[list[Mark], float]:
    """A square for each note under its day, and the side of one; none lies on another."""
    by_day: dict[date, list[str]] = {}
    for day, note in notes:
        by_day.setdefault(day, []).append(note.id)
    ordered = sorted(by_day.items())
    across = [math.ceil(len(names) / _TALL) for _, names in ordered]
    left, right = days.left, days.right
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


def _months(ax: Any, block: Courses, days: _Days, *, years: bool = True) -> None:
    starts = _starts(days)
    # Names need about half an inch each; a line still stands at every month.
    room = max(1, int((days.right - days.left) / 0.55))
    every = -(-len(starts) // room)
    # Where some are left out, a January is not: it tells the year.
    begins = next((i for i, start in enumerate(starts) if start.month == 1), 0) % every
    labels = []
    for i, start in enumerate(starts):
        year = f"\n{start.year}" if i == begins or start.month == 1 or every > 11 else ""
        named = i % every == begins
        labels.append(f"{MONTHS_SHORT[start.month - 1]}{year}" if named else "")
        if start.day == 1:
            ax.axvline(days.x(start), color=look.HAIR, linewidth=0.8, zorder=0.5)
    if days.span < 45:
        # All within a few weeks: the first and the last day say more than a month does.
        found = sorted({day for course in block.courses for day, _ in course.points})
        far = days.x(found[-1]) - days.x(found[0]) > 1
        starts = [found[0], found[-1]] if far else found[:1]
        labels = [f"{short_date(day)}\n{day.year}" for day in starts]
    if not years:
        labels = [label.partition("\n")[0] for label in labels]
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
