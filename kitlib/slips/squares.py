"""Squares that look like a card's marker: read with what is known of the team's cards, or told of.

Among every marker there is, one or two wrongly seen fields are as much as can be put right. Among
the few of the cards a team has printed, a poorer picture is read as safely.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kitlib.slips.markers import SIDE, fields

if TYPE_CHECKING:
    import numpy as np

__all__ = ["like_marker", "read_known"]

_FIELDS = SIDE + 2  # across a marker with its frame
_POINTS = 8  # a field is looked at with, along each side
_CONTRAST = 25  # of 255 between its darkest and its lightest field
_FRAME = 0.9  # of its frame that is dark
_WRONG = 2  # fields that may be seen wrongly; any two markers differ by six
_WHITE = (0.2, 0.8)  # of what is inside the frame that is white: a box to tick is all white


def like_marker(grey: np.ndarray, square: np.ndarray) -> bool:
    """Whether a square in a picture has a dark frame, and dark and white fields inside it.

    Parameters
    ----------
    grey : array
        The picture in tones of grey.
    square : array
        Its four corners in points.
    """
    import numpy as np

    light = _light(grey, square)
    low, high = light.min(), light.max()
    if high - low < _CONTRAST:
        return False
    dark = light < (low + high) / 2
    inside = np.zeros_like(dark)
    inside[1:-1, 1:-1] = True
    white = float((~dark[inside]).mean())
    return bool(dark[~inside].mean() >= _FRAME) and _WHITE[0] <= white <= _WHITE[1]


def read_known(
    grey: np.ndarray, square: np.ndarray, numbers: Iterable[int]
) -> tuple[int, np.ndarray] | None:
    """Return which of some markers a square is, and its corners as the marker is read.

    None where it is none of them. The parameters are those of `like_marker`, and the markers there
    may be.
    """
    import numpy as np

    light = _light(grey, square)
    white = (light > light.mean())[1:-1, 1:-1]
    wrong = [
        (int((np.rot90(white, turn) != np.array(fields(number))).sum()), number, turn)
        for number in numbers
        for turn in range(4)
    ]
    least, number, turn = min(wrong, default=(_WRONG + 1, 0, 0))
    return (number, np.roll(square, -turn, axis=0)) if least <= _WRONG else None


def _light(grey: np.ndarray, square: np.ndarray) -> np.ndarray:
    """How light each field of a square is."""
    import cv2
    import numpy as np

    side = _FIELDS * _POINTS
    flat = np.array([(0, 0), (side, 0), (side, side), (0, side)], np.float32) - 0.5
    place = cv2.getPerspectiveTransform(square.astype(np.float32), flat)
    seen = cv2.warpPerspective(grey, place, (side, side), flags=cv2.INTER_CUBIC)
    parts = seen.reshape(_FIELDS, _POINTS, _FIELDS, _POINTS)
    return np.asarray(parts[:, 2:-2, :, 2:-2].mean(axis=(1, 3)))
