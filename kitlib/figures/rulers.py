"""The ruler in inches: its steps on quiet tints, and what stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.figures.drawn import Drawn, below
from kitlib.figures.links import note_link
from kitlib.figures.people import Ruler, RulerBand, RulerLine, Spread, Talk, Talks
from kitlib.figures.placing import (
    LEFT,
    NAMED,
    RIGHT,
    area,
    key,
    rows_of,
    text_height,
    wrap,
    write,
)
from kitlib.figures.tallies import NAMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["TINTS", "ruler", "spread", "talks"]

# Marks of a person's numbers: told apart by size, filling and shape, colour only helps.
_START: dict[str, Any] = {
    "marker": "o",
    "markersize": 13,
    "markerfacecolor": look.PAPER,
    "markeredgecolor": look.BLUE,
    "markeredgewidth": 2.2,
}
_GOAL: dict[str, Any] = {
    "marker": "o",
    "markersize": 22,
    "markerfacecolor": look.PAPER,
    "markeredgecolor": look.ORANGE,
    "markeredgewidth": 2.6,
}
_NOW: dict[str, Any] = {
    "marker": "o",
    "markersize": 9,
    "markerfacecolor": look.BLUE,
    "markeredgecolor": look.BLUE,
}
_FIRST: dict[str, Any] = {"marker": "o", "markersize": 11, "color": look.BLUE}
_SECOND: dict[str, Any] = {**_GOAL, "marker": "s", "markersize": 21}
_MAYBE: dict[str, Any] = {
    "linestyle": "-",
    "linewidth": 14,
    "color": look.HAIR,
    "solid_capstyle": "butt",
}

#: Two tints by turns: a scale of tints would say that one end is better.
TINTS = (look.FAINT, "#F6F2E8")

_SMALL, _TINY, _BODY = look.SIZES["small"], look.SIZES["tiny"], look.SIZES["body"]
_STEPS = 0.32  # inches for the row of step numbers
_FOOT = 0.4  # the same below
_AIR = 0.12
_LABELS = 1.45  # inches for a person's name and days
_WORDS = 3.9  # inches for words beside the ruler
_GAP = 0.25
_KEY = 0.42
_SIDE = 3.55  # inches for each one's words on either side of a ruler
_MIDDLE = RIGHT - LEFT - 2 * _SIDE - 2 * _GAP
_TOP = 0.75


def _lines(band: RulerBand, bands: Sequence[RulerBand], width: float) -> list[str]:
    share = (band.high - band.low + 1) / (bands[-1].high - bands[0].low + 1)
    return look.even(band.sentence, 72 * width * share - 12, _SMALL)


def _sentences(bands: Sequence[RulerBand], width: float) -> float:
    """The inches the sentences and step numbers take above a ruler of this width."""
    most = max(len(_lines(band, bands, width)) for band in bands)
    return text_height(most, _SMALL) + _AIR + _STEPS


def _base(
    figure: Any,
    bands: Sequence[RulerBand],
    left: float,
    top: float,
    width: float,
    *,
    rows: float,
    tall: float,
    head: float,
) -> Axes:
    """Draw sentences, steps and tints, and return the axes for what stands on them.

    Without a `head` there is no room for the sentences, and the step numbers stand just outside.
    """
    low, high = bands[0].low, bands[-1].high
    ax = area(figure, left, top + head, width, tall)
    look.bare(ax)
    ax.set(xlim=(low - 0.5, high + 0.5), ylim=(rows, 0))
    ax.set_xticks(range(low, high + 1))
    ax.tick_params(axis="x", labeltop=True, labelbottom=True, labelsize=_SMALL, pad=4)
    for place, band in enumerate(bands):
        ax.axvspan(band.low - 0.5, band.high + 0.5, color=TINTS[place % 2], linewidth=0, zorder=0)
        if head:
            lines = _lines(band, bands, width)
            above = head - _STEPS - text_height(lines, _SMALL)
            middle = _middle(band, bands, left, width)
            write(figure, middle, top + above, lines, size=_SMALL, ha="center", color=look.INK)
    return ax


def _middle(band: RulerBand, bands: Sequence[RulerBand], left: float, width: float) -> float:
    low, high = bands[0].low, bands[-1].high
    return left + width / (high - low + 1) * ((band.low + band.high) / 2 - low + 0.5)


def ruler(block: Ruler) -> Drawn:
    """Return what draws persons on a ruler, a line each, their words beside it."""
    if not block.reach:
        return _small(block)
    width = RIGHT - LEFT - _LABELS - (_GAP + _WORDS if block.quotes else 0)
    sentences = _sentences(block.bands, width)
    words = [_words(line) for line in block.lines]
    least = 0.75 if block.quotes else 0.66
    rows = [max(least, text_height(lines, _SMALL) + 0.28) for lines in words]
    head = _KEY + sentences

    def draw(figure: Any) -> None:
        maybe = f"op til {block.reach} trin fra start: kan være tilfældigt"
        named = [(_START, "start"), (_GOAL, "mål"), (_NOW, "nu"), (_MAYBE, maybe)]
        key(figure, LEFT + _LABELS, 0, named)
        places = {"rows": sum(rows), "tall": sum(rows), "head": sentences}
        ax = _base(figure, block.bands, LEFT + _LABELS, _KEY, width, **places)
        down = 0.0
        for line, lines, tall in zip(block.lines, words, rows, strict=True):
            _person(ax, line, block, down + min(tall, 0.75) / 2)
            write(figure, LEFT, head + down + 0.1, [line.name], size=_BODY, weight="bold")
            write(figure, LEFT, head + down + 0.38, [line.told], size=_TINY, color=look.QUIET)
            x = LEFT + _LABELS + width + _GAP
            write(figure, x, head + down + 0.12, lines, size=_SMALL, style="italic")
            if down:
                ax.axhline(down, color=look.PAPER, linewidth=2, zorder=1)
            down += tall

    return Drawn(draw, head + sum(rows) + _FOOT, below(head, rows), head)


def _words(line: RulerLine) -> list[str]:
    return wrap(line.note.said, 72 * _WORDS, _SMALL, "It") if line.note else []


def _person(ax: Any, line: RulerLine, block: Ruler, y: float) -> None:
    places = [v for v in (line.start, line.goal, line.now) if v is not None]
    if line.start is not None:
        low, high = block.bands[0].low - 0.5, block.bands[-1].high + 0.5
        reach = block.reach + 0.5
        ends = [max(low, line.start - reach), min(high, line.start + reach)]
        ax.plot(ends, [y, y], color=look.HAIR, linewidth=20, solid_capstyle="butt", zorder=1)
    if len(places) > 1:
        ax.plot([min(places), max(places)], [y, y], color=look.INK, linewidth=1.2, zorder=2)
    link = note_link(line.note.id) if line.note and line.note.id else None
    for value, mark in ((line.goal, _GOAL), (line.start, _START), (line.now, _NOW)):
        if value is not None:
            ax.plot([value], [y], linestyle="none", zorder=3, url=link, **mark)


def _small(block: Ruler) -> Drawn:
    """A ruler without its sentences, where two numbers are named beside their marks."""
    tall = 0.55 * len(block.lines)
    width = RIGHT - LEFT - NAMES

    def draw(figure: Any) -> None:
        places = {"rows": len(block.lines), "tall": tall, "head": 0.0}
        ax = _base(figure, block.bands, LEFT + NAMES, 0.4, width, **places)
        for place, line in enumerate(block.lines):
            top = 0.4 + tall * place / len(block.lines)
            write(figure, LEFT, top, [line.name, line.told], size=_BODY)
            _named(ax, line, place + 0.5)

    return Drawn(draw, tall + 0.85)


def _named(ax: Any, line: RulerLine, y: float) -> None:
    start, goal = line.start or 0.0, line.goal or 0.0
    ax.plot([start, goal], [y, y], color=look.INK, linewidth=1.2)
    ax.plot([goal], [y], linestyle="none", **_GOAL)
    ax.plot([start], [y], linestyle="none", **_START)
    # The words stand on the outer sides, so that they meet only their own mark.
    first, last = ("right", "left") if start <= goal else ("left", "right")
    for value, name, side in ((start, "start", first), (goal, "mål", last)):
        away = (-20 if side == "right" else 20, 0)
        options: dict[str, Any] = {"va": "center", "ha": side, "size": _SMALL}
        ax.annotate(name, (value, y), away, textcoords="offset points", **options)


def talks(block: Talks) -> Drawn:
    """Return what draws talks: two people's words on either side of their numbers."""
    said = [wrap(talk.note.said, 72 * _SIDE, _SMALL, "It") for talk in block.talks]
    told = [wrap(talk.note.text, 72 * _SIDE, _SMALL) for talk in block.talks]
    rows = [
        max(0.75, 0.5 + text_height(max(len(one), len(other)), _SMALL))
        for one, other in zip(said, told, strict=True)
    ]
    middle = LEFT + _SIDE + _GAP
    right = middle + _MIDDLE + _GAP

    def draw(figure: Any) -> None:
        places = {"rows": sum(rows), "tall": sum(rows), "head": 0.0}
        ax = _base(figure, block.bands, middle, _TOP, _MIDDLE, **places)
        first, second = block.sides
        write(figure, LEFT, 0, [f"{first} siger"], size=_BODY, weight="bold")
        write(figure, right, 0, [f"{second} siger"], size=_BODY, weight="bold")
        key(figure, middle, 0, [(_FIRST, first.lower()), (_SECOND, second.lower())])
        down = 0.0
        for talk, one, other, tall in zip(block.talks, said, told, rows, strict=True):
            y = _TOP + down
            write(figure, LEFT, y + 0.08, [talk.told], size=_TINY, color=look.QUIET)
            write(figure, LEFT, y + 0.34, one, size=_SMALL, style="italic")
            write(figure, right, y + 0.34, other, size=_SMALL)
            _pair(ax, talk, down + 0.47)
            if down:
                ax.axhline(down, color=look.PAPER, linewidth=3, zorder=1)
            down += tall

    return Drawn(draw, _TOP + sum(rows) + _FOOT, below(_TOP, rows), _TOP)


