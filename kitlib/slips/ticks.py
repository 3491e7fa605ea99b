"""Boxes read: ticked, not ticked, filled in because it was a slip, or not to be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from kitlib.slips.layout import BOX, Card
from kitlib.slips.straight import POINTS, moved

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Tick", "read_boxes", "weighed"]

Tick = Literal["ja", "nej", "streget", "usikker"]

_INNER = 0.62  # mm from the edge of a box to what is looked at: its own printed frame is not
_EDGE = 0.4  # the same, where it is to be told whether a box is filled in from side to side
# How much of a box is ink, black being 1, where nothing was written and where something was.
_NONE, _SOME = 0.022, 0.05
# How even the ink of a box is at most where it is ticked, and at least where it is filled in.
_TICK, _FULL = 0.55, 0.8
_DEEP = 0.2  # how dark ink is at least, and a shadow within a box at most
_GREY = 0.1  # a box is darker all over than most: a tick so blurred that no white is left beside it
_WHITE = 0.12  # of a box is white beside a tick
_SEEN = 0.45  # how well the frames of most boxes are seen where ticks can be read


def read_boxes(dark: np.ndarray, card: Card, corners: Sequence[int]) -> list[Tick]:
    """Read each box of a card, in the order they are laid out.

    Parameters
    ----------
    dark : array
        From `straight.ink`.
    corners : sequence of int
        The corners of the card that were seen.
    """
    weights, seen = weighed(dark, card, corners)
    if seen < _SEEN:
        return ["usikker"] * len(weights)
    return [_said(ink, even, grey) for ink, even, grey in weights]


def weighed(
    dark: np.ndarray, card: Card, corners: Sequence[int]
) -> tuple[list[tuple[float, float, float]], float]:
    """Return how much ink each box holds beyond the paper's own grain, how even and how grey it is.

    How grey is how much darker it is all over than most. And how well the printed frames are seen,
    1 being as they are printed.
    """
    import numpy as np

    moves, seen = moved(dark, card, corners)
    boxes = [*zip(card.boxes, moves, strict=True)]
    insides = [_inside(dark, b.x, b.y, move, _INNER) for b, move in boxes]
    inks = np.array([_ink(inside) for inside in insides])
    greys = np.array([float(inside.mean()) for inside in insides])
    greys -= np.median(greys)
    evens = [_even(_inside(dark, b.x, b.y, move, _EDGE)) for b, move in boxes]
    # Most boxes of a card are empty: what those hold is the paper's grain and the picture's noise.
    grain = float(np.sort(inks)[: max(1, len(inks) // 2)].mean())
    of_each = zip(inks - grain, evens, greys, strict=True)
    return [(float(ink), even, float(grey)) for ink, even, grey in of_each], seen


def _inside(dark: np.ndarray, x: float, y: float, move: np.ndarray, edge: float) -> np.ndarray:
    left = round((x + edge) * POINTS + move[0])
    top = round((y + edge) * POINTS + move[1])
    size = round((BOX - 2 * edge) * POINTS)
    return dark[max(0, top) : top + size, max(0, left) : left + size]


def _ink(part: np.ndarray) -> float:
    """How much ink there is against the whitest of the box: a shadow lies on all of it."""
    import numpy as np

    white = float(np.quantile(part, _WHITE))
    return float(part.mean()) - (white if white < _DEEP else 0.0)


def _even(part: np.ndarray) -> float:
    """How even the ink in a box is: a tick leaves paper white beside it, filling in does not."""
    import numpy as np

    light, deep = np.quantile(part, (0.06, 0.9))
    return float(light / deep) if deep > _DEEP else 0.0


def _said(ink: float, even: float, grey: float) -> Tick:
    if ink < _NONE:
        return "nej" if grey < _GREY else "usikker"
    if ink < _SOME or _TICK < even < _FULL:
        return "usikker"
    return "streget" if even >= _FULL else "ja"
