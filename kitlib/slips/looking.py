"""The markers in a picture, found wherever they stand and however they are turned.

Among every marker there is, one or two wrongly seen fields are as much as can be put right. Among
the few of the cards a team has printed, a poorer picture is read as safely.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kitlib.slips.markers import SIDE, corner_of, fields, words

if TYPE_CHECKING:
    import numpy as np

__all__ = ["SeenMarker", "detected", "like_marker", "looked_through", "read_known"]

_LONG = 2000  # points along the longer side of the picture that is searched
_LARGER = 1.5  # times a small picture is enlarged at most
_FIELDS = SIDE + 2  # across a marker with its frame
_POINTS = 8  # a field is looked at with, along each side
_CONTRAST = 25  # of 255 between its darkest and its lightest field
_FRAME = 0.9  # of its frame that is dark
_WRONG = 2  # fields that may be seen wrongly; any two markers differ by six
_WHITE = (0.2, 0.8)  # of what is inside the frame that is white: a box to tick is all white


@dataclass(frozen=True)
class SeenMarker:
    """A marker in a picture: which, and its corners in points, clockwise as it is read."""

    number: int
    corners: np.ndarray

    @property
    def corner(self) -> int:
        return corner_of(self.number)

    @property
    def side(self) -> float:
        """How long its sides are, in points."""
        import numpy as np

        return float(np.linalg.norm(self.corners - np.roll(self.corners, 1, axis=0), axis=1).mean())


def looked_through(grey: np.ndarray) -> tuple[list[SeenMarker], list[np.ndarray]]:
    """Return the markers in a picture, and the squares in it that are none or cannot be read."""
    import cv2

    scale = min(_LARGER, _LONG / max(grey.shape))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=how)
    small = cv2.addWeighted(small, 2.0, cv2.GaussianBlur(small, (0, 0), 2), -1.0, 0)
    # The middle of a point is at a half in both pictures.
    seen, squares = detected(small)
    return (
        [SeenMarker(s.number, (s.corners + 0.5) / scale - 0.5) for s in seen],
        [(square + 0.5) / scale - 0.5 for square in squares],
    )


def detected(grey: np.ndarray) -> tuple[list[SeenMarker], list[np.ndarray]]:
    """Return the markers in a part of a picture, and the other squares, just as it is."""
    import numpy as np

    corners, numbers, others = _detector().detectMarkers(grey)
    squares = [np.asarray(c, np.float64).reshape(4, 2) for c in others]
    if numbers is None:
        return [], squares
    places = [np.asarray(c, np.float64).reshape(4, 2) for c in corners]
    return [SeenMarker(int(n), p) for n, p in zip(numbers.ravel(), places, strict=True)], squares


@cache
def _detector() -> Any:
    import cv2
    import numpy as np

    bits = [np.array(fields(number), np.uint8) for number in range(len(words()))]
    known = np.concatenate([cv2.aruco.Dictionary.getByteListFromBits(b) for b in bits])
    book = cv2.aruco.Dictionary(known, SIDE, 2)
    how = cv2.aruco.DetectorParameters()
    how.adaptiveThreshWinSizeMin, how.adaptiveThreshWinSizeMax = 9, 39
    how.adaptiveThreshWinSizeStep = 15
    how.minMarkerPerimeterRate, how.maxMarkerPerimeterRate = 0.012, 2.0
    how.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    how.cornerRefinementWinSize = 3
    how.errorCorrectionRate = 0.6
    how.polygonalApproxAccuracyRate = 0.05
    how.perspectiveRemovePixelPerCell = 6
    return cv2.aruco.ArucoDetector(book, how)


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
