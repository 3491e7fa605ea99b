"""Numbers in rows and columns, in inches: few as dots, many as bars, what is not told as a word."""

from __future__ import annotations

from typing import Any

from kitlib import look
from kitlib.dansk import number
from kitlib.figures.drawn import Drawn, below
from kitlib.figures.measured import Numbers, Scale
from kitlib.figures.placing import LEFT, RIGHT, area, rows_of, write

__all__ = ["apart", "bare", "numbers"]

_ACROSS = 10
_FEWEST = 3  # dots side by side, at least
_DOT = 0.2  # inches
_SMALLEST_DOT = 0.1  # below it a dot can no longer be pointed at
_TALLEST = 1.0  # inches of dots above one another, where a bar stands beside them
_CLEAR = 0.12  # inches between a cell's last dot and the next column
_BAR = 0.3  # inches, where no dots stand beside it
_NAMES = 2.7
_OWN_SCALES = "Hver kolonne er tegnet i sin egen målestok."
_LINE = 0.33 * look.SIZES["body"] / 72  # inches from the middle of a figure down to its line


def numbers(grid: Numbers) -> Drawn:
    """Return what draws numbers in rows and columns."""
    wide = _wide(grid)
    parents = grid.parents
    names = {row: _name_lines(row, grid) for row in grid.rows}
    small, standing = look.SIZES["small"], bare(grid)
    heads = {c: [c] if standing else look.wrap(c, 72 * (wide - 0.15), small) for c in grid.columns}
    head = max(len(lines) for lines in heads.values()) * 0.24
    if standing:
        head = max(look.text_width(c, small, "Bold") for c in grid.columns) / 72
    # Said where it is drawn: on a telephone there is nothing to hold against another.
    above = grid.across or (_OWN_SCALES if grid.own_scales and not standing else "")
    head += 0.46 if above else 0.16
    across = min(2 * _ACROSS, max(_FEWEST, int((wide - 0.85) / _DOT)))
    across = _ACROSS if _ACROSS <= across < 2 * _ACROSS else across
    talls = {}
    for row in grid.rows:
        deep = 0.0 if standing else max(_deep(grid, row, c, wide, across) for c in grid.columns)
        talls[row] = max(0.56, deep + 0.2, len(names[row]) * 0.27 + 0.14)
    # A short view fills the projector, but no row stands alone in the middle of nothing.
    spare = min(0.6, max(0.0, 4.6 - head - sum(talls.values())) / len(grid.rows))
    talls = {row: tall + spare for row, tall in talls.items()}
    height = head + sum(talls.values()) + 0.1

    def draw(figure: Any) -> None:
        if grid.down:
            write(figure, LEFT, head - 0.3, [grid.down], size=look.SIZES["small"], color=look.QUIET)
        if above:
            write(figure, LEFT + _NAMES, 0.08, [above], size=small, color=look.QUIET)
        for place, column in enumerate(grid.columns):
            lines = heads[column]
            x = LEFT + _NAMES + place * wide
            if standing:  # so narrow that words would be broken
                _stand(figure, x, head - 0.06, column)
                continue
            write(
                figure,
                x,
                head - len(lines) * 0.24 - 0.06,
                lines,
                size=look.SIZES["small"],
                weight="bold",
            )
        ax = area(figure, LEFT, head, RIGHT - LEFT, height - head)
        look.bare(ax)
        ax.set(xlim=(0, RIGHT - LEFT), ylim=(height - head, 0))
        top = 0.0
        for row in grid.rows:
            ax.axhline(top, color=look.HAIR, linewidth=1)
            inside = grid.is_inside(row)
            middle = top + talls[row] / 2
            one = len(names[row]) == 1
            ax.text(
                0.22 if inside else 0,
                middle + (_LINE if one else 0),
                "\n".join(names[row]),
                size=look.SIZES["body"],
                va="baseline" if one else "center",
                linespacing=1.15,
                weight="bold" if row in parents else "normal",
            )
            for place, column in enumerate(grid.columns):
                n = grid.values.get((row, column), 0)
                x = _NAMES + place * wide
                if n is None and grid.hatched:
                    _hatch(ax, x, top + talls[row] / 2, wide, grid.mark)
                elif n is None:
                    ax.text(
                        x,
                        top + talls[row] / 2 + _LINE,
                        grid.mark,
                        size=look.SIZES["body"],
                        va="baseline",
                        color=look.QUIET,
                    )
                else:
                    scale = grid.scales[row, column]
                    _number(ax, n, x, top + talls[row] / 2)
                    if not standing:
                        _marks(ax, scale, n, x, top + talls[row] / 2, wide, across)
            top += talls[row]

    return Drawn(draw, height, below(head, list(talls.values())), head)


def _stand(figure: Any, x: float, y: float, heading: str) -> None:
    """Write a heading upwards from its column."""
    wide, tall = look.inches(figure)
    figure.text(
        x / wide,
        1 - y / tall,
        heading,
        size=look.SIZES["small"],
        weight="bold",
        rotation=90,
        va="bottom",
        parse_math=False,
    )


