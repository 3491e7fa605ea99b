"""A line a person over a few times, in inches, and beside it how far each of them moved."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.figures.drawn import Drawn, below
from kitlib.figures.measured import Curve, Curves, Moved, Slopes, Stretch
from kitlib.figures.placing import LEFT, NAMED, RIGHT, area, spread, text_height, wrap, write
from kitlib.figures.rulers import TINTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["curves", "slopes"]

_TINY, _SMALL, _BODY = look.SIZES["tiny"], look.SIZES["small"], look.SIZES["body"]
_TITLE = 0.45  # inches for the heading of each panel
_FOOT = 0.4
_LEFT_WIDE = 7.2
_GAP = 0.85
_LINE = 0.21  # inches between two codes at the ends of lines
_LABELS, _CHART, _BETWEEN, _HEAD = 2.4, 3.7, 0.35, 0.4  # inches of a small curve's row
_WORDS = RIGHT - LEFT - _LABELS - _CHART - _BETWEEN
_DASHED = (0, (4, 3))
_TEXT_AT = -0.77  # where a stretch of the scale is named, left of the first time


def slopes(block: Slopes) -> Drawn:
    """Return what draws a line a person and, beside it, how far each moved."""
    named = len(block.slopes) <= 2 * NAMED
    height = max(5.2, len(block.slopes) * _LINE + 1.2) if named else 5.2

    def draw(figure: Any) -> None:
        tall = look.inches(figure)[1] - _TITLE - _FOOT
        write(figure, LEFT, 0, [block.title], size=_BODY, weight="bold")
        lines = area(figure, LEFT + 0.35, _TITLE, _LEFT_WIDE, tall)
        _scale(lines, block)
        _lines(lines, block, tall, named)
        left = LEFT + 0.35 + _LEFT_WIDE + _GAP
        write(figure, left - 0.45, 0, ["Forskel fra før"], size=_BODY, weight="bold")
        ax = area(figure, left, _TITLE, RIGHT - left, tall)
        _differences(ax, block, tall, RIGHT - left, named)

    return Drawn(draw, height)


def _scale(ax: Axes, block: Slopes) -> None:
    look.bare(ax)
    ax.set(xlim=(-0.8, 2.45), ylim=(0, 100))
    ax.set_xticks(range(len(block.times)), block.times, size=_BODY)
    ax.set_yticks(range(0, 101, 20))
    quiet: dict[str, Any] = {"size": _TINY, "color": look.QUIET}
    for place, each in enumerate(block.stretches):
        if place < len(TINTS):
            ax.axhspan(each.low, each.high, color=TINTS[place], linewidth=0, zorder=0)
        middle = (each.low + each.high) / 2 if place < len(TINTS) else each.low + 5.5
        ax.text(_TEXT_AT, middle, each.label, va="center", **quiet)
    usual: Stretch = block.usual
    ax.axhspan(usual.low, usual.high, color=look.HAIR, linewidth=0, zorder=0)
    ax.text(_TEXT_AT, usual.high + 1, usual.label, va="bottom", **quiet)


def _lines(ax: Axes, block: Slopes, tall: float, named: bool) -> None:
    ends = []
    for each in block.slopes:
        known = [(x, v) for x, v in enumerate(each.values) if v is not None]
        _joined(ax, known, zorder=3)
        xs, ys = [x for x, _ in known], [y for _, y in known]
        dots: dict[str, Any] = {"linestyle": "none", "marker": "o", "markersize": 8}
        dots |= {"zorder": 4, "clip_on": False}
        open_ = look.PAPER if xs[0] == 0 else look.BLUE
        edge: dict[str, Any] = {"markeredgecolor": look.BLUE, "markeredgewidth": 2}
        ax.plot(xs[:1], ys[:1], markerfacecolor=open_, **edge, **dots)
        ax.plot(xs[1:], ys[1:], color=look.BLUE, **dots)
        ends.append((each.code, xs[-1], ys[-1]))
    if named:
        _codes(ax, ends, _LINE / tall * 100)


def _joined(ax: Any, known: Sequence[tuple[int, int]], **options: Any) -> None:
    """Join values; over a measurement that was not made dashed: nothing was seen there."""
    for (x, y), (next_x, next_y) in pairwise(known):
        style: Any = "-" if next_x == x + 1 else _DASHED
        options |= {"color": look.BLUE, "linewidth": 1.8, "linestyle": style}
        ax.plot([x, next_x], [y, next_y], **options)


def _codes(ax: Axes, ends: list[tuple[str, int, int]], gap: float) -> None:
    places = spread([y for _, _, y in ends], gap, low=2, high=98)
    for (code, x, y), at in zip(ends, places, strict=True):
        style: Any = "-" if x == 2 else (0, (2, 3))
        options: dict[str, Any] = {"linewidth": 0.7, "zorder": 2, "linestyle": style}
        ax.plot([x + 0.05, 2.16], [y, at], color=look.QUIET, **options)
        ax.text(2.19, at, code, size=_SMALL, va="center_baseline")


def _differences(ax: Axes, block: Slopes, tall: float, wide: float, named: bool) -> None:
    look.bare(ax)
    ax.set(xlim=(0, 2), ylim=(-100, 100))
    ax.set_xticks([0.5, 1.5], [moved.until for moved in block.moved], size=_BODY)
    steps = range(-100, 101, 20)
    ax.set_yticks(steps, [f"{v:+d}".replace("-", "−") if v else "0" for v in steps])
    ax.axhspan(-block.chance, block.chance, color=look.HAIR, linewidth=0, zorder=0)
    ax.axhline(0, color=look.QUIET, linewidth=1, zorder=1)
    quiet: dict[str, Any] = {"color": look.QUIET, "ha": "center"}
    ax.text(1, -99, "i det grå felt: kan være tilfældigt", size=_TINY, va="bottom", **quiet)
    if not any(moved.steps for moved in block.moved):
        ax.text(1, 50, "Ingen har svaret\nto gange endnu", size=_SMALL, va="center", **quiet)
    for place, moved in enumerate(block.moved):
        values = [step for _, step in moved.steps]
        most = max((values.count(v) for v in values), default=1)
        step = min(0.1 if named else 0.06, (0.4 if named else 0.8) / most)
        xs = [place + 0.14 + x for x in look.stack(values, step=step)]
        dots: dict[str, Any] = {"marker": "o", "markersize": 8 if named else 5}
        ax.plot(xs, values, linestyle="none", color=look.BLUE, zorder=3, **dots)
        if named and values:
            _names(ax, moved, place, step, tall, wide / 2)


def _names(ax: Axes, moved: Moved, place: int, step: float, tall: float, unit: float) -> None:
    """Write the codes of each difference in a column of their own, none over another."""
    groups: dict[int, list[str]] = {}
    for code, value in sorted(moved.steps, key=lambda one: one[1]):
        groups.setdefault(value, []).append(code)
    column = place + 0.19 + step * max(map(len, groups.values()))
    width = 72 * unit * (place + 1 - column)
    texts = {v: look.wrap(", ".join(codes), width, _TINY) for v, codes in groups.items()}
    slots = [v for v, lines in texts.items() for _ in lines]
    places = spread(slots, 200 * 0.185 / tall, low=-88, high=97)
    for i in sorted(range(len(slots)), key=lambda i: -places[i]):
        v = slots[i]
        beside = place + 0.11 + step * len(groups[v])
        ax.plot([beside, column - 0.02], [v, places[i]], color=look.QUIET, linewidth=0.6, zorder=2)
        ax.text(column, places[i], texts[v].pop(0), size=_TINY, va="center_baseline")


def curves(block: Curves) -> Drawn:
    """Return what draws a small curve a person, with words beside it."""
    title = wrap(block.title, 72 * (RIGHT - LEFT), _SMALL)
    words = [
        [line for text in curve.said for line in wrap(text, 72 * _WORDS, _SMALL)]
        for curve in block.curves
    ]
    rows = [max(1.25, text_height(lines, _SMALL) + 0.3) for lines in words]
    head = text_height(title, _SMALL) + _HEAD

    def draw(figure: Any) -> None:
        write(figure, LEFT, 0, title, size=_SMALL, color=look.QUIET)
        top = head
        for place, (curve, lines, tall) in enumerate(zip(block.curves, words, rows, strict=True)):
            chart = area(figure, LEFT + _LABELS, top + 0.1, _CHART, 1.0)
            _curve(chart, curve, block.high)
            if place == 0:
                chart.set_xticks(range(len(block.times)), block.times, size=_SMALL)
                chart.tick_params(axis="x", labeltop=True, labelbottom=False, pad=3)
            write(figure, LEFT, top + 0.15, [curve.code], size=_BODY, weight="bold")
            label = wrap(curve.label, 72 * (_LABELS - 0.5), _SMALL)
            write(figure, LEFT, top + 0.45, label, size=_SMALL)
            write(figure, RIGHT - _WORDS, top + 0.12, lines, size=_SMALL)
            top += tall

    return Drawn(draw, head + sum(rows) + 0.1, below(head, rows), head)


def _curve(chart: Any, curve: Curve, high: int) -> None:
    look.bare(chart)
    chart.set(xlim=(-0.3, 2.3), ylim=(-0.06 * high, 1.06 * high))
    chart.set_yticks([0, high])
    chart.set_facecolor(look.FAINT)
    known = [(x, v) for x, v in enumerate(curve.values) if v is not None]
    _joined(chart, known)
    for x, y in known:
        dot: dict[str, Any] = {"linestyle": "none", "marker": "o", "markersize": 9}
        face = look.FAINT if x == 0 else look.BLUE
        dot |= {"markeredgewidth": 2, "markeredgecolor": look.BLUE, "markerfacecolor": face}
        chart.plot([x], [y], clip_on=False, **dot)
        off, va = ((0, -8), "top") if y > 0.75 * high else ((0, 8), "bottom")
        said: dict[str, Any] = {"ha": "center", "va": va, "size": _SMALL}
        chart.annotate(str(y), (x, y), off, textcoords="offset points", **said)