def _pair(ax: Any, talk: Talk, y: float) -> None:
    numbers = [v for v in (talk.first, talk.second) if v is not None]
    if len(numbers) == 2:
        ax.plot(numbers, [y, y], color=look.INK, linewidth=1.2, zorder=2)
    link = note_link(talk.note.id) if talk.note.id else None
    for value, mark in ((talk.second, _SECOND), (talk.first, _FIRST)):
        if value is not None:
            ax.plot([value], [y], linestyle="none", zorder=3, url=link, **mark)


def spread(block: Spread) -> Drawn:
    """Return what draws where persons stand on a ruler, a dot each."""
    piles: dict[int, list[str]] = {}
    for step, code in block.steps:
        piles.setdefault(step, []).append(code)
    tallest = max(map(len, piles.values()))
    across, dot = (1, 0.36) if tallest <= 10 else (4, 0.22)
    # The line of the middle is seen over the dots it goes through.
    rows = -(-tallest // across) + (block.middle is not None)
    needed = max(2, rows) * dot + 0.35
    width = RIGHT - LEFT
    head = _sentences(block.bands, width)
    low, high = block.bands[0].low, block.bands[-1].high
    wide = dot * (high - low + 1) / width  # a dot's width in steps

    def draw(figure: Any) -> None:
        # A short view fills the projector: the tints take what is left.
        tall = max(needed, look.inches(figure)[1] - head - 0.85)
        places = {"rows": tall, "tall": tall, "head": head}
        ax = _base(figure, block.bands, LEFT, 0.1, width, **places)
        for step, codes in piles.items():
            spots = rows_of(len(codes), across)
            begin = (min(across, len(codes)) - 1) / 2
            xs = [step + (c - begin) * wide for c, _ in spots]
            ys = [tall - 0.08 - dot * (r + 0.5) for _, r in spots]
            dots: dict[str, Any] = {"marker": "o", "markersize": 72 * dot * 0.82}
            ax.plot(xs, ys, linestyle="none", color=look.BLUE, zorder=3, **dots)
            if len(block.steps) < NAMED:
                _codes(ax, codes, xs, ys, 72 * dot / 2 + 1)
        if block.middle is not None:
            dashed: dict[str, Any] = {"linewidth": 1.4, "linestyle": (0, (4, 3)), "zorder": 1}
            ax.axvline(block.middle, color=look.INK, **dashed)
        for band, words in zip(block.bands, block.under, strict=True):
            x = _middle(band, block.bands, LEFT, width)
            write(figure, x, 0.1 + head + tall + 0.38, [words], size=_BODY, ha="center")

    return Drawn(draw, 0.1 + head + needed + 0.75)


def _codes(
    ax: Any, codes: Sequence[str], xs: Sequence[float], ys: Sequence[float], off: float
) -> None:
    options: dict[str, Any] = {"va": "center", "size": _TINY, "color": look.INK}
    for code, x, y in zip(codes, xs, ys, strict=True):
        ax.annotate(code, (x, y), (off, 0), textcoords="offset points", **options)
