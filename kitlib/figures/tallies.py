"""Persons counted in rows, in inches: the number, and a dot each with its code where it is few."""

from __future__ import annotations

from typing import Any

from kitlib import look
from kitlib.figures.drawn import Drawn, below
from kitlib.figures.people import Tally
from kitlib.figures.placing import LEFT, NAMED, RIGHT, area, dots, write

__all__ = ["NAMES", "tally"]

#: Inches for the names of the rows.
NAMES = 2.7

_HEAD = 0.5
_LEAST = 0.8  # inches of a row
_BODY = look.SIZES["body"]
_TINY = look.SIZES["tiny"]


def tally(block: Tally) -> Drawn:
    """Return what draws rows by as many columns as there are comparisons."""
    shown = [column.cells for column in block.columns if column.cells is not None]
    most = max((sum(map(len, cells)) for cells in shown), default=0)
    named = block.named and most < 2 * NAMED
    wide = (RIGHT - LEFT - NAMES) / len(block.columns)
    dot = 0.55 if named else 0.3 if most <= 2 * NAMED else 0.16
    across = int((wide - 0.95) / dot)
    heights = []
    for place in range(len(block.rows)):
        longest = max((len(cells[place]) for cells in shown), default=0)
        heights.append(max(_LEAST, -(-longest // across) * dot + 0.2))
    head = _HEAD if any(column.heading for column in block.columns) else 0.1

    def draw(figure: Any) -> None:
        spare = max(0.0, look.inches(figure)[1] - head - sum(heights)) / len(heights)
        # A short view fills the projector, but no row stands alone in the middle of nothing.
        talls = [tall + min(spare, 0.4) for tall in heights]
        for place, column in enumerate(block.columns):
            left = LEFT + NAMES + place * wide
            if column.heading:
                write(figure, left, 0, [column.heading], size=_BODY, weight="bold")
            ax = area(figure, left, head, wide - 0.2, sum(talls))
            look.bare(ax)
            ax.set(xlim=(0, wide - 0.2), ylim=(sum(talls), 0))
            if column.cells is None:
                _hidden(ax, wide - 0.2, sum(talls), block.hidden)
            else:
                _column(ax, block, column.cells, talls, across=across, dot=dot, named=named)
        top = head
        for row, tall in zip(block.rows, talls, strict=True):
            _name(figure, row.name, row.told, top + tall / 2)
            top += tall

    return Drawn(draw, head + sum(heights), below(head, heights), head)


def _column(
    ax: Any, block: Tally, cells: Any, talls: list[float], *, across: int, dot: float, named: bool
) -> None:
    top = 0.0
    for row, codes, tall in zip(block.rows, cells, talls, strict=True):
        ax.axhline(top, color=look.HAIR, linewidth=1)
        options: dict[str, Any] = {"size": look.SIZES["title"], "weight": "bold"}
        options["color"] = look.INK if row.counts else look.QUIET
        ax.text(0.02, top + tall / 2, str(len(codes)), va="center_baseline", **options)
        # One who is not counted is an empty dot.
        face, edge = (look.BLUE, look.BLUE) if row.counts else (look.PAPER, look.QUIET)
        y = top + (tall - -(-len(codes) // across) * dot) / 2
        dots(ax, codes, 0.7, y, across=across, dot=dot, named=named, face=face, edge=edge)
        top += tall


def _name(figure: Any, name: str, told: str, middle: float) -> None:
    lines = look.wrap(told, 72 * (NAMES - 0.15), _TINY) if told else []
    y = middle - (0.28 if lines else 0.14)
    write(figure, LEFT, y, [name], size=_BODY, weight="bold")
    write(figure, LEFT, y + 0.3, lines, size=_TINY, color=look.QUIET)


def _hidden(ax: Any, wide: float, tall: float, words: str) -> None:
    """Draw what is hidden as hidden: hatched, never as zero or as nothing."""
    from matplotlib.patches import Rectangle

    as_hidden: dict[str, Any] = {"facecolor": "none", "edgecolor": look.HAIR, "hatch": "//"}
    ax.add_patch(Rectangle((0, 0), wide, tall, linewidth=0, **as_hidden))
    paper = {"facecolor": look.PAPER, "edgecolor": "none", "pad": 6}
    options: dict[str, Any] = {"ha": "center", "va": "center", "color": look.QUIET, "bbox": paper}
    ax.text(wide / 2, tall / 2, words, size=_BODY, **options)
