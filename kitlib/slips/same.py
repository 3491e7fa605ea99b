"""Whether two pictures are of one and the same card: the handwriting is held against itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kitlib.slips.drawing import GAP
from kitlib.slips.layout import Card
from kitlib.slips.straight import POINTS

if TYPE_CHECKING:
    import numpy as np

__all__ = ["ALIKE", "alike", "trace", "trace_of_picture", "written"]

#: How alike the writing of two pictures of one card is at least; of two cards it is far from it.
ALIKE = 0.5

_COARSE = 2  # points a millimetre
_SLIP = 3  # coarse points one picture may be moved against the other
_NO_INK = 0.001  # of the field, on average; a word by a hard pencil is more


def trace(dark: np.ndarray, card: Card) -> np.ndarray:
    """Return what is written on a card, coarsely, without what is printed there."""
    import cv2
    import numpy as np

    left, top, right, bottom = (round(v * POINTS) for v in card.writing)
    part = dark[top:bottom, left:right].copy()
    # The card's own lines, and the row of small print above the first one.
    for k in range(int((card.writing[3] - card.writing[1]) / GAP) + 1):
        line = round(k * GAP * POINTS)
        part[max(0, line - POINTS) : line + POINTS] = 0
    part[: 4 * POINTS] = 0
    said = round((card.said[1] - card.writing[1]) * POINTS)
    part[said - POINTS : said + 4 * POINTS] = 0
    part = np.where(part > 0.06, part, 0).astype(np.float32)
    soft = cv2.GaussianBlur(part, (0, 0), 0.5 * POINTS)
    # That there is writing on a line says nothing; where on it does.
    soft = soft - cv2.blur(soft, (16 * POINTS + 1, 3 * POINTS))
    size = (part.shape[1] * _COARSE // POINTS, part.shape[0] * _COARSE // POINTS)
    return cv2.resize(soft, size, interpolation=cv2.INTER_AREA)


def trace_of_picture(grey: np.ndarray, card: Card) -> np.ndarray:
    """Return the trace of a note's picture, were it of that card: it begins where writing does."""
    import numpy as np

    from kitlib.slips.notepicture import EDGE, HEAD
    from kitlib.slips.straight import card_size, ink

    width, height = card_size(card.size)
    whole = np.full((height, width), 255, np.uint8)
    top = round((card.writing[1] - HEAD) * POINTS)
    left = round(max(0.0, card.writing[0] - EDGE) * POINTS)
    part = grey[: height - top, : width - left]
    whole[top : top + part.shape[0], left : left + part.shape[1]] = part
    return trace(ink(whole), card)


def written(one: np.ndarray) -> bool:
    """Whether anything is written there at all."""
    return bool(abs(one).mean() > _NO_INK)


def alike(one: np.ndarray, others: Sequence[np.ndarray]) -> list[float]:
    """Return how alike a trace is to others, 1 being itself; where nothing is written, 0."""
    import cv2

    if not written(one):
        return [0.0] * len(others)
    core = one[_SLIP:-_SLIP, _SLIP:-_SLIP]
    return [
        float(cv2.matchTemplate(other, core, cv2.TM_CCOEFF_NORMED).max())
        if other.shape == one.shape and written(other)
        else 0.0
        for other in others
    ]
