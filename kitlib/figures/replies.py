"""Answers to questions in inches: a dot a person, first over a line and then under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kitlib import look
from kitlib.figures.drawn import Drawn, below
from kitlib.figures.measured import AnswerRow, AnswerRows
from kitlib.figures.placing import LEFT, RIGHT, area, key, rows_of, text_height, write

__all__ = ["answers"]

_SMALL = look.SIZES["small"]
_NAMES = 3.1  # inches for the wording of a question
_WIDE = RIGHT - LEFT - _NAMES
_KEY = 0.42
_HEAD = 0.85
_ROUND: dict[str, Any] = {"marker": "o", "markeredgecolor": look.BLUE}
_MARKS: tuple[dict[str, Any], dict[str, Any]] = (
    {**_ROUND, "markerfacecolor": look.PAPER, "markeredgewidth": 1.8},
    {**_ROUND, "markerfacecolor": look.BLUE},
)


def answers(block: AnswerRows) -> Drawn:
    """Return what draws a row a question, its answers from left to right."""
    given = [side for each in block.answers for side in (each.first, each.second)]
    most = max((side.count(value) for side in given for value in side), default=1)
    dot = 0.2 if most <= 14 else 0.13
    across = int(_WIDE / len(block.options) * 0.9 / dot)
    names = [look.wrap(each.question, 72 * (_NAMES - 0.2), _SMALL) for each in block.answers]
    strip = -(-most // across) * dot + 0.06
    row = max(0.78, 2 * strip + 0.12, max(text_height(lines, _SMALL) for lines in names) + 0.2)
    top = _KEY + _HEAD
    height = top + row * len(names) + 0.1

    def draw(figure: Any) -> None:
        marks = [{**mark, "markersize": 72 * dot * 0.8} for mark in _MARKS]
        key(figure, LEFT + _NAMES, 0, list(zip(marks, block.times, strict=True)))
        tall = max(row, (look.inches(figure)[1] - top - 0.1) / len(names))
        opening = look.wrap(block.opening, 72 * _NAMES, _SMALL)
        write(figure, LEFT, _KEY + 0.3, opening, size=_SMALL, color=look.QUIET)
        ax = area(figure, LEFT + _NAMES, top, _WIDE, tall * len(names))
        look.bare(ax)
        ax.set(xlim=(-0.5, len(block.options) - 0.5), ylim=(tall * len(names), 0))
        ax.set_xticks(range(len(block.options)), _options(block), size=_SMALL)
        ax.tick_params(axis="x", labeltop=True, labelbottom=False, pad=4)
        for place, (each, lines) in enumerate(zip(block.answers, names, strict=True)):
            middle = tall * (place + 0.5)
            if place % 2 == 0:
                ends = (tall * place, tall * (place + 1))
                ax.axhspan(*ends, color=look.FAINT, linewidth=0, zorder=0)
            ax.axhline(middle, color=look.HAIR, linewidth=1, zorder=1)
            _dots(ax, each, middle, marks, dot=dot, across=across)
            write(figure, LEFT, top + middle - text_height(lines, _SMALL) / 2, lines, size=_SMALL)

    return Drawn(draw, height, below(top, [row] * len(names)), top)


def _dots(
    ax: Any,
    each: AnswerRow,
    middle: float,
    marks: Sequence[dict[str, Any]],
    *,
    dot: float,
    across: int,
) -> None:
    """Lay dots in rows away from the middle line, one time above it and the other below."""
    step = dot * (ax.get_xlim()[1] + 0.5) / _WIDE  # a dot's width in answers
    for side, values, mark in ((-1, each.first, marks[0]), (1, each.second, marks[1])):
        xs, ys = [], []
        for value in sorted(set(values)):
            n = values.count(value)
            for column, row in rows_of(n, across):
                xs.append(value + (column - (min(across, n) - 1) / 2) * step)
                ys.append(middle + side * (0.05 + (row + 0.5) * dot))
        ax.plot(xs, ys, linestyle="none", zorder=3, **mark)


def _options(block: AnswerRows) -> list[str]:
    width = 72 * _WIDE / len(block.options) - 10
    return [
        "\n".join([*look.wrap(words, width, _SMALL), str(value)]).strip()
        for value, words in enumerate(block.options)
    ]
