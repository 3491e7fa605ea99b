"""Notes on the weeks they are from, and the line of those who look further, both in inches."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from kitlib import look
from kitlib.dansk import MONTHS_SHORT, month, number, short_date, week
from kitlib.figures.blocks import Run, Weeks
from kitlib.figures.drawn import Drawn
from kitlib.figures.inches import INNER, LEFT, Canvas, Mark
from kitlib.figures.links import key_link

__all__ = ["per_mark", "run", "weeks"]

_HIGH = 3.5  # inches for the tallest week on a projector
_TALLEST = 40  # squares over one week before a square stands for ten notes
_LARGE = 0.8  # inches of a square where a projector has room for it
_FEW = 10  # weeks that each have their number; more are told by their month
_LEAST = 8  # weeks there is room for, so that two do not stand a screen apart
_FOOT = 1.0  # inches below the line
_LOOKED = 0.1  # more of them where it is told how often we looked
_HEAD = 0.6  # inches above the squares
_NAMED = 24  # months named side by side without one lying on the next
_TINY = look.SIZES["tiny"]
_SMALL = look.SIZES["small"]


def per_mark(block: Weeks) -> int:
    """Return how many notes one square stands for: 1, and 10, 100 ... where there are very many."""
    per = 1
    while max(len(w.notes) for w in block.weeks) / per > _TALLEST:
        per *= 10
    return per


def weeks(block: Weeks) -> Drawn:
    """Return what draws weeks, and how tall they are."""
    per = per_mark(block)
    tall = max(math.ceil(max(len(w.notes) for w in block.weeks) / per), 1)
    step = _step(block)
    # As large as a projector has room for, and never so small that a square is not one note.
    size = min(0.34, step, max(_HIGH / tall, 0.15))
    around = _foot(block) + _HEAD
    height = max(2.6 if block.begun else 0.0, tall * size + around)

    def draw(figure: Any) -> None:
        sheet = Canvas(figure)
        # What a projector has to spare makes squares larger, and stands around them.
        large = min(_LARGE, 0.92 * step, (sheet.height - around) / tall)
        _draw(sheet, block, per, max(size, large) if sheet.height > height + 0.01 else size, tall)

    return Drawn(draw, height)


def _step(block: Weeks) -> float:
    return INNER / max(len(block.weeks), _LEAST)


def _tells_looked(block: Weeks) -> bool:
    """Whether there is room for how often we looked under each week, and it is known of any."""
    return _step(block) > 0.2 and any(w.looked is not None for w in block.weeks)


def _foot(block: Weeks) -> float:
    return _FOOT + _LOOKED * _tells_looked(block)


def _draw(sheet: Canvas, block: Weeks, per: int, size: float, tall: int) -> None:
    step, foot = _step(block), _foot(block)
    spare = max(0.0, sheet.height - tall * size - foot - _HEAD)
    base = sheet.height - foot - (0.0 if block.begun else 0.4 * spare)
    for first, last in _stretches([w.counted for w in block.weeks]):
        _hatch(sheet, LEFT + first * step, LEFT + (last + 1) * step, base)
    sheet.line((LEFT, LEFT + step * len(block.weeks)), (base, base), gid="bund")
    places: list[Mark] = []
    for i, each in enumerate(block.weeks):
        left = LEFT + (i + 0.5) * step - size / 2 + size * 0.07
        # A mark that is ten notes is none of them.
        names = [n.id for n in each.notes] if per == 1 else [""] * math.ceil(len(each.notes) / per)
        places += [(left, base - (k + 1) * size, name) for k, name in enumerate(names)]
    sheet.squares(places, size * 0.86, gid="noter", lw=1.0 if size > 0.12 else 0.5)
    told = _tells_looked(block)
    if told:
        _looked(sheet, block, base, step)
    _names(sheet, [w.monday for w in block.weeks], base + (0.3 if told else 0.1), step)
    if block.begun is not None:
        _begun(sheet, block, base, step)


def _looked(sheet: Canvas, block: Weeks, base: float, step: float) -> None:
    for i, each in enumerate(block.weeks):
        if each.looked is not None:
            x = LEFT + (i + 0.5) * step
            words = number(each.looked)
            sheet.text(x, base + 0.06, words, _TINY, ha="center", color=look.QUIET)
    words = "Tallene lige under linjen: gange, vi kiggede den uge."
    sheet.text(LEFT, base + _foot(block) - 0.06, words, _TINY, va="bottom", color=look.QUIET)


def _begun(sheet: Canvas, block: Weeks, base: float, step: float) -> None:
    assert block.begun is not None
    x = LEFT + (block.begun - block.weeks[0].monday).days / 7 * step
    sheet.line((x, x), (0.35, base + 0.1), color=look.INK, lw=1.8, gid="begyndte")
    right = x > LEFT + INNER * 0.7
    words = f"her begyndte vi, {short_date(block.begun)}"
    off, side = (-0.08, "right") if right else (0.08, "left")
    sheet.text(x + off, 0.02, words, 14, ha=side)


def _stretches(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First and last place of each stretch of what is so."""
    for so, part in groupby(enumerate(flags), key=lambda flag: flag[1]):
        places = [i for i, _ in part]
        if so:
            yield places[0], places[-1]


