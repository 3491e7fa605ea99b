"""A picture measured in inches from its upper left corner, y downwards.

Everything is measured first, so that a view knows its height and nothing is cut or overlaps.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.figures.lines import legible
from kitlib.figures.links import note_link

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "EDGE",
    "INNER",
    "LEFT",
    "PITCH",
    "Canvas",
    "Mark",
    "stack_free",
]

LEFT = 0.45  # inches of air left and right, as the words around the picture have
INNER = look.WIDTH - 2 * LEFT
PITCH = 1.22  # line spacing
EDGE = look.MARK_EDGE
_BASE = 0.76  # where in the height of a line its letters stand
#: Upper left corner of a small mark, and the id of the note it is.
Mark = tuple[float, float, str]


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


@dataclass
class Canvas:
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
