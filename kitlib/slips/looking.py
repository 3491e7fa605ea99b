"""The markers in a picture, found wherever they stand and however they are turned."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kitlib.slips.markers import SIDE, corner_of, fields, words

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Seen", "detected", "looked_through"]

_LONG = 2000  # points along the longer side of the picture that is searched
_LARGER = 1.5  # times a small picture is enlarged at most


@dataclass(frozen=True)
class Seen:
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


def looked_through(grey: np.ndarray) -> tuple[list[Seen], list[np.ndarray]]:
    """Return the markers in a picture, and the squares in it that are none or cannot be read."""
    import cv2

    scale = min(_LARGER, _LONG / max(grey.shape))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=how)
    small = cv2.addWeighted(small, 2.0, cv2.GaussianBlur(small, (0, 0), 2), -1.0, 0)
    # The middle of a point is at a half in both pictures.
    seen, squares = detected(small)
    return (
        [Seen(s.number, (s.corners + 0.5) / scale - 0.5) for s in seen],
        [(square + 0.5) / scale - 0.5 for square in squares],
    )


def detected(grey: np.ndarray) -> tuple[list[Seen], list[np.ndarray]]:
    """Return the markers in a part of a picture, and the other squares, just as it is."""
    import numpy as np

    corners, numbers, others = _detector().detectMarkers(grey)
    squares = [np.asarray(c, np.float64).reshape(4, 2) for c in others]
    if numbers is None:
        return [], squares
    places = [np.asarray(c, np.float64).reshape(4, 2) for c in corners]
    return [Seen(int(n), p) for n, p in zip(numbers.ravel(), places, strict=True)], squares


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
