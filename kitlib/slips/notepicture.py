"""The picture that is kept of a note: the writing alone, on white, with a mark and nothing else.

It is made anew from its points, so that nothing of a telephone, a place or an hour is in it. The
mark says what it is: whatever may not hold people's words refuses what bears it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.pictured import marked
from kitlib.slips.layout import Card
from kitlib.slips.straight import POINTS

if TYPE_CHECKING:
    import numpy as np

__all__ = ["EDGE", "HEAD", "as_jpeg", "lit", "note_picture"]

#: Millimetres kept beside what is written, and above it.
EDGE, HEAD = 2.0, 0.5

_BELOW = 5.0  # mm kept below the last of it
_QUALITY = 82
_INK = 0.25
_PAPER = 245.0  # how light paper is shown


def note_picture(flat: np.ndarray, dark: np.ndarray, card: Card) -> bytes:
    """Return what is written on a straight card as a JPEG, white where the paper is.

    What is left empty below the writing is cut away.
    """
    import cv2
    import numpy as np

    left, top, right, bottom = card.writing
    part = dark[round(top * POINTS) : round(bottom * POINTS), :]
    rows = np.flatnonzero((part > _INK).mean(axis=1) > 0.004)
    # A printed line is dark from side to side; writing is not.
    lines = np.flatnonzero((part > 0.08).mean(axis=1) > 0.5)
    rows = np.setdiff1d(rows, lines)
    last = top + (rows[-1] / POINTS if len(rows) else 0) + _BELOW
    bottom = min(bottom, max(last, top + 22)) + EDGE
    y, y2 = round((top - HEAD) * POINTS), round(bottom * POINTS)
    x, x2 = (round(max(0.0, v) * POINTS) for v in (left - EDGE, right + EDGE))
    cut = flat[y:y2, x:x2]
    size = cut.shape[1] // 4, cut.shape[0] // 4
    small = cv2.resize(cut, size, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 9)
    paper = cv2.resize(paper, cut.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    white = cut.astype(np.float32) / np.maximum(paper, 1) * 255
    # The paper's grain goes white; a pencil stays as it is.
    white = np.clip((white - 40) * 255 / 200, 0, 255)
    return as_jpeg(white.astype(np.uint8), _QUALITY)


def lit(flat: np.ndarray) -> np.ndarray:
    """Return a straight card as in even light, however dark or shadowed the photograph is."""
    import cv2
    import numpy as np

    size = [max(1, round(side / POINTS)) for side in flat.shape[1::-1]]  # a point a millimetre
    small = cv2.resize(flat, size, interpolation=cv2.INTER_AREA)
    # Wider than the printed markers, so that they too are seen as ink on paper.
    paper = cv2.GaussianBlur(cv2.dilate(small, np.ones((13, 13), np.uint8)), (0, 0), 4)
    paper = cv2.resize(paper, flat.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return np.clip(flat / np.maximum(paper, 1).astype(np.float32) * _PAPER, 0, 255).astype(np.uint8)


def as_jpeg(points: np.ndarray, quality: int) -> bytes:
    """Return points as a JPEG that bears the mark of a note's picture."""
    import cv2

    return marked(cv2.imencode(".jpg", points, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes())