def _name_lines(row: str, grid: Numbers) -> list[str]:
    """Wrap a row's name; below its district the district is not said again."""
    said = grid.inside[row][1] if grid.is_inside(row) else row
    return look.wrap(said, 72 * (_NAMES - 0.3), look.SIZES["body"])


def _deep(grid: Numbers, row: str, column: str, wide: float, across: int) -> float:
    """Return how many inches a cell's marks are deep."""
    n, scale = grid.values.get((row, column)) or 0, grid.scales[row, column]
    if n and scale.mixed:
        pitch, deep = _measure(scale.most, wide)
        return pitch * deep
    return -(-n // across) * _pitch(scale, wide, across) if scale.dots(n) else _BAR


def _pitch(scale: Scale, wide: float, across: int) -> float:
    """Return how wide a dot is, so that the last of a row keeps clear of the next number."""
    return min(_DOT, (wide - _beside(scale.most) - _CLEAR) / across)


def _number(ax: Any, n: int, x: float, middle: float) -> None:
    ax.text(
        x,
        middle + _LINE,
        number(n),
        size=look.SIZES["body"],
        va="baseline",
        weight="bold" if n else "normal",
        color=look.INK if n else look.QUIET,
    )


def _marks(
    ax: Any, scale: Scale, n: int, x: float, middle: float, wide: float, across: int
) -> None:
    start = x + _beside(scale.most)
    pitch, deep = _pitch(scale, wide, across), -(-n // across)
    spots = rows_of(n, across)
    if scale.mixed:
        pitch, deep = _measure(scale.most, wide)
        spots = [(i // deep, i % deep) for i in range(n)]
    high = middle - deep * pitch / 2
    if scale.dots(n):
        xs = [start + (c + 0.5) * pitch for c, _ in spots]
        ys = [high + (r + 0.5) * pitch for _, r in spots]
        ax.plot(xs, ys, linestyle="none", marker="o", markersize=72 * pitch * 0.7, color=look.BLUE)
        return
    from matplotlib.patches import Rectangle

    thick = deep * pitch if scale.mixed else _BAR
    long = _bar(n, scale, wide)
    ax.add_patch(Rectangle((start, middle - thick / 2), long, thick, color=look.BLUE, linewidth=0))


def _beside(most: int) -> float:
    """Return how far from a cell's left its marks begin: right of its number."""
    return 0.14 + 0.13 * len(number(most))


def _measure(most: int, wide: float) -> tuple[float, int]:
    """Return how wide a dot is and how many stand in a column, so that a bar of `most` fits.

    A bar is as deep as the dots beside it and as long as that many dots, so one can be held
    against the other. Where even the smallest dots are too large for that, see `apart`.
    """
    room = wide - _beside(most) - 0.2
    fits = [(min(_DOT, room * deep / most, _TALLEST / deep), deep) for deep in range(1, 11)]
    large = [(pitch, deep) for pitch, deep in fits if pitch >= 0.7 * _DOT]
    pitch, deep = large[0] if large else max(fits)
    return max(_SMALLEST_DOT, pitch), deep


def bare(grid: Numbers) -> bool:
    """Whether there are so many columns that a number has no room for marks beside it."""
    most = max(scale.most for scale in grid.scales.values())
    return _wide(grid) < _beside(most) + _FEWEST * _DOT


def apart(grid: Numbers) -> bool:
    """Whether dots cannot be drawn small enough to be held against a bar."""
    wide = _wide(grid)
    if bare(grid):
        return False
    return any(
        scale.mixed and _bar(scale.most, scale, wide) < 0.99 * pitch * scale.most / deep
        for scale in {grid.scales[row, column] for row in grid.rows for column in grid.columns}
        for pitch, deep in [_measure(scale.most, wide)]
    )


def _bar(n: int, scale: Scale, wide: float) -> float:
    """Return how long a bar of `n` is: as long as that many dots, and never outside its cell."""
    room = wide - _beside(scale.most) - 0.2
    if not scale.mixed:
        return n * room / scale.most
    pitch, deep = _measure(scale.most, wide)
    return n * min(pitch / deep, room / scale.most)


def _wide(grid: Numbers) -> float:
    return (RIGHT - LEFT - _NAMES) / len(grid.columns)


def _hatch(ax: Any, x: float, middle: float, wide: float, mark: str) -> None:
    """Draw what is hidden as hidden: hatched, never as zero or as nothing."""
    from matplotlib.patches import Rectangle

    width, tall = min(wide - 0.15, 1.9), 0.42
    ax.add_patch(
        Rectangle(
            (x, middle - tall / 2),
            width,
            tall,
            facecolor="none",
            edgecolor="#A9A393",
            hatch="////",
            linewidth=0,
        )
    )
    behind = {"facecolor": look.PAPER, "edgecolor": "none", "pad": 3}
    ax.text(
        x + width / 2,
        middle,
        mark,
        size=look.SIZES["small"],
        ha="center",
        va="center",
        color=look.INK,
        bbox=behind,
    )
