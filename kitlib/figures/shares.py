"""Directions as bars to either side of "samme": one mark, one scale, and the counts beside."""

from __future__ import annotations

from typing import Any

from kitlib import look
from kitlib.dansk import number
from kitlib.figures.drawn import Drawn, below
from kitlib.figures.measured import Numbers
from kitlib.figures.placing import LEFT, RIGHT, area, write

__all__ = ["EDGE", "bars", "colours", "furthest", "is_direction", "shares"]

_SAME = "samme"
_NAMES, _NUMBER = 2.6, 0.98  # inches
_TALL, _BAR, _HEAD = 0.46, 0.28, 0.7
_FEWEST = 10  # below it there is no share to draw
# The hues of look.BLUE and look.ORANGE, each pair at least 13 of 100 apart in lightness: printed in
# black and white no two directions look alike.
_COLOURS = {-2: "#004C78", -1: "#4AA0D2", 0: "#ECE7DB", 1: "#F0B868", 2: "#9E5F00"}
EDGE = "#8F897C"  # around every bar, since "samme" is nearly paper


def is_direction(grid: Numbers) -> bool:
    """Whether a table's columns are directions around "samme", and its rows groups."""
    return _SAME in grid.columns and grid.columns.index(_SAME) == 2


def shares(grid: Numbers) -> Drawn:
    """Return what draws directions as bars to either side.

    Notes
    -----
    All rows are on one scale: a bar is the share of the row's persons. Those who went up lie right
    of the line, those who went down left of it, and "samme" in the middle. A number that is few
    has no bar. Colours are two that all can tell apart, and neither is good or bad.
    """
    heads = [
        look.wrap(c.partition(", ")[0], 72 * (_NUMBER - 0.12), look.SIZES["small"])
        for c in grid.columns
    ]
    head = max(_HEAD, max(map(len, heads)) * 0.24 + 0.46)
    height = head + _TALL * len(grid.rows) + 0.1
    first = _NAMES + _NUMBER * len(grid.columns) + 0.1
    wide = RIGHT - LEFT - first
    most = furthest(grid)

    def draw(figure: Any) -> None:
        from matplotlib.patches import Rectangle

        write(
            figure, LEFT + _NAMES, 0.05, [grid.across], size=look.SIZES["small"], color=look.QUIET
        )
        for place, lines in enumerate(heads):
            write(
                figure,
                LEFT + _NAMES + place * _NUMBER,
                head - len(lines) * 0.24 - 0.06,
                lines,
                size=look.SIZES["small"],
                weight="bold",
            )
        down, up = grid.columns[max(s + 2 for s in _sides(grid))], grid.columns[0]
        for word, at, align in ((f"← {down}", 0.02, "left"), (f"{up} →", wide - 0.02, "right")):
            x, y = LEFT + first + at, head - 0.18
            across, tall = look.inches(figure)
            figure.text(
                x / across,
                1 - y / tall,
                word.partition(", ")[0],
                ha=align,
                size=look.SIZES["small"],
                color=look.QUIET,
            )
        ax = area(figure, LEFT, head, RIGHT - LEFT, height - head)
        look.bare(ax)
        ax.set(xlim=(0, RIGHT - LEFT), ylim=(height - head, 0))
        for place, row in enumerate(grid.rows):
            _row(ax, grid, row, place * _TALL, first + wide / 2, wide / 2 / most)
        for place, colour in colours(grid).items():  # where each column's numbers begin
            spot = (_NAMES + place * _NUMBER, 0)
            ax.add_patch(
                Rectangle(
                    spot, _NUMBER - 0.3, 0.08, facecolor=colour, edgecolor=EDGE, linewidth=0.5
                )
            )
        middle = first + wide / 2
        ax.plot([middle, middle], [0, height - head - 0.1], color=look.QUIET, linewidth=0.8)

    return Drawn(draw, height, below(head, [_TALL] * len(grid.rows)), head)


def furthest(grid: Numbers) -> float:
    """Return how far any row's bars reach from the middle, as a share of the row's persons."""
    most = max((_reach(grid, row) for row in grid.rows), default=0.0)
    return most or 1.0  # no bars: any scale


def colours(grid: Numbers) -> dict[int, str]:
    """Return the colour of each column that is a direction, by its place."""
    return {place: _COLOURS[away] for place, away in enumerate(_sides(grid))}


def bars(grid: Numbers, row: str) -> list[tuple[str, float, float]]:
    """Return a row's bars: colour, where each begins from the middle, and how long, as shares."""
    parts, total = _parts(grid, row)
    if not total:
        return []
    left = right = parts[0] / 2 / total
    found = [(_COLOURS[0], -left, 2 * left)]
    for side in sorted((s for s in parts if s), key=abs):
        long = parts[side] / total
        found.append((_COLOURS[side], right if side < 0 else -left - long, long))
        left, right = (left, right + long) if side < 0 else (left + long, right)
    return found


def _reach(grid: Numbers, row: str) -> float:
    """How far a row's bars reach from the middle, as a share of its persons."""
    parts, total = _parts(grid, row)
    half = parts.get(0, 0) / 2
    sides = [sum(n for side, n in parts.items() if side * way > 0) for way in (-1, 1)]
    return (max(sides) + half) / total if total else 0.0


def _sides(grid: Numbers) -> list[int]:
    """How far each column lies from "samme"; those without a direction are left out."""
    columns = grid.columns[:5]
    return [i - 2 for i, label in enumerate(columns) if not label.startswith("uden")]


def _parts(grid: Numbers, row: str) -> tuple[dict[int, int], int]:
    """Each direction's count by how far it lies from "samme": -2 is the most up."""
    found = {s: grid.values.get((row, grid.columns[s + 2])) or 0 for s in _sides(grid)}
    total = sum(found.values())
    return (found, total) if total >= _FEWEST else ({}, 0)


def _row(ax: Any, grid: Numbers, row: str, top: float, middle: float, scale: float) -> None:
    from matplotlib.patches import Rectangle

    ax.axhline(top, color=look.HAIR, linewidth=1)
    y = top + _TALL / 2
    inside = grid.is_inside(row)
    said = grid.inside[row][1] if inside else row
    line = look.wrap(said, 72 * (_NAMES - 0.3), look.SIZES["body"])[0]
    ax.text(
        0.22 if inside else 0,
        y,
        line,
        size=look.SIZES["body"],
        va="center",
        weight="bold" if row in grid.parents else "normal",
    )
    for place, column in enumerate(grid.columns):
        n = grid.values.get((row, column), 0)
        ax.text(
            _NAMES + place * _NUMBER,
            y,
            grid.mark if n is None else number(n),
            va="center",
            size=look.SIZES["body"],
            color=look.QUIET if n is None else look.INK,
        )
    for colour, start, long in bars(grid, row):
        ax.add_patch(
            Rectangle(
                (middle + start * scale, y - _BAR / 2),
                long * scale,
                _BAR,
                linewidth=0.5,
                edgecolor=EDGE,
                facecolor=colour,
            )
        )
