"""Notes on a table: cards that grow with their text, laid out in inches before anything is drawn.

Everything is measured first, so that a view knows its height and nothing is cut or overlaps.
Inches from the upper left corner of the picture, y downwards.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.figures.lines import Face, legible, wrap
from kitlib.figures.links import note_link

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "EDGE",
    "GAP",
    "INNER",
    "LEFT",
    "MAX_HEIGHT",
    "NOTE_TEXT",
    "PITCH",
    "Card",
    "Line",
    "Mark",
    "Sheet",
    "card",
    "height_of",
    "masonry",
    "stack_free",
]

LEFT = 0.45  # inches of air left and right, as the words around the picture have
INNER = look.WIDTH - 2 * LEFT
GAP = 0.16  # between cards
PITCH = 1.22  # line spacing
NOTE_TEXT = 14  # points: the least for text that is read aloud
EDGE = look.MARK_EDGE
_PAD = 0.13
_CORNER = 11.5
_BASE = 0.76  # where in the height of a line its letters stand
#: An image may be 65,536 pixels tall; a view stops well before, and says what is left out.
MAX_HEIGHT = 400.0

#: Upper left corner of a small mark, and the id of the note it is.
Mark = tuple[float, float, str]


@dataclass(frozen=True)
class Line:
    """A block of text with one face: `text` is already broken into lines."""

    text: str
    size: float = NOTE_TEXT
    face: Face = "Regular"
    colour: str = look.INK

    @property
    def height(self) -> float:
        """Height in inches."""
        return (self.text.count("\n") + 1) * self.size * PITCH / 72


@dataclass(frozen=True)
class Card:
    """A note as it lies on the table; `x`, `y` are its upper left corner.

    `style`: "note" is a post-it, "pile" several counted ones, "guess" plain paper with a broken
    line (what is assumed and not seen), "plain" no paper at all.
    """

    blocks: tuple[Line, ...]
    corner: str
    width: float
    height: float
    style: str = "note"
    x: float = 0.0
    y: float = 0.0
    columns: int = 1

    def at(self, x: float, y: float) -> Card:
        """Return the card laid down at a place."""
        return replace(self, x=x, y=y)

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.y + self.height


def card(
    parts: Sequence[tuple[str, Face]],
    width: float,
    *,
    corner: str = "",
    size: float = NOTE_TEXT,
    style: str = "note",
    least: float = 0.0,
    columns: int = 1,
) -> Card:
    """Measure a card: texts below each other, and a small line in the lower right corner.

    Parameters
    ----------
    parts : sequence of (text, face)
        Empty texts are left out.
    width, least : float
        Width, and least height, in inches.
    columns : int
        How many columns of the board it takes.
    """
    inner = 72 * (width - 2 * _PAD)
    blocks = tuple(Line(wrap(t, inner, size, f), size, f) for t, f in parts if t.strip())
    small = wrap(corner, inner, _CORNER) if corner else ""
    # A dot between two parts is nothing at the end of a line.
    small = "\n".join(line.rstrip(" ·\N{NO-BREAK SPACE}") for line in small.split("\n"))
    height = 2 * _PAD + sum(b.height for b in blocks) + 0.07 * max(len(blocks) - 1, 0)
    if small:
        height += 0.05 + Line(small, _CORNER).height
    return Card(blocks, small, width, max(height, least), style, columns=columns)


def masonry(cards: Sequence[Card], columns: int, width: float, top: float) -> list[Card]:
    """Lay cards in columns, each where there is room highest up, in their order.

    Parameters
    ----------
    columns : int
        Columns of the board; a card of several `columns` lies over as many.
    width : float
        Width of one column in inches.
    """
    free = [top] * columns
    laid = []
    for each in cards:
        span = min(each.columns, columns)
        starts = range(columns - span + 1)
        start = min(starts, key=lambda s: (max(free[s : s + span]), s))
        y = max(free[start : start + span])
        laid.append(each.at(LEFT + start * (width + GAP), y))
        for column in range(start, start + span):
            free[column] = y + each.height + GAP
    return laid


def stack_free(
    wanted: Sequence[float], heights: Sequence[float], top: float, end: float
) -> list[float]:
    """Move things apart along a line so that none overlap, as near to where they want as can be.

    Parameters
    ----------
    wanted : sequence of float
        Where each would like to begin, ascending.
    heights : sequence of float
        How much each needs; together no more than `end - top`.
    """
    places: list[float] = []
    free = top
    for want, height in zip(wanted, heights, strict=True):
        places.append(max(want, free))
        free = places[-1] + height
    limit = end
    for i in reversed(range(len(places))):
        places[i] = min(places[i], limit - heights[i])
        limit = places[i]
    return places


def height_of(cards: Iterable[Card]) -> float:
    """Return where the lowest card ends."""
    return max((c.bottom for c in cards), default=0.0)


@dataclass
class Sheet:
    """The whole picture as one axes measured in inches; what is put on it is drawn at once."""

    figure: Any
    ax: Axes = field(init=False)
    width: float = field(init=False)
    height: float = field(init=False)

    def __post_init__(self) -> None:
        self.width, self.height = look.inches(self.figure)
        self.ax = self.figure.add_axes((0, 0, 1, 1))
        self.ax.set_xlim(0, self.width)
        self.ax.set_ylim(self.height, 0)
        look.bare(self.ax)

    def text(
        self, x: float, y: float, text: str, size: float = 15, *, va: str = "top", **options: Any
    ) -> None:
        """Write text, one line below the other.

        `va`: whether `y` is the "top", "center" or "bottom" of the lines. Each line is set on its
        own base line, so that words side by side stand level, whatever letters they have.
        """
        lines = legible(text).split("\n")
        options |= {"size": size, "va": "baseline", "parse_math": False}
        pitch = size * PITCH / 72
        first = y + pitch * (_BASE - {"top": 0, "center": 0.5, "bottom": 1}[va] * len(lines))
        for i, line in enumerate(lines):
            if line.strip():
                self.ax.text(x, first + i * pitch, line, **options)

    def line(self, xs: Sequence[float], ys: Sequence[float], **options: Any) -> None:
        """Draw a thin line."""
        self.ax.plot(xs, ys, **{"color": look.HAIR, "lw": 1.2, "solid_capstyle": "butt", **options})

    def squares(self, marks: Sequence[Mark], size: float, *, gid: str, **look_as: Any) -> None:
        """Draw small notes of `size` inches."""
        corners = ((0.0, 0.0), (size, 0.0), (size, size), (0.0, size))
        options: dict[str, Any] = {"facecolor": look.NOTE, "edgecolor": EDGE, "lw": 1.0, **look_as}
        self._marks(marks, corners, gid=gid, **options)

    def circles(self, marks: Sequence[Mark], size: float, *, gid: str) -> None:
        """Draw open circles `size` inches across."""
        turns = [2 * math.pi * k / 24 for k in range(24)]
        ring = [(size / 2 * (1 + math.cos(t)), size / 2 * (1 + math.sin(t))) for t in turns]
        self._marks(marks, ring, gid=gid, facecolor=look.PAPER, edgecolor=EDGE, lw=1.2)

    def _marks(
        self,
        marks: Sequence[Mark],
        outline: Sequence[tuple[float, float]],
        *,
        gid: str,
        **look_as: Any,
    ) -> None:
        from matplotlib.collections import PolyCollection

        shapes = [[(x + a, y + b) for a, b in outline] for x, y, _ in marks]
        drawn = PolyCollection(shapes, gid=gid, **look_as)
        if any(name for *_, name in marks):
            drawn.set_urls([note_link(name) if name else None for *_, name in marks])
        self.ax.add_collection(drawn, autolim=False)

    def cards(self, cards: Sequence[Card]) -> None:
        """Draw cards with their text."""
        from matplotlib.collections import PolyCollection

        for style, options in _STYLES.items():
            same = [c for c in cards if c.style == style]
            if same:
                shapes = [_corners(c, i) for i, c in enumerate(same)]
                self.ax.add_collection(PolyCollection(shapes, gid=style, **options), autolim=False)
        for each in cards:
            self._write(each)

    def _write(self, each: Card) -> None:
        y = each.y + _PAD
        for block in each.blocks:
            options = {"style": "italic"} if block.face == "It" else {}
            if block.face == "Bold":
                options = {"weight": "bold"}
            self.text(each.x + _PAD, y, block.text, block.size, color=block.colour, **options)
            y += block.height + 0.07
        if each.corner:
            self.text(
                each.x + each.width - _PAD,
                each.bottom - _PAD,
                each.corner,
                _CORNER,
                ha="right",
                va="bottom",
                color=look.QUIET,
            )


_STYLES: dict[str, dict[str, Any]] = {
    "pile": {"facecolor": look.NOTE, "edgecolor": EDGE, "lw": 1.0, "zorder": 1},
    "note": {"facecolor": look.NOTE, "edgecolor": look.NOTE_EDGE, "lw": 1.0, "zorder": 1},
    "guess": {
        "facecolor": "none",
        "edgecolor": look.QUIET,
        "lw": 1.1,
        "linestyle": (0, (4, 3)),
        "zorder": 1,
    },
}


def _corners(each: Card, seed: int) -> list[tuple[float, float]]:
    """A square cut by hand: each corner a little off, the same way on every run."""
    off = 0.0 if each.style == "guess" else 0.025
    chance = random.Random(seed * 7919 + 13)
    x, y, right, bottom = each.x, each.y, each.x + each.width, each.bottom
    corners = [(x, y), (right, y), (right, bottom), (x, bottom)]
    return [(a + chance.uniform(-off, off), b + chance.uniform(-off, off)) for a, b in corners]