def _hatch(sheet: Canvas, left: float, right: float, base: float) -> None:
    """Weeks of a month counted on the table: hidden from the weeks, so drawn as hidden."""
    options: dict[str, Any] = {"facecolor": "none", "edgecolor": look.HAIR, "hatch": "///", "lw": 0}
    sheet.ax.fill_between((left, right), 0, base, gid="talt", **options)
    paper = {"facecolor": look.PAPER, "edgecolor": "none", "pad": 1}
    options = {"ha": "center", "color": look.QUIET, "bbox": paper}
    sheet.text((left + right) / 2, 0.05, "talt på\nbordet", _TINY, **options)


def _thursday(monday: date) -> date:
    """A week belongs to the month and the year its Thursday is in (ISO 8601)."""
    return monday + timedelta(days=3)


def _names(sheet: Canvas, mondays: Sequence[date], y: float, step: float) -> None:
    """Name each week where they are few, else each month where it begins, as many as fit."""
    days = [_thursday(monday) for monday in mondays]
    if len(days) < _FEW:
        for i, day in enumerate(days):
            year = f"\n{day.year}" if i == 0 or day.year != days[i - 1].year else ""
            options = {"ha": "center", "url": key_link(week(day))}
            sheet.text(LEFT + (i + 0.5) * step, y, week(day) + year, _SMALL, **options)
        return
    for i, words in months_of(days):
        x = LEFT + i * step
        sheet.line((x, x), (y - 0.02, y + 0.2), lw=0.8)
        sheet.text(x + 0.06, y, words, _SMALL, url=key_link(month(days[i], year=True)))


def months_of(days: Sequence[date]) -> list[tuple[int, str]]:
    """Where months begin and what they are called there: no more than there is room for."""
    starts = [i for i, d in enumerate(days) if i == 0 or d.month != days[i - 1].month]
    if len(starts) > 1 and starts[1] < len(days) / _NAMED:
        starts = starts[1:]  # the first month has too little of its own to be named
    every = max(1, math.ceil(len(starts) / 14))
    named = []
    for n, i in enumerate(starts[::every]):
        year = f"\n{days[i].year}" if n == 0 or days[i].month == 1 else ""
        named.append((i, MONTHS_SHORT[days[i].month - 1] + year))
    return named


def run(block: Run) -> Drawn:
    """Return what draws a run chart, and how tall it is."""
    return Drawn(lambda figure: _draw_run(figure, block), 5.1)


def _draw_run(figure: Any, block: Run) -> None:
    width, height = look.inches(figure)
    left, right = 1.0, 1.9
    place = (left / width, 0.75 / height, (width - left - right) / width, (height - 1) / height)
    ax = figure.add_axes(place)
    look.bare(ax, keep=("bottom", "left"))
    ys = [math.nan if value is None else value for value in block.values]
    high = max(value for value in block.values if value is not None)
    ax.set_ylim(0, high * 1.12 or 1)
    ax.set_xlim(-0.7, len(ys) - 0.3)
    for first, last in _stretches(block.counted):
        options: dict[str, Any] = {"facecolor": "none", "edgecolor": look.HAIR, "hatch": "///"}
        ax.axvspan(first - 0.5, last + 0.5, lw=0, gid="talt", **options)
    ax.axhline(block.middle, color=look.QUIET, lw=1.2, gid="midte")
    dots: dict[str, Any] = {"color": look.BLUE, "lw": 1.8, "marker": "o", "ms": 7, "zorder": 3}
    ax.plot(range(len(ys)), ys, gid="uger", clip_on=False, **dots)
    beside: dict[str, Any] = {"va": "center", "size": 14, "parse_math": False}
    words = f"midten\n{number(round(block.middle, 1))}"
    ax.text(len(ys) - 0.1, block.middle, words, color=look.QUIET, **beside)
    last = max(i for i, value in enumerate(block.values) if value is not None)
    if abs(ys[last] - block.middle) > high * 0.14:
        words = f"{week(block.mondays[last])}\n{number(round(ys[last], 1))}"
        ax.text(len(ys) - 0.1, ys[last], words, color=look.BLUE, **beside)
    ticks = sorted({0, *[t for t in ax.get_yticks() if 0 < t <= high * 1.12]})
    decimals = 0 if all(float(t).is_integer() for t in ticks) else 1
    ax.set_yticks(ticks, [number(t, decimals if t else 0) for t in ticks])
    options = {"va": "top", "size": _SMALL, "color": look.QUIET}
    figure.text(LEFT / width, 1 - 0.02 / height, block.unit, **options)
    named = months_of([_thursday(monday) for monday in block.mondays])
    ax.set_xticks([i for i, _ in named], [words for _, words in named], ha="left")
