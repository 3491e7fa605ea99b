"""A line a person over a few times, in inches, and beside it how far each of them moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.dansk import number
from kitlib.figures.drawn import Drawn, below
from kitlib.figures.links import key_link, line_link
from kitlib.figures.measured import Curve, Curves
from kitlib.figures.people import Slopes, Stretch
from kitlib.figures.placing import LEFT, RIGHT, area, key, spread, text_height, wrap, write
from kitlib.figures.rulers import TINTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["curves", "slopes"]

_TINY, _SMALL, _BODY = look.SIZES["tiny"], look.SIZES["small"], look.SIZES["body"]
_TITLE = 0.45  # inches for the heading of each panel
_FOOT = 0.46
_LEFT_WIDE = 7.2
_GAP = 0.85
_LINE = 0.21  # inches between two codes at the ends of lines
_LABELS, _CHART, _BETWEEN, _HEAD = 2.4, 3.7, 0.35, 0.4  # inches of a small curve's row
_WORDS = RIGHT - LEFT - _LABELS - _CHART - _BETWEEN
_NEAR = 48  # points: a mark on the edge of 50 would be cut
_DASHED = (0, (4, 3))
_TEXT_AT = -0.77  # where a stretch of the scale is named, left of the first time
# Up to where the codes stand.
_BAND: dict[str, Any] = {"xmax": (2.12 + 0.8) / (2.45 + 0.8), "linewidth": 0, "zorder": 0}
_GREY = "#A39E93"  # seen beside a line that stands out, also in print, and never taken for one
_CLEAR: dict[str, Any] = {"weight": "bold", "color": look.INK}
_QUIET: dict[str, Any] = {"color": look.QUIET}
# Up, chance and down are told apart by shape and width; the colour only helps.
_STROKES: Mapping[int, dict[str, Any]] = {
    1: {"color": look.BLUE, "linewidth": 3.4, "zorder": 3},
    0: {"color": _GREY, "linewidth": 1.2, "zorder": 2},
    -1: {"color": look.ORANGE, "linewidth": 3.0, "zorder": 3},
}
_EDGE: dict[str, Any] = {"color": look.INK, "linewidth": 5.4, "zorder": 3}
_MARKS: Mapping[int, dict[str, Any]] = {
    1: {"marker": "^", "markersize": 14, "color": look.BLUE, "zorder": 4},
    0: {"marker": "o", "markersize": 6, "color": _GREY, "zorder": 2.5},
    -1: {"marker": "v", "markersize": 14, "markerfacecolor": look.ORANGE, "zorder": 4}
    | {"color": look.INK},
}
_STILL: Mapping[int, dict[str, Any]] = {
    1: {"markersize": 8, "color": look.BLUE, "zorder": 4},
    -1: {"markersize": 8, "color": look.INK, "zorder": 4},
}
_ENTRIES: Mapping[int, tuple[dict[str, Any], str]] = {
    1: (_MARKS[1], "tydeligt højere"),
    -1: (_MARKS[-1], "tydeligt lavere"),
    0: (_MARKS[0], "kan være tilfældigt"),
}


def slopes(block: Slopes) -> Drawn:
    """Return what draws a line a person and, beside it, how far each moved.

    Who moved further than chance stands out, up as a wide line to a triangle, down as a line with
    edges to one upside down; the others are thin and grey under them.
    """
    clear = [each for each in block.slopes if any(block.ways(each))]
    height = max(5.2, len(block.named) * _LINE + 1.2)

    def draw(figure: Any) -> None:
        tall = look.inches(figure)[1] - _TITLE - _FOOT
        write(figure, LEFT, 0, [block.title], size=_BODY, weight="bold")
        entries = [_ENTRIES[way] for way in (1, -1) if _has(block, way)]
        entries += [_ENTRIES[0]] if entries and len(clear) < len(block.slopes) else []
        if entries:
            key(
                figure,
                LEFT + look.text_width(block.title, _BODY, "Bold") / 72 + 0.4,
                -0.06,
                entries,
            )
        lines = area(figure, LEFT + 0.35, _TITLE, _LEFT_WIDE, tall)
        _scale(lines, block)
        _lines(lines, block, tall)
        left = LEFT + 0.35 + _LEFT_WIDE + _GAP
        write(figure, left - 0.45, 0, [f"Forskel fra {block.times[0]}"], size=_BODY, weight="bold")
        ax = area(figure, left, _TITLE, RIGHT - left, tall)
        _differences(ax, block, tall, RIGHT - left)

    return Drawn(draw, height)


def _has(block: Slopes, way: int) -> bool:
    return any(way in block.ways(each) for each in block.slopes)


def _scale(ax: Axes, block: Slopes) -> None:
    look.bare(ax)
    ax.set(xlim=(-0.8, 2.45), ylim=(0, 100))
    ax.set_xticks(range(len(block.times)), block.times, size=_BODY)
    ax.tick_params(axis="x", pad=8)  # a triangle on 0 hangs below it
    ax.set_yticks(range(0, 101, 20))
    quiet: dict[str, Any] = {"size": _TINY, "color": look.QUIET}
    for place, each in enumerate(block.stretches):
        if place < len(TINTS):
            ax.axhspan(each.low, each.high, color=TINTS[place], **_BAND)
        middle = (each.low + each.high) / 2 if place < len(TINTS) else each.low + 5.5
        ax.text(_TEXT_AT, middle, each.label, va="center", **quiet)
    usual: Stretch = block.usual
    ax.axhspan(usual.low, usual.high, color=look.HAIR, **_BAND)
    ax.text(_TEXT_AT, usual.high + 1, usual.label, va="bottom", **quiet)


def _lines(ax: Axes, block: Slopes, tall: float) -> None:
    ends = []
    for each in block.slopes:
        ways, link = block.ways(each), line_link(each.code)
        known = [(x, v) for x, v in enumerate(each.values) if v is not None]
        led = [_led(ways, x) for x, _ in known]
        for start, end, way in zip(known, known[1:], led[1:], strict=False):
            if way < 0:
                _joined(ax, (start, end), url=link, **_EDGE)
            _joined(ax, (start, end), url=link, **_STROKES[way])
        for (x, y), way in zip(known, led, strict=True):
            mark = _MARKS[ways[x]] if ways[x] or not way else _MARKS[0] | _STILL[way]
            first = {"markerfacecolor": look.PAPER} if x == 0 else {}
            ax.plot([x], [y], clip_on=False, url=link, **(mark | first))
        ends.append((each.code, *known[-1], any(ways)))
    _codes(ax, [end for end in ends if end[0] in block.named], _LINE / tall * 100)


def _led(ways: Sequence[int], x: int) -> int:
    """Which way a line that stands out was last seen to go, or else is about to."""
    so_far = [way for way in ways[: x + 1] if way]
    return so_far[-1] if so_far else next(filter(None, ways), 0)


def _joined(ax: Any, known: Sequence[tuple[int, int]], **options: Any) -> None:
    """Join values; over a measurement that was not made dashed: nothing was seen there."""
    options = {"color": look.BLUE, "linewidth": 1.8} | options
    for (x, y), (next_x, next_y) in pairwise(known):
        style: Any = "-" if next_x == x + 1 else _DASHED
        ax.plot([x, next_x], [y, next_y], linestyle=style, **options)


def _codes(ax: Axes, ends: list[tuple[str, int, int, bool]], gap: float) -> None:
    places = spread([y for _, _, y, _ in ends], gap, low=2, high=98)
    for (code, x, y, clear), at in zip(ends, places, strict=True):
        style: Any = "-" if x == 2 else (0, (2, 3))
        options: dict[str, Any] = {"linewidth": 0.7, "zorder": 2, "linestyle": style}
        ax.plot([x + 0.06, 2.16], [y, at], color=look.QUIET, **options)
        said: dict[str, Any] = _CLEAR if clear else _QUIET
        ax.text(
            2.19, at, code, size=_SMALL, va="center_baseline", url=key_link(code), zorder=5, **said
        )


def _differences(ax: Axes, block: Slopes, tall: float, wide: float) -> None:
    moved = [block.steps(1), block.steps(2)]
    # As many points to an inch as in the lines beside it, where that holds everybody.
    far = max((abs(v) for each in moved for v in each.values()), default=0)
    high = 50 if far <= _NEAR else 100
    look.bare(ax)
    ax.set(xlim=(0, 2), ylim=(-high, high))
    ax.set_xticks([0.5, 1.5], block.times[1:], size=_BODY)
    ax.tick_params(axis="x", pad=8)
    steps = [step for step in range(-100, 101, 20) if abs(step) <= high]
    ax.set_yticks(steps, [f"{v:+d}".replace("-", "−") if v else "0" for v in steps])
    ax.axhspan(-block.chance, block.chance, color=look.HAIR, linewidth=0, zorder=0)
    quiet: dict[str, Any] = {"color": look.QUIET, "ha": "center"}
    told = f"op til {number(int(block.chance))} points: kan være tilfældigt"
    ax.text(1, -0.99 * high, told, size=_TINY, va="bottom", **quiet)
    if not any(moved):
        ax.text(1, high / 2, "Ingen har svaret\nto gange endnu", size=_SMALL, va="center", **quiet)
    for place, each in enumerate(moved):
        values = list(each.values())
        most = max((values.count(v) for v in values), default=1)
        step = min(0.1 if block.named else 0.06, (0.4 if block.named else 0.8) / most)
        xs = [place + 0.14 + x for x in look.stack(values, step=step)]
        for code, x, value in zip(each, xs, values, strict=True):
            way = block.way(value)
            small = {"markersize": (10 if way else 6) if block.named else 5}
            ax.plot([x], [value], url=line_link(code), **(_MARKS[way] | small))
        end: float = place + 1
        if block.named and values:
            end = place + 0.17 + step * most
            _names(ax, block, (place, step, end), each, tall, wide / 2)
        # Up to the names, and through none of them.
        ax.plot([place, end], [0, 0], color=look.QUIET, linewidth=1, zorder=1)


def _names(
    ax: Axes,
    block: Slopes,
    at: tuple[int, float, float],
    moved: Mapping[str, int],
    tall: float,
    unit: float,
) -> None:
    """Write the codes of each difference in a column of their own, none over another."""
    place, step, end = at
    groups: dict[int, list[str]] = {}
    for code, value in sorted(moved.items(), key=lambda one: one[1]):
        groups.setdefault(value, []).append(code)
    column = end + 0.02
    width = 72 * unit * (place + 1 - column)
    said = {v: [c for c in codes if c in block.named] for v, codes in groups.items()}
    texts = {v: look.wrap(", ".join(c), width, _TINY, "Bold") for v, c in said.items() if c}
    slots = [v for v, lines in texts.items() for _ in lines]
    low, high = ax.get_ylim()
    places = spread(slots, (high - low) * 0.185 / tall, low=0.88 * low, high=0.97 * high)
    for i in sorted(range(len(slots)), key=lambda i: -places[i]):
        v = slots[i]
        beside = place + 0.13 + step * len(groups[v])
        ax.plot([beside, end], [v, places[i]], color=look.QUIET, linewidth=0.6, zorder=2)
        bold: dict[str, Any] = _CLEAR if block.way(v) else {"color": look.INK}
        ax.text(column, places[i], texts[v].pop(0), size=_TINY, va="center_baseline", **bold)


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
