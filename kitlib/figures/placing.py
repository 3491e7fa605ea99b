"""Placing marks and words exactly: inches from the top left corner, the way one lays out paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.figures.lines import wrap as wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "LEFT",
    "NAMED",
    "RIGHT",
    "area",
    "dots",
    "key",
    "rows_of",
    "spread",
    "text_height",
    "wrap",
    "write",
]

#: Air left and right in a figure, in inches from its left edge.
LEFT, RIGHT = 0.45, look.WIDTH - 0.45
#: Below this many, each dot carries its code, so that one can point and say who it is.
NAMED = 20
# From one line of text to the next, as a multiple of its size; matplotlib before 3.11 sets lines a
# little tighter, so what is measured here always fits.
_LINE = 1.25
_BASE = 0.76  # from the top of a line to what its letters stand on, as a multiple of its size


def wrap(text: str, width: float, size: float, face: Any = "Regular") -> list[str]:
    """Break people's words into lines no wider than `width` points; nothing is cut away.

    The last line is not one word alone where as many lines can be broken otherwise. Signs that no
    font of ours has become a box, where matplotlib would warn.

    Examples
    --------
    >>> wrap("Det er døren, der er svær.", 120, 13)
    ['Det er døren, der', 'er svær.']
    """
    lines = wrapped(text, width, size, face).split("\n")
    for part in range(19, 12, -1):
        if len(lines) == 1 or " " in lines[-1].strip() or "\n" in text:
            break
        tried = wrapped(text, width * part / 20, size, face).split("\n")
        if len(tried) > len(lines) or any(line.endswith("-") for line in tried):
            break
        lines = tried
    return lines


def text_height(lines: Sequence[str] | int, size: float) -> float:
    """Return how tall wrapped lines of a size stand, in inches."""
    n = lines if isinstance(lines, int) else len(lines)
    return n * size * _LINE / 72


def area(figure: Any, left: float, top: float, width: float, height: float) -> Axes:
    """Add an axes at a place given in inches from the figure's top left corner."""
    wide, tall = look.inches(figure)
    box = (left / wide, 1 - (top + height) / tall, width / wide, height / tall)
    ax: Axes = figure.add_axes(box)
    return ax


def write(
    figure: Any, x: float, y: float, lines: Sequence[str], *, size: float, **options: Any
) -> None:
    """Write lines with their top at `y` inches from the figure's top; `ha` says how they align.

    Each line is set on its own base line: in one text, a line without an ascender would sit
    nearer the one above it.
    """
    wide, tall = look.inches(figure)
    for place, line in enumerate(lines):
        down = y + size * (_BASE + place * _LINE) / 72
        figure.text(
            x / wide, 1 - down / tall, line, size=size, va="baseline", parse_math=False, **options
        )


def spread(
    values: Sequence[float], gap: float, *, low: float | None = None, high: float | None = None
) -> list[float]:
    """Move values apart until none is nearer another than `gap`, each as little as possible.

    Examples
    --------
    >>> spread([10, 11, 50], 4)
    [8.5, 12.5, 50.0]
    """
    order = sorted(range(len(values)), key=lambda i: values[i])
    # Pool neighbours that collide and centre each pool on what its members asked for.
    pools: list[tuple[float, int]] = []
    for place, i in enumerate(order):
        pools.append((values[i] - place * gap, 1))
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            (a, m), (b, n) = pools[-2:]
            pools[-2:] = [((a * m + b * n) / (m + n), m + n)]
    flat = [middle for middle, size in pools for _ in range(size)]
    last = (len(values) - 1) * gap
    if high is not None:
        flat = [min(v, high - last) for v in flat]
    if low is not None:
        flat = [max(v, low) for v in flat]
    moved = [0.0] * len(values)
    for place, i in enumerate(order):
        moved[i] = float(flat[place] + place * gap)
    return moved


def rows_of(n: int, across: int) -> list[tuple[int, int]]:
    """Return (column, row) of each of n dots laid in rows of `across`, from the left.

    Examples
    --------
    >>> rows_of(3, 2)
    [(0, 0), (1, 0), (0, 1)]
    """
    return [(i % across, i // across) for i in range(n)]


def key(figure: Any, x: float, y: float, entries: Sequence[tuple[dict[str, Any], str]]) -> None:
    """Show what each mark is, on one line: the mark itself and its word, no box.

    Parameters
    ----------
    entries : sequence of (dict, str)
        How the mark is drawn (as `Axes.plot` takes it; a line where it has a `linestyle`) and
        what it is.
    """
    size = look.SIZES["small"]
    height = 0.36
    ax = area(figure, 0, y, look.WIDTH, height)
    look.bare(ax)
    ax.set(xlim=(0, look.WIDTH), ylim=(0, height))
    for mark, word in entries:
        line = mark.get("linestyle", "none") != "none"
        wide = 0.5 if line else mark.get("markersize", 8) / 72
        middle = x + wide / 2
        ends = [x, x + wide] if line else [middle]
        ax.plot(ends, [height / 2] * len(ends), **{"linestyle": "none", **mark})
        x += wide + 0.1
        ax.text(x, height / 2, word, size=size, va="center_baseline", color=look.INK)
        x += look.text_width(word, size) / 72 + 0.35


def dots(
    ax: Axes,
    codes: Sequence[str],
    x: float,
    y: float,
    *,
    across: int,
    dot: float,
    named: bool = False,
    face: str = look.BLUE,
    edge: str = look.BLUE,
) -> None:
    """Draw one dot a person in rows, on axes that are in inches from their top left corner.

    Parameters
    ----------
    codes : sequence of str
        One a person; written under the dot where `named`.
    x, y : float
        Top left corner of the first dot's square.
    across : int
        Dots in a row.
    dot : float
        Side of each dot's square.
    """
    spots = rows_of(len(codes), across)
    xs = [x + (c + 0.5) * dot for c, _ in spots]
    ys = [y + (r + 0.5) * dot - (0.08 if named else 0) for _, r in spots]
    ax.plot(
        xs,
        ys,
        linestyle="none",
        marker="o",
        markersize=72 * dot * (0.5 if named else 0.8),
        markerfacecolor=face,
        markeredgecolor=edge,
        markeredgewidth=1.5,
    )
    if named:
        for code, at, down in zip(codes, xs, ys, strict=True):
            ax.text(at, down + dot * 0.3, code, size=look.SIZES["tiny"], ha="center", va="top")
